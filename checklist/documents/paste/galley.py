"""Pieces typeset by WeasyPrint, each once, and kept as something that can be filled and pasted.

A galley is what WeasyPrint drew for a shape, with holes where glyphs are filled in. It is only
trusted to be filled when the glyphs drawn for a known filling are exactly those expected, in
the order of the text; any other shape is set anew for each filling.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checklist.documents.fonts.faces import Face, Metrics, face
from checklist.documents.html import environment
from checklist.documents.pages.bundle import Slug
from checklist.documents.pages.drawn import Drawn, Font, groups, pages
from checklist.documents.paste.pieces import DIGITS, Piece, Voice, stand_in
from checklist.documents.pdf import Box, Placed, placed

PAGE = "galley.html"
AT_ONCE = 400  # pieces in one document of WeasyPrint's, which bounds its memory
TALLEST = 6000.0  # CSS pixels; the height of the pages in galley.html
_PROBES = "龘靐齉爩鱻麤龗灪"  # ideographs no label has, set while a shape is tried
_TEXT = re.compile(rb"/(?P<font>[A-Z]+) [\d.]+ Tf\n|\[(?P<shown>[^\]]*)\] TJ")
_HEX = re.compile(rb"<([0-9a-f]*)>")
_NOTHING = re.compile(rb"BT\nET\n|(?<=\n)q\nQ\n")


@dataclass(frozen=True, slots=True)
class Galley:
    """A shape as WeasyPrint drew it, in CSS pixels from the top left.

    Args:
        box: the piece: its top is the page's; of a frame the area it leaves for blocks.
        page: width and height of the page it was drawn on.
        drawn: the content stream, parted where a glyph is to be filled in.
        holes: the font of each glyph to be filled in; None when the shape cannot be filled.
        glyphs: per font the glyphs drawn, and what each says.
        fonts: per name in the content, what the PDF says of the font.
        states: graphics states by name, as PDF source.
    """

    box: Box
    page: tuple[float, float]
    drawn: tuple[bytes, ...]
    holes: tuple[str, ...] | None
    glyphs: Mapping[str, Mapping[int, str]]
    fonts: Mapping[str, Metrics]
    states: Mapping[str, str]

    def face(self, font: str) -> Face:
        """The installed face of one of its fonts."""
        told = self.fonts[font]
        return face(told.name, told.family)


def typeset(
    pieces: Iterable[Piece], templates: Path, width: float = 0.0
) -> Iterator[tuple[Piece, Galley]]:
    """Set pieces, many in one document.

    Args:
        pieces: of any voice, frames among them.
        templates: the folder of templates.
        width: of the page in CSS pixels, as a frame tells it; frames need none.

    Raises:
        MachineError: a character without a face, or a library that is missing.
    """
    kinds: dict[tuple[Voice, bool], list[Piece]] = {}
    for piece in pieces:
        kinds.setdefault((piece.voice, piece.frame), []).append(piece)
    for (voice, frame), alike in kinds.items():
        for start in range(0, len(alike), AT_ONCE):
            some = alike[start : start + AT_ONCE]
            yield from _set(some, voice, templates, None if frame else width)


def filled(galley: Galley, fill: str, language: str) -> Slug | None:
    """A galley with its holes filled; None when that would not look as if it were set anew."""
    if galley.holes is None or len(galley.holes) != len(fill):
        return None
    parts = [galley.drawn[0]]
    glyphs = {font: dict(drawn) for font, drawn in galley.glyphs.items()}
    for font, character, after in zip(galley.holes, fill, galley.drawn[1:], strict=True):
        one = galley.face(font)
        glyph = one.glyph(character, language)
        usual = one.glyph(stand_in(character), language)
        if glyph is None or usual is None or one.width(glyph) != one.width(usual):
            return None
        parts += [b"%04x" % glyph, after]
        glyphs[font][glyph] = character
    size = (galley.box.width, galley.box.height)
    return Slug(b"".join(parts), *size, glyphs, galley.fonts, galley.states)


def _set(
    pieces: Sequence[Piece], voice: Voice, templates: Path, width: float | None
) -> Iterator[tuple[Piece, Galley]]:
    probes = [_probe(piece) for piece in pieces]
    texts = [piece.filled(probe) for piece, probe in zip(pieces, probes, strict=True)]
    html = (
        environment(templates)
        .get_template(PAGE)
        .render(
            voice=voice,
            frames=[text.split("\n") for text in texts] if width is None else [],
            parts=[_marked(text, n) for n, text in enumerate(texts)] if width is not None else [],
            width=width,
        )
    )
    written, places = placed(html)
    if width is not None:
        places *= len(pieces)  # all lie on one page
    drawn = groups(written) if width is not None else pages(written)
    for number, (piece, probe, place, content) in enumerate(
        zip(pieces, probes, places, drawn, strict=True)
    ):
        yield piece, _galley(piece, probe, place, content, number)


def _marked(html: str, number: int) -> str:
    """A child's field with an id, so that its width is told."""
    return html.replace("<li>", f'<li id="c{number}">', 1) if "data-field=" in html else html


def _probe(piece: Piece) -> str:
    """A filling for a trial: digits in no order that another order could be mistaken for."""
    if piece.fill is None:
        return ""
    number = int.from_bytes(hashlib.sha256(piece.shape.encode()).digest())
    probe = []
    for character in piece.fill:
        choices = DIGITS if character in DIGITS else _PROBES
        number, pick = divmod(number, len(choices))
        number = number or pick + 7
        probe.append(choices[pick])
    return "".join(probe)


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph in a content stream: its font, its number, and where that number stands."""

    font: str
    number: int
    start: int
    end: int


def _galley(piece: Piece, probe: str, page: Placed, content: Drawn, number: int) -> Galley:
    steady = _NOTHING.sub(b"", _NOTHING.sub(b"", content.content))
    fonts = {glyph.font for glyph in _glyphs(steady)}
    told = {name: content.fonts[name] for name in sorted(fonts)}
    steady = _in_true_widths(steady, told)
    glyphs = list(_glyphs(steady))
    holes = _holes(glyphs, probe, told, piece.voice.language) if piece.fill is not None else []
    filled = {(hole.font, hole.start) for hole in holes or ()}
    kept = {name: {g.number for g in glyphs if g.font == name and (name, g.start) not in filled}
            for name in told}  # fmt: skip
    return Galley(
        box=_box(piece, page, number),
        page=(page.width, page.height),
        drawn=tuple(_parted(steady, holes or [])),
        holes=None if holes is None else tuple(hole.font for hole in holes),
        glyphs={name: {n: told[name].texts[n] for n in sorted(kept[name])} for name in told},
        fonts={name: font.metrics for name, font in told.items()},
        states={name: state for name, state in content.states.items()
                if f"/{name} gs".encode() in steady},
    )  # fmt: skip


def _box(piece: Piece, page: Placed, number: int) -> Box:
    """The piece's height, with the width of a child's field."""
    whole = page.boxes[f"g{number}"]
    if not piece.cell:
        return whole
    cell = page.boxes[f"c{number}"]
    return Box(cell.left, whole.top, cell.right, whole.bottom)


def _glyphs(content: bytes) -> Iterator[_Glyph]:
    """All glyphs in the order they are drawn."""
    font = ""
    for line in _TEXT.finditer(content):
        if line["font"]:
            font = line["font"].decode()
            continue
        for run in _HEX.finditer(content, line.start("shown"), line.end("shown")):
            for start in range(run.start(1), run.end(1), 4):
                yield _Glyph(font, int(content[start : start + 4], 16), start, start + 4)


def _holes(
    glyphs: Sequence[_Glyph], probe: str, fonts: Mapping[str, Font], language: str
) -> list[_Glyph] | None:
    """The glyphs that draw the filling; None when that is not certain."""
    faces = {name: face(font.metrics.name, font.metrics.family) for name, font in fonts.items()}
    fillers = {
        name: {one.glyph(character, language): character for character in DIGITS + _PROBES}
        for name, one in faces.items()
    }
    holes = [glyph for glyph in glyphs if glyph.number in fillers[glyph.font]]
    told = "".join(fillers[hole.font][hole.number] for hole in holes)
    plain = all(faces[hole.font].digits_are_plain for hole in holes)
    return holes if told == probe and plain else None


def _parted(content: bytes, holes: Sequence[_Glyph]) -> Iterator[bytes]:
    end = 0
    for hole in holes:
        yield content[end : hole.start]
        end = hole.end
    yield content[end:]


def _in_true_widths(content: bytes, fonts: Mapping[str, Font]) -> bytes:
    """The content for a font whose widths are the file's own, not rounded at some size."""
    changed = bytearray(content)
    for glyph in reversed(list(_glyphs(content))):
        font = fonts[glyph.font]
        true = face(font.metrics.name, font.metrics.family).width(glyph.number)
        if more := true - font.widths[glyph.number]:
            changed[glyph.end : glyph.end] = f">{more}<".encode()
    return bytes(changed)
