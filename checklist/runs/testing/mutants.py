"""Small mistakes a keeper could make in a condition: a branch left out, a bound off by one.

Situations are only worth something if they notice such mistakes, so each is made once and
tried (mutation analysis; DeMillo, Lipton and Sayward, Hints on test data selection, 1978).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from checklist.findings import Span
from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    Operand,
    Operator,
    TestDay,
    parts,
    spelled,
)


class Change(StrEnum):
    """What was changed."""

    DROPPED = "dropped"  # a branch left out
    JOINED = "joined"  # all for any, any for all
    NEGATED = "negated"
    SHIFTED = "shifted"  # a bound or test day one further or one nearer
    NARROWED = "narrowed"  # one value of a list left out
    TURNED = "turned"  # at_least for at_most


@dataclass(frozen=True, slots=True)
class Mutant:
    """A condition with one mistake in it.

    Args:
        span: the changed branch.
        before: the branch, spelled.
        after: what stands there instead; "" when it is left out.
    """

    change: Change
    span: Span
    tree: Condition
    before: str
    after: str


def mutants(condition: Condition) -> Iterator[Mutant]:
    """Every condition that differs from this one by one small mistake."""
    yield from _at(condition, lambda node: node)


def put(condition: Condition, leaf: Condition, new: Condition) -> Condition:
    """The condition with another leaf for one of its own (for that very object)."""
    if condition is leaf:
        return new
    changed = condition
    for index, part in enumerate(parts(condition)):
        changed = _with(changed, index, put(part, leaf, new))
    return changed


def _at(node: Condition, rebuild: Callable[[Condition], Condition]) -> Iterator[Mutant]:
    for change, new in _changes(node):
        yield Mutant(change, node.span, rebuild(new), spelled(node), spelled(new))
    for index, part in enumerate(parts(node)):
        if len(parts(node)) > 1:
            less = rebuild(_with(node, index, None))
            yield Mutant(Change.DROPPED, part.span, less, spelled(part), "")

        def inside(new: Condition, index: int = index) -> Condition:
            return rebuild(_with(node, index, new))

        yield from _at(part, inside)


def _with(node: Condition, index: int, new: Condition | None) -> Condition:
    """A branch with another part in one place, or without it."""
    if isinstance(node, Not) and new is not None:
        return replace(node, part=new)
    if not isinstance(node, All | AnyOf):
        return node
    kept = (new,) if new is not None else ()
    return replace(node, parts=(*node.parts[:index], *kept, *node.parts[index + 1 :]))


def _changes(node: Condition) -> Iterator[tuple[Change, Condition]]:
    match node:
        case All(branches, span, why) if len(branches) > 1:
            yield Change.JOINED, AnyOf(branches, span, why)
        case AnyOf(branches, span, why) if len(branches) > 1:
            yield Change.JOINED, All(branches, span, why)
        case Not(part):
            yield Change.NEGATED, part
        case Attest():
            yield Change.NEGATED, Not(node, node.span)
        case Leaf():
            yield from _of_leaf(node)


def _of_leaf(leaf: Leaf) -> Iterator[tuple[Change, Leaf | Not]]:
    if leaf.operator is Operator.IN and len(leaf.operands) > 1:
        for value in leaf.operands:
            fewer = tuple(other for other in leaf.operands if other is not value)
            yield Change.NARROWED, replace(leaf, operands=fewer)
    elif isinstance(leaf.operands[0], bool):
        yield Change.NEGATED, replace(leaf, operands=(not leaf.operands[0],))
    elif not bounds(leaf):
        yield Change.NEGATED, Not(leaf, leaf.span)
    if contrary := _CONTRARY.get(leaf.operator):
        yield Change.TURNED, replace(leaf, operator=contrary)
    yield from ((Change.SHIFTED, moved) for moved in _shifted(leaf))


_CONTRARY = {Operator.AT_LEAST: Operator.AT_MOST, Operator.AT_MOST: Operator.AT_LEAST}


def bounds(leaf: Leaf) -> tuple[int, ...]:
    """The places of the operands that are bounds one can be off by one."""
    if leaf.operator is Operator.IN:
        return ()
    return tuple(i for i, operand in enumerate(leaf.operands) if _countable(operand))


def _countable(operand: Operand) -> bool:
    if isinstance(operand, bool | FigureRef):
        return False
    return isinstance(operand, int | float | date)


def step(value: Operand, by: int) -> Operand:
    """A bound moved by whole units: years or months for counts, days for dates."""
    if isinstance(value, date):
        return value + timedelta(days=by)
    assert isinstance(value, int | float)  # noqa: S101 - `bounds` names no others
    return value + by


def _shifted(leaf: Leaf) -> Iterator[Leaf]:
    for place in bounds(leaf):
        for by in (-1, 1):
            moved = shifted(leaf, place, by)
            if moved is not None:
                yield moved
    if leaf.test_day:
        yield from (replace(leaf, test_day=_next_to(leaf.test_day, by)) for by in (-1, 1))


def shifted(leaf: Leaf, place: int, by: int) -> Leaf | None:
    """A leaf with one bound moved; None where low would pass high."""
    moved = list(leaf.operands)
    moved[place] = step(moved[place], by)
    low, high = moved[0], moved[-1]
    return None if low > high else replace(leaf, operands=tuple(moved))  # type: ignore[operator]  # both are bounds of one kind


def _next_to(day: TestDay, by: int) -> TestDay:
    moved = date(2023, day.month, day.day) + timedelta(days=by)  # a common year
    return TestDay(moved.month, moved.day, day.next)
