"""`checklist regenerate` as its users start it: exit codes, words, what --check leaves alone."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checklist.errors import ExitCode
from checklist.runs.speakers import speakers
from checklist.runs.upkeep import index
from checklist.runs.upkeep.jobs import read_jobs
from tests.cli.running import START, contents, environment, refused, run
from tests.runs import jobbing
from tests.runs.jobbing import edit, world
from tests.support import ROOT, areas, catalog

JOBS = """\
jobs:
  sheets:
    archetypes: [pupil]
    places: ["320500"]
    languages: [zh-Hans, en]
    formats: [md]
"""
LIST = "catalog/32-jiangsu/3205-suzhou.yaml"
ON = ("--on", "2026-11-23")
DECEMBER = ("--on", "2026-12-02")
VOICES = speakers(catalog(), ROOT / "templates")


def regenerate(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    catalog, cache = folder / "catalog", folder / "cache"
    return run("regenerate", *arguments, cwd=folder, CHECKLIST_CATALOG=str(catalog),
               XDG_CACHE_HOME=str(cache))  # fmt: skip


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return world(tmp_path, JOBS)


def test_check_writes_nothing_and_says_why_and_a_run_makes_it_fresh(here: Path) -> None:
    first = regenerate(here, "--check", *ON, "--ui", "en")
    assert first.returncode == ExitCode.STALE
    assert "not made yet" in first.stdout
    assert not (here / "output").exists()
    made = regenerate(here, *ON)
    assert (made.returncode, made.stdout.count("320500/pupil")) == (ExitCode.DONE, 2)
    assert "做了 2 份" in made.stderr
    assert regenerate(here, "--check", *ON).returncode == ExitCode.DONE
    edit(here / LIST, "value: 330", "value: 400")
    before = contents(here / "output")
    told = regenerate(here, "--check", "--on", "last", "--ui", "en", "--format", "json")
    assert told.returncode == ExitCode.STALE
    assert contents(here / "output") == before
    stale = json.loads(told.stdout)["stale"]
    assert [one["path"] for one in stale] == ["320500/pupil.zh-Hans.md", "320500/pupil.en.md"]
    cause = stale[0]["causes"][0]
    assert cause["text"] == f"320500 milk amount 330 → 400 from 2024-01-01 ({LIST}:{cause['line']})"
    assert "value: 400" in (here / LIST).read_text("utf-8").splitlines()[cause["line"] - 1]


def test_what_cannot_be_is_refused_before_anything_is_written(here: Path) -> None:
    refused("regenerate", "none.yaml", cwd=here, code=ExitCode.USAGE)
    refused("regenerate", "--watch", "--check", cwd=here, code=ExitCode.USAGE)
    refused("regenerate", "--on", "soon", cwd=here, code=ExitCode.USAGE)
    edit(here / "jobs.yaml", "formats: [md]", "formats: [doc]")
    done = regenerate(here)
    assert (done.returncode, done.stdout) == (ExitCode.USAGE, "")
    assert re.search(r"jobs\.yaml:6:\d+: 错误 C104", done.stderr)
    assert not (here / "output").exists()


def test_mistakes_of_lists_and_children_have_their_exit_codes(here: Path) -> None:
    edit(here / "catalog/archetypes/pupil.yaml", "2018-03-14", "2999-03-14")
    assert regenerate(here, *ON).returncode == ExitCode.PROFILE
    edit(here / LIST, "unit: CNY/year", "unit: 元")
    edit(here / "catalog/archetypes/pupil.yaml", "2999-03-14", "2018-03-14")
    assert regenerate(here, *ON).returncode == ExitCode.CATALOG
    edit(here / LIST, "unit: 元", "unit: CNY/year")
    jobbing.write(here, {"output/320500/pupil.en.md": "mine"})
    assert regenerate(here, *ON).returncode == ExitCode.SOME_FAILED


def test_a_beginning_of_jobs_is_a_file_of_jobs_and_never_written_over(here: Path) -> None:
    (here / "jobs.yaml").unlink()
    assert run("catalog", "new", "jobs", cwd=here).stdout == "jobs.yaml\n"
    jobs, findings = read_jobs(here / "jobs.yaml", areas(), VOICES)
    assert jobs is not None
    assert findings == ()
    text = (here / "jobs.yaml").read_text("utf-8")
    (here / "jobs.yaml").write_text(re.sub("(?m)^#  ", "  ", text), "utf-8")
    assert read_jobs(here / "jobs.yaml", areas(), VOICES)[1] == ()
    refused("catalog", "new", "jobs", cwd=here, code=ExitCode.USAGE)


def test_watching_remakes_what_is_edited_until_it_is_interrupted(here: Path) -> None:
    sheet = here / "output/320500/pupil.en.md"
    environment_ = environment(
        CHECKLIST_CATALOG=str(here / "catalog"), XDG_CACHE_HOME=str(here / "cache")
    )
    with subprocess.Popen(
        [*START, "regenerate", "--watch", *ON], cwd=here, env=environment_,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as watching:  # fmt: skip
        try:
            assert watching.stderr is not None
            told = iter(watching.stderr.readline, "")
            assert any("看着" in line for line in told)
            assert "330" in sheet.read_text("utf-8")
            edit(here / LIST, "value: 330", "value: 元")
            assert any("看着" in line for line in told)  # a mistake is told, and waited for
            edit(here / LIST, "value: 元", "value: 400")
            assert any("看着" in line for line in told)
            assert "400" in sheet.read_text("utf-8")
            os.killpg(watching.pid, signal.SIGINT)
            assert watching.wait(timeout=20) == ExitCode.INTERRUPTED
        finally:
            watching.kill()


ASKED = """\
import sys
from checklist.cli import unchanged
print(unchanged.told(sys.argv[1:]), 'typer' in sys.modules)
"""


def quick(folder: Path, *arguments: str) -> bool:
    """Whether nothing need be loaded to answer; asked as the program's start asks."""
    where = {"CHECKLIST_CATALOG": str(folder / "catalog"), "XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *arguments], cwd=folder, env=environment(**where),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.endswith(" False\n"), "typer was loaded"
    return done.stdout == "True False\n"


def settled(folder: Path) -> None:
    """Everything made, and all files old enough to be believed."""
    assert regenerate(folder, *DECEMBER).returncode == ExitCode.DONE
    time.sleep(2 * index.RACY / 1e9)
    assert regenerate(folder, *DECEMBER, "--format", "json").returncode == ExitCode.DONE


def test_where_nothing_changed_a_look_is_enough_and_in_doubt_it_is_not(here: Path) -> None:
    assert not quick(here, *DECEMBER)
    settled(here)
    assert quick(here, *DECEMBER)
    assert quick(here, "jobs.yaml", *DECEMBER, "--check")
    assert quick(here, "--on", "2026-12-10")  # no day has come
    assert not quick(here, "--on", "2026-12-14")  # a month more since the birth
    assert not quick(here, "--on", "2026-12-01")
    assert not quick(here, "--on", "last")
    assert not quick(here, *DECEMBER, "--format", "json")
    sheet = here / "output/320500/pupil.en.md"
    before = sheet.read_bytes()
    sheet.write_bytes(before.replace(b"330", b"339"))  # of the same length
    assert not quick(here, *DECEMBER)
    sheet.write_bytes(before)
    settled(here)
    assert quick(here, *DECEMBER)
    (here / "catalog/32-jiangsu/3203-xuzhou.yaml").write_text("layer: '320300'\n", "utf-8")
    assert not quick(here, *DECEMBER)


TWO = """\
jobs:
  sheets:
    archetypes: [pupil]
    places: ["320500"]
    languages: [residence, zh-Hans+ug]
    draft_translations: true
    formats: [html, csv]
"""
CHILD = "birth_date: 2018-03-14\nhukou: '341822'\nresidence: '320500'\n"


def test_sheets_of_two_languages_are_those_make_makes(here: Path) -> None:
    (here / "jobs.yaml").write_text(TWO, "utf-8")
    (here / "pupil.yaml").write_text(CHILD, "utf-8")
    done = regenerate(here, *ON)
    assert done.returncode == ExitCode.DONE, done.stderr
    made = sorted(path.name for path in (here / "output/320500").iterdir())
    assert made == [f"pupil.{tongue}.{form}" for tongue in ("zh-Hans+ug", "zh-Hans")
                    for form in ("csv", "html")]  # fmt: skip
    for tongue in ("zh-Hans", "zh-Hans+ug"):
        for form in ("csv", "html"):
            words = ("--lang", tongue, "--draft-translations", "-o", f"{tongue}.{form}")
            told = run("make", "pupil.yaml", *ON, *words, cwd=here,
                       CHECKLIST_CATALOG=str(here / "catalog"))  # fmt: skip
            assert told.returncode == ExitCode.DONE, told.stderr
            other = (here / f"output/320500/pupil.{tongue}.{form}").read_bytes()
            assert (here / f"{tongue}.{form}").read_bytes() == other
    edit(here / "jobs.yaml", "formats: [html, csv]", "formats: [json]")
    assert "J104" in regenerate(here, *ON).stderr
    edit(here / "jobs.yaml", "draft_translations: true", "draft_translations: false")
    assert "J110" in regenerate(here, *ON).stderr
