"""JSON Schemas of the catalog's files, for editors and for other programs.

Made from the same forms that check the files and from the dictionary of facts, so a schema
can never say something else than the program does.
"""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from checklist.catalog import forms, jobforms, layerforms, tongueforms
from checklist.catalog.factschema import facts_schema
from checklist.rules.condition import OPERATORS, Operator
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMS: dict[str, type[forms.Form]] = {
    "layer": layerforms.LayerForm,
    "item": forms.EntryForm,
    "cases": forms.CasesForm,
    "languages": tongueforms.LanguagesForm,
    "archetype": jobforms.ArchetypeForm,
    "jobs": jobforms.JobsForm,
}
_HOVERS = Path(__file__).with_name("hovers.toml")
_NEW_ITEM = ("category", "name", "summary", "when", "apply", "decide", "pay", "sources", "checked")


def file_schema(kind: str, facts: FactDictionary) -> Schema:
    """The schema of a kind of file.

    Args:
        kind: a key of FORMS.
        facts: the dictionary; conditions may only name its facts.
    """
    form = FORMS[kind]
    schema: Schema = _settled(form.model_json_schema(by_alias=True))
    definitions = schema.setdefault("$defs", {})
    for name, body in ((form.__name__, schema), *definitions.items()):
        _explain(name, body)
        if name == forms.EntryForm.__name__:
            body.update(_entry_rules())
    definitions["condition"] = condition_schema(facts)
    if kind == "cases":
        definitions["CaseForm"]["properties"]["child"] = profile_schema(facts)
    if kind == "archetype":
        schema["properties"]["child"] = profile_schema(facts)
    return {"$schema": DIALECT, **schema, "title": f"checklist {kind}"}


def _settled(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema as editors need it: conditions referred to, ids checked, no made-up titles."""
    if isinstance(schema, dict) and schema.items() >= forms.CONDITION.items():
        return {"$ref": "#/$defs/condition"}
    if isinstance(schema, list):
        return [_settled(value) for value in schema]
    if not isinstance(schema, dict):
        return schema
    made_up = isinstance(schema.get("title"), str)
    kept = {key: _settled(value) for key, value in schema.items() if not made_up or key != "title"}
    return kept | ({"additionalProperties": False} if "patternProperties" in kept else {})


def _entry_rules() -> Schema:
    """A new item is whole; a change says what it changes and how."""
    return {
        "if": {"required": ["of"]},
        "then": {"required": ["relation", "sources"]},
        "else": {"required": list(_NEW_ITEM)},
    }


@cache
def hovers() -> dict[str, dict[str, str]]:
    """What is said of each form's keys, by the form's name and the key."""
    return tomllib.loads(_HOVERS.read_text("utf-8"))


def _explain(name: str, body: Schema) -> None:
    """Put what a keeper is told into a form's schema; enumerations are told at their keys."""
    said = hovers().get(name.removesuffix("Form"), {})
    body.pop("description", None)
    if "_" in said:
        body["description"] = said["_"]
    for key, schema in body.get("properties", {}).items():
        if key in said:
            schema["description"] = said[key]


def profile_schema(facts: FactDictionary) -> Schema:
    """The schema of a child's profile: every given fact, none required, unknown as null."""
    properties: Schema = {fact.id: _fact_schema(fact) for fact in facts.given}
    properties["attested"] = {
        "type": "object",
        "description": "工作人员已看到（true）或未被认可（false）的材料",
        "additionalProperties": {"type": "boolean"},
    }
    return {
        "type": "object",
        "description": "孩子的情况；不写的是不知道",
        "properties": properties,
        "additionalProperties": False,
    }


def whole_profile_schema(facts: FactDictionary) -> Schema:
    """The profile's schema as a document of its own."""
    return {"$schema": DIALECT, "title": "checklist profile", **profile_schema(facts)}


def whole_facts_schema() -> Schema:
    """The schema of facts.yaml as a document of its own."""
    return {"$schema": DIALECT, "title": "checklist facts", **facts_schema()}


def condition_schema(facts: FactDictionary) -> Schema:
    """The schema of a condition over the dictionary's facts."""
    again = {"$ref": "#/$defs/condition"}
    parts = {"type": "array", "items": again, "minItems": 1}
    branches = [
        _closed({key: value, "why": _text()}, [key])
        for key, value in (("all", parts), ("any", parts), ("not", again))
    ]
    attest = _closed({"attest": {"type": "string"}, "text": _text(), "why": _text()},
                     ["attest", "text"])  # fmt: skip
    return {"oneOf": [*branches, attest, _leaf(facts)]}


def _leaf(facts: FactDictionary) -> Schema:
    """A comparison: facts that are compared alike share one rule, so editors answer quickly."""
    alike: dict[str, tuple[Fact, list[str]]] = {}
    for fact in facts.facts.values():
        rule = json.dumps([_operators(fact), _takes_test_day(fact)])
        alike.setdefault(rule, (fact, []))[1].append(fact.id)
    return {
        "type": "object",
        "required": ["fact"],
        "properties": {"fact": {"enum": list(facts.facts)}, "why": _text()},
        "allOf": [
            {"if": {"properties": {"fact": {"enum": names}}}, "then": _comparison(fact)}
            for fact, names in alike.values()
        ],
    }


def _comparison(fact: Fact) -> Schema:
    """The keys a leaf about such a fact has: exactly one operator, perhaps a test day."""
    operators = _operators(fact)
    known: Schema = {"fact": True, "why": True, **operators}
    if _takes_test_day(fact):
        known["on"] = {"type": "string", "pattern": r"^(next )?\d\d-\d\d$"}
    one = [{"required": [operator]} for operator in operators]
    return {"properties": known, "additionalProperties": False, "oneOf": one or [False]}


def _operators(fact: Fact) -> Schema:
    """The operators a fact knows, with what each compares it to."""
    figure = _closed({"figure": {"type": "string"}}, ["figure"])
    value: Schema = {"anyOf": [_value_schema(fact), figure]}
    several: Schema = {"type": "array", "items": value, "minItems": 1}
    shapes = {Operator.IN: several, Operator.BETWEEN: several | {"minItems": 2, "maxItems": 2}}
    return {str(name): shapes.get(name, value) for name in sorted(OPERATORS[fact.kind])}


def _takes_test_day(fact: Fact) -> bool:
    return fact.kind is Kind.COUNT and fact.derived


def _value_schema(fact: Fact) -> Schema:
    match fact.kind:
        case Kind.FLAG:
            return {"type": "boolean"}
        case Kind.CHOICE:
            return {"enum": list(fact.options)}
        case Kind.DATE:
            return {"type": "string", "format": "date"}
        case Kind.COUNT:
            return {"type": "number"}
        case Kind.AREA:
            return {"type": "string", "pattern": r"^\d{6}$"}
        case Kind.TEXT | Kind.TAGS:
            return {"type": "string"}


def _fact_schema(fact: Fact) -> Schema:
    value = _value_schema(fact)
    if fact.kind is Kind.AREA:
        value = {"type": ["string", "integer"]}
    elif fact.kind is Kind.TAGS:
        value = {"type": "array", "items": {"type": "string"}}
    question = fact.question["zh-Hans"] if fact.question else ""
    return {
        "title": fact.label["zh-Hans"],
        "description": question,
        "anyOf": [value, {"enum": [None, "unknown", "不清楚"]}],
    }


def _text() -> Schema:
    texts = {language: {"type": "string", "minLength": 1} for language in LANGUAGES}
    return _closed(dict(texts), list(LANGUAGES))


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
