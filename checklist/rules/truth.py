"""Kleene's strong three-valued logic: yes, no, and not known yet.

A missing fact never counts as a no: "unknown" travels through a condition until other
facts settle the answer without it (S. C. Kleene, Introduction to Metamathematics, §64).
"""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """One of the three truth values, ordered no < unknown < yes."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __invert__(self) -> "Truth":
        return Truth(2 - self.value)

    def __str__(self) -> str:
        return self.name.lower()


def of(value: bool | None) -> Truth:  # noqa: FBT001 - a truth value is what this is about
    """The truth value of a flag that may be unknown (None)."""
    if value is None:
        return Truth.UNKNOWN
    return Truth.YES if value else Truth.NO


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjunction: the least of the values; yes when there are none."""
    return min(values, key=_rank, default=Truth.YES)


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjunction: the greatest of the values; no when there are none."""
    return max(values, key=_rank, default=Truth.NO)


def _rank(value: Truth) -> int:
    return int(value.value)
