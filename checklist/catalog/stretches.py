"""What is dated, held against what was dated: sums day by day, windows, editions.

A series may be cut into periods in many ways that mean the same, so figures are compared by
the days they hold on and not by how they are written.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from checklist.catalog import written
from checklist.catalog.changes import Change, Kind, Said, Series, Sum, Value
from checklist.catalog.model import Layer, Period, Window

Stretch = tuple[date, date | None]


def series_of(one: written.Written | None) -> Series | None:
    """The dated figures a field is, if it is any."""
    return one.value if one and isinstance(one.value, Series) else None


def steps(
    old: Series | None, new: Series | None
) -> Iterator[tuple[Stretch, Said | None, Said | None]]:
    """The stretches of days on which two series differ, with the figure on either side."""
    day = timedelta(days=1)
    periods = [period for series in (old, new) if series for period in series.periods]
    turns = {period.start for period in periods} | {p.end + day for p in periods if p.end}
    days = sorted(turns)
    ends = [next_day - day for next_day in days[1:]]
    told: Stretch | None = None
    last: tuple[object, object] | None = None
    pair: tuple[Said | None, Said | None] = (None, None)
    for start, end in zip(days, [*ends, None], strict=True):
        first, second = _figure(old, start), _figure(new, start)
        values = (first.value if first else None, second.value if second else None)
        if told and values != last:
            yield told, *pair
            told = None
        if values[0] != values[1]:
            told, pair = (told[0] if told else start, end), (pair if told else (first, second))
        last = values
    if told:
        yield told, *pair


def _figure(series: Series | None, day: date) -> Said | None:
    found: Period | None = None
    if series:
        found = next((period for period in series.periods if period.covers(day)), None)
    return Said(Sum(found.value, series.unit), found.span) if series and found else None


def first_day(before: Value | None, after: Value | None) -> date | None:
    """The first day of the windows that are new; None where there are none."""
    old = {written.bare(window) for window in _windows(before)}
    return min((w.start for w in _windows(after) if written.bare(w) not in old), default=None)


def _windows(value: Value | None) -> tuple[Window, ...]:
    return value if isinstance(value, tuple) else ()


def new_edition(old: Layer | None, new: Layer | None) -> date | None:
    """The day a new edition of the place's list takes effect, where there is one."""
    known = {edition.number for edition in old.editions} if old else set()
    fresh = [e.effective for e in (new.editions if new else ()) if e.number not in known]
    return min((day for day in fresh if day), default=None)


def editions(code: str, old: Layer | None, new: Layer | None) -> Iterator[Change]:
    """Editions that came, ended, or are told otherwise."""
    before = {edition.number: edition for edition in (old.editions if old else ())}
    after = {edition.number: edition for edition in (new.editions if new else ())}
    for number in sorted(before.keys() | after.keys()):
        first, second = before.get(number), after.get(number)
        if written.bare(first) == written.bare(second):
            continue
        sides = [
            Said(f"{e.effective or '?'} – {e.expires or ''} ({e.document})", e.span) if e else None
            for e in (first, second)
        ]
        expired = first and second and second.expires and first.expires != second.expires
        kind = Kind.EDITION_EXPIRED if expired else Kind.EDITION_CHANGED
        kind = kind if first else Kind.EDITION_ADDED
        begins = second.effective if second else None
        gone = second.expires + timedelta(days=1) if second and second.expires else None
        yield Change(
            kind, code, "", f"editions.{number}", sides[0], sides[1], gone if expired else begins
        )
