"""A place's whole list as a wall poster: what there is, for whom, how much and where.

Without any child, but worded by the same rooms as a family's sheet, so that the wall and the
paper cannot disagree; set as large as one A3 sheet allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checklist.areas import Areas
from checklist.assessment import assess
from checklist.catalog.model import Category
from checklist.catalog.owed import Item, Listing
from checklist.documents import html as pages
from checklist.documents import language as languages
from checklist.documents.language import Language
from checklist.documents.sheet import Row, Sheet
from checklist.documents.worded import view
from checklist.rules.condition import All
from checklist.rules.derived import Child
from checklist.rules.facts import FactDictionary
from checklist.rules.wording import Wording

PAGE = "poster.html"
SIZES = (13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5)  # points; the largest that fits is taken


@dataclass(frozen=True, slots=True)
class Notice:
    """An item on the wall: its row, worded for nobody in particular, and who it is for."""

    row: Row
    who: str


@dataclass(frozen=True, slots=True)
class Group:
    """The items of one area of life."""

    key: str
    title: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Poster:
    """A place's list as it hangs on a wall.

    Args:
        sheet: title, place, date, services, lists and marks, worded as on a sheet.
        lead: what the poster is and what to do about it.
        definition: who counts as a migrant child here, one condition each.
        note: what the poster is not.
    """

    sheet: Sheet
    lead: str
    definition: tuple[str, ...]
    groups: tuple[Group, ...]
    note: str


def poster(listing: Listing, facts: FactDictionary, language: Language, areas: Areas) -> Poster:
    """Word a place's list.

    Args:
        listing: the merged list on its date.
        facts: the dictionary of facts.
        language: the language to write in.
        areas: the list of places.
    """
    nobody = assess(listing, Child({}, {}), areas)
    sheet = view.sheet(nobody, facts, language, areas)
    wording = languages.wording(language, facts, areas, listing)
    rows = {row.id: row for section in sheet.sections for row in section.rows}
    return Poster(
        sheet=sheet,
        lead=language.messages("poster.lead"),
        definition=tuple(_definition(listing, wording)),
        groups=tuple(_groups(listing, language, wording, rows)),
        note=language.messages("poster.note"),
    )


def _groups(
    listing: Listing, language: Language, wording: Wording, rows: dict[str, Row]
) -> Iterator[Group]:
    for category in Category:
        items = [item for item in listing.items.values() if item.category is category]
        if items:
            notices = tuple(_notice(item, wording, rows[item.id]) for item in items)
            yield Group(str(category), language.messages(f"category.{category}"), notices)


def _notice(item: Item, wording: Wording, row: Row) -> Notice:
    return Notice(row, wording.sentence(item.when))


def _definition(listing: Listing, wording: Wording) -> Iterator[str]:
    definition = listing.definition
    if isinstance(definition, All) and definition.why is None:
        yield from map(wording.clause, definition.parts)
    elif definition is not None:
        yield wording.clause(definition)


def html(made: Poster, templates: Path, size: float = SIZES[0]) -> str:
    """Lay out a poster.

    Args:
        made: finished strings.
        templates: the folder with poster.html.
        size: the type size in points.
    """
    template = pages.environment(templates).get_template(PAGE)
    return template.render(poster=made, sheet=made.sheet, size=size)


def pdf(made: Poster, templates: Path, variant: str = "ua") -> bytes:
    """A poster as PDF: one sheet of A3 in the largest type that fits, or several in the least."""
    from checklist.documents.pdf import TooLongError  # noqa: PLC0415 - not for help
    from checklist.documents.pdf import pdf as typeset  # noqa: PLC0415 - as above

    best, sizes = None, list(SIZES[:-1])
    while sizes:  # halved at each turn: what fits in one size fits in all smaller ones
        middle = len(sizes) // 2
        try:
            best = typeset(html(made, templates, sizes[middle]), variant, most=1)
            sizes = sizes[:middle]
        except TooLongError:
            sizes = sizes[middle + 1 :]
    return best or typeset(html(made, templates, SIZES[-1]), variant)
