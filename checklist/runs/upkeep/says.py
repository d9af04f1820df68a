"""What a list says, as short texts a manifest can keep, and what has changed in them since.

Sums are kept whole, so that an old one can still be told when its file is long overwritten; of
everything else a digest is enough to know that it changed, and the list itself tells where.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from checklist.catalog import written
from checklist.catalog.changes import Kind, Series, Sum
from checklist.catalog.changes import Said as ChangeSide
from checklist.catalog.model import Layer, Period
from checklist.catalog.stretches import steps
from checklist.catalog.written import Written
from checklist.findings import Span
from checklist.runs.upkeep.manifest import Said


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a sheet says something else than it did.

    Args:
        place: the code of the list it comes from; "" for what is no list's.
        item: the item; "" for none.
        what: a catalog Kind, or one of the words of regenerate's own.
        field: which one, such as "amounts.personal-premium"; "" for the whole.
        before: as it was; "" where it is not known or was not there.
        after: as it is.
        start: from when, where that is known.
        span: where it stands now.
    """

    place: str
    item: str
    what: str
    field: str = ""
    before: str = ""
    after: str = ""
    start: date | None = None
    span: Span | None = None


def says(layer: Layer) -> Said:
    """What a list says, item by item and field by field; "" is the place itself."""
    editions = {f"editions.{one.number}": _short(one) for one in layer.editions}
    place = {field: _text(one) for field, one in written.of_layer(layer).items()}
    items: dict[str, dict[str, str]] = {"": {**place, **editions}}
    for key, entry in layer.entries.items():
        fields = {field: _text(one) for field, one in written.of_item(entry).items()}
        items[entry.of or key] = items.get(entry.of or key, {}) | fields
    return items


def changed(before: Said, layer: Layer) -> Iterator[Cause]:
    """What a list says otherwise than it did.

    Args:
        before: what it said.
        layer: the list as it is now.
    """
    spoken: dict[str, dict[str, Written]] = {"": dict(written.of_layer(layer))}
    spans = {"": layer.span}
    for key, entry in layer.entries.items():
        item = entry.of or key
        spoken[item] = {**spoken.get(item, {}), **written.of_item(entry)}
        spans[item] = entry.span
    after = says(layer)
    for item in dict.fromkeys((*after, *before)):
        old, new = before.get(item, {}), after.get(item, {})
        if not old and item:
            yield Cause(layer.code, item, Kind.ITEM_ADDED, span=spans[item])
        elif not new and item:
            yield Cause(layer.code, item, Kind.ITEM_WITHDRAWN, span=layer.span)
        else:
            yield from _fields(layer, item, old, new, spoken.get(item, {}))


def _fields(
    layer: Layer,
    item: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
    spoken: Mapping[str, Written],
) -> Iterator[Cause]:
    for field in dict.fromkeys((*new, *old)):
        if old.get(field) == new.get(field):
            continue
        said = spoken.get(field)
        span = said.span if said else layer.span
        before, after = _series(old.get(field, "")), _series(new.get(field, ""))
        if before or after:
            kind = Kind.AMOUNT if item else Kind.FIGURE
            now = said.value if said and isinstance(said.value, Series) else after  # with lines
            yield from _sums(Cause(layer.code, item, kind, field, span=span), before, now)
        else:
            kind = said.kind if said else _kind(field)
            yield Cause(layer.code, item, kind, field, span=span)


def _kind(field: str) -> Kind:
    """What a field is that is said no more, or an edition."""
    root = field.partition(".")[0].rstrip("s")
    known = {"edition": Kind.EDITION_CHANGED, "when": Kind.CONDITION, "window": Kind.WINDOW}
    found = {str(kind): kind for kind in Kind}
    return known.get(root) or found.get(root) or Kind.TEXT


def _sums(about: Cause, old: Series | None, new: Series | None) -> Iterator[Cause]:
    """Each stretch of days on which a sum differs; the whole where only its spelling does."""
    stretches = tuple(steps(old, new))
    for days, first, second in stretches:
        span = second.span if second else about.span
        yield replace(about, before=_figure(first), after=_figure(second), start=days[0], span=span)
    if not stretches:
        yield about


def _figure(said: ChangeSide | None) -> str:
    return f"{said.value.value:g}" if said and isinstance(said.value, Sum) else ""


def _text(one: Written) -> str:
    if isinstance(one.value, Series):
        told = (f"{p.value:g} {p.start}/{p.end or ''}" for p in one.value.periods)
        return f"{one.value.unit}: {', '.join(told)}"
    return one.value if isinstance(one.value, str) else _short(one.value)


def _short(value: object) -> str:
    said = repr(written.bare(value))
    return "#" + hashlib.sha256(said.encode()).hexdigest()[:8]


def _series(text: str) -> Series | None:
    """A sum as `_text` wrote it; None for anything else."""
    unit, _, told = text.partition(": ")
    try:
        periods = tuple(_period(one) for one in told.split(", ")) if told else ()
    except (ValueError, IndexError):
        return None
    return Series({}, unit, periods) if periods else None


def _period(text: str) -> Period:
    value, _, days = text.partition(" ")
    start, _, end = days.partition("/")
    last = date.fromisoformat(end) if end else None
    return Period(date.fromisoformat(start), last, float(value), "", Span("", 1, 1))
