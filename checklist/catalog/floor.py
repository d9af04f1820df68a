"""The floor: a local list may not cover fewer children, or give less, than the list above it.

What an override says is held against the item it changes: who is covered is proven over every
child there can be, sums and days are compared for every day. An exception that a document
makes is written as a waiver with reason and source (行动方案: 不得低于基础清单).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from checklist.catalog.model import Amount, AmountKind, Entry, Measure, Relation, Window
from checklist.catalog.owed import Floor, Item
from checklist.errors import MachineError
from checklist.findings import Span
from checklist.rules.condition import All, Condition
from checklist.rules.meaning import Meaning
from checklist.rules.proof.setting import Setting

if TYPE_CHECKING:
    from checklist.rules.proof.prover import Gap, Prover

SaidT = TypeVar("SaidT", Item, Entry)


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which an override stays below the item it changes.

    Args:
        code: its finding.
        span: where the override says so.
        above: where the item above says otherwise.
        values: what the finding's sentences are filled with.
        gap: for conditions, a smallest child who loses by it.
    """

    code: str
    span: Span
    above: Span
    values: dict[str, str] = field(default_factory=dict)
    gap: "Gap | None" = None


class FloorKeeper:
    """Holds overrides against what they change.

    Args:
        prover: gives the prover; called when the first proof is needed.

    Raises:
        MachineError: from `breaches`, where a proof is needed and Z3 is not installed.
    """

    def __init__(self, prover: "Callable[[], Prover]") -> None:
        self.prover = prover

    def judge(self, base: Item, entry: Entry, layer: str, meaning: Meaning | None = None) -> Floor:
        """Whether an override keeps the floor; a waiver is believed, the check looks behind it.

        Args:
            base: the item as the layers above leave it.
            entry: the override.
            layer: the code of the place that says so.
            meaning: what figures and `migrant` stand for in that place.
        """
        if entry.waiver:
            return Floor.WAIVED
        here = meaning or Meaning()
        found = self.breaches(meant(base, here), meant(entry, here), layer)
        try:
            broken = any(map(_is_below, found))
        except MachineError:
            return Floor.UNPROVEN
        return Floor.BROKEN if broken else Floor.HELD

    def breaches(
        self, base: Item, entry: Entry, layer: str, setting: Setting | None = None
    ) -> Iterator[Breach]:
        """Everything in which an override stays below its base.

        Args:
            base: the item as the layers above leave it.
            entry: the override.
            layer: the code of the place that says so.
            setting: where and when; anywhere in the place on any day when None.
        """
        if entry.relation is Relation.WITHDRAWS:
            yield Breach("C403", entry.span, base.origins["name"][1])
            return
        proof = _Proof(self.prover, layer, setting)
        yield from _coverage(base, entry, proof)
        yield from _parts(base, entry, proof)
        yield from _sums(base, entry)
        yield from _days(base, entry)


def meant(said: SaidT, meaning: Meaning) -> SaidT:
    """An item or override whose conditions, its parts' included, have nothing left to look up."""
    parts = {
        name: tuple(
            replace(part, when=meaning.of(part.when)) if part.when else part
            for part in getattr(said, name)
        )
        for name in ("measures", "amounts", "materials")
    }
    when = meaning.of(said.when) if said.when else said.when
    return replace(said, when=when, **parts)  # type: ignore[arg-type]  # the same kinds of parts


def _is_below(breach: Breach) -> bool:
    return breach.code != "C405"


class _Proof:
    """Gaps between conditions in one place; Z3 is loaded when the first is asked for."""

    def __init__(self, prover: "Callable[[], Prover]", layer: str, setting: Setting | None) -> None:
        self.prover = prover
        self.layer = layer
        self.setting = setting

    def gap(self, base: Condition, extended: Condition) -> "Gap | None":
        prover = self.prover()
        return prover.gap(base, extended, self.setting or Setting(self.layer))


def _coverage(base: Item, entry: Entry, proof: _Proof) -> Iterator[Breach]:
    """Who is covered: nobody above may be left out, or be asked more before a yes."""
    if entry.when and (gap := proof.gap(base.when, entry.when)):
        code = "C401" if gap.kind == "narrower" else "C405"
        above = base.origins.get("when", base.origins["name"])[1]
        yield Breach(code, entry.spans.get("when", entry.span), above, {}, gap)


def _parts(base: Item, entry: Entry, proof: _Proof) -> Iterator[Breach]:
    """Measures and amounts go to whom they went; papers are asked of nobody they were not."""
    upper: dict[str, Measure | Amount] = {part.id: part for part in base.measures}
    upper |= {part.id: part for part in base.amounts}
    said: tuple[Measure | Amount, ...] = (*entry.measures, *entry.amounts)
    for part in said:
        old = upper.get(part.id)
        if old and part.when and (gap := proof.gap(_both(base.when, old.when), part.when)):
            code = "C408" if gap.kind == "narrower" else "C405"
            yield Breach(code, part.span, old.span, {"part": part.id}, gap)
    papers = {paper.id: paper for paper in base.materials}
    for paper in entry.materials if papers else ():
        known = papers.get(paper.id)
        if known is None:
            above = base.origins.get("materials", base.origins["name"])[1]
            yield Breach("C410", paper.span, above, {"part": paper.id})
        elif known.when:
            asked = _both(entry.when or base.when, paper.when)
            if gap := proof.gap(asked, known.when):
                yield Breach("C410", paper.span, known.span, {"part": paper.id}, gap)


def _both(first: Condition, second: Condition | None) -> Condition:
    return All((first, second), first.span) if second else first


def _sums(base: Item, entry: Entry) -> Iterator[Breach]:
    """Amounts: in the same unit, on every day no less (of a charge: no more)."""
    upper = {amount.id: amount for amount in base.amounts}
    for amount in entry.amounts:
        for old in filter(None, (upper.get(amount.id), upper.get(amount.meets))):
            if old.unit != amount.unit:
                values = {"part": amount.id, "above": old.unit, "here": amount.unit}
                yield Breach("C406", amount.span, old.span, values)
            elif old.kind is not amount.kind:
                values = {"part": amount.id, "above": str(old.kind), "here": str(amount.kind)}
                yield Breach("C415", amount.span, old.span, values)
            else:
                yield from _values(old, amount)
        if amount.meets and amount.meets not in upper:
            known = "、".join(upper) or "—"
            values = {"part": amount.id, "above": amount.meets, "known": known}
            yield Breach("C411", amount.span, base.origins["name"][1], values)


def _values(old: Amount, new: Amount) -> Iterator[Breach]:
    """The first day on which the new figure is worse, or is missing where it hides the old."""
    ends = [p.end + timedelta(days=1) for p in new.periods if p.end]
    starts = [period.start for period in (*old.periods, *new.periods)]
    for day in sorted({*starts, *ends}):
        above, here = old.on(day), new.on(day)
        if above is None or (here is None and new.id != old.id):
            continue
        if here is None or _worse(here.value, above.value, old.kind):
            values = {
                "part": new.id,
                "day": day.isoformat(),
                "above": f"{above.value:g}",
                "here": f"{here.value:g}" if here else "—",
            }
            yield Breach("C407", here.span if here else new.span, above.span, values)
            return


def _worse(here: float, above: float, kind: AmountKind) -> bool:
    return here > above if kind is AmountKind.CHARGE else here < above


def _days(base: Item, entry: Entry) -> Iterator[Breach]:
    """Windows: every day the item above is open, it is open here; unknown windows bind nobody."""
    for window in base.windows if entry.windows else ():
        if day := _uncovered(window, entry.windows):
            span = entry.spans.get("windows", entry.span)
            yield Breach("C409", span, window.span, {"day": day.isoformat()})


def _uncovered(window: Window, by: tuple[Window, ...]) -> date | None:
    """The first day of a window that none of the others covers."""
    day = window.start
    for other in sorted(by, key=lambda one: one.start):
        if other.start <= day <= other.end:
            day = other.end + timedelta(days=1)
    return day if day <= window.end else None
