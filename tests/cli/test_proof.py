"""`catalog proof` and `catalog check`: the floor as a table, and never a silent pass.

Without Z3 the check must say so and stop; with a cache it must not believe what has changed,
nor stumble over a cache that is broken.
"""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from checklist.rules.evaluate import Situation
from tests.catalog.small import small
from tests.cli.running import START, environment, run
from tests.support import CATALOG, areas, child, condition

NO_Z3 = [
    "-c",
    "import sys; sys.modules['z3'] = None; from checklist.cli.app import main; main()",
]
NARROW = """\
of: health-check
relation: tightens
when: {fact: age, at_most: 3}
sources: {list: {document: 《示例清单》, provenance: official}}
"""


def without_z3(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [START[0], *NO_Z3, *map(str, arguments)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["check", "proof"])
def test_without_z3_the_check_says_so_and_stops(command: str) -> None:
    done = without_z3("catalog", command)
    assert done.returncode == 5
    assert "checklist[proof]" in done.stderr
    assert done.stdout == ""


def test_without_z3_a_sheet_is_still_made_and_says_what_is_not_proven(tmp_path: Path) -> None:
    small(tmp_path, health_check=NARROW)
    profile = tmp_path / "profile.yaml"
    profile.write_text("residence: 昆山市\nbirth_date: 2024-01-01\n", "utf-8")
    made = ("make", profile, "--on", "2026-11-23", "--to", "json", "-o", "-")
    done = without_z3(*made, "--catalog", with_facts(tmp_path))
    assert done.returncode == 0, done.stderr
    floors = {item["id"]: item["floor"] for item in json.loads(done.stdout)["items"]}
    assert floors == {"health-check": "unproven", "school-place": "held"}
    assert "C413" in done.stderr


def with_facts(folder: Path) -> Path:
    """The small catalog as a folder the program can open by itself."""
    root = folder / "catalog"
    (root / "facts.yaml").symlink_to(CATALOG / "facts.yaml")
    return root


def test_the_table_of_our_own_catalog(tmp_path: Path) -> None:
    done = run("catalog", "proof", "--fresh", "--format", "json", XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    waived = [row for row in told["rows"] if row["floor"] != "held"]
    assert [(row["layer"], row["item"], row["floor"]) for row in waived] == [
        ("320500", "resident-insurance", "waived")
    ]
    (breach,) = waived[0]["breaches"]
    assert breach["at"].startswith("catalog/32-jiangsu/3205-suzhou.yaml:")
    assert breach["above"].startswith("catalog/00-national/base/resident-insurance.yaml:")
    assert breach["profile"]["guardian_insured_here"] is False


def test_a_list_below_the_floor_is_shown_with_its_child_and_fails(tmp_path: Path) -> None:
    small(tmp_path, health_check=NARROW)
    root = with_facts(tmp_path)
    done = run("catalog", "proof", "--catalog", root, XDG_CACHE_HOME=str(tmp_path))
    assert done.returncode == 1
    assert "✗ 低于底线" in done.stdout
    assert "4周岁" in done.stdout
    told = run("catalog", "proof", "--catalog", root, "--format", "json")
    (breach,) = json.loads(told.stdout)["rows"][0]["breaches"]
    on = date.fromisoformat(breach["on"])
    born = date.fromisoformat(breach["profile"]["birth_date"])
    someone = child(birth_date=born)
    answers = [
        str(Situation(someone, on, areas()).evaluate(condition(text)).truth)
        for text in ("{fact: age, at_most: 6}", "{fact: age, at_most: 3}")
    ]
    assert answers == ["yes", "no"]


def test_a_changed_text_is_proven_anew_and_a_broken_cache_is_done_without(tmp_path: Path) -> None:
    small(tmp_path, health_check=NARROW.replace("3", "9"))
    root, cache = with_facts(tmp_path), tmp_path / "cache"
    again = ("catalog", "check", "--catalog", root)
    assert run(*again, XDG_CACHE_HOME=str(cache)).returncode == 0
    (kept,) = (cache / "checklist" / "proofs").iterdir()
    (root / "32-jiangsu/base/health-check.yaml").write_text(NARROW, "utf-8")
    assert "C401" in run(*again, XDG_CACHE_HOME=str(cache)).stdout
    for broken in (b"", b"\xff\xfe", b"[]", b'{"digest": 1}', kept.read_bytes()[:50]):
        kept.write_bytes(broken)
        assert "C401" in run(*again, XDG_CACHE_HOME=str(cache)).stdout
    assert "C401" in run(*again, XDG_CACHE_HOME="/dev/null/nowhere").stdout
