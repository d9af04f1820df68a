"""Two languages on one sheet: the Chinese whole and first, the other where it has something to say.

Held on the real sheets, in English (all of it said) and in drafts (little of it said).
"""

import re
from functools import cache

import page as validator
import pytest

from checklist.catalog.looks import Layout
from checklist.catalog.tongues import Tongue
from checklist.documents.html import as_markup, html
from checklist.documents.language import Language, voice
from checklist.documents.pdf import pdf
from checklist.documents.sheet import Sheet
from checklist.documents.stretches import plain
from checklist.documents.worded import bilingual
from checklist.documents.worded.view import sheet
from tests.documents.paper import TEMPLATES, example, sheet_of, text_of, tongue
from tests.support import areas, catalog, facts

CHILD = "kunshan-first-grader"


def known(tag: str) -> Tongue:
    tongues, _ = catalog().tongues()
    assert tongues is not None
    return tongues.known[tag]


def spoken(tag: str) -> Language:
    return voice(known(tag), TEMPLATES, drafts=True)


@cache
def other(tag: str) -> Sheet:
    return sheet(example(CHILD), facts(), spoken(tag), areas())


@cache
def both(tag: str, layout: Layout, *, forced: bool = True) -> Sheet:
    voices = bilingual.Voices(tongue(), spoken(tag), tongue("en"), known(tag))
    return bilingual.together(sheet_of(CHILD), other(tag), voices, layout, forced=forced)


@cache
def laid_out(tag: str, layout: Layout) -> str:
    return html(both(tag, layout), TEMPLATES)


def seen(page: str) -> str:
    """What a reader of the PDF copies out of it, line by line as it is seen."""
    return text_of(pdf(page), "-raw")


def test_every_line_has_both_languages_the_chinese_first() -> None:
    lines = both("en", Layout.LINES)
    assert plain(lines.title) == "流动儿童居住地关爱服务清单 Care services for migrant children"
    row = lines.sections[0].rows[0]
    assert plain(row.name) == "预防接种 Vaccination"
    assert row.id == sheet_of(CHILD).sections[0].rows[0].id
    assert plain(lines.words["why"]) == "为什么 Why"


def test_what_both_say_alike_is_said_once() -> None:
    ours = sheet_of(CHILD).sections[0].rows[0]
    theirs = both("en", Layout.LINES).sections[0].rows[0]
    assert theirs.number == ours.number
    assert theirs.citations == ours.citations


def test_a_place_in_english_does_not_repeat_its_chinese_name() -> None:
    shown = {field.key: plain(field.value) for field in both("en", Layout.LINES).child}
    assert shown["residence"] == "江苏省苏州市昆山市 (Kunshan, Suzhou, Jiangsu, 320583)"


def test_columns_hold_a_row_beside_its_row_and_all_else_is_lines() -> None:
    columns, lines = both("en", Layout.COLUMNS), both("en", Layout.LINES)
    for section, lined in zip(columns.sections, lines.sections, strict=True):
        assert section.title == lined.title
        for row in section.rows:
            if section.compact:
                assert row.beside is None
                assert row in lined.rows
            else:
                assert row.beside is not None
                assert row.beside.id == f"{row.id}-en"
                assert row.beside.citations == ()
    first = columns.sections[0].rows[0]
    assert first.beside is not None
    assert (first.name, first.beside.name) == ("预防接种", "Vaccination")
    assert columns.beside is not None
    assert (columns.beside.chinese["why"], columns.beside.words["why"]) == ("为什么", "Why")


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("tag", ["en", "ug"])
def test_no_anchor_stands_twice_on_a_page(tag: str, layout: Layout) -> None:
    ids = re.findall(r'\bid="([^"]+)"', laid_out(tag, layout))
    assert len(ids) == len(set(ids)) > 20


def test_a_language_that_says_little_gets_no_column_of_its_own_unless_it_is_asked_for() -> None:
    assert bilingual.share(sheet_of(CHILD), other("en")) > 0.9
    assert bilingual.share(sheet_of(CHILD), other("ug")) < 0.5
    assert both("ug", Layout.COLUMNS, forced=False).sections[0].rows[0].beside is None
    assert both("en", Layout.COLUMNS, forced=False).sections[0].rows[0].beside is not None
    assert both("ug", Layout.COLUMNS).sections[0].rows[0].beside is not None


def test_what_a_language_has_not_said_is_chinese_and_marked_so() -> None:
    assert '<bdi lang="zh-Hans" dir="ltr">预防接种</bdi>' in laid_out("ug", Layout.COLUMNS)
    assert laid_out("ug", Layout.LINES).count("</span> 预防接种") == 1
    assert laid_out("ug", Layout.COLUMNS).count("现在就能享有") == 1


def test_the_chinese_is_said_to_count_and_a_draft_to_be_a_draft() -> None:
    told = [plain(remark) for remark in both("ug", Layout.LINES).remarks]
    assert told[0].startswith("本表以汉文为准，维吾尔文供对照。")
    assert told[1].startswith("浅色的维吾尔文文字是草稿，还没有人审定。")
    assert "تەكشۈرۈلمىدى" in told[1]
    assert [plain(remark) for remark in both("en", Layout.LINES).remarks] == [
        "本表以汉文为准，英文供对照。 The Chinese text counts; English stands beside it."
    ]


def test_drafts_are_set_lighter_and_reviewed_words_are_not() -> None:
    draft = '<bdi dir="rtl" class="draft">تېلېفون</bdi>'
    assert f'<bdi lang="ug" dir="rtl" class="second">{draft}</bdi>' in laid_out("ug", Layout.LINES)
    assert 'class="draft"' not in laid_out("en", Layout.LINES)


def test_without_leave_for_drafts_none_is_printed() -> None:
    quiet = sheet(example(CHILD), facts(), voice(known("ug"), TEMPLATES), areas())
    assert bilingual.share(sheet_of(CHILD), quiet) < bilingual.share(sheet_of(CHILD), other("ug"))
    assert "تېلېفون" not in str(quiet)


def test_dates_are_spelled_by_cldr_and_stay_whole_in_lines_that_run_leftwards() -> None:
    assert '<bdi lang="ug" dir="rtl" class="second">23-نويابىر، 2026</bdi>' in laid_out(
        "ug", Layout.COLUMNS
    )
    extracted = seen(laid_out("ug", Layout.COLUMNS))
    assert re.search(r"核对日期.*2026年11月23日 2026 ،\W?نويابىر\W?-23", extracted)


@pytest.mark.parametrize("tag", ["bo", "ii", "ko", "za", "zh-Hant", "hni"])
def test_every_language_that_can_be_printed_is_laid_out_without_a_warning(tag: str) -> None:
    said = laid_out(tag, Layout.LINES)
    assert f":lang({tag})" in said
    assert said.count("<bdi") == said.count("</bdi>")


def test_a_sheet_for_the_screen_has_no_marks() -> None:
    shown = str(bilingual.plainly(both("ug", Layout.LINES)))
    assert "\ufdd0" not in shown
    assert "电话 \\u2067\\u2067تېلېفون\\u2069\\u2069" in shown


def test_an_id_number_keeps_its_order_among_uyghur_words() -> None:
    number = "990000********0021"
    line = "<html lang=ug><title>x</title><body><p dir=rtl>نومۇرى {}</p>"
    assert number in seen(line.format(as_markup(spoken("ug").literal(number))))
    assert number not in seen(line.format(number)), "or nothing has to be kept in order"
    assert spoken("bo").literal(number) == number


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint's, for PDF/A
def test_a_sheet_in_two_languages_may_be_archived() -> None:
    document = pdf(laid_out("ug", Layout.COLUMNS), "a3")
    report = validator.validate_pdf_bytes(document, profile="3a")
    assert sorted({failure.rule_id for failure in report.failures}) == []
