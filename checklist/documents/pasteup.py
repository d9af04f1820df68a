"""The press: sheets of many children as one file, every distinct part of them typeset once.

WeasyPrint takes a third of a second for a sheet; here it sets each distinct piece of a run
once, and pages are pasted up from what it drew. What comes out is, to the pixel, what it would
have drawn for each child, and a test holds it to that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from checklist.documents.cabinet import Cabinet
from checklist.documents.galley import Galley, typeset
from checklist.documents.pages.binding import finish, page_count
from checklist.documents.pages.bundle import Cluster, Page, Slug, write
from checklist.documents.pagination import Measure, TooTallError, pages
from checklist.documents.pieces import Piece
from checklist.documents.sheet import Sheet
from checklist.documents.stack import Block, Grid, Stacker, Unit
from checklist.errors import MachineError

REMEMBERED = 60_000  # pieces filled in; a bound for a run of any length


@dataclass(frozen=True, slots=True)
class Leaf:
    """One child's sheet in a bundle; `title` is its bookmark."""

    sheet: Sheet
    title: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file holds: per leaf its first page, counted from 1 with all in front, and its length."""

    pages: tuple[tuple[int, int], ...]


class Press:
    """Makes print files; one for all bundles of a process.

    Args:
        templates: the folder with the blocks and their styles.
        cache: the folder where galleys are kept for other processes and runs; None keeps none.
        paper: a paper of the templates.
    """

    def __init__(self, templates: Path, cache: Path | None, paper: str = "a4") -> None:
        self._templates = templates
        self._paper = paper
        self._stacker = Stacker(templates)
        self._cabinet = Cabinet(cache, templates, paper)
        self._galleys: dict[Piece, Galley] = {}
        self._slugs: dict[Piece, Slug] = {}
        self._clusters: dict[Unit, Cluster] = {}

    def prepare(self, sheets: Iterable[Sheet]) -> None:
        """Typeset whatever of these sheets was not typeset before.

        Raises:
            MachineError: a character without a face, or a library that is missing.
        """
        wanted: dict[Unit, None] = {}
        for sheet in sheets:
            wanted.update(dict.fromkeys(self._units(sheet, self._stacker.blocks(sheet))))
        self._ready(wanted)

    def bundle(
        self,
        stack: Iterable[Leaf],
        out: BinaryIO,
        *,
        front: bytes | None = None,
        duplex: bool = False,
        password: str | None = None,
    ) -> Bundle:
        """Write sheets into one file.

        Args:
            stack: in the order of the file.
            out: where to; it is written once, from its beginning.
            front: a PDF whose pages come first.
            duplex: begin every sheet on a right-hand page.
            password: encrypt the file with it.

        Raises:
            MachineError: as `prepare`, or a block is taller than a page.
        """
        leaves = list(stack)
        blocks = [self._stacker.blocks(leaf.sheet) for leaf in leaves]
        pairs = zip(leaves, blocks, strict=True)
        self._ready({unit: None for leaf, own in pairs for unit in self._units(leaf.sheet, own)})
        before = page_count(front) if front else 0
        made: list[Page] = []
        marks: list[tuple[str, int]] = []
        told: list[tuple[int, int]] = []
        if duplex and before % 2 and leaves:
            made.append(replace(self._blank(leaves[0].sheet)))
        for leaf, own in zip(leaves, blocks, strict=True):
            some = self._pages(leaf.sheet, own)
            marks.append((leaf.title, len(made)))
            told.append((before + len(made) + 1, len(some)))
            made += some
            if duplex and len(some) % 2:
                made.append(self._blank(leaf.sheet))
        language = leaves[0].sheet.language if leaves else "zh-Hans"
        finish(write(made, marks, language, duplex=duplex), out, front, password)
        return Bundle(tuple(told))

    def _units(self, sheet: Sheet, blocks: Iterable[Block]) -> Iterator[Unit]:
        """All units of a sheet; of its frames the shape that most pages have."""
        yield self._stacker.frame(sheet, 1, 1)
        for block in blocks:
            for part in block.parts:
                if isinstance(part, Unit):
                    yield part
                else:
                    yield from part.cells

    def _ready(self, units: Iterable[Unit]) -> None:
        """See that all units can be pasted."""
        if len(self._slugs) > REMEMBERED:
            self._slugs.clear()
            self._clusters.clear()
        new = [unit for unit in units if unit not in self._clusters]
        pieces = dict.fromkeys(piece for unit in new for piece in unit.pieces)
        self._set(piece for piece in pieces if piece not in self._slugs)
        unfilled = {piece: self._filled(piece) for piece in pieces if piece not in self._slugs}
        self._slugs.update({piece: slug for piece, slug in unfilled.items() if slug})
        exact = {piece: piece.exact() for piece, slug in unfilled.items() if slug is None}
        self._set(exact.values())
        for piece, one in exact.items():
            self._slugs[piece] = self._plain(one)
        for unit in new:
            self._clusters[unit] = self._cluster(unit)
