"""A roster given back: its problems marked in their cells, everything else as it was.

The law: what is read from the marked copy is what was read from the roster, so a teacher who
mends the marked cells has mended the roster.
"""

import csv
from datetime import datetime, timezone, tzinfo
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from checklist.children.roster import Entry, Roster, open_roster
from checklist.documents.workbooks import annotated
from checklist.documents.workbooks.annotated import annotate
from checklist.findings import Finding, Severity
from tests.drawn import Line
from tests.rosters import lines, write
from tests.support import TODAY, areas, facts

COMMAND = "=cmd|' /C calc'!A0"


@cache
def dirty(kind: str) -> tuple[Line, ...]:
    return tuple(lines(700, 6, dirty=True, kind=kind))


def opened(path: Path) -> Roster:
    return open_roster(path, facts(), areas(), TODAY)


def found(roster: Roster) -> list[Finding]:
    return [*roster.findings, *(one for entry in roster.entries() for one in entry.findings)]


def marked(path: Path, language: str = "zh-Hans") -> Path:
    """The marked copy of a roster."""
    roster = opened(path)
    copy = path.with_name("marked.xlsx")
    assert annotate(roster, found(roster), copy, language)
    return copy


def sheet(path: Path) -> Worksheet:
    active = load_workbook(path).worksheets[0]
    assert isinstance(active, Worksheet)
    return active


def cell(page: Worksheet, name: str) -> Cell:
    one = page[name]
    assert isinstance(one, Cell)
    return one


def told(entry: Entry) -> list[tuple[str, str]]:
    """The codes and cells of a row."""
    return [(finding.code, finding.span.cell.rpartition("!")[2]) for finding in entry.findings]


@pytest.mark.parametrize(("kind", "whole"), [("xlsx", True), ("xlsx", False), ("csv", True)])
def test_every_mark_is_in_its_cell_and_the_copy_is_read_as_the_roster_was(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    if not whole:  # as of a workbook too large to take over
        monkeypatch.setattr(annotated, "_MOST_UNPACKED", 1000)
    path, copy = tmp_path / f"roster.{kind}", tmp_path / "marked.xlsx"
    write(dirty(kind), path, kind)
    roster = opened(path)
    entries = list(roster.entries())
    findings = [*roster.findings, *(one for entry in entries for one in entry.findings)]
    assert annotate(roster, findings, copy, "zh-Hans")
    wanted = {(f.span.line, f.span.column): f.code for f in findings
              if f.severity is not Severity.INFO}  # fmt: skip
    there = {
        (one.row, one.column): one.comment.text
        for row in sheet(copy).iter_rows()
        for one in row
        if one.comment
    }
    assert len(wanted) > 25
    assert there.keys() == wanted.keys()
    assert all(code in there[place] for place, code in wanted.items())
    for one, other in zip(entries, opened(copy).entries(), strict=True):
        assert (one.profile and one.profile.child) == (other.profile and other.profile.child)
        if [code for code, _ in told(one)] != ["R103"]:  # results of formulas do not come back
            assert told(one) == told(other)


def test_a_workbook_keeps_its_look_its_formulas_and_its_comments(tmp_path: Path) -> None:
    from openpyxl.comments import Comment  # noqa: PLC0415 - only here
    from openpyxl.styles import Font  # noqa: PLC0415 - only here

    path = tmp_path / "roster.xlsx"
    book = Workbook()
    page = book.worksheets[0]
    page.append(["姓名", "出生日期", "备注"])
    page.append(["某某", "2019年", "甲"])
    page["A2"].font = Font(bold=True)
    page["B2"].comment = Comment("老师写的", "老师")
    page["D2"] = "=1+1"
    page.column_dimensions["A"].width = 33
    book.create_sheet("别的")["A1"] = "还在"
    book.save(path)
    copy = load_workbook(marked(path, "en"))
    page = copy.worksheets[0]
    assert isinstance(page, Worksheet)
    assert cell(page, "A2").font.b
    assert cell(page, "D2").value == "=1+1"
    assert page.column_dimensions["A"].width == 33
    assert copy["别的"]["A1"].value == "还在"
    comment = cell(page, "B2").comment
    assert comment is not None
    assert comment.text.startswith("老师写的\n\nError P102\n")
    assert str(cell(page, "B2").fill.fgColor.rgb).endswith("FAD4D0")
    assert cell(page, "C2").comment is None


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_text_never_becomes_a_formula(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"roster.{kind}"
    rows = [["姓名", "出生日期", "备注"], [COMMAND, "2019-05-02", "+1-1"], ["@SUM(A1)", "", "-2"]]
    if kind == "xlsx":
        book = Workbook()
        for number, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                one = book.worksheets[0].cell(number, column, text or None)
                one.data_type = "s" if text else "n"
        book.save(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    page = sheet(marked(path))
    kinds = {one.data_type for row in page.iter_rows() for one in row if one.value is not None}
    assert kinds == {"s"}
    assert cell(page, "A2").value == COMMAND
    assert opened(tmp_path / "marked.xlsx").reader is not None


def test_a_file_that_holds_no_table_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("某某,2019-05-02\n", "utf-8")
    copy = tmp_path / "marked.xlsx"
    assert not annotate(opened(path), [], copy, "en")
    assert not copy.exists()


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_same_roster_gives_the_same_bytes_at_any_time(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / f"roster.{kind}"
    write(dirty(kind)[:41], path, kind)
    first = marked(path).read_bytes()
    monkeypatch.setattr("openpyxl.writer.excel.datetime", SimpleNamespace(
        datetime=Past, timezone=timezone))  # fmt: skip
    assert marked(path).read_bytes() == first


class Past(datetime):
    """A clock that stands still, years ago."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Past":
        return cls(2001, 1, 1, tzinfo=tz)
