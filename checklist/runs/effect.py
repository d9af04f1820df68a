"""Whom a change of the catalog moves: counted over all situations and a made-up population.

A difference between two conditions says little to whoever answers for it; how many children
of a place go from yes to no, and which child shows it, does.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from checklist.catalog.changes import Change
from checklist.catalog.revisions import Side
from checklist.findings import Span
from checklist.rules.condition import Attest, leaves
from checklist.runs.cases import Case, read_cases
from checklist.runs.counting import Counter
from checklist.runs.grounds import Grounds
from checklist.runs.moves import Example, Move, Scene
from checklist.runs.rights import Question, Right

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an effect is counted on.

    Args:
        on: the day the made-up children are asked on; situations keep their own.
        size: how many are made up for each place.
        seed: what they are drawn from.
    """

    on: date
    size: int = 100_000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Shift:
    """Children of one place whose answer about one right moves in one way.

    Args:
        place: the code of the layer that was touched.
        children: how many made-up children.
        cases: how many situations.
        example: the smallest child found; from a situation where one shows it.
        span: where the right stands now, or stood.
    """

    place: str
    right: Right
    move: Move
    children: int
    cases: int
    example: Example
    span: Span


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does.

    Args:
        places: codes of the layers that were touched in a way that can move anybody.
        cases: how many situations were held against both catalogs.
        shifts: by place and right.
    """

    asked: Asked
    places: tuple[str, ...]
    cases: int
    shifts: tuple[Shift, ...]


def effect(
    before: Side, after: Side, changes: Iterable[Change], asked: Asked, tell: Progress
) -> Effect:
    """Count whom a change moves.

    Args:
        before: the catalog as it was.
        after: the catalog as it is now; its places and facts are used.
        changes: what differs.
        asked: the population.
        tell: told before each place: which one of how many, and its code.
    """
    grounds = Grounds(before, after, tuple(changes))
    tally = _Tally(
        grounds, Counter(before.catalog, after.catalog, asked.size, asked.seed, asked.on)
    )
    cases = tuple(_cases(before, after))
    for case in cases:
        tally.case(case)
    for number, place in enumerate(grounds.places, 1):
        tell(number, len(grounds.places), place)
        tally.children(place, asked.on)
    return Effect(asked, grounds.places, len(cases), tuple(tally.shifts()))


def _cases(before: Side, after: Side) -> Iterator[Case]:
    """The situations of both catalogs, each child of a place and day once."""
    seen: set[object] = set()
    for side in (after, before):
        for case in read_cases(side.catalog).cases:
            facts, attested = case.child.facts, case.child.attested
            key = (case.listing.area, case.listing.on, repr(sorted(facts.items())),
                   repr(sorted(attested.items())))  # fmt: skip
            if key not in seen:
                seen.add(key)
                yield case


@dataclass(slots=True)
class _Found:
    """What is gathered of one shift, before it is told."""

    question: Question
    scene: Scene
    children: int = 0
    cases: int = 0
    told: list[Example] = field(default_factory=list)
    made_up: list[Example] = field(default_factory=list)


class _Tally:
    """Gathers shifts, first of situations, then of the made-up children."""

    def __init__(self, grounds: Grounds, counter: Counter) -> None:
        self.grounds = grounds
        self.counter = counter
        self._found: dict[tuple[str, Right, Move], _Found] = {}

    def case(self, case: Case) -> None:
        """One situation, on its own day."""
        on, home = case.listing.on, self.grounds.home(case.listing.area)
        for question in self.grounds.questions(home, on):
            scene = self.grounds.scene(home, on)
            place = self.grounds.counted_at(home, question.right.item)
            if place and (move := scene.move(question, case.child)):
                found = self._at(place, question, move, scene)
                found.cases += 1
                if found.scene is scene:
                    found.told.append(Example(case.child, on, case.form.name))

    def children(self, place: str, on: date) -> None:
        """The made-up children, living all over a place."""
        homes = self.grounds.homes(place, on)
        asked = {home: self.grounds.asked(place, home, on) for home in homes}
        if not homes:
            return
        residences = tuple(county for counties in homes.values() for county in counties)
        self.counter.settle(residences, _attests(asked.values()))
        for home, wanted in asked.items():
            scene = self.grounds.scene(home, on)
            for count in self.counter.counts(homes[home], scene, wanted):
                found = self._at(place, count.question, count.move, scene)
                found.children += count.children
                if found.scene is scene:
                    found.made_up += [Example(child, on) for child in count.examples]

    def shifts(self) -> Iterator[Shift]:
        """All shifts by place, in the lists' order."""
        for (place, right, move), found in sorted(self._found.items(), key=lambda one: one[0][0]):
            example = found.scene.smallest(found.question, move, found.told or found.made_up)
            span = self.grounds.stands(place, right, found.scene)
            yield Shift(place, right, move, found.children, found.cases, example, span)

    def _at(self, place: str, question: Question, move: Move, scene: Scene) -> _Found:
        """Where a shift is gathered; the first list and day that show it tell the example."""
        return self._found.setdefault((place, question.right, move), _Found(question, scene))


def _attests(asked: Iterable[Iterable[Question]]) -> frozenset[str]:
    """The papers any of the conditions asks for."""
    return frozenset(
        leaf.id
        for questions_of_home in asked
        for question in questions_of_home
        for side in (question.before, question.after)
        for leaf in (leaves(side) if side else ())
        if isinstance(leaf, Attest)
    )
