"""What a print run is to make: the roster's rows gathered by group, and each document's inputs.

A group becomes a bundle, a large one several, so that a bundle fits a tray and no run waits for
one of them; everything a document is made from is in its digest, so that a change remakes what
it touches and nothing else.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import TypeAlias

from checklist.documents.worded.line import spans
from checklist.findings import Finding
from checklist.rules.derived import Child
from checklist.runs.printruns.spill import Numbers, Spill

Digest: TypeAlias = Callable[..., str]

MOST = 250  # children in a bundle: about as much paper as a tray holds
CHUNK = 20  # single sheets a worker makes at a time
_LONGEST = 60  # characters of row numbers in a file's name


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for.

    Args:
        on: the date.
        language: of the sheets, as `zh-Hans`, `en` or `zh-Hans+ug`; "" for each residence's own.
        drafts: print translations nobody has reviewed, too.
        group_by: the column whose values make the bundles; "" for one bundle of all.
        separate: a file a child instead of bundles.
        duplex: every child begins on a fresh sheet of paper.
        only: the rows asked for; none for all.
    """

    on: date
    language: str
    group_by: str = ""
    separate: bool = False
    duplex: bool = False
    only: tuple[int, ...] = ()
    drafts: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A child to print: the row's number, the facts, the code of the place, and what is odd."""

    number: int
    child: Child
    place: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A row that cannot be printed, and why."""

    number: int
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Gathered:
    """The rows of a roster: those to print put aside on disk, and by group in their order."""

    rows: Spill[Row] = field(default_factory=Spill)
    groups: dict[str, Numbers] = field(default_factory=dict)
    missed: dict[str, list[Missed]] = field(default_factory=dict)

    def put(self, group: str, row: Row) -> None:
        """A row to print."""
        self.groups.setdefault(group, array("L")).append(self.rows.put(row))

    def miss(self, group: str, missed: Missed) -> None:
        """A row that cannot be."""
        self.missed.setdefault(group, []).append(missed)

    @property
    def failed(self) -> int:
        """How many rows cannot be printed."""
        return sum(map(len, self.missed.values()))


@dataclass(frozen=True, slots=True)
class Document:
    """A file to make.

    Args:
        file: its name; numbers only, never a child's or a group's.
        inputs: the digest of all it is made from.
        rows: the numbers of its children among the rows put aside.
        group: the group it holds, "" without groups.
        part: which part of its group it is, of how many.
        missed: rows of the group that cannot be printed, on its first part.
    """

    file: str
    inputs: str
    rows: Numbers
    group: str = ""
    part: tuple[int, int] = (1, 1)
    missed: tuple[Missed, ...] = ()


def documents(gathered: Gathered, wish: Wish, digest: Digest) -> Iterator[Document]:
    """All files of a run, in their order.

    Args:
        gathered: the rows.
        wish: what was asked for.
        digest: makes a digest of texts; what holds for the whole run is in it already.
    """
    if wish.only:
        rows = array("L", range(len(gathered.rows)))
        yield Document(f"rows-{spelled(wish.only)}.pdf", "", rows)
    elif wish.separate:
        yield from _sheets(gathered, digest)
    else:
        yield from _bundles(gathered, digest)


def tasks(planned: Iterable[Document], wish: Wish) -> Iterator[tuple[Document, ...]]:
    """The documents as workers get them: a bundle at a time, or a handful of single sheets."""
    coming = iter(planned)
    while several := tuple(islice(coming, CHUNK if wish.separate else 1)):
        yield several


def spelled(rows: tuple[int, ...]) -> str:
    """Row numbers as people write them, and short enough for a file's name: 17,23-25."""
    text = spans(rows).replace(" ", "")
    return text if len(text) <= _LONGEST else f"{rows[0]}-{rows[-1]}-{len(rows)}"


def _sheets(gathered: Gathered, digest: Digest) -> Iterator[Document]:
    width = _width(max((row.number for row in gathered.rows.all()), default=0))
    for group, members in _ordered(gathered):
        for member in members:
            row = gathered.rows.get(member)
            file = f"sheet-{row.number:0{width}}.pdf"
            yield Document(file, digest(_stated(row)), array("L", [member]), group)


def _bundles(gathered: Gathered, digest: Digest) -> Iterator[Document]:
    groups = list(_ordered(gathered))
    width = _width(sum(_count(len(members)) for _, members in groups))
    number = 0
    for group, members in groups:
        count = _count(len(members))
        for part in range(count):
            number += 1
            held = members[part * MOST : (part + 1) * MOST]
            missed = tuple(gathered.missed.get(group, ())) if part == 0 else ()
            stated = [_stated(gathered.rows.get(member)) for member in held]
            lacking = [f"{one.number} {noted(one.findings)}" for one in missed]
            file = f"bundle-{number:0{width}}.pdf"
            inputs = digest(file, group, f"{part + 1}/{count}", *stated, "", *lacking)
            yield Document(file, inputs, held, group, (part + 1, count), missed)


def _ordered(gathered: Gathered) -> list[tuple[str, Numbers]]:
    """The groups as the roster brings them, those without a group last."""
    return sorted(gathered.groups.items(), key=lambda group: not group[0])


def _count(children: int) -> int:
    """How many bundles a group of so many children becomes."""
    return -(-children // MOST)


def _width(highest: int) -> int:
    """The digits of a number in a file's name; at least two, so that names sort."""
    return max(2, len(str(highest)))


def _stated(row: Row) -> str:
    """All that is printed of a row, as one text; the same for the same row, in any process."""
    facts, attested = sorted(row.child.facts.items()), sorted(row.child.attested.items())
    return repr((row.number, row.place, facts, attested, noted(row.findings)))


def noted(findings: tuple[Finding, ...]) -> str:
    """Findings as one text."""
    return repr([(note.code, str(note.span), sorted(note.values.items())) for note in findings])
