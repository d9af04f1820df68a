"""What keeping ten thousand files up to date costs: nothing to do, one sum changed, all anew.

Nothing to do stands beside `git status` over the same tree; a change beside a run that makes just
the files it touches; all of it beside the same documents made by the same workers and no more.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from checklist.catalog.opening import open_catalog
from checklist.rules.facts import LANGUAGES
from checklist.runs.upkeep.hands import Hands, Make
from checklist.runs.upkeep.jobs import read_jobs
from checklist.runs.upkeep.orders import read_orders
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
WITHIN = 1.0  # seconds a run with nothing to do may take
FEWEST = 10_000


def results(runs: int) -> list[Result]:
    """All figures."""
    with tempfile.TemporaryDirectory() as name:
        folder, small = Path(name) / "many", Path(name) / "few"
        for where, places in ((folder, "all"), (small, '"320500", "320583"')):
            shutil.copytree(ROOT / "catalog", where / "catalog")
            (where / "jobs.yaml").write_text(JOB.format(places=places, days=DAYS), "utf-8")
        whole = _seconds(lambda: _run(folder))
        alone = _alone(folder)
        return [
            *_nothing(folder, runs),
            _changed(folder, small, max(1, runs // 3)),
            Result("all files / the same documents made only", whole, alone, 2.0),
        ]


def _command(folder: Path, *arguments: str) -> list[str]:
    settings = ("CHECKLIST_CATALOG=catalog", f"XDG_CACHE_HOME={folder}/cache")
    program = (sys.executable, "-c", START, "regenerate", "--on", ON)
    return ["env", "-C", str(folder), *settings, *program, *arguments]


def _run(folder: Path) -> None:
    subprocess.run(_command(folder), check=True, capture_output=True)


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
    count = sum(1 for path in (folder / "output").rglob("*") if path.suffix in {".md", ".csv"})
    assert count >= FEWEST
    ours, other = by_turns(_command(folder), [*git, "status", "--short"], runs)
    return [
        Result(f"nothing to do, {count} files / git status", ours, other, 3.0),
        Result(f"nothing to do, {count} files / 1 s", ours, WITHIN, 1.0),
    ]


def _changed(folder: Path, small: Path, runs: int) -> Result:
    """One sum of one city changed, beside making just what that touches from nothing."""
    _run(small)
    ours, others = [], []
    for number in range(runs):
        for where in (folder, small):
            text = (where / LIST).read_text("utf-8")
            (where / LIST).write_text(
                text.replace(f"value: {330 + number},", f"value: {331 + number},"), "utf-8"
            )
        shutil.rmtree(small / "output")
        ours.append(_seconds(lambda: _run(folder)))
        others.append(_seconds(lambda: _run(small)))
    touched = sum(path.is_file() for path in (small / "output").glob("*/**/*"))
    name = f"one sum changed, {touched} files / making just those"
    return Result(name, median(ours), median(others), 1.05)


def _alone(folder: Path) -> float:
    """Seconds in which the same workers make the same files, knowing that all are wanted."""
    catalog = open_catalog(folder / "catalog")
    jobs, findings = read_jobs(folder / "jobs.yaml", catalog.areas, LANGUAGES)
    assert jobs is not None, findings
    day = date.fromisoformat(ON)
    with tempfile.TemporaryDirectory() as out:
        tasks = [
            Make(order, Path(out), tuple((*file, order.on or day) for file in order.files), {})
            for order in read_orders(catalog, jobs, day).orders
        ]
        shop = Workshop(catalog, ROOT / "templates")
        hands = Hands(shop, {}, os.cpu_count() or 1, time.monotonic)
        return _seconds(lambda: list(hands.do(tasks)))
