"""A filled form into the catalog's frozen model, every part with the span it came from.

What a form cannot see is checked on the way: conditions against the facts, and that each
named source is one the entry itself declares.
"""

from collections.abc import Iterable, Mapping

from checklist.catalog import forms
from checklist.catalog.model import (
    Amount,
    Entry,
    Material,
    Measure,
    Office,
    Period,
    Source,
    Waiver,
    Window,
)
from checklist.findings import Finding, Span
from checklist.located import Located, Trail
from checklist.rules.condition import Condition
from checklist.rules.facts import FactDictionary, Text
from checklist.rules.parsing import parse


class Converter:
    """Converts the forms of one file.

    Args:
        located: the file, for spans.
        facts: the dictionary conditions are checked against.
        figures: ids of the layer's figures.
        code: the layer's code; put before an entry's source keys, so that layers never mix.
    """

    def __init__(
        self, located: Located, facts: FactDictionary, figures: frozenset[str], code: str
    ) -> None:
        self.located = located
        self.facts = facts
        self.figures = figures
        self.code = code
        self.findings: list[Finding] = []
        self._declared: Mapping[str, forms.SourceForm] = {}
        self._prefix = ""

    def declare(self, sources: Mapping[str, forms.SourceForm], prefix: str = "") -> None:
        """From here on only these sources may be cited, under keys with this prefix."""
        self._declared, self._prefix = sources, prefix

    def entry(self, key: str, form: forms.EntryForm, path: Trail, digest: str) -> Entry:
        """What a layer says of one item; `path` is where its mapping stands in the file."""
        self.declare(form.sources, f"{self.code}/")
        body = self.located.data
        for step in path:
            body = body[str(step)] if isinstance(body, dict) else None
        written = body if isinstance(body, dict) else {}
        windows = [self._window((*path, "windows", i), w) for i, w in enumerate(form.windows)]
        return Entry(
            id=key,
            span=self.located.at_key(path),
            spans={field: self.located.at_key((*path, field)) for field in written},
            digest=digest,
            of=form.of,
            relation=form.relation,
            reviewed_against=form.reviewed_against or "",
            waiver=self._waiver((*path, "waiver"), form.waiver),
            category=form.category,
            name=maybe(form.name),
            summary=maybe(form.summary),
            when=self.condition((*path, "when"), given="when" in form.model_fields_set),
            measures=tuple(
                self._measure((*path, "measures", k), m) for k, m in form.measures.items()
            ),
            amounts=tuple(self._amount((*path, "amounts", k), a) for k, a in form.amounts.items()),
            windows=tuple(windows),
            apply=self._office((*path, "apply"), form.apply),
            decide=self._office((*path, "decide"), form.decide),
            pay=self._office((*path, "pay"), form.pay),
            materials=tuple(
                self._material((*path, "materials", k), m) for k, m in form.materials.items()
            ),
            departments=tuple(map(text, form.departments)),
            sources=tuple(self.sources((*path, "sources"), form.sources)),
            checked=form.checked.on if form.checked else None,
            checked_by=form.checked.by if form.checked else "",
        )

    def cited(self, path: Trail, key: str | None, field: str = "source") -> str:
        """A reference to a source as the model holds it; a finding when it is not declared."""
        if key is None:
            return ""
        if key not in self._declared:
            span = self.located.at((*path, field))
            shown = {"key": key, "declared": "、".join(self._declared) or "—"}
            self.findings.append(Finding("C310", span, shown, (), self.located.quote(span)))
        return self._prefix + key

    def condition(self, path: Trail, *, given: bool = True) -> Condition | None:
        """The condition at a path; None where none is given or it cannot be read."""
        if not given:
            return None
        condition, findings = parse(self.located, path, self.facts, self.figures)
        self.findings += findings
        return condition

    def sources(self, path: Trail, named: Mapping[str, forms.SourceForm]) -> Iterable[Source]:
        """The documents declared at a path."""
        for key, form in named.items():
            yield source(self._prefix + key, form, self.located.at_key((*path, key)))

    def _office(self, path: Trail, form: forms.OfficeForm | None) -> Office | None:
        if form is None:
            return None
        span = self.located.at_key(path)
        return Office(tuple(form.place), text(form.office), span, form.phone or "")

    def _period(self, path: Trail, form: forms.PeriodForm) -> Period:
        span = self.located.at((*path, "value"))
        return Period(form.from_, form.to, form.value, self.cited(path, form.source), span)

    def series(self, path: Trail, series: list[forms.PeriodForm]) -> tuple[Period, ...]:
        """Dated values, oldest first."""
        return tuple(self._period((*path, "series", i), p) for i, p in enumerate(series))

    def _amount(self, path: Trail, form: forms.AmountForm) -> Amount:
        return Amount(
            id=str(path[-1]),
            label=text(form.label),
            unit=form.unit,
            periods=self.series(path, form.series),
            span=self.located.at_key(path),
            when=self.condition((*path, "when"), given="when" in form.model_fields_set),
            note=maybe(form.note),
            kind=form.kind,
            meets=form.meets or "",
        )

    def _measure(self, path: Trail, form: forms.MeasureForm) -> Measure:
        return Measure(
            id=str(path[-1]),
            name=text(form.name),
            span=self.located.at_key(path),
            summary=maybe(form.summary),
            when=self.condition((*path, "when"), given="when" in form.model_fields_set),
            source=self.cited(path, form.source),
        )

    def _material(self, path: Trail, form: forms.MaterialForm) -> Material:
        return Material(
            id=str(path[-1]),
            name=text(form.name),
            span=self.located.at_key(path),
            when=self.condition((*path, "when"), given="when" in form.model_fields_set),
            source=self.cited(path, form.source),
        )

    def _window(self, path: Trail, form: forms.WindowForm) -> Window:
        span = self.located.at(path)
        return Window(form.from_, form.to, text(form.for_), self.cited(path, form.source), span)

    def _waiver(self, path: Trail, form: forms.WaiverForm | None) -> Waiver | None:
        if form is None:
            return None
        source = self.cited(path, form.source)
        return Waiver(text(form.reason), source, self.located.at_key(path))


def source(key: str, form: forms.SourceForm, span: Span) -> Source:
    """A document by its key."""
    return Source(
        key=key,
        document=form.document,
        provenance=form.provenance,
        span=span,
        number=form.number or "",
        article=form.article or "",
        day=form.date,
        retrieved=form.retrieved,
        note=maybe(form.note),
    )


def text(form: forms.TextForm) -> Text:
    """A text by its languages."""
    return {"zh-Hans": form.zh_hans, "en": form.en}


def maybe(form: forms.TextForm | None) -> Text | None:
    """A text that may be missing."""
    return text(form) if form else None
