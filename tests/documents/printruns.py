"""Random children's sheets, printed both ways, and where the two differ.

Shared by the tests of print runs, which try a few children each time, and by
`./dev bench batch --proof`, which tries hundreds.
"""

import io
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from checklist.assessment import assess
from checklist.documents.html import html
from checklist.documents.paste.pasteup import Leaf, Press
from checklist.documents.pdf import pdf
from checklist.documents.sheet import Sheet
from checklist.documents.worded.view import sheet
from checklist.rules.derived import Child
from checklist.runs.effects.population import population
from tests.documents.paper import TEMPLATES, tongue
from tests.support import TODAY, areas, catalog, facts

NAMES = ("王小明", "李䶮", "欧阳娜娜", "张𠮷", "Li Ming", "阿卜杜热合曼·买买提", "𬀩", "乐(Yue)")


def random_sheets(size: int, seed: int, place: str, tag: str) -> list[Sheet]:
    """Sheets of children drawn from a seed, with names of many kinds and made-up numbers."""
    people = population(size, seed, (place,), areas(), facts(), TODAY)
    listing, _ = catalog().listing(place, TODAY)
    children = [named(people.child(row), row) for row in range(size)]
    return [sheet(assess(listing, c, areas()), facts(), tongue(tag), areas()) for c in children]


def named(someone: Child, row: int) -> Child:
    """The child with a name and a number, from an area code that was never given out."""
    number = f"990000{2010 + row % 10}05{row % 28 + 1:02d}{row % 1000:03d}X"
    told = {"name": NAMES[row % len(NAMES)], "id_number": number}
    return replace(someone, facts={**told, **someone.facts})


def pasted_up(sheets: Sequence[Sheet], press: Press | None = None) -> bytes:
    """The sheets as a print run."""
    out = io.BytesIO()
    made = press or Press(TEMPLATES, None)
    made.bundle([Leaf(one, str(number)) for number, one in enumerate(sheets, 1)], out)
    return out.getvalue()


def set_whole(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as single documents, joined."""
    joined = pikepdf.Pdf.new()
    for one in sheets:
        joined.pages.extend(pikepdf.open(io.BytesIO(pdf(html(one, TEMPLATES), "plain"))).pages)
    out = io.BytesIO()
    joined.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two prints of the same: how many pages, and which differ to the eye or in their words."""

    pages: int
    pixels: tuple[int, ...]
    words: tuple[int, ...]


def compared(one: bytes, other: bytes) -> Comparison:
    """Every page of two documents, at 100 dots an inch and word for word."""
    seen, said = (
        zip(rasters(one), rasters(other), strict=True),
        zip(words(one), words(other), strict=True),
    )
    pixels = tuple(number for number, (a, b) in enumerate(seen, 1) if a != b)
    pairs = list(said)
    different = tuple(number for number, (a, b) in enumerate(pairs, 1) if a != b)
    return Comparison(len(pairs), pixels, different)


def rasters(document: bytes) -> list[bytes]:
    """Every page as an image."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", "100", "-", f"{folder}/page"]
        subprocess.run(command, input=document, check=True, capture_output=True)
        return [path.read_bytes() for path in sorted(Path(folder).iterdir())]


def words(document: bytes) -> list[list[str]]:
    """The words of every page."""
    command = ["pdftotext", "-", "-"]
    told = subprocess.run(command, input=document, check=True, capture_output=True).stdout.decode()
    return [page.split() for page in told.split("\f")[:-1]]
