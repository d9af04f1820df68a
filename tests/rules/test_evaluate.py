"""The reference evaluation: worked readings, and laws that hold for any tree and child."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.rules.condition import Attest, Condition, Not
from checklist.rules.derived import Child, completed_months, completed_years
from checklist.rules.evaluate import Situation
from checklist.rules.truth import Truth
from tests.rules.strategies import HERE, children, conditions, whole_children
from tests.support import TODAY, answer, areas, child, verdict


def evaluated(condition: Condition, someone: Child) -> Truth:
    return Situation(someone, TODAY, areas()).evaluate(condition).truth


@given(conditions, whole_children, st.data())
def test_adding_a_fact_never_turns_a_known_answer_into_another(
    condition: Condition, whole: Child, data: st.DataObject
) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(whole.facts))))
    ticked = data.draw(st.sets(st.sampled_from(sorted(whole.attested))))
    partial = Child(
        {key: whole.facts[key] for key in kept}, {key: whole.attested[key] for key in ticked}
    )
    before = evaluated(condition, partial)
    assert before in {Truth.UNKNOWN, evaluated(condition, whole)}


@given(conditions, children)
def test_a_condition_and_its_contrary_are_opposite(condition: Condition, someone: Child) -> None:
    assert evaluated(Not(condition, HERE), someone) is ~evaluated(condition, someone)


@given(conditions, children)
def test_an_unknown_answer_always_names_what_would_settle_it(
    condition: Condition, someone: Child
) -> None:
    found = Situation(someone, TODAY, areas()).evaluate(condition)
    for leaf in found.decisive():
        assert leaf.truth is not Truth.UNKNOWN or leaf.missing or isinstance(leaf.condition, Attest)
        assert not set(leaf.missing) & set(someone.facts) - {"hukou", "residence"}


@given(conditions, whole_children)
def test_with_precise_places_and_every_fact_nothing_stays_unknown(
    condition: Condition, whole: Child
) -> None:
    precise = Child({**whole.facts, "hukou": "341822", "residence": "320583"}, whole.attested)
    assert evaluated(condition, precise) is not Truth.UNKNOWN


def test_a_missing_fact_is_unknown_and_not_no() -> None:
    assert answer("{fact: orphan, is: true}", child()) == "unknown"
    assert answer("not: {fact: orphan, is: true}", child()) == "unknown"


def test_other_facts_can_settle_an_answer_without_the_missing_one() -> None:
    text = """
    any:
      - {fact: orphan, is: true}
      - {fact: school_stage, in: [primary, junior]}
    """
    assert answer(text, child(school_stage="primary")) == "yes"
    assert verdict(text, child(school_stage="none")).truth is Truth.UNKNOWN


def test_only_leaves_that_could_still_change_the_answer_are_open() -> None:
    text = """
    all:
      - any: [{fact: orphan, is: true}, {fact: school_stage, is: primary}]
      - {fact: insured_elsewhere, is: false}
    """
    found = verdict(text, child(school_stage="primary"))
    assert [leaf.missing for leaf in found.decisive()] == [("insured_elsewhere",)]


def test_an_attest_is_unknown_until_a_person_ticks_it() -> None:
    text = "{attest: lease, text: {zh-Hans: 出示租房合同, en: the lease is shown}}"
    assert answer(text, child()) == "unknown"
    assert answer(text, child({"lease": True})) == "yes"
    assert answer(text, child({"lease": False})) == "no"


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({}, "unknown"),
        ({"residence_permit": "none"}, "no"),
        ({"residence_permit": "applied"}, "no"),
        ({"residence_permit": "held"}, "unknown"),
        ({"residence_permit": "held", "permit_endorsed_until": date(2026, 11, 23)}, "yes"),
        ({"residence_permit": "held", "permit_endorsed_until": date(2026, 11, 22)}, "no"),
        ({"permit_endorsed_until": date(2026, 11, 22)}, "no"),
        ({"permit_endorsed_until": date(2027, 1, 1)}, "unknown"),
    ],
)
def test_a_permit_counts_while_its_endorsement_lasts(known: dict[str, object], wanted: str) -> None:
    assert answer("{fact: permit_valid, is: true}", Child(known, {})) == wanted  # type: ignore[arg-type]  # values of facts


@pytest.mark.parametrize(
    ("hukou", "residence", "wanted"),
    [
        ("341822", "320583", "yes"),
        ("341822", "341882", "no"),  # one county, its old and its new code
        ("340000", "320583", "yes"),
        ("320500", "320583", "unknown"),
        ("320000", "320583", "unknown"),
        ("330600", "320583", "yes"),
        ("441900", "441900", "no"),  # a city without counties
    ],
)
def test_county_lines_are_compared_as_precisely_as_they_are_known(
    hukou: str, residence: str, wanted: str
) -> None:
    someone = child(hukou=hukou, residence=residence)
    assert answer("{fact: crosses_county, is: true}", someone) == wanted


@pytest.mark.parametrize(
    ("hukou", "residence", "wanted"),
    [
        ("320505", "320506", "yes"),
        ("320505", "320583", "no"),
        ("320500", "320505", "unknown"),
        ("110101", "110105", "yes"),
        ("341822", "320583", "no"),
    ],
)
def test_moves_between_districts_of_one_city_are_seen(
    hukou: str, residence: str, wanted: str
) -> None:
    someone = child(hukou=hukou, residence=residence)
    assert answer("{fact: within_city_districts, is: true}", someone) == wanted


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2020, 5, 2), date(2026, 5, 1), 5),
        (date(2020, 5, 2), date(2026, 5, 2), 6),
        (date(2020, 2, 29), date(2025, 2, 28), 4),
        (date(2020, 2, 29), date(2025, 3, 1), 5),
        (date(2020, 2, 29), date(2024, 2, 29), 4),
    ],
)
def test_age_is_in_completed_years(born: date, on: date, years: int) -> None:
    assert completed_years(born, on) == years


def test_months_are_complete_on_the_same_day_or_the_first_after() -> None:
    assert completed_months(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert completed_months(date(2026, 1, 31), date(2026, 3, 1)) == 1
    assert completed_months(date(2026, 5, 23), date(2026, 11, 22)) == 5
    assert completed_months(date(2026, 5, 23), date(2026, 11, 23)) == 6


@pytest.mark.parametrize(
    ("day", "on", "wanted"),
    [
        ("08-31", date(2026, 11, 23), "yes"),  # six on 31 August 2026
        ("08-31", date(2026, 8, 30), "no"),  # still the 31 August of 2025
        ("next 08-31", date(2026, 8, 30), "yes"),
        ("next 08-31", date(2025, 8, 31), "yes"),  # the next one is a year away
        ("01-01", date(2026, 11, 23), "no"),
    ],
)
def test_a_test_day_is_the_latest_or_the_next_one(day: str, on: date, wanted: str) -> None:
    someone = child(birth_date=date(2020, 8, 31))
    assert answer(f'{{fact: age, at_least: 6, on: "{day}"}}', someone, on) == wanted
