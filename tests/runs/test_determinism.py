"""The same inputs make the same bytes: on another machine, at another time, by other hands.

Built twice by processes that differ in all that should not matter, and compared byte by byte.
"""

import os
import subprocess
from pathlib import Path

from tests.cli.running import START, environment
from tests.runs.jobbing import world
from tests.runs.upkeep.test_regenerate import contents

JOBS = """\
out: output
jobs:
  sheets:
    archetypes: [pupil]
    places: ["320500"]
    languages: [en]
    formats: [html, json, csv, md, pdf]
  letters:
    archetypes: [baby]
    places: ["320500"]
    variant: a3
    formats: [pdf, md]
  wall:
    posters: true
    places: ["320500"]
    formats: [html]
"""
HERE = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"}
THERE = {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242"}


def built(folder: Path, umask: int, *arguments: str, **machine: str) -> dict[str, bytes]:
    """Everything a process makes under some circumstances."""
    known = {"CHECKLIST_CATALOG": str(folder / "catalog"), "XDG_CACHE_HOME": str(folder / "cache")}
    before = os.umask(umask)
    try:
        subprocess.run(
            [*START, "regenerate", "--on", "2026-11-23", *arguments], cwd=folder, check=True,
            env=environment(**known, **machine), capture_output=True,
        )  # fmt: skip
    finally:
        os.umask(before)
    return contents(folder)


def test_two_machines_make_the_same_bytes_of_every_form(tmp_path: Path) -> None:
    here = built(world(tmp_path / "here", JOBS), 0o077, "--jobs", "1", **HERE)
    folder = world(tmp_path / "a longer way there", JOBS)
    there = built(folder, 0o000, "--jobs", "2", **THERE)
    assert {name.rpartition(".")[2] for name in here} == {
        "html", "json", "csv", "md", "pdf", "jsonl"
    }  # fmt: skip
    assert [name for name in here if here[name] != there.get(name)] == []
    assert here.keys() == there.keys()
    for name in there:
        (folder / "output" / name).unlink()  # warm caches, another order, nothing of before
    assert built(folder, 0o022, "--jobs", "2", **HERE) == here
