"""Situations policy staff write: a right one counts, a wrong one is found on its own line."""

from pathlib import Path
from textwrap import dedent

import pytest

from checklist.runs.testing import situations
from tests.catalog.small import open_small
from tests.support import catalog

HEAD = "residence: 昆山市\non: 2026-11-23\ncases:\n"


def run(folder: Path, *cases: str) -> situations.Tally:
    """Cases run against the small catalog, one file with all of them."""
    text = HEAD + "".join(dedent(case) for case in cases)
    files = {"32-jiangsu/cases/first.yaml": text.encode()}
    return situations.run(open_small(folder / "catalog", files))


def found(tally: situations.Tally) -> list[tuple[str, int]]:
    """Codes with their lines."""
    return [(finding.code, finding.span.line) for finding in tally.findings]


def test_what_comes_out_as_written_is_counted(tmp_path: Path) -> None:
    tally = run(
        tmp_path,
        """\
        - name: 四岁的孩子可以体检，还不能入学
          child: {birth_date: 2022-05-02, hukou: 新昌县}
          expect: {health-check: eligible, school-place: ineligible}
          scope: in
          open: {health-check: []}
          amounts: {health-check: {fee: null}}
        """,
    )
    assert found(tally) == []
    assert (tally.cases, tally.expectations) == (1, 5)
    assert tally.seen == {"health-check": {"eligible"}, "school-place": {"ineligible"}}


def test_every_wrong_expectation_is_found_where_it_stands(tmp_path: Path) -> None:
    tally = run(
        tmp_path,
        """\
        - name: 年龄不明
          child: {residence_permit: held}
          expect:
            health-check: eligible
            school-place: undetermined
          scope: out
          open:
            school-place: [residence_permit]
          amounts:
            health-check: {fee: 5}
        """,
    )
    assert found(tally) == [("C502", 7), ("C502", 9), ("C502", 11), ("C502", 13)]
    assert tally.expectations == 1


def test_a_case_may_have_a_day_and_a_place_of_its_own(tmp_path: Path) -> None:
    tally = run(
        tmp_path,
        """\
        - name: 六周岁生日前一天还能体检
          on: 2028-05-01
          residence: "330624"
          child: {birth_date: 2021-05-02}
          expect: {health-check: eligible}
        - name: 七周岁生日当天不能再体检
          on: 2028-05-02
          child: {birth_date: 2021-05-02}
          expect: {health-check: ineligible}
        """,
    )
    assert found(tally) == []


def test_the_childs_own_residence_wins_over_the_files(tmp_path: Path) -> None:
    case = """\
        - name: 户籍在昆山，住在新昌
          child: {hukou: 昆山市, residence: 新昌县}
          expect: {}
          scope: in
        """
    assert found(run(tmp_path, case)) == []


def test_a_mistake_in_one_case_does_not_hide_the_others(tmp_path: Path) -> None:
    tally = run(
        tmp_path,
        """\
        - name: 写错的事实
          child: {birthdate: 2022-05-02}
          expect: {health-check: eligible}
        - name: 没有的项目
          child: {birth_date: 2022-05-02}
          expect: {dental-check: eligible}
        - name: 对的
          child: {birth_date: 2022-05-02}
          expect: {health-check: eligible}
        """,
    )
    assert found(tally) == [("P101", 5), ("C501", 9)]
    assert (tally.cases, tally.expectations) == (3, 1)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("- {name: 没有孩子, expect: {}}\n", "C102"),
        ("- {name: 结果写错, child: {}, expect: {health-check: yes}}\n", "C104"),
        ("- {name: 多写一项, child: {}, outcome: {}}\n", "C101"),
        ("- {name: 日子不存在, on: 2026-02-30, child: {}}\n", "C105"),
        ("- {name: 不是孩子, child: []}\n", "C103"),
    ],
)
def test_a_file_of_another_form_is_found(case: str, code: str, tmp_path: Path) -> None:
    assert [finding.code for finding in run(tmp_path, case).findings] == [code]


def test_an_attest_may_be_ticked_in_a_case(tmp_path: Path) -> None:
    item = """\
of: health-check
relation: widens
when:
  any:
    - {fact: age, at_most: 6}
    - {attest: referral, text: {zh-Hans: 出示转诊单, en: a referral is shown}}
"""
    cases = """\
  - {name: 没看, child: {birth_date: 2015-01-01}, expect: {health-check: to_attest}}
  - {name: 看了, child: {birth_date: 2015-01-01, attested: {referral: true}},
     expect: {health-check: eligible}}
"""
    files = {
        "32-jiangsu/base/health-check.yaml": item.encode(),
        "32-jiangsu/cases/first.yaml": (HEAD + cases).encode(),
    }
    assert found(situations.run(open_small(tmp_path / "catalog", files))) == []


PARTS = """\
of: health-check
relation: restates
measures:
  for-girls: {name: {zh-Hans: 女孩加查, en: more for girls}, when: {fact: sex, is: female}}
materials:
  permit:
    name: {zh-Hans: 居住证, en: a permit}
    when: {fact: residence_permit, is: held}
"""
LEDGER = """\
layer: "320000"
name: {zh-Hans: 江苏省（示例）, en: Jiangsu (example)}
sources:
  list: {document: 《示例清单》, provenance: official}
ledger:
  orphaned:
    name: {zh-Hans: 孤儿, en: orphans}
    when: {fact: orphan, is: true}
    source: list
"""


def test_a_part_and_a_ledger_trigger_are_told_by_their_own_condition(tmp_path: Path) -> None:
    cases = """\
  - name: 女孩，有居住证，是不是孤儿还不知道
    child: {birth_date: 2022-05-02, sex: female, residence_permit: held}
    measures: {health-check: {for-girls: yes}}
    materials: {health-check: {permit: yes}}
    ledger: {orphaned: unknown}
  - name: 男孩，没有居住证，是孤儿；写错的三行
    child: {birth_date: 2022-05-02, sex: male, residence_permit: none, orphan: true}
    measures: {health-check: {for-girls: yes}}
    materials: {health-check: {permit: unknown}}
    ledger: {orphaned: no}
  - name: 没有的措施和项目
    child: {birth_date: 2022-05-02}
    measures: {health-check: {for-boys: no}, dental-check: {x: yes}}
"""
    files = {
        "32-jiangsu/base/health-check.yaml": PARTS.encode(),
        "32-jiangsu/base.yaml": LEDGER.encode(),
        "32-jiangsu/cases/first.yaml": (HEAD + cases).encode(),
    }
    tally = situations.run(open_small(tmp_path / "catalog", files))
    lines = [("C502", 11), ("C502", 12), ("C502", 13), ("C502", 16), ("C501", 16)]
    assert found(tally) == lines
    assert tally.expectations == 3
    assert {"item": "permit", "wanted": "unknown", "found": "no"} in [
        finding.values for finding in tally.findings
    ]


def test_the_real_catalogs_situations_all_come_out() -> None:
    tally = situations.run(catalog())
    assert [f"{finding.span} {finding.message('en')}" for finding in tally.findings] == []
    assert tally.cases >= 90
    layers, _ = catalog().all_layers()
    for item in layers["000000"].entries:
        assert {"eligible", "ineligible", "undetermined"} <= tally.seen[item]
