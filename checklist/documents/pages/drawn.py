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
from checklist.errors import MachineError

if TYPE_CHECKING:
    import pikepdf

_PAGE = re.compile(
    rb"\A1 0 0 -1 0 [\d.]+ cm\nq\n0\.75 0 0 0\.75 0 0 cm\n(?P<drawn>(?:.*\n)?)Q\s*\Z", re.DOTALL
)
_MAPPED = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")
_GROUP = re.compile(rb"(/x\d+) Do")
_UNKNOWN = ("/Pattern", "/Shading")


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


def pages(written: bytes) -> Iterator[Drawn]:
    """What is drawn on each page of a document of WeasyPrint's.

    Raises:
        MachineError: a page holds what cannot be taken over, such as an image.
    """
    import pikepdf  # noqa: PLC0415 - only when something is printed

    with pikepdf.open(io.BytesIO(written)) as document:
        resources = document.pages[0].obj.Resources
        _refuse(resources, {"/XObject", *_UNKNOWN})
        fonts, states = _fonts(resources), _states(resources)
        for page in document.pages:
            yield Drawn(_content(page), fonts, states)


def groups(written: bytes) -> Iterator[Drawn]:
    """What is drawn in each group of a document's only page, in the order of the groups.

    Raises:
        MachineError: a group holds what cannot be taken over.
        ValueError: there is more than one page.
    """
    import pikepdf  # noqa: PLC0415 - only when something is printed

    with pikepdf.open(io.BytesIO(written)) as document:
        (page,) = document.pages
        fonts = _fonts(page.obj.Resources)
        for name in _GROUP.findall(page.obj.Contents.read_bytes()):
            group = page.obj.Resources.XObject[name.decode()]
            _refuse(group.Resources, {"/XObject", *_UNKNOWN})
            yield Drawn(group.read_bytes().rstrip(b"\n"), fonts, _states(group.Resources))


def _fonts(resources: "pikepdf.Object") -> dict[str, Font]:
    return {name[1:]: _font(font) for name, font in resources.get("/Font", {}).items()}


def _states(resources: "pikepdf.Object") -> dict[str, str]:
    """Graphics states as PDF source."""
    return {
        name[1:]: state.unparse(resolved=True).decode()
        for name, state in resources.get("/ExtGState", {}).items()
    }


def _refuse(resources: "pikepdf.Object", kinds: set[str]) -> None:
    for kind, entries in resources.items():
        if kind in kinds and len(entries.keys()):
            raise MachineError(
                "有版块里画了图片或渐变，成批印制搬不过去。请改模板，或用 make 一份一份做。",
                "A block draws a picture or a gradient, which print runs cannot take over."
                " Change the templates, or make sheets one by one with make.",
            )


def _content(page: "pikepdf.Page") -> bytes:
    found = _PAGE.match(page.obj.Contents.read_bytes())
    if found is None:
        message = "WeasyPrint begins its pages in another way than it did"
        raise ValueError(message)
    return found["drawn"].rstrip(b"\n")


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
