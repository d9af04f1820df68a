"""The floor: what is wider than the list above is held, what is narrower needs a waiver.

Over random conditions: adding an alternative never breaks the floor, adding a demand breaks it
exactly where a child loses by it, and a waiver turns broken into waived and nothing else.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings

from checklist.catalog.checking import check
from checklist.catalog.floor import FloorKeeper
from checklist.catalog.merging import new_item
from checklist.catalog.model import (
    Amount,
    AmountKind,
    Category,
    Entry,
    Material,
    Measure,
    Period,
    Relation,
    Waiver,
    Window,
)
from checklist.catalog.opening import keeper
from checklist.catalog.owed import Floor, Item
from checklist.errors import MachineError
from checklist.findings import Span
from checklist.rules.condition import All, AnyOf, Condition, Not
from checklist.rules.proof.prover import Prover
from checklist.rules.proof.setting import Setting
from tests.catalog.small import small
from tests.rules.strategies import HERE, conditions
from tests.support import TODAY, areas, condition, facts

TEXT = {"zh-Hans": "文", "en": "text"}
WAIVER = Waiver(TEXT, "list", HERE)
KEEPER = keeper(facts(), areas())
SIX = "{fact: age, at_most: 6}"


def entry(when: Condition | None, *, waived: bool = False) -> Entry:
    """An override with this condition."""
    waiver = WAIVER if waived else None
    return Entry("item", HERE, {}, "e", of="item", when=when, waiver=waiver)


def item(when: Condition, **said: object) -> Item:
    """An item with this condition."""
    plain = Entry(
        "item", HERE, {}, "b", category=Category.HEALTH, name=TEXT, summary=TEXT, when=when
    )
    made = new_item(replace(plain, **said), "000000")  # type: ignore[arg-type]  # its own fields
    assert made is not None
    return replace(made, origins={"name": ("000000", HERE)})


def judged(base: Condition, when: Condition | None, *, waived: bool = False) -> Floor:
    """What a keeper says of an override."""
    return KEEPER.judge(item(base), entry(when, waived=waived), "320500")


def codes(base: Item, said: Entry) -> list[str]:
    """The findings an override would get."""
    return [breach.code for breach in KEEPER.breaches(base, said, "320500")]


@settings(max_examples=60)
@given(conditions, conditions)
def test_an_alternative_more_is_held(base: Condition, more: Condition) -> None:
    assert judged(base, AnyOf((base, more), HERE)) is Floor.HELD


@settings(max_examples=60)
@given(conditions, conditions)
def test_a_demand_more_is_held_only_where_nobody_loses(base: Condition, more: Condition) -> None:
    refused = Not(more, HERE)
    losers = Prover(facts(), areas()).possible(All((base, refused), HERE), Setting("320500"))
    stricter = All((base, more), HERE)
    assert judged(base, stricter) is (Floor.BROKEN if losers else Floor.HELD)
    assert judged(base, stricter, waived=True) is Floor.WAIVED


@settings(max_examples=40)
@given(conditions)
def test_saying_the_same_or_nothing_is_held(base: Condition) -> None:
    assert judged(base, base) is Floor.HELD
    assert judged(base, None) is Floor.HELD


def test_a_withdrawal_is_broken_or_waived() -> None:
    base = item(condition(SIX))
    gone = replace(entry(None), relation=Relation.WITHDRAWS)
    assert KEEPER.judge(base, gone, "320500") is Floor.BROKEN
    assert KEEPER.judge(base, replace(gone, waiver=WAIVER), "320500") is Floor.WAIVED


def test_the_child_left_out_is_shown_with_its_test_day_counted() -> None:
    base = item(condition('{fact: age, between: [6, 15], on: "08-31"}'))
    narrower = entry(condition('{fact: age, between: [6, 12], on: "08-31"}'))
    (breach,) = KEEPER.breaches(base, narrower, "320500", Setting("320500", TODAY, TODAY))
    assert breach.gap is not None
    born = breach.gap.witness.child.facts["birth_date"]
    assert isinstance(born, date)
    assert date(2009, 9, 1) < born <= date(2013, 8, 31)


def test_to_be_asked_more_is_told_but_breaks_nothing() -> None:
    asks = f"{{any: [{{all: [{SIX}, {{fact: orphan, is: true}}]}}, {{all: [{SIX}, {{fact: orphan, is: false}}]}}]}}"  # noqa: E501
    assert codes(item(condition(SIX)), entry(condition(asks))) == ["C405"]
    assert judged(condition(SIX), condition(asks)) is Floor.HELD


def test_without_a_prover_nothing_is_called_held() -> None:
    def none() -> NoReturn:
        raise MachineError("没有 Z3", "no Z3")

    lone = FloorKeeper(none)
    base, narrow = item(condition(SIX)), entry(condition("{fact: age, at_most: 3}"))
    assert lone.judge(base, narrow, "320500") is Floor.UNPROVEN
    assert lone.judge(base, replace(narrow, waiver=WAIVER), "320500") is Floor.WAIVED
    assert lone.judge(base, entry(None), "320500") is Floor.HELD
    with pytest.raises(MachineError):
        list(lone.breaches(base, narrow, "320500"))


def amount(
    *values: tuple[str, str | None, float],
    unit: str = "CNY/month",
    kind: AmountKind = AmountKind.BENEFIT,
    key: str = "sum",
    meets: str = "",
) -> Amount:
    periods = tuple(
        Period(date.fromisoformat(start), end and date.fromisoformat(end), value, "list", HERE)  # type: ignore[arg-type]  # "" is not given
        for start, end, value in values
    )
    return Amount(key, TEXT, unit, periods, HERE, kind=kind, meets=meets)


OLD = amount(("2024-01-01", "2025-12-31", 100), ("2026-01-01", None, 120))
CHARGED = replace(OLD, kind=AmountKind.CHARGE)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (OLD, amount(("2024-01-01", None, 120)), []),
        (OLD, amount(("2024-01-01", None, 110)), ["C407"]),
        (OLD, amount(("2025-01-01", None, 200)), ["C407"]),
        (OLD, amount(("2024-01-01", "2026-06-30", 200)), ["C407"]),
        (OLD, amount(("2024-01-01", None, 999), unit="CNY/year"), ["C406"]),
        (OLD, amount(("2026-01-01", None, 130), key="own", meets="sum"), []),
        (OLD, amount(("2026-01-01", None, 110), key="own", meets="sum"), ["C407"]),
        (OLD, amount(("2026-01-01", None, 110), key="own"), []),
        (OLD, amount(("2026-01-01", None, 110), key="own", meets="none"), ["C411"]),
        (CHARGED, amount(("2024-01-01", None, 100), kind=AmountKind.CHARGE), []),
        (CHARGED, amount(("2024-01-01", None, 110), kind=AmountKind.CHARGE), ["C407"]),
        (CHARGED, amount(("2024-01-01", None, 130)), ["C415"]),
        (OLD, amount(("2024-01-01", None, 130), kind=AmountKind.CHARGE), ["C415"]),
    ],
)
def test_sums_are_compared_on_every_day(old: Amount, new: Amount, found: list[str]) -> None:
    base = item(condition(SIX), amounts=(old,))
    assert codes(base, replace(entry(None), amounts=(new,))) == found


@pytest.mark.parametrize(
    ("here", "found"),
    [
        ([("2026-09-01", "2026-12-31")], []),
        ([("2026-09-01", "2026-10-31"), ("2026-11-01", "2027-01-31")], []),
        ([("2026-09-01", "2026-10-31"), ("2026-11-02", "2027-01-31")], ["2026-11-01"]),
        ([("2026-10-01", "2026-12-31")], ["2026-09-01"]),
        ([], []),
    ],
)
def test_windows_may_not_be_shortened(here: list[tuple[str, str]], found: list[str]) -> None:
    base = item(condition(SIX), windows=windows([("2026-09-01", "2026-12-31")]))
    said = replace(entry(None), windows=windows(here))
    assert [breach.values["day"] for breach in KEEPER.breaches(base, said, "320500")] == found
    assert codes(item(condition(SIX)), said) == []


def windows(days: list[tuple[str, str]]) -> tuple[Window, ...]:
    return tuple(
        Window(date.fromisoformat(start), date.fromisoformat(end), TEXT, "list", HERE)
        for start, end in days
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (SIX, "{fact: age, at_most: 3}", ["C408"]),
        (SIX, "{fact: age, at_most: 9}", []),
        ("{fact: age, at_most: 9}", SIX, []),  # the item itself ends at six
        (None, "{fact: orphan, is: true}", ["C408"]),
        (SIX, None, []),
    ],
)
def test_a_measure_goes_to_whom_it_went(old: str | None, new: str | None, found: list[str]) -> None:
    measures = [
        Measure("visit", TEXT, HERE, when=condition(text) if text else None) for text in (old, new)
    ]
    base = item(condition(SIX), measures=(measures[0],))
    assert codes(base, replace(entry(None), measures=(measures[1],))) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (("photo", None), ("photo", None), []),
        (("photo", None), ("stamp", None), ["C410"]),
        (("photo", "{fact: age, at_most: 3}"), ("photo", "{fact: age, at_most: 2}"), []),
        (("photo", "{fact: age, at_most: 3}"), ("photo", "{fact: age, at_most: 4}"), ["C410"]),
        (("photo", "{fact: age, at_most: 3}"), ("photo", None), ["C410"]),
    ],
)
def test_papers_are_asked_of_nobody_they_were_not(
    old: tuple[str, str | None], new: tuple[str, str | None], found: list[str]
) -> None:
    upper, lower = (
        Material(key, TEXT, HERE, when=condition(text) if text else None)
        for key, text in (old, new)
    )
    base = item(condition(SIX), materials=(upper,))
    assert codes(base, replace(entry(None), materials=(lower,))) == found
    assert codes(item(condition(SIX)), replace(entry(None), materials=(lower,))) == []


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
