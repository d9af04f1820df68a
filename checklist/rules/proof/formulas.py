"""A condition as two formulas over a symbolic child: when it is yes, and when it is no.

Kleene's third value is where neither holds; so a partly known child is a child like any other,
and what is proven of the formulas is proven of the reference evaluation.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import z3

from checklist.areas import Areas
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
)
from checklist.rules.facts import Kind
from checklist.rules.proof.symbols import Day, Symbols, completed_months, key, test_day

_MONTHS = {  # derived fact: (the given fact it counts from, months per unit)
    "age": ("birth_date", 12),
    "age_months": ("birth_date", 1),
    "months_resident": ("resident_since", 1),
}


class Both(NamedTuple):
    """Where a condition is yes, and where it is no."""

    yes: z3.BoolRef
    no: z3.BoolRef


UNKNOWN = Both(z3.BoolVal(val=False), z3.BoolVal(val=False))


class Formulas:
    """Reads conditions over one symbolic child.

    Args:
        symbols: the child and the date.
        areas: the list of places, which compares codes.
        figures: known figures by id.
        definition: who counts as a migrant child; None leaves that unknown.
        free: whether an unknown figure stands for any number (else the leaf is unknown, as in
            the reference).
    """

    def __init__(
        self,
        symbols: Symbols,
        areas: Areas,
        figures: Mapping[str, float],
        definition: Condition | None,
        *,
        free: bool,
    ) -> None:
        self.symbols = symbols
        self.areas = areas
        self.known_figures = figures
        self.definition = definition
        self.free = free
        self._read: dict[tuple[object, ...], Both] = {}

    def of(self, condition: Condition) -> Both:
        """The two formulas of a condition."""
        match condition:
            case Leaf():
                return self._leaf(condition)
            case Attest(id=attest_id):
                seen = self.symbols.attest(attest_id)
                return _settled(seen.known, seen.value)
            case Not(part):
                yes, no = self.of(part)
                return Both(no, yes)
            case All(parts):
                both = [self.of(part) for part in parts]
                return Both(z3.And([b.yes for b in both]), z3.Or([b.no for b in both]))
            case AnyOf(parts):
                both = [self.of(part) for part in parts]
                return Both(z3.Or([b.yes for b in both]), z3.And([b.no for b in both]))

    def _leaf(self, leaf: Leaf) -> Both:
        asked = leaf.fact, leaf.operator, leaf.operands, leaf.test_day
        if asked not in self._read:
            self._read[asked] = self._asked(leaf)
        return self._read[asked]

    def _asked(self, leaf: Leaf) -> Both:
        if leaf.fact in _MONTHS:
            return self._counted(leaf)
        if leaf.fact in {"crosses_county", "within_city_districts", "permit_valid", "migrant"}:
            both = getattr(self, f"_{leaf.fact}")()
            return both if leaf.operands[0] is True else Both(both.no, both.yes)
        if self.symbols.facts[leaf.fact].kind is Kind.AREA:
            return self._within(leaf)
        return self._given(leaf)

    def _counted(self, leaf: Leaf) -> Both:
        given, unit = _MONTHS[leaf.fact]
        since = self.symbols.fact(given)
        assert isinstance(since.value, Day)  # noqa: S101 - both are dates in facts.yaml
        months = completed_months(since.value, self._on(leaf.test_day))
        return _when(since.known, self._compared(leaf, months if unit == 1 else months / unit))

    def _given(self, leaf: Leaf) -> Both:
        fact, unknown = self.symbols.facts[leaf.fact], self.symbols.fact(leaf.fact)
        value = unknown.value
        if isinstance(value, dict):
            return _settled(unknown.known, self.symbols.tag(leaf.fact, str(leaf.operands[0])))
        if fact.kind is Kind.FLAG:
            return _settled(unknown.known, value == leaf.operands[0])
        return _when(
            unknown.known, self._compared(leaf, value.key if isinstance(value, Day) else value)
        )

    def _compared(self, leaf: Leaf, value: z3.ArithRef) -> Both:
        """A comparison as evaluate.compare makes it; an operand of None is an unknown figure."""
        operands = [self._operand(leaf, operand) for operand in leaf.operands]
        known = [operand for operand in operands if operand is not None]
        if leaf.operator in {Operator.IS, Operator.IN}:
            inside = z3.Or([value == operand for operand in known])
            return Both(inside, z3.And(z3.Not(inside), len(known) == len(operands)))
        low, high = operands[0], operands[-1]
        bounds: list[Both] = []
        if leaf.operator is not Operator.AT_MOST:
            bounds.append(UNKNOWN if low is None else Both(value >= low, value < low))
        if leaf.operator is not Operator.AT_LEAST:
            bounds.append(UNKNOWN if high is None else Both(value <= high, value > high))
        return Both(z3.And([b.yes for b in bounds]), z3.Or([b.no for b in bounds]))

    def _operand(self, leaf: Leaf, operand: Operand) -> z3.ArithRef | None:
        if isinstance(operand, FigureRef):
            figure = self.known_figures.get(operand.id)
            if figure is None:
                return self.symbols.figure(operand.id) if self.free else None
            return z3.RealVal(str(figure))
        if isinstance(operand, date):
            return z3.IntVal(key(operand))
        if isinstance(operand, str):
            return z3.IntVal(list(self.symbols.facts[leaf.fact].options).index(operand))
        return z3.RealVal(str(operand)) if isinstance(operand, float) else z3.IntVal(operand)

    def _within(self, leaf: Leaf) -> Both:
        unknown, codes = self.symbols.fact(leaf.fact), self.symbols.places[leaf.fact]
        answers = [self.areas.within(code, str(leaf.operands[0])) for code in codes]
        return _when(unknown.known, _among(unknown.value, answers))

    def _related(self, answer: "list[list[bool | None]]") -> Both:
        """A relation of hukou and residence, from a table of all pairs of codes."""
        hukou, residence = self.symbols.fact("hukou"), self.symbols.fact("residence")
        rows = [(hukou.value == i, _among(residence.value, row)) for i, row in enumerate(answer)]
        yes = z3.Or([z3.And(here, row.yes) for here, row in rows])
        no = z3.Or([z3.And(here, row.no) for here, row in rows])
        return _when(z3.And(hukou.known, residence.known), Both(yes, no))

    def _pairs(self, relation: str) -> Both:
        places, compare = self.symbols.places, getattr(self.areas, relation)
        return self._related(
            [[compare(h, r) for r in places["residence"]] for h in places["hukou"]]
        )

    def _crosses_county(self) -> Both:
        same = self._pairs("same_county")
        return Both(same.no, same.yes)

    def _within_city_districts(self) -> Both:
        return self._pairs("same_city_districts")

    def _permit_valid(self) -> Both:
        permit = self.symbols.fact("residence_permit")
        until = self.symbols.fact("permit_endorsed_until")
        held = list(self.symbols.facts["residence_permit"].options).index("held")
        assert isinstance(until.value, Day)  # noqa: S101 - a date in facts.yaml
        holds = _settled(permit.known, permit.value == held)
        lasts = _settled(until.known, until.value.key >= self.symbols.on.key)
        return Both(z3.And(holds.yes, lasts.yes), z3.Or(holds.no, lasts.no))

    def _migrant(self) -> Both:
        return UNKNOWN if self.definition is None else self.of(self.definition)

    def _on(self, which: TestDay | None) -> Day:
        return self.symbols.on if which is None else test_day(which, self.symbols.on)


def _settled(known: z3.BoolRef, value: z3.BoolRef) -> Both:
    return Both(z3.And(known, value), z3.And(known, z3.Not(value)))


def _when(known: z3.BoolRef, both: Both) -> Both:
    return Both(z3.And(known, both.yes), z3.And(known, both.no))


def _among(position: z3.ArithRef, answers: "list[bool | None]") -> Both:
    """Where a position's answer is yes, and where it is no."""
    yes = [position == i for i, answer in enumerate(answers) if answer is True]
    no = [position == i for i, answer in enumerate(answers) if answer is False]
    return Both(z3.Or(yes), z3.Or(no))
