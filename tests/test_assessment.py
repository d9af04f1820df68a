"""A list held against a child: outcomes, what is still open, and from when.

The laws are held over random conditions and partly known children; the worked situations
below them are those a counter meets every day.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.assessment import (
    Answer,
    Assessment,
    Outcome,
    ScopeOutcome,
    Season,
    assess,
)
from checklist.catalog.local import ChildClass, Classing, Trigger
from checklist.catalog.model import Amount, Category, Measure, Period, Window
from checklist.catalog.owed import Item, Listing
from checklist.rules.condition import All, AnyOf, Attest, Condition
from checklist.rules.derived import Child
from checklist.rules.facts import Value
from checklist.rules.truth import Truth
from tests.rules.strategies import HERE, children, conditions, whole_children
from tests.support import TODAY, areas, child, condition

TEXT = {"zh-Hans": "文", "en": "text"}
OTHER_PROOF = "{attest: other-proof, text: {zh-Hans: 出示其他证明, en: other proof is shown}}"
GROWN = child(birth_date=date(2019, 5, 2), residence="320583", hukou="341822")


def item(when: Condition, **known: object) -> Item:
    """An item with this condition and nothing else that matters."""
    bare = Item("item", "000000", Category.HEALTH, TEXT, TEXT, when, "0", {})
    return replace(bare, **known)  # type: ignore[arg-type]  # fields of an item


def listing(*items: Item, on: date = TODAY, definition: Condition | None = None) -> Listing:
    """A list of items on a date."""
    named = {f"item-{index}": replace(one, id=f"item-{index}") for index, one in enumerate(items)}
    return Listing("320583", on, (), named, definition, "", {})


def assessed(
    when: Condition, someone: Child, on: date = TODAY, definition: Condition | None = None
) -> Assessment:
    """One item assessed."""
    return assess(listing(item(when), on=on, definition=definition), someone, areas())


def answered(when: Condition | str, someone: Child, on: date = TODAY, **known: object) -> Answer:
    """The answer for one item, its condition in YAML."""
    tree = condition(when) if isinstance(when, str) else when
    return assess(listing(item(tree, **known), on=on), someone, areas()).answers[0]


@given(conditions, children)
def test_an_outcome_follows_from_the_conditions_value(when: Condition, someone: Child) -> None:
    answer = answered(when, someone)
    assert (
        answer.outcome
        in {
            Truth.YES: {Outcome.ELIGIBLE},
            Truth.NO: {Outcome.INELIGIBLE},
            Truth.UNKNOWN: {Outcome.TO_ATTEST, Outcome.UNDETERMINED},
        }[answer.verdict.truth]
    )


@given(conditions, children)
def test_only_an_undetermined_answer_names_facts_and_always_does(
    when: Condition, someone: Child
) -> None:
    answer = answered(when, someone)
    assert bool(answer.open_facts) == (answer.outcome is Outcome.UNDETERMINED)
    if answer.outcome is Outcome.TO_ATTEST:
        assert answer.open_attests
    if answer.verdict.truth is not Truth.UNKNOWN:
        assert not answer.open_attests
    assert not set(answer.open_facts) & set(someone.facts) - {"hukou", "residence"}


@given(conditions, whole_children)
def test_asking_only_what_is_open_always_ends_in_an_answer(when: Condition, whole: Child) -> None:
    precise: dict[str, Value] = {**whole.facts, "hukou": "341822", "residence": "320583"}
    someone = child()
    for _ in range(len(precise) + 1):
        answer = answered(when, someone)
        if not answer.open_facts:
            break
        fact = answer.open_facts[0]
        someone = Child({**someone.facts, fact: precise[fact]}, {})
    assert answer.outcome is not Outcome.UNDETERMINED
    final = answered(when, Child(precise, {}))
    assert final.outcome is answer.outcome


@given(conditions, children)
def test_the_reasons_of_an_answer_are_enough_for_it(when: Condition, someone: Child) -> None:
    answer = answered(when, someone)
    assert answer.reasons
    assert len({str(reason.condition) for reason in answer.reasons}) == len(answer.reasons)
    if answer.verdict.truth is not Truth.UNKNOWN:
        assert all(reason.truth is not Truth.UNKNOWN for reason in answer.reasons)


@settings(max_examples=50)
@given(conditions, children)
def test_a_no_that_opens_by_itself_opens_on_that_day_and_not_before(
    when: Condition, someone: Child
) -> None:
    answer = answered(when, someone)
    if answer.opens is None:
        return
    assert answer.outcome is Outcome.INELIGIBLE
    later = answered(when, someone, answer.opens)
    assert later.verdict.truth is (Truth.YES if answer.opens_surely else later.verdict.truth)
    assert later.verdict.truth is not Truth.NO
    for ahead in range(1, min((answer.opens - TODAY).days, 60)):
        before = answered(when, someone, answer.opens - timedelta(ahead))
        assert before.verdict.truth is Truth.NO


@given(st.lists(conditions, min_size=1, max_size=3), children)
def test_open_facts_are_ranked_by_how_many_items_they_touch(
    whens: list[Condition], someone: Child
) -> None:
    found = assess(listing(*map(item, whens)), someone, areas())
    touched = [
        sum(fact in answer.open_facts for answer in found.answers) for fact in found.open_facts
    ]
    assert touched == sorted(touched, reverse=True)
    assert 0 not in touched
    assert {fact for answer in found.answers for fact in answer.open_facts} == set(found.open_facts)


def test_without_the_permit_a_person_may_look_at_other_papers() -> None:
    text = f"any: [{{fact: permit_valid, is: true}}, {OTHER_PROOF}]"
    assert answered(text, child()).outcome is Outcome.UNDETERMINED
    assert answered(text, child()).open_facts == ("residence_permit", "permit_endorsed_until")
    without = answered(text, child(residence_permit="none"))
    assert without.outcome is Outcome.TO_ATTEST
    assert [attest.id for attest in without.open_attests] == ["other-proof"]
    assert without.open_facts == ()


def test_a_paper_that_was_seen_settles_and_one_that_was_refused_settles_too() -> None:
    assert answered(OTHER_PROOF, child({"other-proof": True})).outcome is Outcome.ELIGIBLE
    refused = answered(OTHER_PROOF, child({"other-proof": False}))
    assert refused.outcome is Outcome.INELIGIBLE
    assert refused.open_attests == ()


def test_one_paper_asked_for_twice_is_one_paper() -> None:
    attest = condition(OTHER_PROOF)
    assert isinstance(attest, Attest)
    twice = All((attest, AnyOf((replace(attest, span=HERE),), HERE)), HERE)
    assert len(answered(twice, child()).open_attests) == 1


@pytest.mark.parametrize(
    ("on", "outcome", "season", "window"),
    [
        (date(2026, 9, 30), Outcome.CLOSED, Season.CLOSED, 2026),
        (date(2026, 10, 1), Outcome.ELIGIBLE, Season.OPEN, 2026),
        (date(2026, 12, 31), Outcome.ELIGIBLE, Season.OPEN, 2026),
        (date(2027, 1, 1), Outcome.CLOSED, Season.CLOSED, 2027),
        (date(2027, 12, 31), Outcome.ELIGIBLE, Season.OPEN, 2027),
        (date(2028, 1, 1), Outcome.ELIGIBLE, Season.UNANNOUNCED, 2027),
    ],
)
def test_outside_a_window_it_is_closed_unless_no_later_one_is_known(
    on: date, outcome: Outcome, season: Season, window: int
) -> None:
    windows = tuple(
        Window(date(year, 10, 1), date(year, 12, 31), TEXT, "list", HERE) for year in (2027, 2026)
    )
    answer = answered("{fact: age, at_least: 6}", GROWN, on, windows=windows)
    assert (answer.outcome, answer.season) == (outcome, season)
    assert answer.window is not None
    assert answer.window.start.year == window


def test_a_window_changes_nothing_for_who_is_not_eligible() -> None:
    windows = (Window(date(2027, 1, 1), date(2027, 2, 1), TEXT, "list", HERE),)
    young = answered("{fact: age, at_least: 16}", GROWN, windows=windows)
    assert young.outcome is Outcome.INELIGIBLE
    unknown = answered("{fact: orphan, is: true}", GROWN, windows=windows)
    assert unknown.outcome is Outcome.UNDETERMINED


def test_a_toddler_is_told_when_school_begins_and_whether_that_is_sure() -> None:
    toddler = child(birth_date=date(2024, 5, 2))
    sure = answered('{fact: age, between: [6, 15], on: "08-31"}', toddler)
    assert (sure.opens, sure.opens_surely) == (date(2030, 8, 31), True)
    unsure = answered("all: [{fact: age, at_least: 6}, {fact: school_stage, is: primary}]", toddler)
    assert (unsure.opens, unsure.opens_surely) == (date(2030, 5, 2), False)


def test_what_age_has_ended_does_not_open_again() -> None:
    assert answered("{fact: age, at_most: 6}", GROWN).opens is None


def test_what_other_facts_forbid_does_not_open_by_time() -> None:
    text = "all: [{fact: age, at_least: 16}, {fact: orphan, is: true}]"
    assert answered(text, child(birth_date=date(2019, 5, 2), orphan=False)).opens is None


def test_sums_and_parts_follow_their_own_conditions_and_dates() -> None:
    periods = (
        Period(date(2024, 1, 1), date(2025, 12, 31), 300, "list", HERE),
        Period(date(2026, 1, 1), None, 330, "list", HERE),
    )
    orphan = condition("{fact: orphan, is: true}")
    thing = item(
        condition("{fact: age, at_least: 6}"),
        amounts=(
            Amount("all", TEXT, "CNY/year", periods, HERE),
            Amount("orphans", TEXT, "CNY/year", periods, HERE, orphan),
            Amount("past", TEXT, "CNY/year", periods[:1], HERE),
        ),
        measures=(Measure("own", TEXT, HERE, None, orphan),),
    )
    open_one = assess(listing(thing), GROWN, areas()).answers[0]
    assert [(due.amount.id, due.period.value, due.truth) for due in open_one.amounts] == [
        ("all", 330, Truth.YES),
        ("orphans", 330, Truth.UNKNOWN),
    ]
    assert [part.truth for part in open_one.measures] == [Truth.UNKNOWN]
    no_orphan = Child({**GROWN.facts, "orphan": False}, {})
    settled = assess(listing(thing), no_orphan, areas()).answers[0]
    assert [due.amount.id for due in settled.amounts] == ["all"]
    assert [step.outcome for step in settled.measures] == [Outcome.INELIGIBLE]
    earlier = assess(listing(thing, on=date(2025, 12, 31)), GROWN, areas()).answers[0]
    assert {due.period.value for due in earlier.amounts} == {300}


@pytest.mark.parametrize(
    ("when", "own", "whole"),
    [
        ("{fact: age, at_least: 6}", "{fact: age, at_least: 6}", Outcome.ELIGIBLE),
        ("{fact: age, at_least: 6}", "{fact: age, at_most: 6}", Outcome.INELIGIBLE),
        ("{fact: age, at_least: 6}", "{fact: orphan, is: true}", Outcome.UNDETERMINED),
        ("{fact: age, at_least: 6}", OTHER_PROOF, Outcome.TO_ATTEST),
        ("{fact: age, at_most: 6}", "{fact: age, at_least: 6}", Outcome.INELIGIBLE),
        ("{fact: orphan, is: true}", "{fact: age, at_least: 6}", Outcome.UNDETERMINED),
        ("{fact: orphan, is: true}", OTHER_PROOF, Outcome.UNDETERMINED),
        ("{fact: orphan, is: true}", "{fact: age, at_most: 6}", Outcome.INELIGIBLE),
        (OTHER_PROOF, "{fact: age, at_least: 6}", Outcome.TO_ATTEST),
        (OTHER_PROOF, "{fact: orphan, is: true}", Outcome.UNDETERMINED),
    ],
)
def test_a_measure_comes_to_what_its_item_and_its_own_condition_make_together(
    when: str, own: str, whole: Outcome
) -> None:
    measures = (Measure("own", TEXT, HERE, None, condition(own)),)
    (step,) = answered(when, GROWN, measures=measures).measures
    assert step.outcome is whole


@given(conditions, conditions, children)
def test_a_measure_is_never_better_than_its_item(
    when: Condition, own: Condition, someone: Child
) -> None:
    measures = (Measure("own", TEXT, HERE, None, own), Measure("bare", TEXT, HERE))
    answer = answered(when, someone, measures=measures)
    order = [Outcome.ELIGIBLE, Outcome.TO_ATTEST, Outcome.UNDETERMINED, Outcome.INELIGIBLE]
    with_own, bare = answer.measures
    assert bare.outcome is answer.outcome
    assert order.index(with_own.outcome) >= order.index(answer.outcome)


def test_a_class_is_certain_only_when_no_earlier_one_may_hold() -> None:
    values = tuple(
        ChildClass(name, TEXT, condition(when), HERE)
        for name, when in (
            ("red", "{fact: orphan, is: true}"),
            ("rest", "{fact: age, at_most: 17}"),
        )
    )
    place = replace(
        listing(), classes=(Classing("colour", "320583", TEXT, "s", HERE, None, values),)
    )
    (open_one,) = assess(place, GROWN, areas()).classes
    assert (open_one.truth, open_one.value, open_one.open_facts) == (
        Truth.UNKNOWN,
        None,
        ("orphan",),
    )
    for orphan, name in ((True, "red"), (False, "rest")):
        (sure,) = assess(place, Child({**GROWN.facts, "orphan": orphan}, {}), areas()).classes
        assert sure.value is not None
        assert (sure.truth, sure.value.id) == (Truth.YES, name)
    adult = child(birth_date=date(1999, 5, 2), orphan=False)
    (none,) = assess(place, adult, areas()).classes
    assert (none.truth, none.value, none.open_facts) == (Truth.NO, None, ())


@given(conditions, children)
def test_the_ledger_follows_its_condition_and_asks_the_family_nothing(
    when: Condition, someone: Child
) -> None:
    trigger = Trigger("any", "320583", TEXT, when, "s", HERE)
    made = assess(replace(listing(), ledger=(trigger,)), someone, areas())
    (flag,) = made.ledger
    assert flag.verdict.truth is answered(when, someone).verdict.truth
    assert made.open_facts == ()


DEFINITION = """
all:
  - {fact: age, at_most: 15}
  - {fact: crosses_county, is: true}
  - {fact: within_city_districts, is: false}
  - {fact: months_resident, at_least: 6}
"""
SCOPES: list[tuple[dict[str, Value], ScopeOutcome, date | None]] = [
    ({"resident_since": date(2026, 5, 23)}, ScopeOutcome.IN, None),
    ({"resident_since": date(2026, 5, 24)}, ScopeOutcome.OUT, date(2026, 11, 24)),
    ({"resident_since": date(2026, 8, 31)}, ScopeOutcome.OUT, date(2027, 3, 1)),
    ({}, ScopeOutcome.UNDETERMINED, None),
    ({"resident_since": date(2026, 8, 31), "hukou": "320583"}, ScopeOutcome.OUT, None),
    ({"resident_since": date(2026, 8, 31), "birth_date": date(2011, 1, 1)}, ScopeOutcome.OUT, None),
]


@pytest.mark.parametrize(("known", "outcome", "holds_from"), SCOPES)
def test_who_is_in_scope_and_from_when(
    known: dict[str, Value], outcome: ScopeOutcome, holds_from: date | None
) -> None:
    someone = Child({**GROWN.facts, **known}, {})
    scope = assessed(
        condition("{fact: age, at_least: 0}"), someone, TODAY, condition(DEFINITION)
    ).scope
    assert (scope.outcome, scope.holds_from) == (outcome, holds_from)
    assert scope.open_facts == (() if "resident_since" in known else ("resident_since",))


def test_a_day_that_is_only_perhaps_in_scope_is_not_promised() -> None:
    newcomer = child(resident_since=date(2026, 8, 31), birth_date=date(2019, 5, 2))
    scope = assessed(
        condition("{fact: age, at_least: 0}"), newcomer, TODAY, condition(DEFINITION)
    ).scope
    assert (scope.outcome, scope.holds_from) == (ScopeOutcome.OUT, None)


def test_without_a_definition_scope_is_left_open() -> None:
    scope = assessed(condition("{fact: age, at_least: 0}"), GROWN).scope
    assert (scope.outcome, scope.verdict) == (ScopeOutcome.UNDETERMINED, None)


def test_an_item_may_ask_for_the_definition() -> None:
    when, known = condition("{fact: migrant, is: true}"), condition(DEFINITION)
    settled = Child({**GROWN.facts, "resident_since": date(2025, 1, 1)}, {})
    assert assessed(when, settled, TODAY, known).answers[0].outcome is Outcome.ELIGIBLE
    assert assessed(when, GROWN, TODAY, known).answers[0].open_facts == ("resident_since",)
