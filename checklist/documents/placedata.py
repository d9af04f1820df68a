"""What a place has beside its items, for other programs: part of the document data.py writes.

Programs are told more than a family: every service with its numbers, each ledger trigger with
what is still open, and the classes no sheet ever shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from checklist.assessment import Assessment, Classed, Flag
from checklist.catalog.local import Classing, Letter, Service, Trigger
from checklist.catalog.model import Source
from checklist.documents.language import Language
from checklist.rules.condition import Attest
from checklist.rules.facts import Text

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlaceData:
    """The parts of a document that are the place's."""

    assessment: Assessment
    language: Language

    def beside(self) -> Json:
        """Services, ledger, classes and letter."""
        listing, made = self.assessment.listing, self.assessment
        return {
            "services": [self._service(service) for service in listing.services],
            "ledger": [self._flag(flag) for flag in made.ledger],
            "classes": [self._classed(classed) for classed in made.classes],
            "letter": self._letter(listing.letter) if listing.letter else None,
        }

    def review(self) -> Json | None:
        """Until when to look again, and whose rule that is."""
        listing = self.assessment.listing
        if listing.next_review is None:
            return None
        cycle, layer = listing.review_cycle, listing.review_layer
        return {"cycle": cycle, "next": day_text(listing.next_review), "layer": layer}

    def _service(self, service: Service) -> Json:
        return {
            **self._said(service),
            "kind": str(service.kind),
            "phone": service.phone or None,
            "for": self._text(service.purpose),
            "counts": [
                {"value": number(count.value), "unit": self._text(count.unit)}
                for count in service.counts
            ],
        }

    def _flag(self, flag: Flag) -> Json:
        return {
            **self._said(flag.trigger),
            "applies": str(flag.verdict.truth),
            "open": list(flag.open_facts),
            "attest": attest_records(self.language, flag.open_attests),
        }

    def _classed(self, classed: Classed) -> Json:
        value = classed.value
        return {
            **self._said(classed.classing),
            "on": not classed.classing.off,
            "certain": str(classed.truth),
            "value": {"id": value.id, "name": self._text(value.name)} if value else None,
            "open": list(classed.open_facts),
            "attest": attest_records(self.language, classed.open_attests),
            "note": self._text(classed.classing.note),
        }

    def _letter(self, letter: Letter) -> Json:
        return {
            "layer": letter.layer,
            "name": self._text(letter.name),
            "parts": [str(part) for part in letter.parts],
            "source": self._ground(letter),
            "note": self._text(letter.note),
        }

    def _said(self, said: Service | Trigger | Classing) -> Json:
        """What all of a place's own words have: a key, a name, whose they are, on what grounds."""
        return {
            "id": said.id,
            "layer": said.layer,
            "name": self._text(said.name),
            "source": self._ground(said),
        }

    def _ground(self, said: Service | Trigger | Classing | Letter) -> Json | None:
        source = self.assessment.listing.source_of(said)
        return source_record(source) if source else None

    def _text(self, text: Text | None) -> str | None:
        return self.language.pick(text) if text else None


def attest_records(language: Language, attests: Iterable[Attest]) -> list[Json]:
    """What a person must see, for programs."""
    return [{"id": attest.id, "text": language.pick(attest.text)} for attest in attests]


def source_record(source: Source) -> Json:
    """A document for programs."""
    return {
        "key": source.key,
        "document": source.document,
        "number": source.number or None,
        "article": source.article or None,
        "date": day_text(source.day),
        "retrieved": day_text(source.retrieved),
        "provenance": str(source.provenance),
    }


def number(value: float) -> float:
    """A whole number without decimals."""
    return int(value) if float(value).is_integer() else value


def day_text(day: date | None) -> str | None:
    """A date as ISO 8601 writes it."""
    return day.isoformat() if day else None
