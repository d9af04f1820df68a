"""The reference reading of a condition: tree x facts -> the same tree, decorated.

Every node gets one of Kleene's three values, so an answer carries its whole justification:
the deciding leaves are its reasons, the open ones are the questions still worth asking.
Every other reading of the tree is held equal to this one.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from checklist.areas import Areas
from checklist.rules.condition import (
    All,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    Operator,
    TestDay,
)
from checklist.rules.derived import Child, Deriver, Reading
from checklist.rules.facts import Value
from checklist.rules.truth import Truth, all_of, any_of, of


class Verdict(NamedTuple):
    """A node of a condition with its value (a tuple: a child's answers make a hundred of them).

    Args:
        condition: the node.
        truth: its value for the child on the date.
        parts: the decorated parts, in order.
        value: for a leaf, what the fact was read as; None when unknown.
        missing: for an unknown leaf, the given facts that would settle it.
    """

    condition: Condition
    truth: Truth
    parts: tuple["Verdict", ...] = ()
    value: Value | None = None
    missing: tuple[str, ...] = ()

    def decisive(self) -> Iterator["Verdict"]:
        """The leaves this node's value rests on.

        Of a conjunction that fails, those that fail; of a disjunction that holds, those that
        hold; of an unknown node, the unknown ones, which are exactly the open leaves
        (unknown, with every ancestor unknown).
        """
        if not self.parts:
            yield self
        negated = isinstance(self.condition, Not)
        for part in self.parts:
            if negated or part.truth is self.truth:
                yield from part.decisive()


class Situation:
    """One child on one date in one place: everything a condition is read against.

    Args:
        child: given facts and ticked attests.
        on: the date.
        areas: the list of places.
        figures: the place's figures in force on the date, by id.
        definition: who counts as a migrant child here; what the fact `migrant` means.
    """

    def __init__(
        self,
        child: Child,
        on: date,
        areas: Areas,
        figures: Mapping[str, float] | None = None,
        definition: Condition | None = None,
    ) -> None:
        self.child = child
        self.on = on
        self.areas = areas
        self.figures = figures or {}
        self.definition = definition
        self._deriver = Deriver(child, on, areas)
        self._known: dict[str | tuple[str, TestDay], Reading] = {}

    def evaluate(self, condition: Condition) -> Verdict:
        """Decorate a condition with its values."""
        if isinstance(condition, Leaf):
            return self._leaf(condition)
        if isinstance(condition, Attest):
            return Verdict(condition, of(self.child.attested.get(condition.id)))
        if isinstance(condition, Not):
            verdict = self.evaluate(condition.part)
            return Verdict(condition, ~verdict.truth, (verdict,))
        verdicts = tuple(map(self.evaluate, condition.parts))
        join = all_of if isinstance(condition, All) else any_of
        return Verdict(condition, join([verdict.truth for verdict in verdicts]), verdicts)

    def read(self, leaf: Leaf) -> Reading:
        """What is known of the fact a leaf names, on its test day."""
        key = leaf.fact if leaf.test_day is None else (leaf.fact, leaf.test_day)
        reading = self._known.get(key)
        if reading is None:
            migrant = leaf.fact == "migrant"
            reading = self._migrant() if migrant else self._deriver.read(leaf.fact, leaf.test_day)
            self._known[key] = reading
        return reading

    def _leaf(self, leaf: Leaf) -> Verdict:
        reading = self.read(leaf)
        value = reading.value
        if value is None:
            return Verdict(leaf, Truth.UNKNOWN, (), None, reading.missing)
        operands = self._figures(leaf) if leaf.figured else leaf.operands
        truth = of(self._compare(leaf.operator, value, operands))  # type: ignore[arg-type]  # no figures left
        if truth is Truth.UNKNOWN and None not in operands:
            return Verdict(leaf, truth, (), value, (leaf.fact,))
        return Verdict(leaf, truth, (), value)

    def _migrant(self) -> Reading:
        if self.definition is None:
            return Reading(None, ())
        verdict = self.evaluate(self.definition)
        if verdict.truth is not Truth.UNKNOWN:
            return Reading(verdict.truth is Truth.YES)
        missing = (fact for leaf in verdict.decisive() for fact in leaf.missing)
        return Reading(None, tuple(dict.fromkeys(missing)))

    def _figures(self, leaf: Leaf) -> tuple[Value | None, ...]:
        """The operands with the place's figures for their names; None where one is not known."""
        return tuple(
            self.figures.get(operand.id) if isinstance(operand, FigureRef) else operand
            for operand in leaf.operands
        )

    def _compare(
        self, operator: Operator, value: Value, operands: tuple[Value | None, ...]
    ) -> bool | None:
        """The comparison; None when the value is too coarse or a figure is not known."""
        if operator is Operator.WITHIN:
            return self.areas.within(str(value), str(operands[0]))
        if operator is Operator.HAS:
            return isinstance(value, tuple) and operands[0] in value
        return compare(operator, value, operands)


def compare(operator: Operator, value: Value, operands: tuple[Value | None, ...]) -> bool | None:
    """Compare a known value with operands of its type; None where an operand is unknown."""
    if operator is Operator.IS or operator is Operator.IN:
        return value in operands or (None if None in operands else False)
    low, high = operands[0], operands[-1]
    above = operator is Operator.AT_MOST or (None if low is None else value >= low)  # type: ignore[operator]  # same type, checked when read
    below = operator is Operator.AT_LEAST or (None if high is None else value <= high)  # type: ignore[operator]  # same type, checked when read
    if above is False or below is False:
        return False
    return None if above is None or below is None else True
