"""Kleene's laws, over all values and over random lists of them."""

from hypothesis import given
from hypothesis import strategies as st

from checklist.rules.truth import Truth, all_of, any_of, of

truths = st.sampled_from(Truth)
lists = st.lists(truths, max_size=6)


@given(truths)
def test_a_double_negation_changes_nothing(a: Truth) -> None:
    assert ~~a is a


@given(lists)
def test_de_morgan_holds_with_unknowns(values: list[Truth]) -> None:
    assert ~all_of(values) is any_of(~value for value in values)


@given(truths, truths, truths)
def test_and_distributes_over_or(a: Truth, b: Truth, c: Truth) -> None:
    assert all_of([a, any_of([b, c])]) is any_of([all_of([a, b]), all_of([a, c])])


@given(lists, st.randoms())
def test_order_does_not_matter(values: list[Truth], random: object) -> None:
    shuffled = sorted(values, key=lambda _: random.random())  # type: ignore[attr-defined]  # a Random
    assert all_of(values) is all_of(shuffled)
    assert any_of(values) is any_of(shuffled)


def test_unknown_is_neither_yes_nor_no() -> None:
    assert all_of([Truth.YES, Truth.UNKNOWN]) is Truth.UNKNOWN
    assert all_of([Truth.NO, Truth.UNKNOWN]) is Truth.NO
    assert any_of([Truth.NO, Truth.UNKNOWN]) is Truth.UNKNOWN
    assert any_of([Truth.YES, Truth.UNKNOWN]) is Truth.YES
    assert any_of([Truth.UNKNOWN, ~Truth.UNKNOWN]) is Truth.UNKNOWN


def test_nothing_to_fulfil_is_fulfilled() -> None:
    assert all_of([]) is Truth.YES
    assert any_of([]) is Truth.NO


def test_a_missing_flag_is_unknown() -> None:
    assert [of(None), of(False), of(True)] == [Truth.UNKNOWN, Truth.NO, Truth.YES]  # noqa: FBT003
