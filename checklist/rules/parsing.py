"""How YAML spells a condition: the grammar of catalog/README.md, read into the tree.

What a file says wrongly becomes findings, all of them with their place, and reading goes on;
only a condition understood as a whole is given back.
"""

import re
from collections.abc import Callable
from datetime import date

from checklist.findings import Finding
from checklist.located import Located, Plain, Trail
from checklist.rules.condition import (
    OPERATORS,
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    Operand,
    Operator,
    TestDay,
)
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind, Text, Value


def parse(
    located: Located, path: Trail, facts: FactDictionary, figures: frozenset[str] = frozenset()
) -> tuple[Condition | None, tuple[Finding, ...]]:
    """Read the condition that stands at `path`.

    Args:
        located: the file.
        path: where in it the condition stands.
        facts: the dictionary every leaf is checked against.
        figures: ids of figures a leaf may name.

    Returns:
        The tree (None when it or a part of it cannot be understood), and all findings.
    """
    reader = _Reader(located, facts, figures)
    return reader.condition(path), tuple(reader.findings)


_TEST_DAY = re.compile(r"(next )?(\d\d)-(\d\d)\Z")
_BRANCHES = {"all", "any", "not"}
_LEAF_KEYS = {"fact", "on", "why"} | set(Operator)


class _Reader:
    """Reads one condition, keeping every finding."""

    def __init__(self, located: Located, facts: FactDictionary, figures: frozenset[str]) -> None:
        self.located = located
        self.facts = facts
        self.figures = figures
        self.findings: list[Finding] = []

    def condition(self, path: Trail) -> Condition | None:
        body = self._at(path)
        if not isinstance(body, dict) or not body:
            self._find("C103", path, wanted="条件", **{"wanted.en": "a condition"})
            return None
        if "fact" in body:
            return self._leaf(path, body)
        if "attest" in body:
            return self._attest(path, body)
        kinds = _BRANCHES & body.keys()
        if len(kinds) != 1:
            self._find("C204", path)
            return None
        self._unknown_keys(path, body, _BRANCHES | {"why"})
        return self._branch(path, body, kinds.pop())

    def _branch(self, path: Trail, body: dict[str, Plain], kind: str) -> Condition | None:
        span, why = self.located.at_key((*path, kind)), self._text(path, body, "why")
        if kind == "not":
            part = self.condition((*path, "not"))
            return Not(part, span, why) if part else None
        entries = body[kind]
        if not isinstance(entries, list) or not entries:
            self._find("C209", (*path, kind), key=kind)
            return None
        parts = [self.condition((*path, kind, index)) for index in range(len(entries))]
        whole = tuple(part for part in parts if part)
        if len(whole) < len(parts):
            return None
        return All(whole, span, why) if kind == "all" else AnyOf(whole, span, why)

    def _attest(self, path: Trail, body: dict[str, Plain]) -> Attest | None:
        self._unknown_keys(path, body, {"attest", "text", "why"})
        text = self._text(path, body, "text", required=True)
        if not isinstance(body["attest"], str):
            self._find("C103", (*path, "attest"), wanted="文字", **{"wanted.en": "a text"})
            return None
        if text is None:
            return None
        why = self._text(path, body, "why")
        return Attest(body["attest"], text, self.located.at((*path, "attest")), why)

    def _leaf(self, path: Trail, body: dict[str, Plain]) -> Leaf | None:
        self._unknown_keys(path, body, _LEAF_KEYS)
        fact_id = body["fact"]
        if not isinstance(fact_id, str) or fact_id not in self.facts:
            from difflib import get_close_matches  # noqa: PLC0415 - only for the mistaken

            near = get_close_matches(str(fact_id), list(self.facts.facts), 3)
            self._find("C201", (*path, "fact"), fact=str(fact_id), near="、".join(near))
            return None
        fact = self.facts[fact_id]
        found = [Operator(key) for key in body if key in set(Operator)]
        if len(found) != 1:
            self._find("C204", path)
            return None
        if found[0] not in OPERATORS[fact.kind]:
            allowed = "、".join(sorted(OPERATORS[fact.kind]))
            self._find("C203", (*path, found[0]), fact=fact_id, allowed=allowed)
            return None
        operands = self._operands((*path, found[0]), fact, found[0], body[found[0]])
        test_day = self._test_day(path, fact, body)
        why = self._text(path, body, "why")
        span = self.located.at((*path, "fact"))
        return Leaf(fact_id, found[0], operands, span, test_day, why) if operands else None

    def _operands(
        self, path: Trail, fact: Fact, operator: Operator, raw: Plain
    ) -> tuple[Operand, ...]:
        """The operands, or () with findings."""
        many = operator in {Operator.IN, Operator.BETWEEN}
        if many and (not isinstance(raw, list) or not raw):
            self._find("C103", path, wanted="列表", **{"wanted.en": "a list"})
            return ()
        entries = [((*path, i), value) for i, value in enumerate(raw)] if (
            many and isinstance(raw, list)
        ) else [(path, raw)]  # fmt: skip
        operands = [self._operand(place, fact, value) for place, value in entries]
        whole = tuple(operand for operand in operands if operand is not None)
        if len(whole) < len(operands):
            return ()
        if operator is Operator.BETWEEN and not _ascending(whole):
            self._find("C210", path)
            return ()
        return whole

    def _operand(self, path: Trail, fact: Fact, raw: Plain) -> Operand | None:
        if isinstance(raw, dict) and raw.keys() == {"figure"}:
            if raw["figure"] in self.figures:
                return FigureRef(str(raw["figure"]))
            self._find("C208", (*path, "figure"), figure=str(raw["figure"]))
            return None
        value = typed(fact, raw)
        if value is None:
            self._find("C202", path, fact=fact.id, allowed=domain(fact))
            return None
        return value

    def _test_day(self, path: Trail, fact: Fact, body: dict[str, Plain]) -> TestDay | None:
        if "on" not in body:
            return None
        match = _TEST_DAY.match(str(body["on"]))
        try:
            if match and fact.kind is Kind.COUNT and fact.derived:
                month, day = int(match[2]), int(match[3])
                date(2023, month, day)  # a common year: 02-29 is no test day
                return TestDay(month, day, bool(match[1]))
        except ValueError:
            pass
        self._find("C211", (*path, "on"))
        return None

    def _text(
        self, path: Trail, body: dict[str, Plain], key: str, *, required: bool = False
    ) -> Text | None:
        if key not in body and not required:
            return None
        raw = body.get(key)
        texts = (
            {k: v for k, v in raw.items() if isinstance(v, str)} if isinstance(raw, dict) else {}
        )
        for language in LANGUAGES:
            if not texts.get(language):
                self._find("C106", (*path, key), language=language)
        return texts if all(texts.get(language) for language in LANGUAGES) else None

    def _unknown_keys(self, path: Trail, body: dict[str, Plain], allowed: set[str]) -> None:
        for key in body.keys() - allowed:
            self._find("C101", (*path, key), key=key, near="、".join(sorted(allowed)))

    def _at(self, path: Trail) -> Plain:
        value: Plain = self.located.data
        for key in path:
            if isinstance(value, dict):
                value = value.get(str(key))
            elif isinstance(value, list) and isinstance(key, int) and key < len(value):
                value = value[key]
            else:
                return None
        return value

    def _find(self, code: str, path: Trail, **values: str) -> None:
        at_key = code in {"C101", "C203", "C209"}
        span = self.located.at_key(path) if at_key else self.located.at(path)
        self.findings.append(Finding(code, span, values, (), self.located.quote(span)))


def _ascending(bounds: tuple[Operand, ...]) -> bool:
    if len(bounds) != 2:  # noqa: PLR2004 - low and high
        return False
    low, high = bounds
    if isinstance(low, FigureRef) or isinstance(high, FigureRef):
        return True
    return type(low) is type(high) and low <= high  # type: ignore[operator]  # same type, ordered


_TYPED: dict[Kind, Callable[[Fact, Plain], Value | None]] = {
    Kind.FLAG: lambda _, raw: raw if isinstance(raw, bool) else None,
    Kind.CHOICE: lambda fact, raw: raw if isinstance(raw, str) and raw in fact.options else None,
    Kind.DATE: lambda _, raw: iso_date(raw),
    Kind.AREA: lambda _, raw: raw if isinstance(raw, str) and re.match(r"\d{6}\Z", raw) else None,
    Kind.COUNT: lambda _, raw: raw if isinstance(raw, int | float) and raw is not True else None,
    Kind.TEXT: lambda _, raw: raw if isinstance(raw, str) else None,
    Kind.TAGS: lambda _, raw: raw if isinstance(raw, str) else None,
}


def typed(fact: Fact, raw: Plain) -> Value | None:
    """A YAML value as a value of the fact; None when it is outside the fact's domain."""
    return (
        None if isinstance(raw, bool) != (fact.kind is Kind.FLAG) else _TYPED[fact.kind](fact, raw)
    )


def iso_date(raw: Plain) -> date | None:
    """A date written 2024-09-03; None for anything else."""
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == 10 else None  # noqa: PLR2004
    except ValueError:
        return None


def domain(fact: Fact) -> str:
    """What values a fact takes, in words short enough for a hint."""
    if fact.kind is Kind.CHOICE:
        return "、".join(fact.options)
    return {
        Kind.FLAG: "true、false",
        Kind.DATE: "2024-09-03",
        Kind.AREA: '"320583"',
        Kind.COUNT: "0、1、2 …",
        Kind.TAGS: "zh-Hans、ug …",
    }.get(fact.kind, "…")
