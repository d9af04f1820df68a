"""Two catalogs held against each other, layer by layer: every difference in what was written.

Reviewing YAML line by line does not tell who gains and who loses; here a moved line is no
change, and a reworded condition is told apart from one that covers other children.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from checklist.areas import NATION, Areas
from checklist.catalog import written
from checklist.catalog.changes import Change, Kind, Said, Series, Who
from checklist.catalog.covering import covered
from checklist.catalog.heirs import Heirs
from checklist.catalog.merging import apply_layer
from checklist.catalog.model import Entry, Layer, Relation
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Floor, Item
from checklist.catalog.stretches import editions, first_day, new_edition, series_of, steps
from checklist.catalog.written import Fields, Written
from checklist.findings import Span
from checklist.rules.condition import Condition
from checklist.rules.facts import Text
from checklist.rules.meaning import Meaning
from checklist.rules.proof.setting import Setting

if TYPE_CHECKING:
    from checklist.rules.proof.prover import Prover

Layers: TypeAlias = Mapping[str, Layer]
ProverOf: TypeAlias = "Callable[[], Prover]"

_GAINED = {Kind.CONDITION, Kind.AMOUNT, Kind.DEFINITION, Kind.FIGURE}  # worth telling of news
_FORMAL = {Kind.RELATION, Kind.REVIEW}  # of a layer that comes or goes not worth a word
_BESIDE = {Kind.SERVICE, Kind.LEDGER, Kind.CLASS, Kind.LETTER, Kind.REVIEW_CYCLE}


def compare(
    before: Catalog, old: Layers, after: Catalog, new: Layers, *, prove: bool = True
) -> tuple[Change, ...]:
    """All changes from one catalog to another.

    Args:
        before: the catalog as it was.
        old: its layers by code.
        after: the catalog as it is now; its facts and places say who is covered.
        new: its layers by code.
        prove: say of every changed condition whom it covers now.

    Raises:
        MachineError: a proof is needed, and Z3 is not installed.
    """
    prover = after.keeper.prover if prove else None
    changes: list[Change] = []
    for code in sorted(old.keys() | new.keys()):
        sides = _side(before.areas, old, code), _side(after.areas, new, code)
        changes += _Pair(code, *sides, prover).changes()
    heirs = Heirs(after.areas, {**old, **new})
    return tuple(heirs.told(change) for change in changes)


def upper_items(areas: Areas, layers: Layers, code: str) -> dict[str, Item]:
    """The items the layers above a place bring, whatever their dates and whatever the floor."""
    items: dict[str, Item] = {}
    for upper in above(areas, code):
        if upper in layers:
            apply_layer(items, layers[upper], lambda *_: Floor.HELD, Meaning())
    return items


def above(areas: Areas, code: str) -> tuple[str, ...]:
    """The codes above a place, nation first."""
    return () if code == NATION else (NATION, *areas.chain(code)[:-1])


@dataclass(frozen=True, slots=True)
class _Side:
    """One catalog at one place: its layer, if it has one, and what it inherits."""

    layer: Layer | None
    items: Mapping[str, Item]
    inherited: Fields

    @property
    def definition(self) -> Condition | None:
        """Who counts as a migrant child here."""
        own = self.layer.definition if self.layer else None
        above = self.inherited.get("definition")
        return own or (above.value if above else None)  # type: ignore[return-value]  # of that kind

    def entry(self, key: str) -> Entry | None:
        return self.layer.entries.get(key) if self.layer else None


def _side(areas: Areas, layers: Layers, code: str) -> _Side:
    inherited: dict[str, Written] = {}
    for upper in above(areas, code):
        fields = written.of_layer(layers.get(upper))
        inherited |= {k: w for k, w in fields.items() if _inheritable(k, w)}
    return _Side(layers.get(code), upper_items(areas, layers, code), inherited)


def _inheritable(field: str, said: Written) -> bool:
    kinds = {Kind.DEFINITION, Kind.FIGURE, Kind.LEDGER, Kind.CLASS, Kind.REVIEW_CYCLE}
    return said.kind in kinds and "." not in field.removeprefix(written.root(field))


class _Pair:
    """One place in both catalogs."""

    def __init__(self, code: str, before: _Side, after: _Side, prover: "ProverOf | None") -> None:
        self.code = code
        self.before = before
        self.after = after
        self.prover = prover
        self.start = new_edition(before.layer, after.layer)

    def changes(self) -> Iterator[Change]:
        yield from self._layer()
        old = self.before.layer.entries if self.before.layer else {}
        new = self.after.layer.entries if self.after.layer else {}
        fresh = self.before.layer is None or self.after.layer is None
        for key in dict.fromkeys((*new, *old)):
            yield from (one for one in self._entry(key) if not (fresh and one.kind in _FORMAL))

    def _layer(self) -> Iterator[Change]:
        old, new = self.before.layer, self.after.layer
        fresh = old is None or new is None
        if new and not old:
            yield self._change(Kind.LAYER_ADDED, "", "", None, Said(new.name, new.span))
        if old and not new:
            yield self._change(Kind.LAYER_REMOVED, "", "", Said(old.name, old.span), None)
        yield from editions(self.code, old, new)
        found = self._fields(
            "", written.of_layer(old), written.of_layer(new),
            self.before.inherited, self.after.inherited,
        )  # fmt: skip
        yield from (one for one in found if not fresh or one.kind in _GAINED | _BESIDE)

    def _entry(self, key: str) -> Iterator[Change]:
        old, new = self.before.entry(key), self.after.entry(key)
        if written.bare(old) == written.bare(new) and (old is None) == (new is None):
            return
        item = next((entry.of for entry in (new, old) if entry and entry.of), key)
        base_a, base_b = self.before.items.get(item), self.after.items.get(item)
        base_a, base_b = base_a or base_b, base_b or base_a
        was, now = _exists(old, base_a), _exists(new, base_b)
        bases = written.of_item(base_a), written.of_item(base_b)
        fields = written.of_item(old), written.of_item(new)
        if was and now:
            yield from self._fields(item, *fields, *bases)
        elif now:
            yield from self._begun(item, new or base_b, {**bases[1], **fields[1]})
        elif was and (gone := old or base_a):
            after = Said("", new.span) if new else None
            said = Said(_called(gone, base_a), gone.span if isinstance(gone, Entry) else _at(gone))
            yield self._change(Kind.ITEM_WITHDRAWN, item, "", said, after)

    def _begun(self, item: str, begun: Entry | Item | None, fields: Fields) -> Iterator[Change]:
        """An item nobody had here before: it, whom it is for, and its sums."""
        if begun is None:
            return
        span = begun.span if isinstance(begun, Entry) else _at(begun)
        base = self.after.items.get(item)
        yield self._change(Kind.ITEM_ADDED, item, "", None, Said(_called(begun, base), span))
        for one in self._fields(item, {}, fields, {}, {}):
            if one.kind in _GAINED:
                yield one

    def _fields(
        self, item: str, old: Fields, new: Fields, base_a: Fields, base_b: Fields
    ) -> Iterator[Change]:
        """What either file writes, with what stands above where one of them is silent."""
        for field in dict.fromkeys((*new, *old)):
            first, second = _meant(field, old, base_a), _meant(field, new, base_b)
            whole = written.root(field)
            both = _meant(whole, old, base_a), _meant(whole, new, base_b)
            if None not in both or field == whole or field.endswith(".when"):
                yield from self._field(item, field, first, second)

    def _field(
        self, item: str, field: str, old: Written | None, new: Written | None
    ) -> Iterator[Change]:
        said = new or old
        if said is None:
            return
        values = [one.value if one else None for one in (old, new)]
        if any(isinstance(value, Series) for value in values):
            yield from self._sums(item, field, old, new)
        elif all(map(written.is_condition, values)):
            yield from self._condition(item, field, old, new)
        elif written.bare(values[0]) != written.bare(values[1]):
            kind = Kind.TEXT if said.worded and old and new else said.kind
            change = self._change(kind, item, field, _said(old), _said(new))
            yield replace(change, start=first_day(*values) or change.start)

    def _condition(
        self, item: str, field: str, old: Written | None, new: Written | None
    ) -> Iterator[Change]:
        if old is None or new is None or written.bare(old.value) == written.bare(new.value):
            return
        first: Condition = old.value  # type: ignore[assignment]  # asked before it came here
        second: Condition = new.value  # type: ignore[assignment]  # as above
        if written.shape(first) == written.shape(second):
            yield self._change(Kind.TEXT, item, field, _said(old), _said(new))
            return
        change = self._change(new.kind, item, field, _said(old), _said(new))
        yield replace(change, who=self._covered(first, second))

    def _covered(self, before: Condition, after: Condition) -> Who | None:
        """Whom the condition covers now; None where nobody proves it."""
        if self.prover is None:
            return None
        setting = Setting(self.code, definition=self.after.definition)
        return covered(self.prover(), setting, before, after)

    def _sums(
        self, item: str, field: str, old: Written | None, new: Written | None
    ) -> Iterator[Change]:
        said = new or old
        for days, first, second in steps(series_of(old), series_of(new)) if said else ():
            kind = said.kind if said else Kind.AMOUNT
            change = self._change(kind, item, field, first, second)
            yield replace(change, start=days[0], end=days[1])

    def _change(
        self, kind: Kind, item: str, field: str, before: Said | None, after: Said | None
    ) -> Change:
        return Change(kind, self.code, item, field, before, after, self.start)


def _meant(field: str, said: Fields, base: Fields) -> Written | None:
    """A field as a file writes it, or as it is inherited where the file says nothing of it."""
    return said.get(field) if written.root(field) in said else base.get(field)


def _said(one: Written | None) -> Said | None:
    return Said(one.value, one.span) if one else None


def _exists(entry: Entry | None, base: Item | None) -> bool:
    """Whether the place has the item at all."""
    return entry.relation is not Relation.WITHDRAWS if entry else base is not None


def _called(item: Entry | Item, base: Item | None) -> Text | str:
    return item.name or (base.name if base else item.id)


def _at(item: Item) -> Span:
    return item.origins["name"][1]
