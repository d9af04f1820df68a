"""The password of encrypted documents: asked for, from the environment or a file, never argv.

What stands on a command line can be read by everybody on the machine and stays in the shell's
history, so there is no option that takes a password.
"""

import os
import sys
from pathlib import Path

from checklist.cli.ui import say
from checklist.errors import UserError

VARIABLE = "CHECKLIST_PASSWORD"
FEWEST, MOST = 8, 127  # characters; ISO 32000-2 takes no more than 127 bytes


def password(file: Path | None) -> str:
    """The password to encrypt with.

    Args:
        file: the file whose first line it is; without one the environment is looked at, and
            then whoever sits at the terminal is asked.

    Raises:
        UserError: there is none to be had, or it will not do.
    """
    if file is not None:
        return _fit(_first_line(file))
    if VARIABLE in os.environ:
        return _fit(os.environ[VARIABLE])
    if not sys.stdin.isatty():
        raise UserError(
            f"加密要有密码：写在文件里用 --password-file，或放进环境变量 {VARIABLE}。",
            f"Encryption needs a password: name a file with --password-file, or set {VARIABLE}.",
        )
    return _asked()


def _asked() -> str:
    from getpass import getpass  # noqa: PLC0415 - only at a terminal

    first = _fit(getpass(say("密码：", "Password: ")))
    if getpass(say("再输一遍：", "Once more: ")) != first:
        raise UserError("两次输的不一样，什么也没有做。", "The two differ; nothing was done.")
    return first


def _first_line(file: Path) -> str:
    try:
        with file.open(encoding="utf-8") as lines:
            return lines.readline(4 * MOST).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"读不了密码文件 {file}。", f"The password file {file} cannot be read."
        ) from error


def _fit(text: str) -> str:
    """The password, if every PDF reader will take it."""
    if FEWEST <= len(text) <= MOST and text.isascii() and text.isprintable():
        return text
    raise UserError(
        f"密码要 {FEWEST} 到 {MOST} 个字符，只用英文字母、数字和符号，各种阅读器才都打得开。",
        f"A password has {FEWEST} to {MOST} characters, letters, digits and signs of ASCII, so"
        " that every reader takes it.",
    )
