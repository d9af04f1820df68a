"""Jobs as orders: one for every sheet, saying of which child, where, when, and as which files.

An order holds all a sheet is made from but the lists, so that the same order can be held
against the lists of today, of another day, and of a changed catalog.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from checklist.areas import NATION
from checklist.catalog import jobforms
from checklist.catalog.looks import Layout
from checklist.catalog.opening import Catalog
from checklist.catalog.reading import layer_files, shown
from checklist.catalog.tongues import GOVERNING
from checklist.catalog.validation import validated
from checklist.children.profile import Profile, ProfileReader, read_profile
from checklist.children.roster import open_roster
from checklist.findings import Finding, Span, has_errors
from checklist.located import read
from checklist.rules.derived import Child
from checklist.runs.testing.cases import read_cases
from checklist.runs.upkeep.jobs import POSTER, POSTERS, Job, Jobs

ARCHETYPES = "archetypes"  # their folder in the catalog
_NAME = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*\Z")  # what says nothing of who it is


@dataclass(frozen=True, slots=True)
class Order:
    """One sheet.

    Args:
        job: the job's id.
        child: what the child is called in paths; never its name.
        on: the day it is fixed to; None for the day of the run.
        facts: what is known of the child, its residence included.
        files: the files of the sheet, by form, relative to the folder of the jobs.
        source: the file the child stands in.
        findings: what is odd about the child, to be shown on the sheet.
        drafts: print translations nobody has reviewed, too.
        layout: how two languages stand; None is as the place has it.
    """

    job: str
    place: str
    child: str
    on: date | None
    language: str
    paper: str
    variant: str | None
    letter: bool
    files: tuple[tuple[str, str], ...]
    facts: Child
    source: Path
    findings: tuple[Finding, ...] = ()
    drafts: bool = False
    layout: Layout | None = None

    @property
    def key(self) -> str:
        """What the manifest calls the sheet."""
        fixed = self.on.isoformat() if self.on else "*"
        return f"{self.job}/{self.place}/{self.child}/{fixed}/{self.language}"


@dataclass(frozen=True, slots=True)
class Named:
    """A child a job names: what it is called, what is known of it, and where that stands."""

    name: str
    child: Child
    place: str | None
    source: Path
    findings: tuple[Finding, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Orders:
    """All orders of a file of jobs.

    Args:
        orders: what is to be made.
        findings: what stands against the rest of it.
    """

    orders: tuple[Order, ...]
    findings: tuple[Finding, ...]


def read_orders(catalog: Catalog, jobs: Jobs, day: date) -> Orders:
    """Read every child the jobs name, and write an order for each of its sheets.

    Args:
        catalog: the catalog, opened.
        jobs: the jobs.
        day: the day of the run; what is known of a child is to hold for it.
    """
    reader = _Reader(catalog, jobs, day)
    orders = tuple(
        order
        for job in jobs.jobs
        for fixed in job.days or (None,)
        for named in reader.children(job, fixed or day)
        for order in reader.orders(job, fixed, named)
    )
    reader.once(orders)
    once = {(one.code, one.span, str(one.values)): one for one in reader.findings}  # days repeat
    return Orders(orders, tuple(once.values()))


class _Reader:
    """Reads the children of jobs and gathers what is wrong with them."""

    def __init__(self, catalog: Catalog, jobs: Jobs, day: date) -> None:
        self.catalog = catalog
        self.jobs = jobs
        self.day = day
        self.findings: list[Finding] = []
        self._places = tuple(code for code in layer_files(catalog.root) if code != NATION)

    def children(self, job: Job, on: date) -> Iterator[Named]:
        """The children of a job, as they are on a day."""
        match job.kind:
            case "archetypes":
                yield from self._archetypes(job, on)
            case "profiles":
                yield from self._profiles(job, on)
            case "posters":
                yield Named(POSTER, Child({}, {}), None, Path(self.jobs.located.file))
            case "rosters":
                yield from self._rosters(job, on)
            case _:
                yield from self._situations(job)

    def orders(self, job: Job, on: date | None, named: Named) -> Iterator[Order]:
        """An order for each place and language of a child."""
        for place in self._homes(job, named):
            facts = replace(named.child, facts={**named.child.facts, "residence": place})
            for language in self._languages(job, place):
                files = tuple(self._files(job, named, on, place, language))
                yield Order(
                    job.id, place, named.name, named.on or on, language, job.paper, job.variant,
                    job.letter, files, facts, named.source, named.findings, job.drafts, job.layout,
                )  # fmt: skip

    def _languages(self, job: Job, place: str) -> Iterable[str]:
        """The languages of a job's sheets in a place, each once; a poster has but one."""
        voices = replace(self.jobs.speakers, drafts=job.drafts)
        own = voices.of_place(place) if job.kind != POSTERS else GOVERNING
        return dict.fromkeys(own if one == jobforms.RESIDENCE else one for one in job.languages)

    def once(self, orders: tuple[Order, ...]) -> None:
        """Refuse two files of one name."""
        taken: dict[str, Order] = {}
        jobs = {job.id: job for job in self.jobs.jobs}
        for order in orders:
            for _, path in order.files:
                if (first := taken.setdefault(path, order)) is not order:
                    job = jobs[order.job]
                    values = {"path": path, "first": first.key, "second": order.key}
                    self.findings.append(self.jobs.finding(job, "J107", 0, **values))

    def _homes(self, job: Job, named: Named) -> tuple[str, ...]:
        if job.every:
            return tuple(dict.fromkeys((*self._places, *job.places)))
        if job.places:
            return job.places
        return (named.place,) if named.place else ()

    def _files(
        self, job: Job, named: Named, on: date | None, place: str, language: str
    ) -> Iterator[tuple[str, str]]:
        day = (named.on or on or self.day).isoformat()
        for form in job.formats:
            path = job.path.format(
                job=job.id, place=place, child=named.name, on=day, language=language, format=form
            )
            yield form, path

    def _archetypes(self, job: Job, on: date) -> Iterator[Named]:
        folder = self.catalog.root / ARCHETYPES
        known = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
        for index, name in enumerate(job.named):
            wanted = known if name == jobforms.ALL else {name: known.get(name)}
            for stem, path in wanted.items():
                if path is None:
                    file = f"{ARCHETYPES}/{name}.yaml"
                    self.findings.append(self.jobs.finding(job, "J108", index, file=file))
                elif (found := self._archetype(path, on)) is not None:
                    yield Named(stem, found, None, path)

    def _archetype(self, path: Path, on: date) -> Child | None:
        located, findings = read(path, shown(path, self.catalog.root))
        form, wrong = validated(located, jobforms.ArchetypeForm)
        self.findings += [*findings, *wrong]
        if form is None:
            return None
        facts, areas = self.catalog.facts, self.catalog.areas
        reader = ProfileReader(located, facts, areas, on, ("child",))
        profile = reader.profile(form.child)
        self.findings += reader.findings
        return None if has_errors(tuple(reader.findings)) else profile.child

    def _profiles(self, job: Job, on: date) -> Iterator[Named]:
        for index, pattern in enumerate(job.named):
            paths = sorted(self.jobs.home.glob(pattern))
            if not paths:
                self.findings.append(self.jobs.finding(job, "J108", index, file=pattern))
            for path in paths:
                if not _NAME.match(path.stem):
                    self.findings.append(self.jobs.finding(job, "J109", index, file=pattern))
                    continue
                known = read_profile(path, self.catalog.facts, self.catalog.areas, on)
                yield from self._child(job, known, path.stem, Span(str(path), 1, 1))

    def _rosters(self, job: Job, on: date) -> Iterator[Named]:
        for index, name in enumerate(job.named):
            path = self.jobs.home / name
            if not path.is_file():
                self.findings.append(self.jobs.finding(job, "J108", index, file=name))
                continue
            roster = open_roster(path, self.catalog.facts, self.catalog.areas, on)
            self.findings += roster.findings
            for entry in roster.entries():
                known, row = (entry.profile, entry.findings), f"{entry.number:04}"
                yield from self._child(job, known, row, Span(str(path), entry.number, 1))

    def _child(
        self, job: Job, known: tuple[Profile | None, tuple[Finding, ...]], name: str, span: Span
    ) -> Iterator[Named]:
        """A child of somebody's file, if nothing stands against it."""
        profile, found = known
        if job.places:
            found = tuple(f for f in found if f.values.get("fact") != "residence")
        elif profile and profile.residence is None and not has_errors(found):
            found = (*found, Finding("P110", span))
        self.findings += found
        if profile and not has_errors(found):
            home = profile.residence and self.catalog.areas.current(profile.residence)
            yield Named(name, profile.child, home, Path(span.file), found)

    def _situations(self, job: Job) -> Iterator[Named]:
        cases = read_cases(self.catalog)
        self.findings += cases.findings
        numbers: dict[str, int] = {}
        for case in cases.cases:
            file = self.catalog.root.parent / case.located.file
            numbers[str(file)] = number = numbers.get(str(file), 0) + 1
            if any(name in {jobforms.ALL, file.stem} for name in job.named):
                name = f"{file.parent.parent.name}-{file.stem}-{number:02}"
                on = case.listing.on
                yield Named(name, case.child, case.listing.area, file, (), on)
