"""How one child's answer moves between two lists, and the smallest child that shows a move.

Only the reference evaluation speaks here: what columns have counted is shown by a child of
whom it says the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from checklist.areas import Areas
from checklist.catalog.owed import Listing
from checklist.rules.condition import Condition
from checklist.rules.derived import Child
from checklist.rules.evaluate import Situation
from checklist.rules.truth import Truth
from checklist.runs.effects.rights import Question

RESIDENCE = "residence"  # what makes the list the child's; it is always told


class Move(StrEnum):
    """What becomes of an answer; a right that is in one list only counts as no in the other."""

    LOSES = "yes_to_no"
    GAINS = "no_to_yes"
    BLURS = "known_to_unknown"
    SETTLES = "unknown_to_known"


_CONTRARY = {Move.LOSES: Move.GAINS, Move.GAINS: Move.LOSES}


@dataclass(frozen=True, slots=True)
class Example:
    """A child who shows a move.

    Args:
        child: as few facts as it takes.
        on: the day.
        case: the name of the situation it was taken from; "" for a made-up child.
    """

    child: Child
    on: date
    case: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A place's two lists on one day."""

    before: Listing
    after: Listing
    areas: Areas

    def move(self, question: Question, child: Child) -> Move | None:
        """How a right moves for a child; None where it stays or is not to be compared."""
        old = self._truth(self.before, question.before, child)
        new = self._truth(self.after, question.after, child)
        moved = _move(old, new)
        if question.whole is None:
            return moved
        first, second = question.whole
        whole = (self._truth(self.before, first, child), self._truth(self.after, second, child))
        if whole != (Truth.YES, Truth.YES) or moved not in _CONTRARY:
            return None
        return _CONTRARY[moved] if question.right.burden else moved

    def _truth(self, listing: Listing, condition: Condition | None, child: Child) -> Truth | None:
        if condition is None:
            return None
        situation = Situation(child, listing.on, self.areas, listing.figures, listing.definition)
        return situation.evaluate(condition).truth

    def smallest(self, question: Question, move: Move, examples: Iterable[Example]) -> Example:
        """The example told by the fewest facts, each with all that can be left out left out."""
        reduced = [self._reduced(question, move, example) for example in examples]
        return min(reduced, key=lambda one: len(one.child.facts) + len(one.child.attested))

    def _reduced(self, question: Question, move: Move, example: Example) -> Example:
        if self.move(question, example.child) is not move:
            raise AssertionError("the columns and the reference disagree")
        child = example.child
        for fact in [fact for fact in child.facts if fact != RESIDENCE]:
            fewer = replace(child, facts={k: v for k, v in child.facts.items() if k != fact})
            child = fewer if self.move(question, fewer) is move else child
        for attest in tuple(child.attested):
            seen = {k: v for k, v in child.attested.items() if k != attest}
            fewer = replace(child, attested=seen)
            child = fewer if self.move(question, fewer) is move else child
        return replace(example, child=child)


def _move(old: Truth | None, new: Truth | None) -> Move | None:
    """The move between two answers; None among them for a right the list does not know."""
    if old is Truth.YES and new in {Truth.NO, None}:
        return Move.LOSES
    if old in {Truth.NO, None} and new is Truth.YES:
        return Move.GAINS
    if old is None or new is None or (old is Truth.UNKNOWN) is (new is Truth.UNKNOWN):
        return None
    return Move.BLURS if new is Truth.UNKNOWN else Move.SETTLES
