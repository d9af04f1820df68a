"""The JSON Schemas say what the program says: of every real file, and of every example.

Editors believe the schema; where it took what the program refuses, a keeper would be misled.
"""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from checklist.catalog import forms, jobforms, layerforms, tongueforms
from checklist.catalog.schemas import (
    FORMS,
    Schema,
    condition_schema,
    file_schema,
    hovers,
    whole_facts_schema,
    whole_profile_schema,
)
from checklist.cli.schema import made
from checklist.located import Plain, read
from checklist.rules.condition import Condition
from tests.rules.strategies import conditions
from tests.rules.test_condition import spelt
from tests.support import CATALOG, ROOT, catalog, facts
from tests.test_findings import example

FILES = sorted(CATALOG.rglob("*.yaml"))
PROFILES = sorted((ROOT / "tests" / "examples").glob("*.yaml"))
SEEN = ("C101", "C103", "C104", "C106", "C112", "C201", "C202", "C203", "C204", "C209")
SEEN_IN_PROFILES = ("P101", "P103", "P115")


def kind(path: Path) -> str | None:
    """Which form a catalog file has."""
    if path.name == "facts.yaml":
        return None
    if path.name == "languages.yaml":
        return "languages"
    if path.parent.name == "cases":
        return "cases"
    if path.parent.name == "archetypes":
        return "archetype"
    return "layer" if path.parent.parent.name == "catalog" else "item"


@cache
def validator(form: str) -> Draft202012Validator:
    """What holds data against a schema that is itself in order."""
    schema: Schema = {"$ref": "#/$defs/condition"}
    if form == "condition":
        schema["$defs"] = {"condition": condition_schema(facts())}
    elif form == "profile":
        schema = whole_profile_schema(facts())
    elif form == "facts":
        schema = whole_facts_schema()
    else:
        schema = file_schema(form, facts())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def mistakes(form: str, data: Plain) -> list[str]:
    """Where data do not fit the schema of their form."""
    return [error.json_path for error in validator(form).iter_errors(data)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CATALOG)))
def test_every_file_of_the_catalog_fits_its_schema(path: Path) -> None:
    form = kind(path)
    if form:
        assert mistakes(form, read(path)[0].data) == []


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_every_example_profile_fits_its_schema(path: Path) -> None:
    assert mistakes("profile", read(path)[0].data) == []


@given(conditions)
def test_every_condition_fits_its_schema(tree: Condition) -> None:
    assert mistakes("condition", spelt(tree)) == []


@pytest.mark.parametrize("code", SEEN)
@pytest.mark.parametrize("side", ["bad", "good"])
def test_the_schema_refuses_and_takes_what_the_program_does(
    code: str, side: str, tmp_path: Path
) -> None:
    for name, content in example(code).files(side).items():
        path = tmp_path / "catalog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content or b"")
        assert bool(mistakes(kind(path) or "item", read(path)[0].data)) == (side == "bad")


@pytest.mark.parametrize("code", SEEN_IN_PROFILES)
@pytest.mark.parametrize("side", ["bad", "good"])
def test_the_profiles_schema_refuses_and_takes_what_the_program_does(
    code: str, side: str, tmp_path: Path
) -> None:
    path = tmp_path / "profile.yaml"
    path.write_bytes(example(code).files(side)["profile.yaml"] or b"")
    assert bool(mistakes("profile", read(path)[0].data)) == (side == "bad")


def test_every_given_fact_may_stand_in_a_profile_and_no_derived_one() -> None:
    known = whole_profile_schema(facts())["properties"]
    assert set(known) == {fact.id for fact in facts().given} | {"attested"}


def test_there_is_a_schema_for_every_kind_of_file() -> None:
    assert {kind(path) for path in FILES} - {None} | {"jobs"} == set(FORMS)
    assert mistakes("jobs", read(ROOT / "jobs.yaml")[0].data) == []


KINDS = (
    "layer",
    "item",
    "cases",
    "facts",
    "languages",
    "profile",
    "archetype",
    "jobs",
    "checklist",
)


@pytest.mark.parametrize("name", KINDS)
def test_the_schemas_beside_the_lists_are_those_of_the_program(name: str) -> None:
    path = CATALOG / ".schemas" / f"{name}.json"
    schema = made(name, catalog())
    if os.environ.get("CHECKLIST_GOLDEN") == "write":
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", "utf-8")
    told = "to renew it: ./dev golden, or checklist catalog schema --all catalog/.schemas"
    assert json.loads(path.read_text("utf-8")) == schema, told


def test_no_other_schema_stands_beside_the_lists() -> None:
    assert {path.stem for path in (CATALOG / ".schemas").iterdir()} == set(KINDS)


def test_the_dictionary_of_facts_fits_its_schema() -> None:
    assert mistakes("facts", read(CATALOG / "facts.yaml")[0].data) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("type", "colour"),
        ("options", None),
        ("label", {"zh-Hans": "性别"}),
        ("says", {"at_least": {"zh-Hans": "满", "en": "at least"}}),
        ("colour", "red"),
    ],
)
def test_a_fact_that_is_not_in_order_is_refused(key: str, value: Plain) -> None:
    data: Any = json.loads(json.dumps(read(CATALOG / "facts.yaml")[0].data))
    assert mistakes("facts", data) == []
    data["facts"]["sex"][key] = value
    if value is None:
        del data["facts"]["sex"][key]
    assert mistakes("facts", data) != []


def properties(schema: Schema, name: str = "") -> Iterator[tuple[str, str, Schema]]:
    """The keys of a file's forms, with the form's name; conditions and profiles have their own."""
    for key, body in schema.get("properties", {}).items():
        yield name, key, body
    for other, body in schema.get("$defs", {}).items():
        if other != "condition":
            yield from properties(body, other)


@pytest.mark.parametrize("form", FORMS)
def test_an_editor_says_in_chinese_what_every_key_is_for(form: str) -> None:
    for name, key, body in properties(file_schema(form, facts())):
        assert re.search("[\u4e00-\u9fff]", body.get("description", "")), (name, key)


def test_nothing_is_said_of_keys_that_no_form_has() -> None:
    for name, said in hovers().items():
        rooms = (layerforms, forms, tongueforms, jobforms)
        form = next(getattr(room, f"{name}Form") for room in rooms if hasattr(room, f"{name}Form"))
        known = {field.alias or key for key, field in form.model_fields.items()}
        assert set(said) - {"_"} <= known, name


@pytest.mark.parametrize("form", FORMS)
def test_every_id_is_held_to_its_form(form: str) -> None:
    def objects(schema: Schema | list[Any]) -> Iterator[Schema]:
        if isinstance(schema, dict):
            yield schema
        for part in schema.values() if isinstance(schema, dict) else schema:
            if isinstance(part, dict | list):
                yield from objects(part)

    for each in objects(file_schema(form, facts())):
        if "patternProperties" in each:
            assert each["additionalProperties"] is False


def test_a_new_item_must_be_whole_and_a_change_say_how() -> None:
    assert len(mistakes("item", {"category": "health"})) == 8
    assert len(mistakes("item", {"of": "vaccination"})) == 2
