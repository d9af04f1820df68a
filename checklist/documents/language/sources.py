"""What there is to translate: the fixed wording, the dictionary of facts, and every list.

One table for all languages, so that coverage, export and import speak of the same phrases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checklist.areas import NATION
from checklist.catalog.opening import Catalog
from checklist.catalog.texts import asked, texts
from checklist.catalog.tongues import GOVERNING
from checklist.documents.language.phrasebook import CATALOG, Key, Phrase
from checklist.documents.language.shelf import opened, path_of
from checklist.findings import Span
from checklist.rules.facts import Text


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence in Chinese that may be translated.

    Args:
        key: its context and id.
        chinese: what it says.
        english: the same in English, as a second help.
        counted: whether other languages may need a form per number.
        where: the file and line it stands at.
        layers: the codes of the lists it stands in; the nation's where it is used everywhere.
    """

    key: Key
    chinese: str
    english: str
    counted: bool
    where: str
    layers: frozenset[str]

    @property
    def fixed(self) -> bool:
        """Whether it is fixed wording and not of a catalog."""
        return self.key[0] != CATALOG

    @property
    def phrase(self) -> Phrase:
        """The Chinese as a phrase that translations are held against."""
        return Phrase((self.chinese,), counted=self.counted)


def sources(catalog: Catalog, templates: Path) -> Mapping[Key, Source]:
    """Everything there is to translate, fixed wording first, in the order of its files.

    Args:
        catalog: the lists.
        templates: the folder with locale/zh-Hans.po.
    """
    found = {source.key: source for source in fixed(templates)}
    for source in _of_catalog(catalog):
        known = found.get(source.key)
        found[source.key] = _merged(known, source) if known else source
    return found


def fixed(templates: Path) -> Iterator[Source]:
    """The fixed wording of the sheets."""
    chinese, english = opened(GOVERNING, templates), opened("en", templates)
    file = path_of(GOVERNING, templates).name
    for key, phrase in chinese.phrases.items():
        yield Source(
            key=key,
            chinese=phrase.forms[0],
            english=english.phrases[key].forms[-1],
            counted=phrase.counted,
            where=f"{file}:{phrase.line}",
            layers=frozenset({NATION}),
        )


def _of_catalog(catalog: Catalog) -> Iterator[Source]:
    yield from _told(asked(catalog.facts), NATION)
    layers, _ = catalog.all_layers()
    for code, layer in layers.items():
        yield from _told(texts(layer), code)


def _told(found: Iterable[tuple[Text, Span | None]], code: str) -> Iterator[Source]:
    for text, span in found:
        chinese = text[GOVERNING]
        if chinese:
            yield Source(
                key=(CATALOG, chinese),
                chinese=chinese,
                english=text.get("en", ""),
                counted=False,
                where=f"{span.file}:{span.line}" if span else "",
                layers=frozenset({code}),
            )


def _merged(known: Source, again: Source) -> Source:
    return Source(known.key, known.chinese, known.english, known.counted, known.where,
                  known.layers | again.layers)  # fmt: skip
