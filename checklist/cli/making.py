"""What is made of one assessment: its sheet in each language, laid out in each form wanted.

Apart from the command, because print runs and other commands make documents the same way;
each language is worded and laid out once, however many files come of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.cli.folders import data_folder
from checklist.documents.papers import DEFAULT

if TYPE_CHECKING:
    from checklist.assessment import Assessment
    from checklist.catalog.opening import Catalog
    from checklist.documents.language import Language
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
    """

    variant: Variant | None = None
    letter: bool = False
    paper: str = DEFAULT
    templates: Path | None = None


class Maker:
    """Makes documents of one assessment; each language is worded and laid out once."""

    def __init__(self, assessment: "Assessment", catalog: "Catalog", wish: Wish) -> None:
        self.assessment = assessment
        self.catalog = catalog
        self.wish = wish
        self.templates = wish.templates or data_folder("templates")
        self._sheets: dict[str, Sheet] = {}
        self._pages: dict[str, str] = {}

    def sheet(self, tag: str) -> "Sheet":
        """The sheet in a language."""
        from checklist.documents import seal, view  # noqa: PLC0415 - not for help

        if tag not in self._sheets:
            told = (self.assessment, self.catalog.facts, self.language(tag), self.catalog.areas)
            made = seal.sealed(view.sheet(*told), self.assessment)
            self._sheets[tag] = view.with_letter(made, *told) if self.wish.letter else made
        return self._sheets[tag]

    def language(self, tag: str) -> "Language":
        """A language, with the words of these templates."""
        from checklist.documents import language as languages  # noqa: PLC0415 - loads Babel

        return languages.read(tag, self.templates)

    def content(self, target: Target, tag: str) -> bytes:
        """A whole document, ready to be written."""
        match target:
            case Target.PDF:
                return self._pdf(tag)
            case Target.HTML:
                return self._html(tag).encode()
            case Target.XLSX:
                from checklist.documents.workbooks.checklist import workbook  # noqa: PLC0415 - dear

                return workbook(self.sheet(tag))
            case Target.DOCX:
                from checklist.documents.office import docx  # noqa: PLC0415 - dear to load

                return docx(self.sheet(tag))
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
            return data.as_markdown(self.sheet(tag))
        if target is Target.CSV:
            return data.as_csv(self.sheet(tag))
        tongue = self.language(tag)
        return data.as_json(self.assessment, self.catalog.facts, tongue, self.catalog.areas)
