"""The readings of a condition, held equal: what the reference says, every other must say.

Random trees over facts of every kind meet random, partly unknown children, many to a tree and
several trees to a frame. A reading that is added to READINGS is held to the same.
"""

import re
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.errors import ExitCode, MachineError
from checklist.rules.columns import Columns
from checklist.rules.condition import (
    All,
    AnyOf,
    Condition,
    FigureRef,
    Leaf,
    Operand,
    Operator,
)
from checklist.rules.derived import Child
from checklist.rules.evaluate import Situation
from checklist.rules.facts import Kind, Value
from checklist.rules.proof.prover import Prover
from checklist.rules.truth import Truth, of
from tests.rules.strategies import (
    DATES,
    FIGURES,
    HERE,
    conditions,
    wide_children,
    wide_conditions,
)
from tests.support import TODAY, areas, child, condition, facts

TREES, CHILDREN = 4, 6  # to one drawn example
LEAST = 2_000  # answers (of a tree for a child) in which each reading must have agreed

Answers: TypeAlias = list[list[Truth]]  # one row a tree, one value a child
Reading: TypeAlias = Callable[
    [Sequence[Condition], Sequence[Child], date, Condition | None], Answers
]


def reference(
    trees: Sequence[Condition],
    children: Sequence[Child],
    on: date,
    definition: Condition | None = None,
) -> Answers:
    told = [Situation(someone, on, areas(), FIGURES, definition) for someone in children]
    return [[situation.evaluate(tree).truth for situation in told] for tree in trees]


def columns(
    trees: Sequence[Condition],
    children: Sequence[Child],
    on: date,
    definition: Condition | None = None,
) -> Answers:
    """All trees over one frame."""
    reading = Columns(facts(), areas(), on, FIGURES, definition)
    named = {f"{number}": tree for number, tree in enumerate(trees)}
    answers = reading.truths(reading.frame(children), named)
    return [[of(value) for value in answers[name]] for name in named]


def expressions(
    trees: Sequence[Condition],
    children: Sequence[Child],
    on: date,
    definition: Condition | None = None,
) -> Answers:
    """Each tree as an expression of its own, over one frame."""
    reading = Columns(facts(), areas(), on, FIGURES, definition)
    seen = {attest: [each.attested.get(attest) for each in children] for attest in "ab"}
    known = {
        fact.id: [each.facts.get(fact.id) for each in children]
        for fact in facts().given
        if fact.kind is not Kind.TEXT
    }
    frame = reading.table(known, seen)
    found = [frame.with_columns(reading.expression(tree).alias("answer")) for tree in trees]
    return [[of(value) for value in answers["answer"]] for answers in found]


def formulas(
    trees: Sequence[Condition],
    children: Sequence[Child],
    on: date,
    definition: Condition | None = None,
) -> Answers:
    """Each tree as formulas, asked for each child."""
    prover = Prover(facts(), areas())
    return [prover.truths(tree, children, on, FIGURES, definition) for tree in trees]


READINGS: Mapping[str, Reading] = {
    "columns": columns,
    "expressions": expressions,
    "formulas": formulas,
}
EXAMPLES = 520  # drawn once, and put to every reading


def test_every_reading_gives_what_the_reference_gives() -> None:
    met: Counter[Truth] = Counter()

    @settings(max_examples=EXAMPLES)
    @given(
        st.lists(wide_conditions, min_size=TREES, max_size=TREES),
        st.lists(wide_children, min_size=CHILDREN, max_size=CHILDREN),
        st.sampled_from(DATES),
        st.none() | conditions,
    )
    def agree(
        trees: list[Condition], children: list[Child], on: date, definition: Condition | None
    ) -> None:
        wanted = reference(trees, children, on, definition)
        met.update(truth for row in wanted for truth in row)
        for name, reading in READINGS.items():
            assert reading(trees, children, on, definition) == wanted, name

    agree()
    assert met.total() >= LEAST, f"only {met.total()} answers were compared"
    assert min(met[truth] for truth in Truth) > met.total() // 10, "one-sided examples prove little"


EDGES = {  # conditions whose value turns on one day, and children who stand on it
    "{fact: permit_valid, is: true}": [
        child(residence_permit="held", permit_endorsed_until=TODAY + timedelta(days=n))
        for n in (-1, 0, 1)
    ],
    '{fact: age, at_least: 6, on: "11-22"}': [],
    '{fact: age, at_least: 6, on: "11-23"}': [],
    '{fact: age, at_least: 6, on: "11-24"}': [],
    '{fact: age, at_least: 6, on: "next 11-23"}': [],
    '{fact: age, at_least: 6, on: "next 11-24"}': [],
    "{fact: age_months, between: [72, 83]}": [],
}
AROUND_SIX = [
    child(birth_date=date(year, 11, day)) for year in range(2018, 2023) for day in (22, 23, 24)
]


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("text", EDGES)
def test_every_reading_turns_on_the_same_day(name: str, text: str) -> None:
    reading = READINGS[name]
    tree, children = condition(text), EDGES[text] or AROUND_SIX
    wanted = reference([tree], children, TODAY)
    assert len(set(wanted[0])) > 1
    assert reading([tree], children, TODAY, None) == wanted


def answers(tree: Condition, *children: Child) -> list[str]:
    """A condition read as a column."""
    (row,) = columns([tree], children, TODAY)
    assert row == reference([tree], children, TODAY)[0]
    return [str(truth) for truth in row]


def leaf(fact: str, operator: Operator, *operands: Operand) -> Leaf:
    return Leaf(fact, operator, operands, HERE)


@pytest.mark.parametrize(
    ("tree", "wanted"),
    [
        (leaf("school_stage", Operator.IS, "primry"), "no"),
        (leaf("school_stage", Operator.IN, "primry", "primary"), "yes"),
        (leaf("school_stage", Operator.IS, FigureRef("six")), "no"),
        (leaf("school_stage", Operator.IS, FigureRef("unheard")), "unknown"),
        (leaf("orphan", Operator.IS, FigureRef("six")), "no"),
        (leaf("orphan", Operator.IS, FigureRef("unheard")), "unknown"),
        (leaf("birth_date", Operator.IS, FigureRef("six")), "no"),
        (leaf("languages", Operator.HAS, FigureRef("unheard")), "no"),
        (leaf("languages", Operator.HAS, "UG"), "no"),
        (leaf("hukou", Operator.WITHIN, FigureRef("six")), "no"),
        (leaf("age", Operator.AT_LEAST, 10**30), "no"),
        (leaf("age", Operator.AT_MOST, -(2**63)), "no"),
        (leaf("age", Operator.IN, 10**30, 0), "yes"),
        (leaf("age", Operator.IS, -0.0), "yes"),
        (leaf("age", Operator.BETWEEN, 0.0, 10**30), "yes"),
    ],
)
def test_an_operand_that_can_be_no_value_of_the_fact_matches_nobody(
    tree: Leaf, wanted: str
) -> None:
    someone = child(
        school_stage="primary", orphan=True, birth_date=TODAY, languages=("ug",), hukou="320583"
    )
    assert answers(tree, someone, child()) == [wanted, "unknown"]


def test_where_nothing_is_asked_everybody_gets_the_same_answer() -> None:
    for tree, wanted in ((All((), HERE), "yes"), (AnyOf((), HERE), "no")):
        assert answers(tree, child(), child(orphan=True)) == [wanted, wanted]


def test_who_is_a_migrant_child_stays_open_where_no_definition_says_it() -> None:
    assert answers(condition("{fact: migrant, is: true}"), child(), child()) == ["unknown"] * 2


def test_no_children_give_no_answers() -> None:
    trees = [condition("{fact: age, at_least: 6}"), condition("{fact: crosses_county, is: true}")]
    assert columns(trees, [], TODAY) == [[], []]


def test_a_paper_nobody_looked_for_needs_no_column() -> None:
    tree = condition("{attest: lease, text: {zh-Hans: 租房合同, en: the lease}}")
    seen, refused = child({"lease": True}), child({"lease": False})
    assert answers(tree, child()) == ["unknown"]
    assert answers(tree, seen, refused, child()) == ["yes", "no", "unknown"]


def test_a_definition_may_ask_for_a_paper_nobody_looked_for() -> None:
    tree = condition("{fact: migrant, is: true}")
    definition = condition("{attest: lease, text: {zh-Hans: 租房合同, en: the lease}}")
    for children in ([child()], [child({"lease": True}), child({"lease": False})]):
        wanted = reference([tree], children, TODAY, definition)
        assert columns([tree], children, TODAY, definition) == wanted


def test_a_test_day_in_a_year_without_that_birthday_counts_as_by_hand() -> None:
    tree = condition('{fact: age, at_least: 6, on: "02-28"}')
    assert answers(tree, child(birth_date=date(2020, 2, 29))) == ["no"]
    tree = condition('{fact: age, at_least: 6, on: "03-01"}')
    assert answers(tree, child(birth_date=date(2020, 2, 29))) == ["yes"]


def test_a_permit_counts_up_to_the_day_its_endorsement_ends() -> None:
    tree = condition("{fact: permit_valid, is: true}")
    held = [
        child(residence_permit="held", permit_endorsed_until=TODAY + timedelta(ahead))
        for ahead in (-1, 0, 1)
    ]
    assert answers(tree, *held, child(residence_permit="held")) == ["no", "yes", "yes", "unknown"]


def test_names_and_id_numbers_have_no_column() -> None:
    reading = Columns(facts(), areas(), TODAY)
    frame = reading.frame([child(name="某某", id_number="990000201801010018")])
    assert not {"name", "id_number"} & set(frame.columns)


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("school_stage", "secret"),
        ("orphan", "secret"),
        ("birth_date", "secret"),
        ("hukou", 110101),
        ("languages", (110101,)),
    ],
)
def test_a_wrong_value_is_refused_and_not_repeated(fact: str, value: Value) -> None:
    reading = Columns(facts(), areas(), TODAY)
    with pytest.raises(ValueError, match=f"^{fact}: ") as raised:
        reading.frame([child(), Child({fact: value}, {})])
    told = "".join(traceback.format_exception(raised.value))
    assert not re.search("secret|110101", told)


def test_a_column_that_is_no_given_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="age, shoe_size"):
        Columns(facts(), areas(), TODAY).table({"age": [6], "shoe_size": [30]})


def test_without_polars_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MachineError) as raised:
        Columns(facts(), areas(), TODAY)
    assert raised.value.exit_code is ExitCode.ENVIRONMENT
    for text in (raised.value.zh, raised.value.en):
        assert 'pip install "checklist[bulk]"' in text
