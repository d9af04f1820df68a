"""Where conditions stand in a catalog, and which situations say something about each.

A condition is inherited by every place below; a situation of any of them counts, as long as
no layer in between has put another condition in its stead.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from checklist.areas import Areas
from checklist.assessment import assess
from checklist.catalog.local import Classing
from checklist.catalog.model import Amount, Entry, Layer, Material, Measure
from checklist.catalog.owed import Item, Listing
from checklist.rules.condition import Condition, Leaf, leaves
from checklist.rules.evaluate import Situation
from checklist.runs.testing.cases import Case
from checklist.runs.testing.situations import Expectation, of_classes, of_item, of_ledger, of_scope

_PARTS = ("measures", "amounts", "materials")


@dataclass(frozen=True, slots=True)
class Site:
    """One condition as a layer writes it.

    Args:
        layer: the code of the layer.
        kind: when, measures, amounts, materials, definition, ledger or classes.
        item: the item it belongs to; "" for a definition or a trigger.
        part: the measure, amount, material, trigger or classing; "" for an item's own.
    """

    layer: str
    kind: str
    item: str
    part: str
    condition: Condition

    def listing(self, of: Listing, tree: Condition) -> Listing:
        """A place's list with another condition here, and nothing that does not hang on it."""
        bare = replace(of, items={}, ledger=(), classes=(), definition=None)
        if self.kind == "definition":
            return replace(bare, definition=tree)
        if self.kind == "ledger":
            changed = (replace(t, when=tree) for t in of.ledger if t.when is self.condition)
            return replace(bare, ledger=tuple(changed), definition=_needed(of, tree))
        if self.kind == "classes":
            classes = tuple(_reclassed(classing, self, tree) for classing in of.classes)
            return replace(bare, classes=classes, definition=_needed(of, tree))
        item = _changed(of.items[self.item], self, tree)
        return replace(bare, items={self.item: item}, definition=_needed(of, tree))

    def stands_in(self, listing: Listing) -> bool:
        """Whether the condition is the one in force in a place's list."""
        if self.kind == "definition":
            return listing.definition is self.condition
        if self.kind == "ledger":
            return any(trigger.when is self.condition for trigger in listing.ledger)
        if self.kind == "classes":
            values = (value for classing in listing.classes for value in classing.values)
            return any(value.when is self.condition for value in values)
        item = listing.items.get(self.item)
        if item is None or self.kind == "when":
            return item is not None and item.when is self.condition
        return any(part.when is self.condition for part in getattr(item, self.kind))

    def told_by(self, case: Case) -> bool:
        """Whether a case expects something of it."""
        form = case.form
        if self.kind == "definition":
            return form.scope is not None
        if self.kind in {"ledger", "classes"}:
            return self.part in getattr(form, self.kind)
        if self.kind == "when":
            return self.item in form.expect or self.item in form.open
        return self.part in getattr(form, self.kind).get(self.item, {})

    def expectations(self, case: Case, tree: Condition, areas: Areas) -> Iterator[Expectation]:
        """What a case expects, beside what comes out with another condition here."""
        found = assess(self.listing(case.listing, tree), case.child, areas)
        if self.kind == "definition":
            return of_scope(case.form, found.scope)
        if self.kind == "ledger":
            return (one for one in of_ledger(case.form, found.ledger) if one.subject == self.part)
        if self.kind == "classes":
            return of_classes(case.form, found.classes)
        return of_item(case.form, found.answers[0])


def _reclassed(classing: Classing, site: Site, tree: Condition) -> Classing:
    values = (
        replace(value, when=tree) if value.when is site.condition else value
        for value in classing.values
    )
    return replace(classing, values=tuple(values))


def _changed(item: Item, site: Site, tree: Condition) -> Item:
    if site.kind == "when":
        return replace(item, when=tree)
    parts = tuple(
        replace(part, when=tree) if part.when is site.condition else part
        for part in getattr(item, site.kind)
    )
    changed: dict[str, Any] = {site.kind: parts}
    return replace(item, **changed)


def _needed(listing: Listing, tree: Condition) -> Condition | None:
    """The definition, where a condition asks for it."""
    return listing.definition if asks_who_is_migrant(tree) else None


def asks_who_is_migrant(*conditions: Condition) -> bool:
    """Whether some condition hangs on the definition."""
    found = (leaf for condition in conditions for leaf in leaves(condition))
    return any(isinstance(leaf, Leaf) and leaf.fact == "migrant" for leaf in found)


def sites(layers: Iterable[Layer]) -> Iterator[Site]:
    """Every condition of some layers."""
    for layer in layers:
        if layer.definition:
            yield Site(layer.code, "definition", "", "", layer.definition)
        for trigger in layer.ledger:
            yield Site(layer.code, "ledger", "", trigger.id, trigger.when)
        for classing in layer.classes:
            for value in classing.values:
                yield Site(layer.code, "classes", "", classing.id, value.when)
        for entry in layer.entries.values():
            yield from _of_entry(layer, entry)


def _of_entry(layer: Layer, entry: Entry) -> Iterator[Site]:
    item = entry.of or entry.id
    if entry.when:
        yield Site(layer.code, "when", item, "", entry.when)
    for kind in _PARTS:
        parts: tuple[Measure | Amount | Material, ...] = getattr(entry, kind)
        for part in parts:
            if part.when:
                yield Site(layer.code, kind, item, part.id, part.when)


@dataclass
class Telling:
    """The cases that say something about each condition, and what is known of their children."""

    cases: tuple[Case, ...]
    areas: Areas
    _situations: dict[int, Situation] = field(default_factory=dict)

    @cached_property
    def _by_item(self) -> Mapping[str, tuple[Case, ...]]:
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            form = case.form
            named = [*form.expect, *form.open, *form.amounts, *form.measures, *form.materials]
            for item in dict.fromkeys(named):
                found.setdefault(item, []).append(case)
        return {item: tuple(cases) for item, cases in found.items()}

    def about(self, site: Site) -> tuple[Case, ...]:
        """The cases that expect something of a condition where it is in force."""
        near = self._by_item.get(site.item, ()) if site.item else self.cases
        return tuple(case for case in near if site.told_by(case) and site.stands_in(case.listing))

    def situation(self, case: Case) -> Situation:
        """A case's child, to read conditions against."""
        if id(case) not in self._situations:
            listing = case.listing
            self._situations[id(case)] = Situation(
                case.child, listing.on, self.areas, listing.figures, listing.definition
            )
        return self._situations[id(case)]
