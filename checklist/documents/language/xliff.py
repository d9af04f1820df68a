"""Translations as XLIFF 1.2, which translators' programs read and agencies ask for.

What PO says in comments stands here in attributes: `signed-off` is reviewed, and the note from
`review` says by whom and when. Read by hand with the parser's line numbers; no outside
definitions are taken, so a file cannot grow while it is read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from checklist.documents.language.phrasebook import CATALOG, Phrase, Review, review
from checklist.documents.language.writing import Entry

REVIEWED, DRAFT, NEW = "signed-off", "needs-review-translation", "new"
_FORM = "#"  # parts the id of a sentence from the number of its form


class NotXliffError(Exception):
    """The text is no XLIFF; `line` is where reading stopped."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class Unit:
    """One form of one sentence, as read.

    Args:
        ident: a fixed sentence's id; "" for a text of the catalog.
        form: which of its forms.
    """

    ident: str
    form: int
    line: int
    source: str = ""
    target: str = ""
    state: str = ""
    reviewed: str = ""


def xliff(tag: str, entries: Iterable[Entry], forms: int) -> str:
    """The text of an XLIFF file.

    Args:
        tag: the language translated into.
        entries: in order.
        forms: how many forms a counted sentence has in it.
    """
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'<file original="checklist" datatype="plaintext" source-language="zh-Hans"'
        f" target-language={quoteattr(tag)}>\n<body>\n"
    )
    return head + "".join(_units(entries, forms)) + "</body>\n</file>\n</xliff>\n"


def _units(entries: Iterable[Entry], forms: int) -> Iterator[str]:
    for number, entry in enumerate(entries, 1):
        for form in range(forms if entry.source.counted else 1):
            yield _unit(entry, form, f"{number}{_FORM}{form}")


def _unit(entry: Entry, form: int, ident: str) -> str:
    source, phrase = entry.source, entry.phrase
    named = f" resname={quoteattr(source.key[1])}" if source.fixed else ""
    said = phrase.forms[form] if form < len(phrase.forms) else ""
    state = NEW if not said else REVIEWED if phrase.review else DRAFT
    lines = [
        f'<trans-unit id="{ident}"{named} xml:space="preserve">',
        f"<source>{escape(source.chinese)}</source>",
        f'<target state="{state}">{escape(said)}</target>',
    ]
    notes = {"en": source.english, "where": source.where, "review": str(phrase.review or "")}
    lines += [f'<note from="{name}">{escape(text)}</note>' for name, text in notes.items() if text]
    return "\n".join([*lines, "</trans-unit>"]) + "\n"


@dataclass(slots=True)
class Read:
    """An XLIFF file as read: the language it names, and its units."""

    language: str = ""
    units: list[Unit] = field(default_factory=list)


def read(text: str) -> Read:
    """Read the text of an XLIFF file.

    Raises:
        NotXliffError: it is none.
    """
    from xml.parsers.expat import ExpatError, ParserCreate  # noqa: PLC0415 - rarely wanted

    found = Read()
    reader = _Reader(found)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: reader.begin(
        name, attributes, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words

    def doctype(*_: object) -> None:
        raise NotXliffError(parser.CurrentLineNumber)

    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(text, True)  # noqa: FBT003 - the library's own way
    except ExpatError as error:
        raise NotXliffError(error.lineno) from error
    if not found.language:
        raise NotXliffError(1)
    return found


class _Reader:
    """Takes the parser's events."""

    def __init__(self, found: Read) -> None:
        self.found = found
        self.part = ""
        self.unit = Unit("", 0, 1)

    def begin(self, name: str, attributes: dict[str, str], line: int) -> None:
        if name == "file":
            self.found.language = attributes.get("target-language", "")
        elif name == "trans-unit":
            number = attributes.get("id", "").rpartition(_FORM)[2]
            form = int(number) if number.isascii() and number.isdigit() else 0
            self.unit = Unit(attributes.get("resname", ""), form, line)
            self.found.units.append(self.unit)
        elif name == "target":
            self.unit.state = attributes.get("state", "")
        self.part = attributes.get("from", "") if name == "note" else name

    def end(self, name: str) -> None:  # noqa: ARG002 - the parser's signature
        self.part = ""

    def words(self, text: str) -> None:
        if self.part == "source":
            self.unit.source += text
        elif self.part == "target":
            self.unit.target += text
        elif self.part == "review":
            self.unit.reviewed += text


def phrase_of(units: list[Unit]) -> Phrase:
    """The forms of one sentence as a phrase."""
    forms = tuple(unit.target for unit in sorted(units, key=lambda unit: unit.form))
    first = units[0]
    by: Review | None = review(f"reviewed: {first.reviewed}") if first.reviewed else None
    signed = all(unit.state == REVIEWED for unit in units)
    return Phrase(
        forms=forms if any(forms) else (),
        review=by if signed else None,
        origin=first.source,
        counted=len(units) > 1,
        line=first.line,
    )


def key_of(unit: Unit) -> tuple[str, str]:
    """The context and id of the sentence a unit belongs to."""
    return ("", unit.ident) if unit.ident else (CATALOG, unit.source)
