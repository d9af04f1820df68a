"""Commands and groups that explain themselves in the user's language.

Typer's own words are English; the help option and the help page are replaced here.
"""

from typing import Any

from typer.core import TyperCommand, TyperGroup

from checklist.cli.ui import say


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
