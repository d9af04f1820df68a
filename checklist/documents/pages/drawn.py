"""What WeasyPrint drew on each page of a document, with the fonts its glyph numbers belong to.

WeasyPrint numbers glyphs as the font file does, so what it drew in one document can be put
into another one; this reads it out without changing it.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklist.documents.fonts.faces import Metrics

if TYPE_CHECKING:
    import pikepdf

_PAGE = re.compile(
    rb"\A1 0 0 -1 0 [\d.]+ cm\nq\n0\.75 0 0 0\.75 0 0 cm\n(?P<drawn>.*)\nQ\s*\Z", re.DOTALL
)
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
_PLAIN = {"/Font", "/ExtGState", "/ColorSpace"}


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a document.

    Args:
        widths: glyph -> advance in thousandths of the size.
        texts: glyph -> what it says when text is copied.
    """

    metrics: Metrics
    widths: Mapping[int, int]
    texts: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page.

    Args:
        content: a content stream in CSS pixels from the top left, y downwards.
        fonts: by the names the content uses.
        states: graphics states by name, as PDF source.
    """

    content: bytes
    fonts: Mapping[str, Font]
    states: Mapping[str, str]


def drawn(written: bytes) -> Iterator[Drawn]:
    """What is drawn on each page of a document of WeasyPrint's.

    Raises:
        ValueError: a page holds what cannot be taken over, such as an image.
    """
    import pikepdf  # noqa: PLC0415 - only when something is printed

    with pikepdf.open(io.BytesIO(written)) as document:
        resources = document.pages[0].obj.Resources
        _refuse_images(resources)
        fonts = {name[1:]: _font(font) for name, font in resources.get("/Font", {}).items()}
        states = {
            name[1:]: state.unparse(resolved=True).decode()
            for name, state in resources.get("/ExtGState", {}).items()
        }
        for page in document.pages:
            yield Drawn(_content(page), fonts, states)


def _refuse_images(resources: "pikepdf.Object") -> None:
    for kind, entries in resources.items():
        if kind not in _PLAIN and len(entries.keys()):
            message = f"a block draws {kind}, which print runs cannot take over"
            raise ValueError(message)


def _content(page: "pikepdf.Page") -> bytes:
    found = _PAGE.match(page.obj.Contents.read_bytes())
    if found is None:
        message = "WeasyPrint begins its pages in another way than it did"
        raise ValueError(message)
    return found["drawn"]


def _font(font: "pikepdf.Object") -> Font:
    inner = font.DescendantFonts[0]
    told = inner.FontDescriptor
    metrics = Metrics(
        name=str(font.BaseFont).partition("+")[2],
        family=str(told.FontFamily),
        ascent=int(told.Ascent),
        descent=int(told.Descent),
        flags=int(told.Flags),
    )
    mapped = _MAPPED.findall(font.ToUnicode.read_bytes())
    texts = {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in mapped
    }
    return Font(metrics, dict(_widths(list(inner.W))), texts)


def _widths(listed: "list[pikepdf.Object]") -> Iterator[tuple[int, int]]:
    """The pairs of a W array: first glyph, then the widths from it on."""
    for first, widths in zip(listed[::2], listed[1::2], strict=True):
        for glyph, width in enumerate(widths, int(first)):
            yield glyph, int(width)
