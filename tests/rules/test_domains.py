"""What a condition can be at all, held against trying everything.

Small random trees over few facts are decided twice: by the prover, and by going through every
child those facts can tell apart with an evaluation written only for these tests.
"""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    Leaf,
    Not,
    Operator,
    TestDay,
    leaves,
)
from checklist.rules.domains import ELSEWHERE, Prover, Variable
from checklist.rules.facts import Value
from tests.rules.strategies import HERE, conditions
from tests.support import areas, condition, facts

PROVER = Prover(facts(), areas())
STAGES = tuple(facts()["school_stage"].options)
PLACES = ("320000", "320500", "320583", "320506", "330624")
INSIDE = ("320599", "329999", "339999", "320583", "320506", "330624", "990000")

ages = st.integers(0, 4)
counts = st.one_of(
    st.builds(
        lambda op, value: Leaf("age", op, (value,), HERE),
        st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST, Operator.IS]),
        ages,
    ),
    st.tuples(ages, ages).map(
        lambda pair: Leaf("age", Operator.BETWEEN, tuple(sorted(pair)), HERE)
    ),
    st.lists(ages, min_size=1, max_size=3).map(
        lambda found: Leaf("age", Operator.IN, tuple(found), HERE)
    ),
)
others = st.one_of(
    st.booleans().map(lambda value: Leaf("orphan", Operator.IS, (value,), HERE)),
    st.lists(st.sampled_from(STAGES), min_size=1, max_size=3).map(
        lambda found: Leaf("school_stage", Operator.IN, tuple(found), HERE)
    ),
    st.sampled_from(PLACES).map(lambda code: Leaf("hukou", Operator.WITHIN, (code,), HERE)),
    st.just(Attest("a", {"zh-Hans": "看过", "en": "seen"}, HERE)),
)
small: st.SearchStrategy[Condition] = st.recursive(
    counts | others,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: All(tuple(found), HERE)),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found), HERE)),
        parts.map(lambda found: Not(found, HERE)),
    ),
    max_leaves=6,
)
DOMAINS: Mapping[str, tuple[Value, ...]] = {
    "age": tuple(range(7)),
    "orphan": (True, False),
    "school_stage": STAGES,
    "hukou": INSIDE,
    "attest:a": (True, False),
}


def variable(leaf: Leaf | Attest) -> str:
    """The name of what a leaf asks about."""
    return leaf.fact if isinstance(leaf, Leaf) else f"attest:{leaf.id}"


def every_child(*trees: Condition) -> Iterator[dict[str, Value]]:
    """All children the trees can tell apart."""
    names = sorted({variable(leaf) for tree in trees for leaf in leaves(tree)})
    for values in product(*(DOMAINS[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def meets(child: Mapping[str, Value], tree: Condition) -> bool:
    """Whether a wholly known child meets a condition; written for these tests alone."""
    match tree:
        case All(parts):
            return all(meets(child, part) for part in parts)
        case AnyOf(parts):
            return any(meets(child, part) for part in parts)
        case Not(part):
            return not meets(child, part)
        case Attest():
            return child[variable(tree)] is True
        case Leaf(operator=Operator.WITHIN, operands=(code,)):
            return str(child[tree.fact]).startswith(str(code).rstrip("0"))
        case Leaf(operator=operator, operands=operands):
            return _compared(operator, child[tree.fact], operands)


def _compared(operator: Operator, value: Value, operands: tuple[object, ...]) -> bool:
    if operator in {Operator.IS, Operator.IN}:
        return value in operands
    assert isinstance(value, int)
    low, high = operands[0], operands[-1]
    assert isinstance(low, int)
    assert isinstance(high, int)
    return (operator is Operator.AT_MOST or value >= low) and (
        operator is Operator.AT_LEAST or value <= high
    )


@given(small)
def test_never_and_always_agree_with_trying_everything(tree: Condition) -> None:
    outcomes = {meets(child, tree) for child in every_child(tree)}
    assert PROVER.never(tree) == (True not in outcomes)
    assert PROVER.always(tree) == (False not in outcomes)


@given(small, small)
def test_a_counterexample_is_found_exactly_where_there_is_one(
    base: Condition, extended: Condition
) -> None:
    left_out = any(
        meets(child, base) and not meets(child, extended) for child in every_child(base, extended)
    )
    assert (PROVER.counterexample(base, extended) is not None) == left_out


@given(small)
def test_a_witness_meets_the_condition_whatever_else_is_true_of_it(tree: Condition) -> None:
    witness = PROVER.witness(tree)
    if witness is None:
        return
    chosen = {name: value for (name, _), value in witness.items()}
    for child in every_child(tree):
        assert meets({**child, **chosen}, tree)


@given(small, small)
def test_what_is_implied_both_ways_is_one_condition(first: Condition, second: Condition) -> None:
    implied = [PROVER.counterexample(*pair) is None for pair in ((first, second), (second, first))]
    if all(implied):
        assert all(meets(c, first) == meets(c, second) for c in every_child(first, second))


@given(conditions)
def test_any_tree_over_any_facts_is_decided(tree: Condition) -> None:
    assert not (PROVER.never(tree) and PROVER.always(tree))
    assert PROVER.counterexample(tree, tree) is None


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("always", "{fact: age, at_least: 0}"),
        ("never", "{fact: age, at_most: -1}"),
        ("always", '{fact: age, at_least: 0, on: "next 08-31"}'),
        ("maybe", '{fact: age, at_least: 0, on: "08-31"}'),  # a baby born after 31 August
        ("maybe", 'all: [{fact: hukou, within: "320000"}, not: {fact: hukou, within: "320500"}]'),
        ("never", 'all: [{fact: hukou, within: "320500"}, not: {fact: hukou, within: "320000"}]'),
        ("never", 'all: [{fact: hukou, within: "341822"}, not: {fact: hukou, within: "341882"}]'),
        ("always", 'any: [{fact: hukou, within: "320000"}, not: {fact: hukou, within: "320583"}]'),
        ("maybe", "all: [{fact: languages, has: ug}, {fact: languages, has: bo}]"),
        ("never", "all: [{fact: languages, has: ug}, not: {fact: languages, has: ug}]"),
        ("maybe", "{fact: birth_date, between: [2011-11-11, 2011-11-11]}"),
        ("always", "{fact: sex, in: [female, male]}"),
    ],
)
def test_bounds_places_languages_and_dates_are_understood(wanted: str, text: str) -> None:
    tree = condition(text)
    found = "never" if PROVER.never(tree) else "always" if PROVER.always(tree) else "maybe"
    assert found == wanted


def test_ages_on_different_test_days_are_different_questions() -> None:
    text = 'all: [{fact: age, is: 5, on: "08-31"}, {fact: age, is: 6}]'
    witness = PROVER.witness(condition(text))
    keys: set[Variable] = {("age", TestDay(8, 31)), ("age", None)}
    assert witness is not None
    assert witness.keys() == keys


def test_the_example_child_is_a_plain_one() -> None:
    base = condition("{fact: age, at_most: 15}")
    narrower = condition("{fact: age, between: [3, 12]}")
    assert PROVER.counterexample(base, narrower) == {("age", None): 2}


def test_somewhere_else_is_no_place_of_the_list() -> None:
    assert areas().get(ELSEWHERE) is None
