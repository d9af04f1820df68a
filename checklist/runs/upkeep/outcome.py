"""Where a regeneration takes place, and what it found and did there.

Plain values, so that the command line and the tests can look at a run from outside.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checklist.catalog.opening import Memory
from checklist.findings import Finding
from checklist.runs.upkeep.hands import File
from checklist.runs.upkeep.survey import Standing, State


@dataclass(frozen=True, slots=True)
class Site:
    """Where and when a run is.

    Args:
        jobs: the file of jobs.
        catalog: the catalog folder.
        templates: the folder of templates.
        day: the day to count on; None is the day of the last run.
        today: the day it is.
        size: how many workers at most.
        memory: what was proven before; proofs are added to it.
        clock: seconds that only grow.
    """

    jobs: Path
    catalog: Path
    templates: Path
    day: date | None
    today: date
    size: int
    memory: Memory
    clock: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Gone:
    """A file no job makes any more; `kept` where it was edited, and so is not removed."""

    path: str
    kept: bool


@dataclass(slots=True)
class Outcome:
    """What a run found and did.

    Args:
        standings: every file of every job.
        gone: files of vanished jobs.
        made: the files that were made.
        failed: paths that could not be made.
        differing: files whose bytes are others than those the manifest names, though nothing
            they are made from differs.
        findings: what is wrong with lists, children, the manifest, and files in the way.
    """

    day: date
    standings: list[Standing] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    made: list[File] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def stale(self) -> list[Standing]:
        """The files that are outdated."""
        return [one for one in self.standings if one.state is State.STALE]

    @property
    def absent(self) -> list[Standing]:
        """The files the manifest is right about, but which were never made here."""
        return [one for one in self.standings if one.state is State.ABSENT]
