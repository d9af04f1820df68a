"""A smallest child out of a model: few facts stated, plain values, ready to be a profile.

What a keeper is shown should be a child one can picture ("four years old, permit valid"), so as
few facts as possible are stated, and of each the plainest value that still makes the case.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import z3

from checklist.rules.derived import Child
from checklist.rules.facts import FactDictionary, Kind, Value
from checklist.rules.proof.symbols import Day, Symbols, Unknown
from checklist.rules.turning import add_months

_YEARS = 25  # ages tried for a plain birth date


@dataclass(frozen=True, slots=True)
class Witness:
    """A child on a day who shows a difference.

    Args:
        child: the stated facts and ticked papers; what is left out does not matter.
        on: the day.
        figures: numbers assumed for the place's figures nobody knows.
    """

    child: Child
    on: date
    figures: Mapping[str, float]

    def profile(self) -> dict[str, Value | dict[str, bool]]:
        """The child as a profile file states it."""
        stated: dict[str, Value | dict[str, bool]] = dict(self.child.facts)
        return stated | ({"attested": dict(self.child.attested)} if self.child.attested else {})

    def plain(self) -> dict[str, object]:
        """The witness as plain data, to be kept."""
        facts = {
            k: v.isoformat() if isinstance(v, date) else v for k, v in self.child.facts.items()
        }
        return {
            "facts": facts,
            "attested": dict(self.child.attested),
            "on": self.on.isoformat(),
            "figures": dict(self.figures),
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any], facts: FactDictionary) -> "Witness":
        """What `plain` gave."""
        stated = {name: _typed(facts[name].kind, value) for name, value in plain["facts"].items()}
        on = date.fromisoformat(plain["on"])
        return cls(Child(stated, plain["attested"]), on, plain["figures"])


def _typed(kind: Kind, value: Any) -> Value:  # noqa: ANN401 - of plain data
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    return tuple(value) if kind is Kind.TAGS else value


def smallest(solver: z3.Solver, symbols: Symbols, prefer: date) -> Witness:
    """The smallest child of a satisfiable solver.

    Args:
        solver: holds the case; it is made narrower here.
        symbols: the child's unknowns.
        prefer: the day to tell the example for, if it may be that day.
    """
    unknowns = {**symbols.given, **{f"attest:{k}": u for k, u in symbols.attests.items()}}
    _state_few(solver, [unknown.known for unknown in unknowns.values()])
    on = _pick_day(solver, symbols.on, [prefer])
    known = {name: u for name, u in unknowns.items() if _holds(solver, u.known)}
    facts: dict[str, Value] = {}
    attested: dict[str, bool] = {}
    for name in sorted(known, key=lambda name: name != "birth_date"):
        if name.startswith("attest:"):
            attested[name.removeprefix("attest:")] = _pick_flag(solver, known[name].value)
        else:
            facts[name] = _value(solver, symbols, name, known[name], on)
    order = {fact: i for i, fact in enumerate(symbols.facts.facts)}
    stated = {name: facts[name] for name in sorted(facts, key=order.__getitem__)}
    figures = {name: _number(solver, figure) for name, figure in symbols.figures.items()}
    return Witness(Child(stated, attested), on, figures)


def _state_few(solver: z3.Solver, flags: list[z3.BoolRef]) -> None:
    """Keep the least number of facts that must be stated."""
    for count in range(len(flags) + 1):
        few = z3.AtMost(*flags, count) if flags else z3.BoolVal(val=True)
        if solver.check(few) == z3.sat:
            solver.add(few)
            break
    for flag in flags:
        _keep(solver, z3.Not(flag)) or _keep(solver, flag)


def _value(solver: z3.Solver, symbols: Symbols, name: str, unknown: Unknown, on: date) -> Value:
    fact, value = symbols.facts[name], unknown.value
    if isinstance(value, Day):
        return _pick_day(solver, value, _plain_days(name, on))
    if isinstance(value, dict):
        return tuple(tag for tag, has in value.items() if _pick_flag(solver, has))
    if fact.kind is Kind.FLAG:
        return _pick_flag(solver, value)
    if fact.kind is Kind.CHOICE:
        return _pick(solver, value, list(fact.options))
    if fact.kind is Kind.AREA:
        return _pick(solver, value, list(symbols.places[name]))
    return int(_number(solver, value))


def _plain_days(name: str, on: date) -> Iterator[date]:
    """Round ages, round months lived here, an endorsement with a year to go or just over."""
    if name == "birth_date":
        yield from (add_months(on, -12 * years) for years in range(_YEARS))
    if name in {"birth_date", "resident_since"}:
        yield from (add_months(on, -months) for months in range(25))
    yield from (add_months(on, 12), on - timedelta(days=1), on)


def _pick_day(solver: z3.Solver, day: Day, plain: Iterable[date]) -> date:
    for one in plain:
        here = z3.And(day.year == one.year, day.month == one.month, day.day == one.day)
        if _keep(solver, here):
            return one
    year, month, number = (int(_number(solver, part)) for part in (day.year, day.month, day.day))
    return date(year, month, number)


def _pick(solver: z3.Solver, position: z3.ArithRef, values: list[str]) -> str:
    found = next(i for i in range(len(values)) if _keep(solver, position == i))
    return values[found]


def _pick_flag(solver: z3.Solver, flag: z3.BoolRef) -> bool:
    return not _keep(solver, z3.Not(flag)) and _keep(solver, flag)


def _number(solver: z3.Solver, number: z3.ArithRef) -> float:
    """A number the model gives, kept; whole ones first."""
    solver.check()
    found = solver.model().eval(number, model_completion=True)
    _keep(solver, number == found)
    return float(found.as_fraction()) if z3.is_rational_value(found) else float(found.as_long())


def _holds(solver: z3.Solver, flag: z3.BoolRef) -> bool:
    return bool(solver.check(z3.Not(flag)) == z3.unsat)


def _keep(solver: z3.Solver, more: z3.BoolRef) -> bool:
    """Add a demand if it can be met."""
    met = bool(solver.check(more) == z3.sat)
    if met:
        solver.add(more)
    return met
