"""Wording for many children: what was said of one is not worked out again for the next.

A row hangs on how its conditions came out and on little else, and most children share most
outcomes. What is remembered is asked for by all that its words depend on, so the sheets are
exactly those of view.sheet, and being the same values they are also printed faster.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from checklist.areas import Areas
from checklist.assessment import Answer, Assessment, Outcome, Part, Step, SumDue
from checklist.catalog.model import Place
from checklist.catalog.owed import Item, Listing
from checklist.documents import language as languages
from checklist.documents import sheet as parts
from checklist.documents.language import Language, Places
from checklist.documents.worded.about import About
from checklist.documents.worded.nearby import Nearby
from checklist.documents.worded.rows import RowMaker, kind_of
from checklist.documents.worded.view import Numbered, View, marks_of
from checklist.documents.worded.why import Reasoner
from checklist.rules.evaluate import Verdict
from checklist.rules.facts import Fact, FactDictionary, Value
from checklist.rules.wording import Wording

REMEMBERED = 30_000  # entries for one list; a bound for a run of any length
_Made = TypeVar("_Made")


class Viewer:
    """Words assessments in one language, as view.sheet does.

    Args:
        facts: the dictionary of facts.
        language: the language to write in.
        areas: the list of places.
        show_id: print ID numbers in full.
    """

    def __init__(
        self, facts: FactDictionary, language: Language, areas: Areas, *, show_id: bool = False
    ) -> None:
        self._facts = facts
        self._language = language
        self._areas = areas
        self._show_id = show_id
        self._rooms: dict[int, _Memory] = {}

    def sheet(self, assessment: Assessment) -> parts.Sheet:
        """Word an assessment."""
        memory, child = self._memory(assessment.listing), assessment.child
        told = (self._facts, self._language, memory.places, memory.wording, memory.reasoner)
        about = _About(assessment, *told, self._show_id, memory)
        nearby = Nearby(assessment, self._language, memory.places)
        rows = _Rows(*told, child, memory)
        view = _View(assessment, self._facts, self._language, about, rows, nearby, memory)
        if memory.shared is None:
            memory.shared = view.shared()
        return view.own(memory.shared)

    def _memory(self, listing: Listing) -> "_Memory":
        known = self._rooms.get(id(listing))
        if known is None or len(known.values) > REMEMBERED:
            places = languages.places(self._language, self._areas, listing)
            wording = languages.wording(self._language, self._facts, self._areas, listing)
            reasoner = Reasoner(self._facts, wording, self._language)
            known = _Memory(listing, places, wording, reasoner)
            self._rooms[id(listing)] = known
        return known


@dataclass(slots=True)
class _Memory:
    """What was said of children held against one list.

    Args:
        listing: held, so that no other list gets its id.
        values: by all that a value depends on.
        shared: what all sheets of the list have.
    """

    listing: Listing
    places: Places
    wording: Wording
    reasoner: Reasoner
    values: dict[tuple[object, ...], object] = field(default_factory=dict)
    shared: parts.Sheet | None = None

    def of(self, make: Callable[[], _Made], *key: object) -> _Made:
        """A value made once; the kind of thing comes first in the key."""
        if key not in self.values:
            self.values[key] = make()
        return self.values[key]  # type: ignore[return-value]  # what this key's make once made


@dataclass(frozen=True, slots=True)
class _View(View):
    memory: _Memory

    def counters(self, numbered: Iterable[Numbered]) -> Iterator[parts.Counter]:
        entries = tuple(numbered)
        kinds = tuple(entry.kind for entry in entries)
        made = self.memory.of(lambda: tuple(View.counters(self, entries)), "counters", kinds)
        return iter(made)

    def question(self, fact_id: str, number: int, settled: Iterable[Numbered]) -> parts.Question:
        entries = tuple(settled)
        names = tuple((entry.number, entry.answer.item.id) for entry in entries)
        scope = fact_id in self.assessment.scope.open_facts
        key = ("question", fact_id, number, scope, names)
        return self.memory.of(lambda: View.question(self, fact_id, number, entries), *key)

    def marks_used(self, sections: Iterable[parts.Section], shared: parts.Sheet) -> set[str]:
        known = self.memory.of(lambda: View.marks_used(self, (), shared), "marks")
        rows = (row for section in sections for row in section.rows)
        return known.union(*map(self._marks_of, rows))

    def _marks_of(self, row: parts.Row) -> frozenset[str]:
        """The signs in a row, which is held, so that no other gets its id."""
        marks, _ = self.memory.of(lambda: (marks_of(row), row), "signs of", id(row))
        return marks


@dataclass(frozen=True, slots=True)
class _About(About):
    memory: _Memory

    def field(self, fact: Fact, value: Value) -> parts.Field:
        return self.memory.of(lambda: About.field(self, fact, value), "field", fact.id, value)

    def scope(self) -> parts.ScopeNote:
        scope = self.assessment.scope
        key = (scope.outcome, _came_out(scope.verdict), scope.holds_from)
        return self.memory.of(lambda: About.scope(self), "scope", *key)

    def marks(self, used: set[str]) -> Iterator[parts.Mark]:
        made = self.memory.of(lambda: tuple(About.marks(self, used)), "signs", frozenset(used))
        return iter(made)


@dataclass(frozen=True, slots=True)
class _Rows(RowMaker):
    memory: _Memory

    def row(self, answer: Answer, number: int) -> parts.Row:
        key = self._hangs_on(answer)
        return self.memory.of(lambda: self._numbered(answer, number, key), "row", number, key)

    def _numbered(self, answer: Answer, number: int, key: tuple[object, ...]) -> parts.Row:
        base = self.memory.of(lambda: RowMaker.row(self, answer, number), "row", key)
        return replace(base, number=str(number))

    def _hangs_on(self, answer: Answer) -> tuple[object, ...]:
        """All that the words of a row depend on, beside the list and the language."""
        item = answer.item
        begun = (id(item), answer.outcome, answer.opens, answer.opens_surely, id(answer.window))
        came: list[object] = [*begun, answer.season]
        _note(answer.verdict, came)
        if kind_of(answer) == Outcome.INELIGIBLE:
            return tuple(came)
        some: tuple[SumDue | Step | Part, ...]
        some = (*answer.amounts, *answer.measures, *answer.materials)
        for part in some:
            came += (id(_what(part)), part.truth)
            if part.verdict is not None:
                _note(part.verdict, came)
        for due in answer.amounts:
            came.append(id(due.period))
        came += (step.outcome for step in answer.measures)
        came += map(id, answer.open_attests)
        if self.memory.of(lambda: _far(item), "far", id(item)):
            came.append(self.child.facts.get("hukou"))
        return tuple(came)


def _far(item: Item) -> bool:
    """Whether a row names the place of the household register."""
    offices = (item.apply, item.decide, item.pay)
    return any(Place.HUKOU in office.places for office in offices if office)


def _what(part: SumDue | Step | Part) -> object:
    return part.amount if isinstance(part, SumDue) else part.part


def _came_out(verdict: Verdict | None) -> tuple[object, ...]:
    """How a condition came out, from top to bottom."""
    told: list[object] = []
    if verdict is not None:
        _note(verdict, told)
    return tuple(told)


def _note(verdict: Verdict, told: list[object]) -> None:
    told.append(verdict.truth)
    if verdict.parts:
        for part in verdict.parts:
            _note(part, told)
    else:
        told += (verdict.value, verdict.missing)
