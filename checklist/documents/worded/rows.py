"""One item's answer as a row of the sheet: how much, why, what to bring, where to go.

Every row answers the questions a family asks at a counter, in the order it asks them, and
never says where to apply without saying who decides and who pays.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from checklist.assessment import Answer, Outcome, Part, Season, Step, SumDue
from checklist.catalog.model import Office, Place, Provenance, Source
from checklist.catalog.owed import Item
from checklist.documents import sheet
from checklist.documents.language import Language, Places
from checklist.documents.worded.why import Reasoner
from checklist.rules.derived import Child
from checklist.rules.facts import FactDictionary
from checklist.rules.truth import Truth
from checklist.rules.wording import Wording

LATER = "later"  # not an outcome: what time alone will change, whatever its outcome today
BADGE_SIGNS = {
    Outcome.ELIGIBLE.value: "✓",
    Outcome.TO_ATTEST.value: "◎",
    Outcome.UNDETERMINED.value: "?",
    LATER: "→",
    Outcome.INELIGIBLE.value: "×",
}
MARKS = {
    Provenance.OFFICIAL: "",
    Provenance.REPORTED: "○",
    Provenance.SURVEY: "△",
    Provenance.RECONSTRUCTED: "◇",
}


def kind_of(answer: Answer) -> str:
    """The section an answer belongs to."""
    waits = answer.outcome is Outcome.INELIGIBLE and answer.opens is not None
    return LATER if waits or answer.outcome is Outcome.CLOSED else str(answer.outcome)


@dataclass(frozen=True, slots=True)
class RowMaker:
    """Makes rows in one language for one child.

    Args:
        places: names places; used for the household register's, which offices lie far away.
    """

    facts: FactDictionary
    language: Language
    places: Places
    wording: Wording
    reasoner: Reasoner
    child: Child

    def row(self, answer: Answer, number: int) -> sheet.Row:
        """The answer as a row; one that does not apply is brief."""
        kind, item = kind_of(answer), answer.item
        unofficial = _unofficial(item)
        full = kind != Outcome.INELIGIBLE
        return sheet.Row(
            id=item.id,
            number=str(number),
            name=self.language.pick(item.name),
            category=self._say(f"category.{item.category}"),
            badge=self.badge(kind),
            summary=self.language.pick(item.summary) if full else "",
            begins=self._begins(answer),
            parts=tuple(self._parts(answer, kind)) if full else (),
            sums=tuple(self._sums(answer)) if full else (),
            why=self.reasoner.why(answer.verdict),
            papers=self._papers(answer) if full else sheet.Papers("", "", ()),
            place=self._shared_place(item) if full else "",
            steps=self._steps(item) if full else (),
            phone=self._phone(item) if full else "",
            window=self._window(answer) if full else "",
            waivers=tuple(self._waivers(item)),
            citations=tuple(self._citations(item)),
            mark=MARKS[Provenance.RECONSTRUCTED] if unofficial else "",
            unofficial=self._say("unofficial") if unofficial else "",
        )

    def badge(self, kind: str) -> sheet.Badge:
        """An outcome's sign and word."""
        return sheet.Badge(kind, BADGE_SIGNS[kind], self._say(f"badge.{kind}"))

    def _say(self, key: str, **values: str) -> str:
        return self.language.messages(key, **values)

    def _begins(self, answer: Answer) -> str:
        if answer.outcome is Outcome.INELIGIBLE and answer.opens is not None:
            surely = "surely" if answer.opens_surely else "perhaps"
            return self._say(f"begins.{surely}", day=self.language.day(answer.opens))
        if answer.outcome is Outcome.CLOSED and answer.window is not None:
            return self._say("begins.window", day=self.language.day(answer.window.start))
        return ""

    def _window(self, answer: Answer) -> str:
        if answer.window is None or answer.season is Season.ALWAYS:
            return ""
        window = answer.window
        return self._say(
            f"window.{answer.season}",
            start=self.language.day(window.start),
            end=self.language.day(window.end),
            purpose=self.language.pick(window.purpose),
        )

    def _condition(self, part: Step | SumDue) -> str:
        """Under which condition a part or sum is the child's; "" where it has none."""
        if part.verdict is None:
            return ""
        clause = self.reasoner.open_clause(part.verdict)
        return self._say(f"if.{part.truth}", clause=clause)

    def _parts(self, answer: Answer, kind: str) -> Iterator[sheet.Part]:
        """The measures that are or may be the child's, each with its own outcome."""
        for step in answer.measures:
            if step.truth is not Truth.NO:
                yield self._part(answer.item, step, LATER if kind == LATER else step.outcome)

    def _part(self, item: Item, step: Step, kind: str) -> sheet.Part:
        measure = step.part
        source = item.sources.get(measure.source)
        return sheet.Part(
            id=measure.id,
            badge=self.badge(kind),
            name=self.language.pick(measure.name),
            summary=self.language.pick(measure.summary) if measure.summary else "",
            condition=self._condition(step) if step.truth is Truth.UNKNOWN else "",
            mark=MARKS[source.provenance] if source else "",
        )

    def _sums(self, answer: Answer) -> Iterator[sheet.Sum]:
        """The sums in force; a note that several share is said once, with the last of them."""
        following = [due.amount.note for due in answer.amounts[1:]]
        for due, after in zip_longest(answer.amounts, following):
            note = due.amount.note if due.amount.note != after else None
            yield self._sum(answer.item, due, self.language.pick(note) if note else "")

    def _sum(self, item: Item, due: SumDue, note: str) -> sheet.Sum:
        amount, period = due.amount, due.period
        source = item.sources.get(period.source)
        condition = self._condition(due)
        since = self._say(
            "since.period" if period.end else "since.latest",
            start=self.language.day(period.start),
            end=self.language.day(period.end) if period.end else "",
        )
        return sheet.Sum(
            label=self.language.pick(amount.label),
            value=self.language.amount(period.value, amount.unit),
            mark=MARKS[source.provenance] if source else "",
            condition=condition,
            detail=self._say("join.clauses").join(filter(None, (since, condition, note))),
        )

    def _papers(self, answer: Answer) -> sheet.Papers:
        named = [self._material(part) for part in answer.materials]
        plain = {self.language.pick(part.part.name) for part in answer.materials}
        proofs = [self.facts[fact].proof for fact in self.reasoner.rests_on(answer.verdict)]
        shows = dict.fromkeys(self.language.pick(proof) for proof in proofs if proof)
        papers = self.language.join(paper for paper in shows if paper not in plain)
        seen = [
            self._say("papers.seen", what=self.wording.clause(attest))
            for attest in answer.open_attests
        ]
        return sheet.Papers(
            named=self.language.join(named),
            shows=papers,
            seen=tuple(seen),
        )

    def _material(self, part: Part) -> str:
        name = self.language.pick(part.part.name)
        if part.verdict is None or part.truth is not Truth.UNKNOWN:
            return name
        return self._say("papers.if", name=name, clause=self.reasoner.open_clause(part.verdict))

    def _shared_place(self, item: Item) -> str:
        """Where all three stages are, when that is one place."""
        places = {office.places if office else () for office in (item.apply, item.decide, item.pay)}
        if len(places) != 1 or not (shared := places.pop()):
            return ""
        return self._say("step.place", place=self._places(shared))

    def _steps(self, item: Item) -> tuple[sheet.Step, ...]:
        """Apply, decide, pay; stages at one office are said together."""
        stages = {"apply": item.apply, "decide": item.decide, "pay": item.pay}
        shared = bool(self._shared_place(item))
        steps: list[sheet.Step] = []
        for stage, office in stages.items():
            role, where = self._say(f"role.{stage}"), self._where(office, shared=shared)
            if steps and steps[-1].where == where:
                role = self.language.roles([steps.pop().role, role])
            steps.append(sheet.Step(role, where))
        return tuple(steps)

    def _where(self, office: Office | None, *, shared: bool) -> str:
        """An office with its place, unless that is said already."""
        if office is None:
            return self._say("office.unsaid")
        name = self.language.pick(office.name)
        told = len(office.places) == 1 and self._say(f"place.{office.places[0]}") in name
        if shared or told:
            return name
        return self._say("step", place=self._places(office.places), office=name)

    def _places(self, places: tuple[Place, ...]) -> str:
        """One of several places; but what the family pays, it pays beside the others."""
        words = [self._place(place) for place in places]
        both = Place.FAMILY in places
        return self._say("join.and").join(words) if both else self.language.either(words)

    def _place(self, place: Place) -> str:
        hukou = self.child.facts.get("hukou")
        word = self._say(f"place.{place}")
        if place is Place.HUKOU and isinstance(hukou, str):
            return self._say("aside", text=word, aside=self.places.short(hukou))
        return word

    def _phone(self, item: Item) -> str | None:
        phones = [office.phone for office in (item.apply, item.decide) if office and office.phone]
        return self.language.literal(phones[0]) if phones else None

    def _waivers(self, item: Item) -> Iterator[str]:
        for waiver in item.waivers:
            source = item.sources.get(waiver.source)
            reason = self.language.pick(waiver.reason)
            title = self.title(source) if source else ""
            yield self._say("waiver", reason=reason, source=title) if title else reason

    def _citations(self, item: Item) -> Iterator[sheet.Citation]:
        """The documents behind a row; our own reconstruction only where there is no other."""
        sources = list(item.sources.values())
        found = [s for s in sources if s.provenance is not Provenance.RECONSTRUCTED]
        for source in found or sources:
            yield sheet.Citation(
                title=self.title(source),
                detail=self.source_detail(source),
                mark=MARKS[source.provenance],
                note=self.language.pick(source.note) if source.note else "",
            )

    def title(self, source: Source) -> str:
        """A document's title with its clause; both stay Chinese, as the document is."""
        return self.language.chinese(f"{source.document}{source.article}")

    def source_detail(self, source: Source) -> str:
        """A document's number and date, as far as known."""
        day = self.language.day(source.day) if source.day else ""
        return self.language.join([self.language.chinese(source.number), day])


def _unofficial(item: Item) -> bool:
    """Whether the row's own wording rests on nothing official."""
    grades = {source.provenance for source in item.sources.values()}
    return Provenance.RECONSTRUCTED in grades or item.weak
