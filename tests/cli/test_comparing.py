"""`catalog diff` and `catalog effect` as they are typed: three forms, two languages, refusals."""

import json
from pathlib import Path

import pytest

from tests.catalog.pairs import committed, national, write
from tests.cli.running import refused, run

ON = ("--on", "2026-11-23", "--size", "500")
LOSS = "- **清单 catalog** — 000000 health-check，自 2027-01-01：减少 loses：六周岁的孩子。\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository whose working tree lets six-year-olds lose the health check."""
    folder = tmp_path / "project"
    write(folder / "catalog", {})
    (folder / "CHANGELOG.md").write_text("# 变更\n\n## 未发布\n\n", "utf-8")
    committed(folder, "first")
    write(folder / "catalog", {"nation": national("at_most: 6", "at_most: 5")})
    return folder


def catalog(project: Path, *arguments: str, ui: str = "zh", code: int = 0) -> tuple[str, str]:
    done = run("catalog", *arguments, "--ui", ui, "--catalog", "catalog", cwd=project, COLUMNS="80")
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout, done.stderr


def test_a_changed_condition_is_told_in_both_languages(project: Path) -> None:
    zh, _ = catalog(project, "diff", "HEAD")
    assert "health-check 体检（示例）" in zh
    assert "原：孩子按周岁算不超过6岁。\n      现：孩子按周岁算不超过5岁。" in zh
    assert "范围变窄：有人不再享有" in zh
    assert "HEAD:catalog/00-national/base.yaml:15 → :15" in zh
    en, _ = catalog(project, "diff", "HEAD", ui="en")
    assert "narrower: some children lose" in en
    assert max(map(len, en.splitlines())) <= 80
    assert "条件" not in en


def test_programs_get_every_change_with_both_lines(project: Path) -> None:
    out, _ = catalog(project, "diff", "HEAD", "--format", "json")
    (change,) = json.loads(out)["changes"]
    assert change["kind"] == "condition"
    assert (change["place"], change["item"], change["field"]) == ("000000", "health-check", "when")
    assert change["who"] == "narrower"
    assert change["before"]["text"] == "孩子按周岁算不超过6岁。"
    assert change["after"]["line"] == 15
    assert change["inherited_by"] == ["320000"]


def test_a_pull_request_gets_a_table_a_place(project: Path) -> None:
    out, _ = catalog(project, "diff", "HEAD", "--format", "markdown")
    heading, _, header, rule, row = out.strip().splitlines()[:5]
    assert heading == "### 000000 全国（示例）"
    assert {line.count("|") for line in (header, rule, row)} == {8}


def test_a_loss_that_nobody_wrote_down_fails(project: Path) -> None:
    out, err = catalog(project, "effect", "HEAD", *ON, code=1)
    assert "能 → 不能" in out
    assert "C601" in err
    assert "减少 loses" in err
    assert "Traceback" not in err


def test_a_loss_that_is_written_down_passes(project: Path) -> None:
    with (project / "CHANGELOG.md").open("a", encoding="utf-8") as changelog:
        changelog.write(LOSS)
    out, err = catalog(project, "effect", "HEAD", *ON)
    assert "能 → 不能" in out
    assert err == ""
    committed(project, "second")
    write(project / "catalog", {"nation": national("at_most: 6", "at_most: 4")})
    _, err = catalog(project, "effect", "HEAD", *ON, code=1)
    assert "C601" in err  # the entry of the former change does not speak of this one


def test_another_changelog_may_be_named(project: Path) -> None:
    (project / "mine.md").write_text("## 一\n" + LOSS, "utf-8")
    catalog(project, "effect", "HEAD", *ON, "--changelog", "mine.md")


def test_programs_get_the_counts_the_example_and_the_finding(project: Path) -> None:
    out, _ = catalog(project, "effect", "HEAD", *ON, "--format", "json", ui="en", code=1)
    found = json.loads(out)
    (shift,) = found["shifts"]
    assert (shift["place"], shift["item"], shift["move"]) == ("000000", "health-check", "yes_to_no")
    assert 0 < shift["children"] < 500
    assert shift["example"]["facts"].keys() == {"birth_date", "residence"}
    assert "aged 6" in shift["example"]["text"]
    assert [finding["code"] for finding in found["findings"]] == ["C601"]


def test_the_effect_as_markdown_names_what_is_missing(project: Path) -> None:
    out, _ = catalog(project, "effect", "HEAD", *ON, "--format", "markdown", code=1)
    assert "| health-check | 能 → 不能 |" in out
    assert "- **C601**" in out


def test_without_a_change_there_is_nothing_to_tell(project: Path) -> None:
    out, err = catalog(project, "diff", ".")
    assert out == ""
    assert "共 0 处变更" in err
    out, _ = catalog(project, "effect", ".", *ON, ui="en")
    assert "No child’s answer changes." in out


def test_a_later_catalog_with_mistakes_is_refused_with_its_findings(project: Path) -> None:
    write(project / "catalog", {"nation": national("at_most: 6", "at_most: six")})
    for command in ("diff", "effect"):
        _, err = catalog(project, command, "HEAD", code=1)
        assert "C202" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff",),
        ("diff", "nothing"),
        ("diff", "HEAD", "nothing"),
        ("diff", "HEAD", "--format", "xml"),
        ("diff", "HEAD", "--on", "tomorrow"),
        ("effect", "nothing"),
        ("effect", "HEAD", "--size", "0"),
        ("effect", "HEAD", "--size", "many"),
        ("effect", "HEAD", "--changelog", "none.md"),
    ],
)
def test_what_cannot_be_asked_is_refused(project: Path, arguments: tuple[str, ...]) -> None:
    refused("catalog", *arguments, "--catalog", "catalog", cwd=project, code=2)


def test_help_shows_an_example(project: Path) -> None:
    for command in ("diff", "effect"):
        out, _ = catalog(project, command, "--help")
        assert f"checklist catalog {command} HEAD~1" in out
