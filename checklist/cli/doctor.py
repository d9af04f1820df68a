"""`checklist doctor`: what this machine has and lacks for printing, and how to mend it.

Fonts and shared libraries come from the system and not with the program, so they are looked at.
"""

import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from checklist.cli.commands import Command
from checklist.cli.options import Form, Format, Ui
from checklist.cli.ui import epilog, language, out, print_json, say
from checklist.errors import ExitCode, MachineError

Check: TypeAlias = tuple[str, bool | None, str, str]
# Its name; whether it is good, None for what no machine can do yet; what was found; the cure.

CheckedTemplates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        help=say(
            "改为检查一套表样：字段、转义、版块、有没有取外面的东西。",
            "Check a folder of templates instead: fields, escaping, blocks, nothing fetched.",
        ),
    ),
]

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
        epilog=epilog(
            ("checklist doctor", "看看这台机器能不能印", "Can this machine print?"),
            ("checklist doctor --templates mine", "检查另一套表样", "Check other templates"),
        ),
    )(doctor)


def doctor(
    form: Format = Form.TEXT,
    templates: CheckedTemplates = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print the checks; exit 5 when something needed is missing."""
    if templates is not None:
        _templates(templates, form)
        return
    from checklist.documents import fonts, pdf  # noqa: PLC0415 - loaded only when asked

    checks = [*pdf.health(language()), *fonts.health(language()), *_languages(), *_scripts()]
    versions = {library: _version(library) for library in _LIBRARIES}
    if form is Form.JSON:
        keys = ("name", "good", "detail", "cure")
        found = [dict(zip(keys, check, strict=True)) for check in checks]
        print_json({"checks": found, "python": platform.python_version(), "versions": versions})
    else:
        _show(checks, versions)
    if any(good is False for _, good, _, _ in checks):
        raise typer.Exit(ExitCode.ENVIRONMENT)


_MARKS = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: "[yellow]–[/yellow]"}


def _templates(folder: Path, form: Form) -> None:
    """Hold a folder of templates against the contract; exit 1 when it breaks it."""
    from checklist.cli import report  # noqa: PLC0415 - loads rich
    from checklist.documents import contract  # noqa: PLC0415 - loads jinja2
    from checklist.errors import UserError  # noqa: PLC0415 - beside its one use

    if not folder.is_dir():
        raise UserError(f"没有这个目录：{folder}", f"No such folder: {folder}")
    report.tell(contract.check(folder), form)


def _scripts() -> Iterator[Check]:
    """Every language of languages.yaml: whether this machine has a face that prints it."""
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms
    from checklist.documents import scripts  # noqa: PLC0415 - as above

    tongues, _ = intake.opened(None).tongues()
    for tag, tongue in tongues.known.items() if tongues else ():
        name = f"{say('文字', 'script')} {tag} {tongue.name[language()]}"
        if tongue.not_printable:
            yield name, None, tongue.not_printable[language()], ""
            continue
        found = scripts.script(tongue)
        lost = " ".join(f"U+{ord(character):04X}" for character in found.lost)
        yield name, found.well, " ".join(filter(None, (found.face or "—", lost))), found.cure


def _show(checks: list[Check], versions: dict[str, str]) -> None:
    console = out()
    for name, good, detail, cure in checks:
        mark = _MARKS[good]
        console.print(f"{mark} {name}  {detail}")
        if good is False:
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
