"""One child's profile from YAML or JSON: typed facts, checked against each other.

What is left out, empty, or 不清楚 is unknown and stays so. Every problem is found in one pass,
and none repeats what the file says of the child: source lines are shown with values hidden.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from checklist.areas import Areas
from checklist.children import reading
from checklist.children.reading import FactReader
from checklist.findings import Finding, Span
from checklist.located import Located, Plain, Trail, read
from checklist.rules.derived import Child
from checklist.rules.facts import Fact, FactDictionary, Value

ATTESTED = "attested"


@dataclass(frozen=True, slots=True)
class Profile:
    """A child as a file states it: the facts, and where each stands."""

    child: Child
    spans: Mapping[str, Span]

    @property
    def residence(self) -> str | None:
        """The code of where the child lives, when it is known."""
        value = self.child.facts.get("residence")
        return value if isinstance(value, str) else None


def read_profile(
    path: Path, facts: FactDictionary, areas: Areas, on: date
) -> tuple[Profile | None, tuple[Finding, ...]]:
    """Read a profile.

    Args:
        path: a YAML or JSON file, UTF-8.
        facts: the dictionary of facts.
        areas: the list of places, for names.
        on: the date the facts are to hold for; later dates of birth and the like are errors.

    Returns:
        The profile (None when the file could not be read at all) and all findings.
    """
    located, findings = read(path)
    hidden = tuple(replace(finding, quote=None) for finding in findings)
    if hidden:
        return None, hidden
    if not isinstance(located.data, dict):
        return None, (Finding("C010", located.at(())),)
    reader = ProfileReader(located, facts, areas, on)
    return reader.profile(located.data), tuple(reader.findings)


class ProfileReader:
    """Reads a child's mapping in a file and gathers what is wrong with it.

    Args:
        located: the file.
        facts: the dictionary of facts.
        areas: the list of places.
        on: the date the facts are to hold for.
        path: where in the file the child's mapping stands.
    """

    def __init__(
        self, located: Located, facts: FactDictionary, areas: Areas, on: date, path: Trail = ()
    ) -> None:
        self.places = _InFile(located, path, facts)
        self.facts = facts
        self.core = FactReader(self.places, facts, areas, on)

    @property
    def findings(self) -> list[Finding]:
        """What was found so far."""
        return self.core.findings

    def profile(self, data: Mapping[str, Plain]) -> Profile:
        """All facts of a mapping, typed and cross-checked."""
        found: dict[str, Value] = {}
        for key, raw in data.items():
            if key == ATTESTED:
                continue
            if key not in self.facts or self.facts[key].derived:
                self._foreign(key)
            elif (value := self.core.fact(key, raw)) is not None:
                found[key] = value
        self.core.hold(found)
        told = (key for key in data if key in found or key == ATTESTED)
        spans = {key: self.places.at(key) for key in told}
        return Profile(Child(found, self._attested(data.get(ATTESTED))), spans)

    def _foreign(self, key: str) -> None:
        """A key that is no fact, or a derived one, which is computed and never stated."""
        span = self.places.at_key(key)
        if key in self.facts:
            sources = "、".join(self.facts[key].derived_from)
            self.core.find("P115", key, span=span, fact=key, sources=sources)
            return
        names = [fact.id for fact in self.facts.given]
        near = get_close_matches(key, names, 1)
        nothing = {"near": "没有相近的", "near.en": "nothing"}
        self.core.find("P101", key, {"near": near[0]} if near else nothing, span=span)

    def _attested(self, raw: Plain) -> Mapping[str, bool]:
        if raw is None:
            return {}
        if isinstance(raw, dict) and all(isinstance(value, bool) for value in raw.values()):
            return {key: value is True for key, value in raw.items()}
        self.core.find("P102", ATTESTED, fact=ATTESTED, allowed="{other-proof: true}")
        return {}


@dataclass(frozen=True, slots=True)
class _InFile:
    """Where the facts of a mapping in a YAML or JSON file stand."""

    located: Located
    path: Trail
    facts: FactDictionary

    def at(self, key: str) -> Span:
        return self.located.at((*self.path, key))

    def at_key(self, key: str) -> Span:
        return self.located.at_key((*self.path, key))

    def stated(self, key: str) -> bool:
        return (*self.path, key) in self.located.values

    def quote(self, span: Span, key: str) -> str | None:
        return hide(self.located.quote(span), key if key in self.facts else "")

    def allowed(self, fact: Fact) -> dict[str, str]:
        return reading.allowed(fact)


def hide(line: str | None, key: str) -> str | None:
    """A profile's source line, all hidden behind dots but a known key at its start."""
    if line is None:
        return None
    match = re.match(r"""(\s*[{,]?\s*["']?)([\w-]*)(["']?\s*:)""", line)
    head = match[0] if match and key and match[2] == key else ""
    return head + re.sub(r"\S", "·", line[len(head) :])
