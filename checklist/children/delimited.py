"""CSV and TSV: which encoding and which delimiter, and then one row after another.

Chinese spreadsheets write UTF-8, GB18030 or UTF-16, and say so nowhere. The whole file is
decoded once before the first row is used, so that a wrong encoding never shows half-way.
"""

import codecs
import csv
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from checklist.children.cells import Row
from checklist.children.sheets import Source, Table, refused
from checklist.findings import Finding, Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENCODINGS = ("utf-8", "gb18030")
_DELIMITERS = ",\t;|，"
_LOOKED_AT = 30  # rows that tell the delimiter
_CHUNK = 1 << 16


def open_delimited(path: Path, score: Callable[[list[Row]], int]) -> Source:
    """A text table.

    Args:
        path: the file.
        score: how much of some first rows is understood; it chooses the delimiter.
    """
    file = str(path)
    encoding = _encoding(path)
    if encoding is None:
        return refused(path, "R006")
    delimiter = max(_DELIMITERS, key=lambda one: _fits(path, encoding, one, score))
    wrong = _broken(path, encoding, delimiter)
    if wrong:
        return Source(file, findings=(Finding("R012", Span(file, wrong, 1, sheet="")),))
    table = Table(file, "", lambda _: _rows(path, encoding, delimiter))
    return Source(file, ("",), table=lambda _: table)


def _encoding(path: Path) -> str | None:
    """The first encoding the whole file is valid text in; None when there is none."""
    with path.open("rb") as file:
        start = file.read(4)
    marked = [encoding for bom, encoding in _BOMS if start.startswith(bom)]
    return next((one for one in marked[:1] or _ENCODINGS if _decodes(path, one)), None)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                if "\0" in decoder.decode(chunk):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeError:
            return False
    return True


def _records(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        yield from csv.reader(file, delimiter=delimiter, strict=True)


def _rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    for number, record in enumerate(_records(path, encoding, delimiter), 1):
        cells = [text if text.strip() else None for text in record]
        if any(text is not None for text in cells):
            yield Row(number, cells)


def _fits(
    path: Path, encoding: str, delimiter: str, score: Callable[[list[Row]], int]
) -> tuple[int, int]:
    """How well a delimiter fits: what is understood of the first rows, and their columns."""
    try:
        rows = list(islice(_rows(path, encoding, delimiter), _LOOKED_AT))
    except csv.Error:
        return (-1, 0)
    return score(rows), max((len(row.cells) for row in rows), default=0)


def _broken(path: Path, encoding: str, delimiter: str) -> int | None:
    """The row, from 1, from which on quotation marks do not close; None when all do."""
    number = 0
    try:
        for number, _ in enumerate(_records(path, encoding, delimiter), 1):  # noqa: B007 - kept
            pass
    except csv.Error:
        return number + 1
    return None
