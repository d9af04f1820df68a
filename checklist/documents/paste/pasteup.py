"""The press: sheets of many children as one file, every distinct part of them typeset once.

WeasyPrint takes a third of a second for a sheet; here it sets each distinct piece of a run
once, and pages are pasted up from what it drew. What comes out is, to the pixel, what it would
have drawn for each child, and a test holds it to that.
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checklist.documents.pages.binding import finish, page_count
from checklist.documents.pages.bundle import Cluster, Page, Slug, write
from checklist.documents.papers import DEFAULT
from checklist.documents.paste.blocks import Block, Grid, Unit
from checklist.documents.paste.cabinet import Cabinet
from checklist.documents.paste.galley import Galley, filled, typeset
from checklist.documents.paste.pagination import TOLERANCE, Measure, TooTallError, pages
from checklist.documents.paste.pieces import Piece
from checklist.documents.paste.stack import Stacked, Stacker
from checklist.documents.sheet import Sheet
from checklist.errors import MachineError, UserError

REMEMBERED = 10_000  # pieces filled in; a bound for a run of any length


@dataclass(frozen=True, slots=True)
class Leaf:
    """A child's sheet, or a cover, in a bundle; `title` is its bookmark."""

    sheet: Sheet | Stacked
    title: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a file holds: per leaf its first page, counted from 1, and how many pages it has."""

    pages: tuple[tuple[int, int], ...]


class Press:
    """Makes print files; one for all bundles of a process.

    Args:
        templates: the folder with the blocks and their styles.
        cache: the folder where galleys are kept for other processes and runs; None keeps none.
        paper: the only one whose blocks can be pasted is A4's: others turn their pages or cut
            blocks, and are set whole by papers.py.

    Raises:
        UserError: another paper.
    """

    def __init__(self, templates: Path, cache: Path | None, paper: str = DEFAULT) -> None:
        if paper != DEFAULT:
            raise UserError(
                f"成批印制只用 {DEFAULT} 纸；{paper} 请用 make 一份一份做。",
                f"Print runs are on {DEFAULT} only; make sheets on {paper} one by one with make.",
            )
        self._templates = templates
        self._stacker = Stacker(templates)
        self._cabinet = Cabinet(cache, templates, paper)
        self._galleys: dict[Piece, Galley] = {}
        self._frame: Galley | None = None
        self._slugs: dict[Piece, Slug] = {}
        self._clusters: dict[Unit, Cluster] = {}

    def prepare(self, sheets: Iterable[Sheet]) -> None:
        """Typeset whatever of these sheets was not typeset before.

        Raises:
            MachineError: a character without a face, or a library that is missing.
        """
        self._forget()
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
        self._forget()
        with _undisturbed():
            return self._bound(list(stack), out, front, password, duplex=duplex)

    def _bound(
        self,
        leaves: Sequence[Leaf],
        out: BinaryIO,
        front: bytes | None,
        password: str | None,
        *,
        duplex: bool,
    ) -> Bundle:
        blocks = [self._stacker.blocks(leaf.sheet) for leaf in leaves]
        pairs = list(zip(leaves, blocks, strict=True))
        self._ready({unit: None for leaf, own in pairs for unit in self._units(leaf.sheet, own)})
        before = page_count(front) if front else 0
        made: list[Page] = [self._blank()] if duplex and before % 2 and leaves else []
        marks: list[tuple[str, int]] = []
        told: list[tuple[int, int]] = []
        for leaf, own in pairs:
            some = self._pages(leaf.sheet, own)
            marks.append((leaf.title, len(made)))
            told.append((before + len(made) + 1, len(some)))
            made += some
            if duplex and len(some) % 2:
                made.append(self._blank())
        language = leaves[0].sheet.language if leaves else "zh-Hans"
        finish(write(made, marks, language, duplex=duplex), out, front, password)
        return Bundle(tuple(told))

    def _units(self, sheet: Sheet | Stacked, blocks: Iterable[Block]) -> Iterator[Unit]:
        """All units of a sheet; of its frames the shape that most pages have."""
        yield self._stacker.frame(sheet, 1, 1)
        for block in blocks:
            for part in block.parts:
                if isinstance(part, Unit):
                    yield part
                else:
                    yield from part.cells

    def _forget(self) -> None:
        """Let go of what was pasted, when it is much; only between bundles."""
        self._stacker.forget()
        if max(len(self._slugs), len(self._clusters)) > REMEMBERED:
            self._slugs.clear()
            self._clusters.clear()

    def _ready(self, units: Iterable[Unit]) -> None:
        """See that all units can be pasted."""
        new = [unit for unit in units if unit not in self._clusters]
        pieces = {piece: None for unit in new for piece in unit.pieces if piece not in self._slugs}
        self._set(piece.mold for piece in pieces)
        made = {piece: self._filled(piece.mold, piece.fill or "") for piece in pieces}
        exact = {piece: piece.exact() for piece, slug in made.items() if slug is None}
        self._set(exact.values())
        for piece, slug in made.items():
            self._slugs[piece] = slug or _certain(self._filled(exact[piece], ""))
        for unit in new:
            self._clusters[unit] = self._cluster(unit)

    def _filled(self, mold: Piece, fill: str) -> Slug | None:
        return filled(self._galleys[mold], fill, mold.voice.language)

    def _set(self, molds: Iterable[Piece]) -> None:
        """Have the galleys of these shapes, from the cabinet or anew; frames tell the width."""
        wanted = [piece for piece in dict.fromkeys(molds) if piece not in self._galleys]
        self._galleys.update(self._cabinet.get(wanted))
        for frames in (True, False):
            missing = [p for p in wanted if p.frame is frames and p not in self._galleys]
            made = dict(typeset(missing, self._templates, self._width()))
            self._galleys.update(made)
            self._cabinet.put(made)
            if frames and self._frame is None:
                self._frame = next((self._galleys[p] for p in wanted if p.frame), None)

    def _width(self) -> float:
        return self._frame.page[0] if self._frame else 0.0

    def _cluster(self, unit: Unit) -> Cluster:
        """A unit's slugs, one below the other."""
        placed: list[tuple[Slug, float, float]] = []
        y = 0.0
        for piece in unit.pieces:
            placed.append((self._slugs[piece], 0.0, y))
            y += self._slugs[piece].height
        return Cluster(tuple(placed), y)

    def _pages(self, sheet: Sheet | Stacked, blocks: Sequence[Block]) -> list[Page]:
        """A sheet's pages."""
        pasted = [self._pasted(block, sheet.direction) for block in blocks]
        measures = [
            Measure(height, block.stays, block.ends)
            for (_, height), block in zip(pasted, blocks, strict=True)
        ]
        area = self._galley_of_frames().box
        try:
            layout = pages(measures, area.top, area.bottom)
        except TooTallError as error:
            raise MachineError(
                f"第 {error.position + 1} 个版块比一页纸还高。请改模板，或用 make 单独做这一份。",
                f"Block {error.position + 1} is taller than a page. Change the templates, or"
                " make this sheet by itself with make.",
            ) from error
        frames = [self._stacker.frame(sheet, n, len(layout)) for n in range(1, len(layout) + 1)]
        self._ready(frames)
        return [
            self._page(
                frame, [(thing, x, top + y) for at, top in page for thing, x, y in pasted[at][0]]
            )
            for frame, page in zip(frames, layout, strict=True)
        ]

    def _page(self, frame: Unit, pasted: list[tuple[Cluster, float, float]]) -> Page:
        return Page(*self._galley_of_frames().page, [(self._clusters[frame], 0.0, 0.0), *pasted])

    def _blank(self) -> Page:
        return Page(*self._galley_of_frames().page, ())

    def _galley_of_frames(self) -> Galley:
        assert self._frame is not None  # noqa: S101 - for the types; every sheet has one
        return self._frame

    def _pasted(
        self, block: Block, direction: str
    ) -> tuple[list[tuple[Cluster, float, float]], float]:
        """What a block is made of, each from the block's top, and the block's height."""
        pasted: list[tuple[Cluster, float, float]] = []
        y = 0.0
        for part in block.parts:
            if isinstance(part, Unit):
                pasted.append((self._clusters[part], 0.0, y))
                y += self._clusters[part].height
            else:
                cells, height = self._grid(part, direction)
                pasted += [(cell, x, y + below) for cell, x, below in cells]
                y += height
        return pasted, y

    def _grid(self, grid: Grid, direction: str) -> tuple[list[tuple[Cluster, float, float]], float]:
        """Fields side by side, each line as high as its highest."""
        cells = [self._clusters[cell] for cell in grid.cells]
        if not cells:
            return [], 0.0
        width = cells[0].slugs[0][0].width
        columns = int(self._galley_of_frames().box.width / width + TOLERANCE)
        step = -width if direction == "rtl" else width
        pasted: list[tuple[Cluster, float, float]] = []
        y = 0.0
        for start in range(0, len(cells), columns):
            line = cells[start : start + columns]
            pasted += [(cell, step * number, y) for number, cell in enumerate(line)]
            y += max(cell.height for cell in line)
        return pasted, y


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector of circles waiting: none are made here, and it would look at everything.

    That is a fifth of the time of a bundle; what is in no circle is freed as always.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _certain(slug: Slug | None) -> Slug:
    """What cannot be missing: a shape set as it stands needs no filling."""
    if slug is None:
        message = "a shape without holes was not filled"
        raise ValueError(message)
    return slug
