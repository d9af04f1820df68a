"""A letter to parents, printed in front of the sheet where the place has published one.

The places' own wording was not found, so every sentence is this project's and says so; what
is the place's is that there is such a letter, which parts it has, and who counts as migrant.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checklist.assessment import Assessment
from checklist.catalog.local import Letter, LetterPart
from checklist.documents import sheet
from checklist.documents.language import Language, Places
from checklist.documents.worded.nearby import Nearby
from checklist.rules.condition import All, Condition
from checklist.rules.wording import Wording


@dataclass(frozen=True, slots=True)
class LetterWriter:
    """Words the nearest place's letter."""

    assessment: Assessment
    language: Language
    places: Places
    wording: Wording
    nearby: Nearby

    def letter(self) -> sheet.Letter | None:
        """The letter, part by part; None where no place of the chain has one."""
        said = self.assessment.listing.letter
        if said is None:
            return None
        say, mark = self.language.messages, self.nearby.mark(said)
        source = self.assessment.listing.source_of(said)
        names = {layer.code: layer.name for layer in self.assessment.listing.layers}
        return sheet.Letter(
            title=say("letter.title"),
            passages=tuple(self._passages(said)),
            origin=say(
                "letter.origin",
                place=self.places.layer(said.layer, names[said.layer]),
                name=self.language.pick(said.name),
                mark=mark,
            ),
            note=self.language.pick(said.note) if said.note else "",
            mark=say("mark.line", sign=mark, meaning=say(f"mark.{source.provenance}"))
            if source and mark
            else "",
            own=say("letter.own"),
        )

    def _passages(self, said: Letter) -> Iterator[sheet.Passage]:
        place = self.places.short(self.assessment.listing.area)
        for part in said.parts:
            words = self.language.messages.group(f"letter.{part}.")
            texts = {key: text.format(place=place) for key, text in words.items()}
            points = [text for key, text in texts.items() if key.startswith("point.")]
            if part is LetterPart.DEFINITION:
                points = [*self._definition()]
                if not points:
                    continue
            heading, text = texts.get("heading", ""), texts["text"]
            yield sheet.Passage(str(part), heading, text, tuple(points))

    def _definition(self) -> Iterator[str]:
        """Who counts as a migrant child here, one condition a point."""
        definition: Condition | None = self.assessment.listing.definition
        if isinstance(definition, All) and definition.why is None:
            yield from map(self.wording.clause, definition.parts)
        elif definition is not None:
            yield self.wording.clause(definition)
