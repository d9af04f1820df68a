"""What documents of a child can be asked for: their forms, kinds of PDF, paper and templates.

Apart from what makes them, so that help can name them and loads none of it.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from checklist.catalog.looks import Layout
from checklist.documents.papers import DEFAULT


class Target(StrEnum):
    """A form of document."""

    PDF = "pdf"
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    XLSX = "xlsx"
    DOCX = "docx"


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
