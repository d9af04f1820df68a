"""Which languages a place's sheets carry: what is inherited, what is refused, what is declared.

The real file is held against the evidence: who may stand beside Chinese, and on what ground.
"""

from functools import cache
from pathlib import Path

import pytest

from checklist.catalog.looks import Layout, Role
from checklist.catalog.tongues import FILE, Look, Tongues, read_tongues
from checklist.findings import Finding
from tests.support import CATALOG, areas, catalog

SMALL = """\
languages:
  zh-Hans: {name: {zh-Hans: 汉文, en: Chinese}, own: 中文, script: Hans, direction: ltr,
    dates: long, digits: latn, faces: [Noto Sans CJK SC], package: fonts-noto-cjk, leading: 1.5}
  ug: {name: {zh-Hans: 维吾尔文, en: Uyghur}, own: ئۇيغۇرچە, script: Arab, direction: rtl,
    dates: long, digits: latn, faces: [Noto Naskh Arabic], package: fonts-noto-core, leading: 2}
grounds:
  rule: {document: 《示例条例》, provenance: official}
places:
  "000000": {paper: a4, layout: lines, languages: {zh-Hans: {role: governing}}}
  "650000": {layout: columns, languages: {ug: {role: on_request, ground: [rule]}}}
  "653100": {paper: a3, languages: {ug: {role: parallel, ground: [rule]}}}
"""


def small(text: str, folder: Path) -> tuple[Tongues | None, tuple[Finding, ...]]:
    (folder / FILE).write_text(text, "utf-8")
    return read_tongues(folder / FILE, areas(), FILE)


@cache
def real() -> Tongues:
    tongues, findings = catalog().tongues()
    assert findings == ()
    assert tongues is not None
    return tongues


def look(code: str) -> Look:
    return real().look(code, areas())


def roles(code: str) -> dict[str, str]:
    return {tag: str(one.role) for tag, one in look(code).languages.items()}


def test_a_place_adds_to_what_it_inherits_and_overrides_it(tmp_path: Path) -> None:
    tongues, findings = small(SMALL, tmp_path)
    assert findings == ()
    assert tongues is not None
    kashgar, urumqi = tongues.look("653101", areas()), tongues.look("650102", areas())
    assert (kashgar.paper, kashgar.layout) == ("a3", Layout.COLUMNS)
    assert (urumqi.paper, urumqi.layout) == ("a4", Layout.COLUMNS)
    assert [one.tongue.tag for one in kashgar.parallel] == ["ug"]
    assert urumqi.parallel == ()
    assert urumqi.languages["ug"].place == "650000"
    assert [source.document for source in kashgar.languages["ug"].grounds] == ["《示例条例》"]


def test_the_findings_of_a_file_come_all_at_once(tmp_path: Path) -> None:
    broken = SMALL.replace("ug: {role: on", "uy: {role: on").replace('"653100"', '"659999"')
    tongues, findings = small(broken, tmp_path)
    assert tongues is None
    assert [(finding.code, finding.span.line) for finding in findings] == [
        ("T001", 10), ("T002", 11)
    ]  # fmt: skip


def test_a_file_that_is_missing_is_a_finding(tmp_path: Path) -> None:
    tongues, findings = read_tongues(tmp_path / FILE, areas(), FILE)
    assert (tongues, [finding.code for finding in findings]) == (None, ["C001"])


@pytest.mark.parametrize("code", ["320583", "330624", "420500", "371600", "430406", "440100"])
def test_where_no_place_says_otherwise_chinese_governs_and_two_may_be_asked_for(code: str) -> None:
    assert roles(code) == {"zh-Hans": "governing", "en": "on_request", "zh-Hant": "on_request"}
    assert (look(code).paper, look(code).layout) == ("a4", Layout.LINES)


@pytest.mark.parametrize(
    ("code", "own"),
    [
        ("150781", {"mn-Mong": "parallel"}),  # Jalainur's city, Inner Mongolia
        ("222401", {"ko": "parallel"}),  # Yanji, Yanbian
        ("450102", {"za": "parallel"}),  # Nanning, Guangxi
        ("513401", {"ii": "parallel"}),  # Xichang, Liangshan
        ("532503", {"hni": "on_request", "ii": "on_request"}),  # Mengzi, Honghe
        ("540102", {"bo": "on_request"}),  # Lhasa, Xizang
        ("650102", {"ug": "on_request"}),  # Ürümqi, Xinjiang
    ],
)
def test_autonomous_places_have_their_own_script_beside_chinese(
    code: str, own: dict[str, str]
) -> None:
    assert roles(code).items() >= own.items()
    assert roles(code).keys() - own.keys() == {"zh-Hans", "en", "zh-Hant"}


def test_what_a_place_declares_of_its_own_names_its_ground() -> None:
    for code, form in real().places.items():
        for tag, one in form.languages.items():
            assert bool(one.ground) == (code != "000000"), (code, tag)


def test_only_what_runs_downwards_is_not_printable_and_the_reason_is_given() -> None:
    reasons = {tag: one.not_printable for tag, one in real().known.items() if one.not_printable}
    assert list(reasons) == ["mn-Mong"]
    assert "WeasyPrint" in reasons["mn-Mong"]["zh-Hans"]
    assert "WeasyPrint" in reasons["mn-Mong"]["en"]


def test_uyghur_alone_runs_from_right_to_left() -> None:
    assert [tag for tag, one in real().known.items() if one.direction == "rtl"] == ["ug"]


def test_every_declared_language_is_carried_somewhere() -> None:
    carried = {tag for form in real().places.values() for tag in form.languages}
    assert carried == real().known.keys()


def test_chinese_alone_governs() -> None:
    governing = {
        tag
        for code in real().places
        for tag, one in look(code).languages.items()
        if one.role is Role.GOVERNING
    }
    assert governing == {"zh-Hans"}


def test_the_file_is_one_of_those_a_catalog_is_checked_by() -> None:
    assert (CATALOG / FILE).is_file()
