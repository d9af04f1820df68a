"""`checklist doctor`: what this machine has and lacks for printing, and how to mend it.

Fonts and shared libraries come from the system and not with the program, so they are looked at.
"""

import platform
from typing import TypeAlias

import typer

from checklist.cli.commands import Command
from checklist.cli.options import Form, Format, Ui
from checklist.cli.ui import epilog, language, out, print_json, say
from checklist.errors import ExitCode, MachineError

Check: TypeAlias = tuple[str, bool, str, str]  # name, whether good, what was found, the cure

_LIBRARIES = (
    "weasyprint", "jinja2", "babel", "pyyaml", "pydantic", "typer", "rich", "uharfbuzz", "pyipp",
)  # fmt: skip


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


def doctor(
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print the checks; exit 5 when something needed is missing."""
    from checklist.documents import fonts, pdf  # noqa: PLC0415 - loaded only when asked

    checks = [*pdf.health(language()), *fonts.health(language()), *_languages()]
    versions = {library: _version(library) for library in _LIBRARIES}
    if form is Form.JSON:
        keys = ("name", "good", "detail", "cure")
        found = [dict(zip(keys, check, strict=True)) for check in checks]
        print_json({"checks": found, "python": platform.python_version(), "versions": versions})
    else:
        _show(checks, versions)
    if not all(good for _, good, _, _ in checks):
        raise typer.Exit(ExitCode.ENVIRONMENT)


def _show(checks: list[Check], versions: dict[str, str]) -> None:
    console = out()
    for name, good, detail, cure in checks:
        mark = "[green]✓[/green]" if good else "[red]✗[/red]"
        console.print(f"{mark} {name}  {detail}")
        if not good:
            console.print(f"   → {cure}")
    listed = "  ".join(f"{library} {number}" for library, number in versions.items())
    console.print(f"· Python {platform.python_version()}  {listed}")


def _languages() -> list[Check]:
    """Whether the messages of every language are there and can be read."""
    from checklist.cli.folders import data_folder  # noqa: PLC0415 - not for help
    from checklist.documents.language import read  # noqa: PLC0415 - loads Babel
    from checklist.rules.facts import LANGUAGES  # noqa: PLC0415 - not for help

    checks: list[Check] = []
    for tag in LANGUAGES:
        try:
            count = len(read(tag, data_folder("templates")).messages.texts)
            checks.append((say("语言", "language"), True, f"{tag} ({count})", ""))
        except MachineError as error:
            checks.append((say("语言", "language"), False, tag, say(error.zh, error.en)))
    return checks


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to load

    try:
        return version(library)
    except PackageNotFoundError:
        return "—"
