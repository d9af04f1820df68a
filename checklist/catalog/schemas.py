"""JSON Schemas of the catalog's files, for editors and for other programs.

Made from the same forms that check the files and from the dictionary of facts, so a schema
can never say something else than the program does.
"""

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
    schema = FORMS[kind].model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    definitions["condition"] = condition_schema(facts)
    if kind == "cases":
        definitions["CaseForm"]["properties"]["child"] = profile_schema(facts)
    return {"$schema": DIALECT, "title": f"checklist {kind}", **schema}


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
    leaves = [_leaf(fact, operator) for fact in facts.facts.values()
              for operator in sorted(OPERATORS[fact.kind])]  # fmt: skip
    return {"oneOf": [*branches, attest, *leaves]}


def _leaf(fact: Fact, operator: Operator) -> Schema:
    figure = _closed({"figure": {"type": "string"}}, ["figure"])
    value: Schema = {"anyOf": [_value_schema(fact), figure]}
    operand: Schema = value
    if operator is Operator.IN:
        operand = {"type": "array", "items": value, "minItems": 1}
    elif operator is Operator.BETWEEN:
        operand = {"type": "array", "items": value, "minItems": 2, "maxItems": 2}
    day = {"type": "string", "pattern": r"^(next )?\d\d-\d\d$"}
    known: Schema = {"fact": {"const": fact.id}, operator.value: operand, "why": _text()}
    if fact.kind is Kind.COUNT and fact.derived:
        known["on"] = day
    return _closed(known, ["fact", operator.value])


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
