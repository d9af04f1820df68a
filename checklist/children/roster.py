"""Many children from a spreadsheet: opened, understood, and then read one row after another.

What is wrong with the file as a whole is known before the first row; what is wrong with a row
stays with that row, so one bad row never costs a good one. No more than a row is kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checklist.areas import Areas
from checklist.children import headers
from checklist.children.archive import UnreadableError
from checklist.children.cells import Vocabulary
from checklist.children.headers import Header, Names, spelt
from checklist.children.mapping import Mapped, read_mapping
from checklist.children.rows import Entry, RowReader
from checklist.children.sheets import Table, refused
from checklist.children.survey import Chosen, choose, told
from checklist.children.tables import open_source
from checklist.errors import DataError, ExitCode, UserError
from checklist.findings import Finding, has_errors
from checklist.rules.facts import FactDictionary

__all__ = ["Entry", "Roster", "open_roster"]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster that can be read.

    Args:
        columns: the headers that tell a fact, in order, and which.
        unmapped: the other headers, in order; any of them can be kept.
        findings: of the file as a whole; with an error among them there are no entries.
        reader: how rows are read; None where the file cannot be.
    """

    columns: Mapping[str, str]
    unmapped: tuple[str, ...]
    findings: tuple[Finding, ...]
    reader: RowReader | None = field(default=None, repr=False)

    @property
    def table(self) -> Table | None:
        """The table that is read; None where the file cannot be."""
        return self.reader.table if self.reader else None

    @property
    def sheet(self) -> str:
        """The name of the sheet that is read; "" where there are no sheets."""
        return self.table.sheet if self.table else ""

    def entries(self) -> Iterator[Entry]:
        """Every child in the file's order; what was read is not kept."""
        if self.reader is None or has_errors(self.findings):
            return
        reader = self.reader.anew()
        header = reader.header
        try:
            for row in reader.table.rows():
                if row.number > header.row and not header.repeated(row):
                    entry = reader.entry(row)
                    if entry is not None:
                        yield entry
        except UnreadableError as error:  # it was whole when it was opened
            raise DataError((_unreadable(reader.table, error),), ExitCode.PROFILE) from error


def open_roster(  # noqa: PLR0913 - what a roster is read by
    path: Path,
    facts: FactDictionary,
    areas: Areas,
    on: date,
    *,
    mapping: Path | None = None,
    sheet: str | None = None,
    keep: Sequence[str] = (),
) -> Roster:
    """Open a roster.

    Args:
        path: XLSX, XLS, ODS, CSV, TSV or Parquet; its content tells which.
        facts: the dictionary of facts, with the names of columns.
        areas: the list of places.
        on: the date the facts are to hold for.
        mapping: a YAML file that says what a column or a word means here.
        sheet: the sheet to read; the first that has a header, by default.
        keep: headers of further columns whose texts every entry carries.

    Raises:
        UserError: there is no such sheet, or no such column to keep.
    """
    mapped, wrong = read_mapping(mapping, facts) if mapping else (Mapped(), ())
    names = Names(facts, mapped.columns)
    if has_errors(wrong):
        return Roster({}, (), wrong)
    chosen, said = _chosen(path, names, sheet)
    if chosen is None or chosen.header is None:
        return Roster({}, (), (*wrong, *said))
    words, kept = Vocabulary(facts, mapped.words), _kept(chosen.header, keep)
    reader = RowReader(chosen.table, chosen.header, words, areas, on, kept)
    return _roster(
        reader, (*wrong, *said, *told(chosen.table, chosen.header, names, mapped, map(spelt, keep)))
    )


def _chosen(
    path: Path, names: Names, sheet: str | None
) -> tuple[Chosen | None, tuple[Finding, ...]]:
    """The sheet to read and what is to be said of the choice; None where no sheet can be read."""
    source = open_source(path, lambda rows: headers.score(rows, names))
    if source.findings:
        return None, source.findings
    try:
        chosen = choose(source, names, sheet)
    except UnreadableError as error:
        return None, refused(path, error.code, **error.values).findings
    return chosen, chosen.findings


def _roster(reader: RowReader, findings: tuple[Finding, ...]) -> Roster:
    header = reader.header
    columns = {header.texts[column]: fact for column, fact in header.facts.items()}
    unmapped = tuple(text for column, text in header.texts.items() if column not in header.facts)
    return Roster(columns, unmapped, findings, reader)


def _kept(header: Header, keep: Sequence[str]) -> dict[int, str]:
    """The columns of the headers to keep.

    Raises:
        UserError: the roster has no such column.
    """
    columns = {spelt(header.texts[column]): column for column in sorted(header.texts)[::-1]}
    missing = [name for name in keep if spelt(name) not in columns]
    if missing:
        there = "、".join(header.texts.values())
        raise UserError(
            f"花名册里没有“{missing[0]}”这一列。有：{there}。",
            f"The roster has no column “{missing[0]}”. There are: {there}.",
        )
    return {columns[spelt(name)]: name for name in keep}


def _unreadable(table: Table, error: UnreadableError) -> Finding:
    return Finding(error.code, table.at(1, 1), error.values)
