"""What a worker of a print run does: holds children against their lists, words and prints them.

All it needs is sent to it once, so it reads neither roster nor catalog; what it makes waits
under a temporary name until the run gives it its own.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checklist.areas import Areas
from checklist.assessment import Assessment, assess
from checklist.catalog.looks import Layout
from checklist.catalog.owed import Listing
from checklist.documents import cover
from checklist.documents import language as languages
from checklist.documents.paste.pasteup import Leaf, Press
from checklist.documents.sheet import Sheet
from checklist.documents.worded.line import Line, line
from checklist.documents.worded.viewer import Viewer
from checklist.rules.facts import FactDictionary
from checklist.runs.crew import Beat
from checklist.runs.printruns.plan import Document, Row, Wish
from checklist.runs.printruns.register import Made
from checklist.runs.speakers import Speakers

DESK = "RB"  # codes beginning so are for those who keep the roster, and printed on no sheet


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all of a run.

    Args:
        listings: the list of every place a child lives in, by its code.
        speakers: the languages of the sheets.
        templates: the folder of templates.
        work: where unfinished documents are put.
        cache: where typeset blocks are kept from run to run.
        desk: the language of those who hand the sheets out.
        password: what encrypts the documents; None leaves them open.
    """

    facts: FactDictionary
    areas: Areas
    listings: Mapping[str, Listing]
    speakers: Speakers
    wish: Wish
    templates: Path
    work: Path
    cache: Path
    desk: str
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A task: documents, the children of each, and whether it is to be made or only listed."""

    documents: tuple[Document, ...]
    rows: tuple[tuple[Row, ...], ...]
    wanted: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """What came of an order: the documents made, and every child of it in a line."""

    made: tuple[Made, ...]
    lines: tuple[tuple[Line, ...], ...]


def equip(setting: Setting) -> "Pressroom":
    """A pressroom; what a crew calls in each of its workers."""
    return Pressroom(setting)


class Pressroom:
    """Does orders; one of it lives in every worker."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.viewers: dict[str, Viewer] = {}
        self.spoken: dict[str, str] = {}
        self.press = Press(setting.templates, setting.cache)
        self.covers = cover.writer(setting.desk, setting.templates, setting.facts)

    def __call__(self, order: Order, beat: Beat) -> Output:
        """Print what is wanted and list everybody."""
        assessed = [[self._assess(row) for row in rows] for rows in order.rows]
        lines = tuple(
            tuple(map(self._line, rows, found))
            for rows, found in zip(order.rows, assessed, strict=True)
        )
        made = []
        for index, document in enumerate(order.documents):
            if order.wanted[index]:
                sheets = self._sheets(order.rows[index], assessed[index])
                made.append(self._print(document, [*self._front(document, lines[index]), *sheets]))
            beat(len(order.rows[index]))
        return Output(tuple(made), lines)

    def _assess(self, row: Row) -> Assessment:
        listing = self.setting.listings[row.place]
        told = tuple(note for note in row.findings if note.code[0] not in DESK)
        return assess(listing, row.child, self.setting.areas, told)

    def _line(self, row: Row, assessment: Assessment) -> Line:
        return line(row.number, assessment, row.findings, self.setting.desk)

    def _front(self, document: Document, lines: Sequence[Line]) -> Iterator[Leaf]:
        """The cover, where there is one."""
        if not (self.setting.wish.separate or self.setting.wish.only):
            yield Leaf(self._cover(document, lines), self.covers.school("cover.title"))

    def _sheets(self, rows: Sequence[Row], assessed: Iterable[Assessment]) -> Iterator[Leaf]:
        for row, assessment in zip(rows, assessed, strict=True):
            name = str(row.child.facts.get("name", ""))
            yield Leaf(self._sheet(row.place, assessment), f"{row.number} {name}".rstrip())

    def _sheet(self, place: str, assessment: Assessment) -> Sheet:
        """A child's sheet, in the language asked for or the residence's own, or in two."""
        speakers = self.setting.speakers
        if place not in self.spoken:
            self.spoken[place] = self.setting.wish.language or speakers.of_place(place)
        worded = lambda tag: self._viewer(tag).sheet(assessment)  # noqa: E731 - short
        return speakers.sheet(self.spoken[place], place, worded, Layout.LINES)

    def _viewer(self, tag: str) -> Viewer:
        if tag not in self.viewers:
            setting = self.setting
            voice = setting.speakers.voice(tag)
            self.viewers[tag] = Viewer(setting.facts, voice, setting.areas)
        return self.viewers[tag]

    def _print(self, document: Document, leaves: list[Leaf]) -> Made:
        """A document under a temporary name, whole and on the disk."""
        part = self.setting.work / document.file
        with part.open("wb") as out:
            bundle = self.press.bundle(
                leaves, out, duplex=self.setting.wish.duplex, password=self.setting.password
            )
            out.flush()
            os.fsync(out.fileno())
        first, count = bundle.pages[-1]
        return Made(document.file, document.inputs, part, len(document.rows), first + count - 1)

    def _cover(self, document: Document, lines: Sequence[Line]) -> cover.Cover:
        desk = self.covers.language
        places = languages.Places(self.setting.areas, desk, {})
        about = cover.About(
            file=document.file,
            group=document.group,
            part=document.part,
            places=tuple(map(places.full, dict.fromkeys(line.place for line in lines))),
            day=desk.day(self.setting.wish.on),
            missed=tuple((missed.number, missed.findings) for missed in document.missed),
        )
        return self.covers.cover(about, lines)
