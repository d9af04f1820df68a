"""Which children live under which list in two catalogs, and whose change moves them.

A child of a city answers to city, province and nation at once; to count nobody twice, a moved
right is counted at the nearest place whose change touches its item.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checklist.areas import NATION, Areas
from checklist.catalog.changes import Change, Kind
from checklist.catalog.revisions import Side
from checklist.findings import Span
from checklist.runs.effects.moves import Scene
from checklist.runs.effects.rights import Lists, Question, Right, questions

_MOVING = {
    Kind.LAYER_ADDED, Kind.LAYER_REMOVED, Kind.EDITION_ADDED, Kind.EDITION_EXPIRED,
    Kind.EDITION_CHANGED, Kind.ITEM_ADDED, Kind.ITEM_WITHDRAWN, Kind.DEFINITION, Kind.CONDITION,
    Kind.AMOUNT, Kind.FIGURE, Kind.MEASURE,
}  # fmt: skip

_WHOLE = {
    Kind.LAYER_ADDED, Kind.LAYER_REMOVED, Kind.EDITION_ADDED, Kind.EDITION_EXPIRED,
    Kind.EDITION_CHANGED,
}  # fmt: skip


class Grounds:
    """Which children live under which list in both catalogs, and which change moves them.

    Args:
        before: the catalog as it was.
        after: the catalog as it is now.
        changes: what differs.
    """

    def __init__(self, before: Side, after: Side, changes: Sequence[Change]) -> None:
        self.areas: Areas = after.catalog.areas
        self.before = Lists(before.layers, self.areas)
        self.after = Lists(after.layers, self.areas)
        self.known = before.layers.keys() | after.layers.keys()
        self.touched: dict[str, set[str]] = {}
        self._starts: dict[date, set[str]] = {}
        for change in changes:
            if change.kind in _MOVING:
                items = self._items(change.layer) if change.kind in _WHOLE else {change.item}
                self.touched.setdefault(change.layer, set()).update(items)
                if change.start:
                    self._starts.setdefault(change.start, set()).add(change.layer)
        self.places = tuple(sorted(self.touched))
        self._homes: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._questions: dict[tuple[str, date], tuple[Question, ...]] = {}
        self._scenes: dict[tuple[str, date], Scene] = {}

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which changes begin."""
        return tuple(sorted(self._starts))

    def changing(self, day: date) -> tuple[str, ...]:
        """The places whose change begins on a day."""
        return tuple(sorted(self._starts.get(day, ())))

    def _items(self, code: str) -> set[str]:
        """All items a layer says something of, before or after."""
        layers = [lists.layers.get(code) for lists in (self.before, self.after)]
        entries = [entry for layer in layers if layer for entry in layer.entries.values()]
        return {entry.of or entry.id for entry in entries}

    def home(self, area: str) -> str:
        """The place whose list is the nearest to an area, in either catalog."""
        return next((code for code in self._upwards(area) if code in self.known), NATION)

    def counted_at(self, home: str, item: str) -> str:
        """The place whose change is the nearest to touch an item of a list; "" for none.

        A changed definition or figure may touch any item.
        """
        touched = [
            (code, self.touched[code]) for code in self._upwards(home) if code in self.touched
        ]
        named = [code for code, items in touched if item in items]
        return next(iter((*named, *(code for code, items in touched if "" in items))), "")

    def _upwards(self, area: str) -> Iterator[str]:
        yield from reversed((NATION, *self.areas.chain(area)))

    def homes(self, place: str, on: date) -> Mapping[str, tuple[str, ...]]:
        """The counties of a place by the nearest list, where its change can move anybody."""
        if place not in self._homes:
            found: dict[str, list[str]] = {}
            for county in self.areas.counties(place) or (place,):
                found.setdefault(self.home(county), []).append(county)
            self._homes[place] = {home: tuple(codes) for home, codes in found.items()}
        homes = self._homes[place]
        return {home: codes for home, codes in homes.items() if self.asked(place, home, on)}

    def asked(self, place: str, home: str, on: date) -> tuple[Question, ...]:
        """The rights of a list that the change of a place, its own or one above, touches."""
        return tuple(
            question
            for question in self.questions(home, on)
            if self.counted_at(home, question.right.item) == place
        )

    def questions(self, home: str, on: date) -> tuple[Question, ...]:
        """The rights in which a list differs from what it was, on a day."""
        if (home, on) not in self._questions:
            scene = self.scene(home, on)
            self._questions[home, on] = questions(scene.before, scene.after)
        return self._questions[home, on]

    def stands(self, place: str, right: Right, scene: Scene) -> Span:
        """Where a right is written now; what is gone, where the place speaks of its item."""
        now = scene.after.items.get(right.item)
        for name in (right.part, "when"):
            if now and name in now.origins and now.origins[name][0] == place:
                return now.origins[name][1]
        layer = self.after.layers.get(place)
        for entry in layer.entries.values() if layer else ():
            if right.item in {entry.of, entry.id}:
                return entry.span
        if layer:
            return layer.span
        return scene.before.items[right.item].origins["name"][1]

    def scene(self, home: str, on: date) -> Scene:
        """The two lists of a place on a day."""
        if (home, on) not in self._scenes:
            lists = self.before.at(home, on), self.after.at(home, on)
            self._scenes[home, on] = Scene(*lists, self.areas)
        return self._scenes[home, on]
