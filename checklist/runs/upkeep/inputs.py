"""All files sheets are made from, and which of them reach which sheet.

A sheet hangs on the lists of its own place and of those above it, on its child, and on what all
share; so a change of one city's list leaves the sheets of every other city unasked.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checklist import __version__
from checklist.areas import NATION, Areas
from checklist.catalog.reading import layer_files
from checklist.runs.upkeep import index
from checklist.runs.upkeep.index import Stat
from checklist.runs.upkeep.orders import Order

PACKAGE = Path(__file__).parents[2]


@dataclass(slots=True)
class Inputs:
    """The inputs of a run.

    Args:
        catalog: the catalog folder.
        templates: the folder of templates.
        folders: where all files are inputs.
        others: further files.
        stats: the stat of every file, by path.
        known: digests of earlier runs, by path, beside the stat they were taken at.
        written: when those were written down, in ns.
    """

    catalog: Path
    templates: Path
    folders: tuple[str, ...]
    others: tuple[str, ...]
    stats: Mapping[str, Stat]
    known: Mapping[str, tuple[Stat, str]]
    written: int = 0
    _digests: dict[str, str] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _layers: Mapping[str, Path] | None = None

    def digest(self, path: str) -> str:
        """A digest of a file's bytes; of one that did not change since, from the index."""
        if path not in self._digests:
            stat, digest = self.known.get(path, ([], ""))
            now = self.stats.get(path)
            same = index.trusted(stat, now, self.written)
            self._digests[path] = digest if same else _bytes(path)
        return self._digests[path]

    def of(self, order: Order, areas: Areas) -> str:
        """One digest over everything an order's sheet is made from."""
        child = repr(
            (
                order.facts,
                order.findings,
                order.files,
                order.paper,
                order.variant,
                order.letter,
                order.drafts,
                order.layout,
            )
        )
        place = self._place(order.place, areas)
        return _joined((self._shared(), place, self.digest(str(order.source)), child))

    def all(self) -> dict[str, tuple[Stat, str]]:
        """Every file with its stat and digest, to be known the next time."""
        return {path: (stat, self.digest(path)) for path, stat in self.stats.items()}

    def _place(self, place: str, areas: Areas) -> str:
        if place not in self._places:
            self._layers = self._layers or layer_files(self.catalog)
            files: list[str] = []
            for code in (NATION, *areas.chain(place)):
                if path := self._layers.get(code):
                    folder = path.with_suffix("")
                    files += [str(path), *map(str, sorted(folder.glob("*.yaml")))]
            self._places[place] = _joined(f"{file} {self.digest(file)}" for file in files)
        return self._places[place]

    def _shared(self) -> str:
        """What reaches every sheet: the program, the templates, the facts and the places."""
        if "" not in self._digests:
            roots = (PACKAGE, self.templates)
            files = [
                path
                for path in sorted(self.stats)
                if Path(path).parent == self.catalog or any(map(Path(path).is_relative_to, roots))
            ]
            told = (f"{Path(file).name} {self.digest(file)}" for file in files)
            self._digests[""] = _joined((__version__, *told))
        return self._digests[""]


def look(
    catalog: Path, templates: Path, others: Iterable[Path], kept: Mapping[str, object] | None
) -> Inputs:
    """See which files there are.

    Args:
        catalog: the catalog folder.
        templates: the folder of templates.
        others: the jobs, the children's files outside the catalog, the faces.
        kept: the index of the last run.
    """
    folders = tuple(str(folder) for folder in (catalog, templates, PACKAGE))
    files = tuple(sorted(map(str, others)))
    stats = index.inputs(folders, files)
    inputs = kept.get("inputs") if kept else None
    known = {path: (stat, digest) for path, (stat, digest) in inputs.items()} if inputs else {}  # type: ignore[attr-defined]  # our own index
    written = kept.get("written") if kept else 0
    return Inputs(
        catalog, templates, folders, files, stats, known, written if isinstance(written, int) else 0
    )


def _bytes(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError:
        return "-"


def _joined(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]
