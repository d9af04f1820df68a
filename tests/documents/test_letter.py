"""The letter to parents: the place's parts in the place's order, our words, and no false dress."""

import re
from datetime import date
from pathlib import Path

import pytest

from checklist.catalog.local import LetterPart
from checklist.documents.html import html
from checklist.documents.pdf import pdf
from checklist.documents.plain import as_markdown
from checklist.documents.sheet import Sheet
from checklist.documents.worded.view import sheet, with_letter
from tests.documents.paper import LANGUAGES, TEMPLATES, assessed, text_of, tongue
from tests.documents.test_html import outline
from tests.support import areas, child, facts

ALL = "when: {fact: age, at_most: 17}"
KID = child(birth_date=date(2019, 5, 2), name="示例")
PARTS = [str(part) for part in LetterPart]
LAYER = """
letter:
  name: {zh-Hans: 《致家长的信》, en: To Parents}
  note: {zh-Hans: 原文没有找到。, en: Its text was not found.}
  parts: [%s]
  source: survey
definition:
  all:
    - fact: age
      at_most: 15
      why: {zh-Hans: 孩子不满16周岁, en: the child is under 16}
    - {fact: with_guardian, is: true}
sources:
  survey: {document: 示例综述, provenance: survey}
"""


def lettered(
    folder: Path, parts: list[str] = PARTS, tag: str = "zh-Hans", layer: str | None = None
) -> Sheet:
    """A sheet with a letter of these parts."""
    text = LAYER % ", ".join(parts) if layer is None else layer
    assessment = assessed(folder, ALL, KID, layer=text)
    told = sheet(assessment, facts(), tongue(tag), areas())
    return with_letter(told, assessment, facts(), tongue(tag), areas())


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_letter_has_the_parts_its_place_names_and_no_others(tmp_path: Path, tag: str) -> None:
    few = ["greeting", "self-report", "closing"]
    letter = lettered(tmp_path, few, tag).letter
    assert letter is not None
    assert [passage.key for passage in letter.passages] == few
    assert all(passage.text for passage in letter.passages)


def test_it_says_who_counts_in_the_words_of_the_place_s_own_definition(tmp_path: Path) -> None:
    letter = lettered(tmp_path).letter
    assert letter is not None
    definition = next(p for p in letter.passages if p.key == "definition")
    assert definition.points == ("孩子不满16周岁", "孩子在居住地和父母或其他监护人一起生活")


def test_without_a_definition_the_letter_does_not_speak_of_one(tmp_path: Path) -> None:
    text = re.sub(r"definition:.*?sources:", "sources:", LAYER, flags=re.DOTALL)
    layer = text % "greeting, definition, closing"
    letter = lettered(tmp_path, layer=layer).letter
    assert letter is not None
    assert [passage.key for passage in letter.passages] == ["greeting", "closing"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_it_says_whose_wording_it_is_and_how_well_the_original_is_known(
    tmp_path: Path, tag: str
) -> None:
    letter = lettered(tmp_path, tag=tag).letter
    assert letter is not None
    assert "△" in letter.origin
    assert letter.mark.startswith("△ ")
    assert {"zh-Hans": "本项目自己写", "en": "this project’s own"}[tag] in letter.own
    assert letter.note


def test_who_collects_are_the_four_that_a_family_may_meet(tmp_path: Path) -> None:
    letter = lettered(tmp_path).letter
    assert letter is not None
    people = "".join(next(p for p in letter.passages if p.key == "collectors").points)
    assert all(who in people for who in ("儿童督导员", "儿童主任", "网格员", "社会工作者"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_all_parts_fit_one_page_in_front_of_the_sheet(tmp_path: Path, tag: str) -> None:
    told = lettered(tmp_path, tag=tag)
    assert told.letter is not None
    first, second, *_ = text_of(pdf(html(told, TEMPLATES))).split("\f")
    assert told.letter.title in first
    assert told.letter.own[:20] in first
    assert told.title in second


def test_no_personal_data_stands_in_the_letter(tmp_path: Path) -> None:
    page = html(lettered(tmp_path), TEMPLATES)
    letter = page[page.index('<section class="letter"') : page.index("</section>")]
    assert "示例</b>" in page
    assert "2019" not in letter
    assert not re.search("示例(?!综述)", letter.replace("《示例", ""))


def test_it_wears_no_red_and_no_seal() -> None:
    styles = (TEMPLATES / "letter.css").read_text("utf-8")
    for red, green, blue in re.findall(r"#(..)(..)(..)\b", styles):
        assert int(red, 16) <= max(int(green, 16), int(blue, 16)) + 16
    assert not re.search(r"<(img|svg)", (TEMPLATES / "letter.html").read_text("utf-8"))


def test_the_page_with_a_letter_is_whole(tmp_path: Path) -> None:
    page = outline(html(lettered(tmp_path), TEMPLATES))
    assert {child for parent, child in page.parents if parent == "ul"} == {"li"}
    assert [name for name, _ in page.elements].count("h1") == 2  # the letter's and the sheet's


def test_every_part_has_its_macro() -> None:
    template = (TEMPLATES / "letter.html").read_text("utf-8")
    for part in PARTS:
        assert f"macro {part.replace('-', '_')}(part)" in template
        assert f'"{part}": {part.replace("-", "_")}' in template


def test_markdown_has_the_letter_first_and_a_rule_behind_it(tmp_path: Path) -> None:
    told = lettered(tmp_path)
    text = as_markdown(told)
    assert told.letter is not None
    assert text.startswith(f"# {told.letter.title}\n")
    assert text.index("\n---\n") < text.index(f"# {told.title}\n")
    assert all(line == line.rstrip() or line.endswith("  ") for line in text.splitlines())


def test_without_the_wish_for_one_there_is_no_letter(tmp_path: Path) -> None:
    told = sheet(assessed(tmp_path, ALL, KID, layer=LAYER % "greeting"), facts(), tongue(), areas())
    assert told.letter is None
    assert 'class="letter"' not in html(told, TEMPLATES)


def test_a_place_without_one_has_none(tmp_path: Path) -> None:
    assert lettered(tmp_path, layer="").letter is None
