"""Why a sheet says something else than it did: the catalog, the passing of time, or the program.

A list of changed files would leave the reader to find out what it means; so each changed row is
traced to the line that changed it, or to the day that did.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from checklist.assessment import Answer
from checklist.catalog.changes import Kind
from checklist.catalog.model import Layer
from checklist.runs.upkeep.manifest import Manifest, SheetRecord
from checklist.runs.upkeep.orders import Order
from checklist.runs.upkeep.says import Cause, changed
from checklist.runs.upkeep.told import Told
from checklist.runs.upkeep.workshop import Workshop

_ALL_ROWS = {Kind.FIGURE, Kind.DEFINITION}  # of a place, but read by its items
_PERSONAL = {"child", "findings"}  # parts that come from the child alone


@dataclass(slots=True)
class Tracer:
    """Finds causes.

    Args:
        shop: makes the sheets.
        manifest: what was made before.
        day: the day of the run.
    """

    shop: Workshop
    manifest: Manifest
    day: date
    _changed: dict[str, tuple[Cause, ...]] = field(default_factory=dict)

    def causes(
        self, order: Order, before: SheetRecord | None, made_on: str, now: Told
    ) -> tuple[Cause, ...]:
        """Why an order's sheet says something else now.

        Args:
            order: the order.
            before: what its sheet was made of; None where that is not known.
            made_on: the day it bore.
            now: what it says now.
        """
        if before is None:
            return (Cause("", "", "unknown"),)
        rows = {
            item
            for item in {*before.rows, *now.rows}
            if before.rows.get(item) != now.rows.get(item)
        }
        parts = {
            part
            for part in {*before.parts, *now.parts}
            if before.parts.get(part) != now.parts.get(part)
        }
        lists = tuple(self._lists(order.place, rows, parts))
        rest = rows - {cause.item for cause in lists}
        if any(cause.what in _ALL_ROWS for cause in lists):
            rest = set()
        found = (*lists, *self._time(order, before, made_on, now, rest))
        if not found and made_on != self._bears(order):
            days = made_on, self._bears(order)
            found = tuple(Cause("", "", "day", part, *days) for part in sorted(parts - {"seal"}))
        if not found:
            found = tuple(Cause("", "", "part", part) for part in sorted(parts))
        return found or (Cause("", "", "layout"),)

    def _bears(self, order: Order) -> str:
        return (order.on or self.day).isoformat()

    def _lists(self, place: str, rows: set[str], parts: set[str]) -> Iterator[Cause]:
        """What the place's lists say otherwise about what changed on the sheet."""
        layers, _ = self.shop.catalog.chain(place)
        known = {layer.code for layer in layers}
        for code in self.shop.catalog.areas.chain(place):
            if code in self.manifest.layers and code not in known:
                yield Cause(code, "", Kind.LAYER_REMOVED)
        for layer in layers:
            for cause in self._list(layer):
                about_place = not cause.item and (parts - _PERSONAL or cause.what in _ALL_ROWS)
                sealed = bool(cause.item) and not rows and "seal" in parts
                if cause.item in rows or about_place or sealed:
                    yield cause

    def _list(self, layer: Layer) -> tuple[Cause, ...]:
        if layer.code not in self._changed:
            before = self.manifest.layers.get(layer.code)
            new = (Cause(layer.code, "", Kind.LAYER_ADDED, span=layer.span),)
            self._changed[layer.code] = new if before is None else tuple(changed(before, layer))
        return self._changed[layer.code]

    def _time(
        self, order: Order, before: SheetRecord, made_on: str, now: Told, rows: set[str]
    ) -> Iterator[Cause]:
        """What time alone has changed since the sheet was made."""
        then = _day(made_on)
        if not rows or then is None or then == (order.on or self.day):
            return
        old, new = self._answers(order, then), self._answers(order, self.day)
        for item in sorted(rows):
            found = tuple(_sums(old.get(item), new.get(item), self.day))
            yield from found
            kinds = _kind(before.rows, item), _kind(now.rows, item)
            if not found or kinds[0] != kinds[1]:
                answer = new.get(item) or old.get(item)
                span = answer.item.origins["name"][1] if answer else None
                layer = answer.item.layer if answer else order.place
                if kinds[0] != kinds[1]:
                    yield Cause(layer, item, "outcome", "", *kinds, self.day, span)
                else:
                    yield Cause(layer, item, "day", "", made_on, self._bears(order), span=span)

    def _answers(self, order: Order, day: date) -> Mapping[str, Answer]:
        worked = self.shop.sheet(order, day)
        return {answer.item.id: answer for answer in worked.assessment.answers} if worked else {}


def _sums(old: Answer | None, new: Answer | None, day: date) -> Iterator[Cause]:
    """The sums of an item that came into force in the meantime."""
    if old is None or new is None:
        return
    known = {due.amount.id: due.period for due in old.amounts}
    for due in new.amounts:
        before, after = known.get(due.amount.id), due.period
        if before and before.value != after.value:
            where = new.item.origins.get(f"amounts.{due.amount.id}")
            yield Cause(
                where[0] if where else new.item.layer, new.item.id, Kind.AMOUNT,
                f"amounts.{due.amount.id}", f"{before.value:g}", f"{after.value:g}",
                min(after.start, day), after.span,
            )  # fmt: skip


def _kind(rows: Mapping[str, str], item: str) -> str:
    return rows.get(item, "").partition(" ")[0]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
