"""Where orders become sheets and sheets become files: the catalog, the templates, the languages.

One stands for all orders of a process, so that every place's lists and every language are read
once.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from checklist.assessment import Assessment, assess
from checklist.catalog.checking import check_chain
from checklist.catalog.opening import Catalog
from checklist.documents import data, papers, seal
from checklist.documents import poster as posters
from checklist.documents.language import Language
from checklist.documents.poster import Poster
from checklist.documents.sheet import Seal, Sheet
from checklist.documents.worded import view
from checklist.documents.worded.bilingual import plainly
from checklist.findings import Finding, has_errors
from checklist.runs.speakers import Speakers, parted, speakers
from checklist.runs.upkeep.jobs import POSTER
from checklist.runs.upkeep.orders import Order


@dataclass(frozen=True, slots=True)
class Worked:
    """One sheet, ready to be laid out; `poster` where it is one, of which it is the words."""

    order: Order
    on: date
    assessment: Assessment
    sheet: Sheet
    poster: Poster | None = None


@dataclass(slots=True)
class Workshop:
    """Makes sheets and files of orders.

    Args:
        catalog: the catalog, opened.
        templates: the folder of templates.
    """

    catalog: Catalog
    templates: Path
    _speakers: dict[bool, Speakers] = field(default_factory=dict)
    _wrong: dict[str, tuple[Finding, ...]] = field(default_factory=dict)

    def wrong(self, place: str) -> tuple[Finding, ...]:
        """What is wrong with the lists of a place, if anything is."""
        if place not in self._wrong:
            found = check_chain(self.catalog, place)
            self._wrong[place] = found if has_errors(found) else ()
        return self._wrong[place]

    def sheet(self, order: Order, day: date) -> Worked | None:
        """The sheet of an order, its code in letters alone; None where no list was in force.

        Args:
            order: the order.
            day: the day to count on, unless the order is fixed to one.
        """
        on = order.on or day
        listing, _ = self.catalog.listing(order.place, on)
        if not listing.items:
            return None
        assessment = assess(listing, order.facts, self.catalog.areas, order.findings)
        voices = self._voices(order)
        if order.paper == POSTER:
            told = (self.catalog.facts, voices.voice(order.language), self.catalog.areas)
            hung = posters.poster(listing, *told)
            return Worked(order, on, assessment, hung.sheet, hung)
        made = voices.sheet(
            order.language,
            order.place,
            lambda tag: self._worded(order, assessment, voices.voice(tag)),
            order.layout,
        )
        return Worked(order, on, assessment, made)

    def _worded(self, order: Order, assessment: Assessment, language: Language) -> Sheet:
        """A sheet in one language."""
        told = (assessment, self.catalog.facts, language, self.catalog.areas)
        made = _said(view.sheet(*told), assessment)
        return view.with_letter(made, *told) if order.letter else made

    def drawn(self, worked: Worked) -> Worked:
        """The same with its code drawn, as files have it; that takes as long as all the rest."""
        if worked.poster:
            return worked
        return replace(worked, sheet=seal.sealed(worked.sheet, worked.assessment))

    def _voices(self, order: Order) -> Speakers:
        """The languages there are, with the words of the templates."""
        if order.drafts not in self._speakers:
            made = speakers(self.catalog, self.templates, drafts=order.drafts)
            self._speakers[order.drafts] = made
        return self._speakers[order.drafts]

    def content(self, worked: Worked, form: str) -> bytes:
        """A whole file.

        Args:
            worked: the sheet.
            form: pdf, html, json, csv or md.
        """
        order = worked.order
        if form == "pdf" and worked.poster:
            return posters.pdf(worked.poster, self.templates, order.variant or "ua")
        if form == "pdf":
            return papers.document(self.source(worked, "html"), order.paper, order.variant)
        return self.source(worked, form).encode()

    def source(self, worked: Worked, form: str) -> str:
        """The text a file is, or is set from."""
        match form:
            case "json":
                tongue = self._voices(worked.order).voice(parted(worked.order.language)[0])
                facts, areas = self.catalog.facts, self.catalog.areas
                return data.as_json(worked.assessment, facts, tongue, areas)
            case "csv":
                return data.as_csv(_plain(worked.sheet))
            case "md":
                return data.as_markdown(_plain(worked.sheet))
            case _ if worked.poster:
                return posters.html(worked.poster, self.templates)
            case _:
                return papers.page(worked.sheet, self.templates, worked.order.paper)


def _plain(made: Sheet) -> Sheet:
    """The sheet for a form that knows no marks of language, which only two need."""
    return plainly(made) if made.beside else made


def _said(made: Sheet, assessment: Assessment) -> Sheet:
    """The sheet with its code in letters alone."""
    label, note = made.words["seal"], made.words["seal_note"]
    return replace(made, seal=Seal(str(seal.of(assessment)), label, note, 0, ""))
