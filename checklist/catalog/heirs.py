"""Which places below follow a change, and which say something of their own instead.

A change at the nation or a province reaches far; whoever reviews it should see how far.
"""

from collections.abc import Mapping
from dataclasses import replace

from checklist.areas import NATION, Areas
from checklist.catalog import written
from checklist.catalog.changes import Change, Kind
from checklist.catalog.model import Entry, Layer

_STAYS = {  # of the place itself, not of those below
    Kind.LAYER_ADDED, Kind.LAYER_REMOVED, Kind.EDITION_ADDED, Kind.EDITION_EXPIRED,
    Kind.EDITION_CHANGED, Kind.DECLARED, Kind.REVIEW, Kind.RELATION,
}  # fmt: skip


class Heirs:
    """Knows which layer lies below which, and what each writes.

    Args:
        areas: the list of places.
        layers: all layers by code.
    """

    def __init__(self, areas: Areas, layers: Mapping[str, Layer]) -> None:
        self.areas = areas
        self.layers = layers

    def told(self, change: Change) -> Change:
        """The change, with the places below that follow it and those that do not."""
        if change.kind in _STAYS or (not change.item and change.kind in {Kind.TEXT, Kind.SOURCE}):
            return change
        inherited: list[str] = []
        own: list[str] = []
        for code in self._below(change.layer):
            between = self._between(change.layer, code)
            (own if any(self._says(change, c) for c in between) else inherited).append(code)
        return replace(change, inherited=tuple(inherited), own=tuple(own))

    def _below(self, code: str) -> list[str]:
        return [
            lower
            for lower in self.layers
            if lower != code and (code == NATION or code in self.areas.chain(lower))
        ]

    def _between(self, upper: str, code: str) -> tuple[str, ...]:
        """The layers from below `upper` down to `code`."""
        chain = (NATION, *self.areas.chain(code))
        return tuple(c for c in chain[chain.index(upper) + 1 :] if c in self.layers)

    def _says(self, change: Change, code: str) -> bool:
        """Whether a layer says something of its own in place of what changed."""
        layer, field = self.layers[code], written.root(change.field)
        if not change.item:
            return field in written.of_layer(layer) and not field.startswith("services")
        entries = [e for e in layer.entries.values() if change.item in {e.of, e.id}]
        return any(_replaces(entry, field) for entry in entries)


def _replaces(entry: Entry, field: str) -> bool:
    """Whether an entry says the field anew; of a whole item, whether it begins it anew."""
    return field in written.of_item(entry) if field else entry.of is None
