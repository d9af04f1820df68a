"""What is wrong with the phrases of a .po file, each with its line; nothing is printed from one.

Translations come from many hands and are laid out among a child's data, so a phrase may bring
words and nothing else: no markup, no control characters, no holes of its own.
"""

import re
from collections.abc import Iterator, Mapping
from string import Formatter

from checklist.documents.language.phrasebook import CATALOG, Key, Phrase, Phrasebook, is_strange
from checklist.findings import Finding

_MARKUP = re.compile(r"<[A-Za-z/!?]|&#?\w+;")
_MOST_COUNTED = 200


def faults(
    book: Phrasebook, source: Mapping[Key, Phrase], *, whole: bool = False
) -> Iterator[Finding]:
    """Everything wrong with a language's phrases.

    Args:
        book: its file.
        source: the Chinese by key; of the fixed wording at least.
        whole: the source has the catalog's texts, too, so that others are unknown.
    """
    yield from _plural_rule(book)
    for key, phrase in book.phrases.items():
        context, ident = key
        chinese = source.get(key)
        if chinese is None and (whole or context != CATALOG):
            yield book.finding("T016", phrase.line, id=ident)
        if chinese is None and context == CATALOG:
            chinese = Phrase((ident,))
        if phrase.forms:
            yield from _holes(book, phrase, chinese)
            yield from _writing(book, phrase)
            yield from _counted(book, ident, phrase, chinese)


def _counted(
    book: Phrasebook, ident: str, phrase: Phrase, chinese: Phrase | None
) -> Iterator[Finding]:
    """A phrase that counts has every form its language has."""
    counted = phrase.counted or bool(chinese and chinese.counted)
    if counted and (len(phrase.forms) != book.forms or not all(phrase.forms)):
        found, wanted = str(sum(map(bool, phrase.forms))), str(book.forms)
        yield book.finding("T014", phrase.line, id=ident, found=found, wanted=wanted)


def holes(text: str) -> frozenset[str] | None:
    """The names in braces; None where braces are broken or ask for more than a value."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    names = [(name, form, conversion) for _, name, form, conversion in parts if name is not None]
    plain = all(name.isidentifier() and not form and not turned for name, form, turned in names)
    return frozenset(name for name, *_ in names) if plain else None


def _holes(book: Phrasebook, phrase: Phrase, chinese: Phrase | None) -> Iterator[Finding]:
    """A phrase with other holes than the Chinese has, or with braces that ask for more."""
    wanted = holes(chinese.forms[0]) if chinese else None
    if chinese and wanted is None:
        return  # a catalog text whose braces are part of its words
    found = [holes(form) for form in phrase.forms if form]
    if None in found or (wanted is not None and set(found) != {wanted}):
        told = "、".join(f"{{{name}}}" for name in sorted(wanted or ())) or "—"
        yield book.finding("T012", phrase.line, wanted=told)


def _writing(book: Phrasebook, phrase: Phrase) -> Iterator[Finding]:
    """A phrase that brings more than writing."""
    text = "".join(phrase.forms)
    if _MARKUP.search(text):
        yield book.finding("T013", phrase.line)
    strange = [char for char in dict.fromkeys(text) if is_strange(char)]
    if strange:
        points = "、".join(f"U+{ord(char):04X}" for char in strange)
        yield book.finding("T015", phrase.line, points=points)


def _plural_rule(book: Phrasebook) -> Iterator[Finding]:
    """A header whose plural rule is not CLDR's; nothing is said of languages CLDR lacks."""
    if not book.locale:
        return
    from babel import Locale  # noqa: PLC0415 - loaded by now

    rule = Locale.parse(book.locale).plural_form
    tags = [tag for tag in ("zero", "one", "two", "few", "many") if tag in rule.tags] + ["other"]
    counted = range(_MOST_COUNTED)
    same = book.forms == len(tags) and all(book.plural(n) == tags.index(rule(n)) for n in counted)
    if not same:
        lines = (n for n, text in enumerate(book.lines, 1) if "Plural-Forms" in text)
        yield book.finding("T018", next(lines, 1), wanted=str(len(tags)))
