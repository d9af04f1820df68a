"""Makes rosters of children who do not exist, for tests and benchmarks.

    python -m tests.rosters --rows 1000 --seed 1 --to xlsx -o roster.xlsx [--dirty]

Who is in them, and in whose words, is told in drawn.py, and what is wrong with them on purpose
in mistakes.py. A seed gives the same file on any machine; rows are made as they are written, so
a hundred thousand need no more memory than a thousand.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from tests import mistakes
from tests.drawn import HOME, Cell, Formula, Line, columns, drawn
from tests.support import TODAY

OWN_COLUMNS = ("序号", "学校", "班级", "村（社区）")


def lines(  # noqa: PLR0913 - what a roster is made by
    rows: int,
    seed: int,
    *,
    home: str = HOME,
    on: date = TODAY,
    dirty: bool = False,
    kind: str = "xlsx",
) -> Iterator[Line]:
    """Rows, one after another.

    Args:
        rows: how many.
        seed: the same gives the same rows; fewer rows are the beginning of more.
        home: the code of the place they live in.
        on: the date they are drawn for.
        dirty: whether known mistakes are made, see mistakes.py.
        kind: what they will be written as; not every mistake fits every kind.
    """
    clean = islice(drawn(seed, home, on), rows)
    return mistakes.made(clean, seed, kind) if dirty else clean


def headers() -> list[str]:
    """All columns, in the order they are written."""
    return [*OWN_COLUMNS, *columns()]


def write(made: Iterable[Line], path: Path, kind: str, encoding: str = "utf-8-sig") -> None:
    """Write a roster.

    Args:
        made: its rows.
        path: where to.
        kind: "xlsx", "csv", "tsv" or "parquet".
        encoding: of a text table.
    """
    rows = ([line.cells[header] for header in headers()] for line in made)
    match kind:
        case "xlsx":
            _xlsx(rows, path)
        case "parquet":
            _parquet(rows, path)
        case _:
            with path.open("w", encoding=encoding, newline="") as file:
                writer = csv.writer(file, delimiter="\t" if kind == "tsv" else ",")
                writer.writerow(headers())
                writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: Cell) -> str:
    """A cell as a text table shows it; a long number as spreadsheets show it."""
    if isinstance(cell, Formula):
        return cell.result
    if isinstance(cell, float):
        return f"{cell:.5E}"
    return "" if cell is None else str(cell)


def _xlsx(rows: Iterable[Sequence[Cell]], path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415 - only this kind pays for it

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"created": date(2026, 11, 23)})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, headers())
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _put(sheet, number, column, cell, text)


def _put(sheet: Any, row: int, column: int, cell: Cell, text: object) -> None:  # noqa: ANN401
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, None, cell.result)
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell, text)


def _parquet(rows: Iterable[Sequence[Cell]], path: Path) -> None:
    import polars as pl  # noqa: PLC0415 - only this kind pays for it

    told = [[_text(cell) or None for cell in row] for row in rows]
    schema = dict.fromkeys(headers(), pl.String)
    pl.DataFrame(told, schema=schema, orient="row").write_parquet(path, row_group_size=5_000)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make one roster and say where it is."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", 1)[0])
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--to", choices=("xlsx", "csv", "tsv", "parquet"), default="xlsx")
    parser.add_argument("--encoding", default="utf-8-sig", help="of csv and tsv, e.g. gb18030")
    parser.add_argument("--home", default=HOME, help="the code of the place they live in")
    parser.add_argument("--dirty", action="store_true", help="with known mistakes")
    parser.add_argument("--expect", type=Path, help="where to write which finding each must give")
    parser.add_argument("-o", "--output", type=Path, required=True)
    told = parser.parse_args(arguments)
    expected: dict[int, dict[str, str]] = {}

    def noted(made: Iterable[Line]) -> Iterator[Line]:
        for number, line in enumerate(made, 2):
            if line.mistakes:
                expected[number] = line.mistakes
            yield line

    made = lines(told.rows, told.seed, home=told.home, dirty=told.dirty, kind=told.to)
    write(noted(made), told.output, told.to, told.encoding)
    if told.expect:
        told.expect.write_text(json.dumps(expected, indent=1), "utf-8")
    sys.stdout.write(f"{told.output}\n")


if __name__ == "__main__":
    main()
