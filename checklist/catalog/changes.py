"""What differs between two catalogs, as typed values: which place, item and field, from when.

A reviewer asks who gets more and who gets less; so a change keeps what was written on both
sides with its line, and says who is covered instead of leaving that to be read from YAML.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from checklist.catalog.model import Office, Period, Source, Window
from checklist.findings import Span
from checklist.rules.condition import Condition
from checklist.rules.facts import Text


class Kind(StrEnum):
    """What sort of change it is, weighty ones first."""

    LAYER_ADDED = "layer_added"
    LAYER_REMOVED = "layer_removed"
    EDITION_ADDED = "edition_added"
    EDITION_EXPIRED = "edition_expired"
    EDITION_CHANGED = "edition_changed"
    ITEM_ADDED = "item_added"
    ITEM_WITHDRAWN = "item_withdrawn"
    DEFINITION = "definition"
    CONDITION = "condition"
    AMOUNT = "amount"
    FIGURE = "figure"
    WINDOW = "window"
    REVIEW_CYCLE = "review_cycle"
    OFFICE = "office"
    MATERIAL = "material"
    MEASURE = "measure"
    WAIVER = "waiver"
    LEDGER = "ledger"
    CLASS = "class"
    SERVICE = "service"
    LETTER = "letter"
    SOURCE = "source"
    DECLARED = "declared"
    RELATION = "relation"
    REVIEW = "review"
    TEXT = "text"


class Who(StrEnum):
    """Which children a changed condition covers, held against the one before."""

    WIDER = "wider"
    NARROWER = "narrower"
    BOTH = "both"  # some are new, others are left out
    ASKS = "asks_otherwise"  # the same children, once all is known, but other facts are asked
    SAME = "same"  # written otherwise, for the same children


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure with its unit."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Series:
    """A dated figure as a whole, before it is compared day by day."""

    label: Text
    unit: str
    periods: tuple[Period, ...]


Value: TypeAlias = Condition | Office | Source | Sum | Series | Text | tuple[Window, ...] | str


@dataclass(frozen=True, slots=True)
class Said:
    """What one catalog says, and where."""

    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Args:
        layer: the code of the place whose file changed.
        item: the item's id; "" for what belongs to the layer.
        field: such as "when" or "amounts.personal-premium"; "" for the whole.
        before: what was said, None for nothing; where a local value came or went, the value
            inherited from above stands in.
        after: what is said now.
        start: the first day it holds; None: as soon as the file is used.
        end: the last day, None where none is known.
        who: for a condition, whom it covers now.
        inherited: codes of the places below with lists of their own that follow.
        own: codes of those that do not, because they say something of their own.
    """

    kind: Kind
    layer: str
    item: str
    field: str
    before: Said | None
    after: Said | None
    start: date | None = None
    end: date | None = None
    who: Who | None = None
    inherited: tuple[str, ...] = ()
    own: tuple[str, ...] = ()

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        begun = self.start is None or self.start <= on
        return begun and (self.end is None or on <= self.end)
