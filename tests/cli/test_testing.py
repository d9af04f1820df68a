"""`checklist catalog test`: what no situation says is told, and --mutate tests the situations."""

import json
from pathlib import Path

import pytest

from checklist.errors import ExitCode
from tests.catalog.small import open_small
from tests.cli.running import run
from tests.support import CATALOG

HEAD = "residence: 昆山市\non: 2026-11-23\ncases:\n"
FOUR = "  - {name: 四岁, child: {birth_date: 2022-05-02}, expect: {health-check: eligible}}\n"
WRONG = "  - {name: 八岁, child: {birth_date: 2018-05-02}, expect: {health-check: eligible}}\n"
LINE = "catalog/00-national/base.yaml:15:18: health-check/when: {}: age at_most 6 → age at_most 7"


@pytest.fixture
def thin(tmp_path: Path) -> Path:
    """A catalog with one situation, which is too few."""
    return laid(tmp_path, FOUR)


def laid(folder: Path, cases: str) -> Path:
    """The small catalog with these cases."""
    files = {"32-jiangsu/cases/a.yaml": (HEAD + cases).encode()}
    root = open_small(folder / "catalog", files).root
    (root / "facts.yaml").symlink_to(CATALOG / "facts.yaml")
    return root


def test_what_no_situation_says_is_an_error_even_if_all_come_out(thin: Path) -> None:
    done = run("catalog", "test", "--catalog", thin)
    assert done.returncode == ExitCode.CATALOG
    assert "1 个情形，1 条预期相符。" in done.stderr
    assert done.stdout.count("C505") == 2
    assert "“health-check”的界限“年龄”还缺情形：6、7。" in done.stdout


def test_unnoticed_mistakes_are_listed_with_their_lines_and_fail(thin: Path) -> None:
    done = run("catalog", "test", "--mutate", "--catalog", thin)
    assert done.returncode == ExitCode.CATALOG
    assert LINE.format("界限移动一格") in done.stdout
    assert "发现率" in done.stdout.splitlines()[-1]
    english = run("catalog", "test", "--mutate", "--ui", "en", "--catalog", thin)
    assert LINE.format("bound moved by one") in english.stdout


def test_programs_get_the_figures_and_every_unnoticed_mistake(thin: Path) -> None:
    done = run("catalog", "test", "--mutate", "--format", "json", "--catalog", thin)
    assert done.returncode == ExitCode.CATALOG
    told = json.loads(done.stdout)
    counted = told["killed"] + told["equivalent"] + len(told["survived"])
    assert told["mutants"] == counted
    assert told["percent"] < 95
    moved = [one for one in told["survived"] if one["after"] == "age at_most 7"]
    assert [(one["layer"], one["item"], one["line"]) for one in moved] == [
        ("000000", "health-check", 15)
    ]


def test_mistakes_are_made_only_where_the_situations_come_out(tmp_path: Path) -> None:
    done = run("catalog", "test", "--mutate", "--catalog", laid(tmp_path, WRONG))
    assert done.returncode == ExitCode.CATALOG
    assert "C502" in done.stdout
    assert "发现率" not in done.stdout


def test_a_place_without_a_list_has_nothing_to_mistake(thin: Path) -> None:
    done = run("catalog", "test", "--mutate", "--area", "昆山市", "--catalog", thin)
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "0 个小错" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["--area", "昆山市"], ["--mutate", "--area", "没有这个地方"]], ids=" ".join
)
def test_a_wrong_area_is_explained(arguments: list[str]) -> None:
    done = run("catalog", "test", *arguments)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_real_catalogs_figures_are_printed_in_one_line() -> None:
    done = run("catalog", "test", "--mutate")
    assert done.returncode == ExitCode.DONE, done.stdout
    assert "发现率" in done.stdout
