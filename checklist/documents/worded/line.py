"""One child in a line, as covers and ledgers list it: what comes out, what is open, what is odd.

A bundle's cover and the ledger say the same of a child, so they are written from the same line;
it holds no more of the child than a name beside the row's number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checklist.assessment import Assessment, ScopeOutcome
from checklist.documents.worded.rows import kind_of
from checklist.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Line:
    """A child.

    Args:
        number: the row of the roster.
        name: as the roster has it, "" where it has none.
        place: the code of the place whose list it was held against.
        scope: whether the child is a migrant child in the list's sense.
        outcomes: the section of the sheet each item stands in, by the item's id.
        open: facts that would still settle something, those that settle most first.
        review: when the place has to look again.
        notes: what was odd about the row, as sentences.
    """

    number: int
    name: str
    place: str
    scope: ScopeOutcome
    outcomes: Mapping[str, str]
    open: tuple[str, ...]
    review: date | None
    notes: tuple[str, ...]

    def count(self, kind: str) -> int:
        """How many items stand in a section."""
        return sum(found == kind for found in self.outcomes.values())


def line(number: int, assessment: Assessment, notes: Iterable[Finding], language: str) -> Line:
    """What is listed of an assessment.

    Args:
        number: the row of the roster.
        assessment: the child's.
        notes: what was noticed about the row.
        language: of the notes.
    """
    return Line(
        number=number,
        name=str(assessment.child.facts.get("name", "")),
        place=assessment.listing.area,
        scope=assessment.scope.outcome,
        outcomes={answer.item.id: kind_of(answer) for answer in assessment.answers},
        open=assessment.open_facts,
        review=assessment.listing.next_review,
        notes=tuple(note.message(language) for note in notes if note.severity is not Severity.INFO),
    )


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers as people write them: 17, 23-25."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("-".join(map(str, run)) for run in runs)
