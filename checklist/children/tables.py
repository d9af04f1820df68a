"""Opens any file that holds a table; which kind it is, its first bytes tell.

Names of files lie. The old XLS, which calamine reads for us, is opened here, too: values only
and a whole sheet at once, which its 65,536 rows allow.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.children import delimited, ods, parquet, xlsx
from checklist.children.archive import Archive, UnreadableError
from checklist.children.cells import Content, Row
from checklist.children.sheets import MOST_COLUMNS, Source, Table, refused

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PARQUET = b"PAR1"
_TABLES = (".csv", ".tsv", ".txt")


def open_source(path: Path, score: Callable[[list[Row]], int]) -> Source:
    """A file of tables.

    Args:
        path: the file.
        score: how much of some first rows is understood; see delimited.py.

    Returns:
        Its sheets, or why it cannot be read.
    """
    try:
        return _opened(path, score)
    except UnreadableError as error:
        return refused(path, error.code, **error.values)
    except OSError:
        return refused(path, "C001")


def _opened(path: Path, score: Callable[[list[Row]], int]) -> Source:
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_ZIP):
        archive = Archive(path)
        if ods.is_ods(archive):
            return ods.open_ods(archive)
        return xlsx.open_xlsx(archive) if xlsx.is_xlsx(archive) else refused(path, "R001")
    if start.startswith(_PARQUET):
        return parquet.open_parquet(path)
    if start.startswith(_OLE):
        return _calamine(path)
    if path.suffix.lower() in _TABLES:
        return delimited.open_delimited(path, score)
    return refused(path, "R001")


def _calamine(path: Path) -> Source:
    from python_calamine import (  # noqa: PLC0415 - only these formats pay for it
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    with _guarded():
        try:
            book = CalamineWorkbook.from_path(path)
        except PasswordError as error:
            raise UnreadableError("R003") from error
        except (CalamineError, OSError) as error:
            raise UnreadableError("R002") from error
    visible = {sheet.name: sheet.visible is SheetVisibleEnum.Visible
               for sheet in book.sheets_metadata}  # fmt: skip
    shown = tuple(name for name, seen in visible.items() if seen)
    hidden = tuple(name for name, seen in visible.items() if not seen)
    return Source(str(path), shown, hidden, lambda name: _table(path, book, name))


def _table(path: Path, book: "CalamineWorkbook", name: str) -> Table:
    from python_calamine import CalamineError  # noqa: PLC0415 - as above

    with _guarded():
        try:
            sheet = book.get_sheet_by_name(name)
        except CalamineError as error:
            raise UnreadableError("R002") from error
    merged = tuple(
        (top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Table(str(path), name, lambda _: _rows(sheet), merged=merged)


@contextmanager
def _guarded() -> Iterator[None]:
    """Turn a panic of calamine's into a finding; what Rust says of it goes nowhere."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError("R002") from error
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _rows(sheet: "CalamineSheet") -> Iterator[Row]:
    first, left = sheet.start or (0, 0)
    for number, values in enumerate(sheet.iter_rows(), first + 1):
        cells = [None] * left + [_content(value) for value in values[:MOST_COLUMNS]]
        if any(cell is not None for cell in cells):
            yield Row(number, cells)


def _content(value: object) -> Content | None:
    """A value of calamine's; empty cells come as empty texts, dates with a time of day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, bool | int | float | date):
        return value
    return str(value) if isinstance(value, time | timedelta) else None
