"""The forms a layer's file must have: the list itself, and what the place has beside its items.

Apart from the items' forms, so that either can be read on one page.
"""

from typing import Annotated, Literal

from pydantic import Field

from checklist.catalog.forms import (
    UNITS,
    ConditionForm,
    Day,
    EntryForm,
    Form,
    Identifier,
    PeriodForm,
    SourceForm,
    TextForm,
)
from checklist.catalog.local import LetterPart, ServiceKind


class EditionForm(Form):
    """A published list."""

    number: Annotated[int, Field(ge=1)]
    effective: Day | None = Field(None, description="生效或公布日期；不知道就不写")
    expires: Day | None = None
    document: Identifier
    supersedes: int | None = None


class CountForm(Form):
    """How many there are, as the source reports it."""

    value: Annotated[float, Field(ge=0)]
    unit: TextForm


class ServiceForm(Form):
    """An office, station, hotline or the like of the place."""

    kind: Annotated[ServiceKind, Field(strict=False)]
    name: TextForm
    phone: Annotated[str, Field(pattern=r"^[0-9-]{3,15}$")] | None = None
    for_: TextForm | None = Field(None, alias="for", description="家长能用它做什么；不写就不印")
    counts: list[CountForm] = Field([])
    source: Identifier


class TriggerForm(Form):
    """A reason for which the place keeps a child in its key-care ledger."""

    name: TextForm
    when: ConditionForm
    source: Identifier


class ClassForm(Form):
    """One value of the place's classing."""

    name: TextForm
    when: ConditionForm


class ClassingForm(Form):
    """How the place classes children; without values it is off."""

    name: TextForm
    note: TextForm | None = None
    source: Identifier
    values: dict[Identifier, ClassForm] = Field({})


class LetterForm(Form):
    """A letter to parents the place has published; the wording printed is our own."""

    name: TextForm
    note: TextForm | None = None
    parts: list[Annotated[LetterPart, Field(strict=False)]] = Field(min_length=1)
    source: Identifier


class FigureForm(Form):
    """A dated figure of the place that conditions may name."""

    label: TextForm
    unit: Literal[UNITS]  # type: ignore[valid-type]  # a literal of the tuple above
    series: list[PeriodForm] = Field(min_length=1)


class LayerForm(Form):
    """One place's list."""

    layer: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: TextForm
    declared_items: Annotated[int, Field(ge=1)] | None = None
    declared_measures: Annotated[int, Field(ge=1)] | None = None
    note: TextForm | None = None
    definition: ConditionForm = None
    review_cycle: Annotated[str, Field(pattern=r"^P\d+[DWMY]$")] | None = None
    editions: list[EditionForm] = Field([])
    services: dict[Identifier, ServiceForm] = Field({})
    ledger: dict[Identifier, TriggerForm] = Field({})
    classes: dict[Identifier, ClassingForm] = Field({})
    letter: LetterForm | None = None
    figures: dict[str, FigureForm] = Field({})
    sources: dict[Identifier, SourceForm] = Field({})
    order: list[Identifier] = Field([], description="项目的先后；没有列出的排在后面")
    items: dict[Identifier, EntryForm] = Field({})
