"""A bundle's cover: whose sheets lie behind it, and what needs attention before they go out.

It is for the people who hand the sheets out, so it is written in their language and keeps to
what they need; every string is final, as on a sheet, and the template only lays out.
"""

from collections import Counter as Counted
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from checklist.documents import fonts
from checklist.documents import language as languages
from checklist.documents.language import Language
from checklist.documents.language.messages import Messages
from checklist.documents.paste.blocks import Block, Grid, Known, Unit
from checklist.documents.paste.pieces import Voice
from checklist.documents.paste.stack import Stacker
from checklist.documents.worded.line import Line
from checklist.documents.worded.rows import BADGE_SIGNS
from checklist.findings import Finding
from checklist.rules.facts import FactDictionary

Thing = TypeVar("Thing")

SCHOOL = "school"  # the folder of what schools read
_SHOWN = [kind for kind in BADGE_SIGNS if kind != "ineligible"]
_LINE, _ASKED = 2, 3  # children and questions side by side


@dataclass(frozen=True, slots=True)
class Counter:
    """A number at a glance; `kind` names its colour."""

    kind: str
    count: str
    word: str


@dataclass(frozen=True, slots=True)
class Point:
    """Something to see to: the row, the child's name where it is known, and what it is."""

    row: str
    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heed:
    """Points of one kind under a heading."""

    kind: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, and for how many children it is open."""

    count: str
    text: str


@dataclass(frozen=True, slots=True)
class Inside:
    """A child whose sheet is in the bundle: row, name, and what comes out, as signs and numbers."""

    number: str
    name: str
    counts: str
    odd: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """Everything on a cover, and how it is stacked for the press.

    Args:
        heeds: what to see to before the sheets go out.
        inside: the children, in the order of their sheets.
        questions: what to ask those who fetch the sheets, the most frequent first.
        page: how pages are counted, with {page} and {pages} left open.
    """

    language: str
    direction: str
    title: str
    group: str
    place: str
    date: str
    file: str
    lead: str
    privacy: str
    footer: str
    page: str
    counters: tuple[Counter, ...]
    heeds: tuple[Heed, ...]
    inside: tuple[Inside, ...]
    questions: tuple[Question, ...]
    words: Mapping[str, str]

    def blocks(self, own: Stacker) -> Iterator[Block]:
        """The blocks of the cover, from first to last."""
        made = _Made(own, own.known(Voice(self.language, self.direction)))
        about = (f"{self.title} · {self.file}", self.place, f"{self.words['date']} {self.date}")
        yield Block((made.unit("head", self.group, *about),))
        yield Block((made.unit("counters", self.counters, (self.lead, self.privacy)),))
        yield Block((made.unit("heading", self.words["attention"], ""),), stays=True)
        if not self.heeds:
            yield Block((made.unit("text", self.words["nothing"]),))
        for heed in self.heeds:
            yield Block((made.unit("heed", heed.title),), stays=True)
            for point in heed.points:
                texts = (made.unit("text", text) for text in point.texts)
                yield Block((made.unit("who", point.row, point.name), *texts))
        yield Block((made.unit("heading", self.words["who"], self.words["lead"]),), stays=True)
        for line in _lines(self.inside, _LINE):
            cells = [
                made.unit(cell, child) for child in line for cell in ("number", "name", "counts")
            ]
            yield Block((Grid(tuple(cells)),))
        if self.questions:
            yield Block((made.unit("heading", self.words["open"], ""),), stays=True)
        for asked in _lines(self.questions, _ASKED):
            yield Block((Grid(tuple(made.unit("question", one) for one in asked)),))


@dataclass(frozen=True, slots=True)
class _Made:
    """Makes the units of covers, each once."""

    own: Stacker
    known: Known

    def unit(self, macro: str, *values: object) -> Unit:
        """What a macro lays out."""
        (made,) = self.known.units(f"cover {macro}", values, lambda: [[self._html(macro, values)]])
        return made

    def _html(self, macro: str, values: tuple[object, ...]) -> str:
        return str(getattr(self.own.covers, macro)(*values)).strip()


@dataclass(frozen=True, slots=True)
class About:
    """What a cover is of: the bundle's file, its group ("" for all) and part, its places, the day.

    Args:
        missed: rows of the group that were not printed, with what is wrong.
    """

    file: str
    group: str
    part: tuple[int, int]
    places: tuple[str, ...]
    day: str
    missed: tuple[tuple[int, tuple[Finding, ...]], ...]


@dataclass(frozen=True, slots=True)
class Writer:
    """Words covers.

    Args:
        language: whose words for outcomes and lists are used.
        school: the sentences of covers.
    """

    facts: FactDictionary
    language: Language
    school: Messages

    def cover(self, about: About, lines: Sequence[Line]) -> Cover:
        """The cover of a bundle with these children, in their order."""
        say, group = self.school, self._group(about)
        return Cover(
            language=self.language.tag,
            direction=self.language.direction,
            title=say("cover.title"),
            group=group,
            place=self.language.join(about.places),
            date=about.day,
            file=about.file,
            lead=say("cover.lead", title=self.language.messages("title")),
            privacy=say("cover.privacy"),
            footer=say("cover.footer", title=say("cover.title"), file=about.file, date=about.day),
            page=say("cover.page", page="{page}", pages="{pages}"),
            counters=tuple(self._counters(about, lines)),
            heeds=tuple(heed for heed in self._heeds(about, lines) if heed.points),
            inside=tuple(map(self._inside, lines)),
            questions=tuple(self._open(lines)),
            words={
                "attention": say("cover.attention"),
                "nothing": say("cover.nothing"),
                "open": say("cover.open"),
                "who": say("cover.who"),
                "lead": say("cover.who.lead", signs=self._signs()),
                "date": self.language.messages("word.date"),
            },
        )

    def _group(self, about: About) -> str:
        name = fonts.ruled(about.group) or self.school("cover.all")
        part, parts = about.part
        if parts == 1:
            return name
        return self.school("cover.part", group=name, part=str(part), parts=str(parts))

    def _counters(self, about: About, lines: Sequence[Line]) -> Iterator[Counter]:
        counts = {
            "children": ("eligible", len(lines)),
            "open": ("undetermined", sum(bool(line.open) for line in lines)),
            "odd": ("to_attest", sum(bool(line.notes) for line in lines)),
            "missed": ("ineligible", len(about.missed)),
        }
        for key, (kind, count) in counts.items():
            yield Counter(kind, self.language.number(count), self.school(f"cover.count.{key}"))

    def _signs(self) -> str:
        words = [
            f"{BADGE_SIGNS[kind]} {self.language.messages(f'badge.{kind}')}" for kind in _SHOWN
        ]
        return " · ".join([*words, f"! {self.school('cover.odd')}"])

    def _heeds(self, about: About, lines: Sequence[Line]) -> Iterator[Heed]:
        say = self.school
        yield Heed("missed", say("cover.missed"), tuple(self._missed(about)))
        yield Heed("odd", say("cover.odd"), tuple(self._odd(lines)))

    def _missed(self, about: About) -> Iterator[Point]:
        for number, findings in about.missed:
            texts = tuple(map(self._told, findings))
            yield Point(self.school("cover.row", row=str(number)), "", texts)

    def _told(self, found: Finding) -> str:
        tag = self.language.tag
        message = f"{found.span.cell} {found.message(tag)}"
        return self.language.messages("finding", message=message, hint=found.hint(tag))

    def _odd(self, lines: Iterable[Line]) -> Iterator[Point]:
        for line in lines:
            if line.notes:
                row = self.school("cover.row", row=str(line.number))
                yield Point(row, fonts.ruled(line.name), line.notes)

    def _open(self, lines: Iterable[Line]) -> Iterator[Question]:
        """What to ask: facts by how many children they are open for."""
        asked = Counted(fact for line in lines for fact in line.open)
        for fact, count in sorted(asked.items(), key=lambda entry: -entry[1]):
            yield Question(self.language.number(count), self.language.pick(self.facts[fact].label))

    def _inside(self, line: Line) -> Inside:
        counts = [(BADGE_SIGNS[kind], line.count(kind)) for kind in _SHOWN]
        return Inside(
            number=str(line.number),
            name=fonts.ruled(line.name) or self.school("cover.unnamed"),
            counts=" ".join(f"{sign}{count}" for sign, count in counts if count),
            odd=bool(line.notes),
        )


def writer(tag: str, templates: Path, facts: FactDictionary) -> Writer:
    """What words covers, in one of the languages schools read."""
    school = languages.read(tag, templates / SCHOOL).messages
    return Writer(facts, languages.read(tag, templates), school)


def _lines(things: Sequence[Thing], across: int) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), across):
        yield things[start : start + across]
