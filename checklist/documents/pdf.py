"""An HTML page as PDF: accessible (PDF/UA-1), for archives (PDF/A-3a), or plain.

The room of WeasyPrint. It opens nothing but the page it is given, writes the same bytes for
the same page, and refuses a page whose characters no installed face prints.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from checklist.documents import fonts
from checklist.errors import MachineError, UserError

if TYPE_CHECKING:
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

VARIANTS = {"ua": "pdf/ua-1", "a3": "pdf/a-3a", "plain": None}
LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class TooLongError(UserError):
    """What stands on a paper needs more pages than the paper has."""

    def __init__(self, most: int, count: int) -> None:
        super().__init__(
            f"这种纸只有 {most} 页，内容要 {count} 页才放得下。请换一种 --paper。",
            f"This paper has {most} page and what stands on it needs {count}. Use another --paper.",
        )


def pdf(html: str, variant: str = "ua", most: int | None = None) -> bytes:
    """Set a page.

    Args:
        html: the page, from html.py.
        variant: a key of VARIANTS.
        most: how many pages it may have at most; None for any number.

    Raises:
        UserError: no such variant.
        TooLongError: it has more pages.
        MachineError: a character without a face, or a library that is missing.
    """
    if variant not in VARIANTS:
        known = "、".join(VARIANTS)
        raise UserError(
            f"没有 {variant} 这种 PDF，可选：{known}。", f"No variant {variant}: {known}."
        )
    fonts.check(html)
    kind = VARIANTS[variant]
    document = _page(html).render(font_config=_font_configuration(), pdf_variant=kind)
    if most is not None and len(document.pages) > most:
        raise TooLongError(most, len(document.pages))
    return bytes(document.write_pdf(pdf_variant=kind, finisher=_metadata_in_the_open))


@dataclass(frozen=True, slots=True)
class Box:
    """Where an element lies on its page, in CSS pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Placed:
    """A page and where on it the elements with an id lie."""

    width: float
    height: float
    boxes: Mapping[str, Box]


def placed(html: str) -> tuple[bytes, tuple[Placed, ...]]:
    """Set a page for print runs: the plain document, and what lies where on each of its pages.

    Raises:
        MachineError: as `pdf` does.
    """
    fonts.check(html)
    document = _page(html).render(font_config=_font_configuration())
    pages = tuple(
        Placed(page.width, page.height, {key: Box(*box) for key, box in page.anchors.items()})
        for page in document.pages
    )
    return bytes(document.write_pdf()), pages


def version() -> str:
    """WeasyPrint's version, part of what a galley hangs on."""
    return str(_weasyprint().__version__)


def _page(html: str) -> "HTML":
    weasyprint = _weasyprint()
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - as in _weasyprint

    class Closed(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
        """Opens nothing: a sheet brings all it needs, and a template may be a stranger's."""

        def fetch(self, url: str, headers: object = None) -> None:  # noqa: ARG002 - its signature
            message = "a sheet opens nothing"
            raise ValueError(message)

    page: HTML = weasyprint.HTML(string=html, url_fetcher=Closed())
    return page


def _metadata_in_the_open(_document: object, written: Any) -> None:  # noqa: ANN401 - pydyf is untyped
    """Store the metadata unfiltered, so that archives can read it without a PDF library.

    ISO 19005-3, 6.6.2.1: the metadata stream of the catalog shall have no Filter.
    """
    for part in written.objects:
        if getattr(part, "extra", {}).get("Type") == "/Metadata":
            part.compress = False


@cache
def _font_configuration() -> "FontConfiguration":
    """One for all documents of the process; each new one would cost memory for good."""
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - as in _weasyprint

    return FontConfiguration()


@cache
def _weasyprint() -> Any:  # noqa: ANN401 - an untyped module
    """The library; half a second to import, so only when a PDF is wanted.

    Raises:
        MachineError: the shared libraries it binds are not installed.
    """
    try:
        import weasyprint  # noqa: PLC0415 - the point of this function
    except (OSError, ImportError) as error:
        raise MachineError(
            f"缺少排版用的系统库。请安装：apt-get install {LIBRARIES}",
            f"System libraries for typesetting are missing. Try: apt-get install {LIBRARIES}",
        ) from error
    return weasyprint


def health(language: str = "zh-Hans") -> tuple[tuple[str, bool, str, str], ...]:
    """What `doctor` says of typesetting: name, whether it is well, what was found, the cure."""
    name = "typesetting (Pango)" if language == "en" else "排版(Pango)"
    cure = f"apt-get install {LIBRARIES}"
    try:
        return ((name, True, f"WeasyPrint {_weasyprint().__version__}", cure),)
    except MachineError:
        return ((name, False, "—", cure),)
