"""A place's list held against one child on a date: outcomes, reasons, and what is still open.

The one place where what is owed and who asks meet. `assess` makes an Assessment; both, and
all an Assessment is made of, are imported from here.
"""

from checklist.assessment.answers import (
    Answer,
    Assessment,
    Classed,
    Flag,
    Outcome,
    Part,
    Scope,
    ScopeOutcome,
    Season,
    Step,
    SumDue,
)
from checklist.assessment.assessing import assess

__all__ = [
    "Answer",
    "Assessment",
    "Classed",
    "Flag",
    "Outcome",
    "Part",
    "Scope",
    "ScopeOutcome",
    "Season",
    "Step",
    "SumDue",
    "assess",
]
