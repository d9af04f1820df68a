"""A filled layer form into the frozen model: the list's own words and what the place has beside it.

The conditions and cited sources in it are checked on the way by the same converter that
reads the layer's items.
"""

from collections.abc import Iterator
from itertools import zip_longest

from checklist.catalog import layerforms as forms
from checklist.catalog.converting import Converter, maybe, text
from checklist.catalog.local import (
    ChildClass,
    Classing,
    Count,
    Letter,
    LetterPart,
    Service,
    Trigger,
)
from checklist.catalog.model import Edition, Figure, Layer
from checklist.findings import Finding
from checklist.located import Trail
from checklist.rules.condition import Condition, Leaf, leaves


def layer_of(converter: Converter, form: forms.LayerForm) -> Layer:
    """A layer without its entries; what is wrong with it is added to the converter's findings."""
    return _Maker(converter, form).layer()


class _Maker:
    """Reads one layer's form."""

    def __init__(self, converter: Converter, form: forms.LayerForm) -> None:
        self.converter = converter
        self.located = converter.located
        self.form = form

    def layer(self) -> Layer:
        """Everything but the entries."""
        form = self.form
        self.converter.declare(form.sources)
        sources = self.converter.sources(("sources",), form.sources)
        return Layer(
            code=form.layer,
            name=text(form.name),
            file=self.located.file,
            span=self.located.at(("layer",)),
            entries={},
            sources={source.key: source for source in sources},
            editions=tuple(map(self._edition, range(len(form.editions)), form.editions)),
            note=maybe(form.note),
            definition=self._definition(),
            review_cycle=form.review_cycle or "",
            services=tuple(self._service(k, s) for k, s in form.services.items()),
            ledger=tuple(self._ledger()),
            classes=tuple(self._classing(k, c) for k, c in form.classes.items()),
            letter=self._letter(form.letter) if form.letter else None,
            figures=tuple(self._figure(k, f) for k, f in form.figures.items()),
            declared_items=form.declared_items,
            declared_measures=form.declared_measures,
        )

    def _definition(self) -> Condition | None:
        """Who counts as a migrant child; it may not use the fact it defines."""
        given = self.form.definition is not None
        condition = self.converter.condition(("definition",), given=given)
        for leaf in leaves(condition) if condition else ():
            if isinstance(leaf, Leaf) and leaf.fact == "migrant":
                quote = self.located.quote(leaf.span)
                self.converter.findings.append(Finding("C213", leaf.span, {}, (), quote))
                return None
        return condition

    def _edition(self, index: int, form: forms.EditionForm) -> Edition:
        path = ("editions", index)
        document = self.converter.cited(path, form.document, "document")
        return Edition(
            form.number, form.effective, form.expires, document, form.supersedes,
            self.located.at(path),
        )  # fmt: skip

    def _figure(self, key: str, form: forms.FigureForm) -> Figure:
        path = ("figures", key)
        series = self.converter.series(path, form.series)
        return Figure(key, text(form.label), form.unit, series, self.located.at_key(path))

    def _service(self, key: str, form: forms.ServiceForm) -> Service:
        path = ("services", key)
        return Service(
            id=key,
            layer=self.form.layer,
            kind=form.kind,
            name=text(form.name),
            source=self.converter.cited(path, form.source),
            span=self.located.at_key(path),
            phone=form.phone or "",
            purpose=maybe(form.for_),
            counts=tuple(Count(count.value, text(count.unit)) for count in form.counts),
        )

    def _ledger(self) -> Iterator[Trigger]:
        for key, form in self.form.ledger.items():
            path = ("ledger", key)
            when = self.converter.condition((*path, "when"))
            source, span = self.converter.cited(path, form.source), self.located.at_key(path)
            if when:
                yield Trigger(key, self.form.layer, text(form.name), when, source, span)

    def _classing(self, key: str, form: forms.ClassingForm) -> Classing:
        path = ("classes", key)
        return Classing(
            id=key,
            layer=self.form.layer,
            name=text(form.name),
            source=self.converter.cited(path, form.source),
            span=self.located.at_key(path),
            note=maybe(form.note),
            values=tuple(self._values((*path, "values"), form)),
        )

    def _values(self, path: Trail, form: forms.ClassingForm) -> Iterator[ChildClass]:
        for key, value in form.values.items():
            when = self.converter.condition((*path, key, "when"))
            if when:
                yield ChildClass(key, text(value.name), when, self.located.at_key((*path, key)))

    def _letter(self, form: forms.LetterForm) -> Letter:
        path = ("letter",)
        self._in_order(form.parts)
        source = self.converter.cited(path, form.source)
        return Letter(
            self.form.layer, text(form.name), tuple(form.parts), source,
            self.located.at_key(path), maybe(form.note),
        )  # fmt: skip

    def _in_order(self, parts: list[LetterPart]) -> None:
        """Report the first part of a letter that is out of place or said twice."""
        ordered = [part for part in LetterPart if part in parts]
        if parts == ordered:
            return
        pairs = zip_longest(parts, ordered)
        index = next(i for i, (part, wanted) in enumerate(pairs) if part is not wanted)
        span = self.located.at(("letter", "parts", index))
        shown = {"part": str(parts[index]), "order": "、".join(ordered)}
        self.converter.findings.append(Finding("C120", span, shown, (), self.located.quote(span)))
