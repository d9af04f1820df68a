"""A PDF file written object by object, then packed, encrypted, with pages put in front.

Thousands of pages are written as plain text, which costs microseconds each; the library then
packs them, and does everything that must not be done by hand.
"""

import io
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from checklist.documents.fonts.faces import Metrics, face

POINTS = 0.75  # per CSS pixel


@dataclass(frozen=True, slots=True)
class UsedFont:
    """A font and what is printed with it: glyph -> what it says."""

    metrics: Metrics
    texts: Mapping[int, str]


class File:
    """Objects numbered from 1; written when all are there."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """A number for an object to be put later."""
        self._objects.append(b"")
        return len(self._objects)

    def put(self, number: int, source: bytes) -> None:
        """Write an object whose number was reserved."""
        self._objects[number - 1] = source

    def add(self, source: bytes) -> int:
        """Write an object."""
        self._objects.append(source)
        return len(self._objects)

    def stream(self, entries: bytes, content: bytes) -> int:
        """Write a stream.

        Args:
            entries: of its dictionary, beside length and filter.
            content: not packed.
        """
        packed = zlib.compress(content, 9)
        head = b"<<%b/Filter/FlateDecode/Length %d>>stream\n" % (entries, len(packed))
        return self.add(head + packed + b"\nendstream")

    def written(self, root: int) -> bytes:
        """The whole file.

        Args:
            root: the number of the catalog.
        """
        out, places = [b"%PDF-1.7\n"], []
        place = len(out[0])
        for number, source in enumerate(self._objects, 1):
            whole = b"%d 0 obj\n%b\nendobj\n" % (number, source)
            places.append(place)
            place += len(whole)
            out.append(whole)
        size = len(self._objects) + 1
        out.append(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        out += [b"%010d 00000 n \n" % where for where in places]
        out.append(
            b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, place)
        )
        return b"".join(out)

    def font(self, used: UsedFont) -> int:
        """Write a font cut down to its used glyphs, as WeasyPrint would."""
        told, glyphs = used.metrics, sorted(used.texts)
        one = face(told.name, told.family)
        data = one.subset(glyphs)
        outlines = data[:4] == b"OTTO"
        kind = b"/Subtype/OpenType" if outlines else b"/Length1 %d" % len(data)
        file = self.stream(kind, data)
        widths = {glyph: one.width(glyph) for glyph in glyphs}
        name = b"/" + _tag(glyphs) + b"+" + told.name.encode()
        across = (told.descent, max(widths.values(), default=0), told.ascent)
        descriptor = self.add(
            b"<</Type/FontDescriptor/FontName %b/FontFamily%b/Flags %d/FontBBox[0 %d %d %d]"
            b"/ItalicAngle 0/StemV 80/StemH 80/Ascent %d/Descent %d/CapHeight %d"
            b"/FontFile%b %d 0 R>>"
            % (name, text(told.family), told.flags, *across, told.ascent, told.descent,
               told.ascent, b"3" if outlines else b"2", file)
        )  # fmt: skip
        inner = self.add(
            b"<</Type/Font/Subtype/CIDFontType%b/BaseFont%b/CIDSystemInfo<</Registry(Adobe)"
            b"/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/W[%b]/FontDescriptor %d 0 R>>"
            % (b"0" if outlines else b"2", name, _widths(widths), descriptor)
        )
        mapping = self.stream(b"", _mapping(used.texts))
        return self.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H/DescendantFonts[%d 0 R]"
            b"/ToUnicode %d 0 R>>" % (name, inner, mapping)
        )

    def outlines(self, titles: Sequence[str], pages: Sequence[int]) -> int:
        """Write bookmarks, each with the number of its page's object."""
        root = self.reserve()
        numbers = [self.reserve() for _ in titles]
        for place, (number, title, page) in enumerate(zip(numbers, titles, pages, strict=True)):
            beside = b"/Prev %d 0 R" % numbers[place - 1] if place else b""
            if place + 1 < len(numbers):
                beside += b"/Next %d 0 R" % numbers[place + 1]
            entry = b"<</Title%b/Parent %d 0 R%b/Dest[%d 0 R/Fit]>>"
            self.put(number, entry % (text(title), root, beside, page))
        ends = b"/First %d 0 R/Last %d 0 R" % (numbers[0], numbers[-1]) if numbers else b""
        self.put(root, b"<</Type/Outlines/Count %d%b>>" % (len(numbers), ends))
        return root


def text(said: str) -> bytes:
    """A text string: UTF-16 with its mark, ISO 32000-1, 7.9.2.2."""
    return b"<feff" + said.encode("utf-16-be").hex().encode() + b">"


def finish(
    written: bytes, out: BinaryIO, front: bytes | None = None, password: str | None = None
) -> None:
    """Pack a file, put pages in front of it, and encrypt it with AES-256 if there is a password."""
    import pikepdf  # noqa: PLC0415 - only when something is printed

    with pikepdf.open(io.BytesIO(written)) as document:
        if front is not None:
            with pikepdf.open(io.BytesIO(front)) as cover:
                for number, page in enumerate(cover.pages):
                    document.pages.insert(number, page)
        document.save(
            out,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=password is None,
            encryption=pikepdf.Encryption(owner=password, user=password) if password else False,
        )


def page_count(written: bytes) -> int:
    """How many pages a file has."""
    import pikepdf  # noqa: PLC0415 - only when something is printed

    with pikepdf.open(io.BytesIO(written)) as document:
        return len(document.pages)


def _tag(glyphs: Iterable[int]) -> bytes:
    """Six letters by which fonts cut down differently are told apart, ISO 32000-1, 9.6.4."""
    digest = sha256(repr(list(glyphs)).encode()).digest()
    return bytes(65 + byte % 26 for byte in digest[:6])


def _widths(widths: Mapping[int, int]) -> bytes:
    """A W array: runs of glyphs that follow each other, with their widths."""
    parts: list[str] = []
    before = -2
    for glyph, width in sorted(widths.items()):
        parts.append(f" {width}" if glyph == before + 1 else f"]{glyph}[{width}")
        before = glyph
    return "".join(parts).removeprefix("]").encode() + b"]" * bool(parts)


def _mapping(texts: Mapping[int, str]) -> bytes:
    """What each glyph says, as a CMap."""
    lines = [
        f"<{glyph:04x}> <{said.encode('utf-16-be').hex()}>"
        for glyph, said in sorted(texts.items())
        if said
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    listed = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{listed}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
