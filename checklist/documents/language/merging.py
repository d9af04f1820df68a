"""Translations that came back taken into a language's own file, one sentence at a time.

Only what a file says is taken over: what it leaves empty stays as it was, and a review counts for
the words that were reviewed and the Chinese they were held against, never for later ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checklist.documents.language.faults import faults
from checklist.documents.language.phrasebook import Key, Phrase, Phrasebook
from checklist.documents.language.shelf import in_language
from checklist.documents.language.sources import Source
from checklist.documents.language.writing import Entry, po
from checklist.findings import Finding


@dataclass(frozen=True, slots=True)
class Merged:
    """A language's file after an import.

    Args:
        text: the file's text; the same as before when nothing is new.
        new: sentences that were missing; `changed` were there and are different now.
        findings: what was not taken over as it came.
    """

    text: str
    new: int
    changed: int
    findings: tuple[Finding, ...]


def problems(book: Phrasebook, tag: str, sources: Mapping[Key, Source]) -> tuple[Finding, ...]:
    """Everything wrong with translations that came back."""
    chinese = {key: source.phrase for key, source in sources.items()}
    return (*in_language(book, tag), *faults(book, chinese, whole=True))


def entries(book: Phrasebook, sources: Mapping[Key, Source]) -> Iterator[Entry]:
    """Every sentence with what a language says of it, in the order of the sources."""
    for key, source in sources.items():
        yield Entry(source, book.phrases.get(key, Phrase(())))


def merged(current: Phrasebook, came: Phrasebook, sources: Mapping[Key, Source]) -> Merged:
    """Take translations over.

    Args:
        current: the language's own file.
        came: what came back, without errors.
        sources: everything there is to translate.
    """
    findings: list[Finding] = []
    phrases, new, changed = dict(current.phrases), 0, 0
    for key, phrase in came.phrases.items():
        source, before = sources.get(key), current.phrases.get(key)
        if source is None or not phrase.forms:
            continue
        taken, found = _taken(came, source, before, phrase)
        findings += found
        new += before is None
        changed += before is not None and _said(before) != _said(taken)
        phrases[key] = taken
    known = [Entry(sources[key], phrases[key]) for key in sources if key in phrases]
    orphans = [Entry(_orphan(key, phrases[key]), phrases[key]) for key in phrases
               if key not in sources]  # fmt: skip
    text = po(current.language, current.header, (*known, *orphans), whole=False)
    return Merged(text, new, changed, tuple(findings))


def _taken(
    came: Phrasebook, source: Source, before: Phrase | None, phrase: Phrase
) -> tuple[Phrase, list[Finding]]:
    """A phrase as it is kept, and why it is not as it came."""
    findings: list[Finding] = []
    if phrase.origin and phrase.origin != source.chinese:
        findings.append(came.finding("T022", phrase.line, chinese=source.chinese))
    stale = before is not None and before.forms != phrase.forms and before.review == phrase.review
    if stale and phrase.review:
        findings.append(came.finding("T020", phrase.line, review=str(phrase.review)))
        phrase = replace(phrase, review=None)
    return replace(phrase, origin=phrase.origin or source.chinese), findings


def _said(phrase: Phrase) -> tuple[object, ...]:
    return phrase.forms, phrase.review, phrase.origin


def _orphan(key: Key, phrase: Phrase) -> Source:
    """A sentence that is said no more, kept until somebody deletes it."""
    return Source(key, phrase.origin or key[1], "", phrase.counted, "", frozenset())
