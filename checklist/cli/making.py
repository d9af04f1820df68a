"""What is made of one assessment: its sheet in each language, laid out in each form wanted.

Each language is worded and laid out once, however many files come of it.
"""

from checklist.assessment import Assessment
from checklist.catalog.opening import Catalog
from checklist.cli.folders import data_folder
from checklist.cli.ui import unasked
from checklist.cli.wishes import Target, Wish
from checklist.documents import data, papers, seal
from checklist.documents.sheet import Sheet
from checklist.documents.worded import view
from checklist.documents.worded.bilingual import plainly
from checklist.errors import UserError
from checklist.runs.speakers import parted, speakers


class Maker:
    """Makes documents of one assessment; each language is worded and laid out once."""

    def __init__(self, assessment: Assessment, catalog: Catalog, wish: Wish) -> None:
        self.assessment = assessment
        self.catalog = catalog
        self.wish = wish
        self.templates = wish.templates or data_folder("templates")
        self.speakers = speakers(catalog, self.templates, drafts=wish.drafts)
        self._sheets: dict[str, Sheet] = {}
        self._pages: dict[str, str] = {}

    def languages(self, given: list[str] | None) -> list[str]:
        """The documents' languages: those asked for, or the residence's own.

        Raises:
            UserError, MachineError: see Speakers.asked.
        """
        if given:
            return list(dict.fromkeys(map(self.speakers.asked, given)))
        return [unasked() or self.speakers.of_place(self.assessment.listing.area)]

    def sheet(self, spec: str) -> Sheet:
        """The sheet in a language, or in two (`zh-Hans+ug`)."""
        if spec not in self._sheets:
            area = self.assessment.listing.area
            made = self.speakers.sheet(spec, area, self._one, self.wish.layout)
            self._sheets[spec] = made
        return self._sheets[spec]

    def _one(self, tag: str) -> Sheet:
        if tag not in self._sheets:
            voice = self.speakers.voice(tag)
            told = (self.assessment, self.catalog.facts, voice, self.catalog.areas)
            made = seal.sealed(view.sheet(*told), self.assessment)
            self._sheets[tag] = view.with_letter(made, *told) if self.wish.letter else made
        return self._sheets[tag]

    def plain_sheet(self, spec: str) -> Sheet:
        """The sheet for a screen, or for a form that knows no marks of language."""
        return plainly(self.sheet(spec)) if parted(spec)[1] else self.sheet(spec)

    def content(self, target: Target, tag: str) -> bytes:
        """A whole document, ready to be written."""
        match target:
            case Target.PDF:
                return self._pdf(tag)
            case Target.HTML:
                return self._html(tag).encode()
            case Target.XLSX:
                from checklist.documents.workbooks.checklist import workbook  # noqa: PLC0415 - dear

                return workbook(self.plain_sheet(tag))
            case Target.DOCX:
                from checklist.documents.office import docx  # noqa: PLC0415 - dear to load

                return docx(self.plain_sheet(tag))
            case _:
                return self._data(target, tag).encode()

    def _html(self, tag: str) -> str:
        if tag not in self._pages:
            self._pages[tag] = papers.page(self.sheet(tag), self.templates, self.wish.paper)
        return self._pages[tag]

    def _pdf(self, tag: str) -> bytes:
        return papers.document(self._html(tag), self.wish.paper, self.wish.variant)

    def _data(self, target: Target, tag: str) -> str:
        if target is Target.MD:
            return data.as_markdown(self.plain_sheet(tag))
        if target is Target.CSV:
            return data.as_csv(self.plain_sheet(tag))
        if parted(tag)[1]:
            raise UserError(
                "json 只用一种语言：--lang zh-Hans 或 --lang en。",
                "json has one language: --lang zh-Hans or --lang en.",
            )
        voice = self.speakers.voice(tag)
        return data.as_json(self.assessment, self.catalog.facts, voice, self.catalog.areas)
