"""Phrases as the text of a .po file: our own small ones, and whole ones for translators.

Written by hand and not by the library, which puts the time of day into every file; the same
phrases give the same bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checklist.documents.language.phrasebook import FUZZY, ORIGIN, Key, Phrase
from checklist.documents.language.sources import Source

_NO_RULE = "nplurals=1; plural=0;"


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase with what it is a translation of."""

    source: Source
    phrase: Phrase


def po(locale: str, header: str, entries: Iterable[Entry], *, whole: bool) -> str:
    """The text of a .po file.

    Args:
        locale: of the header; its plural rule is CLDR's.
        header: the comment at the beginning, without "#".
        entries: in order.
        whole: with English and places, for translators; without, only what is translated.
    """
    rule, count = plural_rule(locale)
    told = (f"# {line}".rstrip() for line in header.splitlines())
    blocks = ["\n".join([*told, *_header(locale, rule)])]
    blocks += ["\n".join(_entry(entry, count, whole=whole)) for entry in entries]
    return "\n\n".join(blocks) + "\n"


def plural_rule(locale: str) -> tuple[str, int]:
    """CLDR's plural rule as gettext writes it, and how many forms it has."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only when a file is written
    from babel.plural import to_gettext  # noqa: PLC0415 - as above

    try:
        form = Locale.parse(locale).plural_form
    except UnknownLocaleError:
        return _NO_RULE, 1
    return to_gettext(form), len(form.tags | {"other"})


def _header(locale: str, rule: str) -> Iterator[str]:
    yield 'msgid ""'
    yield 'msgstr ""'
    for line in (
        "Project-Id-Version: checklist",
        f"Language: {locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {rule.rstrip(';')};",
    ):
        yield quoted(line + "\n")


def _entry(entry: Entry, count: int, *, whole: bool) -> Iterator[str]:
    source, phrase = entry.source, entry.phrase
    if phrase.review:
        yield f"# reviewed: {phrase.review}"
    yield f"#. {ORIGIN}{source.chinese if whole else phrase.origin or source.chinese}"
    if whole and source.english:
        yield f"#. en: {source.english}"
    if whole and source.where:
        yield f"#: {source.where}"
    if phrase.forms and phrase.review is None:
        yield f"#, {FUZZY}"
    yield from _strings(source.key, phrase.forms, count if source.counted else 0)


def _strings(key: Key, forms: tuple[str, ...], count: int) -> Iterator[str]:
    context, ident = key
    if context:
        yield f"msgctxt {quoted(context)}"
    yield f"msgid {quoted(ident)}"
    if not count:
        yield f"msgstr {quoted(forms[0] if forms else '')}"
        return
    yield f"msgid_plural {quoted(ident)}"
    for index in range(count):
        yield f"msgstr[{index}] {quoted(forms[index] if index < len(forms) else '')}"


def quoted(text: str) -> str:
    """A string as PO files write it."""
    from babel.messages.pofile import escape  # noqa: PLC0415 - only when a file is written

    return str(escape(text))
