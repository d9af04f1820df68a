"""Parquet files: columns of a data warehouse, read a few thousand rows at a time.

Types are given there, so a date is a date; but a whole number is no ID number there either.
"""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.children.archive import UnreadableError
from checklist.children.cells import Content, Row
from checklist.children.sheets import MOST_COLUMNS, Source, Table
from checklist.errors import MachineError

if TYPE_CHECKING:
    import polars as pl

_AT_ONCE = 4_096  # rows


def open_parquet(path: Path) -> Source:
    """A Parquet file as one sheet; its columns' names are the first row.

    Args:
        path: the file.

    Raises:
        MachineError: Polars is not installed.
        UnreadableError: it is damaged.
    """
    try:
        import polars as pl  # noqa: PLC0415 - only these files pay for it
    except ImportError as error:
        raise MachineError(
            "读 Parquet 需要 polars，没有安装：pip install 'checklist[bulk]'；或另存为 CSV。",
            "Parquet needs polars, which is not installed: pip install 'checklist[bulk]'.",
        ) from error
    try:
        lazy = pl.scan_parquet(path, glob=False)
        names = lazy.collect_schema().names()[:MOST_COLUMNS]
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableError("R002") from error
    table = Table(str(path), "", lambda _: _rows(lazy.select(names), names))
    return Source(str(path), ("",), table=lambda _: table)


def _rows(lazy: "pl.LazyFrame", names: list[str]) -> Iterator[Row]:
    import polars as pl  # noqa: PLC0415 - as above

    yield Row(1, names)
    number = 1
    try:
        for batch in lazy.collect_batches(chunk_size=_AT_ONCE, maintain_order=True):
            for values in batch.iter_rows():
                number += 1
                cells = [_content(value) for value in values]
                if any(cell is not None for cell in cells):
                    yield Row(number, cells)
    except pl.exceptions.PolarsError as error:
        raise UnreadableError("R002") from error


def _content(value: object) -> Content | None:
    """A value of a column as a cell's."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    if isinstance(value, list):
        return "、".join(str(one) for one in value) or None
    return str(value)
