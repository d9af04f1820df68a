"""`checklist catalog log`: dates in the lists say what was in force, git when it was entered."""

import json
import subprocess
from pathlib import Path

import pytest

from checklist.errors import ExitCode
from tests.cli.running import refused, run
from tests.runs.jobbing import SUZHOU, edit, world

LIST = "catalog/32-jiangsu/3205-suzhou.yaml"
DATED = SUZHOU.replace(
    "{from: 2024-01-01, to: null, value: 330, source: list}",
    "{from: 2025-01-01, to: 2025-12-31, value: 330, source: list}\n"
    "          - {from: 2026-01-01, to: null, value: 400, source: list}",
)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    command = ["git", *who, "-C", str(folder), *arguments]  # found on the path, as users have it
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three commits: the lists, another sum for Suzhou, and one that touches only Taizhou."""
    folder = world(tmp_path_factory.mktemp("log"), **{LIST: DATED})
    for name in ("facts.yaml", "areas.tsv", "languages.yaml"):  # no links in a repository
        path = folder / "catalog" / name
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "the lists")
    edit(folder / LIST, "value: 400", "value: 420")
    git(folder, "commit", "-q", "-a", "-m", "the sum of 2026 put right")
    edit(folder / "catalog/32-jiangsu/3212-taizhou.yaml", "Taizhou", "Taizhou City")
    git(folder, "commit", "-q", "-a", "-m", "Taizhou is called by its name")
    return folder


def log(here: Path, *arguments: str) -> str:
    done = run("catalog", "log", *arguments, "--catalog", here / "catalog", cwd=here)
    assert done.returncode == ExitCode.DONE, done.stderr
    return done.stdout


def test_every_value_has_its_days_its_document_and_its_line(here: Path) -> None:
    told = json.loads(log(here, "苏州市", "milk", "-n", "0", "--format", "json"))
    values = [(one["from"], one["to"], one["said"], one["document"]) for one in told["dated"]]
    assert values == [
        ("2025-01-01", "2025-12-31", "330 CNY/year", "《示例清单》"),
        ("2026-01-01", None, "420 CNY/year", "《示例清单》"),
    ]
    lines = (here / LIST).read_text("utf-8").splitlines()
    assert all(str(one["said"].split()[0]) in lines[one["line"] - 1] for one in told["dated"])
    text = log(here, "苏州市", "-n", "0", "--ui", "en")
    assert "2024-09-03 –  edition 1" in text  # the nation's


def test_git_tells_when_a_value_was_entered_and_of_no_other_place(here: Path) -> None:
    told = json.loads(log(here, "苏州市", "milk", "--format", "json"))["commits"]
    assert [commit["subject"] for commit in told] == ["the sum of 2026 put right", "the lists"]
    (change,) = told[0]["changes"]
    sides = change["before"]["value"], change["after"]["value"]
    assert (change["kind"], change["from"], sides) == ("amount", "2026-01-01", (400, 420))
    assert told[1]["changes"] is None  # the first has nothing to be compared with
    assert "Taizhou" not in log(here, "苏州市")


def test_the_changes_of_a_commit_stand_as_entries_of_the_changelog(here: Path) -> None:
    entry = "320500 milk，自 2026-01-01：标准/amount：400 CNY/year → 420 CNY/year"
    assert (
        f"- **清单 catalog** — {entry}" in log(here, "苏州市", "--format", "markdown").splitlines()
    )


def test_what_is_not_there_is_refused(here: Path) -> None:
    catalog = ("--catalog", "catalog")
    refused("catalog", "log", "苏州市", "silk", *catalog, cwd=here, code=ExitCode.USAGE)
    refused("catalog", "log", "某地", *catalog, cwd=here, code=ExitCode.USAGE)


@pytest.mark.parametrize(("day", "value"), [("2025-06-01", 330), ("2026-06-01", 420)])
def test_a_past_day_is_answered_by_what_was_in_force_then(here: Path, day: str, value: int) -> None:
    profile = here / "child.yaml"
    profile.write_text("birth_date: 2018-03-14\nresidence: 苏州市\n", "utf-8")
    done = run("make", profile, "--to", "json", "-o", "-", "--on", day, "--catalog",
               here / "catalog", cwd=here)  # fmt: skip
    milk = next(item for item in json.loads(done.stdout)["items"] if item["id"] == "milk")
    assert [amount["value"] for amount in milk["amounts"]] == [value]
