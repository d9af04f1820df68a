"""The floor: what is wider than the list above is held, what is narrower needs a waiver.

Over random conditions: adding an alternative never breaks the floor, adding a demand breaks it
exactly where a child loses by it, and a waiver turns broken into waived and nothing else.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from checklist.catalog.checking import check
from checklist.catalog.floor import FloorKeeper
from checklist.catalog.merging import new_item
from checklist.catalog.model import Category, Entry, Relation, Waiver
from checklist.catalog.owed import Floor, Item
from checklist.findings import Span
from checklist.rules.condition import All, AnyOf, Condition, Not
from checklist.rules.domains import Prover
from tests.catalog.small import small
from tests.rules.strategies import HERE, conditions
from tests.support import TODAY, areas, condition, facts

TEXT = {"zh-Hans": "文", "en": "text"}
WAIVER = Waiver(TEXT, "list", HERE)
PROVER = Prover(facts(), areas())


def entry(when: Condition | None, *, waived: bool = False) -> Entry:
    """An override with this condition."""
    waiver = WAIVER if waived else None
    return Entry("item", HERE, {}, "e", of="item", when=when, waiver=waiver)


def item(when: Condition) -> Item:
    """An item with this condition."""
    said = Entry(
        "item", HERE, {}, "b", category=Category.HEALTH, name=TEXT, summary=TEXT, when=when
    )
    made = new_item(said, "000000")
    assert made is not None
    return made


def judged(base: Condition, when: Condition | None, *, waived: bool = False) -> Floor:
    """What a keeper that knows nothing yet says of an override."""
    return FloorKeeper(PROVER).judge(item(base), entry(when, waived=waived))


@given(conditions, conditions)
def test_an_alternative_more_is_held(base: Condition, more: Condition) -> None:
    assert judged(base, AnyOf((base, more), HERE)) is Floor.HELD
    assert judged(base, AnyOf((base, more), HERE), waived=True) is Floor.HELD


@given(conditions, conditions)
def test_a_demand_more_is_held_only_where_nobody_loses(base: Condition, more: Condition) -> None:
    losers = PROVER.witness(All((base, Not(more, HERE)), HERE))
    stricter = All((base, more), HERE)
    assert judged(base, stricter) is (Floor.HELD if losers is None else Floor.BROKEN)
    assert judged(base, stricter, waived=True) is (Floor.HELD if losers is None else Floor.WAIVED)


@given(conditions)
def test_saying_the_same_or_nothing_is_held(base: Condition) -> None:
    assert judged(base, base) is Floor.HELD
    assert judged(base, None) is Floor.HELD


def test_a_withdrawal_is_broken_or_waived() -> None:
    base = item(condition("{fact: age, at_most: 6}"))
    keeper = FloorKeeper(PROVER)
    gone = replace(entry(None), relation=Relation.WITHDRAWS)
    assert keeper.judge(base, gone) is Floor.BROKEN
    assert keeper.judge(base, replace(gone, waiver=WAIVER)) is Floor.WAIVED


def test_the_child_left_out_is_named_with_the_test_day() -> None:
    base = item(condition('{fact: age, between: [6, 15], on: "08-31"}'))
    narrower = entry(condition('{fact: age, between: [6, 12], on: "08-31"}'))
    assert FloorKeeper(PROVER).left_out(base, narrower) == {"age (08-31)": 13}


def test_other_texts_of_one_item_are_judged_anew() -> None:
    base = item(condition("{fact: age, at_most: 6}"))
    keeper = FloorKeeper(PROVER)
    narrow = entry(condition("{fact: age, at_most: 3}"))
    wide = replace(entry(condition("{fact: age, at_most: 9}")), digest="other")
    assert [keeper.judge(base, one) for one in (narrow, wide, narrow)] == [
        Floor.BROKEN, Floor.HELD, Floor.BROKEN,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("jiangsu_says", "suzhou_says", "codes"),
    [
        ("{fact: age, at_most: 12}", "{fact: age, at_most: 12}", set()),
        ("{fact: age, at_most: 12}", "{fact: age, at_most: 6}", {"C401"}),
        ("{fact: age, at_most: 6}", "{fact: age, between: [0, 6]}", set()),
    ],
)
def test_the_list_right_above_is_the_floor_and_not_only_the_nations(
    jiangsu_says: str, suzhou_says: str, codes: set[str], tmp_path: Path
) -> None:
    opened = small(
        tmp_path,
        health_check=f"""\
            of: health-check
            relation: widens
            when: {jiangsu_says}
            sources: {{list: {{document: 《示例清单》, provenance: official}}}}
            """,
        suzhou=f"""\
            layer: "320500"
            name: {{zh-Hans: 苏州市, en: Suzhou}}
            items:
              health-check:
                of: health-check
                relation: restates
                when: {suzhou_says}
                sources: {{list: {{document: 《示例清单》, provenance: official}}}}
            """,
    )
    found = check(opened)
    assert {finding.code for finding in found} - {"C311"} == codes
    for finding in found:
        if finding.code == "C401":
            related = Span("catalog/32-jiangsu/base/health-check.yaml", 3, 1, 4)
            assert finding.related == (related,)
    listing, _ = opened.listing("320583", TODAY)
    assert listing.items["health-check"].floor is (Floor.BROKEN if codes else Floor.HELD)
