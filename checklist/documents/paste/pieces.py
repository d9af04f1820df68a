"""A block's HTML as pieces to be set one by one, each told apart from what is filled into it.

Two pieces that differ only in their digits, or in the ideographs of a child's own field, are
laid out alike: digits are of one width, and so are ideographs. They are one shape with two
fillings, and only the shape has to be typeset.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checklist.documents.sheet import Beside

CUT = "\x1f"  # what templates print where a block may be taken apart
DIGITS = "0123456789"
DIGIT = "0"  # stands for any digit in a shape
IDEOGRAPH = "一"  # stands for any ideograph in the shape of a child's field

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_VOID = {"br", "hr", "img", "wbr"}
_ID = re.compile(r' id="[^"]*"')
_TOKEN = re.compile(r'(<b data-field="[^"]*">|\x02)([^<\x03]*)|<[^>]*>|&[^;]*;|([0-9])')
_IN_FIELD = re.compile(r"&[^;]*;|([0-9㐀-䶿一-鿿\U00020000-\U000323af])")
_ASIDE = re.compile(r"(?<=[（(])[㐀-䶿一-鿿]{2,12}(?=[）)])")
_BEGINS, _ENDS = "\x02", "\x03"  # around what is the child's own in a shape that is not a field
_NAME = re.compile(r'<b data-field="name">([^<]*)')


@dataclass(frozen=True, slots=True)
class Voice:
    """What all pieces of a sheet share: its languages and its direction."""

    language: str
    direction: str
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block, or the frame of a page.

    Args:
        shape: HTML, with stand-ins for what is filled in; of a frame its left and its right
            text, a line each.
        fill: the characters to be filled in, in the order of the text; None when the shape is
            to be set as it stands.
        frame: whether it is what surrounds a page.
    """

    voice: Voice
    shape: str
    fill: str | None
    frame: bool = False

    @property
    def mold(self) -> "Piece":
        """What it shares with all pieces of its shape; a shape set as it stands has only itself."""
        if self.fill is None:
            return self
        fill = "".join(map(stand_in, self.fill))
        return Piece(self.voice, self.shape, fill, self.frame)

    @property
    def cell(self) -> bool:
        """Whether it is one of the child's fields, which stand side by side."""
        return "data-field=" in self.shape

    @property
    def private(self) -> bool:
        """Whether the shape itself says something of a child, such as the letters of a name."""
        if self.fill is None:  # such a shape has nothing taken out of it
            return self.cell
        names = "".join(_NAME.findall(self.shape)).replace(IDEOGRAPH, "")
        return any(map(str.isalpha, names))

    def filled(self, fill: str) -> str:
        """The shape with other characters in the place of its stand-ins."""
        characters = iter(fill)
        text = self.shape
        if self.fill is not None:
            text = _each(text, lambda _: next(characters), plain=self.frame)
        return text.replace(_BEGINS, "").replace(_ENDS, "")

    def exact(self) -> "Piece":
        """The same to be set as it stands."""
        return Piece(self.voice, self.filled(self.fill or ""), None, self.frame)


def stand_in(character: str) -> str:
    """What stands for a character in a shape."""
    return DIGIT if character in DIGITS else IDEOGRAPH


def piece(voice: Voice, html: str, own: str = "", *, frame: bool = False) -> Piece:
    """A piece from the HTML it is to show, or from the two lines of a frame.

    Args:
        voice: whose it is.
        html: what to show; digits and the child's own words are taken out of it.
        frame: whether it is what surrounds a page.
        own: the child's own places; a place in brackets that is one of them is filled in.
    """
    taken: list[str] = []

    def take(character: str) -> str:
        taken.append(character)
        return stand_in(character)

    if own:
        html = _ASIDE.sub(lambda told: _marked(told[0], own), html)
    shape = _each(html, take, plain=frame)
    return Piece(voice, shape, "".join(taken), frame)


def _marked(place: str, own: str) -> str:
    return f"{_BEGINS}{place}{_ENDS}" if place in own else place


def _each(html: str, change: Callable[[str], str], *, plain: bool) -> str:
    """Change every digit of a text, and in a child's field every ideograph, in reading order."""
    if plain:
        return re.sub("[0-9]", lambda found: change(found[0]), html)

    def token(found: re.Match[str]) -> str:
        if found[3]:
            return change(found[3])
        if found[1] is None:
            return found[0]
        value = _IN_FIELD.sub(lambda one: change(one[1]) if one[1] else one[0], found[2])
        return found[1] + value

    return _TOKEN.sub(token, html)


@dataclass(frozen=True, slots=True, eq=False)
class _Opened:
    """An element that is open: its name, its attributes, and where these stand in its piece."""

    name: str
    attributes: str
    at: int


def cut(html: str) -> list[str]:
    """Take HTML apart at its cuts.

    What is open at a cut is closed and opened again; `data-before` marks elements that go on
    after the piece, `data-after` those that began before it, and neither has an edge there.
    """
    pieces: list[str] = []
    opened: list[_Opened] = []
    for text in _ID.sub("", html).split(CUT):
        before, opened = opened, _opened(text, opened)
        again = [
            f"<{one.name} data-after{' data-before' * (one in opened)}{one.attributes}>"
            for one in before
        ]
        body, end = "", 0
        for one in opened[sum(one in before for one in opened) :]:
            body += f"{text[end : one.at]} data-before"
            end = one.at
        closing = "".join(f"</{one.name}>" for one in reversed(opened))
        pieces.append(("".join(again) + body + text[end:]).strip() + closing)
    return pieces


def _opened(text: str, before: Sequence[_Opened]) -> list[_Opened]:
    """What is open after a text, first what was opened first."""
    opened = list(before)
    for tag in _TAG.finditer(text):
        if tag[1]:
            opened.pop()
        elif not (tag[3].endswith("/") or tag[2] in _VOID):
            opened.append(_Opened(tag[2], tag[3], tag.start(3)))
    return opened
