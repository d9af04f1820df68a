"""A filled form into the catalog's frozen model, every part with the span it came from.

What a form cannot see is checked on the way: conditions against the facts, and that each
named source is one the entry itself declares.
"""

from collections.abc import Iterable, Mapping

from checklist.catalog import forms
from checklist.catalog.model import (
    Amount,
    Edition,
    Entry,
    Figure,
    Layer,
    Line,
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
from checklist.rules.condition import Condition, Leaf, leaves
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

    def layer(self, form: forms.LayerForm) -> Layer:
        """A layer without its entries."""
        self._declared, self._prefix = form.sources, ""
        return Layer(
            code=form.layer,
            name=_text(form.name),
            file=self.located.file,
            span=self.located.at(("layer",)),
            entries={},
            sources={s.key: s for s in self._sources(("sources",), form.sources)},
            editions=tuple(map(self._edition, range(len(form.editions)), form.editions)),
            note=_maybe(form.note),
            definition=self._definition(given=form.definition is not None),
            review_cycle=form.review_cycle or "",
            lines=tuple(self._line(i, line) for i, line in enumerate(form.lines)),
            figures=tuple(self._figure(k, f) for k, f in form.figures.items()),
            declared_items=form.declared_items,
            declared_measures=form.declared_measures,
        )

    def entry(self, key: str, form: forms.EntryForm, path: Trail, digest: str) -> Entry:
        """What a layer says of one item; `path` is where its mapping stands in the file."""
        self._declared, self._prefix = form.sources, f"{self.code}/"
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
            name=_maybe(form.name),
            summary=_maybe(form.summary),
            when=self._condition((*path, "when"), given=form.when is not None),
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
            departments=tuple(map(_text, form.departments)),
            sources=tuple(self._sources((*path, "sources"), form.sources)),
            checked=form.checked.on if form.checked else None,
            checked_by=form.checked.by if form.checked else "",
        )

    def _cited(self, path: Trail, key: str | None, field: str = "source") -> str:
        """A reference to a source as the model holds it; a finding when it is not declared."""
        if key is None:
            return ""
        if key not in self._declared:
            span = self.located.at((*path, field))
            shown = {"key": key, "declared": "、".join(self._declared) or "—"}
            self.findings.append(Finding("C310", span, shown, (), self.located.quote(span)))
        return self._prefix + key

    def _condition(self, path: Trail, *, given: bool) -> Condition | None:
        if not given:
            return None
        condition, findings = parse(self.located, path, self.facts, self.figures)
        self.findings += findings
        return condition

    def _definition(self, *, given: bool) -> Condition | None:
        """Who counts as a migrant child; it may not use the fact it defines."""
        condition = self._condition(("definition",), given=given)
        for leaf in leaves(condition) if condition else ():
            if isinstance(leaf, Leaf) and leaf.fact == "migrant":
                quote = self.located.quote(leaf.span)
                self.findings.append(Finding("C213", leaf.span, {}, (), quote))
                return None
        return condition

    def _sources(self, path: Trail, named: Mapping[str, forms.SourceForm]) -> Iterable[Source]:
        for key, form in named.items():
            yield Source(
                key=self._prefix + key,
                document=form.document,
                provenance=form.provenance,
                span=self.located.at_key((*path, key)),
                number=form.number or "",
                article=form.article or "",
                day=form.date,
                retrieved=form.retrieved,
                note=_maybe(form.note),
            )

    def _office(self, path: Trail, form: forms.OfficeForm | None) -> Office | None:
        if form is None:
            return None
        span = self.located.at_key(path)
        return Office(tuple(form.place), _text(form.office), span, form.phone or "")

    def _period(self, path: Trail, form: forms.PeriodForm) -> Period:
        span = self.located.at((*path, "value"))
        return Period(form.from_, form.to, form.value, self._cited(path, form.source), span)

    def _series(self, path: Trail, series: list[forms.PeriodForm]) -> tuple[Period, ...]:
        return tuple(self._period((*path, "series", i), p) for i, p in enumerate(series))

    def _amount(self, path: Trail, form: forms.AmountForm) -> Amount:
        return Amount(
            id=str(path[-1]),
            label=_text(form.label),
            unit=form.unit,
            periods=self._series(path, form.series),
            span=self.located.at_key(path),
            when=self._condition((*path, "when"), given=form.when is not None),
            note=_maybe(form.note),
        )

    def _measure(self, path: Trail, form: forms.MeasureForm) -> Measure:
        return Measure(
            id=str(path[-1]),
            name=_text(form.name),
            span=self.located.at_key(path),
            summary=_maybe(form.summary),
            when=self._condition((*path, "when"), given=form.when is not None),
            source=self._cited(path, form.source),
        )

    def _material(self, path: Trail, form: forms.MaterialForm) -> Material:
        return Material(
            id=str(path[-1]),
            name=_text(form.name),
            span=self.located.at_key(path),
            when=self._condition((*path, "when"), given=form.when is not None),
            source=self._cited(path, form.source),
        )

    def _window(self, path: Trail, form: forms.WindowForm) -> Window:
        span = self.located.at(path)
        return Window(form.from_, form.to, _text(form.for_), self._cited(path, form.source), span)

    def _waiver(self, path: Trail, form: forms.WaiverForm | None) -> Waiver | None:
        if form is None:
            return None
        source = self._cited(path, form.source)
        return Waiver(_text(form.reason), source, self.located.at_key(path))

    def _edition(self, index: int, form: forms.EditionForm) -> Edition:
        span: Span = self.located.at(("editions", index))
        document = self._cited(("editions", index), form.document, "document")
        return Edition(form.number, form.effective, form.expires, document, form.supersedes, span)

    def _line(self, index: int, form: forms.LineForm) -> Line:
        path = ("lines", index)
        span = self.located.at(path)
        return Line(
            form.phone, _text(form.name), _text(form.for_), self._cited(path, form.source), span
        )

    def _figure(self, key: str, form: forms.FigureForm) -> Figure:
        path = ("figures", key)
        return Figure(
            key, _text(form.label), form.unit, self._series(path, form.series),
            self.located.at_key(path),
        )  # fmt: skip


def _text(form: forms.TextForm) -> Text:
    return {"zh-Hans": form.zh_hans, "en": form.en}


def _maybe(form: forms.TextForm | None) -> Text | None:
    return _text(form) if form else None
