"""Random conditions and random, partly unknown children, for the laws of evaluation.

Trees are drawn over facts of every kind, so one law tested here holds for any catalog.
"""

from datetime import date

from hypothesis import strategies as st

from checklist.findings import Span
from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    Leaf,
    Not,
    Operand,
    Operator,
    TestDay,
)
from checklist.rules.derived import Child
from checklist.rules.facts import Value

HERE = Span("random.yaml", 1, 1)
PLACES = ["320583", "320505", "320506", "320500", "330624", "341822", "320000", "110101"]
STAGES = ["none", "nursery", "kindergarten", "primary", "junior", "senior"]

days = st.dates(date(2008, 1, 1), date(2026, 11, 23))
values: dict[str, st.SearchStrategy[Value]] = {
    "birth_date": days,
    "resident_since": days,
    "permit_endorsed_until": st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    "hukou": st.sampled_from(PLACES),
    "residence": st.sampled_from(PLACES),
    "residence_permit": st.sampled_from(["none", "applied", "held"]),
    "school_stage": st.sampled_from(STAGES),
    "orphan": st.booleans(),
    "insured_elsewhere": st.booleans(),
}
test_days = st.none() | st.builds(
    TestDay, st.integers(1, 12), st.integers(1, 28), next=st.booleans()
)


def _leaf(fact: str, operator: Operator, *operands: Operand, on: TestDay | None = None) -> Leaf:
    return Leaf(fact, operator, operands, HERE, on)


@st.composite
def _counts(draw: st.DrawFn) -> Leaf:
    fact = draw(st.sampled_from(["age", "age_months", "months_resident"]))
    low, high = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
    operator = draw(st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN]))
    operands = (low, high) if operator is Operator.BETWEEN else (low,)
    return _leaf(fact, operator, *operands, on=draw(test_days))


flags = st.sampled_from(["orphan", "insured_elsewhere", "permit_valid", "crosses_county",
                         "within_city_districts"])  # fmt: skip
leaf_strategy: st.SearchStrategy[Condition] = st.one_of(
    _counts(),
    st.builds(lambda fact, value: _leaf(fact, Operator.IS, value), flags, st.booleans()),
    st.builds(lambda stage: _leaf("school_stage", Operator.IS, stage), st.sampled_from(STAGES)),
    st.builds(lambda place: _leaf("hukou", Operator.WITHIN, place), st.sampled_from(PLACES)),
    st.builds(lambda day: _leaf("birth_date", Operator.AT_LEAST, day), days),
    st.builds(lambda key: Attest(key, {"zh-Hans": "x", "en": "x"}, HERE), st.sampled_from("ab")),
)


def _branches(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(lambda found: All(found, HERE), several),
        st.builds(lambda found: AnyOf(found, HERE), several),
        st.builds(lambda found: Not(found, HERE), parts),
    )


conditions: st.SearchStrategy[Condition] = st.recursive(leaf_strategy, _branches, max_leaves=8)
children: st.SearchStrategy[Child] = st.builds(
    Child,
    st.fixed_dictionaries({}, optional=values),
    st.dictionaries(st.sampled_from("ab"), st.booleans()),
)
whole_children: st.SearchStrategy[Child] = st.builds(
    Child, st.fixed_dictionaries(values), st.fixed_dictionaries(dict.fromkeys("ab", st.booleans()))
)
