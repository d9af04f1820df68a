"""JSON Schemas of the catalog's files, for editors and for other programs.

Made from the same forms that check the files and from the dictionary of facts, so a schema
can never say something else than the program does.
"""

import json
from typing import Any

from checklist.catalog import forms
from checklist.rules.condition import OPERATORS, Operator
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FORMS: dict[str, type[forms.Form]] = {
    "layer": forms.LayerForm,
    "item": forms.EntryForm,
    "cases": forms.CasesForm,
}


def file_schema(kind: str, facts: FactDictionary) -> Schema:
    """The schema of a layer, item or cases file.

    Args:
        kind: a key of FORMS.
        facts: the dictionary; conditions may only name its facts.
    """
    schema: Schema = _with_conditions(FORMS[kind].model_json_schema(by_alias=True))
    definitions = schema.setdefault("$defs", {})
    definitions["condition"] = condition_schema(facts)
    if kind == "cases":
        definitions["CaseForm"]["properties"]["child"] = profile_schema(facts)
    return {"$schema": DIALECT, **schema, "title": f"checklist {kind}"}


def _with_conditions(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """A schema with a reference wherever a condition stands; pydantic resolves none of others."""
    if schema == forms.CONDITION:
        return {"$ref": "#/$defs/condition"}
    if isinstance(schema, dict):
        return {key: _with_conditions(value) for key, value in schema.items()}
    return [_with_conditions(value) for value in schema] if isinstance(schema, list) else schema


def profile_schema(facts: FactDictionary) -> Schema:
    """The schema of a child's profile: every given fact, none required, unknown as null."""
    properties: Schema = {fact.id: _fact_schema(fact) for fact in facts.given}
    properties["attested"] = {
        "type": "object",
        "description": "工作人员已看到（true）或未被认可（false）的材料",
        "additionalProperties": {"type": "boolean"},
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def whole_profile_schema(facts: FactDictionary) -> Schema:
    """The profile's schema as a document of its own."""
    return {"$schema": DIALECT, "title": "checklist profile", **profile_schema(facts)}


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
