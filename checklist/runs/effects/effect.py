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
from checklist.runs.effects.counting import Counter
from checklist.runs.effects.grounds import Grounds
from checklist.runs.effects.moves import Example, Move, Scene
from checklist.runs.effects.rights import Question, Right
from checklist.runs.testing.cases import Case, read_cases

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an effect is counted on.

    Args:
        on: the day the made-up children are asked on; situations keep their own.
        size: how many are made up for each place.
        seed: what they are drawn from.
        ahead: also on the later days on which a change begins, each with children of that day.
    """

    on: date
    size: int = 100_000
    seed: int = 1
    ahead: bool = True


@dataclass(frozen=True, slots=True)
class Shift:
    """Children of one place whose answer about one right moves in one way.

    Args:
        place: the code of the layer that was touched.
        on: the day on which most made-up children move.
        children: how many they are.
        cases: how many situations.
        example: the smallest child found; from a situation where one shows it.
        span: where the right stands now, or stood.
    """

    place: str
    right: Right
    move: Move
    on: date
    children: int
    cases: int
    example: Example
    span: Span


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does.

    Args:
        places: codes of the layers that were touched in a way that can move anybody.
        days: the days it was counted on.
        cases: how many situations were held against both catalogs.
        shifts: by place and right.
    """

    asked: Asked
    places: tuple[str, ...]
    days: tuple[date, ...]
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
    tally = _Tally(grounds, asked.on)
    cases = tuple(_cases(before, after))
    for case in cases:
        tally.case(case)
    rounds = {day: grounds.changing(day) for day in grounds.days if asked.ahead and day > asked.on}
    rounds = {asked.on: grounds.places, **rounds}
    number, of = 0, sum(map(len, rounds.values()))
    for day, places in rounds.items():
        attests = _attests(grounds, places, day)
        counter = Counter(before.catalog, after.catalog, asked.size, asked.seed, day, attests)
        for place in places:
            number += 1
            tell(number, of, place)
            tally.children(place, counter)
    return Effect(asked, grounds.places, tuple(rounds), len(cases), tuple(tally.shifts()))


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
    """What is gathered of one shift from one kind of children on one day.

    The first list that shows it tells the examples; the others are only counted.
    """

    question: Question
    scene: Scene
    count: int = 0
    examples: list[Example] = field(default_factory=list)

    def add(self, scene: Scene, count: int, examples: Iterable[Example]) -> None:
        """Count more of them."""
        self.count += count
        if self.scene is scene:
            self.examples += examples

    def smallest(self, move: Move) -> Example:
        """The child told by the fewest facts."""
        return self.scene.smallest(self.question, move, self.examples)


class _Tally:
    """Gathers shifts, first of situations, then of the made-up children.

    Args:
        grounds: where children live, and what moves them.
        on: the day told of what only situations show.
    """

    def __init__(self, grounds: Grounds, on: date) -> None:
        self.grounds = grounds
        self.on = on
        self._told: dict[tuple[str, Right, Move], _Found] = {}
        self._made_up: dict[tuple[str, Right, Move], dict[date, _Found]] = {}

    def case(self, case: Case) -> None:
        """One situation, on its own day."""
        on, home = case.listing.on, self.grounds.home(case.listing.area)
        for question in self.grounds.questions(home, on):
            scene = self.grounds.scene(home, on)
            place = self.grounds.counted_at(home, question.right.item)
            if place and (move := scene.move(question, case.child)):
                key = (place, question.right, move)
                found = self._told.setdefault(key, _Found(question, scene))
                found.add(scene, 1, [Example(case.child, on, case.form.name)])

    def children(self, place: str, counter: Counter) -> None:
        """The made-up children, living all over a place."""
        on = counter.on
        homes = self.grounds.homes(place, on)
        if not homes:
            return
        counter.settle(tuple(county for counties in homes.values() for county in counties))
        for home, counties in homes.items():
            scene = self.grounds.scene(home, on)
            asked = self.grounds.asked(place, home, on)
            for count in counter.counts(counties, scene, asked):
                days = self._made_up.setdefault((place, count.question.right, count.move), {})
                found = days.setdefault(on, _Found(count.question, scene))
                found.add(scene, count.children, [Example(child, on) for child in count.examples])

    def shifts(self) -> Iterator[Shift]:
        """All shifts by place, in the lists' order."""
        keys = dict.fromkeys((*self._told, *self._made_up))
        for key in sorted(keys, key=lambda key: key[0]):
            yield self._shift(*key)

    def _shift(self, place: str, right: Right, move: Move) -> Shift:
        key = (place, right, move)
        told, days = self._told.get(key), self._made_up.get(key, {})
        on = max(days, key=lambda day: days[day].count, default=self.on)
        most = days.get(on)
        shown = told or days[on]
        return Shift(
            place, right, move, on,
            children=most.count if most else 0,
            cases=told.count if told else 0,
            example=shown.smallest(move),
            span=self.grounds.stands(place, right, shown.scene),
        )  # fmt: skip


def _attests(grounds: Grounds, places: Iterable[str], on: date) -> frozenset[str]:
    """The papers any of the conditions asks for."""
    return frozenset(
        leaf.id
        for place in places
        for home in grounds.homes(place, on)
        for question in grounds.asked(place, home, on)
        for side in (question.before, question.after)
        for leaf in (leaves(side) if side else ())
        if isinstance(leaf, Attest)
    )
