"""What a place owes on a date: its layers merged into one list of items.

A merged item remembers for every field which layer set it and on which line, and whether it
keeps the floor under the lists above.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from checklist.catalog.local import Classing, Letter, Service, Trigger
from checklist.catalog.model import (
    Amount,
    Category,
    Layer,
    Material,
    Measure,
    Office,
    Source,
    Waiver,
    Window,
    conditions,
)
from checklist.findings import Span
from checklist.rules.condition import Attest, Condition, leaves
from checklist.rules.facts import Text
from checklist.rules.turning import add_months


class Floor(StrEnum):
    """Whether an item still gives at least what the list above it gives."""

    HELD = "held"
    WAIVED = "waived"
    UNPROVEN = "unproven"  # the proof needs Z3, which is not installed here
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Item:
    """What a place owes after all its layers are merged.

    Args:
        layer: the code of the lowest layer that said anything of it.
        origins: for every field ("when", "amounts.personal-premium" …) the layer that set it
            and where.
        waivers: exceptions from the floor, with their reasons.
        digest: twelve hex digits over the contents of all entries it was merged from.
    """

    id: str
    layer: str
    category: Category
    name: Text
    summary: Text
    when: Condition
    digest: str
    origins: Mapping[str, tuple[str, Span]]
    floor: Floor = Floor.HELD
    measures: tuple[Measure, ...] = ()
    amounts: tuple[Amount, ...] = ()
    windows: tuple[Window, ...] = ()
    apply: Office | None = None
    decide: Office | None = None
    pay: Office | None = None
    materials: tuple[Material, ...] = ()
    departments: tuple[Text, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether everything it rests on is survey or reconstruction."""
        return all(source.provenance.weak for source in self.sources.values())


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a place owes on a date: its merged items and what comes with the place.

    Args:
        area: the residence's code.
        on: the date.
        layers: the layers that speak, nation first.
        definition: who counts as a migrant child here.
        review_cycle: the shortest in force, "" when none is set.
        figures: figures in force on the date, by id.
        review_layer: the code of the layer that set the cycle.
        services: what the place and those above it offer, the nearest place's first.
        ledger: what puts a child into the key-care ledger here, each once.
        classes: how children are classed here, each once.
        letter: the nearest place's letter to parents.
    """

    area: str
    on: date
    layers: tuple[Layer, ...]
    items: Mapping[str, Item]
    definition: Condition | None
    review_cycle: str
    figures: Mapping[str, float]
    review_layer: str = ""
    services: tuple[Service, ...] = ()
    ledger: tuple[Trigger, ...] = ()
    classes: tuple[Classing, ...] = ()
    letter: Letter | None = None

    @property
    def next_review(self) -> date | None:
        """The last day on which the place has to look again; None where it sets no cycle."""
        return after(self.on, self.review_cycle) if self.review_cycle else None

    def source_of(self, said: Service | Trigger | Classing | Letter) -> Source | None:
        """The document a place's own word rests on."""
        for layer in self.layers:
            if layer.code == said.layer:
                return layer.sources.get(said.source)
        return None

    def attests(self) -> frozenset[str]:
        """The ids of everything some condition leaves to a person's eyes."""
        return frozenset(
            leaf.id
            for condition in self._conditions()
            for leaf in leaves(condition)
            if isinstance(leaf, Attest)
        )

    def _conditions(self) -> Iterator[Condition]:
        for item in self.items.values():
            yield from (condition for _, condition in conditions(item))
        yield from (trigger.when for trigger in self.ledger)
        yield from (value.when for classing in self.classes for value in classing.values)


def after(day: date, cycle: str) -> date:
    """The day one ISO 8601 duration (of a single unit, such as P6M) later."""
    number, unit = int(cycle[1:-1]), cycle[-1]
    if unit in "DW":
        return day + timedelta(days=number * (7 if unit == "W" else 1))
    return add_months(day, number * (12 if unit == "Y" else 1))
