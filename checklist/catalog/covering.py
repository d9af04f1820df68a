"""Whom a condition covers, held against the one it takes the place of.

Two ways of writing one rule look different in a file and mean the same; only a proof over all
children tells that from a change of rights.
"""

from typing import TYPE_CHECKING

from checklist.catalog.changes import Who
from checklist.rules.condition import Attest, Condition, Leaf, leaves
from checklist.rules.facts import FactDictionary, Kind
from checklist.rules.proof.setting import Setting

if TYPE_CHECKING:
    from checklist.rules.proof.prover import Prover


def covered(prover: "Prover", setting: Setting, before: Condition, after: Condition) -> Who | None:
    """Whom the later condition covers.

    Args:
        prover: finds a child for whom one condition is a yes and the other is not.
        setting: where the child lives.
        before: the condition as it was.
        after: the condition as it is.

    Returns:
        None where a condition speaks of facts or choices today's dictionary does not have.
    """
    if not all(_provable(one, prover.facts) for one in (before, after)):
        return None
    lost, gained = prover.gap(before, after, setting), prover.gap(after, before, setting)
    narrower, wider = (found is not None and found.kind == "narrower" for found in (lost, gained))
    if wider and narrower:
        return Who.BOTH
    if wider or narrower:
        return Who.WIDER if wider else Who.NARROWER
    otherwise = lost or gained or _papers(before) != _papers(after)
    return Who.ASKS if otherwise else Who.SAME


def _papers(condition: Condition) -> dict[str, object]:
    """What a person must see, by id: under one id another text may stand."""
    return {leaf.id: leaf.text for leaf in leaves(condition) if isinstance(leaf, Attest)}


def _provable(condition: Condition, facts: FactDictionary) -> bool:
    """Whether every leaf speaks of facts and choices the dictionary knows."""
    return all(_known(leaf, facts) for leaf in leaves(condition) if isinstance(leaf, Leaf))


def _known(leaf: Leaf, facts: FactDictionary) -> bool:
    if leaf.fact not in facts:
        return False
    fact = facts[leaf.fact]
    return fact.kind is not Kind.CHOICE or all(one in fact.options for one in leaf.operands)
