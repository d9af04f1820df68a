"""Stretches of a text that are in another language or direction, or are a draft.

Sentences are put together from parts: a Uyghur label, a Chinese title, an ID number. Each part
carries its mark inside the string, so that it survives every joining and filling, and the page
can say `lang` and keep directions apart. The marks are three characters that are no writing.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

OPEN, END, CLOSE = "\ufdd0", "\ufdd1", "\ufdd2"  # Unicode's noncharacters
_TOKEN = re.compile(f"{OPEN}([^{OPEN}{END}{CLOSE}]*){END}|{CLOSE}")
_HEAD = re.compile(r"[A-Za-z-]*/(?:ltr|rtl|)/[a-z ]*\Z")
_NONE = dict.fromkeys(map(ord, (OPEN, END, CLOSE)))
_ISOLATES = {"ltr": "\u2066", "rtl": "\u2067"}
_POP = "\u2069"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is said of a stretch: its language and direction ("" as around it), and its class."""

    language: str = ""
    direction: str = ""
    kind: str = ""

    def around(self, text: str) -> str:
        """A text marked; nothing stays nothing."""
        if not text:
            return text
        return f"{OPEN}{self.language}/{self.direction}/{self.kind}{END}{text}{CLOSE}"


def marked(text: str) -> bool:
    """Whether a text has any mark."""
    return OPEN in text or CLOSE in text


def unmarked(text: str) -> str:
    """A text of a stranger's without anything that could pass for a mark."""
    return text.translate(_NONE)


def pieces(text: str) -> Iterator[str | Stretch | None]:
    """A text as its pieces: words, the beginning of a stretch, or None for its end.

    Marks that do not fit each other, which only a stranger can have written, are left out.
    """
    at, depth = 0, 0
    for token in _TOKEN.finditer(text):
        if words := text[at : token.start()]:
            yield words
        at = token.end()
        head = token[1]
        if head is not None and _HEAD.match(head):
            depth += 1
            yield Stretch(*head.split("/"))
        elif head is None and depth:
            depth -= 1
            yield None
    if words := text[at:]:
        yield words
    yield from [None] * depth


def plain(text: str) -> str:
    """A text without marks; where it has right-to-left words, Unicode's isolates stand instead."""
    if not marked(text):
        return text
    isolated = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)
    return "".join(_plainly(text, isolated=isolated))


def _plainly(text: str, *, isolated: bool) -> Iterator[str]:
    ends: list[str] = []
    for piece in pieces(text):
        if isinstance(piece, str):
            yield unmarked(piece)
        elif piece is None:
            yield ends.pop()
        else:
            begin = _ISOLATES.get(piece.direction, "") if isolated else ""
            ends.append(_POP if begin else "")
            yield begin


def has_own(text: str, other: str) -> bool:
    """Whether a text has words outside the stretches marked as another language."""
    depth: list[bool] = []
    for piece in pieces(text):
        if isinstance(piece, Stretch):
            depth.append(piece.language == other)
        elif piece is None:
            depth.pop()
        elif not any(depth) and any(char.isalnum() for char in piece):
            return True
    return False
