"""A file of tables as everything else sees it: named sheets, each read row by row.

Spreadsheets, text tables and Parquet differ in all but this; who reads rosters need not know
which of them a school sent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from pathlib import Path

from checklist.children.cells import Row
from checklist.findings import Finding, Span

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 1

MOST_ROWS = 1 << 20  # as many as a spreadsheet has
MOST_COLUMNS = 1024  # further ones are not looked at


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    Args:
        file: what the file is called in findings.
        sheet: its name, "" where the file has no sheets.
        read: reads it from the top down to a row, or below none; only rows that hold anything.
        epoch: what its serial dates count from; None where the file does not say, so that a
            number is no date there.
        merged: the ranges of merged cells, in the file's order.
    """

    file: str
    sheet: str
    read: Callable[[int], Iterator[Row]]
    epoch: date | None = None
    merged: tuple[Range, ...] = ()

    def rows(self, last: int = MOST_ROWS) -> Iterator[Row]:
        """The rows that hold anything, from the top.

        Args:
            last: the number of the last row wanted; a million empty ones below it cost nothing.
        """
        return takewhile(lambda row: row.number <= last, self.read(last))

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
    table: Callable[[str], Table] = field(default=lambda name: Table("", name, lambda _: iter(())))
    findings: tuple[Finding, ...] = ()


def refused(path: Path, code: str, **values: str) -> Source:
    """A file that cannot be read, and why."""
    return Source(str(path), findings=(Finding(code, Span(str(path), 1, 1, sheet=""), values),))
