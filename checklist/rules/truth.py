"""Kleene's strong three-valued logic: yes, no, and not known yet.

A missing fact never counts as a no: "unknown" travels through a condition until other
facts settle the answer without it (S. C. Kleene, Introduction to Metamathematics, §64).
"""

from collections.abc import Iterable
from enum import IntEnum


class Truth(IntEnum):
    """One of the three truth values, ordered no < unknown < yes."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __invert__(self) -> "Truth":
        return _CONTRARY[self]

    def __str__(self) -> str:
        return _NAMES[self]


_CONTRARY = (Truth.YES, Truth.UNKNOWN, Truth.NO)
_NAMES = ("no", "unknown", "yes")


def of(value: bool | None) -> Truth:  # noqa: FBT001 - a truth value is what this is about
    """The truth value of a flag that may be unknown (None)."""
    if value is None:
        return Truth.UNKNOWN
    return Truth.YES if value else Truth.NO


def all_of(values: Iterable[Truth]) -> Truth:
    """Conjunction: the least of the values; yes when there are none."""
    return min(values, default=Truth.YES)


def any_of(values: Iterable[Truth]) -> Truth:
    """Disjunction: the greatest of the values; no when there are none."""
    return max(values, default=Truth.NO)
