"""What a condition can be at all: never true, always true, or implied by another.

A condition compares facts with finitely many constants, so finitely many values of each
fact can be told apart. The search assigns such values fact by fact and lets the reference
evaluation prune: no answer is given that it would not give. Facts derived from one
birth date are varied independently, so "never", "always" and "implied" are certain, while
a counterexample may rarely combine ages no child can have.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import TypeAlias

from checklist.areas import Areas
from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    TestDay,
    leaves,
)
from checklist.rules.derived import Child, Reading
from checklist.rules.evaluate import Situation, Verdict
from checklist.rules.facts import FactDictionary, Kind, Value
from checklist.rules.truth import Truth

Variable: TypeAlias = tuple[str, TestDay | None]
Assignment: TypeAlias = dict[Variable, Value]

ELSEWHERE = "990000"  # a code GB/T 2260 does not assign: "none of the places named"


class Prover:
    """Searches the situations a condition can tell apart.

    Args:
        facts: the dictionary, for the domains.
        areas: the list of places, for comparisons.
    """

    def __init__(self, facts: FactDictionary, areas: Areas) -> None:
        self.facts = facts
        self.areas = areas

    def witness(self, condition: Condition) -> Assignment | None:
        """Values that make a condition true, or None when nothing can."""
        return self._search(condition, self._domains(condition), {})

    def never(self, condition: Condition) -> bool:
        """Whether no child can ever meet the condition."""
        return self.witness(condition) is None

    def always(self, condition: Condition) -> bool:
        """Whether every child meets the condition."""
        return self.witness(Not(condition, condition.span)) is None

    def counterexample(self, base: Condition, extended: Condition) -> Assignment | None:
        """Values under which `base` holds and `extended` does not; None when it is implied."""
        outside = Not(extended, extended.span)
        return self.witness(All((base, outside), base.span))

    def _search(
        self, condition: Condition, domains: dict[Variable, tuple[Value, ...]], chosen: Assignment
    ) -> Assignment | None:
        verdict = _Assigned(chosen, self.areas).evaluate(condition)
        if verdict.truth is not Truth.UNKNOWN:
            return chosen if verdict.truth is Truth.YES else None
        variable = _variable(next(verdict.decisive()))
        for value in domains[variable]:
            if found := self._search(condition, domains, {**chosen, variable: value}):
                return found
        return None

    def _domains(self, condition: Condition) -> dict[Variable, tuple[Value, ...]]:
        constants: dict[Variable, set[Value]] = {}
        for leaf in leaves(condition):
            operands = leaf.operands if isinstance(leaf, Leaf) else ()
            named = {operand for operand in operands if not isinstance(operand, FigureRef)}
            constants.setdefault(_key(leaf), set()).update(named)
        return {key: tuple(self._values(key, found)) for key, found in constants.items()}

    def _values(self, variable: Variable, constants: set[Value]) -> Iterator[Value]:
        fact = self.facts.facts.get(variable[0])
        if fact is None or fact.kind is Kind.FLAG or not constants:
            yield from (True, False)
        elif fact.kind is Kind.CHOICE:
            yield from fact.options
        elif fact.kind is Kind.AREA:
            yield from sorted({_inside(self.areas.current(str(code))) for code in constants})
            yield ELSEWHERE
        elif fact.kind is Kind.TAGS:
            tags = sorted(map(str, constants))
            yield from (some for n in range(len(tags) + 1) for some in combinations(tags, n))
        else:
            near = {near for value in constants for near in _near(value)}
            yield from sorted(filter(_can_be(variable), near), key=_rank)


class _Assigned(Situation):
    """A situation in which facts, also derived ones, simply have the chosen values."""

    def __init__(self, chosen: Assignment, areas: Areas) -> None:
        super().__init__(Child({}, {}), date.min, areas)
        self.chosen = chosen

    def read(self, leaf: Leaf) -> Reading:
        return Reading(self.chosen.get(_key(leaf)))

    def evaluate(self, condition: Condition) -> Verdict:
        if not _is_free(condition):
            return super().evaluate(condition)
        chosen = self.chosen.get(_key(condition))  # type: ignore[arg-type]  # _is_free: a leaf
        truth = {None: Truth.UNKNOWN, True: Truth.YES, False: Truth.NO}[chosen]  # type: ignore[index]  # a flag
        return Verdict(condition, truth)


def _is_free(condition: Condition) -> bool:
    """Whether a leaf is a yes-or-no of its own: an attest, or a bound nobody knows yet."""
    match condition:
        case Attest():
            return True
        case Leaf(operands=operands):
            return any(isinstance(operand, FigureRef) for operand in operands)
        case All() | AnyOf() | Not():
            return False


def _variable(verdict: Verdict) -> Variable:
    leaf = verdict.condition
    if isinstance(leaf, Leaf | Attest):
        return _key(leaf)
    message = "a decisive node is a leaf"
    raise TypeError(message)


def _key(leaf: Leaf | Attest) -> Variable:
    if isinstance(leaf, Attest):
        return f"attest:{leaf.id}", None
    if _is_free(leaf):
        return f"figure:{leaf.fact}:{leaf.operator}:{leaf.operands}", leaf.test_day
    return leaf.fact, leaf.test_day


def _inside(code: str) -> str:
    """A place inside another and in none of the places named below it."""
    return f"{code.removesuffix('00').removesuffix('00'):9<6}"


def _can_be(variable: Variable) -> Callable[[Value], bool]:
    """Whether a count can be that low: below zero only on a test day before the count began."""
    _, test_day = variable
    before = test_day is not None and not test_day.next
    return lambda value: before or not isinstance(value, int | float) or value >= 0


def _rank(value: Value) -> float:
    """Small numbers and early days first, so that an example child is a plain one."""
    return value.toordinal() if isinstance(value, date) else float(str(value))


def _near(value: Value) -> tuple[Value, ...]:
    if isinstance(value, date):
        day = timedelta(days=1)
        return (value - day, value, value + day)
    if isinstance(value, int | float):
        return (value - 1, value, value + 1)
    return (value,)
