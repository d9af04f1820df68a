"""Who can help: what a family can use is printed, what only keepers need is not."""

import json
from datetime import date
from pathlib import Path

import pytest

from checklist.documents.data import as_json
from checklist.documents.html import html
from checklist.documents.plain import as_markdown
from checklist.documents.sheet import Sheet
from checklist.documents.worded.view import sheet
from tests.documents.paper import LANGUAGES, TEMPLATES, assessed, tongue
from tests.support import areas, child, facts

ALL = "when: {fact: age, at_most: 17}"
LAYER = """
services:
  stations:
    kind: station
    name: {zh-Hans: 保护站, en: protection stations}
    for: {zh-Hans: 孩子没人管时, en: for a child without care}
    counts: [{value: 1328, unit: {zh-Hans: 个, en: stations}}]
    source: plan
  line:
    kind: hotline
    name: {zh-Hans: 热线, en: line}
    phone: "12356"
    for: {zh-Hans: 难受时, en: in distress}
    source: report
  again:
    kind: hotline
    name: {zh-Hans: 同一个号码, en: the same number}
    phone: "12356"
    for: {zh-Hans: 难受时, en: in distress}
    source: report
  tasks:
    kind: plan
    name: {zh-Hans: 五十四项任务, en: fifty-four tasks}
    source: plan
ledger:
  hardship:
    name: {zh-Hans: 家庭困难, en: hardship}
    when: {fact: family_assistance, in: [minimum_living, destitute]}
    source: report
  orphan:
    name: {zh-Hans: 孤儿, en: orphan}
    when: {fact: orphan, is: true}
    source: plan
classes:
  colour:
    name: {zh-Hans: 分色, en: colours}
    source: plan
    values:
      red: {name: {zh-Hans: 红色, en: scarlet}, when: {fact: orphan, is: true}}
      green: {name: {zh-Hans: 绿色, en: emerald}, when: {fact: age, at_most: 17}}
  stripes:
    name: {zh-Hans: 条纹, en: stripes}
    note: {zh-Hans: 标准没有公布, en: no criteria published}
    source: plan
    values: {}
definition: {fact: with_guardian, is: true}
sources:
  plan: {document: 《示例清单》, provenance: survey}
  report: {document: 示例报道, provenance: reported}
"""
KID = child(birth_date=date(2019, 5, 2), with_guardian=True, family_assistance="minimum_living")
OUTSIDE = child(birth_date=date(2019, 5, 2), with_guardian=False, orphan=True)


def made(folder: Path, tag: str = "zh-Hans", **more: object) -> Sheet:
    someone = child(None, **{**KID.facts, **more})  # type: ignore[arg-type]  # facts
    return sheet(assessed(folder, ALL, someone, layer=LAYER), facts(), tongue(tag), areas())


def test_numbers_stand_first_each_once_and_what_serves_no_family_is_left_out(
    tmp_path: Path,
) -> None:
    services = made(tmp_path).services
    assert [(one.label, one.name) for one in services] == [("12356", "热线"), ("站点", "保护站")]


@pytest.mark.parametrize(("tag", "count"), [("zh-Hans", "共1,328个"), ("en", "1,328 stations")])
def test_how_many_there_are_and_how_well_it_is_known_are_said(
    tmp_path: Path, tag: str, count: str
) -> None:
    (_, stations) = made(tmp_path, tag).services
    assert (stations.place, stations.mark) == (count, "△")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_child_of_the_ledger_is_told_gently_what_it_means(tmp_path: Path, tag: str) -> None:
    care = made(tmp_path, tag).care
    assert care is not None
    assert {"zh-Hans": "家庭困难○", "en": "hardship○"}[tag] in care.text
    assert {"zh-Hans": "孤儿", "en": "orphan"}[tag] not in care.text
    assert care.marks == ("○",)


def test_whether_it_is_so_must_be_certain_and_the_child_a_migrant(tmp_path: Path) -> None:
    assert made(tmp_path / "a", family_assistance="none").care is None
    outside = sheet(assessed(tmp_path / "b", ALL, OUTSIDE, layer=LAYER), facts(), tongue(), areas())
    assert outside.care is None


def test_what_the_ledger_would_have_to_know_is_asked_of_no_family(tmp_path: Path) -> None:
    assessment = assessed(tmp_path, ALL, KID, layer=LAYER)
    assert [flag.open_facts for flag in assessment.ledger] == [(), ("orphan",)]
    assert "orphan" not in assessment.open_facts
    told = sheet(assessment, facts(), tongue(), areas())
    assert "orphan" not in {question.fact for question in told.questions}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_class_is_ever_printed_for_a_family(tmp_path: Path, tag: str) -> None:
    told = made(tmp_path, tag, orphan=True)
    for text in (html(told, TEMPLATES), as_markdown(told)):
        for word in ("分色", "红色", "绿色", "条纹", "scarlet", "emerald", "stripes"):
            assert word not in text


def test_programs_are_told_ledger_and_classes_with_what_is_open(tmp_path: Path) -> None:
    found = json.loads(
        as_json(assessed(tmp_path, ALL, KID, layer=LAYER), facts(), tongue(), areas())
    )
    hardship, orphan = found["ledger"]
    assert (hardship["applies"], orphan["applies"], orphan["open"]) == (
        "yes",
        "unknown",
        ["orphan"],
    )
    colour, stripes = found["classes"]
    assert (colour["on"], colour["certain"], colour["value"]) == (True, "unknown", None)
    assert (colour["open"], stripes["on"], stripes["note"]) == (["orphan"], False, "标准没有公布")
    assert [one["id"] for one in found["services"]] == ["stations", "line", "again", "tasks"]
    assert found["services"][3]["for"] is None
    assert found["services"][0]["counts"] == [{"value": 1328, "unit": "个"}]
    assert found["services"][0]["source"]["provenance"] == "survey"


@pytest.mark.parametrize(
    ("known", "value"), [({"orphan": True}, "red"), ({"orphan": False}, "green")]
)
def test_the_first_class_that_holds_is_the_child_s(
    tmp_path: Path, known: dict[str, bool], value: str
) -> None:
    someone = child(None, **{**KID.facts, **known})
    colour, _ = assessed(tmp_path, ALL, someone, layer=LAYER).classes
    assert colour.value is not None
    assert colour.value.id == value


def test_the_block_is_on_paper_and_in_markdown(tmp_path: Path) -> None:
    told = made(tmp_path)
    page, text = html(told, TEMPLATES), as_markdown(told)
    assert told.care is not None
    for whole in (page, text):
        assert told.words["services"] in whole
        assert told.care.text in whole
        assert "共1,328个" in whole
    assert "- **12356** 热线○ 难受时" in text
