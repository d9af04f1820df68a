"""A place's list held against one child on a date: where what is owed and who asks meet.

Nothing here words or prints anything; it evaluates, now and on the later days on which time
alone could change a no.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from checklist.areas import Areas
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
from checklist.catalog.local import Classing, Trigger
from checklist.catalog.model import Measure, Window
from checklist.catalog.owed import Item, Listing
from checklist.findings import Finding
from checklist.rules.condition import Attest, Condition, Leaf
from checklist.rules.derived import Child
from checklist.rules.evaluate import Situation, Verdict
from checklist.rules.truth import Truth
from checklist.rules.turning import grows, turning_days


def assess(
    listing: Listing, child: Child, areas: Areas, findings: tuple[Finding, ...] = ()
) -> Assessment:
    """Hold a place's list against a child.

    Args:
        listing: the merged list on its date.
        child: the known facts; `residence` should be the listing's area.
        areas: the list of places.
        findings: warnings about the profile, passed through to the sheet.
    """
    assessor = _Assessor(listing, child, areas)
    answers = tuple(assessor.answer(item) for item in listing.items.values())
    scope = assessor.scope()
    return Assessment(
        listing=listing,
        child=child,
        scope=scope,
        answers=answers,
        open_facts=_ranked(answers, scope),
        findings=findings,
        ledger=tuple(map(assessor.flag, listing.ledger)),
        classes=tuple(map(assessor.classed, listing.classes)),
    )


class _Assessor:
    """Reads conditions for one child, now and on later days."""

    def __init__(self, listing: Listing, child: Child, areas: Areas) -> None:
        self.listing = listing
        self.child = child
        self.areas = areas
        self.now = self._situation(listing.on)

    def _situation(self, on: date) -> Situation:
        figures, definition = self.listing.figures, self.listing.definition
        return Situation(self.child, on, self.areas, figures, definition)

    def answer(self, item: Item) -> Answer:
        verdict = self.now.evaluate(item.when)
        reasons = _distinct(verdict.decisive())
        season, window = _season(item, self.listing.on)
        opens, surely = self._opens(verdict, reasons)
        due = verdict.truth is not Truth.NO or opens is not None
        outcome = _outcome(verdict, reasons, season)
        return Answer(
            item=item,
            outcome=outcome,
            verdict=verdict,
            reasons=reasons,
            open_facts=_missing(reasons),
            open_attests=_attests(reasons),
            amounts=tuple(self._sums(item)) if due else (),
            measures=tuple(self._step(measure, outcome) for measure in item.measures),
            materials=tuple(self._papers(item)) if due else (),
            season=season,
            window=window,
            opens=opens,
            opens_surely=surely,
        )

    def scope(self) -> Scope:
        definition = self.listing.definition
        if definition is None:
            return Scope(ScopeOutcome.UNDETERMINED, None, (), (), None)
        verdict = self.now.evaluate(definition)
        reasons = _distinct(verdict.decisive())
        outcome = {
            Truth.YES: ScopeOutcome.IN,
            Truth.NO: ScopeOutcome.OUT,
            Truth.UNKNOWN: ScopeOutcome.UNDETERMINED,
        }[verdict.truth]
        opens, surely = self._opens(verdict, reasons)
        holds_from = opens if surely else None
        return Scope(outcome, verdict, reasons, _missing(reasons), holds_from)

    def _opens(self, verdict: Verdict, reasons: tuple[Verdict, ...]) -> tuple[date | None, bool]:
        """The first later day on which a no is one no longer, and whether it is a yes then."""
        if verdict.truth is not Truth.NO or not any(grows(leaf.condition) for leaf in reasons):
            return None, False
        condition, definition = verdict.condition, self.listing.definition
        for day in turning_days(condition, self.child, self.listing.on, definition):
            truth = self._situation(day).evaluate(verdict.condition).truth
            if truth is not Truth.NO:
                return day, truth is Truth.YES
        return None, False

    def _sums(self, item: Item) -> Iterator[SumDue]:
        for amount in item.amounts:
            verdict = self.now.evaluate(amount.when) if amount.when else None
            truth = verdict.truth if verdict else Truth.YES
            period = amount.on(self.listing.on)
            if period and truth is not Truth.NO:
                yield SumDue(amount, period, truth, verdict)

    def _papers(self, item: Item) -> Iterator[Part]:
        for part in item.materials:
            verdict = self.now.evaluate(part.when) if part.when else None
            truth = verdict.truth if verdict else Truth.YES
            if truth is not Truth.NO:
                yield Part(part, truth, verdict)

    def _step(self, measure: Measure, whole: Outcome) -> Step:
        if measure.when is None:
            return Step(measure, whole, Truth.YES, None)
        verdict = self.now.evaluate(measure.when)
        reasons = _distinct(verdict.decisive())
        missing, attests = _missing(reasons), _attests(reasons)
        outcome = _within(whole, verdict, reasons)
        return Step(measure, outcome, verdict.truth, verdict, missing, attests)

    def flag(self, trigger: Trigger) -> Flag:
        """A ledger trigger held against the child."""
        verdict = self.now.evaluate(trigger.when)
        reasons = _distinct(verdict.decisive())
        return Flag(trigger, verdict, _missing(reasons), _attests(reasons))

    def classed(self, classing: Classing) -> Classed:
        """The first class that holds; none is certain while an earlier one is unknown."""
        verdicts: list[Verdict] = []
        for value in classing.values:
            verdict = self.now.evaluate(value.when)
            verdicts.append(verdict)
            if verdict.truth is not Truth.NO:
                sure = value if verdict.truth is Truth.YES else None
                reasons = _distinct(verdict.decisive())
                missing, attests = _missing(reasons), _attests(reasons)
                return Classed(classing, verdict.truth, sure, tuple(verdicts), missing, attests)
        return Classed(classing, Truth.NO, None, tuple(verdicts))


def _outcome(verdict: Verdict, reasons: tuple[Verdict, ...], season: Season) -> Outcome:
    if verdict.truth is Truth.NO:
        return Outcome.INELIGIBLE
    if verdict.truth is Truth.YES:
        return Outcome.CLOSED if season is Season.CLOSED else Outcome.ELIGIBLE
    only_attests = all(isinstance(leaf.condition, Attest) for leaf in reasons)
    return Outcome.TO_ATTEST if only_attests else Outcome.UNDETERMINED


def _within(whole: Outcome, verdict: Verdict, reasons: tuple[Verdict, ...]) -> Outcome:
    """What a measure comes to within its item."""
    own = _outcome(verdict, reasons, Season.ALWAYS)
    if own is Outcome.ELIGIBLE or whole is Outcome.INELIGIBLE:
        return whole
    unclear = whole is Outcome.UNDETERMINED and own is not Outcome.INELIGIBLE
    return whole if unclear else own


def _season(item: Item, on: date) -> tuple[Season, Window | None]:
    if not item.windows:
        return Season.ALWAYS, None
    for window in item.windows:
        if window.start <= on <= window.end:
            return Season.OPEN, window
    coming = [window for window in item.windows if window.start > on]
    if coming:
        return Season.CLOSED, min(coming, key=lambda window: window.start)
    return Season.UNANNOUNCED, max(item.windows, key=lambda window: window.end)


def _distinct(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    found = tuple(verdicts)
    if len(found) == 1 or len({_topic(verdict.condition) for verdict in found}) == len(found):
        return found
    seen: dict[object, Verdict] = {}
    for verdict in found:
        seen.setdefault(_same(verdict.condition), verdict)
    return tuple(seen.values())


def _topic(leaf: Condition) -> object:
    """What a leaf is about; leaves about different things are never the same reason."""
    if isinstance(leaf, Leaf):
        return leaf.fact
    return leaf.id if isinstance(leaf, Attest) else leaf.span


def _same(leaf: Condition) -> object:
    """What makes two leaves the same reason to a reader, wherever they stand."""
    if isinstance(leaf, Leaf):
        return leaf.fact, leaf.operator, leaf.operands, leaf.test_day
    return leaf.id if isinstance(leaf, Attest) else leaf.span


def _missing(reasons: tuple[Verdict, ...]) -> tuple[str, ...]:
    """Given facts that would settle the unknown ones among the reasons."""
    return tuple(dict.fromkeys(fact for leaf in reasons for fact in leaf.missing))


def _attests(reasons: tuple[Verdict, ...]) -> tuple[Attest, ...]:
    """Papers still to be seen among the reasons."""
    open_ones = [leaf.condition for leaf in reasons if leaf.truth is Truth.UNKNOWN]
    return tuple(leaf for leaf in open_ones if isinstance(leaf, Attest))


def _ranked(answers: tuple[Answer, ...], scope: Scope) -> tuple[str, ...]:
    """Open facts, those that could settle most items first; ties in the order they appear."""
    weight: dict[str, int] = {}
    for facts in [*(answer.open_facts for answer in answers), scope.open_facts]:
        for fact in facts:
            weight[fact] = weight.get(fact, 0) + 1
    return tuple(sorted(weight, key=lambda fact: -weight[fact]))
