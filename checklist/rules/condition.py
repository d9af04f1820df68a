"""The condition tree: leaves over facts, joined by all, any and not.

A condition is data, so it can be evaluated, worded and searched from one and the same tree.
A leaf compares one fact with operands, or stands for what only a person can see (attest).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from checklist.findings import Span
from checklist.rules.facts import Kind, Text, Value


class Operator(StrEnum):
    """How a leaf compares; bounds are inclusive."""

    IS = "is"
    IN = "in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    HAS = "has"
    WITHIN = "within"


OPERATORS: dict[Kind, frozenset[Operator]] = {
    Kind.FLAG: frozenset({Operator.IS}),
    Kind.CHOICE: frozenset({Operator.IS, Operator.IN}),
    Kind.DATE: frozenset({Operator.IS, Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN}),
    Kind.COUNT: frozenset(
        {Operator.IS, Operator.IN, Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN}
    ),
    Kind.AREA: frozenset({Operator.WITHIN}),
    Kind.TEXT: frozenset(),
    Kind.TAGS: frozenset({Operator.HAS}),
}


@dataclass(frozen=True, slots=True)
class TestDay:
    """A yearly day to count on: the latest one up to a date, or the next one after it."""

    __test__ = False  # pytest would take the name for a test class

    month: int
    day: int
    next: bool = False

    def date(self, on: date) -> date:
        """The test day that belongs to a date."""
        this_year = date(on.year, self.month, self.day)
        year = on.year if this_year <= on else on.year - 1
        return date(year + self.next, self.month, self.day)


@dataclass(frozen=True, slots=True)
class FigureRef:
    """An operand that is one of the layer's dated figures."""

    id: str


Operand: TypeAlias = Value | FigureRef


@dataclass(frozen=True, slots=True)
class Leaf:
    """One fact compared with an operand (two, low and high, for `between`; several for `in`).

    Args:
        figured: whether an operand is a figure; worked out here, because it is asked so often.
    """

    fact: str
    operator: Operator
    operands: tuple[Operand, ...]
    span: Span
    test_day: TestDay | None = None
    why: Text | None = None
    figured: bool = field(init=False, compare=False, repr=False, default=False)

    def __post_init__(self) -> None:
        if any(isinstance(operand, FigureRef) for operand in self.operands):
            object.__setattr__(self, "figured", True)


@dataclass(frozen=True, slots=True)
class Attest:
    """Something only a person can see; unknown until ticked."""

    id: str
    text: Text
    span: Span
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold."""

    parts: "tuple[Condition, ...]"
    span: Span
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part must hold."""

    parts: "tuple[Condition, ...]"
    span: Span
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: "Condition"
    span: Span
    why: Text | None = None


Condition: TypeAlias = Leaf | Attest | All | AnyOf | Not


def parts(condition: Condition) -> tuple[Condition, ...]:
    """The branches right under a node; none under a leaf."""
    match condition:
        case Leaf() | Attest():
            return ()
        case Not(part):
            return (part,)
        case All(parts) | AnyOf(parts):
            return parts


def leaves(condition: Condition) -> Iterator[Leaf | Attest]:
    """All leaves of a tree, left to right."""
    if isinstance(condition, Leaf | Attest):
        yield condition
    for part in parts(condition):
        yield from leaves(part)


def spelled(condition: Condition) -> str:
    """What a tree says and nothing else: the same text for the same meaning, wherever it stands."""
    match condition:
        case Attest(id=attest_id):
            return f"attest {attest_id}"
        case Leaf(fact, operator, operands, test_day=day):
            on = "" if day is None else f" on {'next ' * day.next}{day.month:02}-{day.day:02}"
            return f"{fact} {operator} {' '.join(map(str, operands))}{on}"
        case All() | AnyOf() | Not():
            inside = ", ".join(map(spelled, parts(condition)))
            return f"{type(condition).__name__.lower()}({inside})"
