"""Where pages end: blocks are never cut, a heading stays with what follows it.

The same rules as WeasyPrint's for `break-inside: avoid` and `break-after: avoid`, so that a
print run and a single document put the same blocks on the same pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

TOLERANCE = 1e-9  # WeasyPrint's, relative to the foot of the page


@dataclass(frozen=True, slots=True)
class Measure:
    """What matters of a block here.

    Args:
        height: in CSS pixels.
        stays: whether it stays on one page with the next block.
        ends: whether the page ends after it.
    """

    height: float
    stays: bool = False
    ends: bool = False


class TooTallError(ValueError):
    """A block, given by its position, that is taller than a page."""

    def __init__(self, position: int) -> None:
        super().__init__(f"block {position} is taller than a page")
        self.position = position


def pages(blocks: Sequence[Measure], top: float, foot: float) -> list[list[tuple[int, float]]]:
    """Each page as the blocks on it with their tops.

    Args:
        blocks: from top to bottom.
        top: where a page begins, in CSS pixels.
        foot: where it ends.

    Raises:
        TooTallError: a block fits on no page.
    """
    made: list[list[tuple[int, float]]] = [[]]
    y = top
    for group in _together(blocks):
        height = sum(blocks[position].height for position in group)
        if made[-1] and y + height > foot * (1 + TOLERANCE):
            made.append([])
            y = top
        for position in group:
            if y + blocks[position].height > foot * (1 + TOLERANCE):
                if not made[-1] or blocks[position].height > (foot - top) * (1 + TOLERANCE):
                    raise TooTallError(position)
                made.append([])
                y = top
            made[-1].append((position, y))
            y += blocks[position].height
        if blocks[group[-1]].ends:
            made.append([])
            y = top
    return made if made[-1] else made[:-1]


def _together(blocks: Sequence[Measure]) -> Iterator[list[int]]:
    """Headings with what follows them."""
    group: list[int] = []
    for position, block in enumerate(blocks):
        group.append(position)
        if not block.stays or block.ends:
            yield group
            group = []
    if group:
        yield group
