"""One child's profile: what is written is read, what is unknown stays so, nothing is told on.

Random files never crash the reading, and of a random child no value is ever repeated in what
is said about the file. The ID numbers are made up in an area code that was never given out.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.children.profile import Profile, hide, read_profile
from checklist.children.reading import UNKNOWN_WORDS
from checklist.findings import Finding, Severity
from checklist.located import Plain
from checklist.rules.facts import Kind
from tests.children.test_identity import whole
from tests.support import TODAY, areas, facts

GIVEN = [fact.id for fact in facts().given]
HIDDEN = "祕密甲乙丙丁戊己庚辛壬癸"
MALE, FEMALE = whole("99000020190502001"), whole("99000020190502002")

secrets = st.one_of(
    st.text(HIDDEN, min_size=4, max_size=9),
    st.integers(10**6, 10**18),
    st.dates(date(2100, 1, 1)).map(date.isoformat),
    st.dates(date(1950, 1, 1), date(2010, 1, 1)).map(lambda d: whole(f"990000{d:%Y%m%d}333")),
)
anything: st.SearchStrategy[Plain] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=12),
    st.lists(st.text(max_size=3), max_size=2),
)
spoilt: st.SearchStrategy[Plain] = st.recursive(
    secrets, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.text(HIDDEN, min_size=4, max_size=6), inner, max_size=3)
)  # fmt: skip
children = st.dictionaries(
    st.sampled_from([*GIVEN, "age", "attested"]) | st.text(HIDDEN, min_size=4, max_size=9),
    spoilt,
    min_size=1,
    max_size=8,
)


def read(content: bytes | str, name: str = "child.yaml") -> tuple[Profile | None, list[Finding]]:
    """A profile from its file's content."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        profile, findings = read_profile(path, facts(), areas(), TODAY)
    return profile, list(findings)


def known(text: str) -> dict[str, object]:
    """The facts of a profile without findings."""
    profile, findings = read(text)
    assert findings == []
    assert profile is not None
    return dict(profile.child.facts)


def codes(text: str) -> list[str]:
    """What is found in a profile."""
    return [finding.code for finding in read(text)[1]]


def strings(data: Plain) -> Iterator[str]:
    """All texts and numbers in plain data, keys that are no facts included."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in {*GIVEN, "age", "attested"}:
                yield key
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)
    else:
        yield str(data)


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_profile_or_a_finding(content: bytes) -> None:
    profile, findings = read(content)
    assert profile is not None or findings


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(GIVEN), anything))
def test_any_values_end_in_a_profile_of_well_typed_facts(data: dict[str, Plain]) -> None:
    profile, _ = read(json.dumps(data), "child.json")
    assert profile is not None
    types = {Kind.FLAG: bool, Kind.DATE: date, Kind.TAGS: tuple}
    for key, value in profile.child.facts.items():
        assert isinstance(value, types.get(facts()[key].kind, str))


@settings(max_examples=60)
@given(children, st.sampled_from([None, 1]), st.sampled_from(["child.json", "child.yaml"]))
def test_no_value_of_a_child_is_repeated_in_a_finding(
    child: dict[str, Plain], indent: int | None, name: str
) -> None:
    child = {**child, "orphan": "丙丁丙丁"}  # a name may happen to be fine, this never is
    _, findings = read(json.dumps(child, ensure_ascii=False, indent=indent), name)
    assert findings
    for finding in findings:
        said = [finding.quote or "", *finding.values.values()]
        for language in ("zh-Hans", "en"):
            said += [finding.message(language), finding.hint(language)]
        for text in said:
            assert not [value for value in strings(child) if value in text]


@pytest.mark.parametrize(
    "text",
    [
        "birth_date: >-\n  祕密甲乙\n",
        "birth_date: [祕密甲乙,\n  祕密丙丁]\n",
        "{birth_date: 祕密甲乙, name: [祕密丙丁]}\n",
        '"birth_date" : "祕密甲乙"   # 祕密丙丁\n',
        "birth_date: 祕密甲乙 # birth_date: 祕密丙丁\n",
        "? birth_date\n: 祕密甲乙\n",
        "祕密甲乙: {祕密丙丁: 1}\n",
        "age: 祕密甲乙\n",
        "attested: 祕密甲乙\n",
        "name: '祕密甲乙\n",
        "- 祕密甲乙\n",
        "祕密甲乙\n",
        "name: *祕密甲乙\n",
        "birth_date: 2019-05-02\nbirth_date: 祕密甲乙\n",
    ],
)
def test_however_it_is_written_nothing_is_repeated(text: str) -> None:
    _, findings = read(text)
    assert findings
    for finding in findings:
        said = (finding.quote or "") + finding.message() + finding.hint()
        assert not set(said) & set("祕甲乙丙丁")


@pytest.mark.parametrize("word", sorted(UNKNOWN_WORDS | {" 不清楚 ", "", "null", "~"}))
@pytest.mark.parametrize("fact", ["birth_date", "orphan", "residence_permit", "hukou", "languages"])
def test_unknown_words_leave_a_fact_unknown(word: str, fact: str) -> None:
    assert known(
        f"sex: male\n{fact}: {word if word in {'', 'null', '~'} else json.dumps(word)}\n"
    ) == {"sex": "male"}


def test_each_kind_of_fact_is_read_as_what_it_is() -> None:
    text = """
    name: 某某
    birth_date: 2019-05-02
    hukou: 341822
    residence: 江苏昆山
    with_guardian: true
    orphan: false
    residence_permit: held
    languages: [zh-Hans, ug]
    """
    assert known(text) == {
        "name": "某某", "birth_date": date(2019, 5, 2), "hukou": "341822", "residence": "320583",
        "with_guardian": True, "orphan": False, "residence_permit": "held",
        "languages": ("zh-Hans", "ug"),
    }  # fmt: skip


def test_json_says_the_same_as_yaml() -> None:
    data = {"birth_date": "2019-05-02", "residence": "昆山市", "orphan": False, "sex": None}
    profile, findings = read(json.dumps(data), "child.json")
    assert findings == []
    assert profile is not None
    assert dict(profile.child.facts) == known(
        "birth_date: 2019-05-02\nresidence: 昆山市\norphan: false\n"
    )


def test_an_id_number_states_birth_date_and_sex() -> None:
    found = known(f"id_number: {MALE}\n")
    assert found == {"id_number": MALE, "birth_date": date(2019, 5, 2), "sex": "male"}
    assert known(f'id_number: "{FEMALE}"\n')["sex"] == "female"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"id_number: '{MALE}'\nbirth_date: 2019-05-02\nsex: male\n", []),
        (f"id_number: '{MALE}'\nbirth_date: 2019-05-03\nsex: female\n", ["P106", "P107"]),
        (f"id_number: '{MALE[:-1]}{(int(MALE[-1]) + 1) % 10}'\n", ["P104"]),
        (f"id_number: '{MALE[:-1]}'\n", ["P105"]),
        (f"id_number: '{whole('99000020190229001')}'\n", ["P105"]),
        (f"id_number: '{whole('99000020270502001')}'\n", ["P108"]),
        ("id_number: 9.90e17\n", ["P105"]),
        ("id_number: [1]\n", ["P102"]),
        ("birth_date: 2026-11-23\n", []),
        ("birth_date: 2026-11-24\n", ["P108"]),
        ("birth_date: 2019-02-29\n", ["P102"]),
        ("birth_date: 2019-5-2\n", ["P102"]),
        ("resident_since: 2020-01-01\nbirth_date: 2020-01-02\n", ["P109"]),
        ("residence: 鼓楼区\n", ["P111"]),
        ("residence: true\n", ["P112"]),
        ("residence_permit: none\npermit_endorsed_until: 2027-01-01\n", ["P113"]),
        ("permit_endorsed_until: 2027-01-01\n", []),
        ("birth_date: 2024-01-01\nschool_stage: junior\n", ["P114"]),
        ("school_stage: none\nbirth_date: 2015-01-01\n", []),
        ("migrant: true\nage: 6\n", ["P115", "P115"]),
        ("orphan: 1\n", ["P102"]),
        ("sex: 男\n", ["P103"]),
        ("languages: zh-Hans\n", ["P102"]),
        ("attested: {lease: 有}\n", ["P102"]),
        ("- birth_date: 2019-05-02\n", ["C010"]),
        ("birth_date: 2019-05-02\nbirth_date: 2019-05-03\n", ["C008"]),
        ("# 空\n", ["C002"]),
    ],
)  # fmt: skip
def test_each_mistake_is_found(text: str, wanted: list[str]) -> None:
    assert codes(text) == wanted


def test_all_mistakes_are_found_at_once_where_they_stand() -> None:
    text = "birth_date: 2027-01-01\nhukuo: x\nsex: 男\nresidence: 甲乙丙丁\n"
    assert [(finding.code, finding.span.line) for finding in read(text)[1]] == [
        ("P101", 2), ("P103", 3), ("P112", 4), ("P108", 1),
    ]  # fmt: skip


def test_what_is_rare_is_a_warning_and_the_facts_stand() -> None:
    profile, findings = read("residence_permit: none\npermit_endorsed_until: 2027-01-01\n")
    assert [finding.severity for finding in findings] == [Severity.WARNING]
    assert profile is not None
    assert len(profile.child.facts) == 2


def test_what_was_seen_and_what_was_refused_are_both_kept() -> None:
    profile, _ = read("attested: {lease: true, other-proof: false}\n")
    assert profile is not None
    assert profile.child.attested == {"lease": True, "other-proof": False}


def test_every_fact_knows_where_it_stands() -> None:
    profile, _ = read("birth_date: 2019-05-02\nresidence: 昆山市\n")
    assert profile is not None
    assert profile.residence == "320583"
    lines = {key: profile.spans[key].line for key in profile.child.facts}
    assert lines == {"birth_date": 1, "residence": 2}


@given(st.text(max_size=40))
def test_hiding_keeps_a_lines_shape_and_nothing_of_it(line: str) -> None:
    hidden = hide(line, "")
    assert hidden is not None
    assert len(hidden) == len(line)
    assert set(hidden.split()) <= {"·" * n for n in range(41)}


def test_hiding_keeps_a_known_key_and_only_at_the_lines_start() -> None:
    assert hide("  sex: 男", "sex") == "  sex: ·"
    assert hide('{"sex": "男", "sex": 1}', "sex") == '{"sex": ···· ······ ··'
    assert hide("男: sex: 1", "sex") == "·· ···· ·"
    assert hide(None, "sex") is None
