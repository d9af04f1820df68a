"""An empty roster for a school to fill in: what a tired teacher can do without a manual.

Every column says in its cells what belongs there, offers its words to pick from, and holds
numbers as text, so that the mistakes rosters are full of cannot be made. All of it follows from
facts.yaml; the reader of rosters knows the columns under these very names.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from checklist.documents.workbooks.guidance import EXAMPLES, FIRST, RULES, TEXTS
from checklist.documents.workbooks.looks import columns_of
from checklist.rules.facts import Fact, FactDictionary, Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - no date of making: same input, same bytes
ROWS = 500  # that are prepared; further ones can be typed below
_HEADER, _EXAMPLE, _FIRST = 0, 1, 2
_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)
_MOST_SHOWN = 255  # characters Excel shows beside a cell
_MOST_TITLE = 32
_FIXED = 3  # columns that stay in sight: number, class, name
_KINDS = {"first": "#0B4F5C", "known": "#3F7D88", "sensitive": "#7A5C73"}
_WORDS = 2  # the column of the explanations in which the words to pick begin


def template(facts: FactDictionary, language: str) -> bytes:
    """The template as an XLSX workbook.

    Args:
        facts: the dictionary; every given fact is a column.
        language: zh-Hans or en.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only when a template is written

    paper = io.BytesIO()
    with Workbook(paper, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE, "title": TEXTS[language]["title"]})
        _Template(book, facts, language).write()
    return paper.getvalue()


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its header, how to fill it in, what may be picked, and its example."""

    fact: Fact | None
    header: str
    how: str
    words: tuple[str, ...]
    example: str | date
    kind: str

    @property
    def is_date(self) -> bool:
        return self.fact is not None and self.fact.kind is Kind.DATE

    @property
    def width(self) -> float:
        """In characters: the header in two lines, the longest word, the example."""
        words = max((columns_of(word) for word in (*self.words, _shown(self.example))), default=0)
        return min(max(8, words + 3, columns_of(self.header) / 2 + 3), 26)


class _Template:
    """Writes both sheets."""

    def __init__(self, book: "Workbook", facts: FactDictionary, language: str) -> None:
        self.say = TEXTS[language]
        self.language = language
        self.columns = tuple(self._columns(facts))
        self.widest = max(len(column.words) for column in self.columns)
        self.roster: Worksheet = book.add_worksheet(self.say["roster"])
        self.help: Worksheet = book.add_worksheet(self.say["help"])
        self.looks = _looks(book)

    def write(self) -> None:
        """The roster to fill in, and the explanations."""
        for index, column in enumerate(self.columns):
            self._column(index, column)
        self.roster.set_row(_HEADER, 34)
        self.roster.set_row(_EXAMPLE, 20)
        self.roster.freeze_panes(_FIRST, _FIXED)
        self.roster.set_landscape()
        self.roster.set_paper(_A4)
        self.roster.fit_to_pages(3, 0)
        self.roster.set_margins(*_MARGINS)
        self.roster.repeat_rows(_HEADER)
        self.roster.repeat_columns(0, _FIXED - 1)
        self._explain()

    def _columns(self, facts: FactDictionary) -> Iterator[_Column]:
        say = self.say
        yield _Column(None, say["number"], say["number_how"], (), say["example"], "known")
        yield _Column(None, say["class"], say["class_how"], (), "一(2)班", "known")
        given = {fact.id: fact for fact in facts.given}
        rest = (fact for fact in facts.given if fact.id not in FIRST)
        for fact in (*(given[key] for key in FIRST if key in given), *rest):
            header = fact.headers[0] if self.language == "zh-Hans" else fact.label["en"]
            how, words = self._how(fact), tuple(self._words(fact))
            yield _Column(fact, header, how, words, self._example(fact), _kind(fact))

    def _how(self, fact: Fact) -> str:
        """The fact's question, and how its answer is written."""
        say = self.say
        ways = {Kind.DATE: say["date"], Kind.AREA: say["area"], Kind.TAGS: say["tags"]}
        way = say["id"] if fact.id == "id_number" else ways.get(fact.kind, "")
        proof = say["proof"].format(proof=fact.proof[self.language]) if fact.proof else ""
        between = "" if self.language == "zh-Hans" else " "
        asked = (fact.question or fact.label)[self.language]
        return between.join(part for part in (asked, way, proof) if part)

    def _words(self, fact: Fact) -> Iterator[str]:
        if fact.kind is Kind.FLAG:
            yield from (self.say["yes"], self.say["no"], self.say["unknown"])
        elif fact.options:
            yield from (option.label[self.language] for option in fact.options.values())
            if fact.kind is Kind.CHOICE:
                yield self.say["unknown"]

    def _example(self, fact: Fact) -> str | date:
        value = EXAMPLES.get(fact.id, "")
        if isinstance(value, bool):
            return self.say["yes" if value else "no"]
        if isinstance(value, Mapping):
            return value[self.language]
        if isinstance(value, str) and value in fact.options:
            return fact.options[value].label[self.language]
        return value

    def _column(self, index: int, column: _Column) -> None:
        cell = self.looks["date" if column.is_date else "text"]
        self.roster.set_column(index, index, column.width, cell)
        self.roster.write_string(_HEADER, index, column.header, self.looks[column.kind])
        example = self.looks["example date" if column.is_date else "example"]
        if isinstance(column.example, date):
            self.roster.write_datetime(_EXAMPLE, index, column.example, example)
        else:
            self.roster.write_string(_EXAMPLE, index, column.example, example)
        self.roster.data_validation(
            _FIRST, index, ROWS + _EXAMPLE, index, self._rule(index, column)
        )

    def _rule(self, index: int, column: _Column) -> dict[str, object]:
        """What a column's cells take, and what is shown beside them."""
        shown = {
            "input_title": column.header[:_MOST_TITLE],
            "input_message": column.how[:_MOST_SHOWN],
        }
        if column.is_date:
            return {**shown, "validate": "date", "criteria": "between", "minimum": _EARLIEST,
                    "maximum": _LATEST, "error_type": "stop",
                    "error_message": self.say["text_date"],
                    "error_title": self.say["wrong_date"]}  # fmt: skip
        if column.words and column.fact and column.fact.kind is not Kind.TAGS:
            from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 - as above

            row = self._row(index)
            last = _WORDS + len(column.words) - 1
            words = f"='{self.say['help']}'!{xl_range_abs(row, _WORDS, row, last)}"
            return {**shown, "validate": "list", "source": words, "error_type": "warning",
                    "error_message": self.say["wrong_word"]}  # fmt: skip
        return {**shown, "validate": "any"}

    def _row(self, index: int) -> int:
        """The row of the explanations that a column has."""
        return len(RULES[self.language]) + len(_KINDS) + 4 + index

    def _explain(self) -> None:
        sheet, say, looks = self.help, self.say, self.looks
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 62)
        sheet.set_column(_WORDS, _WORDS + self.widest - 1, 13)
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, say["title"], looks["title"])
        for number, rule in enumerate(RULES[self.language], 1):
            sheet.set_row(number, 18)
            sheet.write_string(number, 0, f"{number}. {rule}", looks["rule"])
        head = self._row(0) - 1
        for place, kind in enumerate(_KINDS, head - len(_KINDS) - 1):
            sheet.write_string(place, 0, f"■ {say[kind]}", looks[f"legend {kind}"])
        sheet.set_row(head, 20)
        for column in range(_WORDS + self.widest):
            sheet.write_blank(head, column, None, looks["head"])
        for column, key in ((0, "column"), (1, "how"), (_WORDS, "words")):
            sheet.write_string(head, column, say[key], looks["head"])
        for index, each in enumerate(self.columns):
            self._explained(self._row(index), each)
        sheet.freeze_panes(head + 1, 1)
        sheet.repeat_rows(head)
        sheet.set_margins(*_MARGINS)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)

    def _explained(self, row: int, column: _Column) -> None:
        sheet, looks = self.help, self.looks
        lines = max(
            -(-columns_of(column.how) // 58), *(-(-columns_of(w) // 12) for w in column.words), 1
        )
        sheet.set_row(row, 15 * lines + 5)
        sheet.write_string(row, 0, column.header, looks[f"name {column.kind}"])
        sheet.write_string(row, 1, column.how, looks["how"])
        words = (*column.words, *("",) * (self.widest - len(column.words)))
        for place, word in enumerate(words, _WORDS):
            sheet.write_string(row, place, word, looks["word"])


_A4 = 9  # its number among Excel's papers
_MARGINS = (0.4, 0.4, 0.5, 0.5)  # inches: left, right, top, bottom


def _kind(fact: Fact) -> str:
    if fact.id in FIRST:
        return "first"
    return "sensitive" if fact.sensitivity == "sensitive" else "known"


def _shown(value: str | date) -> str:
    return value if isinstance(value, str) else value.isoformat()


def _looks(book: "Workbook") -> "dict[str, Format]":
    font = {"font_name": "Noto Sans CJK SC", "font_size": 10, "valign": "vcenter"}
    head = {"bold": True, "font_color": "#FFFFFF", "text_wrap": True, "border": 1,
            "border_color": "#FFFFFF"}  # fmt: skip
    line = {"bottom": 1, "bottom_color": "#D5DDE1"}
    faint = {"italic": True, "font_color": "#66727C", "bg_color": "#F0F2F4", **line}
    own: dict[str, dict[str, object]] = {
        **{kind: {**head, "bg_color": colour} for kind, colour in _KINDS.items()},
        **{f"name {kind}": {"bold": True, "font_color": colour, "text_wrap": True, **line}
           for kind, colour in _KINDS.items()},
        **{f"legend {kind}": {"font_color": colour} for kind, colour in _KINDS.items()},
        "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": _KINDS["first"]},
        "text": {"num_format": "@"},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "example": {"num_format": "@", **faint},
        "example date": {"num_format": "yyyy-mm-dd", "align": "left", **faint},
        "title": {"bold": True, "font_size": 16, "font_color": _KINDS["first"]},
        "rule": {},
        "how": {"text_wrap": True, **line},
        "word": {"text_wrap": True, "font_color": "#274B96", **line},
    }  # fmt: skip
    return {name: book.add_format({**font, **look}) for name, look in own.items()}
