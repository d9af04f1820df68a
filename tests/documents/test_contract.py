"""Strangers' templates: ours keep the contract, and every way of breaking it is named."""

import re
from pathlib import Path

import pytest

from checklist.documents import contract, probe
from checklist.documents.contract import check
from checklist.errors import ExitCode
from checklist.findings import Finding
from tests.cli.running import refused, run
from tests.documents.paper import TEMPLATES
from tests.documents.templating import changed


def with_change(folder: Path, name: str, old: str, new: str) -> tuple[Finding, ...]:
    """What is found when a passage of one of our own files reads otherwise."""
    text = (TEMPLATES / name).read_text("utf-8")
    assert old in text
    return check(changed({name: text.replace(old, new).encode()}, folder))


def test_our_own_templates_keep_their_contract() -> None:
    assert check(TEMPLATES) == ()


@pytest.mark.parametrize("path", contract.WORDS)
def test_every_word_of_the_contract_is_one_a_sheet_has(path: str) -> None:
    """A name here that no sheet has would be missed in every folder."""
    full = repr(probe.full({"seal": ""}))
    assert f"{probe.MARK}sheet.{path}{probe.MARK}" in full


@pytest.mark.parametrize(
    ("old", "field"),
    [
        ("{{ note }}", "sheet.notes"),
        ("{{ sum.value }}", "sheet.sections.eligible.rows.sums.value"),
        ("{{ basis.note }}", "sheet.basis.note"),
        ("{{ sheet.scope.statement }}", "sheet.scope.statement"),
        ("{{ step.role }}", "sheet.sections.eligible.rows.steps.role"),
    ],
)
def test_a_word_left_out_is_named(old: str, field: str, tmp_path: Path) -> None:
    found = with_change(tmp_path, "blocks.html", old, "")
    assert {finding.code for finding in found} == {"T106"}
    assert {finding.values["field"] for finding in found} == {field}


@pytest.mark.parametrize(
    "wrong",
    [
        "{{ sheet.__class__.__mro__ }}",
        '{% include "../secret.html" %}',
        '{% include "/etc/hostname" %}',
        "{% for %}",
        "{{ 1 / 0 }}",
        "{{ sheet.titel }}",
        "{{ sheet.title.nothing.at.all }}",
    ],
)
def test_a_line_that_cannot_be_rendered_is_shown(wrong: str, tmp_path: Path) -> None:
    found = with_change(tmp_path, "card.html", "<main>", f"<main>\n{wrong}")
    (finding,) = found
    lines = (TEMPLATES / "card.html").read_text("utf-8").splitlines()
    assert finding.code in {"T103", "T104"}
    assert finding.span.file.endswith("card.html")
    assert finding.span.line == lines.index("<main>") + 2
    assert finding.quote == wrong


@pytest.mark.parametrize(
    "loading",
    [
        "<script>x</script>",
        '<img src="data:image/png;base64,x">',
        '<b onclick="x()">y</b>',
        '<a href="//tracker.example/x">y</a>',
        '<a href="javascript:x">y</a>',
        '<link rel="stylesheet" href="x.css">',
        '<svg><image href="http://x.example/y.png"/></svg>',
        "{{ ('<scr' ~ 'ipt>x</script>') | safe }}",
        """{{ ('<b on' ~ 'click="x">y</b>') | safe }}""",
    ],
)
def test_whatever_fetches_or_runs_is_found(loading: str, tmp_path: Path) -> None:
    found = with_change(tmp_path, "sheet.html", "<main>", f"<main>{loading}")
    assert "T102" in {finding.code for finding in found}


@pytest.mark.parametrize(
    "harmless",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>',
        '{% set online = "x" %}',
        '<a href="#section-eligible">y</a>',
        "{# <script> was here, url(x) too #}",
    ],
)
def test_what_fetches_nothing_is_left_alone(harmless: str, tmp_path: Path) -> None:
    assert with_change(tmp_path, "sheet.html", "<main>", f"<main>{harmless}") == ()


def test_autoescape_switched_off_is_found(tmp_path: Path) -> None:
    off = "{% autoescape false %}{{ row.summary }}{% endautoescape %}"
    found = with_change(tmp_path, "blocks.html", "{{ row.summary }}", off)
    assert "T105" in {finding.code for finding in found}


def test_nothing_is_written_and_nothing_outside_is_read(tmp_path: Path) -> None:
    folder = changed({}, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    check(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_doctor_checks_a_folder_and_leaves_by_its_findings(tmp_path: Path) -> None:
    assert run("doctor", "--templates", TEMPLATES).returncode == ExitCode.DONE
    changed({"card.css": b"b { background: url(x) }", "papers/large.css": None}, tmp_path)
    done = run("doctor", "--templates", "templates", cwd=tmp_path)
    assert done.returncode == ExitCode.CATALOG
    assert re.search(r"^templates/card.css:1:17: 错误 T102", done.stdout, re.MULTILINE)
    assert re.search(r"^templates/papers/large.css:1:1: 错误 T101", done.stdout, re.MULTILINE)
    refused("doctor", "--templates", "nowhere", cwd=tmp_path, code=2)


def test_a_sheet_is_made_with_another_folder_s_templates(tmp_path: Path) -> None:
    """And refused where the folder holds none."""
    from tests.support import ROOT  # noqa: PLC0415 - beside its one use

    text = (TEMPLATES / "sheet.html").read_text("utf-8").replace("<main>", '<main class="own">')
    folder = changed({"sheet.html": text.encode()}, tmp_path)
    child = ROOT / "tests" / "examples" / "minimal.yaml"
    done = run("make", child, "--to", "html", "--templates", folder)
    assert '<main class="own">' in done.stdout
    (tmp_path / "empty").mkdir()
    refused("make", child, "--to", "html", "--templates", tmp_path / "empty", cwd=tmp_path, code=2)
