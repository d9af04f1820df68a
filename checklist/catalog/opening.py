"""A catalog folder opened for use: facts, places, and any place's merged list on a date.

Everything is read when first asked for and kept, so one process that serves many children
of a place reads its chain once.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from checklist.areas import Areas
from checklist.catalog.floor import FloorKeeper
from checklist.catalog.merging import merge
from checklist.catalog.model import Layer
from checklist.catalog.owed import Listing
from checklist.catalog.reading import read_chain, read_layer, scan, shown
from checklist.catalog.tongues import FILE, Tongues, read_tongues
from checklist.errors import MachineError
from checklist.findings import Finding
from checklist.rules.facts import FactDictionary, read_facts

if TYPE_CHECKING:
    from checklist.rules.proof.prover import Prover

Memory: TypeAlias = MutableMapping[str, object]


@dataclass(slots=True)
class Catalog:
    """An opened catalog.

    Args:
        root: the folder.
        facts: the dictionary of facts.
        areas: the list of places.
        findings: what was wrong with facts.yaml.
    """

    root: Path
    facts: FactDictionary
    areas: Areas
    findings: tuple[Finding, ...]
    keeper: FloorKeeper
    _tongues: list[tuple[Tongues | None, tuple[Finding, ...]]] = field(default_factory=list)
    _chains: dict[str, tuple[tuple[Layer, ...], tuple[Finding, ...]]] = field(default_factory=dict)

    def tongues(self) -> tuple[Tongues | None, tuple[Finding, ...]]:
        """The languages of all places (None when their file is wrong), and its findings."""
        if not self._tongues:
            path = self.root / FILE
            self._tongues.append(read_tongues(path, self.areas, shown(path, self.root)))
        return self._tongues[0]

    def chain(self, area: str) -> tuple[tuple[Layer, ...], tuple[Finding, ...]]:
        """The layers a place's list is merged from, nation first, and their findings."""
        if area not in self._chains:
            codes = self.areas.chain(self.areas.current(area))
            self._chains[area] = read_chain(self.root, codes, self.facts)
        return self._chains[area]

    def listing(self, area: str, on: date) -> tuple[Listing, tuple[Finding, ...]]:
        """What a place owes on a date, and the findings of the files it was read from."""
        layers, findings = self.chain(area)
        return merge(layers, area, on, self.keeper.judge), findings

    def all_layers(self) -> tuple[Mapping[str, Layer], tuple[Finding, ...]]:
        """Every layer by code, and the findings of all files."""
        layers: dict[str, Layer] = {}
        findings: list[Finding] = []
        for code, path in scan(self.root):
            layer, found = read_layer(path, code, self.facts, self.root)
            findings += found
            if layer and code not in layers:
                layers[code] = layer
        return {code: layers[code] for code in sorted(layers)}, tuple(findings)


def open_catalog(root: Path, memory: Memory | None = None) -> Catalog:
    """Open a catalog folder.

    Args:
        root: the folder with facts.yaml, areas.tsv and the layers.
        memory: what was proven before, by content; proofs are added to it.
    """
    facts, findings = read_facts(root / "facts.yaml", shown(root / "facts.yaml", root))
    areas = Areas.read(root / "areas.tsv")
    return Catalog(root, facts, areas, findings, keeper(facts, areas, memory))


def keeper(facts: FactDictionary, areas: Areas, memory: Memory | None = None) -> FloorKeeper:
    """A keeper of the floor whose prover is made when the first proof is asked for."""
    return FloorKeeper(cache(partial(_prover, facts, areas, {} if memory is None else memory)))


def _prover(facts: FactDictionary, areas: Areas, memory: Memory) -> "Prover":
    try:
        from checklist.rules.proof.prover import Prover  # noqa: PLC0415 - an extra, and dear
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        raise MachineError(
            '要证明清单没有低于上级，需要安装 Z3：pip install "checklist[proof]"',
            'Proving the floor needs Z3: pip install "checklist[proof]"',
        ) from error
    return Prover(facts, areas, memory)
