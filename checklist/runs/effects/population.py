"""A made-up population of children, to count whom a change of the catalog would touch.

Real children's data must not be used for that, so these are drawn from a seed. How often
something is the case are assumptions of this project (see assumptions.py), plausible and no
statistics. The same size, seed and places give the same children on any machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import repeat
from random import Random
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from checklist.areas import Areas
from checklist.rules.condition import TestDay
from checklist.rules.derived import Child, completed_years
from checklist.rules.facts import Fact, FactDictionary, Kind, Value
from checklist.runs.effects import assumptions
from checklist.runs.effects.assumptions import Shares
from checklist.runs.effects.registers import Registers

if TYPE_CHECKING:
    from checklist.rules.columns import Columns, Frame

Column: TypeAlias = Sequence[Value | None]
_Choice = TypeVar("_Choice")

SCHOOL_YEAR = TestDay(8, 31)


@dataclass(frozen=True, slots=True)
class Population:
    """Children by column; the values of one row belong to one child.

    A smaller population of the same seed is the beginning of a larger one.

    Args:
        seed: what they were drawn from.
        known: fact id -> one value a child, None where it is not known.
        attested: attest id -> whether the paper was shown or refused, None where nobody looked.
        areas: the list of places.
    """

    seed: int
    known: Mapping[str, Column]
    attested: Mapping[str, Sequence[bool | None]]
    areas: Areas

    def __len__(self) -> int:
        return len(self.known["residence"])

    def child(self, row: int) -> Child:
        """One of them, for the reference evaluation."""
        known = {key: column[row] for key, column in self.known.items()}
        seen = {key: column[row] for key, column in self.attested.items()}
        return Child(
            {key: value for key, value in known.items() if value is not None},
            {key: value for key, value in seen.items() if value is not None},
        )

    def profile(self, row: int) -> dict[str, object]:
        """One of them as a profile's file states it; what is unknown is left out."""
        child = self.child(row)
        facts = {key: _written(value) for key, value in child.facts.items()}
        return facts | ({"attested": dict(child.attested)} if child.attested else {})

    def frame(self, columns: "Columns") -> "Frame":
        """All of them as rows, for `Columns.truths`."""
        return columns.table(self.known, self.attested)

    def living_in(self, residences: Sequence[str]) -> "Population":
        """The same children in other places: only residence and household register change."""
        places = _Draw(len(self), self.seed).places(residences, self.areas)
        return replace(self, known={**self.known, **places})


def population(  # noqa: PLR0913, PLR0917 - a draw has this many givens
    size: int,
    seed: int,
    residences: Sequence[str],
    areas: Areas,
    facts: FactDictionary,
    on: date,
    attests: Iterable[str] = (),
) -> Population:
    """Draw children.

    Args:
        size: how many.
        seed: the same gives the same children.
        residences: codes they live in, each as often as another; best counties and districts.
        areas: the list of places, for household registers.
        facts: the dictionary; its texts stay unknown, and its flags and choices of which
            nothing is supposed are drawn all the same.
        on: the date they are drawn for: ages 0 to 17 on it, permits that end around it.
        attests: ids of attests that some of them were asked for.

    Raises:
        ValueError: there is no residence to live in.
    """
    draw = _Draw(size, seed)
    lives = draw.free(facts) | draw.lives(on)
    told = {key: draw.forgotten(key, column) for key, column in _agreed(lives).items()}
    known = {**told, **draw.places(residences, areas)}
    seen = {key: draw.seen(key) for key in sorted(set(attests))}
    ordered = {fact.id: known[fact.id] for fact in facts.given if fact.id in known}
    return Population(seed, ordered, seen, areas)


class _Draw:
    """Draws each column from a stream of its own: a new fact leaves the others as they were.

    Only `Random.random` is used, which Python promises to keep; its other methods may change.
    """

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        self.seed = seed

    def free(self, facts: FactDictionary) -> dict[str, Column]:
        """Facts that hang on no other, and flags and choices of which nothing is supposed."""
        shares = {fact.id: _supposed(fact) for fact in facts.given}
        return {key: self._some(key, share) for key, share in shares.items() if share}

    def lives(self, on: date) -> dict[str, Column]:
        """Birth, arrival, permit and school."""
        born = self._born(on)
        ages = [completed_years(day, SCHOOL_YEAR.date(on)) for day in born]
        by_age = {age: _slots(share) for span, share in assumptions.STAGES.items() for age in span}
        draws = zip(ages, self._numbers("school_stage"), strict=True)
        stages = [by_age[age][int(number * 1000)] for age, number in draws]
        last = {
            stage: [
                there == stage and age >= final for there, age in zip(stages, ages, strict=True)
            ]
            for stage, final in assumptions.LAST_YEAR.items()
        }
        boards = [assumptions.BOARDING.get(str(stage), 0) for stage in stages]
        return {
            "birth_date": born,
            "resident_since": self._arrived(born, on),
            "permit_endorsed_until": self._endorsed(on),
            "school_stage": stages,
            "final_kindergarten_year": last["kindergarten"],
            "graduating": [
                any(years) for years in zip(last["junior"], last["senior"], strict=True)
            ],
            "boarding": [
                number * 1000 < share
                for number, share in zip(self._numbers("boarding"), boards, strict=True)
            ],
        }

    def places(self, residences: Sequence[str], areas: Areas) -> dict[str, Column]:
        """Where they live and where they are registered, which may be anywhere or near."""
        if not residences:
            message = "children need a place to live in"
            raise ValueError(message)
        registers = Registers(areas)
        homes = [residences[int(n * len(residences))] for n in self._numbers("residence")]
        near, told = self._some("near", assumptions.REGISTER), self._some("told", assumptions.TOLD)
        draws = zip(homes, near, self._numbers("hukou"), told, strict=True)
        hukou = [
            registers.told(registers.draw(home, str(nearness), number), str(precision))
            for home, nearness, number, precision in draws
        ]
        return {"hukou": self.forgotten("hukou", hukou), "residence": homes}

    def forgotten(self, key: str, column: Column) -> Column:
        """The column with what is not known of some."""
        draws = zip(column, self._numbers(f"{key} unknown"), strict=True)
        return [None if number * 1000 < assumptions.UNKNOWN else value for value, number in draws]

    def seen(self, attest: str) -> list[bool | None]:
        """A paper: shown, refused, or not looked for."""
        slots = _slots(assumptions.ATTESTED)
        return [slots[int(number * 1000)] for number in self._numbers(f"attest {attest}")]

    def _born(self, on: date) -> list[date]:
        """Days of birth that make them younger than 18, each as often as another."""
        first = date(on.year - assumptions.OLDEST, on.month, 1) + timedelta(on.day)
        days = (on - first).days + 1
        start = first.toordinal()
        return [date.fromordinal(start + int(n * days)) for n in self._numbers("birth_date")]

    def _arrived(self, born: Sequence[date], on: date) -> list[date]:
        """Since when they live there: their birth, any day since, or a day not long ago."""
        how, numbers = self._some("arrived", assumptions.ARRIVED), self._numbers("resident_since")
        reach = {"birth": 0, "lately": assumptions.LATELY, "ever": on.toordinal()}
        draws = zip(born, how, numbers, strict=True)
        return [
            on - timedelta(int(number * (min((on - day).days, reach[str(manner)]) + 1)))
            if reach[str(manner)]
            else day
            for day, manner, number in draws
        ]

    def _endorsed(self, on: date) -> list[date]:
        """Days around the date until which a permit was endorsed."""
        start = on.toordinal() - assumptions.PERMIT_PAST
        days = assumptions.PERMIT_PAST + assumptions.PERMIT_AHEAD
        numbers = self._numbers("permit_endorsed_until")
        return [date.fromordinal(start + int(number * days)) for number in numbers]

    def _some(self, stream: str, share: Shares) -> list[Value | None]:
        slots = _slots(share)
        return [slots[int(number * 1000)] for number in self._numbers(stream)]

    def _numbers(self, stream: str) -> list[float]:
        number = Random(f"{self.seed} {stream}").random  # noqa: S311 - a text seeds alike everywhere
        return [number() for _ in repeat(None, self.size)]


def _agreed(lives: Mapping[str, Column]) -> dict[str, Column]:
    """The columns without what contradicts another: a stated nothing, or no need to state it."""
    agreed = dict(lives)
    for key, of, without, value in _HANGS_ON:
        if key in lives and of in lives:
            pairs = zip(agreed[key], lives[of], strict=True)
            agreed[key] = [value if other == without else own for own, other in pairs]
    return agreed


_HANGS_ON: tuple[tuple[str, str, Value, Value | None], ...] = (  # key is value where of is without
    ("school_kind", "school_stage", "none", None),
    ("permit_endorsed_until", "residence_permit", "none", None),
    ("permit_endorsed_until", "residence_permit", "applied", None),
    ("disability_certificate", "disability", "none", False),
    ("de_facto_unsupported", "orphan", True, False),
)


def _supposed(fact: Fact) -> Shares | None:
    """How often each value of a fact occurs, if it can be drawn by itself."""
    if fact.kind is Kind.FLAG:
        return assumptions.FREE.get(fact.id, assumptions.ANY_FLAG)
    share = assumptions.FREE.get(fact.id)
    if fact.kind is Kind.CHOICE:  # an option nothing is supposed of occurs, too
        rest = assumptions.ANY_OPTION
        return {option: (share or {}).get(option, rest) for option in fact.options}
    return share


def _slots(share: Mapping[_Choice, int]) -> list[_Choice]:
    """A thousand slots, filled by the shares, to be picked from by a number from 0 up to 1."""
    filled = [value for value, count in share.items() for _ in range(count)]
    return [filled[slot * len(filled) // 1000] for slot in range(1000)]


def _written(value: Value) -> object:
    """A value as YAML or JSON states it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
