"""`checklist doctor`: what this machine has and lacks for printing, and how to mend it.

Fonts and shared libraries come from the system and not with the program, so they are looked at.
"""

import platform

import typer

from checklist.cli.commands import Command
from checklist.cli.options import Ui
from checklist.cli.ui import epilog, language, out, say
from checklist.errors import ExitCode

_LIBRARIES = ("weasyprint", "jinja2", "babel", "pyyaml", "pydantic", "typer", "rich", "uharfbuzz")


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "doctor",
        cls=cls,
        help=say(
            "检查字体、Pango、语言和版本，告诉您缺什么、怎么装。",
            "Check fonts, Pango, languages and versions; say what is missing and how to get it.",
        ),
        epilog=epilog(("checklist doctor", "看看这台机器能不能印", "Can this machine print?")),
    )(doctor)


def doctor(ui: Ui = "zh") -> None:  # noqa: ARG001 - read in ui.py before parsing
    """Print the checks; exit 5 when something needed is missing."""
    from checklist.documents import fonts, pdf  # noqa: PLC0415 - loaded only when asked

    checks = [*pdf.health(language()), *fonts.health(language())]
    console = out()
    for name, good, detail, cure in checks:
        mark = "[green]✓[/green]" if good else "[red]✗[/red]"
        console.print(f"{mark} {name}  {detail}")
        if not good:
            console.print(f"   → {cure}")
    versions = [f"{library} {_version(library)}" for library in _LIBRARIES]
    console.print(f"· Python {platform.python_version()}  " + "  ".join(versions))
    if not all(good for _, good, _, _ in checks):
        raise typer.Exit(ExitCode.ENVIRONMENT)


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to load

    try:
        return version(library)
    except PackageNotFoundError:
        return "—"
