"""One child's facts as somebody wrote them, typed and held against each other.

A profile's file and a roster's row differ only in where a fact stands and in what words; what
a fact may be, and what contradicts what, is decided once and here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from checklist.areas import Areas, Found
from checklist.children import identity
from checklist.findings import Finding, Span
from checklist.located import Plain
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind, Value
from checklist.rules.parsing import domain, iso_date, typed

UNKNOWN_WORDS = {"unknown", "不清楚", "不知道", "未知", "?", "\uff1f"}


class Places(Protocol):
    """Where the facts of one child stand, and what may be shown of that place."""

    def at(self, key: str) -> Span:
        """Where a fact's value stands."""

    def stated(self, key: str) -> bool:
        """Whether a fact is written down, and does not only follow from another."""

    def quote(self, span: Span, key: str) -> str | None:
        """The source line with every value hidden; None where no line can be shown."""

    def allowed(self, fact: Fact) -> Mapping[str, str]:
        """How a fact may be written: the value `allowed`, or one per language."""


class FactReader:
    """Reads one child's facts and gathers what is wrong with them.

    Args:
        places: where they stand.
        facts: the dictionary of facts.
        areas: the list of places.
        on: the date the facts are to hold for.
        find: what place a text means, when that is remembered from child to child.
    """

    def __init__(
        self,
        places: Places,
        facts: FactDictionary,
        areas: Areas,
        on: date,
        find: Callable[[str], Found] | None = None,
    ) -> None:
        self.places = places
        self.facts = facts
        self.areas = areas
        self.on = on
        self.find_place = find or areas.find
        self.findings: list[Finding] = []

    def fact(self, key: str, raw: Plain) -> Value | None:
        """One given fact's value; None for unknown, and for anything wrong, with a finding."""
        if raw is None or (isinstance(raw, str) and raw.strip() in UNKNOWN_WORDS):
            return None
        fact = self.facts[key]
        match fact.kind:
            case Kind.AREA:
                return self._area(key, raw)
            case Kind.TAGS:
                return self._tags(key, raw)
            case Kind.DATE:
                return self._date(fact, raw)
            case Kind.TEXT:
                return self._text(fact, raw)
            case _:
                return self._typed(fact, raw)

    def hold(self, found: dict[str, Value]) -> None:
        """Hold all facts against each other; what an ID number states is added to them."""
        self._numbers(found)
        self._dates(found)
        self._plausible(found)

    def find(
        self,
        code: str,
        key: str,
        spoken: Mapping[str, str] | None = None,
        *,
        span: Span | None = None,
        related: tuple[Span, ...] = (),
        **values: str,
    ) -> None:
        """Note a problem.

        Args:
            code: which.
            key: the fact it is about.
            spoken: values that differ between languages.
            span: where, if not where the fact's value stands.
            related: other places that take part.
            **values: what else is filled into its sentences; of `fact`, its label is made.
        """
        values |= spoken or {}
        span = span or self.places.at(key)
        if (fact := self.facts.facts.get(values.get("fact", ""))) is not None:
            values |= {f"fact.{tag}": f"{label}({fact.id})" for tag, label in fact.label.items()}
        quote = self.places.quote(span, key)
        self.findings.append(Finding(code, span, values, related, quote))

    def _typed(self, fact: Fact, raw: Plain) -> Value | None:
        value = typed(fact, raw)
        if value is None:
            code = "P103" if fact.kind is Kind.CHOICE and isinstance(raw, str) else "P102"
            self._unreadable(fact, code)
        return value

    def _unreadable(self, fact: Fact, code: str = "P102") -> None:
        self.find(code, fact.id, self.places.allowed(fact), fact=fact.id)

    def _text(self, fact: Fact, raw: Plain) -> str | None:
        if fact.id == "id_number" and isinstance(raw, int | float) and not isinstance(raw, bool):
            raw = str(raw)
        if not isinstance(raw, str):
            self._unreadable(fact)
            return None
        return raw.strip()

    def _date(self, fact: Fact, raw: Plain) -> date | None:
        day = iso_date(raw)
        if day is None:
            self._unreadable(fact)
        return day

    def _area(self, key: str, raw: Plain) -> str | None:
        found = self.find_place(str(raw)) if isinstance(raw, str | int) else None
        if found and found.area:
            code = found.area.code
            if found.area.until is not None and self.areas.current(code) == code:
                self.find("P116", key, fact=key, year=str(found.area.until))
            return code
        if found and found.candidates:
            near = "、".join(
                f"{self.areas.full_name(area.code)}({area.code})" for area in found.candidates
            )
            self.find("P111", key, fact=key, near=near)
        else:
            self.find("P112", key, fact=key)
        return None

    def _tags(self, key: str, raw: Plain) -> tuple[str, ...] | None:
        if isinstance(raw, list) and all(isinstance(tag, str) for tag in raw):
            return tuple(str(tag) for tag in raw)
        self._unreadable(self.facts[key])
        return None

    def _numbers(self, found: dict[str, Value]) -> None:
        """The ID number gives birth date and sex, or must agree with those stated."""
        number = found.get("id_number")
        if not isinstance(number, str):
            return
        if not identity.well_formed(number):
            self.find("P105", "id_number")
            return
        if not identity.check_digit_holds(number):
            self.find("P104", "id_number")
            return
        if (born := identity.birth_date(number)) is None:
            self.find("P105", "id_number")
            return
        for key, stated, code in (
            ("birth_date", born, "P106"),
            ("sex", identity.sex(number), "P107"),
        ):
            if found.setdefault(key, stated) != stated:
                self.find(code, key, related=(self.places.at("id_number"),))

    def _dates(self, found: Mapping[str, Value]) -> None:
        born = found.get("birth_date")
        for key in ("birth_date", "resident_since"):
            day = found.get(key)
            if isinstance(day, date) and day > self.on:
                stated = key if self.places.stated(key) else "id_number"
                self.find("P108", stated, fact=key, on=self.on.isoformat())
        since = found.get("resident_since")
        if isinstance(born, date) and isinstance(since, date) and since < born:
            self.find("P109", "resident_since")

    def _plausible(self, found: Mapping[str, Value]) -> None:
        """Things that can be but rarely are; warnings, and the facts stand."""
        permit = found.get("residence_permit")
        if permit in {"none", "applied"} and "permit_endorsed_until" in found:
            self.find("P113", "permit_endorsed_until")
        born, stage = found.get("birth_date"), found.get("school_stage")
        if isinstance(born, date) and isinstance(stage, str) and stage in _USUAL_AGES:
            low, high = _USUAL_AGES[stage]
            if not low <= (self.on - born).days // 365 <= high:
                self.find("P114", "school_stage")


def allowed(fact: Fact) -> dict[str, str]:
    """What a profile may state for a fact, per language; a choice's options with labels."""
    if fact.kind in _EXAMPLES:
        return {"allowed": _EXAMPLES[fact.kind]}
    if fact.kind is not Kind.CHOICE:
        return {"allowed": domain(fact)}
    return {
        f"allowed.{tag}": "、".join(f"{key}({o.label[tag]})" for key, o in fact.options.items())
        for tag in LANGUAGES
    }


_EXAMPLES = {
    Kind.DATE: "2019-05-02",
    Kind.TAGS: "[zh-Hans, ug]",
    Kind.TEXT: "文字 / text",
}

_USUAL_AGES = {  # far outside these completed years a stage is more likely a slip
    "nursery": (0, 4),
    "kindergarten": (2, 8),
    "primary": (5, 15),
    "junior": (10, 18),
    "senior": (13, 21),
}
