"""Typed changes: what was written differently, from when, for whom, and who below follows."""

import sys
from datetime import date
from pathlib import Path

import pytest

from checklist.catalog.changes import Change, Kind, Sum, Who
from checklist.errors import MachineError
from tests.catalog.pairs import SOURCES, changes, national, suzhou


def told(found: tuple[Change, ...]) -> list[tuple[str, str, str, str]]:
    """Kind, place, item and field of each."""
    return [(str(c.kind), c.layer, c.item, c.field) for c in found]


def only(found: tuple[Change, ...]) -> Change:
    assert len(found) == 1, told(found)
    return found[0]


def premium(*periods: str, unit: str = "CNY/year") -> str:
    """Suzhou's premium as a series."""
    series = ", ".join(f"{{{period}, source: list}}" for period in periods)
    return suzhou(
        f"amounts: {{premium: {{label: {{zh-Hans: 家里交, en: paid}}, unit: {unit},"
        f" kind: charge, series: [{series}]}}}}",
        SOURCES,
    )


def figures(found: tuple[Change, ...]) -> list[tuple[object, object, date | None, date | None]]:
    """What each amount was and is, and between which days."""
    sides = [[s.value if s else None for s in (c.before, c.after)] for c in found]
    return [(*side, c.start, c.end) for side, c in zip(sides, found, strict=True)]  # type: ignore[misc]  # two sides


def test_the_same_catalog_has_no_changes(tmp_path: Path) -> None:
    assert changes(tmp_path, {}, {}) == ()


def test_moved_lines_and_comments_are_no_change(tmp_path: Path) -> None:
    moved = national("items:\n", "# 说明\n\nitems:\n")
    assert changes(tmp_path, {}, {"nation": moved}) == ()


def test_a_new_figure_counts_from_its_day_only(tmp_path: Path) -> None:
    before = {"suzhou": premium("from: 2024-01-01, to: null, value: 330")}
    after = premium("from: 2024-01-01, to: 2026-12-31, value: 330", "from: 2027-01-01, value: 400")
    found = changes(tmp_path, before, {"suzhou": after})
    change = only(found)
    assert change.kind is Kind.AMOUNT
    assert change.field == "amounts.premium"
    year = "CNY/year"
    assert figures(found) == [(Sum(330, year), Sum(400, year), date(2027, 1, 1), None)]
    assert change.before
    assert change.after
    assert (change.before.span.line, change.after.span.line) == (7, 7)
    assert not change.holds(date(2026, 12, 31))
    assert change.holds(date(2027, 1, 1))


def test_a_series_cut_otherwise_is_no_change(tmp_path: Path) -> None:
    before = {"suzhou": premium("from: 2024-01-01, to: null, value: 330")}
    after = premium("from: 2024-01-01, to: 2024-12-31, value: 330", "from: 2025-01-01, value: 330")
    assert changes(tmp_path, before, {"suzhou": after}) == ()


def test_a_stretch_between_two_unchanged_ones_has_a_beginning_and_an_end(tmp_path: Path) -> None:
    before = {"suzhou": premium("from: 2024-01-01, to: null, value: 330")}
    after = premium(
        "from: 2024-01-01, to: 2024-12-31, value: 330",
        "from: 2025-01-01, to: 2025-12-31, value: 0",
        "from: 2026-01-01, value: 330",
    )
    ((_, _, start, end),) = figures(changes(tmp_path, before, {"suzhou": after}))
    assert (start, end) == (date(2025, 1, 1), date(2025, 12, 31))


def test_another_unit_is_a_change_though_the_number_is_the_same(tmp_path: Path) -> None:
    before = {"suzhou": premium("from: 2024-01-01, value: 330")}
    after = {"suzhou": premium("from: 2024-01-01, value: 330", unit="CNY/month")}
    ((old, new, *_),) = figures(changes(tmp_path, before, after))
    assert (old, new) == (Sum(330, "CNY/year"), Sum(330, "CNY/month"))


@pytest.mark.parametrize(
    ("bounds", "who"),
    [
        ("at_most: 7", Who.WIDER),
        ("at_most: 5", Who.NARROWER),
        ("between: [1, 7]", Who.BOTH),
        ("between: [0, 6]", Who.SAME),
    ],
)
def test_a_condition_tells_whom_it_covers_now(tmp_path: Path, bounds: str, who: Who) -> None:
    after = national("{fact: age, at_most: 6}", f"{{fact: age, {bounds}}}")
    change = only(changes(tmp_path, {}, {"nation": after}))
    assert (change.kind, change.item, change.who) == (Kind.CONDITION, "health-check", who)


def test_a_fact_that_is_asked_besides_leaves_nobody_out_but_asks_more(tmp_path: Path) -> None:
    always = "{any: [{fact: orphan, is: true}, {fact: orphan, is: false}]}"
    after = national(
        "when: {fact: age, at_most: 6}", f"when: {{all: [{{fact: age, at_most: 6}}, {always}]}}"
    )
    assert only(changes(tmp_path, {}, {"nation": after})).who is Who.ASKS


def test_other_words_for_the_same_condition_are_a_change_of_words(tmp_path: Path) -> None:
    worded = "{fact: age, at_most: 6, why: {zh-Hans: 孩子还小, en: the child is small}}"
    after = national("{fact: age, at_most: 6}", worded)
    change = only(changes(tmp_path, {}, {"nation": after}))
    assert (change.kind, change.field) == (Kind.TEXT, "when")


def test_an_override_is_held_against_what_it_takes_the_place_of(tmp_path: Path) -> None:
    after = suzhou("when: {fact: age, between: [6, 15]}")
    found = changes(tmp_path, {"suzhou": suzhou()}, {"suzhou": after})
    change = only(found)
    assert (change.layer, change.who) == ("320500", Who.WIDER)
    assert change.before
    assert change.before.span.file == "catalog/00-national/base.yaml"


def test_an_override_that_is_dropped_gives_way_to_what_stands_above(tmp_path: Path) -> None:
    before = suzhou("when: {fact: age, between: [6, 15]}")
    found = changes(tmp_path, {"suzhou": before}, {"suzhou": suzhou()})
    assert only(found).who is Who.NARROWER


def test_an_item_withdrawn_by_a_place_is_told_there(tmp_path: Path) -> None:
    after = suzhou().replace("restates", "withdraws")
    found = changes(tmp_path, {"suzhou": suzhou()}, {"suzhou": after})
    assert told(found) == [("item_withdrawn", "320500", "school-place", "")]
    back = changes(tmp_path, {"suzhou": after}, {"suzhou": suzhou()})
    assert told(back)[0] == ("item_added", "320500", "school-place", "")


def test_a_new_item_is_told_with_whom_it_is_for(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "findings/base/00-national/base.yaml").read_text("utf-8")
    item = text.partition("  health-check:\n")[2].partition("  school-place:\n")[0]
    found = changes(tmp_path, {}, {"nation": text + "  reading-room:\n" + item})
    assert told(found) == [
        ("item_added", "000000", "reading-room", ""),
        ("condition", "000000", "reading-room", "when"),
    ]


def test_layers_come_and_go(tmp_path: Path) -> None:
    found = changes(tmp_path, {}, {"suzhou": suzhou("when: {fact: age, at_most: 3}")})
    assert told(found)[0] == ("layer_added", "320500", "", "")
    assert found[1].who is Who.BOTH
    gone = changes(tmp_path, {"suzhou": suzhou()}, {})
    assert told(gone) == [("layer_removed", "320500", "", "")]


def test_a_new_edition_dates_the_changes_of_its_layer(tmp_path: Path) -> None:
    old = "{number: 1, effective: 2024-09-03, expires: null, document: list, supersedes: null}"
    new = old.replace("null", "2026-12-31", 1) + (
        "\n  - {number: 2, effective: 2027-01-01, document: list, supersedes: 1}"
    )
    after = national(old, new).replace("at_most: 6", "at_most: 5")
    found = changes(tmp_path, {}, {"nation": after})
    assert [(str(c.kind), c.start) for c in found] == [
        ("edition_expired", date(2027, 1, 1)),
        ("edition_added", date(2027, 1, 1)),
        ("condition", date(2027, 1, 1)),
    ]


def test_new_windows_begin_on_their_first_day(tmp_path: Path) -> None:
    window = "{{from: {}, to: {}, for: {{zh-Hans: 报名, en: enrolment}}, source: list}}"
    first = window.format("2026-05-01", "2026-05-31")
    second = window.format("2027-05-01", "2027-05-31")
    before = {"suzhou": suzhou(f"windows: [{first}]", SOURCES)}
    after = {"suzhou": suzhou(f"windows: [{first}, {second}]", SOURCES)}
    change = only(changes(tmp_path, before, after))
    assert (change.kind, change.start) == (Kind.WINDOW, date(2027, 5, 1))


@pytest.mark.parametrize(
    ("line", "kind", "field"),
    [
        ("apply: {place: [school], office: {zh-Hans: 学校, en: school}}", Kind.OFFICE, "apply"),
        ("materials: {permit: {name: {zh-Hans: 证, en: permit}}}", Kind.MATERIAL,
         "materials.permit"),
        ("measures: {bus: {name: {zh-Hans: 校车, en: bus}}}", Kind.MEASURE, "measures.bus"),
        ("sources: {new: {document: 《新》, provenance: survey}}", Kind.SOURCE, "sources.new"),
        ("summary: {zh-Hans: 另一句。, en: Another.}", Kind.TEXT, "summary"),
        ("checked: {on: 2026-11-25, by: somebody}", Kind.REVIEW, "checked"),
    ],
)  # fmt: skip
def test_what_a_place_writes_of_an_item_has_its_kind(
    tmp_path: Path, line: str, kind: Kind, field: str
) -> None:
    change = only(changes(tmp_path, {"suzhou": suzhou()}, {"suzhou": suzhou(line)}))
    assert (change.kind, change.field) == (kind, field)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("review_cycle: P1M", [Kind.REVIEW_CYCLE]),
        ("definition: {fact: age, at_most: 15}", [Kind.DEFINITION]),
        ("declared_items: 5", [Kind.DECLARED]),
        ("note: {zh-Hans: 说明, en: note}", [Kind.TEXT]),
        ("ledger: {poor: {name: {zh-Hans: 困难, en: poor}, when: {fact: orphan, is: true},"
         " source: list}}\n" + SOURCES, [Kind.LEDGER, Kind.LEDGER, Kind.SOURCE]),
        ("services: {line: {kind: hotline, name: {zh-Hans: 热线, en: line}, phone: '12345',"
         " source: list}}\n" + SOURCES, [Kind.SERVICE, Kind.SOURCE]),
        ("classes: {colour: {name: {zh-Hans: 分色, en: colours}, source: list}}\n" + SOURCES,
         [Kind.CLASS, Kind.SOURCE]),
        ("letter: {name: {zh-Hans: 信, en: letter}, parts: [greeting], source: list}\n" + SOURCES,
         [Kind.LETTER, Kind.SOURCE]),
    ],
)  # fmt: skip
def test_what_a_place_has_beside_its_items_has_its_kind(
    tmp_path: Path, text: str, kinds: list[Kind]
) -> None:
    jiangsu = 'layer: "320000"\nname: {zh-Hans: 江苏省（示例）, en: Jiangsu (example)}\n'
    found = changes(tmp_path, {}, {"jiangsu": jiangsu + text + "\n"})
    assert [change.kind for change in found] == kinds


def test_places_below_follow_unless_they_say_something_of_their_own(tmp_path: Path) -> None:
    kunshan = suzhou("summary: {zh-Hans: 昆山。, en: Kunshan.}").replace("320500", "320583")
    lower = {"suzhou": suzhou("when: {fact: age, at_most: 3}"), "kunshan": kunshan}
    after = {**lower, "nation": national("between: [6, 15]", "between: [6, 16]")}
    change = only(changes(tmp_path, lower, after))
    assert (change.layer, change.inherited) == ("000000", ("320000",))
    assert change.own == ("320500", "320583")


def test_without_z3_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [name for name in sys.modules if name.startswith("checklist.rules.proof.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(MachineError, match="Z3"):
        changes(tmp_path, {}, {"nation": national("at_most: 6", "at_most: 5")})
