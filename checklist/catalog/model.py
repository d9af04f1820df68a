"""The catalog's words as frozen data: layers, editions, items, amounts, windows, sources.

An Entry is what one layer's file says of an item; an Item is what is left after all layers
of a place are merged. Every part carries the span it was read from, so any printed value
can be traced to a file and a line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from checklist.catalog.local import Classing, Letter, Service, Trigger
from checklist.findings import Span
from checklist.rules.condition import Condition
from checklist.rules.facts import Text


class Category(StrEnum):
    """The six areas of the national base list, in its order."""

    CHILDCARE = "childcare"
    SCHOOLING = "schooling"
    HEALTH = "health"
    HOUSING = "housing"
    SUPPORT = "support"
    DEVELOPMENT = "development"


class Provenance(StrEnum):
    """How good a source is, best first; the last two are marked on the sheet."""

    OFFICIAL = "official"
    REPORTED = "reported"
    SURVEY = "survey"
    RECONSTRUCTED = "reconstructed"

    @property
    def weak(self) -> bool:
        """Whether a sheet must say that nothing official stands behind it."""
        return self in {Provenance.SURVEY, Provenance.RECONSTRUCTED}


class AmountKind(StrEnum):
    """Which way an amount goes: to the family, or from it."""

    BENEFIT = "benefit"
    CHARGE = "charge"


class Relation(StrEnum):
    """What an extension does to the item above it."""

    WIDENS = "widens"
    TIGHTENS = "tightens"
    RESTATES = "restates"
    WITHDRAWS = "withdraws"


class Place(StrEnum):
    """Where one applies, who decides or pays, seen from the child."""

    RESIDENCE = "residence"
    HUKOU = "hukou"
    ANYWHERE = "anywhere"
    SCHOOL = "school"
    CASE = "case"
    ENTITLEMENT = "entitlement"
    COUNTY = "county"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Source:
    """A document something rests on.

    Args:
        document: its title, in Chinese.
        number: its document number, such as 浙民儿〔2024〕124号; "" when unknown.
        article: the clause; "" when none.
        day: the document's or report's date, None when unknown.
        retrieved: when it was looked up.
        provenance: how good it is.
        note: what is weak about it.
    """

    key: str
    document: str
    provenance: Provenance
    span: Span
    number: str = ""
    article: str = ""
    day: date | None = None
    retrieved: date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """Where to go, who decides or who pays: places seen from the child, and the office's name."""

    places: tuple[Place, ...]
    name: Text
    span: Span
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A figure in force from a day (inclusive) to a day (inclusive; None: no end is known)."""

    start: date
    end: date | None
    value: float
    source: str
    span: Span

    def covers(self, on: date) -> bool:
        """Whether the figure is in force on a day."""
        return self.start <= on and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Amount:
    """A dated sum or count: `unit` such as CNY/year, `periods` oldest first.

    Args:
        kind: a charge is what the family pays, so less of it is better for them.
        meets: the amount of the item above that this one fulfils; "" for none.
    """

    id: str
    label: Text
    unit: str
    periods: tuple[Period, ...]
    span: Span
    when: Condition | None = None
    note: Text | None = None
    kind: AmountKind = AmountKind.BENEFIT
    meets: str = ""

    def on(self, day: date) -> Period | None:
        """The period in force on a day, None where no figure is known."""
        return next((period for period in self.periods if period.covers(day)), None)


@dataclass(frozen=True, slots=True)
class Measure:
    """A part of an item, perhaps with a condition of its own."""

    id: str
    name: Text
    span: Span
    summary: Text | None = None
    when: Condition | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """A paper a document asks for."""

    id: str
    name: Text
    span: Span
    when: Condition | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Days (both inclusive) between which one may apply, and what for."""

    start: date
    end: date
    purpose: Text
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a layer may stand below the floor, by which source of the item."""

    reason: Text
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """What one layer says of an item; None or empty where it says nothing.

    Args:
        of: the upper item it changes; None for a new item.
        spans: where each field that is written stands, by the field's name in the file.
        digest: twelve hex digits over the entry's own content.
    """

    id: str
    span: Span
    spans: Mapping[str, Span]
    digest: str
    of: str | None = None
    relation: Relation | None = None
    reviewed_against: str = ""
    waiver: Waiver | None = None
    category: Category | None = None
    name: Text | None = None
    summary: Text | None = None
    when: Condition | None = None
    measures: tuple[Measure, ...] = ()
    amounts: tuple[Amount, ...] = ()
    windows: tuple[Window, ...] = ()
    apply: Office | None = None
    decide: Office | None = None
    pay: Office | None = None
    materials: tuple[Material, ...] = ()
    departments: tuple[Text, ...] = ()
    sources: tuple[Source, ...] = ()
    checked: date | None = None
    checked_by: str = ""


class Conditioned(Protocol):
    """An entry or a merged item: a condition, and parts with conditions of their own."""

    @property
    def id(self) -> str: ...  # noqa: D102 - as in Entry
    @property
    def when(self) -> Condition | None: ...  # noqa: D102 - as in Entry
    @property
    def measures(self) -> tuple[Measure, ...]: ...  # noqa: D102 - as in Entry
    @property
    def amounts(self) -> tuple[Amount, ...]: ...  # noqa: D102 - as in Entry
    @property
    def materials(self) -> tuple[Material, ...]: ...  # noqa: D102 - as in Entry


def conditions(whole: Conditioned) -> Iterator[tuple[str, Condition]]:
    """Every condition of an entry or item, its parts' included, with the id it belongs to."""
    parts: tuple[Conditioned | Measure | Amount | Material, ...] = (
        whole, *whole.measures, *whole.amounts, *whole.materials
    )  # fmt: skip
    for part in parts:
        if part.when:
            yield part.id, part.when


@dataclass(frozen=True, slots=True)
class Edition:
    """A published list: its number, the days it is in force (None: not known), its document."""

    number: int
    effective: date | None
    expires: date | None
    document: str
    supersedes: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A dated figure of a place that conditions may name."""

    id: str
    label: Text
    unit: str
    periods: tuple[Period, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Layer:
    """One place's list as its files say it.

    Args:
        code: GB/T 2260; "000000" for the nation.
        file: the layer's file, as findings name it.
        note: what is honestly missing from what we hold of the list.
        review_cycle: ISO 8601 duration, "" when the layer sets none.
        declared_items: how many items the published list is said to have.
    """

    code: str
    name: Text
    file: str
    span: Span
    entries: Mapping[str, Entry]
    sources: Mapping[str, Source] = field(default_factory=dict)
    editions: tuple[Edition, ...] = ()
    note: Text | None = None
    definition: Condition | None = None
    review_cycle: str = ""
    services: tuple[Service, ...] = ()
    ledger: tuple[Trigger, ...] = ()
    classes: tuple[Classing, ...] = ()
    letter: Letter | None = None
    figures: tuple[Figure, ...] = ()
    declared_items: int | None = None
    declared_measures: int | None = None

    def edition_on(self, day: date) -> Edition | None:
        """The edition in force on a day; one whose start is unknown counts as in force."""
        live = [edition for edition in self.editions if _in_force(edition, day)]
        return max(live, key=lambda edition: edition.number, default=None)

    def in_force(self, day: date) -> bool:
        """Whether the layer speaks on a day; a layer without editions always does."""
        return not self.editions or self.edition_on(day) is not None


def _in_force(edition: Edition, day: date) -> bool:
    begun = edition.effective is None or edition.effective <= day
    return begun and (edition.expires is None or day <= edition.expires)
