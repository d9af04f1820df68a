"""A language's sentences as a workbook, for translators who work in a spreadsheet.

Every cell is text, so that nothing a translator writes turns into a date or a formula; the
columns are named, and may be moved or widened.
"""

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from checklist.documents.language.phrasebook import State
from checklist.documents.language.writing import Entry
from checklist.documents.workbooks.looks import MADE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

COLUMNS: Mapping[str, tuple[str, int]] = {  # what a column holds: its heading and width
    "id": ("编号 id", 24),
    "chinese": ("中文 zh-Hans", 44),
    "english": ("英文 en", 44),
    "state": ("状态 state", 12),
    "by": ("审定人 reviewed by", 18),
    "on": ("审定日期 reviewed on", 20),
    "where": ("出处 where", 30),
}
_BEFORE = 3  # columns before the translations
TRANSLATION = "译文"  # begins the headings of translations, one a form: 译文 ug 1


def heading(tag: str, form: int) -> str:
    """The heading of a translation's column."""
    return f"{TRANSLATION} {tag} {form + 1}"


def workbook(tag: str, entries: Iterable[Entry], forms: int) -> bytes:
    """A workbook with one sheet, named after the language, one sentence a row.

    Args:
        tag: the language translated into.
        entries: in order.
        forms: how many forms a counted sentence has in it.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only when one is written

    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(tag)
        cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "bg_color": "#EAF0F2", "text_wrap": True})
        for column, (head, width) in enumerate(_heads(tag, forms)):
            sheet.set_column(column, column, width, cell)
            sheet.write_string(0, column, head, bold)
        _fill(sheet, list(entries), forms, cell)
    return made.getvalue()


def _heads(tag: str, forms: int) -> list[tuple[str, int]]:
    """The headings with the width of their columns."""
    spoken = [(heading(tag, form), 44) for form in range(forms)]
    known = [*COLUMNS.values()]
    return [*known[:_BEFORE], *spoken, *known[_BEFORE:]]


def _fill(sheet: "Worksheet", entries: list[Entry], forms: int, cell: "Format") -> None:
    for row, entry in enumerate(entries, 1):
        for column, text in enumerate(_cells(entry, forms)):
            sheet.write_string(row, column, text, cell)
    last, state = max(1, len(entries)), _BEFORE + forms
    choices = {"validate": "list", "source": [str(State.REVIEWED), str(State.DRAFT)]}
    sheet.data_validation(1, state, last, state, choices)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, last, len(COLUMNS) + forms - 1)


def _cells(entry: Entry, forms: int) -> list[str]:
    source, phrase = entry.source, entry.phrase
    said = [phrase.forms[form] if form < len(phrase.forms) else "" for form in range(forms)]
    state = "" if not phrase.forms else str(State.REVIEWED if phrase.review else State.DRAFT)
    by = (phrase.review.by, phrase.review.on.isoformat()) if phrase.review else ("", "")
    ident = source.key[1] if source.fixed else ""
    return [ident, source.chinese, source.english, *said, state, *by, source.where]
