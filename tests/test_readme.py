"""The manuals against the program: every command they name exists, every file they link is there.

A manual that lies is worse than none, so it is tested like code.
"""

import re
import subprocess

import pytest
import typer.main

from checklist.children.profile import ProfileReader
from checklist.cli.app import app
from checklist.errors import ExitCode
from checklist.located import parse
from tests.support import ROOT, TODAY, areas, facts

MANUALS = [ROOT / name / "README.md" for name in (".", "catalog", "templates", "output")]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]  # the program is a group
SPANS = re.compile(r"`([^`]+)`|^(?:\.venv/bin/)?(checklist .*)$", re.MULTILINE)


def commands_of(text: str) -> list[list[str]]:
    spans = [inline or line for inline, line in SPANS.findall(text)]
    words = [span.split("#")[0].split() for span in spans if span.startswith("checklist ")]
    return [found[1:] for found in words if len(found) > 1 and re.match(r"[a-z]", found[1])]


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.parent.name)
def test_every_command_a_manual_names_exists(manual: object) -> None:
    text = manual.read_text("utf-8")  # type: ignore[attr-defined]  # a Path
    for words in commands_of(text):
        assert words[0] in COMMANDS, words
        if words[0] == "catalog" and len(words) > 1 and words[1].isascii():
            assert words[1] in COMMANDS["catalog"].commands, words
        command = COMMANDS[words[0]]
        if words[0] == "catalog" and len(words) > 1:
            command = command.commands.get(words[1], command)
        known = {opt for param in command.params for opt in param.opts} | {"--help", "-h"}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, words


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.parent.name)
def test_every_file_a_manual_links_is_there(manual: object) -> None:
    text = manual.read_text("utf-8")  # type: ignore[attr-defined]  # a Path
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (manual.parent / link).exists(), link  # type: ignore[attr-defined]  # a Path


def test_the_readme_gives_every_verb_of_dev_it_names() -> None:
    verbs = set(re.findall(r"\./dev ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    shown = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True)
    assert verbs
    assert all(f"./dev {verb}" in shown.stdout for verb in verbs)


def test_the_readme_lists_the_exit_codes_that_can_occur() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    line = text.split("## 退出码")[1].split("---")[0]
    listed = {int(code) for code in re.findall(r"(\d+) ", line)}
    later = {ExitCode.SOME_FAILED, ExitCode.STALE, ExitCode.PRINTING}
    assert listed == set(map(int, ExitCode)) - set(map(int, later))


def test_the_profile_in_the_readme_is_a_profile() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block is not None
    located, findings = parse(block[1].encode(), "child.yaml")
    assert isinstance(located.data, dict)
    reader = ProfileReader(located, facts(), areas(), TODAY)
    assert reader.profile(located.data).residence == "320583"
    assert (*findings, *reader.findings) == ()
