"""How far each language has come: of all there is to translate, and of what a place prints.

Counted from the states of phrases, so a sentence whose Chinese has changed since it was reviewed
counts as a draft again the same day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from checklist.areas import NATION, Areas
from checklist.documents.language.phrasebook import Key, Phrase, Phrasebook, State
from checklist.documents.language.shelf import opened
from checklist.documents.language.sources import Source
from checklist.rules.facts import LANGUAGES

_NOTHING = Phrase(())


@dataclass(frozen=True, slots=True)
class Tally:
    """Sentences by their state."""

    reviewed: int
    draft: int
    missing: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.reviewed + self.draft + self.missing


@dataclass(frozen=True, slots=True)
class Coverage:
    """The states of one language's sentences.

    Args:
        states: of every sentence there is.
        sources: the same sentences in Chinese.
    """

    states: Mapping[Key, State]
    sources: Mapping[Key, Source]

    def fixed(self) -> Tally:
        """The fixed wording of all sheets."""
        return self._tally(source for source in self.sources.values() if source.fixed)

    def catalog(self) -> Tally:
        """The texts of all catalogs."""
        return self._tally(source for source in self.sources.values() if not source.fixed)

    def place(self, code: str, areas: Areas) -> Tally:
        """What the sheets of a place may print."""
        layers = {NATION, *areas.chain(areas.current(code))}
        return self._tally(source for source in self.sources.values() if source.layers & layers)

    def _tally(self, sources: Iterable[Source]) -> Tally:
        found = [self.states[source.key] for source in sources]
        return Tally(*(found.count(state) for state in State))


def coverage(tag: str, templates: Path, sources: Mapping[Key, Source]) -> Coverage:
    """How far a language has come.

    Args:
        tag: a declared language.
        templates: the folder with locale/<tag>.po.
        sources: everything there is to translate.
    """
    book = opened(tag, templates)
    return Coverage({key: _state(book, tag, source) for key, source in sources.items()}, sources)


def _state(book: Phrasebook, tag: str, source: Source) -> State:
    """A sentence's state; of Chinese nothing is translated, of English the keeper writes it."""
    if tag == LANGUAGES[0]:
        return State.REVIEWED
    if tag in LANGUAGES and not source.fixed:
        return State.REVIEWED if source.english else State.MISSING
    return book.phrases.get(source.key, _NOTHING).state(source.chinese)
