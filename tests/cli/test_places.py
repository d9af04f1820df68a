"""What is told of places on the command line: the list, one place, its letter, its ledger."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.catalog.small import BASE
from tests.cli.running import refused, run
from tests.support import CATALOG

JIANGSU = """\
layer: "320000"
name: {zh-Hans: 江苏省（示例）, en: Jiangsu (example)}
declared_items: 21
declared_measures: 37
services:
  line:
    kind: hotline
    name: {zh-Hans: 热线, en: line}
    phone: "12349"
    for: {zh-Hans: 孩子没人管, en: a child without care}
    source: list
ledger:
  orphan:
    name: {zh-Hans: 孤儿, en: orphan}
    when: {fact: orphan, is: true}
    source: list
classes:
  colour: {name: {zh-Hans: 分色, en: colours}, source: list, values: {}}
letter:
  name: {zh-Hans: 《致家长的信》, en: To Parents}
  parts: [greeting, definition, closing]
  source: list
sources:
  list: {document: 《示例清单》, provenance: survey}
"""
ITEM = """\
of: health-check
relation: restates
measures:
  eyes:
    name: {zh-Hans: 查视力, en: eyesight}
    when: {fact: age, at_least: 3}
    source: plan
sources:
  plan: {document: 《示例计划》, provenance: reported}
"""
CHILD = """\
birth_date: 2024-05-02
hukou: "341822"
residence: 昆山市
orphan: true
"""
ON = ("--on", "2026-11-23")


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    """A small catalog and a child beside it."""
    root = tmp_path / "catalog"
    shutil.copytree(BASE, root)
    for name in ("facts.yaml", "areas.tsv", "languages.yaml"):
        (root / name).symlink_to(CATALOG / name)
    (root / "32-jiangsu/base.yaml").write_text(JIANGSU, "utf-8")
    (root / "32-jiangsu/base").mkdir()
    (root / "32-jiangsu/base/health-check.yaml").write_text(ITEM, "utf-8")
    (tmp_path / "child.yaml").write_text(CHILD, "utf-8")
    return tmp_path


def told(folder: Path, *arguments: str, **more: str) -> str:
    """What a command prints; it must succeed."""
    done = run(*arguments, "--catalog", folder / "catalog", cwd=folder, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def data(folder: Path, *arguments: str) -> Any:  # noqa: ANN401 - JSON is of any shape
    return json.loads(told(folder, *arguments, "--format", "json"))


@pytest.mark.parametrize("ui", ["zh", "en"])
def test_the_list_of_places_sets_declared_beside_held_in_80_columns(folder: Path, ui: str) -> None:
    lines = told(folder, "catalog", "list", "--ui", ui, COLUMNS="80").splitlines()
    jiangsu = next(line for line in lines if line.startswith("320000"))
    assert re.search(r"21 / 2\s+37 / 1\s+—\s+1\s+1$", jiangsu.rstrip())
    assert max(map(cell_len, lines)) <= 80


def test_programs_get_the_same_numbers(folder: Path) -> None:
    nation, jiangsu = data(folder, "catalog", "list")
    assert (nation["held_items"], nation["held_measures"]) == (2, 0)
    assert (jiangsu["declared_items"], jiangsu["held_items"]) == (21, 2)
    assert (jiangsu["declared_measures"], jiangsu["held_measures"]) == (37, 1)
    assert (jiangsu["services"], jiangsu["ledger"], jiangsu["classes"]) == (
        ["line"], ["orphan"], ["colour"],
    )  # fmt: skip
    assert jiangsu["letter"]["zh-Hans"] == "《致家长的信》"


def test_a_place_shows_area_item_and_measure_and_what_it_has_beside(folder: Path) -> None:
    text = told(folder, "catalog", "show", "昆山市", *ON)
    at = [text.index(word) for word in ("学有所教", "病有所医", "体检（示例）", "查视力")]
    assert at == sorted(at)
    for word in ("热线 12349", "孤儿", "没有标准，不起作用", "《致家长的信》", "P6M → 2027-05-23"):
        assert word in text
    shown = data(folder, "catalog", "show", "昆山市", *ON)
    item = next(item for item in shown["items"] if item["id"] == "health-check")
    assert (item["category"], item["measures"][0]["id"]) == ("health", "eyes")
    assert (item["measures"][0]["source"], item["measures"][0]["layer"]) == (
        "320000/plan", "320000",
    )  # fmt: skip
    assert shown["review"] == {"cycle": "P6M", "next": "2027-05-23", "layer": "000000"}
    assert [one["id"] for one in shown["services"]] == ["line"]


def test_one_item_shows_condition_and_source_of_each_measure(folder: Path) -> None:
    text = told(folder, "catalog", "show", "昆山市", "health-check", *ON, COLUMNS="200")
    assert "孩子满3周岁。" in text
    assert "[reported] 《示例计划》" in text


def test_a_measure_has_an_outcome_of_its_own(folder: Path) -> None:
    told_of = data(folder, "explain", "child.yaml", "health-check", *ON)
    (measure,) = told_of[0]["measures"]
    assert (told_of[0]["outcome"], measure["outcome"]) == ("eligible", "ineligible")
    assert "查视力" in told(folder, "explain", "child.yaml", "health-check", *ON)


def test_explain_tells_the_ledger_and_the_classes(folder: Path) -> None:
    everything = data(folder, "explain", "child.yaml", *ON)
    assert [one["kind"] for one in everything] == ["item", "item", "ledger", "classes"]
    assert (everything[2]["outcome"], everything[3]["on"]) == ("yes", False)
    (only,) = data(folder, "explain", "child.yaml", "orphan", *ON)
    assert only["id"] == "orphan"
    text = told(folder, "explain", "child.yaml", *ON)
    assert "✓ 台账  孤儿" in text
    assert "没有公布标准，不起作用" in text


@pytest.mark.parametrize(
    ("to", "sign"), [("html", "<!DOCTYPE html>"), ("md", "# 写给家长的一封信")]
)
def test_a_letter_is_put_in_front(folder: Path, to: str, sign: str) -> None:
    text = told(folder, "make", "child.yaml", *ON, "--letter", "--to", to, "-o", "-")
    assert text.lstrip().startswith(sign)
    assert "《致家长的信》△" in text


def test_a_letter_is_shown_on_the_screen_too(folder: Path) -> None:
    text = told(folder, "make", "child.yaml", *ON, "--letter")
    assert text.index("写给家长的一封信") < text.index("流动儿童居住地关爱服务清单")


@pytest.mark.parametrize("to", ["json", "csv"])
def test_a_letter_has_no_room_in_data(folder: Path, to: str) -> None:
    arguments = ("make", "child.yaml", "--letter", "--to", to, "--catalog", folder / "catalog")
    done = refused(*arguments, cwd=folder, code=2)
    assert "html" in done.stderr


def test_where_there_is_no_letter_the_places_with_one_are_named(folder: Path) -> None:
    arguments = ("make", "child.yaml", "--residence", "330624", "--letter", "--to", "md")
    done = refused(*arguments, "--catalog", folder / "catalog", cwd=folder, code=2)
    assert "江苏省（示例）(320000)" in done.stderr
