"""Where and when a question is asked of all children: a place, a stretch of time, its figures.

Stands by itself so that a question can be put together where Z3 is not installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checklist.areas import NATION
from checklist.rules.condition import Condition


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a question is asked.

    Args:
        area: the child lives in this place; "000000" for anywhere.
        start: first day, None for no beginning.
        end: last day, None for no end.
        figures: the place's figures in force, by id; others may be any number.
        definition: who counts as a migrant child.
    """

    area: str = NATION
    start: date | None = None
    end: date | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    definition: Condition | None = None

    def prefer(self) -> date:
        """A day examples are told for: the window's first, or a plain one inside it."""
        return self.start or self.end or date(2026, 1, 1)
