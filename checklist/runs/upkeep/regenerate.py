"""Sheets kept up to date: what a change or a day has made stale is told, or remade, and no more.

The order of steps is what makes it safe to stop anywhere: a file is whole when its name appears,
a journal says it is ours before the next one is begun, and the manifest is replaced at the end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from checklist.areas import NATION
from checklist.catalog.opening import Catalog, open_catalog
from checklist.documents import press
from checklist.errors import DataError, ExitCode
from checklist.findings import Finding, Span, has_errors
from checklist.runs import journal, writing
from checklist.runs.speakers import speakers
from checklist.runs.upkeep import index, inputs, manifest, recollection
from checklist.runs.upkeep.causes import Tracer
from checklist.runs.upkeep.hands import File, Hands, Make, digest
from checklist.runs.upkeep.jobs import Jobs, read_jobs
from checklist.runs.upkeep.manifest import Made, SheetRecord
from checklist.runs.upkeep.orders import Order, Orders, read_orders
from checklist.runs.upkeep.outcome import Gone, Outcome, Site
from checklist.runs.upkeep.says import says
from checklist.runs.upkeep.survey import Makes, Standing, State, Survey
from checklist.runs.upkeep.told import digest as short
from checklist.runs.upkeep.workshop import Workshop

Finished: TypeAlias = tuple[Order, list[tuple[Standing, Made]]]


class Regeneration:
    """One run over one file of jobs.

    Args:
        site: where and when.

    Raises:
        DataError: the catalog's facts or the jobs have errors, or something they name is missing.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.catalog = _opened(site)
        self.jobs = _read(site, self.catalog)
        self.out = self.jobs.out
        self._marks = recollection.marks(self.out)
        self.manifest = recollection.remembered(self.out)
        self.day = site.day or _day(self.manifest.on) or site.today
        self.orders = _orders(self.catalog, self.jobs, self.day)
        self.press = self._press(made=False)
        shop = Workshop(self.catalog, site.templates)
        self.hands = Hands(shop, site.memory, site.size, site.clock)
        self.survey = self._survey()
        self.outcome = Outcome(self.day, findings=[*self.manifest.findings, *self.orders.findings])

    def _press(self, *, made: bool) -> dict[str, str]:
        """What sets PDFs; nothing where there are none, so that a clean clone needs no fonts.

        Args:
            made: also where there are none yet, but will be.
        """
        pdfs = (path for order in self.orders.orders for form, path in order.files if form == "pdf")
        if any(made or (self.out / path).exists() for path in pdfs):
            return press.ingredients(self.site.templates)
        return {}

    def _survey(self) -> Survey:
        kept = index.read(self.out)
        sources = {order.source for order in self.orders.orders}
        faces = press.files(self.site.templates) if self.press else ()
        looked = inputs.look(
            self.site.catalog, self.site.templates, (self.site.jobs, *sources, *faces), kept
        )
        sheets, files, written = recollection.kept(kept)
        mark = short(repr(sorted(self.press.items())), 8)
        return Survey(self.out, self.manifest, looked, mark, self.day, sheets, files, written)

    def check(self) -> Outcome:
        """See how every file stands; nothing is written."""
        for ones in self._looked():
            self.outcome.standings += ones
        return self._judged()

    def _looked(self, makes: Makes | None = None) -> Iterator[tuple[Standing, ...]]:
        tracer = Tracer(self.hands.shop, self.manifest, self.day)
        return self.survey.standings(self.orders.orders, self.hands, tracer, makes)

    def _judged(self) -> Outcome:
        """What is to be said beside how files stand."""
        for found in self.survey.wrong.values():
            self.outcome.findings += found
        self.outcome.failed += [
            path for order in self.orders.orders if order.key in self.survey.lost
            for _, path in order.files
        ]  # fmt: skip
        self.outcome.gone += self._gone()
        return self.outcome

    def _gone(self) -> Iterator[Gone]:
        """Files of the manifest no order asks for; none while an order may be missing."""
        if has_errors(tuple(self.orders.findings)):
            return
        wanted = {
            path for order in self.orders.orders if order.key not in self.survey.unlisted
            for _, path in order.files
        }  # fmt: skip
        for path, digests in sorted(self.manifest.owned.items()):
            if path not in wanted:
                found = digest(self.out / path) if self._own_folder(path) else None
                yield Gone(path, kept=found is not None and found not in digests)

    def _own_folder(self, path: str) -> bool:
        """Whether a path leads nowhere else: no link on the way to it."""
        return (self.out / path).parent.resolve().is_relative_to(self.out.resolve())

    def run(self, tell: Callable[[int, int], None]) -> Outcome:
        """Remake what is stale, make what is absent, remove what is gone.

        Args:
            tell: told after each order: how many files are as they should be, of how many.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        with journal.held(self.out):
            if recollection.marks(self.out) != self._marks:  # another run came before
                self.manifest = recollection.remembered(self.out)
            self.press = self._press(made=True)
            self.survey = self._survey()
            files, sheets = dict(self.manifest.files), dict(self.manifest.sheets)
            for order, made in chain(self._made_at_once(tell), self._made_after(tell)):
                record = self._sheet(order, made)
                if record:
                    sheets[order.key] = record
                files |= {one.path: one for _, one in made}
            self._judged()
            self._remove(files)
            self._finish(files, sheets)
        return self.outcome

    def _made_at_once(self, tell: Callable[[int, int], None]) -> Iterator[Finished]:
        """Files that were made while it was worked out what they are to say."""
        done, whole = 0, self._count()
        for ones in self._looked(self._task):
            self.outcome.standings += ones
            made = [(one, one.made) for one in ones if one.made]
            if made:
                yield self._noted(made[0][0].order, made)
            done += len(ones) - len(self._undone(ones))
            tell(done, whole)

    def _count(self) -> int:
        return sum(len(order.files) for order in self.orders.orders)

    def _undone(self, ones: Iterable[Standing]) -> list[Standing]:
        return [one for one in ones if one.state is not State.FRESH and not one.made]

    def _made_after(self, tell: Callable[[int, int], None]) -> Iterator[Finished]:
        """Make what else is not as it should be, order by order."""
        by_order: dict[str, list[Standing]] = {}
        for one in self._undone(self.outcome.standings):
            by_order.setdefault(one.order.key, []).append(one)
        tasks = [self._task(ones[0].order, ones) for ones in by_order.values()]
        whole = self._count()
        done = whole - sum(map(len, by_order.values()))
        for task, result in self.hands.do(tasks):
            ones = by_order[task.order.key]
            done += len(ones)
            if isinstance(result, tuple):
                yield self._noted(task.order, zip(ones, result, strict=True))
            else:
                self.outcome.failed += [one.path for one in ones]
            tell(done, whole)

    def _task(self, order: Order, ones: Iterable[Standing] = ()) -> Make:
        """How an order's files are made: all of them as they are today, or some, as they stand."""
        day = order.on or self.day
        files = tuple((one.form, one.path, one.on) for one in ones)
        files = files or tuple((form, path, day) for form, path in order.files)
        owned = {path: owned for _, path, _ in files if (owned := self._owned(path))}
        return Make(order, self.out, files, owned)

    def _noted(self, order: Order, files: Iterable[tuple[Standing, File]]) -> Finished:
        """Files of an order that were made, in the journal before any more is."""
        made = list(self._made(files))
        lines = [manifest.file_line(one) for _, one in made]
        if record := self._sheet(order, made):
            lines.append(manifest.sheet_line(order.key, record))
        journal.append(self.out / recollection.JOURNAL, *lines)
        return order, made

    def _owned(self, path: str) -> frozenset[str]:
        """Digests of all we ever left at a path, as the manifest or this machine remembers."""
        held = self.survey.held.get(path)
        return self.manifest.owned.get(path, frozenset()) | ({held[1]} if held else set())

    def _made(self, files: Iterable[tuple[Standing, File]]) -> Iterator[tuple[Standing, Made]]:
        for one, file in files:
            if file.foreign:
                span = Span(str(self.out / one.path), 1, 1)
                self.outcome.findings.append(Finding("J112", span, {"path": one.path}))
                self.outcome.failed.append(one.path)
                continue
            before = self.manifest.files.get(one.path)
            says = one.told.contents[one.form] if one.told else before.says if before else ""
            mark = self.survey.press if one.form == "pdf" else ""
            made = Made(one.path, one.order.key, one.on.isoformat(), says, file.sha256, mark)
            if before and replace(before, sha256=file.sha256) == made != before:
                self.outcome.differing.append(one.path)
            self.outcome.made.append(file)
            if (stat := index.stat_of(self.out / one.path)) is not None:
                self.survey.seen[one.path] = stat, file.sha256
            yield one, made

    def _sheet(self, order: Order, made: Iterable[tuple[Standing, Made]]) -> SheetRecord | None:
        """What the sheet was made of, where that is news."""
        known = self.manifest.sheets.get(order.key)
        for one, file in made:
            before = self.manifest.files.get(file.path)
            if one.told and (known is None or before is None or before.says != file.says):
                return SheetRecord(order.place, one.told.rows, one.told.parts)
        return None

    def _remove(self, files: dict[str, Made]) -> None:
        """Remove files of vanished jobs; what was edited or leads elsewhere is left alone."""
        for gone in self.outcome.gone:
            files.pop(gone.path, None)
            path = self.out / gone.path
            if gone.kept:
                span = Span(str(path), 1, 1)
                self.outcome.findings.append(Finding("J113", span, {"path": gone.path}))
            elif self._own_folder(gone.path):
                path.unlink(missing_ok=True)
                _prune(path.parent, self.out)

    def _finish(self, files: Mapping[str, Made], sheets: Mapping[str, SheetRecord]) -> None:
        """Write the manifest where it says something new, then the index."""
        used = {made.sheet for made in files.values()}
        changed = bool(self.outcome.made or self.outcome.gone or self.manifest.findings)
        whole = replace(
            self.manifest,
            on=self.day.isoformat() if changed else self.manifest.on,
            press=self.press if self.outcome.made else self.manifest.press,
            layers=self._layers({sheets[key].place for key in used if key in sheets}),
            sheets={key: one for key, one in sheets.items() if key in used},
            files=files,
        )
        path = self.out / manifest.NAME
        text = manifest.text(whole).encode()
        if not path.is_file() or path.read_bytes() != text:
            writing.write(path, text)
        (self.out / recollection.JOURNAL).unlink(missing_ok=True)
        writing.write(self.out / index.NAME, index.text(self._index()))

    def _layers(self, places: set[str]) -> dict[str, manifest.Said]:
        """What the lists say now of all places that were asked, and said before of the others."""
        areas, known = self.catalog.areas, dict(self.manifest.layers)
        codes = {code for place in places for code in (NATION, *areas.chain(place))}
        failed = {one.order.place for one in self.outcome.standings
                  if one.path in self.outcome.failed}  # fmt: skip
        asked = {
            layer.code: layer
            for place in sorted(self.survey.asked & places - failed)
            for layer in self.catalog.chain(place)[0]
        }
        known |= {code: says(layer) for code, layer in asked.items()}
        return {code: said for code, said in known.items() if code in codes}

    def unchanged(self) -> dict[str, object] | None:
        """What must all be as it is now for the next run to have nothing to do; None if not so.

        Files and folders are as `index.inputs` takes and gives them.
        """
        seen, stats = self.survey.seen, self.survey.inputs
        paths = {path for order in self.orders.orders for _, path in order.files}
        start, until = self._span()
        if not (start and paths == seen.keys()):
            return None
        files: dict[str, dict[str, index.Stat]] = {}
        for path, (stat, _) in seen.items():
            folder, _, name = path.rpartition("/")
            files.setdefault(str(self.out / folder), {})[name] = stat
        mine = self.out / manifest.NAME
        if (own := index.stat_of(mine)) is not None:
            files.setdefault(str(self.out), {})[mine.name] = own
        return {
            "inputs": stats.stats, "folders": stats.folders, "others": stats.others,
            "files": files, "count": len(seen), "span": [start, until],
        }  # fmt: skip

    def _span(self) -> tuple[str, str]:
        """From when until when all that was found holds; nothing where anything went wrong."""
        known = self.survey.sheets.values()
        wrong = self.outcome.failed or self.outcome.findings or self.survey.wrong
        if wrong or not known or self.survey.unlisted:
            return "", ""
        return max(one.start for one in known), min(one.until for one in known)

    def _index(self) -> dict[str, object]:
        """What this run found, for the next one."""
        stats, sheets = self.survey.inputs, self.survey.sheets
        return {
            "inputs": stats.all(),
            "files": self.survey.seen,
            "sheets": {k: [s.deps, s.start, s.until, s.says] for k, s in sheets.items()},
        }


def _opened(site: Site) -> Catalog:
    catalog = open_catalog(site.catalog, site.memory)
    if has_errors(catalog.findings):
        raise DataError(catalog.findings, ExitCode.CATALOG)
    return catalog


def _read(site: Site, catalog: Catalog) -> Jobs:
    jobs, findings = read_jobs(site.jobs, catalog.areas, speakers(catalog, site.templates))
    if jobs is None:
        raise DataError(findings, ExitCode.USAGE)
    return jobs


def _orders(catalog: Catalog, jobs: Jobs, day: date) -> Orders:
    """All orders; children with mistakes are left out, but of jobs nothing may be missing."""
    orders = read_orders(catalog, jobs, day)
    if has_errors(tuple(one for one in orders.findings if one.code.startswith("J"))):
        raise DataError(orders.findings, ExitCode.USAGE)
    return orders


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _prune(folder: Path, out: Path) -> None:
    """Remove folders that have become empty, up to the folder of all files."""
    while folder != out and folder.is_relative_to(out) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
