"""Where pages end, on pages of a hundred pixels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.documents.paste.pagination import Measure, TooTallError, pages


def laid(*blocks: Measure) -> list[list[int]]:
    """Which blocks stand on which page, of 100 pixels from 10 on."""
    return [[at for at, _ in page] for page in pages(blocks, 10, 110)]


def test_blocks_fill_a_page_to_its_last_pixel_and_no_further() -> None:
    assert laid(Measure(60), Measure(40), Measure(1)) == [[0, 1], [2]]


def test_rounding_does_not_push_a_block_to_the_next_page() -> None:
    assert laid(Measure(60), Measure(40 + 1e-8)) == [[0, 1]]
    assert laid(Measure(60), Measure(40.001)) == [[0], [1]]


def test_a_heading_goes_with_what_follows_it() -> None:
    assert laid(Measure(50), Measure(20, stays=True), Measure(40)) == [[0], [1, 2]]


def test_headings_in_a_row_all_go_with_what_follows() -> None:
    heading = Measure(20, stays=True)
    assert laid(Measure(50), heading, heading, Measure(40)) == [[0], [1, 2, 3]]


def test_a_heading_and_a_row_that_fit_on_no_page_together_are_parted() -> None:
    assert laid(Measure(30, stays=True), Measure(90)) == [[0], [1]]


def test_a_heading_at_the_very_end_stands_alone() -> None:
    assert laid(Measure(90), Measure(20, stays=True)) == [[0], [1]]


def test_a_page_ends_where_it_is_told_to() -> None:
    assert laid(Measure(10, ends=True), Measure(10)) == [[0], [1]]
    assert laid(Measure(10, ends=True)) == [[0]]


def test_each_page_begins_at_its_top() -> None:
    assert [page[0][1] for page in pages([Measure(70), Measure(70)], 10, 110)] == [10, 10]


def test_a_block_that_fits_nowhere_is_named() -> None:
    with pytest.raises(TooTallError) as refused:
        laid(Measure(10), Measure(101))
    assert refused.value.position == 1


@given(st.lists(st.tuples(st.integers(1, 100), st.booleans()), max_size=30))
def test_nothing_is_lost_overlaps_or_leaves_the_page(drawn: list[tuple[int, bool]]) -> None:
    blocks = [Measure(height, stays) for height, stays in drawn]
    made = pages(blocks, 10, 110)
    assert [at for page in made for at, _ in page] == list(range(len(blocks)))
    for page in made:
        y = 10.0
        for at, top in page:
            assert top == y
            y += blocks[at].height
        assert y <= 110
