"""A bundle's cover: whose sheets lie behind it, and what needs attention before they go out.

It is for the people who hand the sheets out, so it is written in their language and keeps to
what they need; every string is final, as on a sheet, and the template only lays out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checklist.documents import language as languages
from checklist.documents.html import environment
from checklist.documents.language import Language
from checklist.documents.language.messages import Messages
from checklist.documents.line import Line, spans
from checklist.documents.rows import BADGE_SIGNS
from checklist.findings import Finding
from checklist.rules.facts import FactDictionary

PAGE = "school/cover.html"
SCHOOL = "school"
_SHOWN = [kind for kind in BADGE_SIGNS if kind != "ineligible"]


@dataclass(frozen=True, slots=True)
class Counter:
    """A number at a glance; `kind` names its colour."""

    kind: str
    count: str
    word: str


@dataclass(frozen=True, slots=True)
class Point:
    """Something to attend to: whom it is about, and what it is."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Heed:
    """Points of one kind under a heading."""

    kind: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Inside:
    """A child whose sheet is in the bundle: row, name, and what comes out, as signs and numbers."""

    number: str
    name: str
    counts: tuple[tuple[str, str], ...]
    odd: bool


@dataclass(frozen=True, slots=True)
class Cover:
    """Everything on a cover.

    Args:
        heeds: what to see to before the sheets go out.
        questions: what to ask those who fetch them: a fact, and for whom it is open.
        pairs: who is inside, two a line.
        page: how pages are counted, with {page} and {pages} left open.
    """

    language: str
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
    questions: tuple[Point, ...]
    pairs: tuple[tuple[Inside, ...], ...]
    words: Mapping[str, str]


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


def html(cover: Cover, templates: Path) -> str:
    """Lay out a cover."""
    return environment(templates).get_template(PAGE).render(cover=cover)


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
            title=say("cover.title"),
            group=group,
            place=self.language.join(about.places),
            date=about.day,
            file=about.file,
            lead=say("cover.lead", title=self.language.messages("title")),
            privacy=say("cover.privacy"),
            footer=say("cover.footer", file=about.file, group=group, date=about.day),
            page=say("cover.page", page="{page}", pages="{pages}"),
            counters=tuple(self._counters(about, lines)),
            heeds=tuple(heed for heed in self._heeds(about, lines) if heed.points),
            questions=tuple(self._open(lines)),
            pairs=tuple(_pairs([self._inside(line) for line in lines])),
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
        name = about.group or self.school("cover.all")
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
        return " ".join([*words, f"! {self.school('cover.odd')}"])

    def _heeds(self, about: About, lines: Sequence[Line]) -> Iterator[Heed]:
        say = self.school
        yield Heed("missed", say("cover.missed"), tuple(self._missed(about)))
        yield Heed("odd", say("cover.odd"), tuple(self._odd(lines)))

    def _missed(self, about: About) -> Iterator[Point]:
        for number, findings in about.missed:
            said = [
                self.language.messages(
                    "finding",
                    message=f"{found.span.cell} {found.message(self.language.tag)}",
                    hint=found.hint(self.language.tag),
                )
                for found in findings
            ]
            yield Point(self.school("cover.row", row=str(number)), " ".join(said))

    def _odd(self, lines: Iterable[Line]) -> Iterator[Point]:
        for line in lines:
            if line.notes:
                who = f"{self.school('cover.row', row=str(line.number))} {line.name}".rstrip()
                yield Point(who, " ".join(line.notes))

    def _open(self, lines: Iterable[Line]) -> Iterator[Point]:
        """What to ask whom: facts by how many children they are open for."""
        lines = list(lines)
        asked: dict[str, list[int]] = {}
        for line in lines:
            for fact in line.open:
                asked.setdefault(fact, []).append(line.number)
        for fact, rows in sorted(asked.items(), key=lambda entry: -len(entry[1])):
            count = self.school("cover.children", count=self.language.number(len(rows)))
            everyone = len(rows) == len(lines)
            whom = self.school("cover.everyone") if everyone else self._rows(rows)
            label = self.language.pick(self.facts[fact].label)
            yield Point(label, self.language.join((count, whom)))

    def _rows(self, rows: Sequence[int]) -> str:
        return self.school("cover.rows", rows=spans(rows))

    def _inside(self, line: Line) -> Inside:
        counts = ((BADGE_SIGNS[kind], line.count(kind)) for kind in _SHOWN)
        return Inside(
            number=str(line.number),
            name=line.name or self.school("cover.unnamed"),
            counts=tuple((sign, str(count)) for sign, count in counts if count),
            odd=bool(line.notes),
        )


def writer(tag: str, templates: Path, facts: FactDictionary) -> Writer:
    """What words covers, in one of the languages schools read."""
    school = languages.read(tag, templates / SCHOOL).messages
    return Writer(facts, languages.read(tag, templates), school)


def _pairs(inside: Sequence[Inside]) -> Iterator[tuple[Inside, ...]]:
    for start in range(0, len(inside), 2):
        yield tuple(inside[start : start + 2])
