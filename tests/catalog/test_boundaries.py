"""The children at a condition's bounds: one side of each bound holds and the other does not.

Held against the evaluation itself, so the days cannot be worked out differently in two places.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.catalog.boundaries import edges
from checklist.rules.derived import Child
from tests.support import answer, child, condition, facts

DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@given(
    DAYS,
    st.sampled_from(["age", "age_months", "months_resident"]),
    st.sampled_from(["at_least", "at_most"]),
    st.integers(1, 40),
    st.sampled_from(["", ', on: "08-31"', ', on: "next 01-01"', ', on: "03-01"']),
)
def test_the_two_sides_of_a_bound_come_out_differently(
    on: date, fact: str, operator: str, bound: int, test_day: str
) -> None:
    text = f"{{fact: {fact}, {operator}: {bound}{test_day}}}"
    reached, missed = edges(condition(text), facts(), on)
    assert missed.day - reached.day == timedelta(days=1)
    outcomes = [answer(text, Child({edge.fact: edge.day}, {}), on) for edge in (reached, missed)]
    assert outcomes == (["yes", "no"] if operator == "at_least" else ["no", "yes"])


@given(DAYS, st.integers(1, 10), st.integers(0, 8))
def test_a_span_of_ages_has_both_its_bounds(on: date, low: int, years: int) -> None:
    text = f"{{fact: age, between: [{low}, {low + years}]}}"
    found = edges(condition(text), facts(), on)
    outcomes = [answer(text, child(birth_date=edge.day), on) for edge in found]
    assert outcomes == ["yes", "no", "no", "yes"]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("{fact: birth_date, at_least: 2011-11-10}", ["yes", "no"]),
        ("{fact: birth_date, at_most: 2011-11-10}", ["yes", "no"]),
        ("{fact: birth_date, between: [2011-11-10, 2012-02-29]}", ["yes", "no", "yes", "no"]),
    ],
)
def test_a_date_is_tried_on_its_day_and_on_the_other_side(text: str, outcomes: list[str]) -> None:
    found = edges(condition(text), facts(), date(2026, 11, 23))
    assert [answer(text, child(birth_date=edge.day)) for edge in found] == outcomes


def test_an_age_has_no_lower_bound_at_birth_and_each_bound_stands_once() -> None:
    text = "{any: [{fact: age, between: [0, 6]}, {fact: age, at_least: 7}]}"
    names = [edge.name for edge in edges(condition(text), facts(), date(2026, 11, 23))]
    assert names == ["满7周岁，正好那一天", "差一天才满7周岁"]


def test_what_is_not_counted_in_time_has_no_such_bounds() -> None:
    text = "{all: [{fact: orphan, is: true}, {attest: paper, text: {zh-Hans: 材料, en: paper}}]}"
    assert edges(condition(text), facts(), date(2026, 11, 23)) == ()
