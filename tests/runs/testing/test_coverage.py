"""What no situation says yet: missing outcomes, and bounds nobody stands on."""

from pathlib import Path
from textwrap import dedent

from checklist.runs.testing import coverage
from tests.catalog.small import open_small
from tests.support import catalog

HEAD = "residence: 昆山市\non: 2026-11-23\ncases:\n"
BASE = "catalog/00-national/base.yaml"


def lacking(folder: Path, cases: str, **files: str) -> dict[str, list[str]]:
    """What is lacking, by the item or part it is lacking for."""
    laid = {name: dedent(text).encode() for name, text in files.items()}
    laid["32-jiangsu/cases/first.yaml"] = (HEAD + dedent(cases)).encode()
    found: dict[str, list[str]] = {}
    for finding in coverage.lacking(open_small(folder / "catalog", laid)):
        missing = finding.values.get("missing.en") or finding.values["values.en"]
        found.setdefault(finding.values["item"], []).append(missing)
    return found


def test_every_outcome_and_both_sides_of_every_bound_are_asked_for(tmp_path: Path) -> None:
    case = """\
      - name: 四岁
        child: {birth_date: 2022-05-02}
        expect: {health-check: eligible}
    """
    assert lacking(tmp_path, case) == {
        "health-check": ["ineligible, undetermined", "6, 7"],
        "school-place": ["eligible, ineligible, undetermined", "6, 5, 15, 16"],
    }


def test_a_child_on_a_bound_counts_only_where_its_answer_hangs_on_it(tmp_path: Path) -> None:
    case = """\
      - name: 五岁，没有居住证，反正不能入学
        child: {birth_date: 2021-05-02, residence_permit: none}
        expect: {school-place: ineligible}
      - name: 六岁，居住证在手
        child: {birth_date: 2020-05-02, residence_permit: held}
        expect: {school-place: eligible}
    """
    assert lacking(tmp_path, case)["school-place"] == ["undetermined", "5, 15, 16"]


PERMIT = """\
of: health-check
relation: widens
when:
  any:
    - {fact: age, at_most: 6}
    - {fact: permit_valid, is: true}
"""


def test_a_permit_is_asked_for_on_its_last_day_and_on_the_next(tmp_path: Path) -> None:
    case = """\
      - name: 八岁，签注当天到期
        child: {birth_date: 2018-05-02, residence_permit: held, permit_endorsed_until: 2026-11-23}
        expect: {health-check: eligible}
    """
    found = lacking(tmp_path, case, **{"32-jiangsu/base/health-check.yaml": PERMIT})
    assert "endorsed to the day before" in found["health-check"]


REDUNDANT = """\
of: health-check
relation: restates
when:
  all:
    - {fact: age, at_most: 6}
    - {fact: age, at_most: 9}
"""


def test_a_bound_no_answer_hangs_on_needs_no_situation(tmp_path: Path) -> None:
    case = """\
      - {name: 六岁, child: {birth_date: 2020-05-02}, expect: {health-check: eligible}}
      - {name: 七岁, child: {birth_date: 2019-05-02}, expect: {health-check: ineligible}}
      - {name: 不知道, child: {sex: male}, expect: {health-check: undetermined}}
    """
    found = lacking(tmp_path, case, **{"32-jiangsu/base/health-check.yaml": REDUNDANT})
    assert "9, 10" not in found["health-check"]


ATTEST = """\
of: health-check
relation: restates
when:
  any:
    - {fact: age, at_most: 6}
    - {attest: referral, text: {zh-Hans: 出示转诊单, en: a referral is shown}}
"""


def test_where_a_person_must_look_to_attest_is_as_good_as_eligible(tmp_path: Path) -> None:
    case = """\
      - {name: 八岁, child: {birth_date: 2018-05-02}, expect: {health-check: to_attest}}
    """
    found = lacking(tmp_path, case, **{"32-jiangsu/base/health-check.yaml": ATTEST})
    assert "ineligible" in found["health-check"]


def test_the_real_catalog_lacks_no_situation() -> None:
    found = [f"{finding.span} {finding.message('en')}" for finding in coverage.lacking(catalog())]
    assert found == []
