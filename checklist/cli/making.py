"""What is made of one assessment: its sheet in each language, laid out in each form wanted.

Apart from the command, because print runs and other commands make documents the same way;
each language is worded and laid out once, however many files come of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.catalog.looks import Layout
from checklist.cli.folders import data_folder
from checklist.cli.spoken import Spoken, parted
from checklist.documents.papers import DEFAULT
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.assessment import Assessment
    from checklist.catalog.opening import Catalog
    from checklist.documents.sheet import Sheet


class Target(StrEnum):
    """A form of document."""

    PDF = "pdf"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    XLSX = "xlsx"
    DOCX = "docx"


TEXTS = {Target.HTML, Target.JSON, Target.CSV, Target.MD}  # what a terminal can show


class Variant(StrEnum):
    """A kind of PDF: accessible (PDF/UA-1), for archives (PDF/A-3a), or neither."""

    UA = "ua"
    A3 = "a3"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the documents shall be: what the user asked for beside their forms and languages.

    Args:
        variant: the kind of PDF; None is the best the paper can be.
        letter: put the place's letter to parents in front.
        paper: a key of papers.PAPERS.
        templates: the folder of templates; None is the program's own.
        layout: how two languages stand; None is as the place has it.
        drafts: print translations nobody has reviewed, too.
    """

    variant: Variant | None = None
    letter: bool = False
    paper: str = DEFAULT
    templates: Path | None = None
    layout: Layout | None = None
    drafts: bool = False


class Maker:
    """Makes documents of one assessment; each language is worded and laid out once."""

    def __init__(self, assessment: "Assessment", catalog: "Catalog", wish: Wish) -> None:
        self.assessment = assessment
        self.catalog = catalog
        self.wish = wish
        self.templates = wish.templates or data_folder("templates")
        self.spoken = Spoken(catalog, assessment.listing.area, self.templates, wish.drafts)
        self._sheets: dict[str, Sheet] = {}
        self._pages: dict[str, str] = {}

    def sheet(self, spec: str) -> "Sheet":
        """The sheet in a language, or in two (`zh-Hans+ug`)."""
        if spec not in self._sheets:
            tag, second = parted(spec)
            self._sheets[spec] = self._two(tag, second) if second else self._one(tag)
        return self._sheets[spec]

    def _one(self, tag: str) -> "Sheet":
        from checklist.documents import seal, view  # noqa: PLC0415 - not for help

        told = (self.assessment, self.catalog.facts, self.spoken.voice(tag), self.catalog.areas)
        made = seal.sealed(view.sheet(*told), self.assessment)
        return view.with_letter(made, *told) if self.wish.letter else made

    def _two(self, tag: str, second: str) -> "Sheet":
        from checklist.documents import bilingual  # noqa: PLC0415 - not for help

        voice, forced = self.spoken.voice, self.wish.layout is not None
        voices = bilingual.Voices(
            voice(tag), voice(second), voice("en"), self.spoken.tongues.known[second]
        )
        layout = self.wish.layout or self.spoken.look.layout
        return bilingual.together(self.sheet(tag), self._one(second), voices, layout, forced=forced)

    def plain_sheet(self, spec: str) -> "Sheet":
        """The sheet for a screen, or for a form that knows no marks of language."""
        from checklist.documents.bilingual import plainly  # noqa: PLC0415 - not for help

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
        from checklist.documents import papers  # noqa: PLC0415 - not for help

        if tag not in self._pages:
            self._pages[tag] = papers.page(self.sheet(tag), self.templates, self.wish.paper)
        return self._pages[tag]

    def _pdf(self, tag: str) -> bytes:
        from checklist.documents import papers  # noqa: PLC0415 - not for help

        return papers.document(self._html(tag), self.wish.paper, self.wish.variant)

    def _data(self, target: Target, tag: str) -> str:
        from checklist.documents import data  # noqa: PLC0415 - not for help

        if target is Target.MD:
            return data.as_markdown(self.plain_sheet(tag))
        if target is Target.CSV:
            return data.as_csv(self.plain_sheet(tag))
        if parted(tag)[1]:
            raise UserError(
                "json 只用一种语言：--lang zh-Hans 或 --lang en。",
                "json has one language: --lang zh-Hans or --lang en.",
            )
        voice = self.spoken.voice(tag)
        return data.as_json(self.assessment, self.catalog.facts, voice, self.catalog.areas)
