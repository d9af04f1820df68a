"""Where catalog/ and templates/ lie: asked for, beside the package, or inside it.

A checkout and an installed wheel find their data the same way.
"""

import os
from pathlib import Path

from checklist.cli import project
from checklist.errors import UserError


def catalog_folder(given: Path | None) -> Path:
    """The catalog to use: the one asked for, CHECKLIST_CATALOG, the project's, or our own."""
    if given is None and (named := os.environ.get("CHECKLIST_CATALOG")):
        given = Path(named)
    folder = given or project.named("catalog") or data_folder("catalog")
    if not (folder / "facts.yaml").is_file():
        raise UserError(
            f"{folder} 不是清单目录（里面没有 facts.yaml）。请检查 --catalog。",
            f"{folder} is no catalog (it has no facts.yaml). Check --catalog.",
        )
    return folder


def templates_folder(given: Path | None) -> Path:
    """The templates to use: the ones asked for, or our own."""
    folder = given or project.named("templates") or data_folder("templates")
    if not (folder / "sheet.html").is_file():
        raise UserError(
            f"{folder} 不是表样目录（里面没有 sheet.html）。请检查 --templates。",
            f"{folder} holds no templates (it has no sheet.html). Check --templates.",
        )
    return folder


def data_folder(name: str) -> Path:
    """catalog/ or templates/: beside the package in a checkout, inside it when installed."""
    inside = installed(name)
    return inside if inside.is_dir() else Path(__file__).parent.parent.parent / name


def installed(name: str) -> Path:
    """Where an installed program keeps its own copy, which nobody is to write to."""
    return Path(__file__).parent.parent / "_data" / name


def cache_folder(name: str) -> Path:
    """Where something is kept from run to run that can be made again at any time."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(cache) / "checklist" / name
