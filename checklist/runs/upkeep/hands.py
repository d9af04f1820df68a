"""The work of a regeneration that takes time: sheets worked out, files made, several at once.

Whether it is done here or by worker processes changes nothing of the result; each order stands
for itself.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from checklist.catalog.opening import open_catalog
from checklist.runs import writing
from checklist.runs.crew import Beat, Crew, Done, Lost
from checklist.runs.upkeep.horizon import Horizon
from checklist.runs.upkeep.orders import Order
from checklist.runs.upkeep.told import Told, told
from checklist.runs.upkeep.workshop import Worked, Workshop

FEW = 24  # weight of tasks that are done here and now; more is worth starting workers for
_LOT = 8  # weight of what a worker is handed at a time
_HEAVY = 20  # of a PDF, where working out a sheet and laying it out weighs 1
PATIENCE = 300.0  # seconds one task may take


@dataclass(frozen=True, slots=True)
class Make:
    """Make files of an order: their forms and names, and the days they are to bear.

    Args:
        out: the folder of all files.
        files: form, path, day, and whether a file may be there: digests of what is ours.
    """

    order: Order
    out: Path
    files: tuple[tuple[str, str, date], ...]
    owned: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Tell:
    """Work out what an order's sheet says on a day.

    Args:
        known: by path what each file says and which day it bears, as the manifest has it.
        make: the files to make at once where they say something else or are not there.
    """

    order: Order
    day: date
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    make: Make | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made.

    Args:
        sha256: of its bytes.
        foreign: that a file of somebody else is in its place, and was left there.
        kept: what an edited file that was there is called now.
    """

    path: str
    on: date
    sha256: str
    foreign: bool = False
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a sheet says.

    Args:
        told: None where no list is in force.
        until: the first day on which it may say something else.
        files: those that were made at once, by path.
    """

    told: Told | None
    until: date
    files: Mapping[str, File] = field(default_factory=dict)


Task = Tell | Make
Result = Said | tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Hands:
    """Does tasks.

    Args:
        shop: where they are done, if here.
        memory: what was proven before, for the workers.
        size: how many workers at most.
        clock: seconds that only grow.
    """

    shop: Workshop
    memory: Mapping[str, object]
    size: int
    clock: Callable[[], float]

    def do(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Do all tasks; each with what came of it, None where a worker was lost over it."""
        if sum(map(_weight, tasks)) <= FEW or self.size < 2:  # noqa: PLR2004 - one worker is no help
            horizon = Horizon()
            for task in tasks:
                yield task, do(task, self.shop, horizon)
            return
        ready = partial(equip, self.shop.catalog.root, self.shop.templates, dict(self.memory))
        crew: Crew[tuple[Task, ...], tuple[Result, ...]] = Crew(
            ready, self.size, PATIENCE, self.clock
        )
        for event in crew.run(_lots(tasks)):
            match event:
                case Done(lot, results):
                    yield from zip(lot, results, strict=True)
                case Lost(lot):
                    yield from ((task, None) for task in lot)


def equip(
    catalog: Path, templates: Path, memory: dict[str, object]
) -> Callable[[tuple[Task, ...], Beat], tuple[Result, ...]]:
    """A worker's workshop, and what it does with a lot."""
    shop, horizon = Workshop(open_catalog(catalog, memory), templates), Horizon()

    def work(lot: tuple[Task, ...], beat: Beat) -> tuple[Result, ...]:
        results = []
        for task in lot:
            results.append(do(task, shop, horizon))
            beat(1)
        return tuple(results)

    return work


def _weight(task: Task) -> int:
    make = task.make if isinstance(task, Tell) else task
    return sum(_HEAVY if form == "pdf" else 1 for form, _, _ in make.files) if make else 1


def _lots(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """The tasks, so many together that handing them over costs little.

    The heaviest come first, so that at the end nobody waits long for the last one.
    """
    lot: list[Task] = []
    for task in sorted(tasks, key=_weight, reverse=True):
        lot.append(task)
        if sum(map(_weight, lot)) >= _LOT:
            yield tuple(lot)
            lot = []
    if lot:
        yield tuple(lot)


def do(task: Task, shop: Workshop, horizon: Horizon) -> Result:
    """One task."""
    if isinstance(task, Tell):
        return tell(task, shop, horizon)
    days = dict.fromkeys(on for _, _, on in task.files)
    sheets = {on: _drawn(shop.sheet(task.order, on), shop) for on in days}
    return tuple(_make(task, shop, sheets[on], form, path) for form, path, on in task.files)


def tell(task: Tell, shop: Workshop, horizon: Horizon) -> Said:
    """What a sheet says, and until when; with the files that did not say so."""
    order = task.order
    worked = shop.sheet(order, task.day)
    layers, _ = shop.catalog.chain(order.place)
    until = date.max if order.on else horizon.until(layers, order.facts, task.day)
    if worked is None:
        return Said(None, until)
    found = told(worked, shop)
    return Said(found, until, _renewed(task, shop, worked, found))


def _renewed(task: Tell, shop: Workshop, worked: Worked, found: Told) -> dict[str, File]:
    """The files that say something else than the sheet, or are not there, made while it is here."""
    make = task.make
    if make is None:
        return {}
    today = worked.on.isoformat()
    wanted = [
        (form, path)
        for form, path, _ in make.files
        for says, on in (task.known.get(path, ("", today)),)
        if says != found.contents[form] or (on == today and not os.path.lexists(make.out / path))
    ]
    if not wanted:
        return {}
    drawn = _drawn(worked, shop)
    return {path: _make(make, shop, drawn, form, path) for form, path in wanted}


def _drawn(worked: Worked | None, shop: Workshop) -> Worked:
    """The sheet of an order that is to be made."""
    if worked is None:
        message = "an order without a list is not made"
        raise ValueError(message)
    return shop.drawn(worked)


def _make(task: Make, shop: Workshop, worked: Worked, form: str, path: str) -> File:
    """One file, unless one that is not ours is in its place."""
    on = worked.on
    content = shop.content(worked, form)
    sha256, there = hashlib.sha256(content).hexdigest(), task.out / path
    kept, found = "", digest(there)
    if found == sha256:
        return File(path, on, sha256)
    if found is not None:
        owned = task.owned.get(path)
        if owned is None:
            return File(path, on, sha256, foreign=True)
        kept = "" if found in owned else _aside(there)
    writing.write(there, content)
    return File(path, on, sha256, kept=kept)


def digest(path: Path) -> str | None:
    """The SHA-256 of a file; None where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _aside(path: Path) -> str:
    """Put an edited file aside; what a person wrote is not thrown away."""
    for number in range(1, 1000):
        other = path.with_name(f"{path.name}.edited-{number}")
        if not other.exists():
            path.rename(other)
            return other.name
    message = "too many edited files"
    raise OSError(message)
