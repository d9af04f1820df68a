"""The parts of an XLSX workbook beside its sheets: what leads where, shared texts, date styles.

A sheet's cells only point to them: a text by its number, and that a number is shown as a date
by the number of a style.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath
from typing import TypeAlias

from checklist.children.archive import Archive, local

Attributes: TypeAlias = dict[str, str]

_DATE_FORMATS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
_NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MOST_TEXT = 256 << 20  # bytes, about, that all shared texts take in memory
_OVERHEAD = 64  # of one text, about
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text with the control characters Excel spells _x000D_."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def each(
    archive: Archive,
    name: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse a whole member for its handlers."""
    for _ in archive.parse(name, start, end, text):
        pass


def targets(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """A part's relationships: id -> type and the member it leads to."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: Attributes) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            target = normpath(join("/", folder, attributes.get("Target", ""))).lstrip("/")
            found[attributes.get("Id", "")] = (attributes.get("Type", ""), target)

    if name in archive.names:
        each(archive, name, start)
    return found


def strings(archive: Archive, name: str | None) -> list[str]:
    """The workbook's shared texts, without the readings above characters."""
    if name is None:
        return []
    reader = _Strings()
    for _ in archive.parse(name, reader.start, reader.end, reader.text):
        if reader.size > _MOST_TEXT:
            raise archive.too_large(reader.size)
    return reader.strings


class _Strings:
    """Gathers the shared texts."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self.size = 0
        self.parts: list[str] = []
        self.taking = False
        self.phonetic = False

    def start(self, name: str, _: Attributes) -> None:
        tag = local(name)
        if tag == "t":
            self.taking = not self.phonetic
        elif tag == "rPh":
            self.phonetic = True

    def text(self, data: str) -> None:
        if self.taking:
            self.parts.append(data)

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self.taking = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "si":
            self.strings.append(unescaped("".join(self.parts)))
            self.size += len(self.strings[-1]) + _OVERHEAD
            self.parts = []


def dated(archive: Archive, name: str | None) -> frozenset[str]:
    """The cell styles that show a number as a date."""
    custom: dict[int, str] = {}
    styles: list[int] = []
    inside = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        tag = local(tag)
        if tag == "numFmt":
            custom[int(attributes.get("numFmtId", -1))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            styles.append(int(attributes.get("numFmtId", 0)))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and local(tag) != "cellXfs"

    if name is None:
        return frozenset()
    each(archive, name, start, end)
    dates = _DATE_FORMATS | {key for key, code in custom.items() if _shows_date(code)}
    return frozenset(
        str(index) for index, key in enumerate(styles) if key in dates - _plain(custom)
    )


def _plain(custom: dict[int, str]) -> set[int]:
    """Formats redefined to something that is no date."""
    return {key for key, code in custom.items() if not _shows_date(code)}


def _shows_date(code: str) -> bool:
    """Whether a number format shows a year, or a day with its month."""
    letters = set(_NO_DATE.sub("", code).casefold())
    return "y" in letters or {"d", "m"} <= letters
