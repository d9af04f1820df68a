"""Which installed face prints which character of a language, and which package brings what lacks.

Languages name their faces in languages.yaml; whether a machine has them is looked up before
anything is printed, so that a page in Tibetan never comes out as a page of boxes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklist.catalog.tongues import Tongue
from checklist.documents import fonts
from checklist.documents.fonts.faces import Face

ANYWHERE = "0123456789 ()·:/-.,"  # what stands on a sheet of any language


@dataclass(frozen=True, slots=True)
class Script:
    """How this machine prints a language.

    Args:
        face: the first of the language's faces that is installed; "" for none.
        lost: characters no installed face prints, in code point order.
    """

    tongue: Tongue
    face: str
    lost: tuple[str, ...]

    @property
    def well(self) -> bool:
        """Whether the language can be printed here as declared."""
        return bool(self.face) and not self.lost

    @property
    def cure(self) -> str:
        """The command that brings what is missing; "" when nothing is."""
        packages = [] if self.face else [self.tongue.package]
        packages += [fonts.package_for(character) for character in self.lost]
        return f"apt-get install {' '.join(dict.fromkeys(packages))}" if packages else ""


def script(tongue: Tongue, texts: Iterable[str] = ()) -> Script:
    """How this machine prints a language.

    Args:
        tongue: the language.
        texts: words of it that will be printed; its own name always is.

    Raises:
        MachineError: fontconfig's tools or all fonts are missing.
    """
    said = "".join([tongue.own, ANYWHERE, *texts])
    face = next((family for family in tongue.faces if fonts.installed(family)), "")
    return Script(tongue, face, fonts.missing(said))


def prints(tongue: Tongue, text: str) -> Mapping[str, str]:
    """Which of a language's faces prints each character of a text.

    Returns:
        The family by character, in the text's order; "" where none of the language's own does,
        so that the typesetter has to look for another, or for none.
    """
    faces = {family: _face(family) for family in tongue.faces if fonts.installed(family)}
    return {
        character: next(
            (family for family, face in faces.items() if face.has(character)),
            "",
        )
        for character in dict.fromkeys(text)
    }


def _face(family: str) -> Face:
    file, index, _ = fonts.matched(family)
    return Face(file, int(index))
