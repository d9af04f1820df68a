"""A row answers what a family asks at a counter: how much, why, what to bring, where to go."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checklist.catalog.model import Waiver
from checklist.documents.plain import sum_text
from checklist.documents.worded import view
from checklist.findings import Span
from checklist.rules.derived import Child
from tests.documents.paper import assessed, row_from, sheet_from, tongue
from tests.support import areas, child, facts

ALL = "when: {fact: age, at_most: 17}\n"
KID = child(birth_date=date(2019, 5, 2), hukou="341822", residence="320583")


def amount(when: str = "", note: str = "", rest: str = "") -> str:
    return f"""{ALL}
amounts:
  premium:
    label: {{zh-Hans: 家里交, en: family pays}}
    unit: CNY/year
    {when}
    {note}
    series:
      - {{from: 2022-01-01, to: 2023-12-31, value: 300, source: rule}}
      - {{from: 2024-01-01, to: null, value: 1330, source: talk}}
{rest}
sources:
  rule: {{document: 《示例办法》, provenance: official}}
  talk: {{document: 示例报道, provenance: reported}}
"""


def test_a_sum_is_said_with_its_unit_its_mark_and_its_day(tmp_path: Path) -> None:
    due = row_from(tmp_path, amount(), KID).sums[0]
    assert sum_text(due) == "家里交 1,330元/年○ 2024年1月1日起，最近一次已知标准"


def test_a_sum_of_the_past_is_said_for_its_time(tmp_path: Path) -> None:
    due = row_from(tmp_path, amount(), KID, on=date(2023, 6, 1)).sums[0]
    assert (due.value, due.mark) == ("300元/年", "")
    assert due.detail == "2022年1月1日至2023年12月31日"


def test_where_no_figure_is_known_no_sum_is_printed(tmp_path: Path) -> None:
    assert row_from(tmp_path, amount(), KID, on=date(2021, 6, 1)).sums == ()


def test_a_conditional_sum_says_whether_its_condition_is_met(tmp_path: Path) -> None:
    orphan = amount("when: {fact: orphan, is: true}")
    assert row_from(tmp_path / "a", orphan, KID).sums[0].condition == "条件：孩子是孤儿（待确认）"
    known = child(None, **KID.facts, orphan=True)
    assert row_from(tmp_path / "b", orphan, known).sums[0].condition == "条件：孩子是孤儿（已符合）"
    other = child(None, **KID.facts, orphan=False)
    assert row_from(tmp_path / "c", orphan, other).sums == ()


def test_only_what_is_open_of_a_condition_is_said(tmp_path: Path) -> None:
    both = amount("when: {all: [{fact: age, at_least: 6}, {fact: orphan, is: true}]}")
    assert row_from(tmp_path, both, KID).sums[0].condition == "条件：孩子是孤儿（待确认）"


def test_a_note_shared_by_several_sums_is_said_once(tmp_path: Path) -> None:
    second = """  subsidy:
    label: {zh-Hans: 政府补, en: government adds}
    unit: CNY/year
    note: {zh-Hans: 各地不同, en: differs}
    series: [{from: 2024-01-01, to: null, value: 750, source: rule}]"""
    row = row_from(
        tmp_path, amount(note="note: {zh-Hans: 各地不同, en: differs}", rest=second), KID
    )
    assert ["各地不同" in due.detail for due in row.sums] == [False, True]


def test_papers_are_those_named_then_those_that_show_the_facts(tmp_path: Path) -> None:
    item = """
        when: {all: [{fact: age, at_most: 17}, {fact: permit_valid, is: true}]}
        materials:
          permit: {name: {zh-Hans: 居住证, en: residence permit}, source: rule}
    """
    someone = child(
        None, **KID.facts, residence_permit="held", permit_endorsed_until=date(2027, 1, 31)
    )
    papers = row_from(tmp_path, item, someone).papers
    assert (papers.named, papers.shows, papers.seen) == ("居住证", "户口簿或出生医学证明", ())


def test_a_paper_asked_for_only_sometimes_says_when(tmp_path: Path) -> None:
    item = (
        ALL
        + """
materials:
  proof: {name: {zh-Hans: 残疾人证, en: certificate}, when: {fact: vagrant, is: true}}
"""
    )
    assert row_from(tmp_path, item, KID).papers.named == "残疾人证（如果孩子在外流浪）"


def test_what_a_person_must_see_is_said_beside_the_papers(tmp_path: Path) -> None:
    item = "when: {attest: lease, text: {zh-Hans: 出示租房合同原件, en: the lease is shown}}"
    row = row_from(tmp_path, item, KID)
    assert row.papers.seen == ("要当面看过或由机构判断：出示租房合同原件",)
    assert (row.badge.kind, row.badge.word) == ("to_attest", "带材料确认")


def where(folder: Path, item: str, someone: Child = KID) -> str:
    row = row_from(folder, ALL + item, someone)
    return row.place + " → ".join(f"{step.role} {step.where}" for step in row.steps)


def test_three_stages_in_one_place_name_it_once(tmp_path: Path) -> None:
    item = """
decide: {place: [residence], office: {zh-Hans: 民政局, en: civil affairs}}
pay: {place: [residence], office: {zh-Hans: 民政局, en: civil affairs}}
"""
    assert where(tmp_path, item) == "居住地：申请 街道办事处 → 审核决定、出资 民政局"


def test_who_decides_elsewhere_is_never_left_out(tmp_path: Path) -> None:
    item = """
apply: {place: [anywhere], office: {zh-Hans: 乡镇政府, en: township}}
decide: {place: [hukou], office: {zh-Hans: 县级民政部门, en: civil affairs}}
pay: {place: [hukou], office: {zh-Hans: 政府, en: government}}
"""
    assert where(tmp_path, item).split(" → ") == [
        "申请 任一地 · 乡镇政府",
        "审核决定 户籍地（广德县） · 县级民政部门",
        "出资 户籍地（广德县） · 政府",
    ]


def test_several_places_are_alternatives(tmp_path: Path) -> None:
    item = "apply: {place: [school, residence], office: {zh-Hans: 经办处, en: desk}}"
    assert where(tmp_path, item).startswith("申请 就读学校或居住地 · 经办处 → 审核决定")


def test_a_phone_that_is_known_is_printed_and_another_left_to_be_written(tmp_path: Path) -> None:
    office = "apply: {place: [residence], office: {zh-Hans: 热线, en: line}, phone: '12356'}"
    assert row_from(tmp_path / "a", f"{ALL}{office}", KID).phone == "12356"
    assert row_from(tmp_path / "b", ALL, KID).phone is None


WINDOWS = (
    ALL
    + """
windows:
  - {from: 2026-01-01, to: 2026-02-28, for: {zh-Hans: 春季, en: spring}, source: rule}
  - {from: 2026-09-01, to: 2026-10-31, for: {zh-Hans: 秋季, en: autumn}, source: rule}
"""
)


@pytest.mark.parametrize(
    ("on", "kind", "begins", "window"),
    [
        (date(2026, 1, 1), "eligible", "", "现在可办，2026年2月28日截止（春季）"),
        (date(2026, 3, 1), "later", "2026年9月1日开始办理", "2026年9月1日至2026年10月31日（秋季）"),
        (
            date(2026, 11, 1),
            "eligible",
            "",
            (
                "上一次已知的办理时间是2026年9月1日至2026年10月31日（秋季），已经结束；"
                "新的时间请问经办机构"
            ),
        ),
    ],
)
def test_windows_open_close_and_run_out(
    tmp_path: Path, on: date, kind: str, begins: str, window: str
) -> None:
    row = row_from(tmp_path, WINDOWS, KID, on=on)
    assert (row.badge.kind, row.begins, row.window) == (kind, begins, window)


def test_what_time_alone_will_open_says_from_when(tmp_path: Path) -> None:
    row = row_from(tmp_path, "when: {fact: age, at_least: 10}", KID)
    assert (row.badge.kind, row.begins) == ("later", "2029年5月2日起适用")


def test_what_time_may_open_says_perhaps(tmp_path: Path) -> None:
    item = "when: {all: [{fact: age, at_least: 10}, {fact: orphan, is: true}]}"
    assert row_from(tmp_path, item, KID).begins == "2029年5月2日起可能适用"


def test_what_does_not_apply_is_brief_but_says_why_and_by_which_document(tmp_path: Path) -> None:
    sheet = sheet_from(tmp_path, "when: {fact: age, at_most: 6}", KID)
    row = sheet.sections[0].rows[0]
    assert sheet.sections[0].compact
    assert (row.summary, row.steps, row.phone) == ("", (), "")
    assert row.why[0].reasons[0].kind == "no"
    assert (row.citations[0].title, row.citations[0].detail) == (
        "《示例办法》第三条",
        "2024年5月1日",
    )


def test_a_row_of_our_own_wording_is_marked_and_cites_what_it_was_made_from(tmp_path: Path) -> None:
    item = (
        ALL
        + """
sources:
  law: {document: 《示例法》, article: 第二条, provenance: official}
  list: {document: 《示例清单》, provenance: reconstructed}
"""
    )
    sheet = sheet_from(tmp_path, item, KID)
    row = sheet.sections[0].rows[0]
    assert (row.mark, row.unofficial) == ("◇", "未见官方原文")
    assert [source.title for source in row.citations] == ["《示例法》第二条"]
    assert [mark.sign for mark in sheet.marks] == ["◇"]


def test_a_row_with_an_official_source_carries_no_mark(tmp_path: Path) -> None:
    sheet = sheet_from(tmp_path, ALL, KID)
    assert (sheet.sections[0].rows[0].mark, sheet.marks) == ("", ())


def test_a_part_that_may_not_apply_says_when_it_would(tmp_path: Path) -> None:
    item = (
        ALL
        + """
measures:
  night: {name: {zh-Hans: 夜间热线, en: night line}, when: {fact: vagrant, is: true}}
  talk: {name: {zh-Hans: 讲座, en: talks}, summary: {zh-Hans: 每月一次, en: monthly}}
  rehab: {name: {zh-Hans: 康复, en: rehab}, when: {fact: age, at_most: 6}}
"""
    )
    parts = row_from(tmp_path, item, KID).parts
    assert [(part.name, part.summary, part.condition) for part in parts] == [
        ("夜间热线", "", "条件：孩子在外流浪（待确认）"),
        ("讲座", "每月一次", ""),
    ]


def test_a_waiver_is_printed_with_its_document(tmp_path: Path) -> None:
    item = ALL + "waiver: {reason: {zh-Hans: 只限在读, en: pupils only}, source: rule}"
    assert row_from(tmp_path, item, KID).waivers == ()  # a new item stands below no floor
    again = assessed(tmp_path / "again", ALL, KID)
    source = next(iter(again.answers[0].item.sources))
    waiver = Waiver({"zh-Hans": "只限在读", "en": "pupils only"}, source, Span("x", 1, 1))
    answer = replace(again.answers[0], item=replace(again.answers[0].item, waivers=(waiver,)))
    made = view.sheet(replace(again, answers=(answer,)), facts(), tongue(), areas())
    assert made.sections[0].rows[0].waivers == ("只限在读（依据：《示例办法》第三条）",)


def test_english_rows_are_english(tmp_path: Path) -> None:
    row = row_from(tmp_path, amount("when: {fact: orphan, is: true}"), KID, "en")
    due = row.sums[0]
    assert sum_text(due) == (
        "family pays CNY 1,330 a year○ since 1 January 2024, the latest figure known; "
        "if the child is an orphan (open)"
    )
    assert row.place + row.steps[0].role == "residence: Apply / Decide / Pay"
