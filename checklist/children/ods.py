"""ODS workbooks, row by row, with what only the file itself tells.

One `<table-row>` may stand for a million rows and one cell for a thousand columns, so a small
file read whole can fill the memory; and which cells are merged, computed or hidden is said
nowhere but here. So the few elements that matter are read, streaming, as for XLSX.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from checklist.children.archive import Archive, UnreadableError
from checklist.children.cells import EPOCH, Content, Fault, Row
from checklist.children.sheets import MOST_COLUMNS, MOST_ROWS, Range, Source, Table

Attributes: TypeAlias = dict[str, str]

_CONTENT = "content.xml"
_APART = {"office:annotation", "table:shapes"}  # texts that stand beside the cells
_CELLS = {"table:table-cell", "table:covered-table-cell"}
_NUMBERS = {"float", "percentage", "currency"}


def is_ods(archive: Archive) -> bool:
    """Whether an archive is an ODS workbook."""
    return _CONTENT in archive.names


def open_ods(archive: Archive) -> Source:
    """A workbook's sheets, read through once to know that nothing of it is damaged.

    Args:
        archive: the workbook.

    Raises:
        UnreadableError: it is damaged or no workbook.
    """
    reader = _Sheets()
    for _ in archive.parse(_CONTENT, reader.start, reader.end, reader.text):
        reader.rows.clear()
    shown = tuple(name for name in reader.merged if name not in reader.hidden)
    file = str(archive.path)

    def table(name: str) -> Table:
        merged = tuple(reader.merged[name])
        return Table(
            file, name, lambda last: _rows(archive, name, last), epoch=reader.epoch, merged=merged
        )

    return Source(file, shown, tuple(reader.hidden), table)


def _rows(archive: Archive, sheet: str, last: int) -> Iterator[Row]:
    reader = _Sheets(only=sheet)
    for _ in archive.parse(_CONTENT, reader.start, reader.end, reader.text):
        for row, times in reader.rows:
            for number in range(row.number, row.number + times):
                yield replace(row, number=number)
        reader.rows.clear()
        if reader.sheet == sheet and reader.number > last:
            return


@dataclass(slots=True)
class _Cell:
    """The cell that is being read."""

    attributes: Attributes = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)


class _Sheets:
    """Turns the elements of all sheets, or of one, into rows; what was read waits in `rows`.

    Args:
        only: the sheet whose rows are wanted; None for what is to be known of all sheets.
    """

    def __init__(self, only: str | None = None) -> None:
        self.only = only
        self.epoch = EPOCH
        self.rows: list[tuple[Row, int]] = []  # with how often it stands there
        self.merged: dict[str, list[Range]] = {}
        self.hidden: list[str] = []
        self.unseen: set[str] = set()  # styles of sheets nobody sees
        self.style = self.sheet = ""
        self.number, self.times, self.column = 1, 1, 0
        self.cells: dict[int, Content] = {}
        self.formulas: set[int] = set()
        self.cell: _Cell | None = None
        self.unseen_row = False
        self.apart = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in _APART:
            self.apart += 1
        elif name in _CELLS:
            self.cell = _Cell(attributes)
        elif name == "text:p" and self.cell and not self.apart:
            self.cell.paragraphs.append("")
        elif handler := _STARTS.get(name):
            handler(self, attributes)

    def text(self, data: str) -> None:
        """Characters; those of a cell's paragraphs are kept."""
        if self.cell and self.cell.paragraphs and not self.apart:
            self.cell.paragraphs[-1] += data

    def end(self, name: str) -> None:
        """An element ends."""
        if name in _APART:
            self.apart -= 1
        elif name in _CELLS and self.cell:
            self._place(self.cell)
            self.cell = None
        elif name == "table:table-row":
            if self.cells and self.sheet == (self.only or self.sheet):
                cells = tuple(map(self.cells.get, range(max(self.cells) + 1)))
                row = Row(self.number, cells, frozenset(self.formulas), self.unseen_row)
                self.rows.append((row, self.times))
            self.number += self.times

    def _place(self, cell: _Cell) -> None:
        """A cell, in as many columns as it stands for."""
        told = cell.attributes
        times = _count(told, "table:number-columns-repeated")
        first, self.column = self.column, self.column + times
        columns = range(first, min(self.column, MOST_COLUMNS))
        content = _content(cell)
        if "table:formula" in told:
            self.formulas.update(columns)
            content = Fault.NO_RESULT if content is None else content
        if content is not None:
            self.cells.update(dict.fromkeys(columns, content))
        down, across = (_count(told, f"table:number-{way}-spanned") for way in ("rows", "columns"))
        if down > 1 or across > 1:
            corner = (self.number + down - 1, first + across)
            self.merged[self.sheet].append((self.number, first + 1, *corner))

    def _null_date(self, attributes: Attributes) -> None:
        try:
            self.epoch = date.fromisoformat(attributes.get("table:date-value", ""))
        except ValueError:
            raise UnreadableError("R002") from None

    def _style(self, attributes: Attributes) -> None:
        self.style = attributes.get("style:name", "")

    def _properties(self, attributes: Attributes) -> None:
        if attributes.get("table:display") == "false":
            self.unseen.add(self.style)

    def _table(self, attributes: Attributes) -> None:
        self.sheet = attributes.get("table:name", "")
        self.number = 1
        self.merged[self.sheet] = []
        if attributes.get("table:style-name") in self.unseen:
            self.hidden.append(self.sheet)

    def _row(self, attributes: Attributes) -> None:
        self.times = _count(attributes, "table:number-rows-repeated")
        if self.number + self.times > MOST_ROWS + 1:
            self.times = max(MOST_ROWS + 1 - self.number, 0)
        self.column, self.cells, self.formulas = 0, {}, set()
        self.unseen_row = attributes.get("table:visibility", "visible") != "visible"

    def _spaces(self, attributes: Attributes) -> None:
        self.text(" " * min(_count(attributes, "text:c"), MOST_COLUMNS))

    def _break(self, _: Attributes) -> None:
        self.text("\n")


_STARTS: dict[str, Callable[[_Sheets, Attributes], None]] = {
    "style:style": _Sheets._style,  # noqa: SLF001 - the class's own table of elements
    "style:table-properties": _Sheets._properties,  # noqa: SLF001 - as above
    "table:null-date": _Sheets._null_date,  # noqa: SLF001 - as above
    "table:table": _Sheets._table,  # noqa: SLF001 - as above
    "table:table-row": _Sheets._row,  # noqa: SLF001 - as above
    "text:s": _Sheets._spaces,  # noqa: SLF001 - as above
    "text:tab": _Sheets._spaces,  # noqa: SLF001 - as above
    "text:line-break": _Sheets._break,  # noqa: SLF001 - as above
}


def _count(attributes: Attributes, name: str) -> int:
    """A repetition: at least one."""
    told = attributes.get(name, "1")
    if not told.isascii() or not told.isdigit():
        raise UnreadableError("R002")
    return max(1, int(told[:9]))


def _content(cell: _Cell) -> Content | None:
    told = cell.attributes
    kind = told.get("office:value-type", "")
    if told.get("calcext:value-type") == "error":
        return Fault.ERROR
    try:
        if kind in _NUMBERS:
            return float(told["office:value"])
        if kind == "date":
            return date.fromisoformat(told["office:date-value"][:10])
    except (KeyError, ValueError):
        return Fault.ERROR
    if kind == "boolean":
        return told.get("office:boolean-value") == "true"
    text = "\n".join(cell.paragraphs) or told.get("office:string-value", "")
    return text if text.strip() else None
