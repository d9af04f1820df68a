"""JSON is a stable interface: it keeps its schema, says no more of a child than it must."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checklist.documents.data import as_json, json_schema
from checklist.findings import Finding, Span
from tests.documents.paper import LANGUAGES, assessed, example, tongue
from tests.support import areas, child, facts

EXAMPLES = ("kunshan-first-grader", "xinchang-toddler", "minimal")
RICH = """
when:
  all:
    - {fact: age, between: [6, 15], on: next 08-31}
    - {fact: hukou, within: "341800"}
    - {fact: family_assistance, in: [minimum_living, destitute]}
    - {fact: vaccination_complete, is: true}
    - {fact: permit_endorsed_until, at_least: 2027-01-01}
    - {fact: months_resident, at_most: {figure: most}}
    - {attest: lease, text: {zh-Hans: 出示合同, en: the lease is shown}}
amounts:
  share: {label: {zh-Hans: 报销, en: share}, unit: percent,
          series: [{from: 2024-01-01, to: null, value: 62.5, source: rule}]}
windows:
  - {from: 2026-11-01, to: 2026-12-31, for: {zh-Hans: 本年, en: this year}, source: rule}
"""
FIGURES = """
figures:
  most: {label: {zh-Hans: 上限, en: limit}, unit: visits,
         series: [{from: 2024-01-01, to: null, value: 60, source: plan}]}
sources: {plan: {document: 《示例清单》, provenance: official}}
"""
KID = child(birth_date=date(2019, 5, 2), hukou="341822")


def document(name: str, tag: str = "zh-Hans") -> dict[str, Any]:
    """An example as other programs get it."""
    loaded: dict[str, Any] = json.loads(as_json(example(name), facts(), tongue(tag), areas()))
    return loaded


def validate(found: object) -> None:
    """Hold data against the schema, formats included."""
    checker = jsonschema.FormatChecker()
    jsonschema.Draft202012Validator(json_schema(), format_checker=checker).validate(found)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_document_keeps_the_schema(name: str, tag: str) -> None:
    validate(document(name, tag))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def described(data: object, schema: dict[str, Any], at: str = "") -> list[str]:
    """Keys that a document has and the schema does not describe."""
    schema = json_schema()["$defs"][schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
    if "anyOf" in schema and data is not None:
        return described(data, schema["anyOf"][0], at)
    if isinstance(data, list):
        return [key for entry in data for key in described(entry, schema["items"], f"{at}[]")]
    if not isinstance(data, dict):
        return []
    known = schema["properties"]
    found = [f"{at}.{key}" for key in data.keys() - known.keys()]
    return found + [
        k
        for key in data.keys() & known.keys()
        for k in described(data[key], known[key], f"{at}.{key}")
    ]


def test_the_schema_describes_every_key(tmp_path: Path) -> None:
    assert described(document("kunshan-first-grader"), json_schema()) == []
    made = assessed(tmp_path, RICH, KID, layer=FIGURES)
    assert described(json.loads(as_json(made, facts(), tongue(), areas())), json_schema()) == []


def test_a_document_that_lacks_a_key_is_no_checklist() -> None:
    found = document("minimal")
    del found["items"][0]["outcome"]
    with pytest.raises(jsonschema.ValidationError, match="outcome"):
        validate(found)


def test_conditions_are_spelled_as_the_catalog_spells_them(tmp_path: Path) -> None:
    made = assessed(tmp_path, RICH, KID, layer=FIGURES)
    found = json.loads(as_json(made, facts(), tongue(), areas()))
    validate(found)
    item = found["items"][0]
    assert [(r.get("fact"), r["condition"], r["value"]) for r in item["reasons"]] == [
        ("family_assistance", "in: [minimum_living, destitute]", "unknown"),
        ("vaccination_complete", "is: true", "unknown"),
        ("permit_endorsed_until", "at_least: 2027-01-01", "unknown"),
        ("months_resident", "at_most: {figure: most}", "unknown"),
        (None, "attest", "unknown"),
    ]
    assert item["attest"] == [{"id": "lease", "text": "出示合同"}]
    assert (item["season"], item["window"]["to"]) == ("open", "2026-12-31")
    assert item["amounts"][0]["value"] == 62.5


def test_test_days_and_areas_are_spelled_too(tmp_path: Path) -> None:
    someone = child(birth_date=date(2021, 5, 2), hukou="320583")
    made = assessed(tmp_path, RICH, someone, layer=FIGURES)
    reasons = json.loads(as_json(made, facts(), tongue(), areas()))["items"][0]["reasons"]
    assert [(r["condition"], r["value"]) for r in reasons] == [("within: 341800", "no")]
    younger = assessed(tmp_path / "b", RICH, child(birth_date=date(2024, 5, 2)), layer=FIGURES)
    reasons = json.loads(as_json(younger, facts(), tongue(), areas()))["items"][0]["reasons"]
    assert reasons[0]["condition"] == "between: [6, 15], on: next 08-31"


def test_whole_figures_are_whole_numbers() -> None:
    insurance = next(
        i for i in document("kunshan-first-grader")["items"] if i["id"] == "resident-insurance"
    )
    premium = next(a for a in insurance["amounts"] if a["id"] == "personal-premium")
    assert repr(premium["value"]) == "330"
    assert (premium["unit"], premium["applies"]) == ("CNY/year", "yes")


def test_outcomes_and_order_are_the_assessment_s() -> None:
    made = example("minimal")
    found = document("minimal")
    assert [i["id"] for i in found["items"]] == [a.item.id for a in made.answers]
    assert [i["outcome"] for i in found["items"]] == [str(a.outcome) for a in made.answers]
    assert found["open"] == list(made.open_facts)
    assert found["layers"] == ["000000", "320000", "320500", "320583"]


def test_none_of_the_child_s_own_values_is_in_it(tmp_path: Path) -> None:
    someone = child(
        name="示例", id_number="990000201905020010", birth_date=date(2019, 5, 2), hukou="341822"
    )
    text = as_json(
        assessed(tmp_path, "when: {fact: age, at_most: 17}", someone), facts(), tongue(), areas()
    )
    for value in ("示例", "990000", "2019-05-02", "341822"):
        assert value not in text.replace("《示例办法》", "")


def test_findings_are_in_it(tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415 - beside its one use

    made = assessed(tmp_path, "when: {fact: age, at_most: 17}", KID)
    noticed = replace(made, findings=(Finding("P114", Span("child.yaml", 1, 1)),))
    found = json.loads(as_json(noticed, facts(), tongue("en"), areas()))
    validate(found)
    assert found["findings"][0]["code"] == "P114"
    assert found["findings"][0]["severity"] == "warning"


def test_the_text_is_readable_and_ends_with_a_line() -> None:
    text = as_json(example("minimal"), facts(), tongue(), areas())
    assert "居住地" in text
    assert text.endswith("}\n")
