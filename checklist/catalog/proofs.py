"""What is proven of a catalog: the floor, and that every condition can be met and means something.

Each proof is over every child and every day at once (rules/proof); what fails is a finding with
both places and, for conditions, a smallest child who loses by it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from checklist.catalog.book import Book, Override, items_of
from checklist.catalog.floor import Breach, meant
from checklist.catalog.merging import meaning_of
from checklist.catalog.model import Entry, Layer, conditions
from checklist.catalog.owed import Item
from checklist.errors import MachineError
from checklist.findings import Finding, Span
from checklist.rules.condition import All, Condition
from checklist.rules.facts import LANGUAGES
from checklist.rules.meaning import looks_up
from checklist.rules.proof.setting import Setting
from checklist.rules.telling import Teller

if TYPE_CHECKING:
    from checklist.rules.proof.prover import Gap, Prover


@dataclass(frozen=True, slots=True)
class Proven:
    """One override or definition held against the one above: a row of the proof's table.

    Args:
        layer: the place's code.
        item: the item's id; "definition" and "ledger …" for the rest.
        upper: the code of the place whose list it was held against.
        windows: how many stretches of time were told apart.
        breaches: where it stays below; none when the floor is held.
        waived: whether a waiver stands for them.
    """

    layer: str
    item: str
    upper: str
    windows: int
    breaches: tuple[Breach, ...]
    waived: bool

    @property
    def below(self) -> bool:
        """Whether anything really stays below; to be asked more is told, but costs nobody."""
        return any(breach.code != "C405" for breach in self.breaches)


def floor(book: Book) -> Iterator[Finding]:
    """The floor: nobody the list above covers may be left out, or get less, without a waiver."""
    for override in _held(book):
        if override.base:
            row = proven(book, override, override.base)
            yield from _floor_findings(book, override, override.base, row)
    for row in (*_definitions(book), *_ledgers(book)):
        yield from _findings(book, row)


def table(book: Book) -> Iterator[Proven]:
    """Every override and every definition with what was proven of it."""
    for override in _held(book):
        if override.base:
            yield proven(book, override, override.base)
    yield from _definitions(book)
    yield from _ledgers(book)


def proven(book: Book, override: Override, base: Item) -> Proven:
    """Hold one override against its base in every window of time that differs."""
    layer, entry = override.layer, override.entry
    windows = list(_windows(book, override, base))
    found = [
        breach
        for above, said, setting in windows
        for breach in book.keeper.breaches(above, said, layer.code, setting)
    ]
    once = tuple({(breach.code, breach.span): breach for breach in reversed(found)}.values())
    return Proven(
        layer.code, base.id, base.layer, len(windows), once[::-1], entry.waiver is not None
    )


def floor_of_chain(book: Book) -> Iterator[Finding]:
    """The floor for one place's sheet: waivers are believed, and a missing prover is told."""
    for override in _held(book):
        if override.base and not override.entry.waiver:
            try:
                row = proven(book, override, override.base)
            except MachineError:
                yield Finding("C413", override.entry.span, {"item": override.base.id})
            else:
                yield from _floor_findings(book, override, override.base, row)


def _floor_findings(book: Book, override: Override, base: Item, row: Proven) -> Iterator[Finding]:
    entry = override.entry
    if entry.waiver:
        if not row.breaches:
            above = base.origins.get("when", base.origins["name"])[1]
            yield Finding("C402", entry.waiver.span, {"item": base.id}, (above,))
        return
    yield from _findings(book, row)


def _findings(book: Book, row: Proven) -> Iterator[Finding]:
    for breach in row.breaches:
        values = {"item": row.item, **breach.values, "upper": row.upper, "lower": row.layer}
        values |= _told(book, breach.gap) if breach.gap else {"child": "—", "on": "—"}
        yield Finding(breach.code, breach.span, values, (breach.above,))


def _told(book: Book, gap: "Gap") -> dict[str, str]:
    """The example child in words, per language."""
    witness = gap.witness
    told = {"on": witness.on.isoformat()}
    for language in LANGUAGES:
        teller = Teller(book.facts, book.areas, language)
        told[f"child.{language}"] = teller.child(witness.child, witness.on) or "—"
    return told


def _definitions(book: Book) -> Iterator[Proven]:
    """Who counts as a migrant child: whoever does above must do so here."""
    for layer in book.layers.values():
        uppers = [book.layers[code] for code in book.uppers(layer.code) if code in book.layers]
        above = next((one for one in reversed(uppers) if one.definition), None)
        if above and above.definition and layer.definition:
            setting = Setting(layer.code)
            gap = book.keeper.prover().gap(above.definition, layer.definition, setting)
            spans = layer.definition.span, above.definition.span
            breaches = (Breach("C412", *spans, {}, gap),) if gap else ()
            yield Proven(layer.code, "definition", above.code, 1, breaches, waived=False)


def _ledgers(book: Book) -> Iterator[Proven]:
    """The key-care ledger: whom a list above enters for a reason, a place may not leave out."""
    for layer in book.layers.values():
        uppers = [book.layers[code] for code in book.uppers(layer.code) if code in book.layers]
        above = {trigger.id: trigger for upper in uppers for trigger in upper.ledger}
        for trigger in layer.ledger:
            if old := above.get(trigger.id):
                gap = book.keeper.prover().gap(old.when, trigger.when, _setting(book, layer))
                breach = Breach("C414", trigger.span, old.span, {"part": trigger.id}, gap)
                name = f"ledger {trigger.id}"
                yield Proven(layer.code, name, old.layer, 1, (breach,) if gap else (), waived=False)


def _held(book: Book) -> Iterator[Override]:
    """Whatever must be held against the list above: overrides, and words that mean other children.

    A place's own definition or figure changes what the items above it say, without an override.
    """
    yield from book.overrides
    for layer in book.layers.values():
        told = [figure.span for figure in layer.figures]
        told += [layer.definition.span] if layer.definition else []
        for item in book.above[layer.code].values() if told else ():
            changed = any(entry.of == item.id for entry in layer.entries.values())
            if not changed and any(looks_up(condition) for _, condition in conditions(item)):
                yield Override(layer, _repeated(item, told[0]), item)


def _repeated(item: Item, span: Span) -> Entry:
    """An item's conditions as a place repeats them by saying nothing."""
    measures = tuple(replace(part, span=span) for part in item.measures)
    amounts = tuple(replace(part, span=span) for part in item.amounts)
    materials = tuple(replace(part, span=span) for part in item.materials)
    return Entry(
        item.id, span, {"when": span}, item.digest, of=item.id, when=item.when,
        measures=measures, amounts=amounts, materials=materials,
    )  # fmt: skip


def _windows(book: Book, override: Override, base: Item) -> Iterator[tuple[Item, Entry, Setting]]:
    """The item above, what is said of it, and when, for each stretch of time that differs.

    Both are read with the meaning their own place gives to figures and `migrant`; a figure the
    lists above state no number for is, on both sides, the number the lower place states.
    """
    layer = override.layer
    seen: dict[object, tuple[Item, Entry, Setting]] = {}
    for start, end in _stretches(book, layer):
        day = start or end or date.min
        live = [book.layers[code] for code in book.uppers(layer.code) if code in book.layers]
        item = items_of(book, [one.code for one in live], day).get(base.id)
        if item is None or not layer.in_force(day):
            continue
        upper = [one for one in live if one.in_force(day)]
        above, here = meaning_of(upper, day), meaning_of((*upper, layer), day)
        above = replace(above, figures={**here.figures, **above.figures})
        setting = replace(Setting(layer.code), start=start, end=end)
        key = item.digest, repr(above), repr(here)
        if key in seen:  # the same lists again: one proof for the whole time between
            setting = replace(setting, start=seen[key][2].start)
        seen[key] = meant(item, above), meant(override.entry, here), setting
    yield from seen.values() or [(base, override.entry, Setting(layer.code))]


def _stretches(book: Book, layer: Layer) -> Iterator[tuple[date | None, date | None]]:
    """Time cut at every day on which a list or a figure of the chain changes."""
    chain = [book.layers[code] for code in book.uppers(layer.code) if code in book.layers]
    cuts = sorted({day for one in (*chain, layer) for day in _changes(one)})
    starts: list[date | None] = [None, *cuts]
    ends: list[date | None] = [*(day - timedelta(days=1) for day in cuts), None]
    yield from zip(starts, ends, strict=True)


def _changes(layer: Layer) -> Iterator[date]:
    after = timedelta(days=1)
    for edition in layer.editions:
        yield from filter(None, (edition.effective, edition.expires and edition.expires + after))
    for figure in layer.figures:
        for period in figure.periods:
            yield from filter(None, (period.start, period.end and period.end + after))


def sense(book: Book) -> Iterator[Finding]:
    """Conditions nobody can meet or everybody meets, and branches that change nothing."""
    bases = {(o.layer.code, o.entry.id): o.base for o in book.overrides}
    for layer, entry in book.entries():
        prover, here = book.keeper.prover(), _setting(book, layer)
        whole = entry.when or _of(bases.get((layer.code, entry.id)))
        for key, condition in conditions(entry):
            part = None if condition is entry.when else whole
            yield from _senseless(prover, here, key, condition, part)
    for layer in book.layers.values():
        prover, here = book.keeper.prover(), _setting(book, layer)
        if layer.definition:
            yield from _senseless(prover, Setting(layer.code), "definition", layer.definition, None)
        for trigger in layer.ledger:
            yield from _senseless(prover, here, trigger.id, trigger.when, None)


def _of(base: Item | None) -> Condition | None:
    return base.when if base else None


def _setting(book: Book, layer: Layer) -> Setting:
    codes = (layer.code, *reversed(book.uppers(layer.code)))
    layers = [book.layers[code] for code in codes if code in book.layers]
    nearest = next((one.definition for one in layers if one.definition), None)
    return replace(Setting(layer.code), definition=nearest)


def _senseless(
    prover: "Prover", here: Setting, key: str, condition: Condition, whole: Condition | None
) -> Iterator[Finding]:
    if not prover.possible(condition, here):
        yield Finding("C205", condition.span, {"key": key})
    elif whole and not prover.possible(All((whole, condition), condition.span), here):
        yield Finding("C214", condition.span, {"key": key}, (whole.span,))
    elif prover.certain(condition, here):
        yield Finding("C206", condition.span, {"key": key})
    else:
        for branch in prover.idle(condition, here):
            yield Finding("C215", branch.span, {"key": key})
