"""Pages as pictures, held to golden ones tile by tile.

Another version of poppler or of a font may shift a grey a little; a moved line, a lost word or
another colour may not pass.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from tests.documents.paper import GOLDEN

TILES = 12
SAME = 24.0  # mean grey of a tile that another version of poppler or of a font may shift


def pictures(document: bytes, *options: str) -> list[Image.Image]:
    """Pages as poppler draws them."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", *options, "-", f"{folder}/page"]
        subprocess.run(command, input=document, check=True)
        return [drawn(path) for path in sorted(Path(folder).iterdir())]


def drawn(path: Path) -> Image.Image:
    """A picture read to its end, so that its file may go."""
    with Image.open(path) as picture:
        return picture.copy()


def hold_to_picture(name: str, seen: Image.Image) -> None:
    """Compare tile by tile with a golden picture, or write it when asked to."""
    path = GOLDEN / name
    if os.environ.get("CHECKLIST_GOLDEN") == "write":
        seen.quantize(16 if seen.mode == "L" else 128).save(path, optimize=True)
    with Image.open(path) as picture:
        wanted = picture.convert("L")
    assert seen.size == wanted.size, "the page has another size; see it and run ./dev golden"
    apart = ImageChops.difference(seen.convert("L"), wanted)
    worst = max(ImageStat.Stat(apart.crop(tile)).mean[0] for tile in tiles(apart.size))
    assert worst < SAME, "the page looks different; see it and run ./dev golden"


def tiles(size: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """A picture's area in squares of a twelfth of its height."""
    width, height = size
    side = height // TILES
    for left in range(0, width, side):
        for top in range(0, height, side):
            yield left, top, min(left + side, width), min(top + side, height)


def strip(documents: list[bytes], dots: int) -> Image.Image:
    """The first pages of documents, side by side."""
    first = [pictures(each, "-gray", "-r", str(dots), "-l", "1")[0] for each in documents]
    return side_by_side(first)


def side_by_side(pages: list[Image.Image]) -> Image.Image:
    """Grey pages in a row."""
    whole = Image.new("L", (sum(each.width for each in pages), max(e.height for e in pages)), 255)
    left = 0
    for each in pages:
        whole.paste(each, (left, 0))
        left += each.width
    return whole
