"""Reading a catalog folder: which file speaks for which place, and all its problems at once.

Spoilt copies of a good catalog may end in findings, never in a crash; a file that cannot be
read is one finding and draws no others after it.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.catalog.checking import check, check_chain
from checklist.catalog.reading import digest, layer_files, read_chain, scan
from checklist.located import parse
from checklist.runs.testing import situations
from tests.catalog.small import BASE, open_small, small
from tests.support import CATALOG, TODAY, areas, catalog, facts

SUZHOU = """\
layer: "320500"
name: {zh-Hans: 苏州市, en: Suzhou}
items:
  health-check:
    of: health-check
    relation: widens
    when: {fact: age, at_most: 12}
    sources: {list: {document: 《示例清单》, provenance: official}}
"""
CASES = """\
residence: 昆山市
on: 2026-11-23
cases:
  - name: 四岁的孩子可以体检
    child: {birth_date: 2022-05-02, attested: {lease: true}}
    expect: {health-check: eligible}
    open: {school-place: []}
    amounts: {health-check: {fee: null}}
"""
GOOD = {
    "00-national/base.yaml": (BASE / "00-national/base.yaml").read_text("utf-8"),
    "32-jiangsu/3205-suzhou.yaml": SUZHOU,
    "32-jiangsu/cases/first.yaml": CASES,
}


def codes(findings: object) -> list[str]:
    """The codes of findings."""
    assert isinstance(findings, tuple)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("00-national/base.yaml", "000000"),
        ("32-jiangsu/base.yaml", "320000"),
        ("32-jiangsu/3205-suzhou.yaml", "320500"),
        ("32-jiangsu/320583-kunshan.yaml", "320583"),
    ],
)
def test_a_files_name_says_whose_list_it_is(path: str, code: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir()
    (tmp_path / path).touch()
    assert layer_files(tmp_path) == {code: tmp_path / path}


def test_every_layer_of_the_real_catalog_says_the_code_its_file_does() -> None:
    layers, findings = catalog().all_layers()
    assert not findings
    assert next(iter(layers)) == "000000"
    assert set(layers) == {code for code, _ in scan(CATALOG)}


def test_only_the_files_of_the_asked_chain_are_read(tmp_path: Path) -> None:
    broken = {"33-zhejiang/base.yaml": b"\xff", "32-jiangsu/3206-nantong.yaml": b"\xff"}
    opened = open_small(tmp_path / "catalog", broken)
    layers, findings = opened.chain("320583")
    assert not findings
    assert [layer.code for layer in layers] == ["000000", "320000"]
    assert codes(check_chain(opened, "320583")) == []
    assert codes(check(opened)) == ["C004", "C004"]


def test_an_item_in_a_file_of_its_own_is_as_good_as_one_in_the_layers(tmp_path: Path) -> None:
    lines = SUZHOU.splitlines()
    apart = "\n".join(line[4:] for line in lines[4:]).encode()
    layer = "\n".join(lines[:2]).encode()
    files = {"3205-suzhou.yaml": layer, "3205-suzhou/health-check.yaml": apart}
    one = open_small(
        tmp_path / "a" / "catalog", {f"32-jiangsu/{name}": text for name, text in files.items()}
    )
    other = open_small(tmp_path / "b" / "catalog", {"32-jiangsu/3205-suzhou.yaml": SUZHOU.encode()})
    items = [opened.listing("320583", TODAY)[0].items for opened in (one, other)]
    assert items[0]["health-check"].when == items[0]["health-check"].when
    assert items[0]["health-check"].digest == items[1]["health-check"].digest


def test_items_stand_in_the_order_the_layer_says_and_then_as_they_come(tmp_path: Path) -> None:
    text = GOOD["00-national/base.yaml"] + "order: [school-place]\n"
    opened = open_small(tmp_path / "catalog", {"00-national/base.yaml": text.encode()})
    assert list(opened.listing("110101", TODAY)[0].items) == ["school-place", "health-check"]


def test_all_problems_of_all_files_are_found_in_one_pass(tmp_path: Path) -> None:
    opened = small(
        tmp_path,
        suzhou=SUZHOU.replace("widens", "wider").replace("name:", "title:"),
        health_check="of: health-check\nrelation: widens\nwhen: {fact: agee, is: 3}\n",
        reading_room="category: development\nnames: {}\nchecked: {on: 2026-02-30, by: x}\n",
    )
    found = {(finding.span.file.split("/")[-1], finding.code) for finding in check(opened)}
    assert found >= {
        ("3205-suzhou.yaml", "C101"), ("3205-suzhou.yaml", "C102"), ("3205-suzhou.yaml", "C104"),
        ("health-check.yaml", "C201"), ("health-check.yaml", "C309"),
        ("reading-room.yaml", "C101"), ("reading-room.yaml", "C105"),
    }  # fmt: skip


@pytest.mark.parametrize("spoilt", ["layer: [", "layer: 320000\n", "# nothing\n", "surprise: 1\n"])
def test_a_list_that_cannot_be_read_draws_no_findings_below_it(spoilt: str, tmp_path: Path) -> None:
    files = {"00-national/base.yaml": spoilt, "32-jiangsu/3205-suzhou.yaml": SUZHOU}
    opened = open_small(tmp_path / "catalog", {k: v.encode() for k, v in files.items()})
    assert {finding.span.file for finding in check(opened)} == {"catalog/00-national/base.yaml"}


def test_an_item_that_cannot_be_read_draws_no_findings_below_it(tmp_path: Path) -> None:
    text = SUZHOU.replace("health-check", "reading-room")
    opened = small(tmp_path, suzhou=text, reading_room="category: [")
    assert codes(check(opened)) == ["C007"]


lines = st.integers(0, 60)
spoils = st.sampled_from(
    ["[]", "{}", "null", "true", "-1", "x", '"08-31"', "[x, y]", "{zh-Hans: x}", "{fact: age}",
     "{figure: [x]}", "{any: [{}]}", "2026-02-30", "999999999999999999999", "[[x]]", ""]
)  # fmt: skip


@settings(max_examples=60)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_a_spoilt_catalog_ends_in_findings_and_never_in_a_crash(
    name: str, data: st.DataObject
) -> None:
    text = GOOD[name].splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        head, colon, _ = text[at].partition(":")
        text[at] = f"{head}{colon} {data.draw(spoils)}" if colon else data.draw(spoils)
    files = {**GOOD, name: "\n".join(text)}
    with TemporaryDirectory() as folder:
        opened = open_small(Path(folder) / "catalog", {k: v.encode() for k, v in files.items()})
        for finding in (*check(opened), *situations.run(opened).findings):
            assert finding.message()
            assert finding.hint("en")
        listing, _ = opened.listing("320583", TODAY)
        assert all(item.when for item in listing.items.values())


@given(st.dictionaries(st.sampled_from("abc"), st.integers(0, 3)), st.data())
def test_a_digest_is_over_what_is_said_and_not_how_it_is_written(
    said: dict[str, int], data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(said.items()))))
    kept = {**shuffled, "checked": {"on": "x"}, "reviewed_against": "y"}
    digests = {
        digest(parse(json.dumps(body, indent=indent).encode(), "x.yaml")[0], ())
        for body, indent in ((said, 1), (kept, None), (shuffled, 4))
        if said
    }
    assert len(digests) == bool(said)


def test_one_changed_value_changes_the_digest() -> None:
    texts = (b"when: {fact: age, at_most: 6}", b"when: {fact: age, at_most: 7}", b"when: {}")
    assert len({digest(parse(text, "x.yaml")[0], ()) for text in texts}) == 3


def test_the_real_catalog_reads_without_a_finding_in_every_chain() -> None:
    for code, _ in scan(CATALOG):
        chain = areas().chain(code) if code != "000000" else ()
        assert read_chain(CATALOG, chain, facts())[1] == ()
