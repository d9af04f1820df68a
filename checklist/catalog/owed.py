"""What a place owes on a date: its layers merged into one list of items.

A merged item remembers for every field which layer set it and on which line, and whether it
keeps the floor under the lists above.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from checklist.catalog.model import (
    Amount,
    Category,
    Layer,
    Line,
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


class Floor(StrEnum):
    """Whether an item still gives at least what the list above it gives."""

    HELD = "held"
    WAIVED = "waived"
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
    """

    area: str
    on: date
    layers: tuple[Layer, ...]
    items: Mapping[str, Item]
    definition: Condition | None
    review_cycle: str
    lines: tuple[Line, ...]
    figures: Mapping[str, float]

    def attests(self) -> frozenset[str]:
        """The ids of everything some item's condition leaves to a person's eyes."""
        return frozenset(
            leaf.id
            for item in self.items.values()
            for _, condition in conditions(item)
            for leaf in leaves(condition)
            if isinstance(leaf, Attest)
        )
