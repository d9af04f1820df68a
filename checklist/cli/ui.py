"""How the program speaks to its user: Chinese by default, English with --ui en.

Fixed wording of the command line is written as a pair at its place, so neither language can
lack a sentence; typer's own few English words are replaced here.
"""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from rich.console import Console

ZH, EN = "zh-Hans", "en"


@cache
def language() -> str:
    """The user's language: --ui wherever it stands, else CHECKLIST_UI, else Chinese.

    Help texts are built before arguments are parsed, so the option is looked for by hand.
    """
    arguments = sys.argv[1:]
    wanted = os.environ.get("CHECKLIST_UI", "zh")
    for index, argument in enumerate(arguments):
        if argument == "--ui" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
        elif argument.startswith("--ui="):
            wanted = argument.removeprefix("--ui=")
    return EN if wanted.lower().startswith("en") else ZH


def say(zh: str, en: str) -> str:
    """One of the two, as the user reads."""
    return en if language() == EN else zh


@cache
def out() -> "Console":
    """Where results go."""
    from rich.console import Console  # noqa: PLC0415 - only runs that print tables need rich

    return Console(highlight=False, soft_wrap=False)


@cache
def err() -> "Console":
    """Where messages and findings go."""
    from rich.console import Console  # noqa: PLC0415 - as above

    return Console(stderr=True, highlight=False)


class _Spoken:
    """Puts typer's own words into the user's language."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - typer's vendored context has no public name
        option = super().get_help_option(ctx)  # type: ignore[misc]  # of the typer class beside it
        if option is not None:
            option.help = say("显示这段说明。", "Show this message.")
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - as above
        from checklist.cli import helppage  # noqa: PLC0415 - loads rich, wanted for help only

        helppage.show(self, ctx)


class Command(_Spoken, TyperCommand):
    """A command that explains itself in the user's language."""


class Group(_Spoken, TyperGroup):
    """A group of commands that explains itself in the user's language."""


def epilog(*examples: tuple[str, str, str]) -> str:
    """Examples under a help page: command line, Chinese gloss, English gloss."""
    lines = [f"  {line}  [dim]# {say(zh, en)}[/dim]" for line, zh, en in examples]
    return f"[bold]{say('例子', 'Examples')}[/bold]\n" + "\n".join(lines)
