"""The kinds of paper a sheet is laid out on: which template, which styles, which kinds of PDF.

One sheet of words for all of them; a paper changes how it stands on the page and nothing it
says, apart from the card, which names the items and leaves the rest to the sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from checklist.documents import html as pages
from checklist.documents.sheet import Sheet
from checklist.errors import UserError

DEFAULT = "a4"


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper.

    Args:
        name: what `--paper` calls it.
        style: the file of templates/papers/ laid over the sheet's own style; "" for none.
        page: the template.
        imposed: two pages stand side by side on one sheet, in the order in which it is folded.
        one_page: all of it must stand on one page.
    """

    name: str
    style: str = ""
    page: str = pages.PAGE
    imposed: bool = False
    one_page: bool = False


PAPERS: Mapping[str, Paper] = MappingProxyType({
    paper.name: paper
    for paper in (
        Paper(DEFAULT),
        Paper("a5", "a5"),
        Paper("booklet", "a5", imposed=True),
        Paper("large", "large"),
        Paper("office", "office"),
        Paper("card", page="card.html", one_page=True),
    )
})  # fmt: skip


def page(sheet: Sheet, templates: Path, paper: str = DEFAULT) -> str:
    """A sheet laid out on a paper, as HTML.

    Args:
        sheet: finished strings.
        templates: the folder of templates.
        paper: a key of PAPERS.
    """
    kind = PAPERS[paper]
    return pages.html(sheet, templates, kind.page, kind.style)


def document(page: str, paper: str = DEFAULT, variant: str | None = None) -> bytes:
    """A laid-out page as PDF.

    Args:
        page: what `page` made for the same paper.
        paper: a key of PAPERS.
        variant: a key of pdf.VARIANTS; None is the best the paper can be: accessible, or plain
            where pages are imposed.

    Raises:
        UserError: the paper cannot be that variant, or does not hold what stands on it.
        MachineError: see pdf.pdf.
    """
    from checklist.documents.pdf import pdf  # noqa: PLC0415 - not for help

    kind = PAPERS[paper]
    if not kind.imposed:
        return pdf(page, variant or "ua", most=1 if kind.one_page else None)
    check_variant(paper, variant)
    from checklist.documents.pages.booklet import booklet  # noqa: PLC0415 - only for this paper

    return booklet(pdf(page, "plain"))


def check_variant(paper: str, variant: str | None) -> None:
    """Refuse a kind of PDF that a paper cannot be.

    A booklet's sheets carry, side by side, pages that do not follow each other: no reading
    order exists that would suit both the paper and a screen reader, so it never claims to be
    PDF/UA or PDF/A-3a. Its pages before imposition, on a5, may be either.

    Raises:
        UserError: says what may be had instead.
    """
    if PAPERS[paper].imposed and variant not in {None, "plain"}:
        raise UserError(
            f"{paper} 是给折页机和订书机用的，页面次序不能朗读，只能是普通 PDF；"
            f"要 {variant} 请用 --paper a5，内容一样。",
            f"A {paper} is for folding and stapling; its pages stand in no reading order, so it"
            f" is a plain PDF only. For {variant} use --paper a5, which says the same.",
        )
