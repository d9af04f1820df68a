"""What an assessment says: outcomes, reasons, and what is still open, as frozen data.

An outcome carries the decorated condition it came from, so every reader can be shown why.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checklist.catalog.local import ChildClass, Classing, Trigger
from checklist.catalog.model import Amount, Material, Measure, Period, Window
from checklist.catalog.owed import Item, Listing
from checklist.findings import Finding
from checklist.rules.condition import Attest
from checklist.rules.derived import Child
from checklist.rules.evaluate import Verdict
from checklist.rules.truth import Truth


class Outcome(StrEnum):
    """What an item comes to for a child, in the order a family needs."""

    ELIGIBLE = "eligible"
    TO_ATTEST = "to_attest"
    UNDETERMINED = "undetermined"
    CLOSED = "closed"
    INELIGIBLE = "ineligible"


class ScopeOutcome(StrEnum):
    """Whether the child is a migrant child in the list's sense."""

    IN = "in"
    OUT = "out"
    UNDETERMINED = "undetermined"


class Season(StrEnum):
    """Where a date lies among an item's known windows."""

    ALWAYS = "always"  # no windows are known to bind it
    OPEN = "open"
    CLOSED = "closed"  # a later window is known
    UNANNOUNCED = "unannounced"  # the last window known is over


@dataclass(frozen=True, slots=True)
class SumDue:
    """An amount in force on the date and whether it is this child's.

    Args:
        amount: the amount.
        period: its figure on the date.
        truth: whether its own condition holds (yes where it has none).
        verdict: the decorated condition; None where it has none.
    """

    amount: Amount
    period: Period
    truth: Truth
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Part:
    """A material with its own condition's answer."""

    part: Material
    truth: Truth
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Step:
    """A measure, the level below an item, with an outcome of its own.

    Args:
        part: the measure.
        outcome: what item and measure together come to.
        truth: whether the measure's own condition holds (yes where it has none).
        verdict: that condition, decorated; None where it has none.
        open_facts: given facts that could still change the measure's own answer.
        open_attests: papers a person must see for it.
    """

    part: Measure
    outcome: Outcome
    truth: Truth
    verdict: Verdict | None
    open_facts: tuple[str, ...] = ()
    open_attests: tuple[Attest, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether a trigger of the place's key-care ledger holds for the child.

    Its open facts are asked of no family: they are the place's to find out.
    """

    trigger: Trigger
    verdict: Verdict
    open_facts: tuple[str, ...]
    open_attests: tuple[Attest, ...]


@dataclass(frozen=True, slots=True)
class Classed:
    """Where one of the place's classings puts the child.

    Args:
        truth: yes when the class is certain, no when none holds or the classing is off,
            unknown when an earlier class could still turn out to hold.
        value: the class, when it is certain.
        verdicts: each class's condition in order, as far as it mattered.
        open_facts: given facts that could settle it.
        open_attests: what a person must see to settle it.
    """

    classing: Classing
    truth: Truth
    value: ChildClass | None
    verdicts: tuple[Verdict, ...]
    open_facts: tuple[str, ...] = ()
    open_attests: tuple[Attest, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One item's outcome for the child.

    Args:
        item: the merged item.
        outcome: what it comes to.
        verdict: its condition, decorated.
        reasons: the leaves the answer rests on, in the condition's order, each once.
        open_facts: given facts that could still change the answer.
        open_attests: papers a person must see.
        amounts: sums in force whose condition is not a no; none when the item is a plain no.
        measures: all parts of the item, each with its outcome.
        materials: papers whose condition is not a no, likewise as for amounts.
        season: where the date lies among the windows.
        window: the open window, or the next one, or the last one known.
        opens: the first later day on which time alone would turn a no into something else.
        opens_surely: whether that something is a yes.
    """

    item: Item
    outcome: Outcome
    verdict: Verdict
    reasons: tuple[Verdict, ...]
    open_facts: tuple[str, ...]
    open_attests: tuple[Attest, ...]
    amounts: tuple[SumDue, ...]
    measures: tuple[Step, ...]
    materials: tuple[Part, ...]
    season: Season
    window: Window | None
    opens: date | None = None
    opens_surely: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether the child falls under the list's definition.

    Args:
        holds_from: the first later day on which it will, if time alone is missing.
        open_facts: given facts that would settle it.
    """

    outcome: ScopeOutcome
    verdict: Verdict | None
    reasons: tuple[Verdict, ...]
    open_facts: tuple[str, ...]
    holds_from: date | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything one sheet is made from.

    Args:
        listing: the place's list on the date.
        child: the facts it was held against.
        scope: in or out of the list's definition.
        answers: one per item, in the list's order.
        open_facts: all open facts, those that touch most items first.
        findings: what was noticed about the profile and is worth showing.
        ledger: what would put the child into the place's key-care ledger.
        classes: where the place's classings put the child; for its keepers, never a family.
    """

    listing: Listing
    child: Child
    scope: Scope
    answers: tuple[Answer, ...]
    open_facts: tuple[str, ...]
    findings: tuple[Finding, ...]
    ledger: tuple[Flag, ...] = ()
    classes: tuple[Classed, ...] = ()

    @property
    def on(self) -> date:
        """The date all answers hold for."""
        return self.listing.on
