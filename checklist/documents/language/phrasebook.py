"""A language's .po file as phrases, each with its state: reviewed by somebody, draft, or missing.

Translators work in Poedit, Weblate or a text editor, so the state is kept where these show it:
a draft is `fuzzy`, a reviewed phrase says `# reviewed: NAME DATE`, and `#. zh-Hans: …` is the
Chinese it was translated from.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from gettext import c2py
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from checklist.findings import Finding, Span
from checklist.rules.parsing import iso_date

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

Key: TypeAlias = tuple[str, str]  # context ("" or CATALOG) and id

CATALOG = "catalog"  # the context of the catalog's own texts, whose ids are their Chinese
ORIGIN = "zh-Hans: "
FUZZY = "fuzzy"
_MARKS = {"\u200c", "\u200d", "\u200e", "\u200f", "\u061c"}  # joiners and marks scripts need
_FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # general categories that are no writing
_REVIEWED = re.compile(r"reviewed: (\S.*) (\S+)$")
_LINE = re.compile(
    r"\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s*)?\"([^\"\\]|\\.)*\"\s*)?\Z"
)
_ENTRY = re.compile(r'^(msgctxt|msgid)\s+((?:"(?:[^"\\]|\\.)*"\s*\n?)+)', re.MULTILINE)


class State(StrEnum):
    """How far a translation has come."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Review:
    """Who read a translation against the Chinese, and when."""

    by: str
    on: date

    def __str__(self) -> str:
        return f"{self.by} {self.on.isoformat()}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in one language.

    Args:
        forms: its plural forms, one for most; () when missing.
        review: who reviewed it; None for a draft.
        origin: the Chinese it was translated from; "" when not said.
        counted: whether it has a form per number.
        line: where its id stands in the file.
    """

    forms: tuple[str, ...]
    review: Review | None = None
    origin: str = ""
    counted: bool = False
    line: int = 1

    def state(self, chinese: str) -> State:
        """Its state; whatever was reviewed is a draft again once the Chinese has changed."""
        if not self.forms:
            return State.MISSING
        changed = bool(self.origin) and self.origin != chinese
        return State.DRAFT if changed or self.review is None else State.REVIEWED


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """All phrases of one language.

    Args:
        language: the locale its header names; `locale` the same, "" where CLDR has none such.
        plural: which form a number takes.
        forms: how many there are.
        header: the comment at the file's beginning.
        lines: the file, for quoting.
        reviewed: the review of every phrase that has none of its own; None in most files.
        sheet: the sheet of a workbook, whose rows are lines then; `column` has the words.
    """

    file: str
    language: str
    locale: str
    plural: Callable[[int], int]
    forms: int
    phrases: Mapping[Key, Phrase]
    header: str = ""
    reviewed: Review | None = None
    lines: tuple[str, ...] = field(default=(), repr=False)
    sheet: str | None = None
    column: int = 1

    def at(self, line: int) -> Span:
        """A line of the file, or the cell in that row of a workbook."""
        return Span(self.file, line, self.column, sheet=self.sheet)

    def finding(self, code: str, line: int, /, **values: str) -> Finding:
        """A finding at a line, which is quoted."""
        quote = _legible(self.lines[line - 1]) if 0 < line <= len(self.lines) else None
        return Finding(code, self.at(line), values, (), quote)


def is_strange(char: str) -> bool:
    """Whether a character is no writing: a control, a bidi override, a private one."""
    return unicodedata.category(char) in _FORBIDDEN and char not in _MARKS


def _legible(line: str) -> str:
    """A line that can be shown: what could turn it around stands there by its number."""
    return "".join(f"<U+{ord(char):04X}>" if is_strange(char) else char for char in line)


def parse(text: str, file: str) -> tuple[Phrasebook | None, tuple[Finding, ...]]:
    """Read the text of a .po file.

    Args:
        text: the file's content.
        file: how findings call it.

    Returns:
        The phrases (None when the file cannot be understood), and what is wrong with its form.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - half of Babel's cost

    lines = tuple(text.splitlines())
    odd = next((n for n, line in enumerate(lines, 1) if not _LINE.match(line)), 0)
    try:
        catalog = read_po(StringIO(text), abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        odd = odd or int(getattr(error, "lineno", None) or 0) + 1
    if odd:  # the library closes quotation marks by itself
        line = min(odd, len(lines))
        return None, (Finding("T010", Span(file, line, 1), {}, (), _legible(lines[line - 1])),)
    book = _book(catalog, file, lines)
    return book, (*_twice(book, text), *_reviews(book, catalog))


def _book(catalog: "Catalog", file: str, lines: tuple[str, ...]) -> Phrasebook:
    header = "\n".join(_comment_lines(str(catalog.header_comment)))
    reviewed = next(filter(None, map(review, header.splitlines())), None)
    made = partial(_phrase, reviewed)
    return Phrasebook(
        file=file,
        language=str(catalog.locale_identifier or ""),
        locale=str(catalog.locale) if catalog.locale else "",
        plural=c2py(catalog.plural_expr),
        forms=int(catalog.num_plurals),
        phrases={_key(message): made(message) for message in catalog if message.id},
        header=header,
        reviewed=reviewed,
        lines=lines,
    )


def review(comment: str) -> Review | None:
    """What a comment `reviewed: NAME DATE` says; None for any other."""
    match = _REVIEWED.match(comment.strip())
    day = iso_date(match[2]) if match else None
    return Review(match[1], day) if match and day else None


def _phrase(reviewed: Review | None, message: "Message") -> Phrase:
    forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    own = next(filter(None, map(review, message.user_comments)), None)
    told = [text for text in message.auto_comments if text.startswith(ORIGIN)]
    return Phrase(
        forms=forms if any(forms) else (),
        review=None if FUZZY in message.flags else own or reviewed,
        origin=told[0].removeprefix(ORIGIN) if told else "",
        counted=not isinstance(message.id, str),
        line=int(message.lineno or 1),
    )


def _key(message: "Message") -> Key:
    """The context and id; a plural message carries its id twice."""
    ident = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", str(ident)


def _comment_lines(header: str) -> Iterable[str]:
    return (line.lstrip("#").strip() for line in header.splitlines())


def _twice(book: Phrasebook, text: str) -> Iterator[Finding]:
    """Ids that stand twice; the library keeps the last of them without a word."""
    from babel.messages.pofile import denormalize  # noqa: PLC0415 - loaded by now

    seen: dict[Key, int] = {}
    context = ""
    for match in _ENTRY.finditer(text):
        said = denormalize(match[2])
        if match[1] == "msgctxt":
            context = said
            continue
        key, line = (context, said), text.count("\n", 0, match.start()) + 1
        context = ""
        if key in seen:
            yield book.finding("T017", line, id=said, line=str(seen[key]))
        seen[key] = line


def _reviews(book: Phrasebook, catalog: "Catalog") -> Iterator[Finding]:
    """Comments that mean to say who reviewed, and do not."""
    for message in catalog:
        for comment in message.user_comments if message.id else ():
            if comment.strip().startswith("reviewed") and review(comment) is None:
                yield book.finding("T019", int(message.lineno or 1), comment=comment.strip())
