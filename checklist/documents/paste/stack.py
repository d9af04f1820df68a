"""A sheet as the stack of blocks it is printed as, in the order of sheet.html.

Most blocks are the same on many sheets, and are taken apart once. This also says which words of
a sheet each block hangs on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol

from checklist.documents import fonts
from checklist.documents.html import environment, escaped
from checklist.documents.paste.blocks import PLACEHOLDER, Block, Grid, Known, Unit, Units
from checklist.documents.paste.pieces import CUT, Voice, cut
from checklist.documents.sheet import Field, Question, Row, Section, Sheet
from checklist.errors import UserError

PLACES = ("hukou", "residence")  # facts whose names rows repeat
REMEMBERED = 15_000  # values; a bound for a run of any length
_ROW = attrgetter(*(field.name for field in fields(Row) if field.name != "number"))
_QUESTION = attrgetter(*(field.name for field in fields(Question) if field.name != "number"))
_FIELD_MARKS = ("\x04", "\x05", "\x06")  # stand for a field's key, label and value


class Stacked(Protocol):
    """What is printed beside sheets, such as a cover: it says its blocks itself."""

    @property
    def language(self) -> str:
        """As of a sheet."""

    @property
    def direction(self) -> str:
        """As of a sheet."""

    @property
    def footer(self) -> str:
        """As of a sheet."""

    @property
    def page(self) -> str:
        """As of a sheet."""

    def blocks(self, own: "Stacker") -> Iterator[Block]:
        """The blocks, from first to last."""


class Stacker:
    """Takes sheets apart; one for all sheets of a run.

    Args:
        templates: the folder with the blocks.
    """

    def __init__(self, templates: Path) -> None:
        made = environment(templates)
        self.layout: Any = made.get_template("blocks.html").make_module()
        self.covers: Any = made.get_template("school/cover.html").make_module()
        self.letters: Any = made.get_template("letter.html").make_module()
        self._known: dict[Voice, Known] = {}

    def blocks(self, sheet: "Sheet | Stacked") -> list[Block]:
        """The blocks of a sheet, or of what stacks itself, from first to last.

        Raises:
            UserError: two languages in columns, whose blocks are not those of one.
        """
        if not isinstance(sheet, Sheet):
            return list(sheet.blocks(self))
        if any(row.beside for section in sheet.sections for row in section.rows):
            raise UserError(
                "两种文字分两栏的清单不能成批印制；请改成一行一种，或用 make 一份一份做。",
                "Sheets with two languages in columns are not printed in runs; set them line"
                " under line, or make them one by one.",
            )
        voice = Voice(sheet.language, sheet.direction, sheet.beside)
        known = self.known(voice)
        if known.words and known.words != sheet.words:
            known = self._known[voice] = Known(voice)
        known.words = sheet.words
        places = " ".join(field.value for field in sheet.child if field.key in PLACES)
        return list(_Stack(self, known, sheet, places).blocks())

    def forget(self) -> None:
        """Let go of what was taken apart, when it is much.

        Only between bundles: what is drawn twice in one is known by being the same unit.
        """
        if max(map(len, self._known.values()), default=0) > REMEMBERED:
            self._known.clear()

    def known(self, voice: Voice) -> Known:
        """What was taken apart in a voice."""
        known = self._known.get(voice)
        if known is None:
            known = self._known[voice] = Known(voice)
        return known

    def frame(self, sheet: "Sheet | Stacked", page: int, pages: int) -> Unit:
        """What surrounds a page."""
        beside = sheet.beside if isinstance(sheet, Sheet) else None
        known = self.known(Voice(sheet.language, sheet.direction, beside))
        return known.frame(sheet.footer, sheet.page.format(page=page, pages=pages))


@dataclass(frozen=True, slots=True)
class _Stack:
    """One sheet being taken apart."""

    own: Stacker
    known: Known
    sheet: Sheet
    places: str

    def blocks(self) -> Iterator[Block]:
        sheet, layout = self.sheet, self.own.layout
        if sheet.letter:
            yield from self._letter()
        yield self._masthead()
        if sheet.beside and sheet.remarks:
            yield self._block("remarks", (sheet.remarks,), lambda: layout.remarks(sheet))
        if sheet.findings:
            yield self._block("findings", (sheet.findings,), lambda: layout.findings(sheet))
        about = (sheet.counters, sheet.marks)
        yield self._block("summary", about, lambda: layout.summary(sheet, CUT))
        for section in sheet.sections:
            yield from self._section(section)
        yield from self._questions()
        if sheet.services or sheet.care:
            near = (sheet.services, sheet.care)
            yield self._block("nearby", near, lambda: layout.nearby(sheet))
        yield self._block("notes", (sheet.notes, sheet.review), lambda: layout.notes(sheet))
        yield self._block("basis", (sheet.basis,), lambda: layout.basis(sheet))
        if sheet.seal:
            yield self._block("seal", (sheet.seal,), lambda: layout.seal(sheet))

    def _block(
        self, kind: str, values: tuple[object, ...], html: Callable[[], str], *, stays: bool = False
    ) -> Block:
        return Block(self._known(kind, values, lambda: _first_apart(html())), stays)

    def _known(
        self, kind: str, values: tuple[object, ...], parts: Callable[[], Units]
    ) -> tuple[Unit, ...]:
        return self.known.units(kind, values, parts, self.places)

    def _letter(self) -> Iterator[Block]:
        """Each part of the letter is a block of its own, and the page ends after the last."""
        told = (self.sheet.letter, self.sheet.short_place, self.sheet.date)
        parts = self._known(
            "letter",
            told,
            lambda: [[part] for part in cut(self.own.letters.letter(self.sheet, CUT))],
        )
        for number, part in enumerate(parts, 1):
            yield Block((part,), ends=number == len(parts))

    def _masthead(self) -> Block:
        sheet = self.sheet
        told = (sheet.title, sheet.subtitle, sheet.short_place, sheet.date, sheet.basis_line)
        head, rest = self._known(
            "masthead", (*told, sheet.scope), lambda: _first_apart(self._masthead_of(()))
        )
        return Block((head, Grid(tuple(map(self._cell, sheet.child))), rest))

    def _masthead_of(self, child: tuple[Field, ...]) -> str:
        return str(self.own.layout.masthead(replace(self.sheet, child=child), CUT))

    def _cell(self, field: Field) -> Unit:
        """One field as the masthead prints it."""
        (cell,) = self._known("field", (field,), lambda: [[self._cell_of(field)]])
        return cell

    def _cell_of(self, field: Field) -> str:
        """Its HTML; what no face prints is a line to write on."""
        if not self.known.pattern:
            cells = cut(self._masthead_of((Field(*_FIELD_MARKS),)))
            self.known.pattern = next(cell for cell in cells if "data-field=" in cell)
        pattern = self.known.pattern
        told = (field.key, field.label, fonts.ruled(field.value))
        for mark, text in zip(_FIELD_MARKS, told, strict=True):
            pattern = pattern.replace(mark, escaped(text))
        return pattern

    def _section(self, section: Section) -> Iterator[Block]:
        layout = self.own.layout
        head = (section.kind, section.sign, section.title, section.lead)
        yield self._block("heading", head, lambda: layout.heading(section), stays=True)
        macro = layout.compact if section.compact else layout.row
        for row in section.rows:
            yield self._numbered("compact" if section.compact else "row", row, _ROW, macro)

    def _questions(self) -> Iterator[Block]:
        layout, words = self.own.layout, self.sheet.words
        if self.sheet.questions:
            heading = lambda: layout.questions_heading(words)  # noqa: E731 - short
            yield self._block("questions", (), heading, stays=True)
        for question in self.sheet.questions:
            yield self._numbered("question", question, _QUESTION, layout.question)

    def _numbered(
        self, kind: str, one: Row | Question, values: Callable[[object], tuple[object, ...]],
        macro: Callable[[Row | Question, Mapping[str, str], str], str],
    ) -> Block:  # fmt: skip
        """A block that begins with a number, which is filled in."""

        def parts() -> Units:
            bare = replace(one, number=PLACEHOLDER)
            return _first_apart(macro(bare, self.sheet.words, CUT))

        def made() -> Block:
            first, *rest = self._known(kind, values(one), parts)
            return Block((self.known.numbered(first, one.number), *rest))

        return self.known.whole(kind, one, made)


def _first_apart(html: str) -> Units:
    """The first piece, which often says something of one child, and the others together."""
    first, *others = cut(html)
    return [[first], others] if others else [[first]]
