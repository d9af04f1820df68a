"""The situations of a catalog, each read into a child, a place and a date.

Running them, looking for what they leave out and testing the tests all need the same children,
so they are read once and here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from checklist.areas import NATION
from checklist.catalog import forms
from checklist.catalog.merging import merge
from checklist.catalog.model import Layer
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Floor, Listing
from checklist.catalog.reading import shown
from checklist.catalog.validation import validated
from checklist.children.profile import ProfileReader
from checklist.findings import Finding, has_errors
from checklist.located import Located, Trail, read
from checklist.rules.derived import Child


@dataclass(frozen=True, slots=True)
class Case:
    """One situation, ready to be held against the catalog.

    Args:
        form: what must come out.
        child: of whom.
        listing: what the child's place owes on the day.
        located: the file it stands in.
        path: where in that file.
    """

    form: forms.CaseForm
    child: Child
    listing: Listing
    located: Located
    path: Trail

    def finding(self, code: str, path: Trail, **values: str) -> Finding:
        """A finding at one of the case's own lines."""
        at = self.located.at_key if code == "C501" else self.located.at
        span = at((*self.path, *path))
        return Finding(code, span, values, (), self.located.quote(span))


@dataclass(frozen=True, slots=True)
class Cases:
    """All situations of a catalog.

    Args:
        layers: the catalog's layers, the same objects the listings are merged from.
        cases: those that could be read.
        written: how many there are in all.
        findings: why the others could not.
    """

    layers: tuple[Layer, ...]
    cases: tuple[Case, ...]
    written: int
    findings: tuple[Finding, ...]


def read_cases(catalog: Catalog) -> Cases:
    """Read every situation under a catalog's `cases` folders."""
    reader = _Reader(catalog)
    cases = tuple(reader.cases())
    return Cases(tuple(reader.layers.values()), cases, reader.written, tuple(reader.findings))


@dataclass(slots=True)
class _Reader:
    """Reads files of situations; lists are merged once for each place and day.

    The floor is left to `catalog check`: what a situation comes to does not hang on it.
    """

    catalog: Catalog
    layers: dict[str, Layer] = field(init=False)
    findings: list[Finding] = field(default_factory=list)
    written: int = 0
    _listings: dict[tuple[str, date], Listing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found, _ = self.catalog.all_layers()
        self.layers = dict(found)

    def cases(self) -> Iterator[Case]:
        root = self.catalog.root
        for path in sorted(root.glob("**/cases/*.yaml")):
            located, wrong = read(path, shown(path, root))
            form, unfit = validated(located, forms.CasesForm)
            self.findings += [*wrong, *unfit]
            for index, one in enumerate(form.cases if form else ()):
                self.written += 1
                if form and (case := self._case(located, form, one, ("cases", index))):
                    yield case

    def _case(
        self, located: Located, whole: forms.CasesForm, form: forms.CaseForm, path: Trail
    ) -> Case | None:
        on = form.on or whole.on
        areas = self.catalog.areas
        place = areas.find(form.residence or whole.residence).area
        if place is None:
            span = located.at((*path, "residence") if form.residence else ("residence",))
            self.findings.append(Finding("C503", span, {}, (), located.quote(span)))
            return None
        reader = ProfileReader(located, self.catalog.facts, areas, on, (*path, "child"))
        profile = reader.profile({"residence": place.code, **form.child})
        self.findings += reader.findings
        if has_errors(tuple(reader.findings)):
            return None
        child = profile.child
        listing = self._listing(areas.current(str(child.facts["residence"])), on)
        case = Case(form, child, listing, located, path)
        if not listing.items:
            self.findings.append(case.finding("C504", ()))
            return None
        return case

    def _listing(self, area: str, on: date) -> Listing:
        if (area, on) not in self._listings:
            chain = (NATION, *self.catalog.areas.chain(area))
            layers = [self.layers[code] for code in chain if code in self.layers]
            self._listings[area, on] = merge(layers, area, on, lambda *_: Floor.HELD)
        return self._listings[area, on]
