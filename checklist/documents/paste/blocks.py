"""The blocks a sheet is printed as, and those that were taken apart before.

What was taken apart once is known again, first by being the very same value, then by being an
equal one. A row's number is filled in, so that a row that moves up is no new one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from checklist.documents.paste.pieces import Piece, Voice, piece

PLACEHOLDER = "8"  # a number while its block is taken apart
_MARK = "\x07"  # where it stands, while another is put there

Units: TypeAlias = "list[list[str]]"  # the HTML of each piece of each unit


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Pieces that are always printed together, one below the other."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A child's fields, side by side in as many columns as there is room for."""

    cells: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """What is on one page for sure.

    Args:
        parts: from top to bottom.
        stays: whether it stays with the next block, as a heading does.
        ends: whether the page ends after it.
    """

    parts: tuple[Unit | Grid, ...]
    stays: bool = False
    ends: bool = False


@dataclass(slots=True, eq=False)
class Known:
    """What was taken apart in one voice.

    Args:
        voice: whose it is.
        words: the fixed labels of its sheets.
        pattern: the HTML of a child's field, with marks for what is filled in; "" until made.
    """

    voice: Voice
    words: Mapping[str, str] = field(default_factory=dict)
    pattern: str = ""
    _same: dict[tuple[object, ...], tuple[object, tuple[Unit, ...]]] = field(default_factory=dict)
    _equal: dict[tuple[object, ...], tuple[Unit, ...]] = field(default_factory=dict)
    _whole: dict[tuple[str, int], tuple[object, Block]] = field(default_factory=dict)
    _numbered: dict[tuple[Unit, str], Unit] = field(default_factory=dict)

    def __len__(self) -> int:
        return max(len(self._same), len(self._equal), len(self._whole))

    def whole(self, kind: str, value: object, make: Callable[[], Block]) -> Block:
        """The block of a value; made only when this very value is new."""
        found = self._whole.get((kind, id(value)))
        if found is None:  # the value is held, so that no other gets its id
            found = self._whole[kind, id(value)] = value, make()
        return found[1]

    def units(
        self,
        kind: str,
        values: tuple[object, ...],
        parts: Callable[[], Units],
        own: str = "",
    ) -> tuple[Unit, ...]:
        """The units of a block; made only when its values are new."""
        same = (kind, *map(id, values))
        found = self._same.get(same)
        if found is None:  # held, as above
            found = self._same[same] = values, self._units((kind, *values), parts, own)
        return found[1]

    def _units(
        self, key: tuple[object, ...], parts: Callable[[], Units], own: str
    ) -> tuple[Unit, ...]:
        if key not in self._equal:
            self._equal[key] = tuple(
                Unit(tuple(piece(self.voice, html, own) for html in htmls)) for htmls in parts()
            )
        return self._equal[key]

    def frame(self, footer: str, page: str) -> Unit:
        """What surrounds a page."""
        key = ("frame", footer, page)
        if key not in self._equal:
            made = piece(self.voice, f"{footer}\n{page}", frame=True)
            self._equal[key] = (Unit((made,)),)
        return self._equal[key][0]

    def numbered(self, unit: Unit, number: str) -> Unit:
        """The unit with its number in the place of the placeholder it begins with."""
        if (unit, number) not in self._numbered:
            (only,) = unit.pieces
            fill = only.fill or ""
            if not fill.startswith(PLACEHOLDER):
                message = "a block's text does not begin with its number"
                raise ValueError(message)
            html = only.filled(_MARK + fill[1:]).replace(_MARK, number)
            self._numbered[unit, number] = Unit((piece(only.voice, html),))
        return self._numbered[unit, number]
