"""A mapping file: what a column or a word means in one school's roster.

Rosters that name things their own way need not be changed, and nothing is guessed of them:
`columns` names the fact of a header (or null for one not to be read), `words` the value of a
word, fact by fact.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from checklist.children.headers import spelt
from checklist.findings import Finding, Span
from checklist.located import Located, Plain, Trail, read
from checklist.rules.facts import FactDictionary, Kind

_SECTIONS = ("columns", "words")


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping file says.

    Args:
        columns: header in its compared form -> fact id, or None where it is not to be read.
        words: fact id -> word -> the value it stands for.
        spans: where the file names each header.
    """

    columns: Mapping[str, str | None] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, bool | str]] = field(default_factory=dict)
    spans: Mapping[str, Span] = field(default_factory=dict)


def read_mapping(path: Path, facts: FactDictionary) -> tuple[Mapped, tuple[Finding, ...]]:
    """Read a mapping file; all findings at once."""
    located, findings = read(path)
    reader = _Reader(located, facts)
    mapped = reader.mapped()
    return mapped, (*findings, *reader.findings)


class _Reader:
    """Reads the file and gathers what is wrong with it."""

    def __init__(self, located: Located, facts: FactDictionary) -> None:
        self.located = located
        self.facts = {fact.id: fact for fact in facts.given}
        self.findings: list[Finding] = []

    def mapped(self) -> Mapped:
        for key in self._entries(()).keys() - set(_SECTIONS):
            self._find("R016", (key,), "、".join(_SECTIONS))
        columns = {
            spelt(header): self._fact(header, named)
            for header, named in self._entries(("columns",)).items()
        }
        spans = {spelt(header): self.located.at_key(("columns", header))
                 for header in self._entries(("columns",))}  # fmt: skip
        return Mapped(columns, self._words(), spans)

    def _fact(self, header: str, named: Plain) -> str | None:
        if named is None or named in self.facts:
            return named if isinstance(named, str) else None
        near = get_close_matches(str(named), self.facts, 1)
        self._find("R016", ("columns", header), near[0] if near else "、".join(self.facts))
        return None

    def _words(self) -> dict[str, dict[str, bool | str]]:
        words: dict[str, dict[str, bool | str]] = {}
        for fact_id in self._entries(("words",)):
            if fact_id not in self.facts:
                self._find("R016", ("words", fact_id), "、".join(self.facts))
                continue
            words[fact_id] = {}
            for word, value in self._entries(("words", fact_id)).items():
                if self._is_value(fact_id, value):
                    words[fact_id][word] = value if isinstance(value, bool) else str(value)
                else:
                    self._find("R016", ("words", fact_id, word), self._values(fact_id))
        return words

    def _is_value(self, fact_id: str, value: Plain) -> bool:
        fact = self.facts[fact_id]
        if fact.kind is Kind.FLAG:
            return isinstance(value, bool)
        return isinstance(value, str) and value in fact.options

    def _values(self, fact_id: str) -> str:
        fact = self.facts[fact_id]
        return "true、false" if fact.kind is Kind.FLAG else "、".join(fact.options) or "—"

    def _entries(self, path: Trail) -> dict[str, Plain]:
        value: Plain = self.located.data
        for key in path:
            value = value.get(str(key)) if isinstance(value, dict) else None
        if value is not None and not isinstance(value, dict):
            self._find("R016", path, "{…}")
        return value if isinstance(value, dict) else {}

    def _find(self, code: str, path: Trail, allowed: str) -> None:
        span = self.located.at(path)
        quote = self.located.quote(span)
        self.findings.append(Finding(code, span, {"allowed": allowed}, (), quote))
