"""A roster's rows made ready to print: each with its place and that place's list, or why not.

Every row is looked at before the first page is printed, so that all that is wrong with a roster
is known at once and no long run ends on something its beginning could have told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from checklist.catalog.checking import check_chain
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Listing
from checklist.children.profile import Profile
from checklist.children.roster import Entry, Roster
from checklist.errors import DataError, ExitCode, UserError
from checklist.findings import Finding, Span, has_errors
from checklist.runs.printruns.plan import Gathered, Missed, Row, Wish


@dataclass(slots=True)
class Gatherer:
    """Gathers a roster's rows.

    Args:
        catalog: the opened catalog.
        wish: what was asked for.
        residence: the code of the place of rows that name none.
        missing: the characters of a text that nothing here can print.
        listings: the list of every place a child lives in, by its code; filled while gathering.
        findings: what is to be said of rows, in their order; likewise.
    """

    catalog: Catalog
    wish: Wish
    residence: str | None
    missing: Callable[[str], tuple[str, ...]]
    listings: dict[str, Listing] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _doubts: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    _printable: set[str] = field(default_factory=set)

    def gather(self, roster: Roster, gathered: Gathered) -> Iterator[int]:
        """Put all rows asked for among those to print or those that cannot be.

        Yields:
            How many rows have been read so far.

        Raises:
            DataError: a place's list has errors.
            UserError: a place had no list on the date, or a row asked for is not there.
        """
        wanted, there = set(self.wish.only), set[int]()
        for count, entry in enumerate(roster.entries(), 1):
            if not wanted or entry.number in wanted:
                there.add(entry.number)
                self._take(entry, gathered)
            yield count
        if absent := sorted(wanted - there):
            rows = "、".join(map(str, absent))
            raise UserError(
                f"花名册第 {rows} 行没有孩子。行号就是电子表格左边的行号。",
                f"There is no child in row {rows}. Rows are counted as the spreadsheet does.",
            )

    def _take(self, entry: Entry, gathered: Gathered) -> None:
        group = " ".join(entry.extra.get(self.wish.group_by, "").split())
        row, lacking = self._row(entry)
        findings = (*entry.findings, *lacking)
        self.findings += findings
        if row is None:
            gathered.miss(group, Missed(entry.number, findings))
        else:
            gathered.put(group, row)

    def _row(self, entry: Entry) -> tuple[Row | None, tuple[Finding, ...]]:
        """The row as it is printed; None with the reason where it cannot be."""
        if entry.profile is None:
            return None, ()
        place = entry.profile.residence or self.residence
        if place is None:
            return None, (Finding("R201", _start(entry)),)
        code = self.catalog.areas.current(place)
        self._prepare(code)
        child = entry.profile.child
        if entry.profile.residence is None:
            child = replace(child, facts={**child.facts, "residence": code})
        unprintable = tuple(self._unprintable(entry.profile, entry))
        notes = (*entry.findings, *unprintable, *self._doubts[code])
        return Row(entry.number, child, code, notes), unprintable

    def _prepare(self, place: str) -> None:
        """Open a place's list the first time a child lives there."""
        if place in self.listings:
            return
        wrong = check_chain(self.catalog, place)
        if has_errors(wrong):
            raise DataError(wrong, ExitCode.CATALOG)
        listing, _ = self.catalog.listing(place, self.wish.on)
        if not listing.items:
            where, day = self.catalog.areas.full_name(place), self.wish.on.isoformat()
            raise UserError(
                f"{day} {where}还没有清单。请换一个日期（--on）。",
                f"No list was in force in {where} on {day}. Give another date with --on.",
            )
        self.listings[place] = listing
        self._doubts[place] = tuple(finding for finding in wrong if finding.code == "C413")

    def _unprintable(self, profile: Profile, entry: Entry) -> Iterator[Finding]:
        """Characters that no face here prints, each named by its code point and its cell."""
        for key, value in profile.child.facts.items():
            if isinstance(value, str) and not self._printable.issuperset(value):
                lost = self.missing(value)
                self._printable.update(set(value) - set(lost))
                if lost:
                    points = "、".join(f"U+{ord(character):04X}" for character in lost)
                    at = profile.spans.get(key, _start(entry))
                    yield Finding("R202", at, {"points": points, "row": str(entry.number)})


def _start(entry: Entry) -> Span:
    """The beginning of a row."""
    spans = entry.profile.spans.values() if entry.profile else ()
    near = next(iter(spans), Span("", entry.number, 1))
    return replace(near, column=1, length=0)
