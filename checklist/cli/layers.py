"""The places that have lists, on the terminal and for programs: what each declares and holds.

What `checklist catalog list` prints. A place may have published more than was found of it, so
the declared numbers stand beside those of the merged list of today.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rich.table import Table
from rich.text import Text

from checklist.areas import Areas
from checklist.catalog.merging import merge
from checklist.catalog.model import Edition, Layer
from checklist.catalog.owed import Floor, Listing
from checklist.cli.ui import language, out, say

NATION = "000000"


@dataclass(frozen=True, slots=True)
class Held:
    """A layer and the list that today comes of it and those above it."""

    layer: Layer
    listing: Listing

    @property
    def items(self) -> int:
        """How many items a child there has."""
        return len(self.listing.items)

    @property
    def measures(self) -> int:
        """How many measures these items have."""
        return sum(len(item.measures) for item in self.listing.items.values())

    @property
    def new(self) -> list[str]:
        """The items that begin in the layer."""
        return [entry.id for entry in self.layer.entries.values() if entry.of is None]

    @property
    def changed(self) -> list[str]:
        """The items above that the layer changes."""
        return [entry.id for entry in self.layer.entries.values() if entry.of is not None]


def held(layers: Mapping[str, Layer], areas: Areas, on: date) -> Iterator[Held]:
    """Every layer with its merged list; whether the floor holds is `catalog check`'s to say."""
    for code, layer in layers.items():
        codes = (NATION, *(areas.chain(code) if code != NATION else ()))
        chain = [layers[above] for above in codes if above in layers]
        yield Held(layer, merge(chain, code, on, _unjudged))


def _unjudged(*_: object) -> Floor:
    return Floor.HELD


def show(layers: Mapping[str, Layer], areas: Areas, on: date) -> None:
    """Print all layers, one a line; made for 80 columns."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for zh, en, justify in (
        ("代码", "code", "left"), ("地方", "place", "left"), ("版次", "edition", "left"),
        ("项目", "items", "right"), ("措施", "measures", "right"), ("新增", "new", "right"),
        ("调整", "chg.", "right"), ("服务", "serv.", "right"),
    ):  # fmt: skip
        table.add_column(say(zh, en), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for each in held(layers, areas, on):
        style = "bold" if each.layer.code.endswith("0000") else ""
        table.add_row(*(Text(cell, style) for cell in _row(each)))
    console = out()
    console.print(table)
    console.print()
    console.print(
        Text(
            say(
                f"{len(layers)} 个地方。项目、措施：公布了几项 / 这里列出几项（含上级的）。\n"
                "缺什么、依据什么：checklist catalog show 地方",
                f"{len(layers)} places. Items, measures: declared / held here with those above.\n"
                "What is missing, and on what grounds: checklist catalog show PLACE",
            ),
            "dim",
        )
    )


def _row(each: Held) -> tuple[str, ...]:
    layer = each.layer
    return (
        layer.code,
        "  " * _depth(layer.code) + layer.name[language()],
        _edition(_latest(layer)),
        _of(layer.declared_items, each.items),
        _of(layer.declared_measures, each.measures),
        str(len(each.new) or "—"),
        str(len(each.changed) or "—"),
        str(len(layer.services) or "—"),
    )


def _depth(code: str) -> int:
    """How far a place is set in: provinces 0, cities 1, counties 2."""
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _latest(layer: Layer) -> Edition | None:
    return max(layer.editions, key=lambda edition: edition.number, default=None)


def _edition(edition: Edition | None) -> str:
    if edition is None:
        return "—"
    return f"{edition.number} {edition.effective or say('日期不明', 'no date')}"


def _of(declared: int | None, number: int) -> str:
    return f"{declared or '—'} / {number}"


def records(layers: Mapping[str, Layer], areas: Areas, on: date) -> list[dict[str, object]]:
    """The same for programs."""
    return [_record(each) for each in held(layers, areas, on)]


def _record(each: Held) -> dict[str, object]:
    layer = each.layer
    return {
        "layer": layer.code,
        "name": layer.name,
        "file": layer.file,
        "new": each.new,
        "changed": each.changed,
        "declared_items": layer.declared_items,
        "held_items": each.items,
        "declared_measures": layer.declared_measures,
        "held_measures": each.measures,
        "editions": [
            {"number": e.number, "effective": e.effective.isoformat() if e.effective else None}
            for e in layer.editions
        ],
        "review_cycle": layer.review_cycle or None,
        "services": [service.id for service in layer.services],
        "ledger": [trigger.id for trigger in layer.ledger],
        "classes": [classing.id for classing in layer.classes],
        "letter": layer.letter.name if layer.letter else None,
        "note": layer.note,
    }
