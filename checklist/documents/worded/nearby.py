"""Who can help near the family: the place's services, and a word for a child kept in the ledger.

Only what a family can use is printed; the rest of a place's directory, and every class a
place may put a child into, stays with the people who keep it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checklist.assessment import Assessment, ScopeOutcome
from checklist.catalog.local import Classing, Count, Letter, Service, Trigger
from checklist.documents import sheet
from checklist.documents.language import Language, Places
from checklist.documents.worded.rows import MARKS
from checklist.rules.truth import Truth

NATION = "000000"


@dataclass(frozen=True, slots=True)
class Nearby:
    """Words what a place has beside its items."""

    assessment: Assessment
    language: Language
    places: Places

    def services(self) -> Iterator[sheet.Service]:
        """What a family can use: those with a telephone first, the nearest place's before others.

        A number that several places name is printed once, as the nearest one says it.
        """
        useful = [service for service in self.assessment.listing.services if service.purpose]
        called = {service.phone: service for service in reversed(useful) if service.phone}
        yield from (self._service(s) for s in useful if called.get(s.phone) is s)
        yield from (self._service(s) for s in useful if not s.phone)

    def _service(self, service: Service) -> sheet.Service:
        name, phone = self.language.pick(service.name), self.language.literal(service.phone)
        return sheet.Service(
            label=phone or self.language.messages(f"service.{service.kind}"),
            name=name,
            place=self._place(service, name),
            purpose=self.language.pick(service.purpose) if service.purpose else "",
            mark=self.mark(service),
            phone=phone,
        )

    def _place(self, service: Service, name: str) -> str:
        """Whose it is, where the name does not say so, and how many there are."""
        place = "" if service.layer == NATION else self.places.short(service.layer)
        place = "" if place in name else place
        counts = self.language.join(map(self._count, service.counts))
        if not counts:
            return place
        return self.language.messages("service.counts", counts=counts, place=place).strip()

    def _count(self, count: Count) -> str:
        value, unit = self.language.number(count.value), self.language.pick(count.unit)
        return self.language.messages("count", value=value, unit=unit)

    def mark(self, said: Service | Trigger | Classing | Letter) -> str:
        """The mark of the document a place's own word rests on."""
        source = self.assessment.listing.source_of(said)
        return MARKS[source.provenance] if source else ""

    def care(self) -> sheet.Care | None:
        """What the ledger means for this child, when it certainly belongs there."""
        if self.assessment.scope.outcome is ScopeOutcome.OUT:
            return None  # the ledger is kept for migrant children
        flagged = [
            flag.trigger for flag in self.assessment.ledger if flag.verdict.truth is Truth.YES
        ]
        if not flagged:
            return None
        text = self.language.messages("care", names=self._named(flagged))
        return sheet.Care(text, tuple(mark for mark in map(self.mark, flagged) if mark))

    def _named(self, triggers: Iterable[Trigger]) -> str:
        return self.language.join(
            self.language.pick(trigger.name) + self.mark(trigger) for trigger in triggers
        )
