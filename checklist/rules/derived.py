"""Derived facts: what follows from a child's given facts on a date.

Each derived fact is a small pure function; when it cannot be known, it names the given
facts that would settle it, so that an open answer always ends in a question.
The readings are those worked out in the README of catalog/.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from checklist.areas import Areas
from checklist.rules import truth
from checklist.rules.facts import Value

if TYPE_CHECKING:
    from checklist.rules.condition import TestDay


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of one fact: its value, or the given facts that are missing."""

    value: Value | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """What is known of one child: given facts by id (absent = unknown), and ticked attests.

    Args:
        facts: values of the types facts.yaml declares.
        attested: for an attest's id, whether a person saw it (True) or it was refused (False).
    """

    facts: Mapping[str, Value]
    attested: Mapping[str, bool]


def completed_months(since: date, on: date) -> int:
    """Whole calendar months from one day to another; negative before the first.

    A month is complete on the same day of a later month, or on the first of the month
    after where that day does not exist (31 January -> 1 March).
    """
    months = (on.year - since.year) * 12 + on.month - since.month
    return months - (on.day < since.day)


def completed_years(since: date, on: date) -> int:
    """Completed years; who was born on 29 February turns older on 1 March in common years."""
    return completed_months(since, on) // 12


class Deriver:
    """Reads any fact of one child on one date.

    Args:
        child: the child.
        on: the date all answers hold for.
        areas: the list of places, to compare codes.
    """

    def __init__(self, child: Child, on: date, areas: Areas) -> None:
        self.child = child
        self.on = on
        self.areas = areas

    def read(self, fact_id: str, test_day: "TestDay | None" = None) -> Reading:
        """The value of a given or derived fact (except `migrant`, which is a condition).

        Args:
            fact_id: a fact's id.
            test_day: the yearly day to count on instead of the date itself.
        """
        on = test_day.date(self.on) if test_day else self.on
        if rule := _RULES.get(fact_id):
            return rule(self, on)
        value = self.child.facts.get(fact_id)
        return Reading(value, () if value is not None else (fact_id,))

    def _counted(self, fact_id: str, on: date, count: Callable[[date, date], int]) -> Reading:
        since = self.child.facts.get(fact_id)
        if not isinstance(since, date):
            return Reading(None, (fact_id,))
        return Reading(count(since, on))

    def age(self, on: date) -> Reading:
        """Completed years."""
        return self._counted("birth_date", on, completed_years)

    def age_months(self, on: date) -> Reading:
        """Completed months of life."""
        return self._counted("birth_date", on, completed_months)

    def months_resident(self, on: date) -> Reading:
        """Whole calendar months at the present residence."""
        return self._counted("resident_since", on, completed_months)

    def permit_valid(self, on: date) -> Reading:
        """A held permit whose endorsement lasts to the date or beyond (居住证暂行条例, art. 10)."""
        permit = self.child.facts.get("residence_permit")
        until = self.child.facts.get("permit_endorsed_until")
        held = truth.of(None if permit is None else permit == "held")
        lasts = truth.of(until >= on if isinstance(until, date) else None)
        valid = truth.all_of((held, lasts))
        if valid is not truth.Truth.UNKNOWN:
            return Reading(valid is truth.Truth.YES)
        missing = [] if permit is not None else ["residence_permit"]
        return Reading(None, (*missing, *([] if until is not None else ["permit_endorsed_until"])))

    def crosses_county(self, _on: date) -> Reading:
        """Whether household register and residence lie in different counties."""
        same = self._compare(self.areas.same_county)
        return same if same.value is None else Reading(not same.value)

    def within_city_districts(self, _on: date) -> Reading:
        """Whether both lie in districts of one city; such moves do not make a migrant child."""
        return self._compare(self.areas.same_city_districts)

    def _compare(self, relation: Callable[[str, str], bool | None]) -> Reading:
        """A relation of hukou and residence; what is unknown or too coarse is missing."""
        hukou, residence = self.child.facts.get("hukou"), self.child.facts.get("residence")
        places = {"hukou": hukou, "residence": residence}
        missing = tuple(key for key, place in places.items() if not isinstance(place, str))
        if missing:
            return Reading(None, missing)
        result = relation(str(hukou), str(residence))
        coarse = [key for key, place in places.items() if str(place).endswith("00")]
        return Reading(result, tuple(coarse or places) if result is None else ())


_RULES: dict[str, Callable[[Deriver, date], Reading]] = {
    "age": Deriver.age,
    "age_months": Deriver.age_months,
    "months_resident": Deriver.months_resident,
    "permit_valid": Deriver.permit_valid,
    "crosses_county": Deriver.crosses_county,
    "within_city_districts": Deriver.within_city_districts,
}
