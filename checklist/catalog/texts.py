"""Every text of a catalog that ends up on paper, with the place it stands at.

For translators: what a keeper writes in Chinese and English is theirs to say in other
languages, and none of it may be forgotten because a form grew a key.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from checklist.findings import Span
from checklist.rules.facts import LANGUAGES, FactDictionary, Text

_SOURCE = LANGUAGES[0]


def texts(part: object, span: Span | None = None) -> Iterator[tuple[Text, Span | None]]:
    """All texts in a part of a catalog, however deep, each with the nearest span around it.

    Args:
        part: a layer, an item, a condition, the dictionary of facts, or a mapping of such.
        span: where it stands, for parts that do not say.
    """
    if isinstance(part, Mapping):
        if isinstance(part.get(_SOURCE), str):
            yield part, span
        else:
            for value in part.values():
                yield from texts(value, span)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from texts(value, span)
    elif is_dataclass(part) and not isinstance(part, Span):
        here = getattr(part, "span", None) or span
        for each in fields(part):
            yield from texts(getattr(part, each.name), here)


def asked(facts: FactDictionary) -> Iterator[tuple[Text, Span | None]]:
    """The texts of the dictionary of facts: labels, questions, statements, connectives."""
    yield from texts(facts.facts)
    yield from texts(facts.phrases)
