"""What a place has beside its items: services, ledger triggers, classes, a letter to parents.

They belong to the place and not to an item: a family is shown where to turn, and whoever
keeps the place's ledger is told which children it is meant for.
"""

from dataclasses import dataclass
from enum import StrEnum

from checklist.findings import Span
from checklist.rules.condition import Condition
from checklist.rules.facts import Text


class ServiceKind(StrEnum):
    """What sort of thing a place's service is."""

    OFFICE = "office"
    STATION = "station"
    HOTLINE = "hotline"
    NETWORK = "network"
    STAFF = "staff"
    PROGRAMME = "programme"
    PLAN = "plan"
    SYSTEM = "system"


class LetterPart(StrEnum):
    """The parts a letter to parents may have, in their order."""

    GREETING = "greeting"
    THANKS = "thanks"
    DEFINITION = "definition"
    ADVICE = "advice"
    LEFT_BEHIND = "left-behind"
    SURVEY = "survey"
    COLLECTORS = "collectors"
    SELF_REPORT = "self-report"
    PRIVACY = "privacy"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, as a source reports it."""

    value: float
    unit: Text


@dataclass(frozen=True, slots=True)
class Service:
    """Something a place offers to whoever lives there.

    Args:
        layer: the code of the place that said it.
        purpose: what a family can use it for; None keeps it off a family's sheet.
        source: a key of that layer's sources.
    """

    id: str
    layer: str
    kind: ServiceKind
    name: Text
    source: str
    span: Span
    phone: str = ""
    purpose: Text | None = None
    counts: tuple[Count, ...] = ()


@dataclass(frozen=True, slots=True)
class Trigger:
    """A reason for which a place keeps a child in its key-care ledger."""

    id: str
    layer: str
    name: Text
    when: Condition
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class ChildClass:
    """One value of a place's classing, such as a colour, and which children it is for."""

    id: str
    name: Text
    when: Condition
    span: Span


@dataclass(frozen=True, slots=True)
class Classing:
    """How a place classes children; off while nobody has filled in its values.

    Args:
        values: the first that holds is the child's.
    """

    id: str
    layer: str
    name: Text
    source: str
    span: Span
    note: Text | None = None
    values: tuple[ChildClass, ...] = ()

    @property
    def off(self) -> bool:
        """Whether its criteria are not known, so that no child is classed."""
        return not self.values


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to parents a place has published.

    Args:
        parts: what ours says in its stead; the original's wording is not held.
    """

    layer: str
    name: Text
    parts: tuple[LetterPart, ...]
    source: str
    span: Span
    note: Text | None = None
