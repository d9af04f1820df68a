"""Until when a sheet goes on saying the same, if nothing but time passes.

Most days change nothing. The days that may (a sum coming into force, a window closing, a
birthday, a test day gone by) can be listed, so that on all others no sheet is worked out anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

from checklist.catalog.model import Layer
from checklist.rules.condition import TestDay
from checklist.rules.derived import Child
from checklist.rules.turning import add_months

_DAY = timedelta(days=1)


Dates = tuple[frozenset[date], frozenset[tuple[int, int]]]  # days, and days of every year


class Horizon:
    """Knows the days that may change something; each list is searched for dates once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Layer, Dates]] = {}

    def until(self, layers: Iterable[Layer], child: Child, on: date) -> date:
        """The first later day on which a child's sheet may say something else.

        It is never too late, but often too early: every date written anywhere counts, and so
        does every month a fact of the child's completes.

        Args:
            layers: the lists of the place, in force or not.
            child: the child.
            on: the day of the sheet.
        """
        days = [date(on.year + 1, 1, 1)]
        for layer in layers:
            days += self._written(layer, on)
        for value in child.facts.values():
            if isinstance(value, date):
                days += [value, value + _DAY, _next_month_of(value, on)]
        return min(day for day in days if day > on)

    def _written(self, layer: Layer, on: date) -> Iterator[date]:
        """Each date a list names and the day after it; the same of yearly days, now and next."""
        dates, yearly = self._dates(layer)
        for day in dates:
            yield from (day, day + _DAY)
        for month, number in yearly:
            for year in (on.year, on.year + 1):
                day = date(year, month, number)
                yield from (day, day + _DAY)

    def _dates(self, layer: Layer) -> Dates:
        if id(layer) not in self._known:
            found = tuple(_parts(layer))
            dates = frozenset(one for one in found if isinstance(one, date))
            tests = frozenset((t.month, t.day) for t in found if isinstance(t, TestDay))
            self._known[id(layer)] = layer, (dates, tests)  # kept, so that its id stays its own
        return self._known[id(layer)][1]


def _parts(value: object) -> Iterator[date | TestDay]:
    """The dates and test days in any part of a catalog's model."""
    if isinstance(value, date | TestDay):
        yield value
    elif is_dataclass(value):
        for part in fields(value):
            yield from _parts(getattr(value, part.name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _parts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _parts(one)


def _next_month_of(since: date, on: date) -> date:
    """The next day on which months since a day are complete."""
    months = max(0, (on.year - since.year) * 12 + on.month - since.month)
    return next(day for n in range(months, months + 3) if (day := add_months(since, n)) > on)
