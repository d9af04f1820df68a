"""What is claimed of all children at once: true of every child tried, and shown by a witness.

That the formulas say what the reference says is tested with the other readings. A witness is
only worth something if the reference evaluation gives it the two answers, and a proof only if
no child, however odd, contradicts it; both are tried over random trees.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.areas import NATION
from checklist.children.profile import read_profile
from checklist.rules.condition import All, AnyOf, Condition, leaves
from checklist.rules.derived import Child
from checklist.rules.evaluate import Situation
from checklist.rules.proof.places import representatives
from checklist.rules.proof.prover import Gap, Kind, Prover
from checklist.rules.proof.setting import Setting
from checklist.rules.truth import Truth
from tests.rules.strategies import HERE, children, conditions, days
from tests.support import TODAY, areas, condition, facts

PROVER = Prover(facts(), areas())
SUZHOU = Setting("320500", TODAY)
BASE = """
all:
  - {fact: insured_elsewhere, is: false}
  - any:
      - {fact: school_stage, in: [nursery, kindergarten, primary, junior, senior]}
      - {fact: permit_valid, is: true}
"""
LOCAL = """
all:
  - {fact: insured_elsewhere, is: false}
  - any:
      - {fact: school_stage, in: [nursery, kindergarten, primary, junior, senior]}
      - all:
          - {fact: permit_valid, is: true}
          - any:
              - {fact: guardian_insured_here, is: true}
              - {fact: age, at_least: 8}
              - {fact: hukou, within: "320500"}
"""


def truth(tree: Condition, someone: Child, on: date) -> Truth:
    """What the reference says."""
    return Situation(someone, on, areas()).evaluate(tree).truth


def gap(base: str, local: str, setting: Setting = SUZHOU) -> Gap | None:
    return PROVER.gap(condition(base), condition(local), setting)


@settings(max_examples=150)
@given(conditions, conditions, st.lists(children, min_size=5, max_size=20), days)
def test_what_is_implied_no_child_contradicts_and_a_witness_shows_what_is_not(
    base: Condition, local: Condition, some: list[Child], on: date
) -> None:
    found = PROVER.gap(base, local, Setting())
    if found:
        said = found.witness
        answers = [truth(tree, said.child, said.on) for tree in (base, local)]
        assert answers[0] is Truth.YES
        assert answers[1] is (Truth.NO if found.kind is Kind.NARROWER else Truth.UNKNOWN)
        return
    for someone in some:
        if plausible(someone, on) and truth(base, someone, on) is Truth.YES:
            assert truth(local, someone, on) is Truth.YES


def plausible(someone: Child, on: date) -> bool:
    """Born, and living in a county whose code is exact: what proofs are about."""
    known = someone.facts
    born, since = known.get("birth_date"), known.get("resident_since")
    if (isinstance(born, date) and born > on) or on.year < 2020:
        return False
    if isinstance(since, date) and (since > on or (isinstance(born, date) and since < born)):
        return False
    places = [str(known[name]) for name in ("hukou", "residence") if name in known]
    return "residence" in known and all(code in areas().counties(NATION) for code in places)


@settings(max_examples=60)
@given(conditions, conditions)
def test_what_is_said_twice_is_idle_once(tree: Condition, more: Condition) -> None:
    idle = PROVER.idle(AnyOf((tree, All((more, replace(tree)), HERE)), HERE), Setting())
    assert idle


@pytest.mark.parametrize(
    ("text", "idle"),
    [
        ("{any: [{fact: age, at_most: 9}, {fact: orphan, is: true}]}", 0),
        ("{any: [{fact: age, at_most: 9}, {fact: age, at_most: 3}]}", 1),
        ("{all: [{fact: age, at_most: 9}, {fact: age_months, at_most: 119}]}", 1),
        ("{all: [{fact: age, at_most: 9}, {fact: age_months, at_most: 118}]}", 1),
        ("{all: [{fact: permit_valid, is: true}, {fact: residence_permit, is: held}]}", 1),
        ("{all: [{fact: crosses_county, is: true}, {fact: within_city_districts, is: false}]}", 0),
        (("{not: {any: [{fact: orphan, is: true}, {all: [{fact: orphan, is: true},"
         " {fact: age, at_most: 9}]}]}}"), 1),
    ],
)  # fmt: skip
def test_branches_that_change_nothing_are_found(text: str, idle: int) -> None:
    assert len(PROVER.idle(condition(text), Setting())) == idle


def test_suzhous_rule_leaves_out_a_small_child_whose_parents_are_not_insured() -> None:
    found = gap(BASE, LOCAL)
    assert found is not None
    assert found.kind is Kind.NARROWER
    assert found.witness.on == TODAY
    assert found.witness.profile() == {
        "birth_date": TODAY,
        "hukou": "110101",
        "residence_permit": "held",
        "permit_endorsed_until": date(2027, 11, 23),
        "school_stage": "none",
        "guardian_insured_here": False,
        "insured_elsewhere": False,
    }
    assert gap(LOCAL, BASE) is None


def test_a_witness_is_a_profile_that_can_be_read(tmp_path: Path) -> None:
    found = gap(BASE, LOCAL)
    assert found is not None
    path = tmp_path / "witness.yaml"
    path.write_text(yaml_of(found.witness.profile()), "utf-8")
    profile, problems = read_profile(path, facts(), areas(), TODAY)
    assert not problems
    assert profile is not None
    assert profile.child.facts == found.witness.child.facts


def yaml_of(profile: Mapping[str, object]) -> str:
    """A profile as a file; codes quoted, as the manual says."""
    return "".join(
        f'{key}: "{value}"\n' if key == "hukou" else f"{key}: {str(value).lower()}\n"
        for key, value in profile.items()
    )


@pytest.mark.parametrize(
    ("base", "local", "kind"),
    [
        # ages of one birth date are one birth date
        ("{fact: age, at_most: 6}", '{fact: age, at_most: 6, on: "01-01"}', None),
        ('{fact: age, at_most: 6, on: "01-01"}', "{fact: age, at_most: 6}", "narrower"),
        ('{fact: age, at_most: 6, on: "01-01"}', "{fact: age, at_most: 7}", None),
        ("{fact: age, at_least: 6}", '{fact: age, at_least: 6, on: "next 08-31"}', None),
        ("{fact: age, at_least: 2}", "{fact: age_months, at_least: 24}", None),
        ("{fact: age_months, at_least: 24}", "{fact: age, at_least: 2}", None),
        ("{fact: age_months, at_least: 23}", "{fact: age, at_least: 2}", "narrower"),
        # nobody lives anywhere longer than alive
        ("{fact: months_resident, at_least: 24}",
         "{any: [{fact: age, at_least: 2}, {fact: months_resident, at_most: 23}]}", "asks_more"),
        # places: two counties of one city, and a move within the county
        ("{fact: within_city_districts, is: true}", '{fact: hukou, within: "320500"}', None),
        ("{fact: crosses_county, is: false}", '{fact: hukou, within: "320500"}', None),
        ('{fact: hukou, within: "320500"}', "{fact: crosses_county, is: false}", "narrower"),
        # more is asked, but nobody loses
        ("{fact: age, at_most: 6}",
         ("{all: [{fact: age, at_most: 6}, {any: [{fact: orphan, is: true},"
         " {fact: orphan, is: false}]}]}"), "asks_more"),
        ("{attest: seen, text: {zh-Hans: 纸, en: a}}", "{fact: orphan, is: true}", "narrower"),
    ],
)  # fmt: skip
def test_implications_that_need_the_calendar_or_the_map(
    base: str, local: str, kind: str | None
) -> None:
    found = gap(base, local)
    assert (found and str(found.kind)) == kind


def test_what_is_possible_and_what_is_certain() -> None:
    tree = condition("{fact: age, at_least: 3}")
    assert PROVER.possible(tree, Setting())
    assert not PROVER.certain(tree, Setting())
    assert PROVER.certain(condition("{fact: age, at_least: 0}"), Setting())
    none = condition("{all: [{fact: age, at_least: 3}, {fact: age, at_most: 2}]}")
    assert not PROVER.possible(none, Setting())


def test_answers_are_remembered_by_what_is_asked_and_not_by_where_it_stands() -> None:
    memory: dict[str, object] = {}
    first = Prover(facts(), areas(), memory).gap(condition(BASE), condition(LOCAL), SUZHOU)
    asked = dict(memory)
    again = Prover(facts(), areas(), memory).gap(condition("\n\n" + BASE), condition(LOCAL), SUZHOU)
    assert first == again
    assert memory == asked
    Prover(facts(), areas(), memory).gap(condition(BASE), condition(BASE), SUZHOU)
    assert len(memory) == len(asked) + 1


@given(conditions, st.sampled_from(["320500", "330000", "110000", NATION]))
@settings(max_examples=30)
def test_the_codes_chosen_show_every_pattern_there_is(tree: Condition, area: str) -> None:
    places = representatives(areas(), (tree,), area)
    if not places["hukou"] or not places["residence"]:
        return
    shown = {pattern(tree, h, r) for h in places["hukou"] for r in places["residence"]}
    homes = areas().counties(area)[:: max(1, len(areas().counties(area)) // 5)]
    everywhere = areas().counties(NATION)[::40]
    found = {pattern(tree, h, r) for h in (*everywhere, *homes) for r in homes}
    assert found <= shown


def pattern(tree: Condition, hukou: str, residence: str) -> tuple[Truth, ...]:
    """What every leaf about places says of two codes."""
    someone = Child({"hukou": hukou, "residence": residence}, {})
    named = {"hukou", "residence", "crosses_county", "within_city_districts"}
    return tuple(
        truth(leaf, someone, TODAY) for leaf in leaves(tree) if getattr(leaf, "fact", "") in named
    )
