"""What a sheet says of itself: whose it is, where, and on which lists and sources it rests.

Honest about its grounds: a list we hold only in part says so, and every mark beside a figure
or a source is explained.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checklist.assessment import Assessment, Scope, ScopeOutcome
from checklist.catalog.model import Layer, Provenance
from checklist.catalog.owed import Listing
from checklist.children.identity import masked
from checklist.documents import sheet
from checklist.documents.language import Language, Places
from checklist.documents.stretches import unmarked
from checklist.documents.worded.rows import MARKS
from checklist.documents.worded.why import SIGNS, Reasoner
from checklist.rules.facts import Fact, FactDictionary, Kind, Value
from checklist.rules.wording import Wording

ID_NUMBER = "id_number"
_SCOPE_KIND = {
    ScopeOutcome.IN: "yes",
    ScopeOutcome.OUT: "no",
    ScopeOutcome.UNDETERMINED: "unknown",
}


@dataclass(frozen=True, slots=True)
class About:
    """Words the parts of a sheet around its rows.

    Args:
        show_id: print the ID number in full.
    """

    assessment: Assessment
    facts: FactDictionary
    language: Language
    places: Places
    wording: Wording
    reasoner: Reasoner
    show_id: bool

    @property
    def listing(self) -> Listing:
        """The place's list."""
        return self.assessment.listing

    def child(self) -> Iterator[sheet.Field]:
        """The known facts of the child, in the order an interview asks them."""
        known = self.assessment.child.facts
        for fact in self.facts.given:
            if fact.id in known:
                yield self.field(fact, known[fact.id])

    def field(self, fact: Fact, value: Value) -> sheet.Field:
        """One known fact."""
        return sheet.Field(fact.id, self.language.pick(fact.label), self._value(fact, value))

    def _value(self, fact: Fact, value: Value) -> str:
        if fact.id == ID_NUMBER and not self.show_id:
            return self.language.literal(masked(str(value)))
        said = self.wording.value(fact, unmarked(value) if isinstance(value, str) else value)
        return self.language.literal(said) if fact.kind is Kind.TEXT else said

    def scope(self) -> sheet.ScopeNote:
        """Whether the child falls under the list's definition of a migrant child."""
        scope: Scope = self.assessment.scope
        kind = _SCOPE_KIND[scope.outcome]
        begins = scope.holds_from
        say = self.language.messages
        return sheet.ScopeNote(
            badge=sheet.Badge(kind, SIGNS[kind], say(f"scope.badge.{scope.outcome}")),
            statement=say(f"scope.{scope.outcome}"),
            why=self.reasoner.why(scope.verdict) if scope.verdict else (),
            begins=say("scope.begins", day=self.language.day(begins)) if begins else "",
        )

    def basis(self) -> Iterator[sheet.Basis]:
        """The lists, nation first, each with its edition and what is missing of it."""
        for layer in self.listing.layers:
            edition = layer.edition_on(self.listing.on)
            source = layer.sources.get(edition.document) if edition else None
            yield sheet.Basis(
                place=self.places.layer(layer.code, layer.name),
                title=self.language.chinese(source.document) if source else "",
                detail=self._edition(layer),
                mark=MARKS[source.provenance] if source else "",
                note=self.language.pick(layer.note) if layer.note else "",
            )

    def basis_line(self) -> str:
        """The lists by their places and editions, in one line."""
        return self.language.join(self._short(layer) for layer in self.listing.layers)

    def _short(self, layer: Layer) -> str:
        name = self.language.pick(layer.name)
        edition = layer.edition_on(self.listing.on)
        if edition is None:
            return name
        number = self.language.messages("edition", number=str(edition.number))
        return self.language.messages("aside", text=name, aside=number)

    def _edition(self, layer: Layer) -> str:
        """Edition, document number, and since when; what is unknown is left out."""
        edition = layer.edition_on(self.listing.on)
        if edition is None:
            return ""
        source = layer.sources.get(edition.document)
        say, day = self.language.messages, edition.effective
        known = [
            say("edition", number=str(edition.number)),
            self.language.chinese(source.number) if source else "",
            say("edition.since", day=self.language.day(day)) if day else "",
        ]
        return self.language.join(known)

    def marks(self, used: set[str]) -> Iterator[sheet.Mark]:
        """What the marks on this sheet mean."""
        for provenance in Provenance:
            sign = MARKS[provenance]
            if sign and sign in used:
                yield sheet.Mark(sign, self.language.messages(f"mark.{provenance}"))
