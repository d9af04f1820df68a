"""A place's merged list on the terminal: each item, and for one item every value's origin.

What `checklist catalog show` prints: the layer and the line that set it stand beside each value.
"""

from rich.table import Table
from rich.text import Text

from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Item, Listing
from checklist.cli.folders import data_folder
from checklist.cli.ui import language, out, say
from checklist.documents import language as languages
from checklist.rules.wording import Wording


def show(listing: Listing, catalog: Catalog, item_id: str | None) -> None:
    """Print the list, or one item of it with the origin of every value."""
    console, tag = out(), language()
    chain = " ← ".join(f"{layer.name[tag]} {layer.code}" for layer in reversed(listing.layers))
    console.print(Text(f"{catalog.areas.full_name(listing.area)} {listing.area}", "bold"))
    console.print(Text(f"{listing.on.isoformat()}  {chain}", "dim"))
    if item_id is None:
        console.print(_overview(listing, tag))
        return
    console.print(_values(listing.items[item_id], _wording(listing, catalog, tag), tag))


def _overview(listing: Listing, tag: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for zh, en in (("项目", "item"), ("编号", "id"), ("来自", "layer"), ("底线", "floor"),
                   ("摘要", "digest")):  # fmt: skip
        table.add_column(say(zh, en), overflow="fold")
    for item in listing.items.values():
        cells = (item.name[tag], item.id, item.layer, str(item.floor), item.digest)
        table.add_row(*map(Text, cells))
    return table


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
        shown[f"amounts.{amount.id}"] = amount.label[tag] + ": " + "; ".join(series)
    shown |= {f"measures.{measure.id}": measure.name[tag] for measure in item.measures}
    shown |= {f"materials.{paper.id}": paper.name[tag] for paper in item.materials}
    if item.windows:
        shown["windows"] = "; ".join(f"{w.start} – {w.end} {w.purpose[tag]}" for w in item.windows)
    for key, source in item.sources.items():
        line = " ".join(filter(None, (source.document, source.number, source.article)))
        shown[f"sources.{key.split('/')[-1]}"] = f"[{source.provenance}] {line}"
    if item.waivers:
        shown["waiver"] = "; ".join(waiver.reason[tag] for waiver in item.waivers)
    return shown


def record(listing: Listing, catalog: Catalog, item_id: str | None) -> dict[str, object]:
    """The same for programs: every value in words, with the layer, file and line that set it."""
    wording, tag = _wording(listing, catalog, language()), language()
    items = [item for item in listing.items.values() if item_id in {None, item.id}]
    return {
        "area": listing.area,
        "on": listing.on.isoformat(),
        "layers": [layer.code for layer in listing.layers],
        "items": [_record(item, wording, tag) for item in items],
    }


def _record(item: Item, wording: Wording, tag: str) -> dict[str, object]:
    shown = _shown(item, wording, tag)
    values = {
        field: {"value": shown[field], "layer": layer, "file": span.file, "line": span.line}
        for field, (layer, span) in item.origins.items()
        if field in shown
    }
    return {"id": item.id, "floor": str(item.floor), "digest": item.digest, "values": values}


def _wording(listing: Listing, catalog: Catalog, tag: str) -> Wording:
    spoken = languages.read(tag, data_folder("templates"))
    return languages.wording(spoken, catalog.facts, catalog.areas, listing)
