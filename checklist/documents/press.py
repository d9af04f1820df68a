"""What a PDF's bytes hang on beside the page it is set from: the typesetter and the faces.

Two machines with the same of these make the same bytes; where one of them differs, a file made
elsewhere says the same and looks the same to a reader, but is another file.
"""

import hashlib
import re
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from checklist.documents import fonts, pdf

_FAMILY = re.compile(r'"([^"\n]+)"')
_FONT = re.compile(r"font(?:-family)?\s*:([^;}]*)")


def faces(templates: Path) -> tuple[Path, ...]:
    """The font files of the families the style sheets name, as far as they are installed."""
    families = {
        family
        for sheet in sorted(templates.rglob("*.css"))
        for fonts_named in _FONT.findall(sheet.read_text("utf-8"))
        for family in _FAMILY.findall(fonts_named)
    }
    found = (fonts.installed(family) for family in sorted(families))
    return tuple(dict.fromkeys(file for file in found if file))


def files(templates: Path) -> tuple[Path, ...]:
    """Files and folders none of which changes while the press stays the same."""
    found = faces(templates)
    folders = {folder for face in found for folder in (face.parent, face.parent.parent)}
    own = Path("~/.local/share/fonts").expanduser()
    program = find_spec("weasyprint")
    typesetter = (Path(program.origin),) if program and program.origin else ()
    return (*found, *sorted(folders), Path("/usr/local/share/fonts"), own, *typesetter)


def ingredients(templates: Path) -> dict[str, str]:
    """What sets the pages of some templates: versions, and digests of the faces."""
    own = Path(pdf.__file__).read_bytes()
    made = {"weasyprint": version("weasyprint"), "pdf": hashlib.sha256(own).hexdigest()[:12]}
    for face in faces(templates):
        with face.open("rb") as file:
            made[face.name] = hashlib.file_digest(file, "sha256").hexdigest()[:12]
    return made
