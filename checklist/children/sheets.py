"""A file of tables as everything else sees it: named sheets, each read row by row.

Spreadsheets, text tables and Parquet differ in all but this; who reads rosters need not know
which of them a school sent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checklist.children.cells import EPOCH, Row
from checklist.findings import Finding, Span

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1

MOST_COLUMNS = 1024  # further ones are not looked at


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    Args:
        file: what the file is called in findings.
        sheet: its name, "" where the file has no sheets.
        rows: reads it from the top; only rows that hold anything.
        epoch: what its serial dates count from.
        merged: the ranges of merged cells, in the file's order.
    """

    file: str
    sheet: str
    rows: Callable[[], Iterator[Row]]
    epoch: date = EPOCH
    merged: tuple[Range, ...] = ()

    def at(self, row: int, column: int) -> Span:
        """A cell; row and column from 1."""
        return Span(self.file, row, column, sheet=self.sheet)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of tables.

    Args:
        file: what it is called in findings.
        sheets: the names of the sheets anybody can see, in order.
        hidden: the names of hidden ones.
        table: opens a sheet by its name.
        findings: why it cannot be read; there are no sheets then.
    """

    file: str
    sheets: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    table: Callable[[str], Table] = field(default=lambda name: Table("", name, lambda: iter(())))
    findings: tuple[Finding, ...] = ()


def refused(path: Path, code: str, **values: str) -> Source:
    """A file that cannot be read, and why."""
    return Source(str(path), findings=(Finding(code, Span(str(path), 1, 1, sheet=""), values),))
