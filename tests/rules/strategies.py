"""Random conditions and random, partly unknown children, for the laws of evaluation.

Trees are drawn over facts of every kind, so one law tested here holds for any catalog.
The `wide` ones add what some laws leave out: figures, `migrant`, and oddly known children.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import strategies as st

from checklist.findings import Span
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
)
from checklist.rules.derived import Child
from checklist.rules.facts import Value

HERE = Span("random.yaml", 1, 1)
PLACES = ["320583", "320505", "320506", "320500", "330624", "341822", "320000", "110101"]
ODD_PLACES = [  # moved, split up, without counties, too coarse, or never given out
    "320504", "320586", "320584", "322726", "441900", "429004", "460400", "110000", "110203",
    "340000", "341800", "341882", "500105", "330600", "320508", "000000", "990000",
]  # fmt: skip
DATES = [  # to ask on
    date(2026, 11, 23), date(2024, 2, 29), date(2025, 2, 28), date(2026, 3, 1), date(2026, 8, 31)
]  # fmt: skip
STAGES = ["none", "nursery", "kindergarten", "primary", "junior", "senior"]
SUPPORT = ["none", "marginal", "minimum_living", "destitute"]
TAGS = ["zh-Hans", "ug", "bo"]
FIGURES: Mapping[str, float] = {"six": 6, "half": 6.5, "none": 0}  # and "unheard" is not known

days = st.dates(date(2008, 1, 1), date(2026, 11, 23))
values: dict[str, st.SearchStrategy[Value]] = {
    "birth_date": days,
    "resident_since": days,
    "permit_endorsed_until": st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    "hukou": st.sampled_from(PLACES),
    "residence": st.sampled_from(PLACES),
    "residence_permit": st.sampled_from(["none", "applied", "held"]),
    "school_stage": st.sampled_from(STAGES),
    "family_assistance": st.sampled_from(SUPPORT),
    "languages": st.lists(st.sampled_from(TAGS), max_size=3, unique=True).map(tuple),
    "orphan": st.booleans(),
    "insured_elsewhere": st.booleans(),
}
edge_days = st.sampled_from([(2, 28), (3, 1), (1, 1), (1, 31), (8, 31), (11, 23), (12, 31)])
test_days = st.none() | st.builds(
    lambda day, following: TestDay(day[0], day[1], next=following),
    edge_days | st.tuples(st.integers(1, 12), st.integers(1, 28)),
    st.booleans(),
)


def _leaf(fact: str, operator: Operator, *operands: Operand, on: TestDay | None = None) -> Leaf:
    return Leaf(fact, operator, operands, HERE, on)


@st.composite
def _counts(draw: st.DrawFn) -> Leaf:
    fact = draw(st.sampled_from(["age", "age_months", "months_resident"]))
    low, high = sorted(draw(st.tuples(st.integers(0, 20), st.integers(0, 20))))
    operator = draw(st.sampled_from(
        [Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN, Operator.IS, Operator.IN]
    ))  # fmt: skip
    operands = (low, high) if operator in {Operator.BETWEEN, Operator.IN} else (low,)
    return _leaf(fact, operator, *operands, on=draw(test_days))


@st.composite
def _dates(draw: st.DrawFn) -> Leaf:
    fact = draw(st.sampled_from(["birth_date", "resident_since", "permit_endorsed_until"]))
    low, high = sorted(draw(st.tuples(values[fact], values[fact])))
    operator = draw(st.sampled_from(
        [Operator.IS, Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN]
    ))  # fmt: skip
    return _leaf(fact, operator, *((low, high) if operator is Operator.BETWEEN else (low,)))


def _among(fact: str, choices: list[str]) -> st.SearchStrategy[Leaf]:
    several = st.lists(st.sampled_from(choices), min_size=1, max_size=3)
    return several.map(lambda found: _leaf(fact, Operator.IN, *found))


flags = st.sampled_from(["orphan", "insured_elsewhere", "permit_valid", "crosses_county",
                         "within_city_districts"])  # fmt: skip
leaf_strategy: st.SearchStrategy[Condition] = st.one_of(
    _counts(),
    st.builds(lambda fact, value: _leaf(fact, Operator.IS, value), flags, st.booleans()),
    st.builds(lambda stage: _leaf("school_stage", Operator.IS, stage), st.sampled_from(STAGES)),
    st.builds(lambda place: _leaf("hukou", Operator.WITHIN, place), st.sampled_from(PLACES)),
    st.builds(lambda tag: _leaf("languages", Operator.HAS, tag), st.sampled_from(TAGS)),
    _among("school_stage", STAGES),
    _among("family_assistance", SUPPORT),
    _dates(),
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


@st.composite
def _figured(draw: st.DrawFn) -> Leaf:
    """A count compared with figures, known and unknown, and numbers that are not whole."""
    bound = st.sampled_from([FigureRef(key) for key in (*FIGURES, "unheard")]) | st.sampled_from(
        [-1, 0, 5.5, 6, 6.0, 72, 12.25]
    )
    operator = draw(st.sampled_from(
        [Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN, Operator.IS, Operator.IN]
    ))  # fmt: skip
    fact = draw(st.sampled_from(["age", "age_months", "months_resident"]))
    operands = draw(st.tuples(bound, bound))
    two = operator in {Operator.BETWEEN, Operator.IN}
    return _leaf(fact, operator, *(operands if two else operands[:1]), on=draw(test_days))


odd_days = days | st.sampled_from(
    [date(2020, 2, 29), date(2024, 2, 29), date(2019, 2, 28), date(2021, 3, 1), date(2022, 1, 31),
     date(2020, 8, 31), date(2020, 9, 1), date(2026, 5, 23), date(2026, 5, 24), date(2026, 5, 22),
     date(2026, 11, 23), date(2026, 11, 24), date(2027, 2, 28), date(1999, 12, 31)]
)  # fmt: skip
ends = st.one_of(  # of permits: often the very day they are asked about, or the day before
    values["permit_endorsed_until"],
    st.sampled_from(DATES),
    st.sampled_from([day - timedelta(1) for day in DATES]),
)
odd_places = st.sampled_from([*PLACES, *ODD_PLACES])
wide_leaves: st.SearchStrategy[Condition] = st.one_of(
    leaf_strategy,
    _figured(),
    st.builds(
        lambda fact, place: _leaf(fact, Operator.WITHIN, place),
        st.sampled_from(["hukou", "residence"]),
        odd_places,
    ),
    st.booleans().map(lambda value: _leaf("migrant", Operator.IS, value)),
)
wide_conditions: st.SearchStrategy[Condition] = st.recursive(wide_leaves, _branches, max_leaves=8)
_wide_values = values | {
    "birth_date": odd_days,
    "resident_since": odd_days,
    "permit_endorsed_until": ends,
    "hukou": odd_places,
    "residence": odd_places,
}
wide_children: st.SearchStrategy[Child] = st.builds(  # half of them wholly known
    Child,
    st.fixed_dictionaries({}, optional=_wide_values) | st.fixed_dictionaries(_wide_values),
    st.dictionaries(st.sampled_from("ab"), st.booleans()),
)
