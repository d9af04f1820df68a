"""A child and a day of which nothing is fixed yet: one unknown a fact, and whether it is known.

Dates are kept as months and days, so completed months and years, test days and leap days are
exact linear arithmetic over the real calendar; derived facts of one birth date stay one birth
date. Places range over codes that stand for all others, compared by the list of places itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import z3

from checklist.rules.condition import TestDay
from checklist.rules.facts import FactDictionary, Kind

FEBRUARY, SHORT = 2, (4, 6, 9, 11)
YEARS = 1900, 2100  # what a day may be; the calendar's rule is exact in between


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of unknowns (or numbers).

    Args:
        year: the year.
        month: 1 to 12.
        day: 1 to 31.
    """

    year: z3.ArithRef
    month: z3.ArithRef
    day: z3.ArithRef

    @property
    def months(self) -> z3.ArithRef:
        """Months since the year 0."""
        return self.year * 12 + self.month

    @property
    def key(self) -> z3.ArithRef:
        """A number that orders days as the calendar does."""
        return self.months * 31 + self.day


def fixed(day: date) -> Day:
    """A day that is known."""
    return Day(z3.IntVal(day.year), z3.IntVal(day.month), z3.IntVal(day.day))


def key(day: date) -> int:
    """The number a known day has in Day.key."""
    return (day.year * 12 + day.month) * 31 + day.day


def test_day(which: TestDay, on: Day) -> Day:
    """The yearly day that belongs to a date, as condition.TestDay.date finds it."""
    month, day = z3.IntVal(which.month), z3.IntVal(which.day)
    passed = z3.Or(on.month > month, z3.And(on.month == month, on.day >= day))
    return Day(z3.If(passed, on.year, on.year - 1) + int(which.next), month, day)


def completed_months(since: Day, on: Day) -> z3.ArithRef:
    """Whole calendar months between two days, as derived.completed_months counts them."""
    return on.months - since.months - z3.If(on.day < since.day, 1, 0)


@dataclass(frozen=True, slots=True)
class Unknown:
    """One fact of the symbolic child.

    Args:
        known: whether the child's profile states it.
        value: its value: a Bool, an Int (a choice's or place's position, a count), a Day, or a
            Bool for each tag.
    """

    known: z3.BoolRef
    value: "z3.ExprRef | Day | dict[str, z3.BoolRef]"


class Symbols:
    """The unknowns of one question, made when a leaf first names them.

    Args:
        facts: the dictionary, for kinds and options.
        places: codes a place may be, by fact.
        rules: what every calendar day and every choice keeps to; grows with the unknowns.
    """

    def __init__(self, facts: FactDictionary, places: Mapping[str, tuple[str, ...]]) -> None:
        self.facts = facts
        self.places = places
        self.rules: list[z3.BoolRef] = []
        self.given: dict[str, Unknown] = {}
        self.attests: dict[str, Unknown] = {}
        self.figures: dict[str, z3.ArithRef] = {}
        self.on = self._day("on")

    def fact(self, fact_id: str) -> Unknown:
        """The unknown of a given fact."""
        if fact_id not in self.given:
            self.given[fact_id] = Unknown(z3.Bool(f"known:{fact_id}"), self._value(fact_id))
        return self.given[fact_id]

    def attest(self, attest_id: str) -> Unknown:
        """The unknown of what only a person can see."""
        if attest_id not in self.attests:
            name = f"attest:{attest_id}"
            self.attests[attest_id] = Unknown(z3.Bool(f"known:{name}"), z3.Bool(name))
        return self.attests[attest_id]

    def figure(self, figure_id: str) -> z3.ArithRef:
        """A place's figure of which no number is known: any number of its own."""
        return self.figures.setdefault(figure_id, z3.Real(f"figure:{figure_id}"))

    def tag(self, fact_id: str, tag: str) -> z3.BoolRef:
        """Whether a fact of several tags has this one."""
        tags = self.fact(fact_id).value
        assert isinstance(tags, dict)  # noqa: S101 - _value made it so
        return tags.setdefault(tag, z3.Bool(f"{fact_id}:{tag}"))

    def _value(self, fact_id: str) -> "z3.ExprRef | Day | dict[str, z3.BoolRef]":
        fact = self.facts[fact_id]
        match fact.kind:
            case Kind.FLAG:
                return z3.Bool(fact_id)
            case Kind.DATE:
                return self._day(fact_id)
            case Kind.CHOICE:
                return self._position(fact_id, fact.options)
            case Kind.AREA:
                return self._position(fact_id, self.places[fact_id])
            case Kind.TAGS:
                return {}
            case Kind.COUNT | Kind.TEXT:
                return z3.Int(fact_id)

    def _position(self, name: str, among: Iterable[str]) -> z3.ArithRef:
        position = z3.Int(name)
        self.rules += [position >= 0, position < len(tuple(among))]
        return position

    def _day(self, name: str) -> Day:
        year, month, day = (z3.Int(f"{name}:{part}") for part in ("year", "month", "day"))
        leap = z3.And(year % 4 == 0, z3.Or(year % 100 != 0, year % 400 == 0))
        short = z3.Or([month == number for number in SHORT])
        self.rules += [
            *_between(year, *YEARS), *_between(month, 1, 12), *_between(day, 1, 31),
            z3.Implies(short, day < 31),  # noqa: PLR2004 - the calendar
            z3.Implies(month == FEBRUARY, z3.Or(day < 29, z3.And(leap, day == 29))),  # noqa: PLR2004 - as above
        ]  # fmt: skip
        return Day(year, month, day)


def _between(value: z3.ArithRef, low: int, high: int) -> tuple[z3.BoolRef, z3.BoolRef]:
    return value >= low, value <= high
