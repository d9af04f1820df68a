"""`checklist catalog poster`: a place's whole list for the wall of an office or a school, on A3.

It needs no child, so it belongs to the catalog's commands and not to `make`.
"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from checklist.cli.makeoptions import Templates, Variants
from checklist.cli.options import CatalogFolder, On, Ui, one_of
from checklist.cli.ui import err, language, say
from checklist.cli.wishes import Target, Variant
from checklist.errors import UserError

PosterTarget = Annotated[
    Target | None,
    typer.Option(
        "--to",
        metavar="pdf|html",
        parser=one_of(Target),
        help=say("PDF（默认）或网页。", "PDF (default) or a page."),
    ),
]
PosterOutput = Annotated[
    Path | None,
    typer.Option("-o", metavar="PATH", help=say("写到哪里；- 是标准输出。", "Where; - is stdout.")),
]
PosterLanguage = Annotated[
    str | None,
    typer.Option("--lang", metavar="L", help=say("海报的语言。", "The poster's language.")),
]


def poster(
    area: Annotated[str, typer.Argument(metavar="AREA", help=say("地方。", "A place."))],
    to: PosterTarget = None,
    on: On = None,
    lang: PosterLanguage = None,
    variant: Variants = None,
    output: PosterOutput = None,
    templates: Templates = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Make a poster."""
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms
    from checklist.cli.files import deliver  # noqa: PLC0415 - not for help
    from checklist.cli.folders import templates_folder  # noqa: PLC0415 - as above
    from checklist.documents import language as languages  # noqa: PLC0415 - loads Babel
    from checklist.documents import poster as posters  # noqa: PLC0415 - not for help

    target = _target(to, output)
    folder = templates_folder(templates)
    opened = intake.opened(catalog)
    code = intake.residence_code(opened, area)
    listing = intake.listing(opened, code, on or date.today())  # noqa: DTZ011 - a local day
    tongue = languages.read(_language(lang), folder)
    made = posters.poster(listing, opened.facts, tongue, opened.areas)
    content = (
        posters.pdf(made, folder, variant or Variant.UA)
        if target is Target.PDF
        else posters.html(made, folder).encode()
    )
    path = _path(output, f"poster-{code}-{listing.on.isoformat()}.{target}")
    deliver(path, content)
    if path is not None:
        err().print(say(f"已写好 {path}", f"written: {path}"), soft_wrap=True)


def _language(lang: str | None) -> str:
    from checklist.rules.facts import LANGUAGES  # noqa: PLC0415 - not for help

    if lang is not None and lang not in LANGUAGES:
        known = "、".join(LANGUAGES)
        raise UserError(
            f"海报没有 {lang} 这种语言，可选：{known}。",
            f"No poster in {lang}; there are: {known}.",
        )
    return lang or language()


def _target(to: Target | None, output: Path | None) -> Target:
    suffix = output.suffix[1:].lower() if output else ""
    target = to or (Target.HTML if suffix == "html" else Target.PDF)
    if target not in {Target.PDF, Target.HTML}:
        raise UserError(
            f"海报只有 pdf 和 html；{target} 用 checklist catalog show --format json。",
            f"A poster is pdf or html; for {target} see checklist catalog show --format json.",
        )
    return target


def _path(output: Path | None, name: str) -> Path | None:
    """Where to write; None is stdout."""
    if output is None:
        return Path("output") / name
    if str(output) == "-":
        return None
    return output / name if output.is_dir() or not output.suffix else output
