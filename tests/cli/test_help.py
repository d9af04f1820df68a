"""Help: every command explains itself, in the user's language, within a terminal's width.

The commands are read from the program itself, so a new one cannot be left without help.
"""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from checklist.cli.app import app
from checklist.errors import ExitCode
from tests.cli.running import run

HAN = re.compile(r"[\u4e00-\u9fff]")
TYPERS_OWN = ("Usage", "Options", "Arguments", "Commands", "default", "required", "Show this")


def commands(command: TyperCommand | TyperGroup, *path: str) -> Iterator[tuple[str, ...]]:
    """The words of every command and group of commands."""
    yield path
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands(inner, *path, name)  # type: ignore[arg-type]  # typer's commands


COMMANDS = list(commands(get_command(app)))  # type: ignore[arg-type]  # typer's group
each_command = pytest.mark.parametrize("path", COMMANDS, ids=" ".join)


def width(line: str) -> int:
    """Terminal columns; Chinese characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


@each_command
def test_help_is_chinese_by_default_with_an_example(path: tuple[str, ...]) -> None:
    done = run(*path, "--help", COLUMNS="80")
    if path not in {(), ("catalog",)}:
        assert re.search(rf"(?m)^ +checklist {' '.join(path)}\b", done.stdout)
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert HAN.search(done.stdout)
    assert not [word for word in TYPERS_OWN if word in done.stdout]
    assert max(map(width, done.stdout.splitlines())) <= 80


@each_command
def test_help_is_english_when_asked_and_wholly(path: tuple[str, ...]) -> None:
    done = run(*path, "-h", "--ui", "en", COLUMNS="80")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    prose = re.sub(r"(?m)^ +checklist .*$", "", done.stdout)  # examples name places
    assert not HAN.search(prose)
    assert max(map(width, done.stdout.splitlines())) <= 80


def test_the_language_may_be_wished_for_once_and_for_all() -> None:
    wished = run("make", "--help", CHECKLIST_UI="en")
    assert wished.stdout == run("make", "--help", "--ui=en").stdout
    assert wished.stdout != run("make", "--help", "--ui", "zh", CHECKLIST_UI="en").stdout


def test_without_a_command_there_is_help() -> None:
    for path in ([], ["catalog"]):
        done = run(*path)
        assert "--help" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_the_version_is_one_line() -> None:
    done = run("--version")
    assert done.returncode == ExitCode.DONE
    assert re.fullmatch(r"checklist \d+\.\d+\.\d+\n", done.stdout)


def test_a_code_is_explained_in_both_languages() -> None:
    for language in ("zh", "en"):
        done = run("explain", "C304", "--ui", language)
        assert done.returncode == ExitCode.DONE
        assert "C304" in done.stdout
        assert bool(HAN.search(done.stdout)) == (language == "zh")
