"""Asking for a document's language on the command line: what is printed, and what is refused.

Run as users run it; a refusal says what to do and leaves nothing behind.
"""

from pathlib import Path

import pytest

from tests.cli.running import refused, run
from tests.support import ROOT

CHILD = ROOT / "tests" / "examples" / "kunshan-first-grader.yaml"
ON = ("--on", "2026-11-23")


@pytest.mark.parametrize(
    ("lang", "code", "told"),
    [
        ("xx", 2, "没有 xx 这种语言"),
        ("ug", 2, "--draft-translations"),
        ("en+ug", 2, "zh-Hans+ug"),
        ("mn-Mong", 5, "WeasyPrint"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_says_why(
    lang: str, code: int, told: str, tmp_path: Path
) -> None:
    done = refused("make", CHILD, *ON, "--lang", lang, "-o", "x.html", cwd=tmp_path, code=code)
    assert told in done.stderr


def test_a_language_without_any_words_is_refused_even_as_a_draft(tmp_path: Path) -> None:
    asked = ("make", CHILD, *ON, "--lang", "hni", "--draft-translations", "-o", "x.html")
    assert "连草稿也还没有" in refused(*asked, cwd=tmp_path, code=2).stderr


def test_one_language_of_data_for_programs(tmp_path: Path) -> None:
    asked = ("make", CHILD, *ON, "--lang", "zh-Hans+en", "-o", "x.json")
    assert "json 只用一种语言" in refused(*asked, cwd=tmp_path, code=2).stderr


def test_a_language_in_translation_stands_beside_the_chinese(tmp_path: Path) -> None:
    asked = (*ON, "--lang", "ug", "--draft-translations", "--to", "html", "-o", "-")
    done = run("make", CHILD, *asked, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert '<html lang="zh-Hans" dir="ltr">' in done.stdout
    assert 'lang="ug" dir="rtl"' in done.stdout


def test_a_place_whose_own_language_is_not_reviewed_prints_chinese_alone(tmp_path: Path) -> None:
    asked = ("make", CHILD, "--residence", "450102", *ON, "--to", "html", "-o", "-")
    done = run(*asked, cwd=tmp_path)
    assert "bdi" not in done.stdout
    assert '<html lang="zh-Hans" dir="ltr">' in done.stdout


def test_a_place_whose_own_language_is_drafted_prints_it_when_drafts_are_asked_for(
    tmp_path: Path,
) -> None:
    asked = ("make", CHILD, "--residence", "450102", *ON, "--draft-translations")
    done = run(*asked, "--to", "html", "-o", "-", cwd=tmp_path)
    assert "Gvangjsih Bouxcuengh Swcigih" in done.stdout
    assert "浅色的壮文文字是草稿" in done.stdout


def test_a_broken_file_of_words_prints_nothing_and_names_the_line(tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    for path in (ROOT / "templates").iterdir():
        if path.name != "locale":
            (templates / path.name).symlink_to(path)
    (templates / "locale").mkdir()
    for path in (ROOT / "templates" / "locale").iterdir():
        text = path.read_text("utf-8")
        broken = text.replace("{page}-بەت", "{sahipe}-بەت") if path.stem == "ug" else text
        (templates / "locale" / path.name).write_text(broken, "utf-8")
    asked = ("make", CHILD, *ON, "--lang", "ug", "--draft-translations", "-o", "x.html")
    done = refused(*asked, "--templates", templates, cwd=tmp_path, code=1)
    assert "locale/ug.po:" in done.stderr
    assert "T012" in done.stderr
