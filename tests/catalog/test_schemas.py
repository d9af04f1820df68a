"""The JSON Schemas say what the program says: of every real file, and of every example.

Editors believe the schema; where it took what the program refuses, a keeper would be misled.
"""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from checklist.catalog.schemas import (
    FORMS,
    Schema,
    condition_schema,
    file_schema,
    whole_profile_schema,
)
from checklist.located import Plain, read
from checklist.rules.condition import Condition
from tests.rules.strategies import conditions
from tests.rules.test_condition import spelt
from tests.support import CATALOG, ROOT, facts
from tests.test_findings import example

FILES = sorted(CATALOG.rglob("*.yaml"))
PROFILES = sorted((ROOT / "tests" / "examples").glob("*.yaml"))
SEEN = ("C101", "C103", "C104", "C106", "C112", "C201", "C202", "C203", "C204", "C209")
SEEN_IN_PROFILES = ("P101", "P103", "P115")


def kind(path: Path) -> str | None:
    """Which form a catalog file has."""
    if path.name == "facts.yaml":
        return None
    if path.parent.name == "cases":
        return "cases"
    return "layer" if path.parent.parent.name == "catalog" else "item"


@cache
def validator(form: str) -> Draft202012Validator:
    """What holds data against a schema that is itself in order."""
    schema: Schema = {"$ref": "#/$defs/condition"}
    if form == "condition":
        schema["$defs"] = {"condition": condition_schema(facts())}
    elif form == "profile":
        schema = whole_profile_schema(facts())
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
    assert {kind(path) for path in FILES} - {None} == set(FORMS)
