"""Every file of every job held against what was made before: fresh, not made here, or stale.

Fresh is said only of a file that says what its sheet says today and holds the bytes that were
written; whatever is in doubt is worked out anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from checklist.findings import Finding
from checklist.runs.upkeep import index
from checklist.runs.upkeep.causes import Tracer
from checklist.runs.upkeep.hands import File, Hands, Make, Said, Tell, digest
from checklist.runs.upkeep.index import Stat
from checklist.runs.upkeep.inputs import Inputs
from checklist.runs.upkeep.manifest import Made, Manifest
from checklist.runs.upkeep.orders import Order
from checklist.runs.upkeep.says import Cause
from checklist.runs.upkeep.told import Told
from checklist.runs.upkeep.told import digest as short

Makes: TypeAlias = Callable[[Order], Make]
_NONE: Mapping[str, File] = MappingProxyType({})


class State(StrEnum):
    """How a file stands."""

    FRESH = "fresh"
    ABSENT = "absent"  # the manifest is right, but the file was never made on this machine
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Standing:
    """One file of an order.

    Args:
        on: the day it bears, or is to bear.
        causes: why it is stale.
        told: what its sheet says, where that was worked out.
        made: what was made of it while that was worked out.
    """

    order: Order
    form: str
    path: str
    state: State
    on: date
    causes: tuple[Cause, ...] = ()
    told: Told | None = None
    made: File | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier run found of a sheet: from what, in which span of days, and what it said."""

    deps: str
    start: str
    until: str
    says: str


@dataclass(slots=True)
class Survey:
    """A look at everything.

    Args:
        out: the folder of all files.
        manifest: what was made before.
        kept: what earlier runs on this machine found of each sheet.
        held: the stat and digest of each file they left here.
        written: when that was written down, in ns.
        press: a digest of what sets PDFs.
        unlisted: keys of orders of places without a list in force.
        wrong: what is wrong with lists, by place; their sheets are not judged.
        asked: places whose sheets were worked out, because something may have changed.
        seen: the stat and digest of each file that holds what was written.
        lost: keys of orders that no worker could work out.
    """

    out: Path
    manifest: Manifest
    inputs: Inputs
    press: str
    day: date
    kept: Mapping[str, Known]
    held: Mapping[str, tuple[Stat, str]]
    written: int
    sheets: dict[str, Known] = field(default_factory=dict)
    unlisted: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    wrong: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    seen: dict[str, tuple[Stat, str]] = field(default_factory=dict)

    def standings(
        self, orders: Iterable[Order], hands: Hands, tracer: Tracer, makes: Makes | None = None
    ) -> Iterator[tuple[Standing, ...]]:
        """How the files of some orders stand, order by order.

        Args:
            orders: of whom.
            hands: work out what is not known.
            tracer: finds causes.
            makes: how an order's files are made; given, those worked out to be outdated or
                missing are made at once.
        """
        asked: list[Tell] = []
        deps: dict[str, str] = {}
        for order in orders:
            deps[order.key] = self.inputs.of(order, hands.shop.catalog.areas)
            known = self.kept.get(order.key)
            if known and self._holds(order, known, deps[order.key]):
                self.sheets[order.key] = known
                yield tuple(self._files(order, None, tracer))
            elif found := hands.shop.wrong(order.place):
                self.wrong[order.place] = found
            else:
                self.asked.add(order.place)
                asked.append(self._question(order, makes))
        for task, result in hands.do(asked):
            if isinstance(task, Tell) and isinstance(result, Said):
                yield tuple(self._worked_out(task.order, result, deps[task.order.key], tracer))
            else:
                self.lost.add(task.order.key)

    def _question(self, order: Order, makes: Makes | None) -> Tell:
        """What is to be worked out of an order."""
        if makes is None:
            return Tell(order, self.day)
        made = {path: self._made(order, path) for _, path in order.files}
        known = {path: (one.says, one.on) for path, one in made.items() if one}
        return Tell(order, self.day, known, makes(order))

    def _made(self, order: Order, path: str) -> Made | None:
        """What the manifest has of an order's file."""
        made = self.manifest.files.get(path)
        return made if made and made.sheet == order.key else None

    def _holds(self, order: Order, known: Known, deps: str) -> bool:
        """Whether an earlier run's finding still holds, and the manifest agrees with it."""
        timely = known.start <= self.day.isoformat() < known.until
        return timely and known.deps == deps and known.says == self._recorded(order)

    def _recorded(self, order: Order) -> str:
        files = (self.manifest.files.get(path) for _, path in order.files)
        return short("\n".join(made.says if made else "" for made in files))

    def _worked_out(
        self, order: Order, said: Said, deps: str, tracer: Tracer
    ) -> Iterator[Standing]:
        if said.told is None:
            self.unlisted.add(order.key)
            return
        says = short("\n".join(said.told.contents[form] for form, _ in order.files))
        day = self.day.isoformat()
        self.sheets[order.key] = Known(deps, day, said.until.isoformat(), says)
        yield from self._files(order, said.told, tracer, said.files)

    def _files(
        self, order: Order, told: Told | None, tracer: Tracer, files: Mapping[str, File] = _NONE
    ) -> Iterator[Standing]:
        traced: dict[str, tuple[Cause, ...]] = {}
        for form, path in order.files:
            made, file = self._made(order, path), files.get(path)
            if made is None:
                state, on, causes = State.STALE, self._day(order), self._new(path)
            elif told and told.contents[form] != made.says:
                if made.on not in traced:
                    before = self.manifest.sheets.get(order.key)
                    traced[made.on] = tracer.causes(order, before, made.on, told)
                state, on, causes = State.STALE, self._day(order), traced[made.on]
            else:
                on = date.fromisoformat(made.on)
                state, causes = self._missing(path) if file else self._on_disk(made, form)
            yield Standing(order, form, path, state, on, causes, told, file)

    def _new(self, path: str) -> tuple[Cause, ...]:
        return (Cause("", "", "new" if path not in self.manifest.owned else "unknown"),)

    def _day(self, order: Order) -> date:
        return order.on or self.day

    def _missing(self, path: str) -> tuple[State, tuple[Cause, ...]]:
        """How a file stands that says the right thing but is not there."""
        gone = (Cause("", "", "deleted"),)
        return (State.STALE, gone) if path in self.held else (State.ABSENT, ())

    def _on_disk(self, made: Made, form: str) -> tuple[State, tuple[Cause, ...]]:
        """How a file that says the right thing stands on this machine."""
        path = self.out / made.path
        now, (known, sha256) = index.stat_of(path), self.held.get(made.path, (None, ""))
        if now is None:
            return self._missing(made.path)
        same = index.trusted(known, now, self.written)
        if (sha256 if same else digest(path)) != made.sha256:
            return State.STALE, (Cause("", "", "edited"),)
        self.seen[made.path] = now, made.sha256
        if form == "pdf" and made.press != self.press:
            return State.STALE, (Cause("", "", "press"),)
        return State.FRESH, ()
