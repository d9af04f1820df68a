"""XLSX workbooks, row by row, with what only the file itself tells.

A reader that hands out values cannot say whether a number was shown as a date, whether a cell
holds a formula, or which cells are merged, and keeps a whole sheet in memory; a roster needs
the one and cannot afford the other. So the few elements that matter are read here, streaming.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, lru_cache

from checklist.children.archive import Archive, UnreadableError, local
from checklist.children.cells import EPOCH, EPOCH_1904, Content, Fault, Row, serial_date
from checklist.children.sheets import MOST_COLUMNS, MOST_ROWS, Range, Source, Table
from checklist.children.workbookparts import (
    Attributes,
    dated,
    each,
    strings,
    targets,
    unescaped,
)

_OFFICE = "/officeDocument"
_WORKSHEET = "/worksheet"
_STRINGS = "/sharedStrings"
_STYLES = "/styles"
_MOST_PARTS = 1_000  # pieces of one cell's text; a cell holds 32,767 characters
_TRUE = {"1", "true", "on"}
_TEXTS = {"v", "t"}
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:]+)[\"']")
_OVERLAP = 200  # bytes in which a mergeCell element may be cut in two


def is_xlsx(archive: Archive) -> bool:
    """Whether an archive may be an XLSX workbook; the binary XLSB is none."""
    return not any(name.endswith(".bin") and "workbook" in name for name in archive.names) and any(
        name.endswith("workbook.xml") for name in archive.names
    )


def open_xlsx(archive: Archive) -> Source:
    """A workbook's sheets.

    Args:
        archive: the workbook.

    Raises:
        UnreadableError: it is damaged or no workbook.
    """
    book = _Book(archive)
    shown = tuple(name for name, (_, hidden) in book.sheets.items() if not hidden)
    hidden = tuple(name for name, (_, hidden) in book.sheets.items() if hidden)
    return Source(str(archive.path), shown, hidden, book.table)


class _Book:
    """What is read once of a workbook: its sheets, its epoch, and where the rest lies."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        office = targets(archive, "")
        path = next((target for kind, target in office.values() if kind.endswith(_OFFICE)), None)
        if path is None or path not in archive.names:
            raise UnreadableError("R002")
        self.parts = targets(archive, path)
        self.epoch = EPOCH
        self.listed: list[tuple[str, str, bool]] = []
        each(archive, path, self._start)
        kinds = {key: (kind, target) for key, (kind, target) in self.parts.items()}
        self.sheets = {
            name: (kinds[key][1], hidden)
            for name, key, hidden in self.listed
            if key in kinds and kinds[key][0].endswith(_WORKSHEET)
        }

    def _start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "workbookPr" and attributes.get("date1904", "0") in _TRUE:
            self.epoch = EPOCH_1904
        elif tag == "sheet":
            key = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.listed.append((attributes.get("name", ""), key, hidden))

    def table(self, sheet: str) -> Table:
        """A sheet, read through once to know that nothing of it is damaged."""
        target, _ = self.sheets[sheet]
        merged = tuple(_merged(self.archive, target))
        return Table(
            str(self.archive.path), sheet, lambda last: self._rows(target, last), self.epoch, merged
        )

    @cached_property
    def strings(self) -> list[str]:
        """The workbook's shared texts."""
        return strings(self.archive, self._part(_STRINGS))

    @cached_property
    def dated(self) -> frozenset[str]:
        """The cell styles that show a number as a date."""
        return dated(self.archive, self._part(_STYLES))

    def _rows(self, target: str, last: int) -> Iterator[Row]:
        sheet = _Sheet(self.strings, self.dated, self.epoch)
        for _ in self.archive.parse(target, sheet.start, sheet.end, sheet.text):
            if sheet.rows:
                yield from sheet.rows
                sheet.rows.clear()
            if sheet.number > last:
                return

    def _part(self, ending: str) -> str | None:
        found = (target for kind, target in self.parts.values() if kind.endswith(ending))
        return next((target for target in found if target in self.archive.names), None)


class _Sheet:
    """Turns a sheet's elements into rows; what has been read waits in `rows`."""

    def __init__(self, strings: list[str], dated: frozenset[str], epoch: date) -> None:
        self.strings = strings
        self.dated = dated
        self.epoch = epoch
        self.rows: list[Row] = []
        self.number = 0
        self.column = -1
        self.cells: dict[int, Content] = {}
        self.formulas: set[int] = set()
        self.hidden = False
        self.kind = "n"
        self.style = "0"
        self.parts: list[str] = []
        self.formula = False
        self.taking = False
        self.phonetic = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if ":" in name:
            name = local(name)
        if name == "c":
            place = attributes.get("r", "").rstrip("0123456789")
            self.column = _column(place) if place else self.column + 1
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "0")
            self.parts = []
            self.formula = False
        elif name in _TEXTS:
            self.taking = not self.phonetic
        elif name == "row":
            self.number = int(attributes.get("r", self.number + 1))
            if not 0 < self.number <= MOST_ROWS:
                raise UnreadableError("R002")
            self.column, self.cells, self.formulas = -1, {}, set()
            self.hidden = attributes.get("hidden", "0") in _TRUE
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.phonetic += 1

    def text(self, data: str) -> None:
        """Characters; those of values are kept."""
        if self.taking and len(self.parts) < _MOST_PARTS:
            self.parts.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        if ":" in name:
            name = local(name)
        if name in _TEXTS:
            self.taking = False
        elif name == "c":
            if self.parts or self.formula:
                self._cell()
        elif name == "row" and self.cells:
            cells = tuple(map(self.cells.get, range(max(self.cells) + 1)))
            formulas = frozenset(self.formulas)
            self.rows.append(Row(self.number, cells, formulas, self.hidden))
        elif name == "rPh":
            self.phonetic -= 1

    def _cell(self) -> None:
        if self.column >= MOST_COLUMNS:
            return
        content = self._content("".join(self.parts)) if self.parts else None
        if self.formula:
            self.formulas.add(self.column)
            content = Fault.NO_RESULT if content is None else content
        if content is not None and content != "":
            self.cells[self.column] = content

    def _content(self, raw: str) -> Content | None:
        try:
            return _CONTENTS.get(self.kind, _Sheet._number)(self, raw)
        except (ValueError, IndexError, OverflowError):
            return Fault.ERROR

    def _shared(self, raw: str) -> Content | None:
        text = self.strings[int(raw)]
        return text if text.strip() else None

    def _own(self, raw: str) -> Content | None:
        return unescaped(raw) if raw.strip() else None

    def _number(self, raw: str) -> Content:
        number = float(raw)
        if self.style in self.dated and (day := serial_date(number, self.epoch)):
            return day
        return number


_CONTENTS: dict[str, Callable[[_Sheet, str], Content | None]] = {
    "s": _Sheet._shared,  # noqa: SLF001 - the class's own table of kinds
    "inlineStr": _Sheet._own,  # noqa: SLF001 - as above
    "str": _Sheet._own,  # noqa: SLF001 - as above
    "b": lambda _, raw: raw.strip() in {"1", "true"},
    "e": lambda _, __: Fault.ERROR,
    "d": lambda _, raw: date.fromisoformat(raw[:10]),
}


@lru_cache(4096)
def _column(letters: str) -> int:
    """A column from its letters: A is 0; what is no column is beyond all."""
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return MOST_COLUMNS
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _merged(archive: Archive, target: str) -> Iterator[Range]:
    """The merged ranges, which stand behind all rows; the whole member is parsed on the way."""
    kept = b""
    for chunk in archive.parse(target):
        kept += chunk
        done = 0
        for match in _MERGED.finditer(kept):
            done = match.end()
            corners = [_REFERENCE.match(corner) for corner in match[1].decode().split(":")]
            ends = [(int(c[2]), _column(c[1]) + 1) for c in corners if c]
            if ends:
                yield (*ends[0], *ends[-1])
        kept = kept[max(done, len(kept) - _OVERLAP) :]
