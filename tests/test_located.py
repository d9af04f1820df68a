"""Located YAML: nothing is changed on the way, everything keeps its place, nothing crashes.

The laws are held over random data and random rubbish; the readings people trip over stand
below them, one by one.
"""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.findings import all_codes
from checklist.located import MAX_BYTES, MAX_DEPTH, Located, Plain, Trail, parse, read, scalar

words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)
numbers = st.integers(-9999, 9999) | st.decimals(-99, 99, places=2).map(float)
leaves = st.none() | st.booleans() | numbers | words
documents: st.SearchStrategy[Plain] = st.dictionaries(
    words,
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    ),
    min_size=1,
)
notations = st.sampled_from(["block", "flow", "json"])


class Quoting(yaml.SafeDumper):
    """Writes texts in quotes, so that only numbers, flags and null are typed."""


Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def written(data: Plain, notation: str) -> bytes:
    """Plain data as a YAML or JSON file."""
    if notation == "json":
        return json.dumps(data, ensure_ascii=False, indent=1).encode()
    flow = notation == "flow"
    return yaml.dump(
        data, Dumper=Quoting, allow_unicode=True, default_flow_style=flow, sort_keys=False
    ).encode()


def read_text(text: str, file: str = "text.yaml") -> Located:
    """A document that must be without findings."""
    located, findings = parse(text.encode(), file)
    assert findings == ()
    return located


def codes(raw: bytes) -> list[str]:
    """The codes found in a file."""
    return [finding.code for finding in parse(raw, "text.yaml")[1]]


def value_at(data: Plain, path: Trail) -> Plain:
    """What stands at a path."""
    for key in path:
        if isinstance(data, dict):
            data = data[str(key)]
        else:
            assert isinstance(data, list)
            assert isinstance(key, int)
            data = data[key]
    return data


@settings(max_examples=50)
@given(documents, notations)
def test_data_come_back_as_they_were_written(data: Plain, notation: str) -> None:
    located, findings = parse(written(data, notation), f"text.{notation}")
    assert findings == ()
    assert located.data == data
    assert json.dumps(located.data) == json.dumps(data)  # 1, 1.0 and true are not one


@settings(max_examples=50)
@given(documents, notations)
def test_every_place_shows_the_text_that_spells_it(data: Plain, notation: str) -> None:
    located, _ = parse(written(data, notation), f"text.{notation}")
    for path in located.values:
        span, value = located.at(path), value_at(located.data, path)
        text = (located.quote(span) or "")[span.column - 1 :]
        if isinstance(value, dict | list):
            assert span.length == 0
        elif span.length:
            spelt = yaml.safe_load(text[: span.length])
            assert spelt == value or str(spelt) == str(value)
    for path in located.keys:
        span = located.at_key(path)
        text = (located.quote(span) or "")[span.column - 1 :][: span.length]
        assert not span.length or str(yaml.safe_load(text)) == path[-1]


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8")))
def test_rubbish_ends_in_findings_and_never_in_a_crash(raw: bytes) -> None:
    located, findings = parse(raw, "text.yaml")
    assert {finding.code for finding in findings} <= set(all_codes())
    assert findings or located.values


@given(st.text(" \t\n-:[]{}?&*!|>'\"%@`,#ab1é\u3000昆", max_size=60))
def test_almost_yaml_ends_in_findings_and_never_in_a_crash(text: str) -> None:
    located, findings = parse(text.encode(), "text.yaml")
    for span in [*(f.span for f in findings), *map(located.at, located.values)]:
        assert span.line >= 1
        assert span.column >= 1


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        ("null", None), ("~", None), ("", None), ("true", True), ("false", False),
        ("0", 0), ("-3", -3), ("330", 330), ("1.50", 1.5),
        ("010", "010"), ("0755", "0755"), ("01012", "01012"), ("12:30", "12:30"),
        ("no", "no"), ("NO", "NO"), ("yes", "yes"), ("on", "on"), ("True", "True"),
        ("1e3", "1e3"), ("0x1F", "0x1F"), (".5", ".5"), ("1_000", "1_000"), ("+1", "+1"),
        (".inf", ".inf"), ("2024-09-03", "2024-09-03"), ("=", "="), ("<<", "<<"),
        ("１２", "１２"),
    ],
)  # fmt: skip
def test_only_null_true_false_and_decimal_numbers_are_typed(
    written_as: str,
    read_as: bool | float | str | None,  # noqa: FBT001 - one of the values that may be read
) -> None:
    found = scalar(written_as)
    assert found == read_as
    assert type(found) is type(read_as)


def test_what_stands_in_quotes_is_a_text() -> None:
    assert read_text("a: '320583'\nb: \"true\"\nc: |\n  5\n").data == {
        "a": "320583", "b": "true", "c": "5\n",
    }  # fmt: skip


def test_keys_are_texts_whatever_they_look_like() -> None:
    assert read_text("yes: 1\n320583: 2\nnull: 3\n").data == {"yes": 1, "320583": 2, "null": 3}


def test_a_place_is_counted_in_characters_from_one() -> None:
    located = read_text("名称: {zh-Hans: 昆山, en: Kunshan}\n数: [1, 22]\n")
    assert str(located.at(("名称", "en"))) == "text.yaml:1:23"
    assert located.at(("数", 1)).length == 2
    assert located.at_key(("数",)).column == 1


def test_a_path_that_stands_nowhere_leads_to_its_nearest_ancestor() -> None:
    located = read_text("a:\n  b: 1\n")
    assert located.at(("a", "c", 0, "d")) == located.at(("a",))
    assert located.at_key(("a", "c")) == located.at(("a",))


def test_both_places_of_a_double_key_are_told() -> None:
    located, findings = parse(b"a: 1\nb: 2\na: 3\n", "text.yaml")
    assert [(f.code, f.span.line, f.related[0].line) for f in findings] == [("C008", 3, 1)]
    assert located.data == {"a": 3, "b": 2}


def test_a_mark_of_byte_order_is_no_part_of_the_text() -> None:
    assert parse(b"\xef\xbb\xbfa: 1\n", "text.yaml")[0].data == {"a": 1}


def test_windows_line_ends_leave_places_as_they_are() -> None:
    located = read_text("a: 1\r\nb: x\r\n")
    assert located.data == {"a": 1, "b": "x"}
    assert located.quote(located.at(("b",))) == "b: x"


def test_a_json_surrogate_pair_is_one_character() -> None:
    assert read_text('{"name": "\\ud842\\udfb7"}', "child.json").data == {"name": "𠮷"}


@pytest.mark.parametrize("file", ["child.json", "child.yaml"])
def test_half_a_surrogate_pair_is_a_finding(file: str) -> None:
    assert parse(b'{"name": "\\ud842"}', file)[1][0].code == "C007"


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- "])
def test_hostile_nesting_is_a_finding(opening: bytes) -> None:
    assert codes(opening * 100_000)[0] in {"C006", "C007"}
    assert codes(opening * (MAX_DEPTH + 1))[0] == "C006"


def test_a_billion_laughs_are_not_laughed() -> None:
    assert codes(b"a: &a [x]\nb: &b [*a, *a]\n") == ["C009"]


@pytest.mark.parametrize("size", [MAX_BYTES, MAX_BYTES + 1])
def test_the_limit_of_size_is_exact(size: int, tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"a: b\n" + b"#" * (size - 5))
    assert [finding.code for finding in read(path)[1]] == (["C005"] if size > MAX_BYTES else [])


def test_a_file_that_is_not_there_and_a_folder_are_findings(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path, tmp_path / ("x" * 300)):
        assert [finding.code for finding in read(path)[1]] == ["C001"]
