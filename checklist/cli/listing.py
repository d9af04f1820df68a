"""A place's merged list on the terminal: each item, and for one item every value's origin.

What `checklist catalog show` prints: the layer and the line that set it stand beside each value.
"""

from collections.abc import Iterator

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checklist.catalog.local import Classing, Service, Trigger
from checklist.catalog.model import AmountKind, Category, Measure
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Item, Listing
from checklist.cli.folders import data_folder
from checklist.cli.ui import language, out, say
from checklist.documents import language as languages
from checklist.rules.wording import Wording

_CHARGE = AmountKind.CHARGE


def show(listing: Listing, catalog: Catalog, item_id: str | None) -> None:
    """Print the list, or one item of it with the origin of every value."""
    console, tag = out(), language()
    chain = " ← ".join(f"{layer.name[tag]} {layer.code}" for layer in reversed(listing.layers))
    console.print(Text(f"{catalog.areas.full_name(listing.area)} {listing.area}", "bold"))
    console.print(Text(f"{listing.on.isoformat()}  {chain}", "dim"))
    if item_id is None:
        console.print(_overview(listing, tag))
        console.print()
        console.print(_beside(listing, _wording(listing, catalog, tag), tag))
        return
    console.print(_values(listing.items[item_id], _wording(listing, catalog, tag), tag))


def _overview(listing: Listing, tag: str) -> Table:
    """Three levels: category, item, measure."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for zh, en in (("项目和措施", "items, measures"), ("编号", "id"), ("来自", "layer"),
                   ("底线", "floor"), ("摘要", "digest")):  # fmt: skip
        table.add_column(say(zh, en), overflow="fold")
    for category in Category:
        items = [item for item in listing.items.values() if item.category is category]
        if items:
            table.add_row(Text(_category(category, tag), "bold"))
        for item in items:
            cells = (item.id, item.layer, str(item.floor), item.digest)
            table.add_row(_set_in(item.name[tag], 2), *map(Text, cells))
            for measure in item.measures:
                name = _set_in(measure.name[tag], 4, "dim")
                table.add_row(name, Text(measure.id, "dim"), Text(_set_by(item, measure), "dim"))
    return table


def _set_in(name: str, depth: int, style: str = "") -> Padding:
    """A name as far in as its level, on all of its lines."""
    return Padding(Text(name, style), (0, 0, 0, depth))


def _category(category: Category, tag: str) -> str:
    return languages.read(tag, data_folder("templates")).messages(f"category.{category}")


def _set_by(item: Item, measure: Measure) -> str:
    """The layer a measure was last said by."""
    return item.origins[f"measures.{measure.id}"][0]


def _beside(listing: Listing, wording: Wording, tag: str) -> Table:
    """What the place has beside its items, each with the layer it comes from."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_column(no_wrap=True)
    for kind, said, layer in _rows_beside(listing, wording, tag):
        grid.add_row(Text(kind, "bold"), Text(said), Text(layer, "dim"))
    return grid


def _rows_beside(listing: Listing, wording: Wording, tag: str) -> Iterator[tuple[str, str, str]]:
    for layer in listing.layers:
        if layer.note:
            yield say("说明", "note"), layer.note[tag], layer.code
    for service in listing.services:
        counts = "、".join(f"{count.value:g} {count.unit[tag]}" for count in service.counts)
        said = " ".join(filter(None, (service.name[tag], service.phone, counts)))
        yield say("服务", "service"), said, service.layer
    for trigger in listing.ledger:
        said = f"{trigger.name[tag]}{say('：', ': ')}{wording.clause(trigger.when)}"
        yield say("台账", "ledger"), said, trigger.layer
    for classing in listing.classes:
        names = "、".join(value.name[tag] for value in classing.values)
        off = say("没有标准，不起作用", "no criteria, so it is off")
        said = f"{classing.name[tag]}{say('：', ': ')}{names or off}"
        yield say("分类", "classes"), said, classing.layer
    if listing.letter:
        yield say("家长信", "letter"), listing.letter.name[tag], listing.letter.layer
    if listing.next_review:
        said = f"{listing.review_cycle} → {listing.next_review}"
        yield say("再核对", "review"), said, listing.review_layer


def _values(item: Item, wording: Wording, tag: str) -> Table:
    table = Table(box=None, pad_edge=False, title=f"{item.name[tag]} ({item.id})",
                  title_justify="left")  # fmt: skip
    for zh, en in (("字段", "field"), ("值", "value"), ("来自", "set by")):
        table.add_column(say(zh, en), overflow="fold")
    shown = _shown(item, wording, tag)
    for field, (layer, span) in item.origins.items():
        if field in shown:
            table.add_row(*map(Text, (field, shown[field], f"{layer} {span.file}:{span.line}")))
    return table


def _shown(item: Item, wording: Wording, tag: str) -> dict[str, str]:
    """Every value in words, under the name its origin is kept by."""
    shown = {
        "category": str(item.category),
        "name": item.name[tag],
        "summary": item.summary[tag],
        "when": wording.sentence(item.when),
    }
    for field in ("apply", "decide", "pay"):
        if office := getattr(item, field):
            shown[field] = f"{'/'.join(office.places)} {office.name[tag]} {office.phone}".strip()
    for amount in item.amounts:
        series = [f"{p.value:g} {amount.unit} {p.start} – {p.end or ''}" for p in amount.periods]
        kind = say("（家里交）", " (paid by the family)") if amount.kind is _CHARGE else ""
        shown[f"amounts.{amount.id}"] = f"{amount.label[tag]}{kind}: {'; '.join(series)}"
    shown |= {f"measures.{m.id}": _measure(m, item, wording, tag) for m in item.measures}
    shown |= {f"materials.{paper.id}": paper.name[tag] for paper in item.materials}
    if item.windows:
        shown["windows"] = "; ".join(f"{w.start} – {w.end} {w.purpose[tag]}" for w in item.windows)
    for key, source in item.sources.items():
        line = " ".join(filter(None, (source.document, source.number, source.article)))
        shown[f"sources.{key.split('/')[-1]}"] = f"[{source.provenance}] {line}"
    if item.waivers:
        shown["waiver"] = "; ".join(waiver.reason[tag] for waiver in item.waivers)
    return shown


def _measure(measure: Measure, item: Item, wording: Wording, tag: str) -> str:
    """A measure with its own condition and the document it rests on."""
    source = item.sources.get(measure.source)
    parts = (
        measure.name[tag],
        wording.sentence(measure.when) if measure.when else "",
        f"[{source.provenance}] {source.document}" if source else "",
    )
    return "\n".join(filter(None, parts))


def record(listing: Listing, catalog: Catalog, item_id: str | None) -> dict[str, object]:
    """The same for programs: every value in words, with the layer, file and line that set it."""
    wording, tag = _wording(listing, catalog, language()), language()
    items = [item for item in listing.items.values() if item_id in {None, item.id}]
    return {
        "area": listing.area,
        "on": listing.on.isoformat(),
        "layers": [layer.code for layer in listing.layers],
        "items": [_record(item, wording, tag) for item in items],
        **(_place_record(listing, wording, tag) if item_id is None else {}),
    }


def _place_record(listing: Listing, wording: Wording, tag: str) -> dict[str, object]:
    """What the place has beside its items."""
    review = listing.next_review
    return {
        "notes": {layer.code: layer.note[tag] for layer in listing.layers if layer.note},
        "review": {
            "cycle": listing.review_cycle,
            "next": review.isoformat(),
            "layer": listing.review_layer,
        }
        if review
        else None,
        "services": [
            {**_said(service, tag), "kind": str(service.kind), "phone": service.phone or None}
            for service in listing.services
        ],
        "ledger": [
            {**_said(trigger, tag), "when": wording.sentence(trigger.when)}
            for trigger in listing.ledger
        ],
        "classes": [
            {**_said(classing, tag), "values": [value.id for value in classing.values]}
            for classing in listing.classes
        ],
        "letter": listing.letter.name[tag] if listing.letter else None,
    }


def _said(said: Service | Trigger | Classing, tag: str) -> dict[str, object]:
    return {
        "id": said.id,
        "name": said.name[tag],
        "layer": said.layer,
        "source": said.source,
        "file": said.span.file,
        "line": said.span.line,
    }


def _record(item: Item, wording: Wording, tag: str) -> dict[str, object]:
    shown = _shown(item, wording, tag)
    values = {
        field: {"value": shown[field], "layer": layer, "file": span.file, "line": span.line}
        for field, (layer, span) in item.origins.items()
        if field in shown
    }
    return {
        "id": item.id,
        "category": str(item.category),
        "floor": str(item.floor),
        "digest": item.digest,
        "measures": [
            {
                "id": measure.id,
                "name": measure.name[tag],
                "when": wording.sentence(measure.when) if measure.when else None,
                "source": measure.source or None,
                "layer": _set_by(item, measure),
            }
            for measure in item.measures
        ],
        "values": values,
    }


def _wording(listing: Listing, catalog: Catalog, tag: str) -> Wording:
    spoken = languages.read(tag, data_folder("templates"))
    return languages.wording(spoken, catalog.facts, catalog.areas, listing)
