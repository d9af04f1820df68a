"""The closed dictionary of facts, read from catalog/facts.yaml.

Every fact a condition may name is declared once, with its type, its words in each language
and who can supply it; profiles, questions, wording and schemas all follow from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from checklist.findings import Finding, Span
from checklist.located import Located, Plain, read

Text: TypeAlias = Mapping[str, str]
Value: TypeAlias = bool | int | float | str | date | tuple[str, ...]

LANGUAGES = ("zh-Hans", "en")
PHRASES = (  # the connectives wording.py joins statements with
    "sentence", "and", "or", "group", "contrary", "list", "list_last", "test_day", "yes", "no",
    "unit_years", "unit_years_one", "unit_months", "unit_months_one",
)  # fmt: skip


class Kind(StrEnum):
    """What values a fact takes; `area` is a GB/T 2260 code, `tags` a tuple of language tags."""

    FLAG = "flag"
    CHOICE = "choice"
    DATE = "date"
    AREA = "area"
    COUNT = "count"
    TEXT = "text"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice: its label and the words people write for it."""

    label: Text
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that may be known of a child.

    Args:
        id: the name conditions and profiles use.
        kind: the type of its values.
        label: what it is called, per language.
        question: the whole question that asks for it; None for derived facts.
        options: the values of a choice, in the order of the file.
        unit: of a count: "years" (completed), "months" (completed), "year" (calendar).
        who: who can supply it, such as "guardian" or "school".
        proof: the paper that shows it, where that is generally known.
        sensitivity: "ordinary", "personal" or "sensitive".
        headers: column names under which rosters carry it.
        says: whole statements per operator and language, see wording.py.
        derived_from: the given facts a derived fact is computed from; () for a given one.
        span: where it is declared.
    """

    id: str
    kind: Kind
    label: Text
    span: Span
    question: Text | None = None
    options: Mapping[str, Option] = field(default_factory=dict)
    unit: str = ""
    who: tuple[str, ...] = ()
    proof: Text | None = None
    sensitivity: str = "personal"
    headers: tuple[str, ...] = ()
    says: Mapping[str, Text] = field(default_factory=dict)
    derived_from: tuple[str, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether it is computed from other facts and never asked for."""
        return bool(self.derived_from)


@dataclass(frozen=True, slots=True)
class FactDictionary:
    """All facts by id, given ones first in interview order, and the wording's connectives."""

    facts: Mapping[str, Fact]
    phrases: Mapping[str, Text]

    def __getitem__(self, fact_id: str) -> Fact:
        return self.facts[fact_id]

    def __contains__(self, fact_id: object) -> bool:
        return fact_id in self.facts

    @property
    def given(self) -> tuple[Fact, ...]:
        """The facts a profile may state."""
        return tuple(fact for fact in self.facts.values() if not fact.derived)


def read_facts(path: Path, name: str | None = None) -> tuple[FactDictionary, tuple[Finding, ...]]:
    """Read the dictionary.

    Args:
        path: catalog/facts.yaml.
        name: how findings call it.

    Returns:
        The facts that could be read, and a finding for everything that could not.
    """
    located, findings = read(path, name)
    reader = _Reader(located)
    facts: dict[str, Fact] = {}
    for section in ("facts", "derived"):
        entries = _mapping(located.data, section)
        for fact_id in entries:
            if fact := reader.fact(section, fact_id):
                facts[fact_id] = fact
    phrases = {key: reader.text("phrases", key) for key in PHRASES}
    return FactDictionary(facts, phrases), (*findings, *reader.findings)


def _mapping(data: Plain, key: str) -> dict[str, Plain]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


_KEYS = {
    "type", "options", "label", "question", "who", "proof", "sensitivity", "headers", "says",
    "unit", "from",
}  # fmt: skip


class _Reader:
    """Reads single facts and gathers what is wrong with them."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.findings: list[Finding] = []

    def fact(self, section: str, fact_id: str) -> Fact | None:
        path = (section, fact_id)
        body = _mapping(_mapping(self.located.data, section), fact_id) or _mapping(
            {"": _mapping(self.located.data, section).get(fact_id)}, ""
        )
        known = "、".join(sorted(_KEYS))
        for key in body.keys() - _KEYS:
            self._find("C101", self.located.at_key((*path, key)), key=key, near=known)
        kind = str(body.get("type"))
        if kind not in set(Kind):
            self._find("C104", self.located.at((*path, "type")), allowed="、".join(Kind))
            return None
        says = _mapping(body, "says")
        return Fact(
            id=fact_id,
            kind=Kind(kind),
            label=self.text(*path, "label"),
            span=self.located.at_key(path),
            question=self.text(*path, "question") if "question" in body else None,
            options={key: self._option(*path, "options", key) for key in _mapping(body, "options")},
            unit=str(body.get("unit", "")),
            who=_words(body.get("who")),
            proof=self.text(*path, "proof") if "proof" in body else None,
            sensitivity=str(body.get("sensitivity", "personal")),
            headers=_words(body.get("headers")),
            says={operator: self.text(*path, "says", operator) for operator in says},
            derived_from=_words(body.get("from")) if section == "derived" else (),
        )

    def text(self, *path: str) -> Text:
        """A text in every language; a finding for each language that is missing."""
        value = self._value(path)
        texts = value if isinstance(value, dict) else {}
        for language in LANGUAGES:
            if not isinstance(texts.get(language), str):
                self._find("C106", self.located.at(path), language=language)
        return {language: str(texts.get(language) or "") for language in LANGUAGES}

    def _option(self, *path: str) -> Option:
        body = self._value(path)
        words = body.get("words") if isinstance(body, dict) else None
        return Option(self.text(*path, "label"), _words(words))

    def _value(self, path: tuple[str, ...]) -> Plain:
        value = self.located.data
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def _find(self, code: str, span: Span, **values: str) -> None:
        self.findings.append(Finding(code, span, values, (), self.located.quote(span)))


def _words(value: Plain) -> tuple[str, ...]:
    return tuple(str(word) for word in value) if isinstance(value, list) else ()
