"""One child's sheet as a workbook, for the clerk who works through it item by item.

Says what the paper says, in the same words, and has two columns more: what became of an item,
and a remark. No cell is ever a formula.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from checklist.documents.plain import details, service_text
from checklist.documents.sheet import Row, Sheet
from checklist.documents.workbooks.looks import A4, COLOURS, MADE, MOST, columns_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (5, 17, 13, 42, 32, 40, 11, 18)  # characters, column by column
_ACROSS = len(_WIDTHS) - 1
_CONTENT, _WHY, _ERRAND = (
    ("parts", "sums", "waiver"),
    ("why",),
    ("papers", "window", "where", "phone"),
)
_LINE, _SPARE, _MOST_LINES = 14, 4, 28  # points, points, lines: Excel's rows end at 409 points
_TITLE = 26  # points
STATUSES = ("done", "begun", "papers", "refused")


def workbook(sheet: Sheet) -> bytes:
    """A sheet as XLSX: the items, behind them what is still to be asked, and what is said beside.

    Args:
        sheet: finished strings.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for this form

    target = io.BytesIO()
    book = Workbook(target, {"in_memory": True, "strings_to_urls": False})
    writer = _Writer(book, sheet)
    writer.items()
    writer.questions()
    writer.beside()
    book.set_properties({"title": sheet.footer, "author": "", "created": MADE})
    book.close()
    return target.getvalue()


class _Writer:
    """Writes the pages of one workbook."""

    def __init__(self, book: "Workbook", sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.looks = _looks(book, rtl=sheet.direction == "rtl")

    def items(self) -> None:
        """The child, and every item in a row."""
        sheet, words = self.sheet, self.sheet.words
        page = self._page(sheet.title)
        page.merge_range(0, 0, 0, _ACROSS, sheet.title, self.looks["title"])
        page.set_row(0, _TITLE)
        where = f"{sheet.subtitle} · {sheet.place} · {words['date']} {sheet.date}"
        page.merge_range(1, 0, 1, _ACROSS, where, self.looks["plain"])
        known = "    ".join(f"{field.label} {field.value}" for field in sheet.child)
        scope = f"{sheet.scope.badge.sign} {sheet.scope.badge.word} {sheet.scope.statement}"
        for line, text in enumerate((known, scope + sheet.scope.begins), 2):
            page.merge_range(line, 0, line, _ACROSS, text[:MOST], self.looks["wrap"])
            page.set_row(line, _height([(text, sum(_WIDTHS))]))
        head = 4
        titles = ("number", "name", "outcome", "summary", "why", "papers", "status", "remark")
        self._row(page, head, [(words[title], "head") for title in titles])
        rows = [row for section in sheet.sections for row in section.rows]
        for index, row in enumerate(rows, head + 1):
            self._row(page, index, list(self._cells(row)))
        last = head + len(rows)
        page.autofilter(head, 0, last, _ACROSS)
        page.freeze_panes(head + 1, 2)
        page.repeat_rows(head)
        choices = [words[f"status_{status}"] for status in STATUSES]
        page.data_validation(
            head + 1, 6, last, 6,
            {"validate": "list", "source": choices, "error_type": "information"},
        )  # fmt: skip

    def _cells(self, row: Row) -> Iterator[tuple[str, str]]:
        kept = dict(details(row, self.sheet))
        yield row.number, "plain"
        yield row.name + row.mark, "name"
        yield f"{row.badge.sign} {row.badge.word}", row.badge.kind
        lead = [" ".join(filter(None, (row.begins, row.summary)))]
        yield "\n".join(filter(None, [*lead, *self._labelled(kept, _CONTENT)])), "wrap"
        yield "\n".join(kept["why"]), "wrap"
        yield "\n".join(self._labelled(kept, _ERRAND)), "wrap"
        yield "", "wrap"
        yield "", "wrap"

    def _labelled(self, kept: dict[str, list[str]], keys: Iterable[str]) -> Iterator[str]:
        for key in keys:
            for line in kept[key]:
                yield f"{self.sheet.words[key]} {line}"

    def questions(self) -> None:
        """What is still to be asked, with room for the answer."""
        sheet, words = self.sheet, self.sheet.words
        if not sheet.questions:
            return
        page = self._page(words["questions"])
        titles = (
            words["number"],
            words["questions"],
            words["answer"],
            words["who"],
            words["settles"],
        )
        widths = (5, 60, 30, 30, 60)
        self._table(page, widths, titles, (
            (ask.number, ask.text, "/".join(ask.choices), ask.who, ask.settles)
            for ask in sheet.questions
        ))  # fmt: skip

    def beside(self) -> None:
        """Who can help, what to mind, and the lists and sources behind the items."""
        sheet, words = self.sheet, self.sheet.words
        page = self._page(words["basis"])
        lines: list[tuple[str, str]] = [(each.label, service_text(each)) for each in sheet.services]
        lines += [(words["notes"], note) for note in (*sheet.notes, sheet.review) if note]
        lines += [
            (each.place, " ".join(filter(None, (each.title + each.mark, each.detail, each.note))))
            for each in sheet.basis
        ]
        lines += [(mark.sign, mark.meaning) for mark in sheet.marks]
        for section in sheet.sections:
            for row in section.rows:
                lines += [(row.name, line) for line in dict(details(row, sheet))["sources"]]
        self._table(page, (26, 110), (words["name"], words["sources"]), lines)

    def _page(self, name: str) -> "Worksheet":
        taken = re.sub(r"[\[\]:*?/\\]", " ", name)[:31]
        page = self.book.add_worksheet(taken)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.set_footer("&R&P / &N")
        page.hide_gridlines(2)
        if self.sheet.direction == "rtl":
            page.right_to_left()
        for index, width in enumerate(_WIDTHS):
            page.set_column(index, index, width)
        return page

    def _table(
        self,
        page: "Worksheet",
        widths: tuple[int, ...],
        titles: tuple[str, ...],
        rows: Iterable[tuple[str, ...]],
    ) -> None:
        for index, width in enumerate(widths):
            page.set_column(index, index, width)
        self._row(page, 0, [(title, "head") for title in titles], widths)
        for index, texts in enumerate(rows, 1):
            self._row(page, index, [(text, "wrap") for text in texts], widths)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)

    def _row(
        self,
        page: "Worksheet",
        index: int,
        cells: list[tuple[str, str]],
        widths: tuple[int, ...] = _WIDTHS,
    ) -> None:
        texts = [(text, width) for (text, _), width in zip(cells, widths, strict=True)]
        page.set_row(index, _height(texts))
        for column, (text, look) in enumerate(cells):
            if text:
                page.write_string(index, column, text[:MOST], self.looks[look])
            else:
                page.write_blank(index, column, None, self.looks[look])


def _height(cells: Iterable[tuple[str, int]]) -> float:
    """The height a row needs for its texts, in points."""
    lines = max(
        sum(-(-max(columns_of(line), 1) // (width - 1)) for line in text.split("\n"))
        for text, width in cells
    )
    return min(lines, _MOST_LINES) * _LINE + _SPARE


def _looks(book: "Workbook", *, rtl: bool) -> "dict[str, Format]":
    common: dict[str, object] = {
        "font_name": "Noto Sans CJK SC", "font_size": 10, "valign": "top", "text_wrap": True,
        "bottom": 4, "bottom_color": "#B9C6CC", "reading_order": 2 if rtl else 1,
    }  # fmt: skip
    own: dict[str, dict[str, object]] = {
        "title": {"font_size": 16, "bold": True, "font_color": "#0B4F5C", "bottom": 0},
        "head": {"bold": True, "bg_color": "#0B4F5C", "font_color": "#FFFFFF"},
        "name": {"bold": True},
        "plain": {},
        "wrap": {},
    }
    for kind, (ink, ground) in COLOURS.items():
        own[kind] = {"font_color": ink, "bg_color": ground}
    return {look: book.add_format({**common, **style}) for look, style in own.items()}
