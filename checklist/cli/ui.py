"""How the program speaks to its user: Chinese by default, English with --ui en.

Fixed wording of the command line is written as a pair at its place, so neither language can
lack a sentence.
"""

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

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


def unasked() -> str:
    """The language of documents where none is asked for; "" for each residence's own.

    Whoever reads English gets English.
    """
    return "" if language() == ZH else language()


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


def print_json(data: object) -> None:
    """Print data for other programs, on stdout."""
    import json  # noqa: PLC0415 - help need not load it

    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def epilog(*examples: tuple[str, str, str]) -> str:
    """Examples under a help page: command line, Chinese gloss, English gloss."""
    lines = [f"  {line}  [dim]# {say(zh, en)}[/dim]" for line, zh, en in examples]
    return f"[bold]{say('例子', 'Examples')}[/bold]\n" + "\n".join(lines)
