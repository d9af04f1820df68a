"""Which installed face prints which character, known before anything is printed.

A character no face has would become an empty box on paper, in a child's name of all places,
so a document that needs one is refused, and the message says which package may bring it.
Fontconfig (fc-match, fc-list) answers which faces there are, HarfBuzz what the first one has.
"""

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.documents.stretches import unmarked
from checklist.errors import MachineError

if TYPE_CHECKING:
    import uharfbuzz

FAMILY = "Noto Sans CJK SC"  # the face the style sheet names first
FAMILY_PACKAGE = "fonts-noto-cjk"
TOOLS_PACKAGE = "fontconfig"
RULE = "＿"  # a ruled line as wide as an ideograph

_PACKAGES = (  # first and last code point, and the Debian package that prints them
    (0x0000, 0x2FFF, "fonts-noto-core"),
    (0x3000, 0x4DBF, "fonts-noto-cjk"),
    (0x4DC0, 0x9FFF, "fonts-noto-cjk"),
    (0xA000, 0xABFF, "fonts-noto-core"),
    (0xAC00, 0xFAFF, "fonts-noto-cjk"),
    (0xFB00, 0x1F0FF, "fonts-noto-core"),
    (0x1F100, 0x1FAFF, "fonts-noto-color-emoji"),
    (0x20000, 0x3FFFF, "fonts-hanazono"),
)
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # general categories that print nothing
_FIELD = re.compile(r'(?:data-field|id)="([^"]+)"')


def missing(text: str) -> tuple[str, ...]:
    """The characters of a text that no installed face prints, in code point order.

    Raises:
        MachineError: fontconfig's tools or all fonts are missing.
    """
    face = _first_face()
    unsure = [
        character
        for character in sorted(set(text))
        if face.get_nominal_glyph(ord(character)) is None and not _invisible(character)
    ]
    return tuple(character for character in unsure if not _elsewhere(character))


def ruled(text: str) -> str:
    """The text with a line to write on for each character that no installed face prints."""
    lost = missing(unmarked(text))
    return text.translate(dict.fromkeys(map(ord, lost), RULE)) if lost else text


def check(html: str) -> None:
    """Refuse a page that would show an empty box.

    Args:
        html: a whole page; the nearest `data-field` or `id` before a character names its field.

    Raises:
        MachineError: names code points, fields and the packages that may help, and, since it
            may be part of a child's name, never the character itself.
    """
    body = html[html.find("<body") :]
    lost = missing(re.sub(r"<[^>]*>", "", body))
    if not lost:
        return
    found = [f"U+{ord(character):04X} ({_field(body, character)})" for character in lost]
    packages = " ".join(dict.fromkeys(map(package_for, lost)))
    raise MachineError(
        f"这台机器的字体印不出这些字：{'、'.join(found)}。"
        f"请安装字体：apt-get install {packages}；或者先不填这一栏，印好后手写。",
        f"No installed font prints these characters: {', '.join(found)}. "
        f"Install a font: apt-get install {packages}; or leave the field out and write by hand.",
    )


def installed(family: str) -> Path | None:
    """The file of a family's regular face; None where the family is not installed.

    Raises:
        MachineError: fontconfig's tools are missing.
    """
    answer = _ask("fc-match", "-f", "%{file}\t%{family}", family)
    file, _, families = answer.partition("\t")
    return Path(file) if family in families.split(",") else None


def package_for(character: str) -> str:
    """The Debian package most likely to bring a character."""
    point = ord(character)
    near = (package for first, last, package in _PACKAGES if first <= point <= last)
    return next(near, "fonts-noto-extra")


def health(language: str = "zh-Hans") -> tuple[tuple[str, bool, str, str], ...]:
    """What `doctor` says of fonts: name, whether it is well, what was found, and the cure."""
    english = language == "en"
    name = "typeface" if english else "字体"
    try:
        family = matched(FAMILY)[2]
    except MachineError as error:
        return ((name, False, "—", error.en if english else error.zh),)
    cure = f"apt-get install {FAMILY_PACKAGE}"
    return ((name, FAMILY in family.split(","), family, cure),)


@cache
def all_faces() -> str:
    """Every face of this machine with its version, in one text that changes when they do."""
    listed = _ask("fc-list", "--format", "%{file} %{index} %{fontversion}\n")
    return "\n".join(sorted(listed.splitlines()))


def _field(html: str, character: str) -> str:
    before = _FIELD.findall(html[: html.index(character)])
    return before[-1] if before else "?"


def _invisible(character: str) -> bool:
    """Controls, spaces, joiners and variation selectors, which need no glyph of their own."""
    selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return selector or unicodedata.category(character) in _INVISIBLE


@cache
def _elsewhere(character: str) -> bool:
    """Whether any other installed face has the character; Pango will find it there."""
    return bool(_ask("fc-list", f":charset={ord(character):x}", "family").strip())


@cache
def _first_face() -> "uharfbuzz.Font":
    """The face that prints nearly everything; its file is mapped, not read."""
    import uharfbuzz  # noqa: PLC0415 - only when something is printed

    file, index, _ = matched(FAMILY)
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file), int(index)))


@cache
def matched(pattern: str) -> tuple[str, str, str]:
    """File, index in the file, and families of the face fontconfig gives for a pattern.

    Raises:
        MachineError: fontconfig's tools or all fonts are missing.
    """
    answer = _ask("fc-match", "-f", "%{file}\t%{index}\t%{family}", pattern)
    if answer.count("\t") != 2:  # noqa: PLR2004 - three fields
        raise MachineError(
            f"这台机器没有字体。请安装：apt-get install {FAMILY_PACKAGE}",
            f"This machine has no fonts. Try: apt-get install {FAMILY_PACKAGE}",
        )
    file, index, family = answer.split("\t")
    return file, index, family


def _ask(tool: str, *arguments: str) -> str:
    path = shutil.which(tool)
    if path is None:
        raise MachineError(
            f"缺少 {tool}。请安装：apt-get install {TOOLS_PACKAGE}",
            f"{tool} is missing. Try: apt-get install {TOOLS_PACKAGE}",
        )
    ran = subprocess.run([path, *arguments], capture_output=True, check=False, text=True)  # noqa: S603 - no shell
    return ran.stdout
