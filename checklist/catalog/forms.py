"""The forms catalog files must have: the edge where outside data come in, checked by pydantic.

One class a kind of thing; from these come both the check of every file and the JSON Schemas
that editors use. Conditions are only passed through here, rules/condition.py reads them.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from checklist.catalog.model import AmountKind, Category, Place, Provenance, Relation
from checklist.rules.parsing import iso_date

ID = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
UNITS = (
    "CNY/year", "CNY/month", "CNY/term", "CNY/day", "CNY/once", "percent", "visits", "doses",
)  # fmt: skip


def _day(value: object) -> date:
    day = iso_date(value) if isinstance(value, str) else None
    if day is None:
        raise PydanticCustomError("day", "a date such as 2024-09-03")
    return day


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Words = Annotated[str, Field(min_length=1)]
Identifier = Annotated[str, Field(pattern=ID)]
CONDITION = {"$comment": "condition"}  # stands for its schema, which schemas.py puts there
ConditionForm = Annotated[Any, WithJsonSchema(CONDITION)]


class Form(BaseModel):
    """A mapping with exactly the keys named here, each of exactly the type named."""

    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class TextForm(Form):
    """A text in every language the program prints."""

    zh_hans: Words = Field(alias="zh-Hans")
    en: Words


class SourceForm(Form):
    """A document something rests on."""

    document: Words = Field(description="文件标题，带书名号")
    number: Words | None = Field(None, description="文号，如 浙民儿〔2024〕124号")
    article: Words | None = Field(None, description="条款，如 第十条")
    date: Day | None = Field(None, description="文件或报道的日期")
    retrieved: Day | None = Field(None, description="查到的日期")
    provenance: Annotated[Provenance, Field(strict=False)]
    note: TextForm | None = None


class OfficeForm(Form):
    """Where to apply, who decides, who pays."""

    place: list[Annotated[Place, Field(strict=False)]] = Field(min_length=1)
    office: TextForm
    phone: Words | None = None


class PeriodForm(Form):
    """A figure and the days it is in force, both inclusive."""

    from_: Day = Field(alias="from")
    to: Day | None = None
    value: Annotated[float, Field(ge=0)]
    source: Identifier


class AmountForm(Form):
    """A dated sum or count."""

    label: TextForm
    unit: Literal[UNITS]  # type: ignore[valid-type]  # a literal of the tuple above
    when: ConditionForm = None
    series: list[PeriodForm] = Field(min_length=1)
    note: TextForm | None = None
    kind: Annotated[AmountKind, Field(strict=False)] = AmountKind.BENEFIT
    meets: Identifier | None = Field(None, description="这笔钱对应上级项目的哪一个数额")


class MeasureForm(Form):
    """A part of an item, perhaps with a condition of its own."""

    name: TextForm
    summary: TextForm | None = None
    when: ConditionForm = None
    source: Identifier | None = None


class MaterialForm(Form):
    """A paper a document asks for."""

    name: TextForm
    when: ConditionForm = None
    source: Identifier | None = None


class WindowForm(Form):
    """Days between which one may apply."""

    from_: Day = Field(alias="from")
    to: Day
    for_: TextForm = Field(alias="for")
    source: Identifier


class WaiverForm(Form):
    """Why a layer may stand below the list above it."""

    reason: TextForm
    source: Identifier


class CheckedForm(Form):
    """Who last held the entry against its sources, and when."""

    on: Day
    by: Words


class EntryForm(Form):
    """A service item, or with `of` the change a lower layer makes to one."""

    of: Identifier | None = Field(None, description="所扩展的上级项目编号")
    relation: Annotated[Relation, Field(strict=False)] | None = None
    reviewed_against: Annotated[str, Field(pattern="^[0-9a-f]{12}$")] | None = None
    waiver: WaiverForm | None = None
    category: Annotated[Category, Field(strict=False)] | None = None
    name: TextForm | None = None
    summary: TextForm | None = None
    when: ConditionForm = None
    measures: dict[Identifier, MeasureForm] = {}
    amounts: dict[Identifier, AmountForm] = {}
    windows: list[WindowForm] = []
    apply: OfficeForm | None = None
    decide: OfficeForm | None = None
    pay: OfficeForm | None = None
    materials: dict[Identifier, MaterialForm] = {}
    departments: list[TextForm] = []
    sources: dict[Identifier, SourceForm] = {}
    checked: CheckedForm | None = None


Answered = Literal["yes", "no", "unknown"]  # of one condition, by itself


class CaseForm(Form):
    """One situation and what must come out."""

    name: Words
    on: Day | None = None
    residence: Words | None = None
    child: dict[str, Any]
    expect: dict[str, Literal["eligible", "to_attest", "undetermined", "ineligible", "closed"]] = {}
    scope: Literal["in", "out", "undetermined"] | None = None
    open: dict[str, list[str]] = {}
    amounts: dict[str, dict[str, float | None]] = {}
    measures: dict[str, dict[str, Answered]] = {}
    materials: dict[str, dict[str, Answered]] = {}
    ledger: dict[str, Answered] = {}
    classes: dict[str, str | None] = Field({}, description="null 是不归入哪一类，unknown 是说不准")


class CasesForm(Form):
    """Situations of one place, with what they have in common."""

    residence: Words
    on: Day
    cases: list[CaseForm] = Field(min_length=1)
