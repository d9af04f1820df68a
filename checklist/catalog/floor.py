"""The floor: a local list may not cover fewer children than the list above it.

For every override the base condition must imply the new one; where it does not, a
counterexample child is found. An exception that a document makes is written as a waiver
with reason and source, and printed as such (行动方案: 不得低于基础清单).
"""

from collections.abc import Mapping

from checklist.catalog.model import Entry, Relation
from checklist.catalog.owed import Floor, Item
from checklist.rules.domains import Assignment, Prover


class FloorKeeper:
    """Judges overrides; remembers what it has proven, for the same texts come often.

    Args:
        prover: searches for a child the base covers and the override does not.
    """

    def __init__(self, prover: Prover) -> None:
        self.prover = prover
        self._known: dict[tuple[str, str], Assignment | None] = {}

    def judge(self, base: Item, entry: Entry) -> Floor:
        """Whether an override keeps the floor under its base."""
        if not self.narrows(base, entry):
            return Floor.HELD
        return Floor.WAIVED if entry.waiver else Floor.BROKEN

    def narrows(self, base: Item, entry: Entry) -> bool:
        """Whether some child the base covers is left out by the override."""
        if entry.relation is Relation.WITHDRAWS:
            return True
        return self.left_out(base, entry) is not None

    def left_out(self, base: Item, entry: Entry) -> Mapping[str, object] | None:
        """Facts of a child whom only the override leaves out; None when there is none."""
        if entry.when is None:
            return None
        key = (base.digest, entry.digest)
        if key not in self._known:
            self._known[key] = self.prover.counterexample(base.when, entry.when)
        found = self._known[key]
        if found is None:
            return None
        return {fact if day is None else f"{fact} ({day.month:02}-{day.day:02})": value
                for (fact, day), value in found.items()}  # fmt: skip
