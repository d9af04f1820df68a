"""Children that stand just at and just before a condition's bounds, for situations to be written.

Rules go wrong at their edges: a day too early or too late. The edges are in the condition, so
the days need not be worked out by hand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from checklist.rules.condition import Condition, Leaf, Operator, leaves
from checklist.rules.facts import FactDictionary, Kind
from checklist.rules.turning import add_months

_CLOCKS = {  # derived fact: (the given fact it counts from, months per unit, how it is said)
    "age": ("birth_date", 12, "满{bound}周岁"),
    "age_months": ("birth_date", 1, "满{bound}个月"),
    "months_resident": ("resident_since", 1, "住满{bound}个月"),
}
_FROM_LOW = {Operator.AT_LEAST, Operator.IS, Operator.BETWEEN}
_UP_TO_HIGH = {Operator.AT_MOST, Operator.IS, Operator.BETWEEN}


@dataclass(frozen=True, slots=True)
class Edge:
    """One given fact on one side of a bound, and how that is said."""

    name: str
    fact: str
    day: date


def edges(condition: Condition, facts: FactDictionary, on: date) -> tuple[Edge, ...]:
    """Both sides of every bound of age, months and dates, each once.

    Args:
        condition: the condition.
        facts: the dictionary.
        on: the date the situations are counted on.
    """
    found = (
        edge
        for leaf in leaves(condition)
        if isinstance(leaf, Leaf)
        for edge in (*_counted(leaf, on), *_dated(leaf, facts))
    )
    return tuple({(edge.fact, edge.day): edge for edge in found}.values())


def _counted(leaf: Leaf, on: date) -> Iterator[Edge]:
    """For ages and months: who reaches the bound on the day counted, and who a day later."""
    if leaf.fact not in _CLOCKS:
        return
    given, months, said = _CLOCKS[leaf.fact]
    day = leaf.test_day.date(on) if leaf.test_day else on
    when = f"到{day.isoformat()}" if leaf.test_day else ""
    for bound in _bounds(leaf):
        since = _since(day, bound * months)
        words = when + said.format(bound=bound)
        yield Edge(f"{words}，正好那一天", given, since)
        yield Edge(f"差一天才{words}", given, since + timedelta(days=1))


def _bounds(leaf: Leaf) -> Iterator[int]:
    """The numbers from which on a leaf begins to hold, and from which on no more."""
    numbers = [int(operand) for operand in leaf.operands if isinstance(operand, int | float)]
    if numbers and leaf.operator in _FROM_LOW and numbers[0] > 0:
        yield numbers[0]
    if numbers and leaf.operator in _UP_TO_HIGH:
        yield numbers[-1] + 1


def _since(day: date, months: int) -> date:
    """The latest day from which that many months are complete on a day."""
    since = add_months(day, -months)
    while add_months(since, months) > day:
        since -= timedelta(days=1)
    return since


def _dated(leaf: Leaf, facts: FactDictionary) -> Iterator[Edge]:
    """For dates: the day named, and the day on the other side."""
    fact = facts[leaf.fact]
    if fact.kind is not Kind.DATE or fact.derived:
        return
    label = fact.label["zh-Hans"]
    days = [operand for operand in leaf.operands if isinstance(operand, date)]
    for index, day in enumerate(days):
        upper = leaf.operator is Operator.AT_MOST or index == 1
        other = day + timedelta(days=1 if upper else -1)
        yield Edge(f"{label}正好是{day.isoformat()}", leaf.fact, day)
        yield Edge(f"{label}是{'后' if upper else '前'}一天", leaf.fact, other)
