"""Are the situations any good? Small mistakes are made in every condition and must be noticed.

A mutant is killed when some situation no longer comes out as written; one that gives every
child the same answer as the original is no mistake and is left out; the rest is what nobody
would have noticed, so it is what a further situation is needed for.
"""

from dataclasses import dataclass

from checklist.areas import NATION, Areas
from checklist.catalog.opening import Catalog
from checklist.rules.condition import Condition
from checklist.rules.proof.setting import Setting
from checklist.runs.testing.cases import Case, read_cases
from checklist.runs.testing.mutants import Mutant, mutants
from checklist.runs.testing.sites import Site, Telling, asks_who_is_migrant, sites

ENOUGH = 95.0  # percent that must be killed


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mistake no situation noticed, and the condition it was made in."""

    site: Site
    mutant: Mutant


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mistakes were noticed.

    Args:
        conditions: conditions tried.
        killed: mutants some situation noticed.
        equivalent: mutants that are no mistakes, because no child's answer changes.
        survived: the others, in the order of the files.
    """

    conditions: int
    killed: int
    equivalent: int
    survived: tuple[Survivor, ...]

    @property
    def mutants(self) -> int:
        """All that were made."""
        return self.killed + self.equivalent + len(self.survived)

    @property
    def percent(self) -> float:
        """How many of the real mistakes were noticed, rounded down to a tenth."""
        real = self.killed + len(self.survived)
        return 100.0 if real == 0 else int(1000 * self.killed / real) / 10

    @property
    def enough(self) -> bool:
        """Whether the situations may be relied upon."""
        return self.percent >= ENOUGH


def run(catalog: Catalog, area: str = NATION) -> Outcome:
    """Try every mutant of the conditions of a place and of all places in it.

    Args:
        catalog: the catalog.
        area: the place; "000000" for all.

    Raises:
        MachineError: a mutant survives and Z3, which tells whether it matters, is missing.
    """
    read = read_cases(catalog)
    areas = catalog.areas
    telling = Telling(read.cases, areas)
    inside = [layer for layer in read.layers if _inside(areas, layer.code, area)]
    tried = tuple(sites(inside))
    killed = equivalent = 0
    survived: list[Survivor] = []
    for site in tried:
        cases = telling.about(site)
        for mutant in mutants(site.condition):
            if any(_notices(case, site, mutant, areas) for case in cases):
                killed += 1
            elif same(catalog, site, mutant.tree):
                equivalent += 1
            else:
                survived.append(Survivor(site, mutant))
    survived.sort(key=lambda one: one.mutant.span)
    return Outcome(len(tried), killed, equivalent, tuple(survived))


def same(catalog: Catalog, site: Site, tree: Condition) -> bool:
    """Whether a condition gives every child of the place the answer the original gives.

    A part is judged by itself, apart from its item: its own condition is what a keeper reads.
    """
    prover = catalog.keeper.prover()
    definition = _definition(catalog, site) if asks_who_is_migrant(tree, site.condition) else None
    return prover.same(site.condition, tree, Setting(site.layer, definition=definition))


def _definition(catalog: Catalog, site: Site) -> Condition | None:
    """What counts as a migrant child in the place."""
    layers, _ = catalog.chain(site.layer)
    return next((layer.definition for layer in reversed(layers) if layer.definition), None)


def _notices(case: Case, site: Site, mutant: Mutant, areas: Areas) -> bool:
    return not all(one.holds for one in site.expectations(case, mutant.tree, areas))


def _inside(areas: Areas, code: str, area: str) -> bool:
    return area in {NATION, code} or areas.within(code, area) is True
