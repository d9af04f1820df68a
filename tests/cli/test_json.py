"""`--format json`: what people read on a terminal, programs get as data, from the same commands.

Results stand alone on stdout, so they can be piped; every language says the same data.
"""

import json
from typing import Any

import pytest

from checklist.rules.facts import LANGUAGES
from tests.cli.running import run
from tests.support import ROOT, catalog

CHILD = ROOT / "tests" / "examples" / "kunshan-first-grader.yaml"
ON = ("--on", "2026-11-23")
FORMAT = ("--format", "json")


def data(*arguments: object, code: int = 0) -> Any:  # noqa: ANN401 - JSON is of any shape
    ran = run(*map(str, arguments), *FORMAT)
    assert ran.returncode == code, ran.stderr
    return json.loads(ran.stdout)


def test_a_condition_is_explained_with_the_value_and_the_line_of_every_part() -> None:
    (answer,) = data("explain", CHILD, "resident-insurance", *ON)
    assert (answer["outcome"], answer["open"]) == ("undetermined", ["insured_elsewhere"])
    insured, way_in = answer["condition"]["parts"]
    assert (insured["kind"], insured["value"]) == ("fact", "unknown")
    assert (way_in["kind"], way_in["value"]) == ("any", "yes")
    assert insured["file"] == "catalog/32-jiangsu/3205-suzhou.yaml"
    lines = (ROOT / insured["file"]).read_text("utf-8").splitlines()
    assert "insured_elsewhere" in lines[insured["line"] - 1]


def test_a_code_is_explained_in_the_users_language() -> None:
    assert data("explain", "C304")["severity"] == "error"
    assert "reviewed" in data("explain", "C304", "--ui", "en")["message"]


def test_every_value_of_a_merged_item_names_layer_file_and_line() -> None:
    shown = data("catalog", "show", "新昌县", "orphan-allowance", *ON)
    assert shown["layers"] == ["000000", "330000", "330600", "330624"]
    (item,) = shown["items"]
    layers = {field: value["layer"] for field, value in item["values"].items()}
    assert (layers["when"], layers["amounts.orphan"]) == ("000000", "330624")
    for value in item["values"].values():
        assert len((ROOT / value["file"]).read_text("utf-8").splitlines()) >= value["line"]


def test_the_list_of_lists_tells_declared_from_held() -> None:
    jiangsu = next(layer for layer in data("catalog", "list") if layer["layer"] == "320000")
    assert (jiangsu["declared_items"], jiangsu["declared_measures"], jiangsu["new"]) == (21, 37, [])


def test_a_clean_catalog_has_no_findings_and_its_cases_hold() -> None:
    assert data("catalog", "check") == []
    assert data("catalog", "test") == []


def test_the_doctor_names_every_language_and_library() -> None:
    told = data("doctor")
    checks = {check["name"]: check["good"] for check in told["checks"]}
    (mongolian,) = [name for name, good in checks.items() if good is None]
    assert "mn-Mong" in mongolian, "what no machine can set yet, and nothing else"
    assert all(good for name, good in checks.items() if name != mongolian)
    tongues, _ = catalog().tongues()
    assert tongues is not None
    assert len(told["checks"]) == 2 + len(LANGUAGES) + len(tongues.known)
    assert told["versions"]["weasyprint"].startswith("70")


@pytest.mark.parametrize("kind", ["layer", "item", "cases", "profile", "checklist"])
def test_schemas_are_printed_as_they_are(kind: str) -> None:
    ran = run("catalog", "schema", kind)
    assert json.loads(ran.stdout)["$schema"].endswith("2020-12/schema")
