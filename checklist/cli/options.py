"""Options that several commands share, declared once.

So a word means the same in every command, in both languages.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from checklist.cli.ui import say


def day(text: str) -> date:
    """A date argument, 2026-11-23.

    Raises:
        typer.BadParameter: not a date; typer turns it into a usage error.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(say("日期写作 2026-11-23", "write a date as 2026-11-23")) from None


Chosen = TypeVar("Chosen", bound=StrEnum)


def one_of(kind: type[Chosen]) -> Callable[[str], Chosen]:
    """A parser for a word out of a list, which says the list when it is another.

    Args:
        kind: the words.
    """

    def parse(text: str) -> Chosen:
        try:
            return kind(text)
        except ValueError:
            words = "、".join(kind)
            raise typer.BadParameter(say(f"只能是 {words}", f"must be one of {words}")) from None

    return parse


class Form(StrEnum):
    """How a result is shown: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


class Report(StrEnum):
    """How findings are shown: for people, for programs, for GitHub, for code scanning."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


Profile = Annotated[
    Path,
    typer.Argument(
        metavar="PROFILE",
        help=say("儿童情况文件（YAML 或 JSON）。", "The child's profile (YAML or JSON)."),
    ),
]
Residence = Annotated[
    str | None,
    typer.Option(
        "--residence",
        metavar="AREA",
        help=say(
            "居住地：六位代码或名称，代替文件里写的。",
            "Where the child lives: code or name, instead of what the file says.",
        ),
    ),
]
On = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=day,
        metavar="DATE",
        help=say("按哪一天计算（默认今天）。", "The date to count on (default: today)."),
    ),
]
CatalogFolder = Annotated[
    Path | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        help=say("另一个清单目录。", "Another catalog folder."),
    ),
]
Ui = Annotated[
    str,
    typer.Option(
        "--ui",
        metavar="zh|en",
        help=say("程序说话用的语言。", "The language the program speaks."),
    ),
]
Format = Annotated[
    Form,
    typer.Option(
        "--format",
        parser=one_of(Form),
        metavar="text|json",
        help=say("结果的形式。", "The form of the result."),
    ),
]
