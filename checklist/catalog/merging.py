"""National <- province <- city <- county on a date: one merged list, every value traceable.

Merging is permissive, checking is strict: a lower layer may say anything here, and floor.py
and checking.py judge it. For every field the merged item remembers which layer set it and
on which line.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, TypeVar

from checklist.catalog.model import Entry, Layer, Relation
from checklist.catalog.owed import Floor, Item, Listing
from checklist.findings import Span
from checklist.rules.meaning import Meaning

FloorRule = Callable[[Item, Entry, str, Meaning], Floor]

_FIELDS = (
    "category", "name", "summary", "when", "windows", "apply", "decide", "pay", "departments",
)  # fmt: skip
_KEYED = ("measures", "amounts", "materials")


class _Keyed(Protocol):
    @property
    def id(self) -> str: ...


KeyedT = TypeVar("KeyedT", bound=_Keyed)


def merge(layers: Iterable[Layer], area: str, on: date, floor: FloorRule) -> Listing:
    """Merge a place's layers.

    Args:
        layers: the layers of the place's chain that have files, nation first.
        area: the place.
        on: the date; layers whose list is not in force then are left out.
        floor: judges an override, of the place with that code and meaning, against the item
            it changes.
    """
    live = tuple(layer for layer in layers if layer.in_force(on))
    items: dict[str, Item] = {}
    for place, layer in enumerate(live):
        apply_layer(items, layer, floor, meaning_of(live[: place + 1], on))
    cycles = [layer for layer in live if layer.review_cycle]
    reviewed = min(cycles, key=lambda layer: cycle_days(layer.review_cycle), default=None)
    meaning = meaning_of(live, on)
    return Listing(
        area=area,
        on=on,
        layers=live,
        items=items,
        definition=meaning.definition,
        review_cycle=reviewed.review_cycle if reviewed else "",
        figures=meaning.figures,
        review_layer=reviewed.code if reviewed else "",
        services=tuple(service for layer in reversed(live) for service in layer.services),
        ledger=_nearest(layer.ledger for layer in live),
        classes=_nearest(layer.classes for layer in live),
        letter=next((layer.letter for layer in reversed(live) if layer.letter), None),
    )


def apply_layer(items: dict[str, Item], layer: Layer, floor: FloorRule, meaning: Meaning) -> None:
    """Let one layer speak: add its new items, change those it overrides, drop the withdrawn."""
    for entry in layer.entries.values():
        if entry.of is None:
            if item := new_item(entry, layer.code):
                items[entry.id] = item
        elif base := items.get(entry.of):
            if entry.relation is Relation.WITHDRAWS:
                del items[entry.of]
            else:
                judged = floor(base, entry, layer.code, meaning)
                items[entry.of] = override(base, entry, layer.code, judged)


def new_item(entry: Entry, layer: str) -> Item | None:
    """An item that begins in this layer; None while what every item needs is missing."""
    if not (entry.category and entry.name and entry.summary and entry.when):
        return None
    return Item(
        id=entry.id,
        layer=layer,
        category=entry.category,
        name=entry.name,
        summary=entry.summary,
        when=entry.when,
        digest=entry.digest,
        origins=_origins(entry, layer),
        measures=entry.measures,
        amounts=entry.amounts,
        windows=entry.windows,
        apply=entry.apply,
        decide=entry.decide,
        pay=entry.pay,
        materials=entry.materials,
        departments=entry.departments,
        sources={source.key: source for source in entry.sources},
    )


def override(base: Item, entry: Entry, layer: str, floor: Floor) -> Item:
    """An item as a lower layer changes it: named fields replaced, keyed parts merged by key."""
    said: dict[str, Any] = {
        field: getattr(entry, field) for field in _FIELDS if getattr(entry, field)
    }
    keyed: dict[str, Any] = {
        field: _by_key(getattr(base, field), getattr(entry, field))
        for field in _KEYED
        if getattr(entry, field)
    }
    waivers = (*base.waivers, entry.waiver) if entry.waiver else base.waivers
    return replace(
        base,
        layer=layer,
        digest=hashlib.sha256((base.digest + entry.digest).encode()).hexdigest()[:12],
        origins={**base.origins, **_origins(entry, layer)},
        sources={**base.sources, **{source.key: source for source in entry.sources}},
        floor=max(base.floor, floor, key=list(Floor).index),
        waivers=waivers,
        **said,
        **keyed,
    )


def cycle_days(cycle: str) -> int:
    """The length of an ISO 8601 duration of one unit, in days, for comparison (P6M -> 182)."""
    return int(int(cycle[1:-1]) * {"D": 1, "W": 7, "M": 30.4, "Y": 365}[cycle[-1]])


def _nearest(said: Iterable[tuple[KeyedT, ...]]) -> tuple[KeyedT, ...]:
    """Every key once, in the order it was first said, as the nearest place says it."""
    merged: tuple[KeyedT, ...] = ()
    for parts in said:
        merged = _by_key(merged, parts)
    return merged


def _by_key(base: tuple[KeyedT, ...], changes: tuple[KeyedT, ...]) -> tuple[KeyedT, ...]:
    merged = {part.id: part for part in base} | {part.id: part for part in changes}
    return tuple(merged.values())


def _origins(entry: Entry, layer: str) -> Mapping[str, tuple[str, Span]]:
    origins = {field: (layer, span) for field, span in entry.spans.items()}
    for field in (*_KEYED, "sources"):
        for part in getattr(entry, field):
            name = part.key.split("/")[-1] if field == "sources" else part.id
            origins[f"{field}.{name}"] = (layer, part.span)
    return origins


def meaning_of(layers: Iterable[Layer], on: date) -> Meaning:
    """What figures and `migrant` stand for on a day, as the nearest of these places says it."""
    layers = tuple(layers)
    definitions = [layer.definition for layer in layers if layer.definition]
    return Meaning(definitions[-1] if definitions else None, figures_on(layers, on))


def figures_on(layers: Iterable[Layer], on: date) -> Mapping[str, float]:
    """The figures in force on a day, the nearest place's of each."""
    found: dict[str, float] = {}
    for layer in layers:
        for figure in layer.figures:
            live = next((period for period in figure.periods if period.covers(on)), None)
            if live:
                found[figure.id] = live.value
    return found
