"""Places, items, conditions and example children in words, for reports on a whole catalog.

A sheet words these for one place's list; a comparison speaks of many places at once, and has
no list of its own to take names from.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from checklist.areas import Areas
from checklist.catalog.model import Layer, conditions
from checklist.documents import language as languages
from checklist.rules.condition import Attest, Condition, leaves
from checklist.rules.derived import Child, completed_years
from checklist.rules.facts import FactDictionary, Text
from checklist.rules.wording import Speaker, Wording


class Words:
    """How one language tells of a catalog.

    Args:
        language: the language.
        facts: the dictionary, for labels and statements.
        areas: the list of places.
        layers: all layers by code, for names of places, items and figures.
        on: the date test days are counted for.
    """

    def __init__(
        self,
        language: languages.Language,
        facts: FactDictionary,
        areas: Areas,
        layers: Mapping[str, Layer],
        on: date,
    ) -> None:
        self.language = language
        self.facts = facts
        self.areas = areas
        self.on = on
        self._places = {code: layer.name for code, layer in layers.items()}
        self._items = dict(_items(layers))
        self._attests = dict(_attests(layers))
        figures = {f.id: f.label for layer in layers.values() for f in layer.figures}
        places = languages.Places(areas, language, self._places)
        self._wording = Wording(
            facts,
            Speaker(
                language=language.tag,
                day=language.day,
                place=places.full,
                figure=lambda figure: self.text(figures.get(figure, {})) or figure,
            ),
            on,
        )

    def text(self, text: Text) -> str:
        """A catalog text in this language."""
        return text.get(self.language.tag, "")

    def place(self, code: str) -> str:
        """What a place is called by its own list, else by the list of places."""
        if name := self._places.get(code):
            return self.text(name)
        area = self.areas.get(code)
        return area.name if area else code

    def item(self, item: str) -> str:
        """What an item is called; its id where nobody says."""
        return self.text(self._items.get(item, {})) or item

    def condition(self, condition: Condition) -> str:
        """A condition as one sentence."""
        return self._wording.sentence(condition)

    def child(self, child: Child, on: date) -> str:
        """A child in words: what is known, fact by fact; the age beside the birth date."""
        return self.language.join(self._known(child, on))

    def _known(self, child: Child, on: date) -> Iterator[str]:
        chinese = self.language.tag == languages.SOURCE_LANGUAGE
        for fact in self.facts.given:
            value = child.facts.get(fact.id)
            if value is None:
                continue
            told = f"{self.text(fact.label)} {self._wording.value(fact, value)}"
            if fact.id == "birth_date" and isinstance(value, date):
                age = completed_years(value, on)
                told += f"（{age}周岁）" if chinese else f" (aged {age})"
            yield told
        for attest, seen in child.attested.items():
            told = self.text(self._attests.get(attest, {})) or attest
            yield f"{told} {'✓' if seen else '×'}"


def _items(layers: Mapping[str, Layer]) -> Iterator[tuple[str, Text]]:
    for layer in layers.values():
        for entry in layer.entries.values():
            if entry.name and entry.of is None:
                yield entry.id, entry.name


def _attests(layers: Mapping[str, Layer]) -> Iterator[tuple[str, Text]]:
    for layer in layers.values():
        for entry in layer.entries.values():
            for _, condition in conditions(entry):
                for leaf in leaves(condition):
                    if isinstance(leaf, Attest):
                        yield leaf.id, leaf.text
