"""The days time alone changes an answer, held against looking at every single day.

Random conditions over ages and months are read day by day for twenty years; a change on a day
that was not foreseen, or an opening day that is not the first, fails.
"""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checklist.rules.condition import All, AnyOf, Condition, Leaf, Not, Operator, TestDay
from checklist.rules.derived import Child, completed_months
from checklist.rules.evaluate import Situation
from checklist.rules.truth import Truth
from checklist.rules.turning import add_months, grows, turning_days
from tests.rules.strategies import HERE
from tests.support import TODAY, areas, child, condition

YEARS = 20
days = st.dates(date(2008, 1, 1), TODAY)
bounds = {"age": 18, "age_months": 60, "months_resident": 30}
test_days = st.none() | st.builds(
    TestDay, st.integers(1, 12), st.integers(1, 28), next=st.booleans()
)


@st.composite
def clocks(draw: st.DrawFn) -> Condition:
    fact = draw(st.sampled_from(sorted(bounds)))
    numbers = st.integers(0, bounds[fact])
    low, high = sorted(draw(st.tuples(numbers, numbers)))
    operator = draw(st.sampled_from(
        [Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN, Operator.IS, Operator.IN]
    ))  # fmt: skip
    two = operator in {Operator.BETWEEN, Operator.IN}
    return Leaf(fact, operator, (low, high) if two else (low,), HERE, draw(test_days))


growing: st.SearchStrategy[Condition] = st.recursive(
    clocks(),
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda found: All(tuple(found), HERE)),
        st.lists(parts, min_size=1, max_size=3).map(lambda found: AnyOf(tuple(found), HERE)),
        parts.map(lambda found: Not(found, HERE)),
    ),
    max_leaves=3,
)
children = st.builds(
    Child, st.fixed_dictionaries({"birth_date": days, "resident_since": days}), st.just({})
)


def truth(tree: Condition, someone: Child, on: date) -> Truth:
    return Situation(someone, on, areas()).evaluate(tree).truth


@settings(max_examples=25)
@given(growing, children)
def test_an_answer_changes_on_foreseen_days_only(tree: Condition, someone: Child) -> None:
    foreseen = set(turning_days(tree, someone, TODAY))
    before = truth(tree, someone, TODAY)
    for ahead in range(1, YEARS * 366):
        day = TODAY + timedelta(ahead)
        now = truth(tree, someone, day)
        assert now is before or day in foreseen
        before = now


@settings(max_examples=25)
@given(growing, children)
def test_the_first_opening_day_is_the_first(tree: Condition, someone: Child) -> None:
    assume(truth(tree, someone, TODAY) is Truth.NO)
    every = (TODAY + timedelta(ahead) for ahead in range(1, YEARS * 366))
    first = next((day for day in every if truth(tree, someone, day) is Truth.YES), None)
    foreseen = turning_days(tree, someone, TODAY)
    assert first == next((day for day in foreseen if truth(tree, someone, day) is Truth.YES), None)


@given(days, st.integers(0, 300))
def test_adding_months_gives_the_first_day_they_are_complete(since: date, months: int) -> None:
    reached = add_months(since, months)
    assert completed_months(since, reached) >= months
    assert completed_months(since, reached - timedelta(1)) < months


@pytest.mark.parametrize(
    ("text", "known", "wanted"),
    [
        ("{fact: age, at_least: 6}", {"birth_date": date(2021, 5, 2)}, "2027-05-02"),
        ("{fact: age, at_least: 6}", {"birth_date": date(2022, 2, 28)}, "2028-02-28"),
        ("{fact: age, at_least: 5}", {"birth_date": date(2024, 2, 29)}, "2029-03-01"),
        ('{fact: age, at_least: 6, on: "08-31"}', {"birth_date": date(2021, 9, 1)}, "2028-08-31"),
        ('{fact: age, at_least: 6, on: "08-31"}', {"birth_date": date(2021, 8, 31)}, "2027-08-31"),
        ('{fact: age, at_least: 6, on: "next 08-31"}', {"birth_date": date(2021, 9, 1)},
         "2027-08-31"),
        ("{fact: months_resident, at_least: 6}", {"resident_since": date(2026, 8, 31)},
         "2027-03-01"),
    ],
)  # fmt: skip
def test_the_day_something_begins_is_told(text: str, known: dict[str, date], wanted: str) -> None:
    tree, someone = condition(text), child(None, **known)
    later = turning_days(tree, someone, TODAY)
    first = next(day for day in later if truth(tree, someone, day) is Truth.YES)
    assert first.isoformat() == wanted


def test_without_the_date_a_clock_counts_from_no_day_is_foreseen() -> None:
    assert turning_days(condition("{fact: age, at_least: 6}"), child(), TODAY) == ()


def test_an_age_nobody_reaches_is_no_day_of_the_calendar() -> None:
    someone = child(birth_date=date(2020, 1, 1))
    assert turning_days(condition("{fact: age, at_least: 9000}"), someone, TODAY) == ()


def test_only_what_grows_by_itself_grows() -> None:
    assert grows(condition("{fact: age, at_least: 6}"))
    assert not grows(condition("{fact: orphan, is: true}"))


def test_what_depends_on_being_a_migrant_child_opens_by_the_definitions_clocks() -> None:
    item = condition("{fact: migrant, is: true}")
    definition = condition("{fact: months_resident, at_least: 6}")
    someone = child(resident_since=date(2026, 8, 1))
    assert turning_days(item, someone, TODAY) == ()
    assert turning_days(item, someone, TODAY, definition)[0] == date(2027, 2, 1)
    assert grows(item)
