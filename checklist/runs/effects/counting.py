"""A made-up population under two lists at once: how many children's answers move, and how.

A hundred thousand children are answered for in columns; only a few rows are ever looked at
as children, to find an example.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Listing
from checklist.rules.columns import Columns, Given
from checklist.rules.condition import Condition
from checklist.rules.derived import Child
from checklist.rules.facts import FactDictionary, Kind
from checklist.runs.effects.moves import Move, Scene
from checklist.runs.effects.population import Population, population
from checklist.runs.effects.rights import Question

if TYPE_CHECKING:
    from checklist.rules.columns import Frame

_TRIED = 12  # children tried for a small example
_PLACES = ("hukou", "residence")
_ROW = "row"


@dataclass(frozen=True, slots=True)
class Count:
    """How many children one right moves in one way, and the first of them."""

    question: Question
    move: Move
    children: int
    examples: tuple[Child, ...]


class Counter:
    """Asks one population after another place's two lists.

    Children are drawn once; for each place only where they live and come from is drawn anew.

    Args:
        before: the catalog as it was.
        after: the catalog as it is now.
        size: how many children.
        seed: what they are drawn from.
        on: the day.
        attests: papers they are asked for.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - two catalogs and a draw
        self,
        before: Catalog,
        after: Catalog,
        size: int,
        seed: int,
        on: date,
        attests: frozenset[str],
    ) -> None:
        self.before = before
        self.after = after
        self.size = size
        self.seed = seed
        self.on = on
        self.people: Population | None = None
        self.frames: tuple[Frame, Frame] | None = None
        self.attests = attests

    def settle(self, residences: Sequence[str]) -> None:
        """Let the children live in a place, spread over these counties."""
        if self.people is None:
            self.people = population(
                self.size, self.seed, residences, self.after.areas, self.after.facts, self.on,
                self.attests,
            )  # fmt: skip
        else:
            self.people = self.people.living_in(residences)
        self.frames = self._framed(self.people)

    def _framed(self, people: Population) -> "tuple[Frame, Frame]":
        """The children as rows for either catalog; only their places where the rest is known."""
        sides = (self.before, self.after)
        columns = [Columns(side.facts, self.after.areas, self.on) for side in sides]
        alike = _alike(*(side.facts for side in sides))
        if self.frames:
            places = {fact: people.known[fact] for fact in _PLACES}
            fresh = columns[1].table(places)
            old, new = (
                frame.with_columns(*(fresh[fact] for fact in _PLACES)) for frame in self.frames
            )
            return (new if alike else old), new
        new = people.frame(columns[1]).with_row_index(_ROW)
        if alike:
            return new, new
        known = dict(_known_to(self.before.facts, people.known))
        old = columns[0].table(known, people.attested).with_row_index(_ROW)
        return old, new

    def counts(
        self, counties: Sequence[str], scene: Scene, asked: Iterable[Question]
    ) -> Iterator[Count]:
        """How the children of some counties move.

        Args:
            counties: all of one list.
            scene: the two lists.
            asked: the rights in which they differ.
        """
        if self.frames is None or self.people is None:
            return
        old, new = (frame.filter(frame["residence"].is_in(list(counties))) for frame in self.frames)
        wanted = tuple(asked)
        first = self._truths(old, self.before, scene.before, "before", wanted)
        second = self._truths(new, self.after, scene.after, "after", wanted)
        for number, question in enumerate(wanted):
            sides = first.get(f"{number}"), second.get(f"{number}")
            masks = _moves(*sides)
            if question.whole:
                masks = _parts(masks, first[f"{number} whole"], second[f"{number} whole"],
                               burden=question.right.burden)  # fmt: skip
            for move, mask in masks.items():
                rows = new[_ROW].filter(mask).head(_TRIED)
                if children := int(mask.sum() or 0):
                    yield Count(question, move, children, tuple(map(self.people.child, rows)))

    def _truths(
        self, frame: "Frame", catalog: Catalog, listing: Listing, side: str,
        asked: Sequence[Question],
    ) -> Mapping[str, Any]:  # fmt: skip
        """Columns of answers by the question's number; none for a right the list lacks."""
        conditions: dict[str, Condition] = {}
        for number, question in enumerate(asked):
            condition: Condition | None = getattr(question, side)
            if condition:
                conditions[f"{number}"] = condition
            if question.whole:
                conditions[f"{number} whole"] = question.whole[side == "after"]
        if not conditions:
            return {}
        columns = Columns(catalog.facts, self.after.areas, self.on, listing.figures,
                          listing.definition)  # fmt: skip
        return columns.truths(frame, conditions).to_dict()


def _moves(old: Any, new: Any) -> dict[Move, Any]:  # noqa: ANN401 - columns of polars, which lives in rules/columns.py
    """Which rows move how; a right that one list lacks counts as a no there."""
    if old is None or new is None:
        gone = {Move.LOSES: old} if new is None else {Move.GAINS: new}
        return {move: column for move, column in gone.items() if column is not None}
    known = old.is_not_null(), new.is_not_null()
    return {
        Move.LOSES: old & ~new,
        Move.GAINS: ~old & new,
        Move.BLURS: known[0] & ~known[1],
        Move.SETTLES: ~known[0] & known[1],
    }


def _parts(masks: dict[Move, Any], old: Any, new: Any, *, burden: bool) -> dict[Move, Any]:  # noqa: ANN401 - as above
    """Of a part only what is lost or gained beside an item one has in both lists."""
    losing, gaining = Move.LOSES, Move.GAINS
    if burden:
        losing, gaining = gaining, losing
    named = {Move.LOSES: losing, Move.GAINS: gaining}
    return {named[move]: mask & old & new for move, mask in masks.items() if move in named}


def _alike(old: FactDictionary, new: FactDictionary) -> bool:
    """Whether the columns of two dictionaries are the same."""
    shapes = [
        [(fact.id, fact.kind, tuple(fact.options)) for fact in facts.given] for facts in (old, new)
    ]
    return shapes[0] == shapes[1]


def _known_to(facts: FactDictionary, known: Given) -> Iterator[tuple[str, Sequence[Any]]]:
    """What an older dictionary knows of the children: no other facts, and no other choices."""
    for key, column in known.items():
        if key not in facts or facts[key].derived:
            continue
        fact = facts[key]
        if fact.kind is Kind.CHOICE:
            yield key, [value if value in fact.options else None for value in column]
        else:
            yield key, column
