"""The manuals against the program: every command they name exists, every file they link is there.

A manual that lies is worse than none, so it is tested like code.
"""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer.main

from checklist.catalog import forms, layerforms
from checklist.catalog.checking import check
from checklist.catalog.opening import Catalog, open_catalog
from checklist.children.profile import ProfileReader
from checklist.cli.app import app
from checklist.errors import ExitCode
from checklist.findings import Finding, all_codes
from checklist.located import parse
from checklist.runs.testing import situations
from tests.support import CATALOG, ROOT, TODAY, areas, condition, facts

MANUALS = [ROOT / name / "README.md" for name in (".", "catalog", "templates", "output")]
SPANS = re.compile(r"`([^`]+)`|^(?:\.venv/bin/)?(checklist .*)$", re.MULTILINE)


def commands_of(text: str) -> list[list[str]]:
    spans = [inline or line for inline, line in SPANS.findall(text)]
    words = [span.split("#")[0].split() for span in spans if span.startswith("checklist ")]
    return [found[1:] for found in words if len(found) > 1 and re.match(r"[a-z]", found[1])]


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.parent.name)
def test_every_command_a_manual_names_exists(manual: Path) -> None:
    for words in commands_of(manual.read_text("utf-8")):
        command, rest = typer.main.get_command(app), list(words)
        while rest and hasattr(command, "commands") and rest[0].isascii():
            assert rest[0] in command.commands, words
            command = command.commands[rest.pop(0)]
        known = {opt for param in command.params for opt in param.opts} | {"--help", "-h"}
        assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, words


@pytest.mark.parametrize("manual", MANUALS, ids=lambda path: path.parent.name)
def test_every_file_a_manual_links_is_there(manual: Path) -> None:
    text = manual.read_text("utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (manual.parent / link).exists(), link


def test_the_readme_gives_every_verb_of_dev_it_names() -> None:
    verbs = set(re.findall(r"\./dev ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    shown = subprocess.run([ROOT / "dev", "help"], capture_output=True, text=True, check=True)
    assert verbs
    assert all(f"./dev {verb}" in shown.stdout for verb in verbs)


def test_the_readme_lists_the_exit_codes_that_can_occur() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    line = text.split("## 退出码")[1].split("---")[0]
    listed = {int(code) for code in re.findall(r"(\d+) ", line)}
    assert listed == set(map(int, ExitCode))


def test_the_profile_in_the_readme_is_a_profile() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert block is not None
    located, findings = parse(block[1].encode(), "child.yaml")
    assert isinstance(located.data, dict)
    reader = ProfileReader(located, facts(), areas(), TODAY)
    assert reader.profile(located.data).residence == "320583"
    assert (*findings, *reader.findings) == ()


KEEPERS = (CATALOG / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"(?m)^```yaml\n(.*?)^```", KEEPERS, re.DOTALL)
FILES = {match[1]: block for block in BLOCKS if (match := re.match(r"# (42-hubei/\S+)\n", block))}
FRAGMENT = next(block for block in BLOCKS if block.startswith("# 层文件的片段"))


@pytest.fixture
def practice(tmp_path: Path) -> Catalog:
    """The nation's list, and what the keepers' manual writes for Yichang."""
    root = tmp_path / "catalog"
    shutil.copytree(CATALOG / "00-national", root / "00-national")
    for name in ("facts.yaml", "areas.tsv", "languages.yaml"):
        (root / name).symlink_to(CATALOG / name)
    above = 'layer: "420000"\nname: {zh-Hans: "湖北省", en: "Hubei"}\n'
    for name, block in ({"42-hubei/base.yaml": above + FRAGMENT} | FILES).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(block, "utf-8")
    return open_catalog(root)


def of_the_manual(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """The findings in what the manual writes, by code; the nation's list has its own tests."""
    return {found.code: found for found in findings if "42-hubei" in found.span.file}


def test_the_worked_example_of_the_keepers_manual_passes_check_and_test(practice: Catalog) -> None:
    assert len(FILES) == 3
    told = of_the_manual(check(practice))
    if digest := told.pop("C304", None):  # the nation's item has been written anew since
        path = next(practice.root.glob("42-hubei/4205-yichang/*.yaml"))
        now = f'reviewed_against: "{digest.values["digest"]}"'
        path.write_text(re.sub("reviewed_against: .*", now, path.read_text("utf-8")), "utf-8")
    assert told == {}
    renewed = open_catalog(practice.root)
    assert of_the_manual(check(renewed)) == {}
    assert of_the_manual(situations.run(renewed).findings) == {}


def test_the_keepers_manual_shows_a_finding_as_it_is_printed(practice: Catalog) -> None:
    path = next(practice.root.glob("42-hubei/4205-yichang/*.yaml"))
    path.write_text(path.read_text("utf-8").replace("unit: CNY/year", "unit: 元/年"), "utf-8")
    found = of_the_manual(check(open_catalog(practice.root)))["C104"]
    assert f"{path.name}:{found.span.line}:{found.span.column}: 错误 C104" in KEEPERS
    assert found.hint() in KEEPERS


@pytest.mark.parametrize(
    "block", [each for each in BLOCKS if each.startswith("when:")], ids=lambda each: each[:40]
)
def test_the_conditions_in_the_keepers_manual_are_conditions(block: str) -> None:
    text = block.removeprefix("when:").strip("\n")
    assert condition(text)


def test_the_keepers_manual_has_a_word_on_every_key_and_every_code() -> None:
    for form in (forms.EntryForm, layerforms.LayerForm, forms.CaseForm, forms.AmountForm):
        for name, field in form.model_fields.items():
            assert f"`{field.alias or name}`" in KEEPERS, name
    told = set()
    table = KEEPERS.split("常见的编号：")[1].split("## In English")[0]
    for first, last in re.findall(r"(C\d{3})(?:–(C\d{3}))?", table):
        assert {first, last or first} <= set(all_codes())
        told |= {code for code in all_codes() if first <= code <= (last or first)}
    assert {code for code in all_codes() if "C0" <= code < "C6"} - told == set()
