"""Everything that can be wrong with a catalog beyond its files' form: a flat tuple of checks.

Each check is a plain generator over the whole book and yields findings; adding one means
writing one function and one entry in findings.toml with a good and a bad example.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from checklist.areas import NATION
from checklist.catalog.book import Book
from checklist.catalog.merging import cycle_days
from checklist.catalog.model import Period, Relation
from checklist.catalog.reading import scan, shown
from checklist.findings import Finding, Span
from checklist.rules.condition import All, AnyOf, Condition, Leaf, Not, leaves
from checklist.rules.wording import statements

Check = Callable[[Book], Iterator[Finding]]


def _unreachable_places(book: Book) -> Iterator[Finding]:
    """A layer of a code the list of places does not know, or no longer has."""
    for code, layer in book.layers.items():
        area = book.areas.get(code)
        if code != NATION and (area is None or area.until is not None):
            yield Finding("C110", layer.span, {"code": code})


def two_files(book: Book) -> Iterator[Finding]:
    """Two layer files that claim one code."""
    first: dict[str, Path] = {}
    for code, path in scan(book.root):
        if code in first:
            spans = [Span(shown(file, book.root), 1, 1) for file in (path, first[code])]
            yield Finding("C108", spans[0], {"code": code}, (spans[1],))
        first.setdefault(code, path)


def _incomplete_items(book: Book) -> Iterator[Finding]:
    """A new item without what every item needs; an override that says no relation."""
    needed = ("category", "name", "summary", "when", "apply", "decide", "pay", "checked")
    for _, entry in book.entries():
        if entry.of is None:
            for key in needed:
                empty = key != "when" and getattr(entry, key) is None  # `when` is read apart
                if key not in entry.spans or empty:
                    yield Finding("C102", entry.spans.get(key, entry.span), {"key": key})
        elif entry.relation is None:
            yield Finding("C102", entry.span, {"key": "relation"})


def _missing_sources(book: Book) -> Iterator[Finding]:
    """An entry that names no source at all."""
    for _, entry in book.entries():
        if not entry.sources:
            yield Finding("C309", entry.span, {"item": entry.id})


def _unread_keys(book: Book) -> Iterator[Finding]:
    """An override's relation or waiver without `of`: a key no code would read."""
    for _, entry in book.entries():
        for key in ("relation", "waiver", "reviewed_against"):
            if entry.of is None and key in entry.spans:
                yield Finding("C317", entry.spans[key], {"key": key})


def _dangling(book: Book) -> Iterator[Finding]:
    """An override of an item no layer above has, or under another name."""
    for override in book.overrides:
        entry, above = override.entry, book.above[override.layer.code]
        if override.base is None and not _unread(book, override.layer.code, str(entry.of)):
            known = "、".join(above) or "—"
            yield Finding("C301", entry.spans["of"], {"item": str(entry.of), "known": known})
        elif override.base and entry.id != entry.of:
            yield Finding("C314", entry.span, {"key": entry.id, "item": str(entry.of)})


def _unread(book: Book, code: str, item: str) -> bool:
    """Whether a list above, or the item in it, could not be read; that is a finding already."""
    above = book.uppers(code)
    for upper, path in scan(book.root):
        if upper in above:
            layer = book.layers.get(upper)
            apart = (path.with_suffix("") / f"{item}.yaml").exists()
            if layer is None or (apart and item not in layer.entries):
                return True
    return False


def _hidden(book: Book) -> Iterator[Finding]:
    """A new item that takes the name of one above without saying so."""
    for layer, entry in book.entries():
        base = book.above[layer.code].get(entry.id)
        if base and entry.of is None:
            above = base.origins["name"][1]
            yield Finding("C318", entry.span, {"item": entry.id}, (above,))


_ADMINISTRATIVE = {"of", "relation", "reviewed_against", "waiver", "sources", "checked"}


def _idle(book: Book) -> Iterator[Finding]:
    """An override that changes nothing, as a whole or in one field."""
    for override in book.overrides:
        entry, base = override.entry, override.base
        said = entry.spans.keys() - _ADMINISTRATIVE
        if base is None or entry.relation is Relation.WITHDRAWS:
            continue
        if not said:
            yield Finding("C302", entry.span, {"item": entry.id}, (base.origins["name"][1],))
        for field in said & {"category", "name", "summary"}:
            if getattr(entry, field) == getattr(base, field):
                related = (base.origins[field][1],)
                yield Finding("C303", entry.spans[field], {"key": field}, related)


def _stale_reviews(book: Book) -> Iterator[Finding]:
    """A base that changed since the override was held against it."""
    for override in book.overrides:
        entry, base = override.entry, override.base
        if base and entry.reviewed_against != base.digest:
            code = "C304" if entry.reviewed_against else "C311"
            span = entry.spans.get("reviewed_against", entry.span)
            related = (base.origins["name"][1],)
            yield Finding(code, span, {"item": base.id, "digest": base.digest}, related)


def _dates(book: Book) -> Iterator[Finding]:
    """Series of figures whose periods overlap, leave gaps, or end before they begin."""
    for _, entry in book.entries():
        for amount in entry.amounts:
            yield from _series(amount.id, amount.periods)
        for window in entry.windows:
            if window.end < window.start:
                yield Finding("C305", window.span, {"key": entry.id})
    for layer in book.layers.values():
        for figure in layer.figures:
            yield from _series(figure.id, figure.periods)


def _series(key: str, periods: tuple[Period, ...]) -> Iterator[Finding]:
    for period in periods:
        if period.end and period.end < period.start:
            yield Finding("C305", period.span, {"key": key})
    for before, after in pairwise(periods):
        day = after.start.isoformat()
        if before.end is None or before.end >= after.start:
            yield Finding("C306", after.span, {"key": key, "day": day}, (before.span,))
        elif before.end + timedelta(days=1) < after.start:
            missing = (before.end + timedelta(days=1)).isoformat()
            yield Finding("C307", after.span, {"key": key, "day": missing}, (before.span,))


def _editions(book: Book) -> Iterator[Finding]:
    """Editions that supersede themselves or nothing known, or end before they begin."""
    for layer in book.layers.values():
        numbers = {edition.number for edition in layer.editions}
        for edition in layer.editions:
            old = edition.supersedes
            if old is not None and (old not in numbers or old >= edition.number):
                values = {"number": str(edition.number), "old": str(old)}
                yield Finding("C308", edition.span, values)
            if edition.effective and edition.expires and edition.expires < edition.effective:
                yield Finding("C305", edition.span, {"key": f"editions {edition.number}"})


def _twice_asked(book: Book) -> Iterator[Finding]:
    """One fact asked twice side by side, where one leaf would do."""
    for _, condition in book.conditions():
        for branch in _branches(condition):
            seen: dict[tuple[str, object], Leaf] = {}
            for part in branch.parts:
                if isinstance(part, Leaf):
                    first = seen.setdefault((part.fact, part.test_day), part)
                    if first is not part:
                        yield Finding("C207", part.span, {"fact": part.fact}, (first.span,))


def _branches(condition: Condition) -> Iterator[All | AnyOf]:
    if isinstance(condition, All | AnyOf):
        yield condition
        for part in condition.parts:
            yield from _branches(part)
    elif isinstance(condition, Not):
        yield from _branches(condition.part)


def _speechless(book: Book) -> Iterator[Finding]:
    """A leaf whose fact has no statement for its operator, so no reason could be printed."""
    for _, condition in book.conditions():
        for leaf in leaves(condition):
            if isinstance(leaf, Leaf):
                fact = book.facts[leaf.fact]
                for statement in statements(fact, leaf):
                    if statement not in fact.says:
                        values = {"fact": fact.id, "statement": statement}
                        yield Finding("C212", leaf.span, values, (fact.span,))


def _cycles(book: Book) -> Iterator[Finding]:
    """A review cycle longer than that of a layer above."""
    for code, layer in book.layers.items():
        cycles = [book.layers[c].review_cycle for c in book.uppers(code) if c in book.layers]
        shortest = min(filter(None, cycles), key=cycle_days, default="")
        own = layer.review_cycle
        if own and shortest and cycle_days(own) > cycle_days(shortest):
            yield Finding("C404", layer.span, {"cycle": own, "above": shortest})


CHECKS: tuple[Check, ...] = (
    _unreachable_places,
    _incomplete_items,
    _missing_sources,
    _unread_keys,
    _dangling,
    _hidden,
    _idle,
    _stale_reviews,
    _dates,
    _editions,
    _twice_asked,
    _speechless,
    _cycles,
)
