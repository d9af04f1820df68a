"""What a file writes of an item or a place, field by field, ready to be held against another.

Flat names ("amounts.personal-premium.when") make two files comparable without knowing their
shape, and tell for each field whether a difference is one of rights or only of words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TypeAlias

from checklist.catalog.changes import Kind, Series, Value
from checklist.catalog.model import Amount, Entry, Layer, Material, Measure
from checklist.catalog.owed import Item
from checklist.findings import Span
from checklist.rules.condition import All, AnyOf, Attest, Condition, Leaf, Not
from checklist.rules.facts import LANGUAGES, Text

_KEYED = ("measures", "amounts", "materials", "sources", "services", "ledger", "classes", "figures")
_WORDS = frozenset({"why", "text"})  # of a condition: how it is said, not whom it means
_TOLD = {"measures": Kind.MEASURE, "materials": Kind.MATERIAL}
_OFFICES = ("apply", "decide", "pay")


@dataclass(frozen=True, slots=True)
class Written:
    """One field: what is said, where, and what a change of it is.

    Args:
        kind: the change's kind when the field comes, goes or differs.
        worded: whether a difference between two of them is one of words only.
    """

    kind: Kind
    value: Value
    span: Span
    worded: bool = False


Fields: TypeAlias = Mapping[str, Written]


def root(field: str) -> str:
    """What is replaced as a whole below: "amounts.fee" of "amounts.fee.when", else the field."""
    parts = field.split(".")
    return ".".join(parts[: 2 if parts[0] in _KEYED else 1])


def bare(value: object, without: frozenset[str] = frozenset()) -> object:
    """A value without where it stands, so that moving lines is no change.

    Args:
        value: any part of the catalog's model.
        without: further fields to leave out.
    """
    if is_dataclass(value):
        kept = (field.name for field in fields(value) if field.name not in {"span", *without})
        parts = tuple((name, bare(getattr(value, name), without)) for name in kept)
        return type(value).__name__, parts
    if isinstance(value, Mapping):
        return tuple(sorted(value.items()))
    if isinstance(value, tuple):
        return tuple(bare(part, without) for part in value)
    return value


def shape(condition: Condition) -> object:
    """Whom a condition means, without how it is worded and where it stands."""
    return bare(condition, _WORDS)


def is_condition(value: object) -> bool:
    """Whether a value is a condition."""
    return isinstance(value, Leaf | Attest | All | AnyOf | Not)


def of_item(item: Entry | Item | None) -> Fields:
    """The fields an entry writes, or all that a merged item has."""
    return dict(_item_fields(item)) if item else {}


def of_layer(layer: Layer | None) -> Fields:
    """The fields a layer writes beside its items and editions."""
    return dict(_layer_fields(layer)) if layer else {}


def _item_fields(item: Entry | Item) -> Iterator[tuple[str, Written]]:
    yield from _rights(item)
    yield from _ways(item)
    for field in ("category", "name", "summary"):
        if value := getattr(item, field):
            said = value if isinstance(value, Mapping) else str(value)
            yield field, Written(Kind.TEXT, said, _span(item, field))
    if isinstance(item, Entry):
        yield from _entry_fields(item)


def _rights(item: Entry | Item) -> Iterator[tuple[str, Written]]:
    """Who is owed what."""
    if item.when:
        yield "when", Written(Kind.CONDITION, item.when, item.when.span)
    for measure in item.measures:
        yield from _part("measures", measure)
    for amount in item.amounts:
        yield from _amount(amount)


def _ways(item: Entry | Item) -> Iterator[tuple[str, Written]]:
    """When, where and with which papers one gets it, and on what it rests."""
    if item.windows:
        yield "windows", Written(Kind.WINDOW, item.windows, item.windows[0].span)
    for field in _OFFICES:
        if office := getattr(item, field):
            yield field, Written(Kind.OFFICE, office, office.span)
    for material in item.materials:
        yield from _part("materials", material)
    if item.departments:
        names = {tag: "、".join(d[tag] for d in item.departments) for tag in item.departments[0]}
        yield "departments", Written(Kind.OFFICE, names, _span(item, "departments"))
    sources = item.sources.values() if isinstance(item, Item) else item.sources
    for source in sources:
        key = source.key.rpartition("/")[2]
        yield f"sources.{key}", Written(Kind.SOURCE, source, source.span)


def _entry_fields(entry: Entry) -> Iterator[tuple[str, Written]]:
    """What only an entry has: how it stands to the item above, and who looked at it when."""
    if entry.relation:
        yield "relation", Written(Kind.RELATION, str(entry.relation), _span(entry, "relation"))
    if entry.waiver:
        yield "waiver", Written(Kind.WAIVER, entry.waiver.reason, entry.waiver.span)
    checked = f"{entry.checked or ''} {entry.checked_by}".strip()
    for field, said in (("checked", checked), ("reviewed_against", entry.reviewed_against)):
        if said:
            yield field, Written(Kind.REVIEW, said, _span(entry, field))


def _part(field: str, part: Measure | Material) -> Iterator[tuple[str, Written]]:
    name, kind = f"{field}.{part.id}", _TOLD[field]
    yield name, Written(kind, part.name, part.span, worded=True)
    if isinstance(part, Measure) and part.summary:
        yield f"{name}.summary", Written(Kind.TEXT, part.summary, part.span)
    yield from _conditional(name, part.when)
    if part.source:
        yield f"{name}.source", _cited(part.source, part.span)


def _amount(amount: Amount) -> Iterator[tuple[str, Written]]:
    name = f"amounts.{amount.id}"
    series = Series(amount.label, amount.unit, amount.periods)
    yield name, Written(Kind.AMOUNT, series, amount.span)
    yield f"{name}.label", Written(Kind.TEXT, amount.label, amount.span)
    yield f"{name}.kind", Written(Kind.AMOUNT, str(amount.kind), amount.span)
    yield from _conditional(name, amount.when)
    if amount.meets:
        yield f"{name}.meets", Written(Kind.RELATION, amount.meets, amount.span)
    if amount.note:
        yield f"{name}.note", Written(Kind.TEXT, amount.note, amount.span)
    cited = "、".join(dict.fromkeys(period.source for period in amount.periods))
    yield f"{name}.source", _cited(cited, amount.span)


def _cited(keys: str, span: Span) -> Written:
    """Which sources are named, without the layer's code our own reading puts before them."""
    names = "、".join(key.rpartition("/")[2] for key in keys.split("、"))
    return Written(Kind.SOURCE, names, span)


def _conditional(name: str, when: Condition | None) -> Iterator[tuple[str, Written]]:
    if when:
        yield f"{name}.when", Written(Kind.CONDITION, when, when.span)


def _span(item: Entry | Item, field: str) -> Span:
    if isinstance(item, Item):
        return item.origins[field][1]
    return item.spans.get(field, item.span)


def _layer_fields(layer: Layer) -> Iterator[tuple[str, Written]]:
    if layer.definition:
        yield "definition", Written(Kind.DEFINITION, layer.definition, layer.definition.span)
    if layer.review_cycle:
        yield "review_cycle", Written(Kind.REVIEW_CYCLE, layer.review_cycle, layer.span)
    for figure in layer.figures:
        series = Series(figure.label, figure.unit, figure.periods)
        yield f"figures.{figure.id}", Written(Kind.FIGURE, series, figure.span)
    yield from _local_fields(layer)
    for key, source in layer.sources.items():
        yield f"sources.{key}", Written(Kind.SOURCE, source, source.span)
    for field in ("declared_items", "declared_measures"):
        if number := getattr(layer, field):
            yield field, Written(Kind.DECLARED, str(number), layer.span)
    texts: dict[str, Text | None] = {"name": layer.name, "note": layer.note}
    for field, text in texts.items():
        if text:
            yield field, Written(Kind.TEXT, text, layer.span)


def _local_fields(layer: Layer) -> Iterator[tuple[str, Written]]:
    """What a place has beside its items; the rest of each, but for its conditions, in one."""
    for trigger in layer.ledger:
        name = f"ledger.{trigger.id}"
        yield name, Written(Kind.LEDGER, trigger.name, trigger.span, worded=True)
        yield f"{name}.when", Written(Kind.LEDGER, trigger.when, trigger.when.span)
    for classing in layer.classes:
        name = f"classes.{classing.id}"
        yield name, Written(Kind.CLASS, classing.name, classing.span, worded=True)
        for value in classing.values:
            yield f"{name}.{value.id}", Written(Kind.CLASS, value.when, value.span)
    for service in layer.services:
        name = f"services.{service.id}"
        yield name, Written(Kind.SERVICE, service.name, service.span, worded=True)
        counts = {
            tag: "、".join(f"{count.value:g} {count.unit[tag]}" for count in service.counts)
            for tag in LANGUAGES
        }
        said: dict[str, Text | str | None] = {
            "kind": str(service.kind), "phone": service.phone, "for": service.purpose,
            "counts": counts if service.counts else None,
        }  # fmt: skip
        for field, text in said.items():
            if text:
                yield f"{name}.{field}", Written(Kind.SERVICE, text, service.span)
    if layer.letter:
        yield "letter", Written(Kind.LETTER, layer.letter.name, layer.letter.span, worded=True)
        parts = "、".join(layer.letter.parts)
        yield "letter.parts", Written(Kind.LETTER, parts, layer.letter.span)
