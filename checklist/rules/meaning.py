"""What a condition means in one place: its figures as numbers, its migrant child spelled out.

Two places may say the same words and mean different children by them; only conditions with
nothing left to look up can be held against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    leaves,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a place's words stand for.

    Args:
        definition: who counts as a migrant child there; None leaves the fact as it is.
        figures: the place's figures by id; others keep their name.
    """

    definition: Condition | None = None
    figures: Mapping[str, float] = field(default_factory=dict)

    def of(self, condition: Condition) -> Condition:
        """The condition with the place's meaning written out."""
        match condition:
            case Leaf(fact="migrant") if self.definition:
                who = Meaning(None, self.figures).of(self.definition)
                return who if condition.operands[0] is True else Not(who, condition.span)
            case Leaf():
                return self._figured(condition) if condition.figured else condition
            case Attest():
                return condition
            case Not(part):
                return replace(condition, part=self.of(part))
            case All(parts) | AnyOf(parts):
                return replace(condition, parts=tuple(map(self.of, parts)))

    def _figured(self, leaf: Leaf) -> Leaf:
        operands = (
            self.figures.get(operand.id, operand) if isinstance(operand, FigureRef) else operand
            for operand in leaf.operands
        )
        return replace(leaf, operands=tuple(operands))


def looks_up(condition: Condition) -> bool:
    """Whether a condition names something each place may mean otherwise."""
    return any(
        isinstance(leaf, Leaf) and (leaf.figured or leaf.fact == "migrant")
        for leaf in leaves(condition)
    )
