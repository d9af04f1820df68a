"""Whom a change moves: counted in columns, shown by a child of whom the reference says the same."""

import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from checklist.catalog.comparing import compare
from checklist.catalog.revisions import Side
from checklist.errors import MachineError
from checklist.runs.effects.effect import Asked, Effect, Shift, effect
from checklist.runs.effects.moves import Move, Scene
from checklist.runs.effects.rights import Lists, questions
from tests.catalog.pairs import SOURCES, national, pair, suzhou
from tests.support import areas

ON = date(2026, 11, 23)
SIZE = 3000
CASES = """\
residence: 昆山市
on: 2026-11-23
cases:
  - name: 五周岁
    child: {birth_date: 2021-05-02, hukou: 新昌县, sex: female}
    expect: {health-check: eligible}
  - name: 六周岁生日当天
    child: {birth_date: 2020-11-23, hukou: 新昌县, sex: female}
    expect: {health-check: eligible}
"""


def counted(
    folder: Path,
    before: dict[str, str],
    after: dict[str, str],
    size: int = SIZE,
    *,
    ahead: bool = False,
) -> tuple[Effect, Side, Side]:
    with ExitStack() as stack:
        old, new = pair(stack, folder, before, after)
        assert not (*old.findings, *new.findings)
        changes = compare(old.catalog, old.layers, new.catalog, new.layers, prove=False)
        found = effect(old, new, changes, Asked(ON, size, 7, ahead), lambda *_: None)
        return found, old, new


def told(found: Effect) -> list[tuple[str, str, str]]:
    return [(s.place, str(s.right), str(s.move)) for s in found.shifts]


def only(found: Effect) -> Shift:
    assert len(found.shifts) == 1, told(found)
    return found.shifts[0]


def by_hand(place: str, old: Side, new: Side) -> dict[tuple[str, str], int]:
    """The same counts, one child at a time by the reference evaluation."""
    from checklist.runs.effects.population import population  # noqa: PLC0415 - beside its one use

    residences = areas().counties(place)
    people = population(SIZE, 7, residences, areas(), new.catalog.facts, ON)
    lists = [Lists(side.layers, areas()).at(place, ON) for side in (old, new)]
    scene = Scene(lists[0], lists[1], areas())
    counts: dict[tuple[str, str], int] = {}
    for question in questions(*lists):
        for row in range(SIZE):
            if move := scene.move(question, people.child(row)):
                key = (str(question.right), str(move))
                counts[key] = counts.get(key, 0) + 1
    return counts


def test_no_change_moves_nobody(tmp_path: Path) -> None:
    found, *_ = counted(tmp_path, {}, {"suzhou": suzhou("summary: {zh-Hans: 句, en: Words.}")})
    assert found.shifts == ()


def test_a_narrower_condition_is_counted_and_shown_by_a_smallest_child(tmp_path: Path) -> None:
    found, *_ = counted(tmp_path, {}, {"nation": national("at_most: 6", "at_most: 5")})
    shift = only(found)
    assert told(found) == [("000000", "health-check", "yes_to_no")]
    assert 0 < shift.children < SIZE // 10
    assert shift.example.child.facts.keys() == {"birth_date", "residence"}
    assert (shift.span.file, shift.span.line) == ("catalog/00-national/base.yaml", 15)


def test_the_columns_count_as_the_reference_does(tmp_path: Path) -> None:
    when = """when:
      all:
        - {fact: hukou, within: "320000"}
        - any: [{fact: orphan, is: true}, {fact: permit_valid, is: true},
                {fact: months_resident, at_least: 12}]"""
    override = suzhou(
        when,
        "measures: {bus: {name: {zh-Hans: 校车, en: bus}, when: {fact: boarding, is: true}}}",
    )
    found, old, new = counted(tmp_path, {"suzhou": suzhou()}, {"suzhou": override})
    assert found.places == ("320500",)
    hand = by_hand(found.places[0], old, new)
    assert {(str(s.right), str(s.move)): s.children for s in found.shifts} == hand
    assert len(hand) >= 4


def test_children_who_move_house_also_come_from_elsewhere(tmp_path: Path) -> None:
    jiangsu = suzhou("when: {fact: hukou, within: '320000'}").replace("320500", "320000")
    xinchang = suzhou("when: {fact: hukou, within: '330624'}").replace("320500", "330624")
    lay = {"jiangsu": jiangsu, "33-zhejiang/330624-xinchang.yaml": xinchang}
    found, old, new = counted(tmp_path, {}, lay)
    assert found.places == ("320000", "330624")
    for place in found.places:
        hand = by_hand(place, old, new)
        here = [shift for shift in found.shifts if shift.place == place]
        assert {(str(s.right), str(s.move)): s.children for s in here} == hand


def test_a_situation_gives_the_example_where_one_shows_it(tmp_path: Path) -> None:
    found, *_ = counted(
        tmp_path, {"cases": CASES},
        {"nation": national("at_most: 6", "at_most: 5"), "cases": CASES},
    )  # fmt: skip
    shift = only(found)
    assert (found.cases, shift.cases) == (2, 1)
    assert shift.example.case == "六周岁生日当天"
    assert shift.example.child.facts == {"birth_date": date(2020, 11, 23), "residence": "320583"}


def test_a_situation_that_was_deleted_still_counts(tmp_path: Path) -> None:
    after = {"nation": national("at_most: 6", "at_most: 5")}
    found, *_ = counted(tmp_path, {"cases": CASES}, after, size=1)
    assert only(found).cases == 1


def test_every_kind_of_move_is_told(tmp_path: Path) -> None:
    before = {"nation": national("{fact: age, at_most: 6}", "{fact: orphan, is: true}")}
    after = {"nation": national("{fact: age, at_most: 6}", "{fact: harmed, is: true}")}
    found, *_ = counted(tmp_path, before, after)
    assert {shift.move for shift in found.shifts} == set(Move)
    for shift in found.shifts:
        few = {Move.LOSES: 3, Move.GAINS: 3}.get(shift.move, 2)
        assert len(shift.example.child.facts) <= few


def test_an_item_that_is_new_is_a_gain_and_one_withdrawn_a_loss(tmp_path: Path) -> None:
    withdrawn = {"suzhou": suzhou().replace("restates", "withdraws")}
    kept = {"suzhou": suzhou()}
    lost = only(counted(tmp_path, kept, withdrawn)[0])
    assert (lost.place, lost.move) == ("320500", Move.LOSES)
    assert lost.span.file == "catalog/32-jiangsu/3205-suzhou.yaml"
    gained = only(counted(tmp_path, withdrawn, kept)[0])
    assert (gained.move, gained.children) == (Move.GAINS, lost.children)


def test_a_child_is_counted_at_the_nearest_place_that_changed_the_item(tmp_path: Path) -> None:
    own = {"suzhou": suzhou("when: {fact: age, between: [6, 15]}")}
    after = {
        "suzhou": suzhou("when: {fact: age, between: [7, 15]}"),
        "nation": national("at_most: 6", "at_most: 5"),
    }
    found, *_ = counted(tmp_path, own, after)
    assert told(found) == [
        ("000000", "health-check", "yes_to_no"),
        ("320500", "school-place", "yes_to_no"),
    ]
    assert str(found.shifts[1].example.child.facts["residence"]).startswith("3205")


def test_a_measure_that_goes_is_a_loss_beside_the_item(tmp_path: Path) -> None:
    bus = "measures: {bus: {name: {zh-Hans: 校车, en: bus}, when: {fact: age, at_most: 8}}}"
    found, *_ = counted(tmp_path, {"suzhou": suzhou(bus)}, {"suzhou": suzhou()})
    shift = only(found)
    assert (shift.right.part, shift.move) == ("measures.bus", Move.LOSES)


def fee(value: int, kind: str, more: str = "") -> dict[str, str]:
    return {
        "suzhou": suzhou(
            f"amounts: {{fee: {{label: {{zh-Hans: 钱, en: sum}}, unit: CNY/year, kind: {kind},"
            f"{more} series: [{{from: 2020-01-01, value: {value}, source: list}}]}}}}",
            SOURCES,
        )
    }


@pytest.mark.parametrize(
    ("kind", "more", "move"),
    [("benefit", 400, Move.GAINS), ("benefit", 300, Move.LOSES),
     ("charge", 400, Move.LOSES), ("charge", 300, Move.GAINS)],
)  # fmt: skip
def test_other_sums_are_gains_or_losses_by_who_pays(
    tmp_path: Path, kind: str, more: int, move: Move
) -> None:
    found, *_ = counted(tmp_path, fee(330, kind), fee(more, kind))
    assert [(s.right.part, s.move) for s in found.shifts] == [("amounts.fee", move)]


def test_a_sum_paid_by_fewer_families_is_a_gain(tmp_path: Path) -> None:
    fewer = fee(330, "charge", " when: {fact: family_assistance, is: none},")
    shift = only(counted(tmp_path, fee(330, "charge"), fewer)[0])
    assert shift.move is Move.GAINS


def test_a_sum_that_becomes_known_is_no_loss(tmp_path: Path) -> None:
    found, *_ = counted(tmp_path, {"suzhou": suzhou()}, fee(330, "charge"))
    assert found.shifts == ()


def test_another_definition_moves_whoever_it_decides_of(tmp_path: Path) -> None:
    by_definition = national("{fact: age, at_most: 6}", "{fact: migrant, is: true}")
    after = by_definition.replace(
        "definition: {fact: crosses_county, is: true}", "definition: {fact: orphan, is: true}"
    )
    found, *_ = counted(tmp_path, {"nation": by_definition}, {"nation": after})
    assert {s.move for s in found.shifts} >= {Move.LOSES, Move.GAINS}


def test_the_example_is_what_the_reference_says_it_is(tmp_path: Path) -> None:
    found, old, new = counted(tmp_path, {}, {"nation": national("[6, 15]", "[8, 14]")})
    for shift in found.shifts:
        lists = [Lists(side.layers, areas()).at("000000", ON) for side in (old, new)]
        (question,) = questions(*lists)
        scene = Scene(lists[0], lists[1], areas())
        assert scene.move(question, shift.example.child) is shift.move
        for fact in shift.example.child.facts.keys() - {"residence"}:
            fewer = {k: v for k, v in shift.example.child.facts.items() if k != fact}
            assert scene.move(question, type(shift.example.child)(fewer, {})) is not shift.move


def test_the_same_seed_counts_the_same(tmp_path: Path) -> None:
    after = {"nation": national("at_most: 6", "at_most: 5")}
    assert counted(tmp_path / "a", {}, after)[0] == counted(tmp_path / "b", {}, after)[0]


def test_an_older_dictionary_is_asked_only_what_it_knew(tmp_path: Path) -> None:
    from tests.support import CATALOG  # noqa: PLC0415 - beside its one use

    facts = (CATALOG / "facts.yaml").read_text("utf-8")
    head, _, rest = facts.partition("  orphan:\n")
    end = rest.index("\n  ", rest.index("says:"))
    while rest[end + 3] == " ":
        end = rest.index("\n  ", end + 1)
    without = head + rest[end + 1 :]
    before = {"facts.yaml": without}
    found, *_ = counted(tmp_path, before, {"nation": national("at_most: 6", "at_most: 5")})
    assert only(found).children > 0


def dated(*periods: str) -> dict[str, str]:
    """Suzhou's premium over time."""
    series = ", ".join(f"{{{period}, source: list}}" for period in periods)
    label = "label: {zh-Hans: 家里交, en: paid}, unit: CNY/year, kind: charge"
    return {"suzhou": suzhou(f"amounts: {{premium: {{{label}, series: [{series}]}}}}", SOURCES)}


def test_what_begins_later_is_counted_on_its_day(tmp_path: Path) -> None:
    before = dated("from: 2024-01-01, value: 330")
    after = dated("from: 2024-01-01, to: 2026-12-31, value: 330", "from: 2027-01-01, value: 400")
    today, *_ = counted(tmp_path, before, after)
    assert today.shifts == ()
    found, *_ = counted(tmp_path, before, after, ahead=True)
    assert found.days == (ON, date(2027, 1, 1))
    shift = only(found)
    assert (shift.on, shift.move) == (date(2027, 1, 1), Move.LOSES)
    assert shift.example.on == date(2027, 1, 1)


def test_a_list_that_ends_is_a_loss_from_the_day_after(tmp_path: Path) -> None:
    after = national("expires: null", "expires: 2026-12-31")
    found, *_ = counted(tmp_path, {}, {"nation": after}, ahead=True)
    assert {(s.right.item, s.on, s.move) for s in found.shifts} == {
        ("health-check", date(2027, 1, 1), Move.LOSES),
        ("school-place", date(2027, 1, 1), Move.LOSES),
    }


def test_what_changed_in_the_past_moves_nobody_now(tmp_path: Path) -> None:
    before = dated("from: 2024-01-01, to: 2024-12-31, value: 300", "from: 2025-01-01, value: 330")
    after = dated("from: 2024-01-01, to: 2024-12-31, value: 320", "from: 2025-01-01, value: 330")
    found, *_ = counted(tmp_path, before, after, ahead=True)
    assert found.shifts == ()


def test_without_polars_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MachineError, match="Polars"):
        counted(tmp_path, {}, {"nation": national("at_most: 6", "at_most: 5")})
