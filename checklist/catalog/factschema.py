"""The JSON Schema of the dictionary of facts, which is read by hand and has no form.

Whoever declares a fact is told by the editor which words it takes and which statements it needs.
"""

from typing import Any

from checklist.findings import Span
from checklist.rules.condition import OPERATORS, Leaf
from checklist.rules.facts import LANGUAGES, PHRASES, Fact, Kind
from checklist.rules.wording import statements

Schema = dict[str, Any]


def facts_schema() -> Schema:
    """The schema of facts.yaml, without dialect and title."""
    text = {"$ref": "#/$defs/text"}
    return {
        "type": "object",
        "required": ["facts", "derived", "phrases"],
        "additionalProperties": False,
        "properties": {
            "facts": _entries(_fact(text, {"question": _told(text, "怎么问：一个完整的问句"),
                                           "headers": _words("花名册里的列名")}),
                              "由人填写的情况，按提问的先后"),
            "derived": _entries(_fact(text, {"from": _words("由哪些情况算出")}, "from"),
                                "程序算出的情况，不用填"),
            "phrases": {"type": "object", "required": list(PHRASES), "additionalProperties": False,
                        "properties": dict.fromkeys(PHRASES, text),
                        "description": "连接句子用的词"},
        },
        "$defs": {"text": _text()},
    }  # fmt: skip


def _entries(fact: Schema, description: str) -> Schema:
    pattern = {"^[a-z][a-z0-9_]*$": fact}
    return {
        "type": "object",
        "description": description,
        "patternProperties": pattern,
        "additionalProperties": False,
    }


def _fact(text: Schema, more: Schema, *required: str) -> Schema:
    """A fact's schema: a choice has options, and statements fit its type."""
    option = {
        "type": "object",
        "required": ["label"],
        "additionalProperties": False,
        "properties": {"label": text, "words": _words("人们怎么写它")},
    }
    properties = {
        "type": {"enum": list(Kind), "description": "种类：flag 是或否、choice 选一个、date 日期、"
                 "area 地方、count 数、text 文字、tags 语言"},
        "options": {"type": "object", "additionalProperties": option, "description": "可选的值"},
        "unit": {"enum": ["years", "months"], "description": "数的单位：years 周岁，months 足月"},
        "label": _told(text, "叫什么"),
        "who": _words("谁能提供"),
        "proof": _told(text, "看什么材料"),
        "sensitivity": {"enum": ["ordinary", "personal", "sensitive"],
                        "description": "ordinary 一般、personal 个人信息、sensitive 敏感个人信息"},
        "says": {"type": "object", "description": "各个比较词肯定和否定时怎么说"},
        **more,
    }  # fmt: skip
    kinds = [
        {
            "if": {"properties": {"type": {"const": str(kind)}}},
            "then": {"properties": {"says": _says(kind, text)}},
        }
        for kind in Kind
    ]
    needs_options = {
        "if": {"properties": {"type": {"const": "choice"}}},
        "then": {"required": ["options"]},
    }
    return {
        "type": "object",
        "required": ["type", "label", *required],
        "additionalProperties": False,
        "properties": properties,
        "allOf": [*kinds, needs_options],
    }


def _says(kind: Kind, text: Schema) -> Schema:
    """The statements conditions may need of a fact of that type."""
    nowhere = Span("", 1, 1)
    fact = Fact("", kind, {}, nowhere)
    names = {
        name
        for operator in OPERATORS[kind]
        for name in statements(fact, Leaf("", operator, (True,), nowhere))
    }
    return {"additionalProperties": False, "properties": dict.fromkeys(sorted(names), text)}


def _told(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _words(description: str) -> Schema:
    return {"type": "array", "items": {"type": "string"}, "description": description}


def _text() -> Schema:
    texts = {language: {"type": "string", "minLength": 1} for language in LANGUAGES}
    return {
        "type": "object",
        "properties": texts,
        "required": list(LANGUAGES),
        "additionalProperties": False,
        "description": "同一句话的中文和英文，两种都要写",
    }
