"""A run's ledger: one row a child, one column an item, for filtering, counting and following up.

Written row by row, so that a hundred thousand children need no more memory than one. Colour
only repeats what a sign and a word say, so a black and white print says the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from checklist.catalog.owed import Listing
from checklist.documents.language import Language, Places
from checklist.documents.language.messages import Messages
from checklist.documents.worded.line import Line, spans
from checklist.documents.worded.rows import BADGE_SIGNS
from checklist.documents.workbooks.looks import A4, COLOURS, MADE, MOST, columns_of
from checklist.findings import Finding
from checklist.rules.facts import FactDictionary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_PLAIN, _NUMBER, _HEAD, _DAY, _WRAP = "plain", "number", "head", "day", "wrap"
_LINE, _SPARE = 14, 2  # points: a line of 10 pt text, and what a row has beside
_MOST_LINES = 28  # of a row; Excel knows none higher than 409 points


@dataclass(frozen=True, slots=True)
class Filed:
    """A document of the run: its file, its group and part of it, how many pages, and its rows."""

    file: str
    group: str
    part: tuple[int, int]
    pages: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the ledger: what stands above it, and how wide it is, in characters."""

    title: str
    width: float


@dataclass(frozen=True, slots=True)
class Ledger:
    """Writes ledgers.

    Args:
        language: whose words for outcomes and lists are used.
        school: the sentences of ledgers.
        listings: the list of every place a child lives in, by its code.
        grouped: whether the run had groups.
    """

    facts: FactDictionary
    language: Language
    school: Messages
    places: Places
    listings: Mapping[str, Listing]
    grouped: bool

    def write(
        self,
        path: Path,
        filed: Iterable[tuple[Filed, Iterable[Line]]],
        findings: Iterable[Finding],
    ) -> None:
        """Write a workbook.

        Args:
            path: where; what is unfinished lies in the same folder.
            filed: the documents in their order, each with its children.
            findings: what was found in the roster.

        Raises:
            OSError: it cannot be written.
        """
        book = _Book(path)
        table = book.table(self.school("ledger.title"), tuple(self._columns()), 2, 2)
        documents = []
        for document, lines in filed:
            documents.append(document)
            for line in lines:
                book.row(table, tuple(self._cells(document, line)))
        self._documents(book, documents)
        self._findings(book, findings)
        book.close()

    @property
    def items(self) -> dict[str, str]:
        """The items of all places by id, with their names, in the order of the lists."""
        every = (item for listing in self.listings.values() for item in listing.items.values())
        return {item.id: self.language.pick(item.name) for item in every}

    def _columns(self) -> Iterator[Column]:
        say = self.school
        yield Column(say("ledger.number"), 7)
        yield Column(say("ledger.name"), 14)
        if self.grouped:
            yield Column(say("ledger.group"), 12)
        yield Column(say("ledger.file"), 15)
        yield Column(say("ledger.place"), 20)
        yield Column(say("ledger.scope"), 9)
        for name in self.items.values():
            yield Column(name, 12.5)
        yield Column(say("ledger.open"), 48)
        yield Column(say("ledger.review"), 12)
        yield Column(say("ledger.notes"), 36)

    def _cells(self, document: Filed, line: Line) -> "Iterator[Cell]":
        yield line.number, _NUMBER
        yield line.name, _PLAIN
        if self.grouped:
            yield document.group, _PLAIN
        yield document.file, _PLAIN
        yield self.places.full(line.place), _PLAIN
        yield self.school(f"ledger.scope.{line.scope}"), _PLAIN
        for item in self.items:
            yield self._outcome(line.outcomes.get(item))
        yield self.language.join(self._labels(line)), _WRAP
        yield line.review, _DAY
        yield " ".join(line.notes), _WRAP

    def _outcome(self, kind: str | None) -> "Cell":
        if kind is None:
            return self.school("ledger.elsewhere"), _PLAIN
        return f"{BADGE_SIGNS[kind]} {self.language.messages(f'badge.{kind}')}", kind

    def _labels(self, line: Line) -> Iterator[str]:
        return (self.language.pick(self.facts[fact].label) for fact in line.open)

    def _documents(self, book: "_Book", documents: Iterable[Filed]) -> None:
        say, titles = self.school, ("file", "group", "children", "pages", "rows")
        widths = (18, 24, 10, 10, 60)
        columns = tuple(map(Column, (say(f"ledger.{title}") for title in titles), widths))
        table = book.table(say("ledger.documents"), columns, 1, 1)
        for each in documents:
            part, parts = map(str, each.part)
            group = each.group or say("cover.all")
            named = (
                group if parts == "1" else say("cover.part", group=group, part=part, parts=parts)
            )
            counts = [(len(each.rows), _NUMBER), (each.pages, _NUMBER)]
            book.row(
                table, [(each.file, _PLAIN), (named, _WRAP), *counts, (spans(each.rows), _WRAP)]
            )

    def _findings(self, book: "_Book", findings: Iterable[Finding]) -> None:
        say, titles = self.school, ("where", "severity", "code", "message", "hint")
        widths = (24, 20, 8, 60, 60)
        columns = tuple(map(Column, (say(f"ledger.{title}") for title in titles), widths))
        table = book.table(say("ledger.findings"), columns, 1, 1)
        tag = self.language.tag
        for found in findings:
            severity = say(f"ledger.severity.{found.severity}")
            texts = (str(found.span), severity, found.code, found.message(tag), found.hint(tag))
            book.row(table, [(text, _WRAP) for text in texts])


Cell: TypeAlias = tuple[str | int | date | None, str]


@dataclass(slots=True)
class _Table:
    """A sheet of a workbook, and how far it is written."""

    sheet: "Worksheet"
    columns: tuple[Column, ...]
    rows: int = 1

    def height(self, cells: Sequence[Cell]) -> int:
        """How many lines the cells of a row take, as far as they wrap."""
        pairs = zip(cells, self.columns, strict=True)
        taken = (
            -(-columns_of(str(text)) // int(column.width - 1))
            for (text, look), column in pairs
            if look == _WRAP
        )
        return min(max(taken, default=1), _MOST_LINES)


class _Book:
    """A workbook being written, sheet by sheet and row by row."""

    def __init__(self, path: Path) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - only when a ledger is written

        self.book = Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
        self.looks = _looks(self.book)
        self.tables: list[_Table] = []

    def table(self, name: str, columns: tuple[Column, ...], fixed: int, across: int) -> _Table:
        """A new sheet with its header.

        Args:
            name: of the sheet.
            columns: its columns.
            fixed: how many of them stay in sight.
            across: how many pages wide it prints at most.
        """
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, fixed)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(across, 0)
        sheet.repeat_rows(0)
        if across > 1:
            sheet.repeat_columns(0, fixed - 1)
        sheet.set_footer("&L&A&R&P / &N")
        titles = max(-(-columns_of(column.title) // int(column.width - 1)) for column in columns)
        sheet.set_row(0, titles * _LINE + _SPARE)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            sheet.write_string(0, index, column.title, self.looks[_HEAD])
        self.tables.append(_Table(sheet, columns))
        return self.tables[-1]

    def row(self, table: _Table, cells: Sequence[Cell]) -> None:
        """The next row of a sheet; texts stay texts, whatever they look like."""
        if (lines := table.height(cells)) > 1:
            table.sheet.set_row(table.rows, lines * _LINE + _SPARE)
        for index, (value, look) in enumerate(cells):
            style = self.looks[look]
            if isinstance(value, date):
                table.sheet.write_datetime(table.rows, index, value, style)
            elif isinstance(value, int):
                table.sheet.write_number(table.rows, index, value, style)
            elif value:
                table.sheet.write_string(table.rows, index, value[:MOST], style)
            else:
                table.sheet.write_blank(table.rows, index, None, style)
        table.rows += 1

    def close(self) -> None:
        """Put filters over all that was written, and finish.

        Raises:
            OSError: it cannot be written.
        """
        from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - as above

        for table in self.tables:
            table.sheet.autofilter(0, 0, table.rows - 1, len(table.columns) - 1)
        self.book.set_properties({"created": MADE})
        try:
            self.book.close()
        except FileCreateError as error:
            cause = error.args[0]
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _looks(book: "Workbook") -> "dict[str, Format]":
    common: dict[str, object] = {
        "font_name": "Noto Sans CJK SC",
        "font_size": 10,
        "valign": "top",
        "bottom": 4,
        "bottom_color": "#B9C6CC",
        "right": 1,
        "right_color": "#FFFFFF",
    }
    own: dict[str, dict[str, object]] = {
        _PLAIN: {},
        _NUMBER: {"align": "center"},
        _HEAD: {"bold": True, "text_wrap": True, "bg_color": "#0B4F5C", "font_color": "#FFFFFF"},
        _DAY: {"num_format": "yyyy-mm-dd", "align": "left"},
        _WRAP: {"text_wrap": True},
    }
    for kind, (ink, ground) in COLOURS.items():
        own[kind] = {"font_color": ink, "bg_color": ground}
    return {look: book.add_format({**common, **style}) for look, style in own.items()}
