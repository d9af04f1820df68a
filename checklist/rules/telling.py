"""A child of an example in words: what is known of it, label by label.

A keeper who is shown "birth date 2022-01-01 (4 years), permit held" can picture the child a rule
leaves out, and type the same into a profile.
"""

from collections.abc import Iterator
from datetime import date

from checklist.areas import Areas
from checklist.rules.derived import Child, completed_months, completed_years
from checklist.rules.facts import Fact, FactDictionary, Kind, Value

_COUNTED = {  # given date: (what it is counted in, how)
    "birth_date": ("unit_years", completed_years),
    "resident_since": ("unit_months", completed_months),
}


class Teller:
    """Tells examples in one language.

    Args:
        facts: the dictionary, for labels.
        areas: the list of places, for names.
        language: "zh-Hans" or "en".
    """

    def __init__(self, facts: FactDictionary, areas: Areas, language: str) -> None:
        self.facts = facts
        self.areas = areas
        self.language = language

    def child(self, child: Child, on: date) -> str:
        """Everything that is known of a child on a day, in one line."""
        return self._phrase("list").join(self._parts(child, on))

    def _parts(self, child: Child, on: date) -> Iterator[str]:
        for fact_id, value in child.facts.items():
            fact = self.facts[fact_id]
            yield f"{fact.label[self.language]} {self._value(fact, value, on)}"
        for attest, seen in child.attested.items():
            yield f"{attest} {self._flag(value=seen)}"

    def _value(self, fact: Fact, value: Value, on: date) -> str:
        if isinstance(value, bool):
            return self._flag(value=value)
        if isinstance(value, date):
            return f"{value.isoformat()}{self._counted(fact, value, on)}"
        if fact.kind is Kind.CHOICE:
            return fact.options[str(value)].label[self.language]
        if fact.kind is Kind.AREA:
            name = self.areas.full_name(str(value)) if self.language == "zh-Hans" else ""
            return name or str(value)
        return self._phrase("list").join(value) if isinstance(value, tuple) else str(value)

    def _counted(self, fact: Fact, day: date, on: date) -> str:
        if fact.id not in _COUNTED or day > on:
            return ""
        unit, count = _COUNTED[fact.id]
        number = count(day, on)
        said = self._phrase(f"{unit}_one" if number == 1 else unit).format(value=number)
        return self._phrase("group").format(clause=said)

    def _flag(self, *, value: bool) -> str:
        return self._phrase("yes" if value else "no")

    def _phrase(self, key: str) -> str:
        return self.facts.phrases[key][self.language]
