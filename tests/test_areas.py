"""Places: codes old and new, chains, names that are unique and names that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import areas

codes = st.sampled_from(sorted(areas().by_code))


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("320583", ("320000", "320500", "320583")),
        ("320000", ("320000",)),
        ("110101", ("110000", "110101")),  # a municipality has no city between
        ("429004", ("420000", "429004")),  # a county under the province itself
        ("441900", ("440000", "441900")),  # a city without counties
        ("460400", ("460000", "460400")),
        ("620200", ("620000", "620200")),
    ],
)
def test_a_chain_holds_real_places_only(code: str, chain: tuple[str, ...]) -> None:
    assert areas().chain(code) == chain


@pytest.mark.parametrize(
    "text",
    [
        "320583",
        "昆山",
        "昆山市",
        "江苏昆山",
        "江苏省苏州市昆山市",
        "苏州 昆山",
        "３２０５８３",
        "320583100",
    ],
)
def test_a_place_is_found_by_code_and_by_any_of_its_names(text: str) -> None:
    found = areas().find(text).area
    assert found is not None
    assert found.code == "320583"


def test_an_ambiguous_name_is_answered_by_all_it_may_mean() -> None:
    found = areas().find("鼓楼区")
    assert found.area is None
    assert {area.code for area in found.candidates} == {"320106", "320302", "350102", "410204"}
    named = areas().find("南京鼓楼区").area
    assert named is not None
    assert named.code == "320106"


@pytest.mark.parametrize("text", ["昆山巿", "昆三市"])
def test_a_misspelt_name_is_answered_by_what_it_looks_like(text: str) -> None:
    found = areas().find(text)
    assert found.area is None
    assert "320583" in {area.code for area in found.candidates}


@pytest.mark.parametrize("text", ["", " ", "qqqq", "999999", "不存在的地方啊"])
def test_nonsense_finds_nothing(text: str) -> None:
    assert areas().find(text).area is None


def test_an_abolished_code_leads_to_the_one_that_took_over() -> None:
    old = areas().get("341822")
    assert old is not None
    assert (old.name, old.until) == ("广德县", 2019)
    assert areas().current("341822") == "341882"
    for text in ("广德市", "安徽省宣城市广德市", "广德"):
        found = areas().find(text).area
        assert found is not None
        assert found.code == "341882"


def test_the_list_says_of_which_year_it_is() -> None:
    assert areas().list_year >= 2023
    assert len([area for area in areas().by_code.values() if area.until is None]) > 3200


@given(codes)
def test_a_place_lies_in_every_place_of_its_chain(code: str) -> None:
    chain = areas().chain(code)
    assert chain[-1] == code
    assert areas().find(code).area == areas().get(code)
    for above in chain:
        if areas().current(above) == above and areas().current(code) == code:
            assert areas().within(code, above) is True


@given(codes, codes)
def test_relations_do_not_depend_on_the_order(first: str, second: str) -> None:
    assert areas().same_county(first, second) == areas().same_county(second, first)
    assert areas().same_city_districts(first, second) == areas().same_city_districts(second, first)


@given(codes)
def test_a_place_is_found_by_its_full_name(code: str) -> None:
    area = areas().get(code)
    if area is not None and area.until is None:
        found = areas().find(areas().full_name(code))
        assert found.area == area or area in found.candidates
