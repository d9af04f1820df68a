"""How YAML spells a condition: what is written is what is read, and rubbish is a finding.

Random trees are written out and read back; random data in a condition's place may end in
findings but never in a crash, and never in nothing at all.
"""

import json
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.located import Plain
from checklist.located import parse as parse_yaml
from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    Operand,
    Operator,
    TestDay,
    leaves,
)
from checklist.rules.parsing import iso_date, parse
from tests.rules.strategies import conditions
from tests.support import condition, facts

MANY = {Operator.IN, Operator.BETWEEN}
words = ["fact", "attest", "text", "all", "any", "not", "on", "why", "zh-Hans", "en", "figure"]
keys = st.sampled_from([*words, *map(str, Operator)])
scalars = st.none() | st.booleans() | st.integers(-3, 20) | st.sampled_from(
    ["age", "orphan", "hukou", "languages", "school_stage", "primary", "320583", "08-31", "02-30",
     "2024-09-03", "birth_date", ""]
)  # fmt: skip
rubbish: st.SearchStrategy[Plain] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4)
)


def spelt(tree: Condition) -> Plain:
    """A tree as YAML data."""
    match tree:
        case All(parts):
            return {"all": [spelt(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [spelt(part) for part in parts]}
        case Not(part):
            return {"not": spelt(part)}
        case Attest(attest_id, text):
            return {"attest": attest_id, "text": dict(text)}
        case Leaf(fact, operator, operands, _, test_day):
            values = [plain(operand) for operand in operands]
            body: dict[str, Plain] = {"fact": fact, operator.value: values[0]}
            if operator in MANY:
                body[operator.value] = values
            if test_day:
                day = f"{test_day.month:02}-{test_day.day:02}"
                body["on"] = f"next {day}" if test_day.next else day
            return body


def plain(operand: Operand) -> Plain:
    """An operand as YAML data."""
    if isinstance(operand, FigureRef):
        return {"figure": operand.id}
    if isinstance(operand, date):
        return operand.isoformat()
    return list(operand) if isinstance(operand, tuple) else operand


def read(data: Plain, figures: frozenset[str] = frozenset()) -> tuple[Condition | None, list[str]]:
    """A condition from plain data, and the codes of what is wrong with it."""
    return read_text(json.dumps({"when": data}), figures)


def read_text(
    text: str, figures: frozenset[str] = frozenset()
) -> tuple[Condition | None, list[str]]:
    """A condition from YAML that stands under `when`, and the codes of what is wrong with it."""
    located, wrong = parse_yaml(text.encode(), "condition.yaml")
    assert not wrong
    tree, findings = parse(located, ("when",), facts(), figures)
    return tree, [finding.code for finding in findings]


@given(conditions)
def test_what_is_written_is_what_is_read(tree: Condition) -> None:
    found, findings = read(spelt(tree))
    assert findings == []
    assert found is not None
    assert spelt(found) == spelt(tree)


@given(rubbish)
def test_rubbish_is_never_read_as_nothing_without_a_finding(data: Plain) -> None:
    tree, findings = read(data)
    assert tree is not None or findings


@given(conditions, rubbish, st.data())
def test_rubbish_anywhere_in_a_condition_is_never_swallowed(
    tree: Condition, junk: Plain, data: st.DataObject
) -> None:
    body = spelt(tree)
    spoilt = data.draw(st.sampled_from(list(replaced(body, junk))))
    found, findings = read(spoilt, frozenset({"age"}))
    assert found is not None or findings


def replaced(data: Plain, junk: Plain) -> Iterator[Plain]:
    """The data with each of its parts in turn replaced by something else."""
    yield junk
    if isinstance(data, dict):
        for key, value in data.items():
            yield from ({**data, key: spoilt} for spoilt in replaced(value, junk))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            for spoilt in replaced(value, junk):
                yield [*data[:index], spoilt, *data[index + 1 :]]


@given(conditions, st.data())
def test_a_misspelt_fact_is_found_wherever_it_stands(tree: Condition, data: st.DataObject) -> None:
    asked = [leaf.fact for leaf in leaves(tree) if isinstance(leaf, Leaf)]
    if asked:
        fact = data.draw(st.sampled_from(asked))
        text = json.dumps({"when": spelt(tree)})
        misspelt = text.replace(f'"fact": "{fact}"', f'"fact": "{fact}s"')
        assert read_text(misspelt)[1] == ["C201"] * asked.count(fact)


def test_every_leaf_keeps_its_place() -> None:
    tree = condition("all:\n  - {fact: orphan, is: true}\n  - not: {fact: age, is: 3}\n")
    assert [str(leaf.span) for leaf in leaves(tree)] == [
        "condition.yaml:2:12",
        "condition.yaml:3:17",
    ]


def test_all_mistakes_of_a_condition_are_found_at_once() -> None:
    text = """
    when:
     any:
      - {fact: agee, is: 3}
      - {fact: age, within: "320500"}
      - {fact: age, between: [6, 3]}
      - {fact: school_stage, is: college}
      - {attest: [lease], text: {zh-Hans: 合同, en: lease}}
      - {attest: lease, text: {zh-Hans: 合同}}
    """
    assert read_text(text)[1] == ["C201", "C203", "C210", "C202", "C103", "C106"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "C103"), ("[]", "C103"), ("{all: {}}", "C209"), ("{any: []}", "C209"),
        ("{all: [], any: []}", "C204"), ("{fact: age}", "C204"), ("{not: null}", "C103"),
        ("{fact: age, is: '6'}", "C202"), ("{fact: age, is: true}", "C202"),
        ("{fact: orphan, is: 1}", "C202"), ("{fact: orphan, is: 'yes'}", "C202"),
        ("{fact: birth_date, at_least: 2024-9-3}", "C202"),
        ("{fact: hukou, within: 昆山市}", "C202"), ("{fact: age, in: 6}", "C103"),
        ("{fact: age, between: [6]}", "C210"), ("{fact: age, between: [1, 2, 3]}", "C210"),
        ("{fact: name, is: 张三}", "C203"), ("{fact: age, is: 6, unless: 7}", "C101"),
        ("{fact: age, is: 6, on: 8-31}", "C211"), ("{fact: age, is: 6, on: '13-01'}", "C211"),
        ("{fact: birth_date, at_least: 2024-09-03, on: '08-31'}", "C211"),
        ("{fact: age, is: 6, why: 六岁}", "C106"), ("{fact: age, is: {figure: line}}", "C208"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    assert set(read_text(f"when: {text}")[1]) == {code}


def test_a_figure_of_the_layer_may_be_named() -> None:
    leaf, findings = read({"fact": "age", "at_most": {"figure": "line"}}, frozenset({"line"}))
    assert findings == []
    assert isinstance(leaf, Leaf)
    assert leaf.operands == (FigureRef("line"),)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_test_day_is_the_latest_one_and_the_next_one_after_it(
    on: date, month: int, day: int
) -> None:
    latest, following = (TestDay(month, day, next=later).date(on) for later in (False, True))
    assert latest <= on < following
    assert following.year == latest.year + 1


@given(st.text(max_size=12))
def test_only_whole_iso_dates_are_dates(text: str) -> None:
    found = iso_date(text)
    assert found is None or found.isoformat() == text
