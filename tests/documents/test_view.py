"""A sheet is in the order a family needs, counts what it shows, and says what it rests on."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from checklist.documents.worded.view import sheet
from checklist.findings import Finding, Span
from tests.documents.paper import LANGUAGES, assessed, sheet_from, sheet_of, tongue
from tests.support import areas, child, facts

KID = child(birth_date=date(2019, 5, 2))
EXAMPLES = ("kunshan-first-grader", "xinchang-toddler", "minimal")
ORDER = ["eligible", "to_attest", "undetermined", "later", "ineligible"]
ALL = "when: {fact: age, at_most: 17}"


def texts(part: object) -> list[str]:
    """Every string of a sheet."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for entry in part for text in texts(entry)]
    if is_dataclass(part):
        return [text for field in fields(part) for text in texts(getattr(part, field.name))]
    return []


@pytest.mark.parametrize("name", EXAMPLES)
def test_sections_stand_in_the_order_a_family_needs(name: str) -> None:
    kinds = [section.kind for section in sheet_of(name).sections]
    assert kinds == [kind for kind in ORDER if kind in kinds]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_item_is_on_the_sheet_once_and_numbered_through(name: str) -> None:
    made = sheet_of(name)
    rows = [row for section in made.sections for row in section.rows]
    assert [row.number for row in rows] == [str(number) for number in range(1, 20)]
    assert len({row.id for row in rows}) == 19


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_summary_counts_what_the_sections_hold(name: str) -> None:
    made = sheet_of(name)
    held = {section.kind: str(len(section.rows)) for section in made.sections}
    assert {c.badge.kind: c.count for c in made.counters if c.count != "0"} == held
    assert [counter.badge.kind for counter in made.counters] == ORDER


@pytest.mark.parametrize("name", EXAMPLES)
def test_within_a_section_items_follow_the_six_areas(name: str) -> None:
    areas_of_the_list = list(tongue().messages.group("category.").values())
    for section in sheet_of(name).sections:
        if section.kind != "later":
            order = [areas_of_the_list.index(row.category) for row in section.rows]
            assert order == sorted(order)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_text_has_a_hole_left_in_it(name: str, tag: str) -> None:
    made = sheet_of(name, tag)
    for text in texts(made):
        assert text == made.page or not {"{", "}"} & set(text), text
        assert text == text.strip() or text.endswith(": "), repr(text)


def test_english_sheets_speak_no_chinese_but_names_and_titles() -> None:
    made = sheet_of("minimal", "en")
    for text in (made.title, *made.notes, made.scope.statement, made.review):
        assert text.isascii() or "’" in text or "“" in text, text


def test_what_begins_later_stands_in_the_order_it_begins() -> None:
    later = next(s for s in sheet_of("xinchang-toddler").sections if s.kind == "later")
    assert [row.begins for row in later.rows] == ["2027年8月15日起适用", "2029年8月31日起可能适用"]


def test_the_child_is_shown_by_what_is_known_and_no_more() -> None:
    assert [field.key for field in sheet_of("minimal").child] == ["birth_date", "residence"]


def test_the_id_number_is_masked_unless_asked_for(tmp_path: Path) -> None:
    made = assessed(
        tmp_path, ALL, child(None, name="示例", id_number="990000201905020010", **KID.facts)
    )
    shown = {f.key: f.value for f in sheet(made, facts(), tongue(), areas()).child}
    assert shown["id_number"] == "990000********0010"
    assert shown["name"] == "示例"
    full = sheet(made, facts(), tongue(), areas(), show_id=True)
    assert {f.key: f.value for f in full.child}["id_number"] == "990000201905020010"


def test_the_scope_says_from_when_the_child_will_be_in_it(tmp_path: Path) -> None:
    layer = "definition: {fact: months_resident, at_least: 6}"
    someone = child(None, **KID.facts, resident_since=date(2026, 9, 30))
    scope = sheet_from(tmp_path, ALL, someone, layer=layer).scope
    assert (scope.badge.kind, scope.badge.word) == ("no", "不属于")
    assert scope.begins == "2027年3月30日起将属于。"
    assert scope.why[0].reasons[0].statement == "孩子在居住地住满6个月"


def test_a_list_without_a_definition_leaves_the_scope_open(tmp_path: Path) -> None:
    scope = sheet_from(tmp_path, ALL, KID).scope
    assert (scope.badge.kind, scope.why, scope.begins) == ("unknown", (), "")


def test_questions_are_ranked_and_say_what_they_settle() -> None:
    made = sheet_of("minimal")
    first = made.questions[0]
    settled = [row.number for s in made.sections for row in s.rows if row.name in first.settles]
    assert len(settled) >= len(made.questions[-1].settles.split("、"))
    assert first.who
    assert all(question.text.endswith("？") for question in made.questions)


def test_a_question_offers_its_answers_where_they_can_be_ticked() -> None:
    asked = {question.fact: question.choices for question in sheet_of("minimal").questions}
    assert asked["orphan"] == ("是", "否")
    assert asked["family_assistance"] == ("没有", "低保边缘家庭", "低保家庭", "特困人员")
    assert asked["hukou"] == ()


def test_a_question_about_the_scope_says_so() -> None:
    asked = {question.fact: question.settles for question in sheet_of("minimal").questions}
    assert asked["with_guardian"] == "是否流动儿童"


@pytest.mark.parametrize(
    ("cycle", "day"),
    [
        ("P6M", "2027年5月23日"),
        ("P1Y", "2027年11月23日"),
        ("P2W", "2026年12月7日"),
        ("P10D", "2026年12月3日"),
    ],
)
def test_the_next_check_follows_the_review_cycle(tmp_path: Path, cycle: str, day: str) -> None:
    made = sheet_from(tmp_path, ALL, KID, layer=f"review_cycle: {cycle}")
    assert made.review == f"最迟{day}再核对一次。"


def test_without_a_review_cycle_no_next_check_is_promised(tmp_path: Path) -> None:
    assert sheet_from(tmp_path, ALL, KID).review == ""


LAYER = """
note: {zh-Hans: 附件没有找到。, en: The annex was not found.}
editions:
  - {number: 2, effective: 2025-01-01, expires: null, document: plan, supersedes: 1}
services:
  talk:
    kind: hotline
    phone: "12356"
    name: {zh-Hans: 热线, en: line}
    for: {zh-Hans: 难受时, en: in distress}
    source: plan
sources:
  plan: {document: 《示例清单》, number: 示例〔2025〕1号, provenance: survey}
"""


def test_the_lists_behind_it_are_named_with_edition_number_day_and_weakness(tmp_path: Path) -> None:
    made = sheet_from(tmp_path, ALL, KID, layer=LAYER)
    basis = made.basis[0]
    assert (basis.place, basis.title, basis.mark) == ("全国", "《示例清单》", "△")
    assert basis.detail == "第2版、示例〔2025〕1号、2025年1月1日起"
    assert basis.note == "附件没有找到。"
    assert made.basis_line == "全国（第2版）"
    assert made.services[0].mark == "△"
    assert [mark.sign for mark in made.marks] == ["△"]


def test_what_was_noticed_about_the_profile_is_shown(tmp_path: Path) -> None:
    noticed = Finding("P114", Span("child.yaml", 1, 1))
    made = replace(assessed(tmp_path, ALL, KID), findings=(noticed,))
    shown = sheet(made, facts(), tongue(), areas())
    assert noticed.message() in shown.findings[0]


def test_the_sheet_says_that_it_decides_nothing_and_names_the_right_to_refuse() -> None:
    notes = "".join(sheet_of("minimal").notes)
    assert "不是决定" in notes
    assert "个人信息保护法》第二十四条" in notes


def test_a_sheet_is_frozen() -> None:
    made = sheet_of("minimal")
    with pytest.raises(AttributeError):
        made.title = "x"  # type: ignore[misc]  # that is the point
