"""A catalog laid open for checking: its layers, its overrides, and what stands above each.

The checks ask it for entries and conditions and need not know how layers find each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checklist.areas import Areas
from checklist.catalog.floor import FloorKeeper
from checklist.catalog.merging import apply_layer
from checklist.catalog.model import Entry, Layer, conditions
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Item
from checklist.catalog.reading import NATION
from checklist.rules.condition import Condition
from checklist.rules.facts import FactDictionary


@dataclass(frozen=True, slots=True)
class Override:
    """An entry that changes an item, with the item as the layers above leave it."""

    layer: Layer
    entry: Entry
    base: Item | None


@dataclass(frozen=True, slots=True)
class Book:
    """A whole catalog, ready to be checked.

    Args:
        overrides: all entries with `of`, beside what they change.
        above: per layer code, the items that layers above it bring.
    """

    root: Path
    layers: Mapping[str, Layer]
    facts: FactDictionary
    areas: Areas
    keeper: FloorKeeper
    overrides: tuple[Override, ...]
    above: Mapping[str, Mapping[str, Item]]

    def entries(self) -> Iterator[tuple[Layer, Entry]]:
        """All entries with their layers."""
        for layer in self.layers.values():
            for entry in layer.entries.values():
                yield layer, entry

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """All conditions with the name of what they belong to."""
        for _, entry in self.entries():
            yield from conditions(entry)
        for layer in self.layers.values():
            if layer.definition:
                yield "definition", layer.definition


def open_book(catalog: Catalog, layers: Mapping[str, Layer]) -> Book:
    """The book of some layers of a catalog."""
    overrides: list[Override] = []
    above: dict[str, dict[str, Item]] = {}
    for code, layer in layers.items():
        items = _items_above(catalog, layers, code)
        above[code] = items
        overrides += [
            Override(layer, entry, items.get(entry.of))
            for entry in layer.entries.values()
            if entry.of
        ]
    return Book(
        catalog.root, layers, catalog.facts, catalog.areas, catalog.keeper, tuple(overrides), above
    )


def _items_above(catalog: Catalog, layers: Mapping[str, Layer], code: str) -> dict[str, Item]:
    """What the layers above one bring, whatever their dates."""
    items: dict[str, Item] = {}
    if code != NATION:
        for upper in (NATION, *catalog.areas.chain(code)[:-1]):
            if upper in layers:
                apply_layer(items, layers[upper], catalog.keeper.judge)
    return items
