"""What a run makes of its rows: bundles by group, sheets by number, and what moves a digest."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from checklist.findings import Finding, Span
from checklist.rules.derived import Child
from checklist.runs.printruns import plan
from checklist.runs.printruns.plan import Document, Gathered, Missed, Row, Wish
from checklist.runs.printruns.spill import Spill

WISH = Wish(date(2026, 11, 29), "zh-Hans", group_by="班级")
NOTE = Finding("P114", Span("r.csv", 3, 2, sheet=""))


def row(number: int, **facts: str) -> Row:
    return Row(number, Child({"name": f"名{number}", **facts}, {}), "320583", ())


def gathered(*rows: tuple[str, Row | Missed]) -> Gathered:
    found = Gathered()
    for group, one in rows:
        if isinstance(one, Row):
            found.put(group, one)
        else:
            found.miss(group, one)
    return found


def told(*parts: str) -> str:
    """A digest one can read."""
    return "|".join(parts)


def planned(found: Gathered, wish: Wish = WISH) -> list[Document]:
    return list(plan.documents(found, wish, told))


def numbers(found: Gathered, document: Document) -> list[int]:
    return [one.number for one in found.rows.all(document.rows)]


def test_a_group_is_a_bundle_in_the_roster_s_order_and_those_without_come_last() -> None:
    rows = [("乙", row(2)), ("", row(3)), ("甲", row(4)), ("乙", row(5)), ("", row(6))]
    found = gathered(*rows)
    documents = planned(found)
    assert [(each.file, each.group) for each in documents] == [
        ("bundle-01.pdf", "乙"), ("bundle-02.pdf", "甲"), ("bundle-03.pdf", ""),
    ]  # fmt: skip
    assert [numbers(found, each) for each in documents] == [[2, 5], [4], [3, 6]]


def test_a_group_too_large_for_a_tray_becomes_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST", 3)
    missed = Missed(99, (NOTE,))
    found = gathered(*(("甲", row(n)) for n in range(2, 9)), ("甲", missed), ("乙", row(10)))
    documents = planned(found)
    assert [each.part for each in documents] == [(1, 3), (2, 3), (3, 3), (1, 1)]
    assert [numbers(found, each) for each in documents] == [[2, 3, 4], [5, 6, 7], [8], [10]]
    assert [each.missed for each in documents] == [(missed,), (), (), ()]


def test_single_sheets_are_named_by_their_rows() -> None:
    found = gathered(("../甲", row(7)), ("=cmd|' /C calc'!A0", row(1234)))
    documents = planned(found, replace(WISH, separate=True))
    assert [each.file for each in documents] == ["sheet-0007.pdf", "sheet-1234.pdf"]


def test_files_carry_numbers_and_never_a_group_s_or_a_child_s_name() -> None:
    found = gathered(*((f"../{n}/祕密", row(n, name="../祕密")) for n in range(2, 14)))
    for wish in (WISH, replace(WISH, separate=True), replace(WISH, only=(2, 3))):
        for document in planned(found, wish):
            assert document.file.isascii()
            assert "/" not in document.file


def test_a_reprint_is_one_file_of_the_rows_asked_for() -> None:
    found = gathered(("甲", row(17)), ("乙", row(23)), ("甲", row(24)))
    (document,) = planned(found, replace(WISH, only=(17, 23, 24)))
    assert document.file == "rows-17,23-24.pdf"
    assert numbers(found, document) == [17, 23, 24]


def test_row_numbers_are_spelled_briefly() -> None:
    assert plan.spelled((17,)) == "17"
    assert plan.spelled((17, 23, 24, 25, 30)) == "17,23-25,30"
    assert plan.spelled(tuple(range(1, 2000, 2))) == "1-1999-1000"


def changes() -> Iterator[tuple[str, Gathered]]:
    """The same roster with one thing changed at a time."""
    rows = [("甲", row(2)), ("甲", row(3)), ("乙", row(4))]
    yield "a name", gathered(("甲", row(2, name="别名")), *rows[1:])
    yield "a row's number", gathered(("甲", replace(row(2), number=9)), *rows[1:])
    yield "a place", gathered(("甲", replace(row(2), place="320500")), *rows[1:])
    yield (
        "a tick",
        gathered(("甲", replace(row(2), child=Child({"name": "名2"}, {"x": True}))), *rows[1:]),
    )
    yield "a note", gathered(("甲", replace(row(2), findings=(NOTE,))), *rows[1:])
    yield "a row that cannot be printed", gathered(*rows, ("甲", Missed(5, (NOTE,))))
    yield "a child gone", gathered(*rows[1:])
    yield "the order", gathered(rows[1], rows[0], rows[2])


@pytest.mark.parametrize("what", [what for what, _ in changes()])
def test_a_change_remakes_its_group_and_no_other(what: str) -> None:
    before = planned(gathered(("甲", row(2)), ("甲", row(3)), ("乙", row(4))))
    after = planned(dict(changes())[what])
    assert after[0].inputs != before[0].inputs
    assert after[1].inputs == before[1].inputs


def test_a_new_group_at_the_end_remakes_none_before_it() -> None:
    rows = [("甲", row(2)), ("乙", row(3))]
    before, after = planned(gathered(*rows)), planned(gathered(*rows, ("丙", row(4))))
    assert [each.inputs for each in after[:2]] == [each.inputs for each in before]


def test_workers_get_a_bundle_or_a_handful_of_sheets_at_a_time() -> None:
    found = gathered(*(("甲" if n % 2 else "乙", row(n)) for n in range(2, 47)))
    bundles = list(plan.tasks(planned(found), WISH))
    assert [len(task) for task in bundles] == [1, 1]
    separate = replace(WISH, separate=True)
    sheets = list(plan.tasks(planned(found, separate), separate))
    assert [len(task) for task in sheets] == [20, 20, 5]


def test_what_is_put_aside_comes_back_whole_and_in_any_order() -> None:
    spill: Spill[Row] = Spill()
    rows = [row(number, name="𬀩𠮷" * number) for number in range(50)]
    assert [spill.put(one) for one in rows] == list(range(50))
    assert len(spill) == 50
    assert spill.get(31) == rows[31]
    assert spill.put(rows[0]) == 50
    assert list(spill.all([49, 0, 50])) == [rows[49], rows[0], rows[0]]
    assert list(spill.all())[:50] == rows
