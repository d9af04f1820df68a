"""Font files as HarfBuzz sees them: glyphs, their widths, and copies with only what is used.

Print runs put glyphs into pages themselves, so they must know exactly what WeasyPrint would
have put there; a face that cannot promise that is said not to be plain and is left to WeasyPrint.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from checklist.documents import fonts
from checklist.errors import MachineError

if TYPE_CHECKING:
    import uharfbuzz

DIGITS = "0123456789"
_NEIGHBOURS = "".join(map(chr, range(0x20, 0x7F))) + "年月日岁元，。；：（）·—"
_UNUSED_TABLES = (
    "BASE",
    "DSIG",
    "EBDT",
    "EBLC",
    "EBSC",
    "GPOS",
    "GSUB",
    "JSTF",
    "LTSH",
    "PCLT",
    "SVG ",
)


@dataclass(frozen=True, slots=True)
class Metrics:
    """What a PDF says of a font beside its glyphs, as WeasyPrint says it.

    Args:
        name: PostScript-like, such as Noto-Sans-CJK-SC-Bold.
        family: such as Noto Sans CJK SC.
        ascent: in thousandths of the size; `descent` is negative.
        flags: of the font descriptor, ISO 32000-1, table 123.
    """

    name: str
    family: str
    ascent: int
    descent: int
    flags: int


class Face:
    """One face of one installed font file."""

    def __init__(self, file: str, index: int) -> None:
        import uharfbuzz  # noqa: PLC0415 - only when something is printed

        self._hb = uharfbuzz
        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file), index)
        self._font = uharfbuzz.Font(self._face)
        self._narrow: tuple[frozenset[int], uharfbuzz.Face] | None = None
        self._glyphs: dict[tuple[str, str], int | None] = {}
        self._plain: bool | None = None

    def glyph(self, character: str, language: str) -> int | None:
        """The glyph that prints a character standing alone; None without one.

        Args:
            character: one.
            language: BCP 47; faces draw some ideographs as readers of that language write them.
        """
        if (character, language) not in self._glyphs:
            self._glyphs[character, language] = self._alone(character, language)
        return self._glyphs[character, language]

    def has(self, character: str) -> bool:
        """Whether it has a glyph for a character, whatever is made of it beside others."""
        return self._font.get_nominal_glyph(ord(character)) is not None

    def width(self, glyph: int) -> int:
        """A glyph's advance in thousandths of the size."""
        share: float = self._font.get_glyph_h_advance(glyph) / self._face.upem
        return round(1000 * share)

    @property
    def digits_are_plain(self) -> bool:
        """Whether digits are all of one width, whatever stands beside them."""
        if self._plain is None:
            singles = {self._advances(digit) for digit in DIGITS}
            pairs = all(
                len({self._advances(text.replace("#", digit)) for digit in DIGITS}) == 1
                for other in _NEIGHBOURS
                for text in (f"{other}#", f"#{other}")
            )
            self._plain = len(singles) == 1 and pairs
        return self._plain

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """The font file with the given glyphs only, under their numbers.

        A run asks for nearly the same glyphs again and again, so a copy cut down to those seen
        so far is kept and cut further; the outcome does not depend on it.
        """
        wanted = frozenset(glyphs) | {0}
        if self._narrow is None or not wanted <= self._narrow[0]:
            seen = wanted | (self._narrow[0] if self._narrow else frozenset())
            self._narrow = (seen, self._cut(self._face, seen))
        return bytes(self._cut(self._narrow[1], wanted).blob.data)

    def _cut(self, face: "uharfbuzz.Face", glyphs: frozenset[int]) -> "uharfbuzz.Face":
        flags = self._hb.SubsetFlags
        order = self._hb.SubsetInput()
        order.glyph_set.update(glyphs)
        order.drop_table_tag_set.update(map(self._tag, _UNUSED_TABLES))
        order.flags = (
            flags.RETAIN_GIDS
            | flags.PASSTHROUGH_UNRECOGNIZED
            | flags.DESUBROUTINIZE
            | flags.NO_HINTING
            | flags.NOTDEF_OUTLINE
        )
        return self._hb.subset(face, order)

    @staticmethod
    def _tag(name: str) -> int:
        return int.from_bytes(name.encode(), "big")

    def _alone(self, character: str, language: str) -> int | None:
        buffer = self._hb.Buffer()
        buffer.add_str(character)
        buffer.guess_segment_properties()
        buffer.language = language
        self._hb.shape(self._font, buffer)
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        return glyphs[0] if len(glyphs) == 1 and glyphs[0] else None

    def _advances(self, text: str) -> tuple[int, ...]:
        buffer = self._hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        self._hb.shape(self._font, buffer, {"tnum": True})
        return tuple(place.x_advance for place in buffer.glyph_positions)


@cache
def face(name: str, family: str) -> Face:
    """The installed face a PDF's font was cut from.

    Args:
        name: of the font in the PDF: the family and the style, joined by hyphens.
        family: such as Noto Sans CJK SC.

    Raises:
        MachineError: fontconfig gives another family for it.
    """
    style = name.removeprefix(family.replace(" ", "-")).strip("-").replace("-", " ")
    file, index, families = fonts.matched(f"{family}:style={style or 'Regular'}")
    if family not in families.split(","):
        raise MachineError(
            f"找不到字体 {name} 的文件。请重新安装：apt-get install {fonts.FAMILY_PACKAGE}",
            f"The file of font {name} was not found. Try: apt-get install {fonts.FAMILY_PACKAGE}",
        )
    return Face(file, int(index))
