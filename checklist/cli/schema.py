"""`checklist catalog schema`: the form of each kind of file, for editors and other programs.

Made from the same forms that check the files, so neither can say something else.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from checklist.cli.options import CatalogFolder, Ui
from checklist.cli.ui import print_json, say
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.catalog.opening import Catalog

_KINDS = (
    "layer",
    "item",
    "cases",
    "facts",
    "languages",
    "profile",
    "archetype",
    "jobs",
    "checklist",
)

Kind = Annotated[
    str,
    typer.Argument(
        metavar="KIND",
        help=say(
            f"哪一种文件：{'、'.join(_KINDS)}（默认 profile）。",
            f"Which kind of file: {', '.join(_KINDS)} (default: profile).",
        ),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", metavar="FILE", help=say("写到文件里。", "Write it to a file.")),
]
All = Annotated[
    Path | None,
    typer.Option(
        "--all",
        metavar="DIR",
        help=say(
            "全部种类，各写一个文件；清单目录的放在 .schemas 里。",
            "Every kind, a file each; a catalog has them in .schemas.",
        ),
    ),
]


def schema(
    kind: Kind = "profile",
    output: Output = None,
    every: All = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print or write a JSON Schema, or all."""
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms

    if kind not in _KINDS:
        known = "、".join(_KINDS)
        raise UserError(f"没有 {kind}。有：{known}。", f"No {kind}. There are: {known}.")
    opened = intake.opened(catalog)
    if every:
        for each in _KINDS:
            _write(every / f"{each}.json", made(each, opened))
    elif output and str(output) != "-":
        _write(output, made(kind, opened))
    else:
        print_json(made(kind, opened))


def made(kind: str, catalog: "Catalog") -> dict[str, Any]:
    """The schema of one kind of file, over the catalog's own facts."""
    from checklist.catalog import schemas  # noqa: PLC0415 - loads pydantic

    if kind in schemas.FORMS:
        return schemas.file_schema(kind, catalog.facts)
    if kind == "profile":
        return schemas.whole_profile_schema(catalog.facts)
    if kind == "facts":
        return schemas.whole_facts_schema()
    from checklist.documents import data  # noqa: PLC0415 - only for this kind

    return data.json_schema()


def ensure(catalog: "Catalog") -> None:
    """Put the schemas beside a catalog's lists, where they are missing or have grown old."""
    from checklist.catalog.scaffold import SCHEMAS  # noqa: PLC0415 - not for help

    for kind in _KINDS:
        _write(catalog.root / SCHEMAS / f"{kind}.json", made(kind, catalog))


def _write(path: Path, schema: dict[str, Any]) -> None:
    import json  # noqa: PLC0415 - help need not load it

    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
