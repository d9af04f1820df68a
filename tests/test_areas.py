"""Places: what a code or a name means, what it lies in, and how two places relate.

Run on the real list, for what can go wrong here is mostly in the list: codes given up, codes
given twice, counties without a city, cities without counties.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.areas import Area, Areas
from checklist.placenames import short
from tests.support import CATALOG, areas

LINES = [
    line.split("\t")
    for line in (CATALOG / "areas.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
CODES = sorted({code for code, *_ in LINES})
codes = st.sampled_from(CODES)


def code_of(text: str) -> str | None:
    """The code found for a text."""
    found = areas().find(text)
    return found.area.code if found.area else None


def candidates(text: str) -> list[str]:
    """The codes shown for a text that is not clear."""
    found = areas().find(text)
    assert found.area is None
    return [area.code for area in found.candidates]


# ---- the list


def test_the_list_says_of_which_year_it_is() -> None:
    assert areas().list_year == 2025


def test_every_line_is_a_place_with_plausible_years() -> None:
    for code, name, since, until, successor in LINES:
        assert len(code) == 6
        assert name
        assert "直辖县级" not in name
        assert name != "市辖区"
        assert not (since and until) or int(since) <= int(until)
        assert not successor or until


def test_every_place_in_force_has_one_line_and_one_province() -> None:
    in_force = [code for code, _, _, until, _ in LINES if not until]
    assert len(in_force) == len(set(in_force))
    assert all(areas().get(code[:2] + "0000") for code in in_force)
    assert sum(code.endswith("0000") for code in in_force) == 34


def test_every_successor_leads_to_a_place_in_force() -> None:
    for code, _, _, _, successor in LINES:
        if successor:
            area = areas().get(areas().current(code))
            assert area is not None
            assert area.until is None, code


def test_the_list_is_read_hardly_slower_than_its_lines_are_split() -> None:
    path = CATALOG / "areas.tsv"
    reading = min(_seconds(lambda: Areas.read(path).get("320583")) for _ in range(7))
    splitting = min(_seconds(lambda: _split(path)) for _ in range(7))
    assert reading < 4 * splitting, "measured: 1.1 to 1.5 times"


def _split(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines()]


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def test_a_list_without_places_knows_none() -> None:
    nowhere = Areas(2025, "# nothing\n")
    assert nowhere.get("320583") is None
    assert nowhere.chain("320583") == ("320583",)
    assert nowhere.find("昆山").candidates == ()


# ---- codes


def test_kunshan_is_known_with_its_first_year() -> None:
    assert areas().get("320583") == Area("320583", "昆山市", 1989)


def test_guangde_county_became_guangde_city() -> None:
    assert areas().get("341822") == Area("341822", "广德县", 2000, 2019, "341882")
    assert areas().current("341822") == "341882"


def test_a_place_that_moved_twice_leads_to_where_it_is_now() -> None:
    assert areas().current("341422") == "340281"  # 无为县: from Chaohu to Wuhu, then a city


def test_a_district_merged_as_a_whole_leads_to_the_new_one() -> None:
    assert areas().current("110103") == "110101"  # 崇文区
    assert areas().current("500105") == "500157"  # 江北区, 2025


def test_a_place_that_was_split_up_leads_nowhere() -> None:
    assert areas().current("500112") == "500112"  # 渝北区, 2025: two districts share it


def test_a_code_used_again_means_the_place_in_force() -> None:
    area = areas().get("500110")
    assert area is not None
    assert (area.name, area.until) == ("綦江区", None)


@pytest.mark.parametrize("code", ["110100", "320501", "429000", "659000"])
def test_a_grouping_is_no_place_but_shows_what_it_lies_in(code: str) -> None:
    assert areas().get(code) is None
    assert candidates(code)[-1] == code[:2] + "0000"


# ---- what a place lies in


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("320583", ("320000", "320500", "320583")),
        ("330624", ("330000", "330600", "330624")),
        ("320500", ("320000", "320500")),
        ("320000", ("320000",)),
        ("110101", ("110000", "110101")),
        ("500233", ("500000", "500233")),
        ("429004", ("420000", "429004")),  # 仙桃: under the province itself
        ("419001", ("410000", "419001")),  # 济源
        ("469002", ("460000", "469002")),  # 琼海
        ("659012", ("650000", "659012")),  # 白杨
        ("441900", ("440000", "441900")),  # 东莞: a city without counties
        ("460400", ("460000", "460400")),  # 儋州
        ("341822", ("340000", "341800", "341822")),  # abolished
        ("000000", ()),
    ],
)
def test_the_chain_of_parents_starts_with_the_province(code: str, chain: tuple[str, ...]) -> None:
    assert areas().chain(code) == chain


def test_the_full_name_is_the_chain_in_one() -> None:
    assert areas().full_name("320583") == "江苏省苏州市昆山市"
    assert areas().full_name("429004") == "湖北省仙桃市"
    assert areas().full_name("110101") == "北京市东城区"


@given(codes)
def test_a_chain_ends_with_the_place_itself(code: str) -> None:
    assert areas().chain(code)[-1] == code


@given(codes)
def test_a_place_lies_in_all_of_its_chain(code: str) -> None:
    assert all(areas().within(code, above) for above in ("000000", *areas().chain(code)))


def test_an_abolished_place_lies_where_its_successor_lies() -> None:
    assert areas().within("341421", "340100") is True  # 庐江, from Chaohu to Hefei
    assert areas().within("341822", "341882") is True


def test_a_place_may_lie_in_what_is_finer_than_its_code() -> None:
    assert areas().within("320500", "320583") is None
    assert areas().within("500112", "500157") is None  # split up: Chongqing is all that is certain
    assert areas().within("320500", "330624") is False


# ---- one county?


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("320583", "320583", True),
        ("320583", "320505", False),
        ("341822", "341882", True),  # the same county before and after
        ("110103", "110101", True),  # merged in 2010
        ("320500", "320583", None),
        ("320500", "320500", None),
        ("320500", "341800", False),
        ("320000", "320583", None),
        ("320000", "341822", False),
        ("441900", "441900", True),  # no counties below
        ("620200", "620200", True),  # 嘉峪关
        ("500112", "500157", None),
        ("500112", "500112", True),
        ("500112", "320583", False),
    ],
)
def test_places_are_compared_by_county(first: str, second: str, same: bool | None) -> None:  # noqa: FBT001
    assert areas().same_county(first, second) is same


@given(codes, codes)
def test_it_does_not_matter_which_place_comes_first(first: str, second: str) -> None:
    assert areas().same_county(first, second) is areas().same_county(second, first)
    there = areas().same_city_districts(first, second)
    assert there is areas().same_city_districts(second, first)


@given(codes)
def test_a_place_never_lies_in_another_county_than_itself(code: str) -> None:
    assert areas().same_county(code, code) is not False


# ---- districts of one city?


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("320505", "320508", True),  # 虎丘, 姑苏
        ("320505", "320583", False),  # 昆山 is a city of its own
        ("320505", "320106", False),  # another city
        ("110101", "110105", True),  # a municipality is one city
        ("310101", "310151", True),  # 崇明, whose code is past 50
        ("500101", "500233", False),  # 忠县
        ("532301", "532302", False),  # cities of a prefecture, with codes like districts
        ("232761", "232762", False),  # 加格达奇: no city above
        ("520201", "520203", False),  # 六枝特区
        ("429021", "420102", False),  # 神农架林区
        ("320502", "320505", True),  # 沧浪, merged into 姑苏
        ("320500", "320505", None),
        ("320500", "320583", False),
        ("320000", "320505", None),
        ("110000", "110101", None),
        ("320000", "110101", False),
        ("990000", "990001", None),
    ],
)
def test_districts_are_told_from_counties(first: str, second: str, same: bool | None) -> None:  # noqa: FBT001
    assert areas().same_city_districts(first, second) is same


# ---- names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("320583", "320583"),
        ("320583100", "320583"),  # a town's statistical code
        ("320583100001", "320583"),  # a village's
        ("３２０５８３", "320583"),
        ("341822", "341822"),
        ("昆山", "320583"),
        ("昆山市", "320583"),
        ("江苏昆山", "320583"),
        ("江苏省苏州市昆山市", "320583"),
        ("苏州 昆山", "320583"),
        ("江苏/苏州/昆山", "320583"),
        (" 昆 山 市 ", "320583"),
        ("安徽省宣城市广德市", "341882"),
        ("安徽省宣城市广德县", "341822"),
        ("仙桃", "429004"),
        ("湖北省省直辖县级行政区划仙桃市", "429004"),
        ("东莞", "441900"),
        ("嘉峪关市", "620200"),
        ("北京市市辖区朝阳区", "110105"),
        ("上海市上海市浦东新区", "310115"),
        ("浦东", "310115"),
        ("内蒙古", "150000"),
        ("新疆", "650000"),
        ("张家川", "620525"),
        ("恩施州", "422800"),
        ("积石山县", "622927"),
        ("大理州", "532900"),
        ("贵州省毕节地区大方县", "522422"),
    ],
)
def test_a_place_is_found_by_code_and_by_name(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("襄樊市", "420600"), ("襄阳", "420600"), ("襄阳区", "420607"), ("湖北襄樊谷城", "420625")],
)
def test_a_renamed_place_is_found_by_its_old_name(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_place_in_force_goes_before_an_abolished_one_of_its_name() -> None:
    assert code_of("广德") == "341882"
    assert code_of("巢湖市") == "340181"  # not the prefecture of before 2011


def test_of_two_abolished_places_of_one_name_the_later_is_meant() -> None:
    assert code_of("广德县") == "341822"  # not 342522


def test_a_name_that_many_places_bear_shows_them_all() -> None:
    assert candidates("鼓楼区") == ["320106", "320302", "350102", "410204"]
    assert candidates("吉林") == ["220000", "220200"]


def test_a_name_lately_given_up_in_another_province_is_not_taken_silently() -> None:
    assert candidates("江北区") == ["330205", "500105"]  # Ningbo's; Chongqing's until 2025
    assert code_of("重庆市江北区") == "500105"


@pytest.mark.parametrize("text", ["昆山巿", "坤山", "昆三市", "江苏省苏州市昆三市", "江苏坤山"])
def test_a_misspelt_name_shows_the_likeliest_place_first(text: str) -> None:
    shown = candidates(text)
    assert shown[0] == "320583"
    assert len(shown) <= 8


@pytest.mark.parametrize("text", ["", "abc", "999999", "不知道的地方在哪里"])
def test_what_is_like_no_place_shows_none(text: str) -> None:
    assert candidates(text) == []


@given(codes)
def test_a_full_name_leads_back_to_the_place_or_shows_it(code: str) -> None:
    area = areas().get(code)
    assert area is not None
    found = areas().find(areas().full_name(code))
    if area.until is None:
        assert found.area == area
    else:
        assert found.area or found.candidates


@settings(max_examples=30)  # a text that is no name is compared with every place
@given(st.text(alphabet="昆山市县区江苏省鼓楼0123456789 /北京", max_size=14))
def test_any_text_is_answered_and_never_both_ways(text: str) -> None:
    found = areas().find(text)
    assert found.area is None or found.candidates == ()


def test_a_short_name_keeps_two_characters() -> None:
    assert short("昆山市") == "昆山"
    assert short("通县") == "通县"
    assert short("东乡族自治县") == "东乡"
    assert short("双江拉祜族佤族布朗族傣族自治县") == "双江"
    assert short("鄂伦春自治旗") == "鄂伦春"
