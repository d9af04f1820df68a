"""Why an answer is what it is: a decorated condition as statements a family can check.

Only what decides is shown: of a failed condition what fails, of one that holds what holds,
and of an open one what is known to hold and what is still missing.
"""

from collections.abc import Iterator
from dataclasses import replace

from checklist.documents.language import Language
from checklist.documents.sheet import Reason, Reasons
from checklist.rules.condition import All, AnyOf, Attest, Condition, Leaf, Not, Operator
from checklist.rules.evaluate import Verdict
from checklist.rules.facts import Fact, FactDictionary, Kind
from checklist.rules.truth import Truth
from checklist.rules.wording import Wording

SIGNS = {"yes": "✓", "no": "×", "unknown": "?"}


class Reasoner:
    """Words decorated conditions.

    Args:
        facts: the dictionary, for labels.
        wording: words conditions and values.
        language: the sheet's language.
    """

    def __init__(self, facts: FactDictionary, wording: Wording, language: Language) -> None:
        self.facts = facts
        self.wording = wording
        self.language = language

    def why(self, verdict: Verdict) -> tuple[Reasons, ...]:
        """All statements the value rests on, each once; alternatives stand together."""
        groups: list[Reasons] = []
        seen: set[str] = set()
        for lead, reasons in self._groups(verdict, negated=False):
            fresh = tuple(reason for reason in reasons if reason.statement not in seen)
            seen.update(reason.statement for reason in fresh)
            if groups and groups[-1].lead == lead == "":
                groups[-1] = Reasons("", groups[-1].reasons + fresh)
            elif fresh:
                groups.append(Reasons(lead, fresh))
        return tuple(groups)

    def rests_on(self, verdict: Verdict) -> tuple[str, ...]:
        """The given facts an answer that is no "no" rests on, in the condition's order."""
        used = _supporting(verdict, negated=False)
        given = (name for fact in used for name in self.facts[fact].derived_from or (fact,))
        return tuple(dict.fromkeys(given))

    def open_clause(self, verdict: Verdict) -> str:
        """What of a condition is still to be shown; all of it where nothing is known yet."""
        return self.wording.clause(_open_part(verdict))

    def labels(self, facts: tuple[str, ...]) -> str:
        """What facts are called, as a list."""
        return self.language.join(self.language.pick(self.facts[fact].label) for fact in facts)

    def _groups(
        self, verdict: Verdict, *, negated: bool
    ) -> Iterator[tuple[str, tuple[Reason, ...]]]:
        condition, truth = verdict.condition, _read(verdict, negated=negated)
        worded = condition.why is not None and not negated
        if worded or not verdict.parts:
            yield "", (self._reason(verdict, negated=negated),)
        elif isinstance(condition, Not):
            yield from self._groups(verdict.parts[0], negated=not negated)
        elif _joint(verdict, negated=negated):
            for part in _deciding(verdict, negated=negated):
                yield from self._groups(part, negated=negated)
        elif truth is Truth.YES:  # one way in is enough, so one is shown
            yield from self._groups(_deciding(verdict, negated=negated)[0], negated=negated)
        else:
            yield from self._alternatives(verdict, truth, negated=negated)

    def _alternatives(
        self, verdict: Verdict, truth: Truth, *, negated: bool
    ) -> Iterator[tuple[str, tuple[Reason, ...]]]:
        """Of several ways in, all closed or some still open, each is one statement."""
        parts = [part for part in verdict.parts if part.truth is verdict.truth]
        if len(parts) == 1:
            yield from self._groups(parts[0], negated=negated)
            return
        lead = self.language.messages(f"why.either.{truth}")
        yield lead, tuple(self._reason(part, negated=negated) for part in parts)

    def _reason(self, verdict: Verdict, *, negated: bool) -> Reason:
        kind = str(_read(verdict, negated=negated))
        return Reason(
            kind=kind,
            sign=SIGNS[kind],
            word=self.language.messages(f"reason.{kind}"),
            statement=self.wording.clause(verdict.condition, negated=negated),
            known=self.language.join(
                dict.fromkeys(self._known(leaf) for leaf in verdict.decisive())
            ),
        )

    def _known(self, verdict: Verdict) -> str:
        """What is known of a leaf's fact, or missing, where the statement does not say it."""
        leaf = verdict.condition
        if isinstance(leaf, Attest) or not isinstance(leaf, Leaf):
            return ""
        if verdict.value is None:
            asked = verdict.missing if verdict.missing != (leaf.fact,) else ()
            return (
                self.language.messages("reason.missing", what=self.labels(asked)) if asked else ""
            )
        fact = self.facts[leaf.fact]
        if _told(fact, leaf, verdict.truth):
            return ""
        label, value = self.language.pick(fact.label), self.wording.value(fact, verdict.value)
        return self.language.messages("reason.known", label=label, value=value)


def _open_part(verdict: Verdict) -> Condition:
    """The condition without the parts that are settled already."""
    condition = verdict.condition
    if not isinstance(condition, All | AnyOf) or condition.why:
        return condition
    parts = tuple(_open_part(part) for part in verdict.parts if part.truth is verdict.truth)
    return parts[0] if len(parts) == 1 else replace(condition, parts=parts)


def _told(fact: Fact, leaf: Leaf, truth: Truth) -> bool:
    """Whether the statement and its sign already say what the fact is."""
    exact = fact.kind is Kind.CHOICE and leaf.operator is Operator.IS and truth is Truth.YES
    return fact.kind is Kind.FLAG or exact


def _read(verdict: Verdict, *, negated: bool) -> Truth:
    return ~verdict.truth if negated else verdict.truth


def _joint(verdict: Verdict, *, negated: bool) -> bool:
    """Whether every part is needed: a conjunction, or a disjunction that must not hold."""
    return isinstance(verdict.condition, All) != negated


def _deciding(verdict: Verdict, *, negated: bool) -> tuple[Verdict, ...]:
    """The parts worth showing; of an open conjunction also those that already hold."""
    open_joint = verdict.truth is Truth.UNKNOWN and _joint(verdict, negated=negated)
    if open_joint:
        return verdict.parts
    return tuple(part for part in verdict.parts if part.truth is verdict.truth)


def _supporting(verdict: Verdict, *, negated: bool) -> Iterator[str]:
    """Facts of all leaves that hold or may hold in the way the condition wants them."""
    if isinstance(verdict.condition, Leaf):
        yield verdict.condition.fact
    flip = isinstance(verdict.condition, Not) != negated
    shown = verdict.parts if flip != negated else _deciding(verdict, negated=negated)
    for part in shown:
        yield from _supporting(part, negated=flip)
