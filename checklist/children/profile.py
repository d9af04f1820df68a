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
from checklist.children import identity
from checklist.findings import Finding, Span
from checklist.located import Located, Plain, Trail, read
from checklist.rules.derived import Child
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind, Value
from checklist.rules.parsing import domain, iso_date, typed

UNKNOWN_WORDS = {"unknown", "不清楚", "不知道", "未知", "?", "\uff1f"}
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
    """Reads one child's facts and gathers what is wrong with them.

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
        self.located = located
        self.path = path
        self.facts = facts
        self.areas = areas
        self.on = on
        self.findings: list[Finding] = []

    def profile(self, data: Mapping[str, Plain]) -> Profile:
        """All facts of a mapping, typed and cross-checked."""
        found: dict[str, Value] = {}
        for key, raw in data.items():
            if key == ATTESTED:
                continue
            if (value := self._fact(key, raw)) is not None:
                found[key] = value
        self._numbers(found)
        self._dates(found)
        self._plausible(found)
        told = (key for key in data if key in found or key == ATTESTED)
        spans = {key: self.located.at((*self.path, key)) for key in told}
        return Profile(Child(found, self._attested(data.get(ATTESTED))), spans)

    def _fact(self, key: str, raw: Plain) -> Value | None:
        """One fact's value; None for unknown, and for anything wrong, with a finding."""
        if key not in self.facts or self.facts[key].derived:
            self._foreign(key)
            return None
        if raw is None or (isinstance(raw, str) and raw.strip() in UNKNOWN_WORDS):
            return None
        fact = self.facts[key]
        match fact.kind:
            case Kind.AREA:
                return self._area(key, raw)
            case Kind.TAGS:
                return self._tags(key, raw)
            case Kind.DATE:
                return self._date(key, raw)
            case Kind.TEXT:
                return self._text(fact, raw)
            case _:
                return self._typed(fact, raw)

    def _foreign(self, key: str) -> None:
        """A key that is no fact, or a derived one, which is computed and never stated."""
        if key in self.facts:
            sources = "、".join(self.facts[key].derived_from)
            self._find("P115", key, at_key=True, fact=key, sources=sources)
        else:
            names = [fact.id for fact in self.facts.given]
            near = get_close_matches(key, names, 1)
            nothing = {"near": "没有相近的", "near.en": "nothing"}
            self._find("P101", key, {"near": near[0]} if near else nothing, at_key=True)

    def _typed(self, fact: Fact, raw: Plain) -> Value | None:
        value = typed(fact, raw)
        if value is None:
            code = "P103" if fact.kind is Kind.CHOICE and isinstance(raw, str) else "P102"
            self._find(code, fact.id, _allowed(fact), fact=fact.id)
        return value

    def _text(self, fact: Fact, raw: Plain) -> str | None:
        if fact.id == "id_number" and isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = str(raw)
        if not isinstance(raw, str):
            self._find("P102", fact.id, fact=fact.id, allowed="文字 / text")
            return None
        return raw.strip()

    def _date(self, key: str, raw: Plain) -> date | None:
        day = iso_date(raw)
        if day is None:
            self._find("P102", key, fact=key, allowed="2019-05-02")
        return day

    def _area(self, key: str, raw: Plain) -> str | None:
        found = self.areas.find(str(raw)) if isinstance(raw, str | int) else None
        if found and found.area:
            code = found.area.code
            if found.area.until is not None and self.areas.current(code) == code:
                self._find("P116", key, fact=key, year=str(found.area.until))
            return code
        if found and found.candidates:
            near = "、".join(
                f"{self.areas.full_name(area.code)}({area.code})" for area in found.candidates
            )
            self._find("P111", key, fact=key, near=near)
        else:
            self._find("P112", key, fact=key)
        return None

    def _tags(self, key: str, raw: Plain) -> tuple[str, ...] | None:
        if isinstance(raw, list) and all(isinstance(tag, str) for tag in raw):
            return tuple(str(tag) for tag in raw)
        self._find("P102", key, fact=key, allowed="[zh-Hans, ug]")
        return None

    def _attested(self, raw: Plain) -> Mapping[str, bool]:
        if raw is None:
            return {}
        if isinstance(raw, dict) and all(isinstance(value, bool) for value in raw.values()):
            return {key: value is True for key, value in raw.items()}
        self._find("P102", ATTESTED, fact=ATTESTED, allowed="{other-proof: true}")
        return {}

    def _numbers(self, found: dict[str, Value]) -> None:
        """The ID number gives birth date and sex, or must agree with those stated."""
        number = found.get("id_number")
        if not isinstance(number, str):
            return
        if not identity.well_formed(number):
            self._find("P105", "id_number")
            return
        if not identity.check_digit_holds(number):
            self._find("P104", "id_number")
            return
        if (born := identity.birth_date(number)) is None:
            self._find("P105", "id_number")
            return
        for key, stated, code in (
            ("birth_date", born, "P106"),
            ("sex", identity.sex(number), "P107"),
        ):
            if found.setdefault(key, stated) != stated:
                self._find(code, key, related=(self.located.at((*self.path, "id_number")),))

    def _dates(self, found: Mapping[str, Value]) -> None:
        born = found.get("birth_date")
        for key in ("birth_date", "resident_since"):
            day = found.get(key)
            if isinstance(day, date) and day > self.on:
                stated = key if self.located.values.get((*self.path, key)) else "id_number"
                self._find("P108", stated, fact=key, on=self.on.isoformat())
        since = found.get("resident_since")
        if isinstance(born, date) and isinstance(since, date) and since < born:
            self._find("P109", "resident_since")

    def _plausible(self, found: Mapping[str, Value]) -> None:
        """Things that can be but rarely are; warnings, and the facts stand."""
        permit = found.get("residence_permit")
        if permit in {"none", "applied"} and "permit_endorsed_until" in found:
            self._find("P113", "permit_endorsed_until")
        born, stage = found.get("birth_date"), found.get("school_stage")
        if isinstance(born, date) and isinstance(stage, str) and stage in _USUAL_AGES:
            low, high = _USUAL_AGES[stage]
            if not low <= (self.on - born).days // 365 <= high:
                self._find("P114", "school_stage")

    def _find(
        self,
        code: str,
        key: str,
        spoken: Mapping[str, str] | None = None,
        *,
        at_key: bool = False,
        related: tuple[Span, ...] = (),
        **values: str,
    ) -> None:
        """Note a problem; `spoken` are values that differ between languages."""
        values |= spoken or {}
        path = (*self.path, key)
        span = self.located.at_key(path) if at_key else self.located.at(path)
        quote = hide(self.located.quote(span), key if key in self.facts else "")
        if (fact := self.facts.facts.get(values.get("fact", ""))) is not None:
            values |= {f"fact.{tag}": f"{label}({fact.id})" for tag, label in fact.label.items()}
        self.findings.append(Finding(code, span, values, related, quote))


def _allowed(fact: Fact) -> dict[str, str]:
    """What may be written for a fact, per language; a choice's options with their labels."""
    if fact.kind is not Kind.CHOICE:
        return {"allowed": domain(fact)}
    return {
        f"allowed.{tag}": "、".join(f"{key}({o.label[tag]})" for key, o in fact.options.items())
        for tag in LANGUAGES
    }


_USUAL_AGES = {  # far outside these completed years a stage is more likely a slip
    "nursery": (0, 4),
    "kindergarten": (2, 8),
    "primary": (5, 15),
    "junior": (10, 18),
    "senior": (13, 21),
}


def hide(line: str | None, key: str) -> str | None:
    """A profile's source line, all hidden behind dots but a known key at its start."""
    if line is None:
        return None
    match = re.match(r"""(\s*[{,]?\s*["']?)([\w-]*)(["']?\s*:)""", line)
    head = match[0] if match and key and match[2] == key else ""
    return head + re.sub(r"\S", "·", line[len(head) :])
