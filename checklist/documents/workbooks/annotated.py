"""A roster given back with its problems marked where they stand: a colour and a comment a cell.

A teacher mends a roster in the program it was written in, and looks for cells, not for a list
of codes. An ordinary workbook comes back as it was, with the marks added; a large one, or a file
of another kind, as a workbook of its values. The file that was read is never touched.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import east_asian_width

from checklist.children.archive import Archive
from checklist.children.cells import Content, Fault, Row
from checklist.children.roster import Roster
from checklist.children.sheets import Table
from checklist.findings import Finding, Severity

if TYPE_CHECKING:
    from openpyxl import Workbook as OpenWorkbook
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Marks: TypeAlias = Mapping[str, Mapping[tuple[int, int], list[Finding]]]  # by sheet, row, column

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - no date of making: same input, same bytes
_AUTHOR = "checklist"
_MOST_UNPACKED = 16 << 20  # bytes of a workbook that is taken whole into memory: some 10,000 rows
_MOST_COMMENTS = 20_000  # further cells are coloured only; Excel opens no more in good time
_WORDS = {
    Severity.ERROR: {"zh-Hans": "错误", "en": "Error"},
    Severity.WARNING: {"zh-Hans": "提醒", "en": "Warning"},
}
_GROUNDS = {Severity.ERROR: "FAD4D0", Severity.WARNING: "FDECC8"}
_LINE = 15  # points
_WIDTH, _LETTERS = 260, 34  # of a comment: points, and how many letters fit beside each other
_MOST = 32_767  # characters Excel takes in a cell
_ERROR = "#N/A"
_TEXT, _DAY, _NUMBER = "@", "yyyy-mm-dd", "General"
_NO_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")  # what no sheet of XLSX may be called
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")
_SAMPLE = 50  # rows that tell how wide a column is


def annotate(roster: Roster, findings: Iterable[Finding], path: Path, language: str) -> bool:
    """Write a copy of a roster with its problems marked.

    Args:
        roster: what was read.
        findings: what was found in it, of the file and of its rows.
        path: where to write the XLSX copy; what is unfinished lies in the same folder.
        language: of the comments, zh-Hans or en.

    Returns:
        Whether there was a table to copy; a file that cannot be read is not copied.

    Raises:
        OSError: it cannot be written.
    """
    if roster.table is None:
        return False
    marks = _marks(findings)
    book = _taken_over(Path(roster.table.file))
    if book is None:
        _copy(roster.table, marks.get(roster.table.sheet, {}), path, language)
    else:
        _mark(book, marks, language)
        path.write_bytes(_settled(book))
    return True


def _marks(findings: Iterable[Finding]) -> Marks:
    """The findings of each cell; what is only for information stays out."""
    marks: dict[str, dict[tuple[int, int], list[Finding]]] = {}
    for finding in findings:
        span = finding.span
        if span.sheet is not None and finding.severity in _WORDS:
            cells = marks.setdefault(span.sheet, {})
            cells.setdefault((span.line, span.column), []).append(finding)
    return marks


def _comment(findings: Iterable[Finding], language: str) -> str:
    """All that is to be said of a cell."""
    return "\n\n".join(
        f"{_WORDS[finding.severity][language]} {finding.code}\n"
        f"{finding.message(language)}\n→ {finding.hint(language)}"
        for finding in findings
    )


def _worst(findings: Iterable[Finding]) -> Severity:
    severities = {finding.severity for finding in findings}
    return Severity.ERROR if Severity.ERROR in severities else Severity.WARNING


def _height(text: str) -> int:
    """Points a comment needs for all its lines."""
    wide = (sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in text.split("\n"))
    return _LINE * (sum(-(-width // _LETTERS) or 1 for width in wide) + 1)


def _taken_over(path: Path) -> "OpenWorkbook | None":
    """An XLSX workbook of ordinary size as it is; None for anything else."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return None
    archive = Archive(path)
    if "[Content_Types].xml" not in archive.names or archive.unpacked > _MOST_UNPACKED:
        return None
    from openpyxl import load_workbook  # noqa: PLC0415 - only when a roster is marked

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not keep
        try:
            return load_workbook(path)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None  # a workbook not made by the book; its values are copied instead


def _mark(book: "OpenWorkbook", marks: Marks, language: str) -> None:
    from openpyxl.cell.cell import Cell  # noqa: PLC0415 - as above
    from openpyxl.comments import Comment  # noqa: PLC0415 - as above
    from openpyxl.styles import PatternFill  # noqa: PLC0415 - as above

    fills = {severity: PatternFill("solid", fgColor=rgb) for severity, rgb in _GROUNDS.items()}
    written = 0
    for sheet, cells in marks.items():
        for (row, column), found in sorted(cells.items()):
            cell = book[sheet].cell(row, column)
            if not isinstance(cell, Cell):  # inside of a merged range; its first cell is told
                continue
            cell.fill = fills[_worst(found)]
            written += 1
            if written <= _MOST_COMMENTS:
                text = _comment(found, language)
                old = f"{cell.comment.text}\n\n" if cell.comment else ""
                cell.comment = Comment(old + text, _AUTHOR, _height(old + text), _WIDTH)


def _settled(book: "OpenWorkbook") -> bytes:
    """A workbook's bytes without the time they were written at."""
    saved, paper = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return paper.getvalue()


def _copy(
    table: Table, marks: Mapping[tuple[int, int], list[Finding]], path: Path, language: str
) -> None:
    """A workbook of a table's values, written as it is read."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only when a roster is marked
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

    book = Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
    book.set_properties({"created": _MADE})
    writer = _Copy(book, table, language)
    for row in _with_marked(table.rows(), marks):
        writer.row(row, marks)
    try:
        book.close()
    except FileCreateError as error:
        cause = error.args[0]
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _with_marked(
    rows: Iterable[Row], marks: Mapping[tuple[int, int], list[Finding]]
) -> Iterator[Row]:
    """The rows, each as wide as the last of its marks."""
    width: dict[int, int] = {}
    for number, column in marks:
        width[number] = max(width.get(number, 0), column)
    for row in rows:
        lacking = width.get(row.number, 0) - len(row.cells)
        cells = (*row.cells, *(None,) * lacking)
        yield Row(row.number, cells, row.formulas)


class _Copy:
    """Writes the rows of a table into a workbook of its own."""

    def __init__(self, book: "Workbook", table: Table, language: str) -> None:
        self.sheet: Worksheet = book.add_worksheet(_NO_NAME.sub("_", table.sheet[:31]) or None)
        self.language = language
        self.comments = 0
        for column, width in _widths(table).items():
            self.sheet.set_column(column, column, width)
        grounds: dict[Severity | None, dict[str, object]] = {None: {}}
        grounds |= {severity: {"bg_color": f"#{rgb}"} for severity, rgb in _GROUNDS.items()}
        self.looks: dict[tuple[str, Severity | None], Format] = {
            (form, severity): book.add_format({"num_format": form, **ground})
            for form in (_TEXT, _DAY, _NUMBER)
            for severity, ground in grounds.items()
        }

    def row(self, row: Row, marks: Mapping[tuple[int, int], list[Finding]]) -> None:
        """One row, every text as a text."""
        for column, content in enumerate(row.cells):
            found = marks.get((row.number, column + 1))
            self._cell(row.number - 1, column, content, _worst(found) if found else None)
            if found and self.comments < _MOST_COMMENTS:
                self.comments += 1
                text = _comment(found, self.language)
                size = {"author": _AUTHOR, "width": _WIDTH, "height": _height(text)}
                self.sheet.write_comment(row.number - 1, column, text, size)

    def _cell(
        self, row: int, column: int, content: Content | None, severity: Severity | None
    ) -> None:
        text = self.looks[_TEXT, severity]
        if isinstance(content, date):
            self.sheet.write_datetime(row, column, content, self.looks[_DAY, severity])
        elif isinstance(content, bool):
            self.sheet.write_boolean(row, column, content, text)
        elif isinstance(content, int | float):
            self.sheet.write_number(row, column, content, self.looks[_NUMBER, severity])
        elif isinstance(content, str):
            self.sheet.write_string(row, column, content[:_MOST], text)
        elif isinstance(content, Fault):
            self.sheet.write_string(row, column, _ERROR, text)
        elif severity:
            self.sheet.write_blank(row, column, None, text)


def _widths(table: Table) -> dict[int, int]:
    """How wide the columns are, by their first rows; Chinese characters take two."""
    widths: dict[int, int] = {}
    for row in table.rows(_SAMPLE):
        for column, content in enumerate(row.cells):
            text = str(content or "")[:30]
            wide = sum(2 if east_asian_width(character) in "WF" else 1 for character in text) + 2
            widths[column] = max(widths.get(column, 8), min(wide, 32))
    return widths
