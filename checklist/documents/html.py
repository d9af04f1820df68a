"""A sheet as one self-contained HTML file, the same one browsers show and WeasyPrint sets.

The room of Jinja. Templates are data and may come from strangers, so they run in a sandbox,
everything is escaped, a misspelt name is an error, and nothing outside their folder is read.
"""

import re
import traceback
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.documents.sheet import Sheet
from checklist.documents.stretches import Stretch, marked, pieces, plain, unmarked

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

PAGE = "sheet.html"


def html(sheet: Sheet, templates: Path, page: str = PAGE, style: str = "") -> str:
    """Lay out a sheet.

    Args:
        sheet: finished strings.
        templates: the folder with sheet.html, its blocks and its styles.
        page: the template; papers.py knows which.
        style: the file of papers/ laid over the sheet's own style, without its ending.
    """
    return environment(templates).get_template(page).render(sheet=sheet, style=style)


@cache
def environment(templates: Path) -> "SandboxedEnvironment":
    """The templates of a folder, ready to be rendered; whole sheets and single blocks alike."""
    from jinja2 import FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only when printing
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415 - as above

    class Environment(SandboxedEnvironment):
        """The sandbox, asked once for each name of each kind of value."""

        @cached_property
        def _safe(self) -> dict[tuple[type, str], bool]:
            return {}

        def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
            """Whether templates may see an attribute, which hangs on its owner's kind."""
            key = type(obj), attr
            if key not in self._safe:
                self._safe[key] = super().is_safe_attribute(obj, attr, value)
            return self._safe[key]

    made = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=as_markup,
    )
    made.filters["css_string"] = css_string
    made.filters["css_page"] = css_page
    return made


def stopped(error: Exception, templates: Path) -> tuple[bool, tuple[Path, int] | None]:
    """Why and where a template could not be rendered.

    Args:
        error: what it raised.
        templates: its folder, absolute.

    Returns:
        Whether it used a name that does not exist; the file and line; None where none is known.
    """
    from jinja2 import TemplateSyntaxError, UndefinedError  # noqa: PLC0415 - as above

    if isinstance(error, TemplateSyntaxError) and error.filename:
        return False, (Path(error.filename), error.lineno)
    frames = [
        (Path(frame.filename), frame.lineno or 1)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(templates)
    ]
    return isinstance(error, UndefinedError), frames[-1] if frames else None


def as_markup(value: object) -> object:
    """What a template prints, its stretches as elements that name language and direction."""
    if not isinstance(value, str) or hasattr(value, "__html__") or not marked(value):
        return value
    from markupsafe import Markup, escape  # noqa: PLC0415 - loaded with jinja2

    made, ends = "", [""]
    for piece in pieces(value):
        if isinstance(piece, Stretch):
            said = {"lang": piece.language, "dir": piece.direction, "class": piece.kind}
            made += "<bdi" + "".join(f' {k}="{v}"' for k, v in said.items() if v) + ">"
            ends.append("</bdi>")
        else:
            made += ends.pop() if piece is None else str(escape(unmarked(piece)))
    return Markup(made)  # noqa: S704 - words are escaped, and `pieces` takes no other heads


def escaped(text: str) -> str:
    """A text as a template would print it."""
    from markupsafe import escape  # noqa: PLC0415 - loaded with jinja2

    return str(escape(as_markup(text)))


def css_string(text: str) -> str:
    """A text as a CSS string that cannot end the string, the rule or the style element."""
    escaped = re.sub(r"[^\w ·,.:/()-]", lambda match: f"\\{ord(match[0]):x} ", plain(text))
    return f'"{escaped}"'


def css_page(pattern: str) -> str:
    """“Page {page} of {pages}” as the value of a CSS `content`, with the counters in place."""
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    parts = re.split(r"\{(page|pages)\}", plain(pattern))
    return " ".join(
        counters[piece] if index % 2 else css_string(piece)
        for index, piece in enumerate(parts)
        if piece
    )
