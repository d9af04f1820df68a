"""ID numbers: the check digit by trying all eleven, and what masking must hide.

The numbers are made up in an area code that was never given out.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.children import identity

AREA = "990000"
WEIGHTS = [pow(2, 17 - place, 11) for place in range(17)]  # GB 11643-1999, ISO 7064 mod 11-2

dates = st.dates(date(1900, 1, 1), date(2100, 1, 1))
sequences = st.integers(0, 999).map("{:03}".format)
bodies = st.builds(lambda born, number: f"{AREA}{born:%Y%m%d}{number}", dates, sequences)


def whole(body: str) -> str:
    """A body of seventeen digits with the check digit the standard's formula gives."""
    remainder = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[remainder]


@given(bodies)
def test_exactly_one_of_eleven_last_characters_fits(body: str) -> None:
    fitting = [last for last in "0123456789X" if identity.check_digit_holds(body + last)]
    assert fitting == [whole(body)[-1]]


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_miscopied_digit_is_always_noticed(body: str, place: int, by: int) -> None:
    number = whole(body)
    wrong = str((int(number[place]) + by) % 10)
    assert not identity.check_digit_holds(number[:place] + wrong + number[place + 1 :])


@given(bodies, st.integers(0, 15))
def test_two_swapped_digits_are_always_noticed(body: str, place: int) -> None:
    number = whole(body)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert identity.check_digit_holds(swapped) == (swapped == number)


def test_a_small_x_is_as_good_as_a_capital_one() -> None:
    number = next(n for n in (whole(f"{AREA}20190502{i:03}") for i in range(99)) if n[-1] == "X")
    assert identity.well_formed(number.lower())
    assert identity.check_digit_holds(number.lower())


@given(dates, sequences)
def test_birth_date_and_sex_are_read_from_the_number(born: date, sequence: str) -> None:
    number = whole(f"{AREA}{born:%Y%m%d}{sequence}")
    assert identity.birth_date(number) == born
    assert identity.sex(number) == ("male" if sequence[-1] in "13579" else "female")


def test_a_day_that_does_not_exist_is_no_birth_date() -> None:
    assert identity.birth_date(whole(f"{AREA}20190229001")) is None
    assert identity.birth_date(whole(f"{AREA}00000000001")) is None


@pytest.mark.parametrize(
    "text",
    ["", "99000020190502001", "9900002019050200155", "99000020190502001五", "99000020190502001 ",
     "９９００００２０１９０５０２００１５", "９９００００２０１９０５０２００１5",
     "990000-20190502-01", "99000020190502 015",
     "²90000201905020015"],
)  # fmt: skip
def test_what_is_no_number_is_not_well_formed(text: str) -> None:
    assert not identity.well_formed(text)


@given(st.text(max_size=25))
def test_what_is_well_formed_can_be_read_without_a_crash(text: str) -> None:
    if identity.well_formed(text):
        identity.check_digit_holds(text)
        identity.birth_date(text)
        identity.sex(text)


@given(bodies)
def test_a_masked_number_keeps_its_ends_and_hides_the_birth_date(body: str) -> None:
    number = whole(body)
    masked = identity.masked(number)
    assert len(masked) == len(number)
    assert masked[:6] == AREA
    assert masked[-4:] == number[-4:]
    assert set(masked[6:14]) == {identity.MASK}


@given(st.text(max_size=30).filter(lambda text: len(text) != 18))
def test_what_is_no_number_is_masked_wholly(text: str) -> None:
    assert set(identity.masked(text)) <= {identity.MASK}
    assert len(identity.masked(text)) == len(text)
