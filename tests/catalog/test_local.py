"""What a place has beside its items: read with its line and source, and merged nearest first."""

from datetime import date
from pathlib import Path

import pytest

from checklist.catalog.layerforms import LayerForm
from checklist.catalog.local import LetterPart, Service, ServiceKind
from checklist.catalog.owed import Listing, after
from checklist.rules.condition import Leaf
from tests.catalog.small import small
from tests.support import TODAY

JIANGSU = """\
layer: "320000"
name: {zh-Hans: 江苏省（示例）, en: Jiangsu (example)}
services:
  line-12349:
    kind: hotline
    name: {zh-Hans: 热线, en: line}
    phone: "12349"
    for: {zh-Hans: 孩子没人管, en: a child without care}
    source: list
  stations:
    kind: station
    name: {zh-Hans: 保护站, en: stations}
    counts:
      - {value: 1328, unit: {zh-Hans: 个, en: stations}}
      - {value: 0.5, unit: {zh-Hans: 亿元, en: hundred million yuan}}
    source: list
ledger:
  hardship:
    name: {zh-Hans: 家庭困难, en: hardship}
    when: {fact: family_assistance, in: [marginal, minimum_living]}
    source: list
  orphan:
    name: {zh-Hans: 孤儿, en: orphan}
    when: {fact: orphan, is: true}
    source: list
classes:
  colour:
    name: {zh-Hans: 分色, en: colours}
    source: list
    values: {}
letter:
  name: {zh-Hans: 《省里的信》, en: the province's letter}
  note: {zh-Hans: 原文没有找到, en: text not found}
  parts: [greeting, left-behind, closing]
  source: list
sources:
  list: {document: 《示例清单》, date: 2024-09-03, provenance: survey}
"""
SUZHOU = """\
layer: "320500"
name: {zh-Hans: 苏州市（示例）, en: Suzhou (example)}
review_cycle: P1M
services:
  desk:
    kind: office
    name: {zh-Hans: 服务台, en: desk}
    source: report
ledger:
  hardship:
    name: {zh-Hans: 困难家庭, en: hardship here}
    when: {fact: family_assistance, in: [marginal, minimum_living, destitute]}
    source: report
classes:
  colour:
    name: {zh-Hans: 分色, en: colours}
    source: report
    values:
      red: {name: {zh-Hans: 红, en: red}, when: {fact: orphan, is: true}}
      green: {name: {zh-Hans: 绿, en: green}, when: {fact: age, at_most: 17}}
sources:
  report: {document: 示例报道, provenance: reported}
"""


@pytest.fixture(name="listing", scope="module")
def _listing(tmp_path_factory: pytest.TempPathFactory) -> Listing:
    opened = small(tmp_path_factory.mktemp("local"), jiangsu=JIANGSU, suzhou=SUZHOU)
    merged, findings = opened.listing("320583", TODAY)
    assert findings == ()
    return merged


def service(listing: Listing, key: str) -> Service:
    return next(one for one in listing.services if one.id == key)


def test_services_stand_nearest_place_first_and_know_whose_they_are(listing: Listing) -> None:
    assert [(one.id, one.layer) for one in listing.services] == [
        ("desk", "320500"), ("line-12349", "320000"), ("stations", "320000"),
    ]  # fmt: skip


def test_a_service_is_read_whole_with_its_line(listing: Listing) -> None:
    line, stations = service(listing, "line-12349"), service(listing, "stations")
    assert (line.kind, line.phone) == (ServiceKind.HOTLINE, "12349")
    assert line.purpose == {"zh-Hans": "孩子没人管", "en": "a child without care"}
    assert str(line.span) == "catalog/32-jiangsu/base.yaml:4:3"
    assert (stations.purpose, [count.value for count in stations.counts]) == (None, [1328, 0.5])


def test_a_ledger_trigger_is_said_once_as_the_nearest_place_says_it(listing: Listing) -> None:
    assert [(t.id, t.layer, t.name["en"]) for t in listing.ledger] == [
        ("hardship", "320500", "hardship here"), ("orphan", "320000", "orphan"),
    ]  # fmt: skip
    when = listing.ledger[0].when
    assert isinstance(when, Leaf)
    assert "destitute" in when.operands


def test_classes_are_off_until_a_keeper_fills_them(listing: Listing, tmp_path: Path) -> None:
    (colour,) = listing.classes
    assert (colour.layer, colour.off, [v.id for v in colour.values]) == (
        "320500", False, ["red", "green"],
    )  # fmt: skip
    above, _ = small(tmp_path, jiangsu=JIANGSU).listing("320583", TODAY)
    assert [(one.layer, one.off) for one in above.classes] == [("320000", True)]


def test_the_nearest_letter_is_the_place_s(listing: Listing) -> None:
    assert listing.letter is not None
    assert listing.letter.layer == "320000"
    assert listing.letter.parts == (
        LetterPart.GREETING, LetterPart.LEFT_BEHIND, LetterPart.CLOSING,
    )  # fmt: skip


def test_each_rests_on_a_source_of_its_own_layer(listing: Listing) -> None:
    assert listing.letter is not None
    for said, document in (
        (service(listing, "desk"), "示例报道"),
        (listing.ledger[1], "《示例清单》"),
        (listing.classes[0], "示例报道"),
        (listing.letter, "《示例清单》"),
    ):
        source = listing.source_of(said)
        assert source is not None
        assert source.document == document


def test_the_shortest_cycle_says_when_to_look_again_and_whose_rule_it_is(
    listing: Listing,
) -> None:
    assert (listing.review_cycle, listing.review_layer) == ("P1M", "320500")
    assert listing.next_review == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("day", "cycle", "then"),
    [
        (date(2026, 8, 31), "P6M", date(2027, 3, 1)),  # as with birthdays: no such day, so the 1st
        (date(2028, 2, 29), "P1Y", date(2029, 3, 1)),
        (date(2026, 12, 31), "P1D", date(2027, 1, 1)),
        (date(2026, 12, 31), "P2W", date(2027, 1, 14)),
    ],
)
def test_a_cycle_is_counted_by_the_calendar(day: date, cycle: str, then: date) -> None:
    assert after(day, cycle) == then


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("kind: hotline", "kind: phone", "C104"),
        ('phone: "12349"', "phone: call us", "C112"),
        ("value: 1328", "value: many", "C103"),
        ("parts: [greeting", "parts: [stamp", "C104"),
        ("parts: [greeting, left-behind", "parts: [left-behind, greeting", "C120"),
        ("fact: orphan", "fact: orfan", "C201"),
        ("    values: {}", "    values: {a: {name: {zh-Hans: 甲, en: a}}}", "C102"),
        ("closing]\n  source: list", "closing]\n  source: other", "C310"),
        ("services:\n", "lines: []\nservices:\n", "C101"),
    ],
)
def test_what_is_written_wrong_is_told_where_it_stands(
    tmp_path: Path, was: str, becomes: str, code: str
) -> None:
    assert was in JIANGSU
    _, findings = small(tmp_path, jiangsu=JIANGSU.replace(was, becomes)).listing("320583", TODAY)
    assert code in {finding.code for finding in findings}
    assert all(finding.span.file.endswith("32-jiangsu/base.yaml") for finding in findings)


def test_the_form_has_every_key_the_manual_promises() -> None:
    assert {"services", "ledger", "classes", "letter"} <= set(LayerForm.model_fields)
