"""A catalog laid open for checking: its layers, its overrides, and what stands above each.

The checks ask it for entries and conditions and need not know how layers find each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checklist.areas import NATION, Areas
from checklist.catalog.floor import FloorKeeper
from checklist.catalog.merging import apply_layer
from checklist.catalog.model import Entry, Layer, conditions
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Floor, Item
from checklist.rules.condition import Condition
from checklist.rules.facts import FactDictionary
from checklist.rules.meaning import Meaning


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

    def uppers(self, code: str) -> tuple[str, ...]:
        """The codes of the places above one, nation first."""
        return () if code == NATION else (NATION, *self.areas.chain(code)[:-1])

    def conditions(self) -> Iterator[tuple[str, Condition]]:
        """All conditions with the name of what they belong to."""
        for _, entry in self.entries():
            yield from conditions(entry)
        for layer in self.layers.values():
            if layer.definition:
                yield "definition", layer.definition


def open_book(catalog: Catalog, layers: Mapping[str, Layer]) -> Book:
    """The book of some layers of a catalog."""
    book = Book(catalog.root, layers, catalog.facts, catalog.areas, catalog.keeper, (), {})
    above = {code: items_of(book, book.uppers(code)) for code in layers}
    overrides = tuple(
        Override(layer, entry, above[code].get(entry.of))
        for code, layer in layers.items()
        for entry in layer.entries.values()
        if entry.of
    )
    return replace(book, overrides=overrides, above=above)


def items_of(book: Book, codes: Iterable[str], on: date | None = None) -> dict[str, Item]:
    """What some layers bring together, whatever their dates or on a day; the floor left aside."""
    items: dict[str, Item] = {}
    for code in codes:
        layer = book.layers.get(code)
        if layer and (on is None or layer.in_force(on)):
            apply_layer(items, layer, lambda *_: Floor.HELD, Meaning())
    return items
