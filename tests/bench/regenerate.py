"""What keeping ten thousand files up to date costs: nothing to do, one sum changed, all anew.

Nothing to do stands beside `git status` over the same tree; a change beside a process that checks
the changed list and makes just the files it touches; all of it beside the same documents made by
the same workers and no more.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median

from checklist.catalog.opening import Memory, open_catalog
from checklist.cli.remembered import remembered
from checklist.runs.speakers import speakers
from checklist.runs.upkeep.hands import Hands, Make
from checklist.runs.upkeep.jobs import read_jobs
from checklist.runs.upkeep.orders import Order, read_orders
from checklist.runs.upkeep.workshop import Workshop
from tests.bench.timing import Result, by_turns
from tests.support import ROOT

START = "from checklist.cli.start import main; main()"
ON = "2026-12-01"
LIST = Path("catalog/32-jiangsu/3205-suzhou.yaml")
DAYS = "2026-12-01, 2027-02-01, 2027-04-01, 2027-06-01, 2027-09-01, 2027-12-01"
JOB = """\
jobs:
  many:
    archetypes: [all]
    places: [{places}]
    languages: [zh-Hans, en]
    formats: [md, csv]
    on: [{days}]
    path: "{{on}}/{{place}}/{{child}}.{{language}}.{{format}}"
  printed:
    archetypes: [all]
    places: ["320500", "320583"]
    formats: [pdf]
"""
PRINTED = [f"{place}/first-grader-with-permit.zh-Hans.pdf" for place in ("320500", "320583")]
WITHIN = 1.0  # seconds a run with nothing to do may take
FILES = 10_340


def results(runs: int) -> list[Result]:
    """All figures."""
    with tempfile.TemporaryDirectory() as name:
        folder, small = Path(name) / "many", Path(name) / "few"
        for where, places in ((folder, "all"), (small, '"320500", "320583"')):
            shutil.copytree(ROOT / "catalog", where / "catalog")
            (where / "jobs.yaml").write_text(JOB.format(places=places, days=DAYS), "utf-8")
        whole = _seconds(lambda: _run(folder))
        alone = _make(folder, None)
        return [
            *_nothing(folder, runs),
            _changed(folder, small, max(1, runs // 3)),
            Result(f"all {FILES} files / the same documents made only", whole, alone, 2.0),
        ]


def _command(folder: Path, *arguments: str) -> list[str]:
    settings = ("CHECKLIST_CATALOG=catalog", f"XDG_CACHE_HOME={folder}/cache")
    program = (sys.executable, "-c", START, "regenerate", "--on", ON)
    return ["env", "-C", str(folder), *settings, *program, *arguments]


def _run(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(_command(folder, *arguments), check=True, capture_output=True).stdout


def _seconds(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def _nothing(folder: Path, runs: int) -> list[Result]:
    """A run with nothing to do, beside git over a tree of the same files."""
    git = ["git", "-C", str(folder), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    (folder / ".gitignore").write_text("cache/\noutput/.*\n", "utf-8")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    kinds = {".md", ".csv", ".pdf"}
    count = sum(1 for path in (folder / "output").rglob("*") if path.suffix in kinds)
    assert count == FILES
    ours, other = by_turns(_command(folder), [*git, "status", "--short"], runs)
    return [
        Result(f"nothing to do, {count} files / git status", ours, other, 3.0),
        Result(f"nothing to do, {count} files / 1 s", ours, WITHIN, 1.0),
    ]


def _changed(folder: Path, small: Path, runs: int) -> Result:
    """One sum of one city changed, beside a process that makes the files it touches and no more.

    Both prove that the changed list is not below the one above; what was proven before is known.
    """
    ours, others, touched = [], [], 0
    _just(small, PRINTED)
    for number in range(runs):
        for where in (folder, small):
            text = (where / LIST).read_text("utf-8")
            (where / LIST).write_text(
                text.replace(f"value: {330 + number},", f"value: {331 + number},"), "utf-8"
            )
        told: list[bytes] = []
        ours.append(_seconds(lambda: told.append(_run(folder, "--format", "json"))))  # noqa: B023
        wanted = [made["path"] for made in json.loads(told[0])["made"]]
        others.append(_seconds(lambda: _just(small, wanted)))  # noqa: B023
        touched = len(wanted)
    name = f"one sum changed, {touched} of {FILES} files / making just those"
    return Result(name, median(ours), median(others), 1.05)


def _just(folder: Path, wanted: list[str]) -> None:
    command = ["env", f"XDG_CACHE_HOME={folder}/cache", sys.executable, "-m",
               "tests.bench.regenerate", str(folder)]  # fmt: skip
    subprocess.run(command, input="\n".join(wanted).encode(), check=True, capture_output=True)


def main() -> None:
    """Check the lists of some files' places, and make the files."""
    folder, wanted = Path(sys.argv[1]), set(sys.stdin.read().split())
    with remembered(folder / "catalog") as memory:
        _make(folder, wanted, memory)


def _make(folder: Path, wanted: set[str] | None, memory: Memory | None = None) -> float:
    """Seconds in which the same workers make files, knowing which are wanted: these, or all.

    With a memory of proofs the lists are checked before.
    """
    catalog = open_catalog(folder / "catalog", memory)
    jobs, findings = read_jobs(
        folder / "jobs.yaml", catalog.areas, speakers(catalog, ROOT / "templates")
    )
    assert jobs is not None, findings
    day = date.fromisoformat(ON)
    with tempfile.TemporaryDirectory() as out:
        tasks = [
            Make(order, Path(out), files, {})
            for order in read_orders(catalog, jobs, day).orders
            if (files := tuple(_files(order, day, wanted)))
        ]
        shop = Workshop(catalog, ROOT / "templates")
        if memory is not None:
            assert not any(shop.wrong(place) for place in {task.order.place for task in tasks})
        hands = Hands(shop, memory or {}, os.cpu_count() or 1, time.monotonic)
        return _seconds(lambda: list(hands.do(tasks)))


def _files(order: Order, day: date, wanted: set[str] | None) -> Iterator[tuple[str, str, date]]:
    for form, path in order.files:
        if wanted is None or path in wanted:
            yield form, path, order.on or day


if __name__ == "__main__":
    main()
