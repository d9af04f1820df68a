"""The days on which time alone can change what a condition says of a child.

Ages and months of residence grow by themselves; the days they reach a bound are few and can
be computed, so "from when" is answered by trying those days and no others.
"""

from collections.abc import Iterator
from datetime import date

from checklist.rules.condition import Condition, Leaf, TestDay, leaves
from checklist.rules.derived import Child

_CLOCKS = {  # derived fact: (the given fact it counts from, months per unit)
    "age": ("birth_date", 12),
    "age_months": ("birth_date", 1),
    "months_resident": ("resident_since", 1),
}

_LONGEST = 12 * 150  # months; nobody reaches more, and the calendar ends somewhere


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the first of the month after where it does not exist."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return add_months(day.replace(day=1), months + 1)


def turning_days(
    condition: Condition, child: Child, on: date, definition: Condition | None = None
) -> tuple[date, ...]:
    """Later days, ascending, on which a leaf of the condition may change its value.

    Args:
        condition: the condition.
        child: supplies the dates the clocks count from; an unknown date yields no days.
        on: only days after this one are given.
        definition: what the fact `migrant` means; its clocks count where a leaf names that fact.
    """
    named = list(leaves(condition))
    if definition and any(isinstance(leaf, Leaf) and leaf.fact == "migrant" for leaf in named):
        named += leaves(definition)
    found = {
        day
        for leaf in named
        if isinstance(leaf, Leaf) and leaf.fact in _CLOCKS
        for day in _days(leaf, child)
    }
    return tuple(sorted(day for day in found if day > on))


def grows(leaf: object) -> bool:
    """Whether a leaf's fact changes by the mere passing of time."""
    return isinstance(leaf, Leaf) and (leaf.fact in _CLOCKS or leaf.fact == "migrant")


def _days(leaf: Leaf, child: Child) -> Iterator[date]:
    given, months = _CLOCKS[leaf.fact]
    since = child.facts.get(given)
    bounds = [operand for operand in leaf.operands if isinstance(operand, int | float)]
    if isinstance(since, date):
        for bound in (bound for bound in bounds if bound * months < _LONGEST):
            for units in (int(bound), int(bound) + 1):
                reached = add_months(since, units * months)
                yield _counted(reached, leaf.test_day) if leaf.test_day else reached


def _counted(reached: date, test_day: TestDay) -> date:
    """The first day on which a test day sees what was reached."""
    seen = date(reached.year, test_day.month, test_day.day)
    if seen < reached:
        seen = seen.replace(year=seen.year + 1)
    return seen.replace(year=seen.year - test_day.next)
