"""Questions about all children at once: implied, possible, certain, the same, without effect.

Where a question fails, the answer is a smallest child for whom it does, checked by the reference
evaluation before anybody is told.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

import z3

from checklist.areas import NATION, Areas
from checklist.rules.condition import All, AnyOf, Condition, Not, parts, spelled
from checklist.rules.derived import Child
from checklist.rules.evaluate import Situation
from checklist.rules.facts import FactDictionary
from checklist.rules.proof.formulas import Both, Formulas
from checklist.rules.proof.places import representatives
from checklist.rules.proof.setting import Setting
from checklist.rules.proof.symbols import Day, Symbols, key
from checklist.rules.proof.witness import Witness, smallest
from checklist.rules.truth import Truth

_EARLIEST, _LATEST = date(2020, 1, 1), date(2059, 12, 31)  # days a list without dates is for


class Kind(StrEnum):
    """How a narrower condition is narrower."""

    NARROWER = "narrower"  # a yes becomes a no
    ASKS_MORE = "asks_more"  # a yes becomes not known yet: more is asked before it is said


@dataclass(frozen=True, slots=True)
class Gap:
    """A child whom one condition covers and the other does not."""

    kind: Kind
    witness: Witness


class Prover:
    """Asks Z3, and never the same twice.

    Args:
        facts: the dictionary, for the kinds and options of facts.
        areas: the list of places.
        memory: answers by what was asked, as plain data; read and added to.
    """

    def __init__(
        self, facts: FactDictionary, areas: Areas, memory: MutableMapping[str, Any] | None = None
    ) -> None:
        self.facts = facts
        self.areas = areas
        self.memory = {} if memory is None else memory

    def gap(self, base: Condition, extended: Condition, setting: Setting) -> Gap | None:
        """A smallest child for whom `base` is yes and `extended` is not; None: it is implied."""
        asked = _asked("gap", setting, base, extended)
        if asked not in self.memory:
            found = self._gap(base, extended, setting)
            self.memory[asked] = found and {"kind": str(found.kind), **found.witness.plain()}
        known = self.memory[asked]
        return known and Gap(Kind(known["kind"]), Witness.read(known, self.facts))

    def possible(self, condition: Condition, setting: Setting) -> bool:
        """Whether some child meets the condition."""
        return bool(self._ask("possible", setting, condition))

    def certain(self, condition: Condition, setting: Setting) -> bool:
        """Whether no wholly known child fails the condition."""
        return bool(self._ask("certain", setting, condition))

    def same(self, first: Condition, second: Condition, setting: Setting) -> bool:
        """Whether two conditions give every child, however little is known, one answer."""
        return bool(self._ask("same", setting, first, second))

    def idle(self, condition: Condition, setting: Setting) -> tuple[Condition, ...]:
        """Branches without effect: for wholly known children the tree says the same without them.

        Of several branches that make each other idle, the later one is named.
        """
        branches = list(_branches(condition))
        return tuple(branches[place] for place in self._ask("idle", setting, condition))

    def _ask(self, what: str, setting: Setting, *conditions: Condition) -> Any:  # noqa: ANN401 - what the memory holds
        asked = _asked(what, setting, *conditions)
        if asked not in self.memory:
            question = _Question(self, conditions, setting)
            self.memory[asked] = getattr(question, what)(*conditions)
        return self.memory[asked]

    def _gap(self, base: Condition, extended: Condition, setting: Setting) -> Gap | None:
        question = _Question(self, (base, extended), setting)
        upper, lower = question.of(base), question.of(extended)
        wanted = {Kind.NARROWER: lower.no, Kind.ASKS_MORE: z3.Not(lower.yes)}
        for kind, other in wanted.items():
            if question.finds(upper.yes, other):
                witness = smallest(question.solver, question.symbols, setting.prefer())
                self._verify(witness, setting, base, extended)
                return Gap(kind, witness)
        return None

    def truths(
        self,
        condition: Condition,
        children: Sequence[Child],
        on: date,
        figures: Mapping[str, float],
        definition: Condition | None,
    ) -> list[Truth]:
        """What the formulas say of single children, to be held against the reference."""
        codes = {
            fact: tuple({str(child.facts.get(fact, NATION)): None for child in children})
            for fact in ("hukou", "residence")
        }
        symbols = Symbols(self.facts, codes)
        both = Formulas(symbols, self.areas, figures, definition, free=False).of(condition)
        return [_truth(both, list(_stated(symbols, child, on))) for child in children]

    def _verify(
        self, witness: Witness, setting: Setting, base: Condition, extended: Condition
    ) -> None:
        """Refuse to report a child of whom the reference evaluation says otherwise."""
        figures = {**setting.figures, **witness.figures}
        situation = Situation(witness.child, witness.on, self.areas, figures, setting.definition)
        truths = [situation.evaluate(condition).truth for condition in (base, extended)]
        if truths[0] is not Truth.YES or truths[1] is Truth.YES:
            raise AssertionError(f"a witness the evaluation does not confirm: {truths}")


class _Question:
    """One solver with one symbolic child, its place, and its calendar."""

    def __init__(self, prover: Prover, asked: Iterable[Condition], setting: Setting) -> None:
        asked = (*asked, *((setting.definition,) if setting.definition else ()))
        places = representatives(prover.areas, asked, setting.area)
        self.symbols = Symbols(prover.facts, places)
        self.read = Formulas(
            self.symbols, prover.areas, setting.figures, setting.definition, free=True
        )
        self.setting = setting
        self.solver = z3.Solver()
        self._rules = -1

    def of(self, condition: Condition) -> Both:
        return self.read.of(condition)

    def possible(self, condition: Condition) -> bool:
        return self.finds(self.of(condition).yes)

    def certain(self, condition: Condition) -> bool:
        return not self.finds(self.of(condition).no)

    def same(self, first: Condition, second: Condition) -> bool:
        one, other = self.of(first), self.of(second)
        return not self.finds(z3.Or(one.yes != other.yes, one.no != other.no))

    def idle(self, condition: Condition) -> list[int]:
        """The places of idle branches among all branches."""
        whole = self.of(condition)
        unknowns = (*self.symbols.given.values(), *self.symbols.attests.values())
        known = z3.And([unknown.known for unknown in unknowns])
        found: list[Condition] = []

        def search(branch: Condition) -> None:
            for part in reversed(parts(branch)):
                without = _without(condition, {id(one) for one in (*found, part)})
                if without and not self.finds(known, whole.yes != self.of(without).yes):
                    found.append(part)
                else:
                    search(part)

        search(condition)
        gone = {id(part) for part in found}
        return [i for i, part in enumerate(_branches(condition)) if id(part) in gone]

    def finds(self, *wanted: z3.BoolRef) -> bool:
        """Whether some plausible child makes all these true; the solver then holds the model."""
        if self._rules != len(self.symbols.rules):  # a new unknown brought new rules
            self._rules = len(self.symbols.rules)
            self.solver = z3.SolverFor("QF_LIA")
            self.solver.add(self.symbols.rules)
            self.solver.add(list(_plausible(self.symbols, self.setting)))
        else:
            self.solver.pop()
        self.solver.push()
        self.solver.add(wanted)
        found = self.solver.check()
        if found == z3.unknown:
            raise AssertionError(f"Z3 gave up: {self.solver.reason_unknown()}")
        return bool(found == z3.sat)


def _asked(what: str, setting: Setting, *conditions: Condition) -> str:
    """A question as text: the same for the same question."""
    definition = spelled(setting.definition) if setting.definition else ""
    where = f"{setting.area} {setting.start} {setting.end} {sorted(setting.figures.items())}"
    return " | ".join((what, where, definition, *map(spelled, conditions)))


def _branches(condition: Condition) -> Iterator[Condition]:
    """Every branch under a condition, parents first."""
    for part in parts(condition):
        yield part
        yield from _branches(part)


def _plausible(symbols: Symbols, setting: Setting) -> Iterator[z3.BoolRef]:
    """Born by the day, here no longer than alive, living in the place; the day in its window."""
    on = symbols.on.key
    yield on >= key(setting.start or min(_EARLIEST, setting.end or _EARLIEST))
    yield on <= key(setting.end or max(_LATEST, setting.start or _LATEST))
    birth, since = (symbols.given.get(name) for name in ("birth_date", "resident_since"))
    if birth and isinstance(birth.value, Day):
        yield birth.value.key <= on
    if since and isinstance(since.value, Day):
        yield since.value.key <= on
        if birth and isinstance(birth.value, Day):
            yield z3.Implies(birth.known, since.value.key >= birth.value.key)
    if residence := symbols.given.get("residence"):
        yield residence.known


def _stated(symbols: Symbols, child: Child, on: date) -> Iterator[tuple[z3.ExprRef, z3.ExprRef]]:
    """What every unknown is for one child on one day; what is not known is some value or other."""
    yield from _dated(symbols.on, on)
    for name, unknown in symbols.attests.items():
        seen = child.attested.get(name)
        yield unknown.known, z3.BoolVal(seen is not None)
        yield unknown.value, z3.BoolVal(bool(seen))
    for name, unknown in symbols.given.items():
        value, symbol = child.facts.get(name), unknown.value
        yield unknown.known, z3.BoolVal(value is not None)
        if isinstance(symbol, Day):
            yield from _dated(symbol, value if isinstance(value, date) else on)
        elif isinstance(symbol, dict):
            tags = value if isinstance(value, tuple) else ()
            yield from ((has, z3.BoolVal(tag in tags)) for tag, has in symbol.items())
        elif z3.is_bool(symbol):
            yield symbol, z3.BoolVal(bool(value))
        else:
            among = symbols.places.get(name) or tuple(symbols.facts[name].options)
            yield symbol, z3.IntVal(among.index(str(value)) if value in among else 0)


def _dated(symbol: Day, day: date) -> Iterator[tuple[z3.ExprRef, z3.ExprRef]]:
    parts_of = (symbol.year, day.year), (symbol.month, day.month), (symbol.day, day.day)
    yield from ((part, z3.IntVal(number)) for part, number in parts_of)


def _truth(both: Both, stated: list[tuple[z3.ExprRef, z3.ExprRef]]) -> Truth:
    yes, no = (z3.is_true(z3.simplify(z3.substitute(formula, stated))) for formula in both)
    if yes and no:
        raise AssertionError("one child, two answers")
    return Truth.YES if yes else Truth.NO if no else Truth.UNKNOWN


def _without(condition: Condition, gone: set[int]) -> Condition | None:
    """A tree without some branches; None where nothing is left of it."""
    if id(condition) in gone:
        return None
    if isinstance(condition, Not):
        part = _without(condition.part, gone)
        return replace(condition, part=part) if part else None
    if isinstance(condition, All | AnyOf):
        left = [_without(part, gone) for part in condition.parts]
        kept = tuple(part for part in left if part)
        return replace(condition, parts=kept) if kept else None
    return condition
