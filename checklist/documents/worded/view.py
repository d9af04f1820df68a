"""An assessment as a sheet: every decision about what is printed is made here, in words.

The order is the order a family needs: what is the child's now, what wants papers, what is
still unclear, what begins later, and what does not apply and why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from checklist.areas import Areas
from checklist.assessment import Answer, Assessment, Outcome
from checklist.catalog.model import Category
from checklist.documents import language as languages
from checklist.documents import sheet as parts
from checklist.documents.language import Language
from checklist.documents.worded.about import About
from checklist.documents.worded.letter import LetterWriter
from checklist.documents.worded.nearby import Nearby
from checklist.documents.worded.rows import BADGE_SIGNS, LATER, RowMaker, kind_of
from checklist.documents.worded.why import Reasoner
from checklist.rules.facts import Fact, FactDictionary, Kind

NOTES = ("pointer", "rights", "changed", "privacy")


def sheet(
    assessment: Assessment,
    facts: FactDictionary,
    language: Language,
    areas: Areas,
    *,
    show_id: bool = False,
) -> parts.Sheet:
    """Word an assessment.

    Args:
        assessment: one child held against one place's list.
        facts: the dictionary of facts.
        language: the language to write in, from language.read.
        areas: the list of places.
        show_id: print the ID number in full instead of its first six and last four places.
    """
    places = languages.places(language, areas, assessment.listing)
    wording = languages.wording(language, facts, areas, assessment.listing)
    reasoner = Reasoner(facts, wording, language)
    about = About(assessment, facts, language, places, wording, reasoner, show_id)
    rows = RowMaker(facts, language, places, wording, reasoner, assessment.child)
    nearby = Nearby(assessment, language, places)
    return View(assessment, facts, language, about, rows, nearby).sheet()


def with_letter(
    made: parts.Sheet,
    assessment: Assessment,
    facts: FactDictionary,
    language: Language,
    areas: Areas,
) -> parts.Sheet:
    """The sheet with the nearest place's letter to parents in front, where there is one."""
    places = languages.places(language, areas, assessment.listing)
    wording = languages.wording(language, facts, areas, assessment.listing)
    nearby = Nearby(assessment, language, places)
    return replace(
        made, letter=LetterWriter(assessment, language, places, wording, nearby).letter()
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """An answer with the number its row has on the sheet, and its section."""

    number: int
    kind: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class View:
    """The words of one sheet: what all sheets of a list share, and what is the child's own."""

    assessment: Assessment
    facts: FactDictionary
    language: Language
    about: About
    rows: RowMaker
    nearby: Nearby

    def sheet(self) -> parts.Sheet:
        """Everything, in reading order."""
        return self.own(self.shared())

    def shared(self) -> parts.Sheet:
        """What all sheets of the list have, with nothing of a child but the scope's words."""
        say, listing = self.language.messages, self.assessment.listing
        place, day = self.about.places.short(listing.area), self.language.day(self.assessment.on)
        return parts.Sheet(
            language=self.language.tag,
            direction=self.language.direction,
            title=say("title"),
            subtitle=say("subtitle"),
            place=self.about.places.full(listing.area),
            short_place=place,
            date=day,
            footer=say("footer", title=say("title"), place=place, date=day),
            basis_line=self.about.basis_line(),
            page=say("page", page="{page}", pages="{pages}"),
            child=(),
            scope=self.about.scope(),
            counters=(),
            sections=(),
            questions=(),
            services=tuple(self.nearby.services()),
            basis=tuple(self.about.basis()),
            marks=(),
            notes=tuple(say(f"note.{note}") for note in NOTES),
            findings=(),
            review=self._review(),
            words=say.group("word."),
        )

    def own(self, shared: parts.Sheet) -> parts.Sheet:
        """The child's sheet, from what all sheets of its list share."""
        numbered = self.numbered()
        sections = tuple(self.sections(numbered))
        care = self.nearby.care()
        used = self.marks_used(sections, shared) | set(care.marks if care else ())
        return replace(
            shared,
            child=tuple(self.about.child()),
            scope=self.about.scope(),
            counters=tuple(self.counters(numbered)),
            sections=sections,
            questions=tuple(self.questions(numbered)),
            marks=tuple(self.about.marks(used)),
            findings=tuple(self._findings()),
            care=care,
        )

    def marks_used(self, sections: Iterable[parts.Section], shared: parts.Sheet) -> set[str]:
        """The signs that stand somewhere on the sheet."""
        used = {entry.mark for entry in shared.basis}
        used |= {service.mark for service in shared.services}
        return used.union(*(marks_of(row) for section in sections for row in section.rows))

    def numbered(self) -> tuple[Numbered, ...]:
        """All answers in the order of the sheet, numbered through."""
        kinds = list(BADGE_SIGNS)
        areas = list(Category)
        answers = sorted(
            self.assessment.answers,
            key=lambda answer: (
                kinds.index(kind_of(answer)),
                _begins(answer),
                areas.index(answer.item.category),
            ),
        )
        return tuple(
            Numbered(number, kind_of(answer), answer) for number, answer in enumerate(answers, 1)
        )

    def counters(self, numbered: Iterable[Numbered]) -> Iterator[parts.Counter]:
        """How many rows of each kind there are, at a glance."""
        kinds = [entry.kind for entry in numbered]
        for kind in BADGE_SIGNS:
            count = self.language.number(kinds.count(kind))
            yield parts.Counter(self.rows.badge(kind), count, f"section-{kind}")

    def sections(self, numbered: tuple[Numbered, ...]) -> Iterator[parts.Section]:
        """The rows by kind, in the order a family needs them."""
        for kind in BADGE_SIGNS:
            rows = [
                self.rows.row(entry.answer, entry.number)
                for entry in numbered
                if entry.kind == kind
            ]
            if rows:
                title = self.language.messages(f"section.{kind}")
                lead = self.language.messages(f"section.{kind}.lead")
                compact = kind == Outcome.INELIGIBLE
                yield parts.Section(kind, BADGE_SIGNS[kind], title, lead, tuple(rows), compact)

    def questions(self, numbered: tuple[Numbered, ...]) -> Iterator[parts.Question]:
        """The open facts, those that settle most first."""
        for number, fact_id in enumerate(self.assessment.open_facts, 1):
            settled = [entry for entry in numbered if fact_id in entry.answer.open_facts]
            yield self.question(fact_id, number, settled)

    def question(self, fact_id: str, number: int, settled: Iterable[Numbered]) -> parts.Question:
        """An open fact as a question, with what its answer settles."""
        fact = self.facts[fact_id]
        who = (self.language.messages(f"who.{who}") for who in fact.who)
        return parts.Question(
            fact=fact_id,
            number=str(number),
            text=self.language.pick(fact.question or fact.label),
            choices=tuple(self._choices(fact)),
            who=self.language.either(who),
            settles=self.language.join(self._settles(fact_id, settled)),
        )

    def _choices(self, fact: Fact) -> Iterator[str]:
        """What can be ticked as an answer; nothing where it must be written."""
        if fact.kind is Kind.FLAG:
            yield from (self.rows.wording.value(fact, flag) for flag in (True, False))
        for option in fact.options.values():
            yield self.language.pick(option.label)

    def _settles(self, fact_id: str, settled: Iterable[Numbered]) -> Iterator[str]:
        if fact_id in self.assessment.scope.open_facts:
            yield self.language.messages("settles.scope")
        for entry in settled:
            name = self.language.pick(entry.answer.item.name)
            yield self.language.messages("settles.item", number=str(entry.number), name=name)

    def _findings(self) -> Iterator[str]:
        for finding in self.assessment.findings:
            tag, chinese = self.language.catalog_tag, self.language.chinese
            message, hint = chinese(finding.message(tag)), chinese(finding.hint(tag))
            yield self.language.messages("finding", message=message, hint=hint)

    def _review(self) -> str:
        day = self.assessment.listing.next_review
        return self.language.messages("review", day=self.language.day(day)) if day else ""


def _begins(answer: Answer) -> date:
    """What rows of one section are sorted by; the catalog's order where nothing begins."""
    if kind_of(answer) != LATER:
        return date.min
    if answer.outcome is Outcome.CLOSED and answer.window:
        return answer.window.start
    return answer.opens or date.min


def marks_of(row: parts.Row) -> frozenset[str]:
    """The signs that stand in a row."""
    used = {row.mark, *(due.mark for due in row.sums), *(part.mark for part in row.parts)}
    return frozenset(used | {source.mark for source in row.citations})
