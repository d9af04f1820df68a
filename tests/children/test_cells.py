"""Words of cells: what can mean one thing is that thing, and nothing else is guessed.

The laws go both ways: however a value is usually written, it is read back as the value; and a
text that is not so written comes through as it stands, to be refused with its cell.
"""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.children.addresses import Addresses
from checklist.children.cells import (
    EPOCH,
    EPOCH_1904,
    Content,
    Vocabulary,
    normal,
    serial_date,
    text_of,
)
from checklist.children.headers import Names, spelt
from checklist.located import Plain
from checklist.rules.facts import LANGUAGES, Fact, Kind
from tests.support import areas, facts

WORDS = Vocabulary(facts())
BORN = facts()["birth_date"]
WAYS = (
    "{0:%Y-%m-%d}", "{0.year}-{0.month}-{0.day}", "{0.year}/{0.month}/{0.day}",
    "{0:%Y/%m/%d}", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日",
    "{0:%Y年%m月%d日}", "{0.year} 年 {0.month} 月 {0.day} 日", "{0.year}年{0.month}月{0.day}号",
    "{0:%Y%m%d}", "{0:%Y-%m-%d} 00:00:00", "{0:%Y-%m-%d}T00:00:00", "{0.year}。{0.month}。{0.day}",
    "{0.year}/{0.month}/{0.day} 8:30", "{0:%Y-%m-%d} 23:59:59.999",
)  # fmt: skip
WIDE = str.maketrans("0123456789-/.", "０１２３４５６７８９－／．")
days = st.dates(date(1954, 1, 1), date(2099, 12, 31))
each_fact = pytest.mark.parametrize("fact", facts().given, ids=lambda fact: fact.id)


def said(fact_id: str, content: Content, epoch: date | None = EPOCH) -> Plain:
    return WORDS.plain(facts()[fact_id], content, epoch)


@given(days, st.sampled_from(WAYS), st.booleans(), st.sampled_from(["", " ", "\u3000", "'"]))
def test_a_date_is_read_however_it_is_usually_written(
    day: date, way: str, wide: bool, before: str  # noqa: FBT001 - drawn
) -> None:  # fmt: skip
    text = way.format(day)
    text = text.translate(WIDE) if wide else text
    assert said("birth_date", before + text) == day.isoformat()


@given(days, st.sampled_from([EPOCH, EPOCH_1904]), st.floats(0, 0.99))
def test_a_serial_number_counts_from_its_workbooks_epoch(
    day: date, epoch: date, time: float
) -> None:
    number = (day - epoch).days + time
    assert serial_date(number, epoch) == day
    assert said("birth_date", number, epoch) == day.isoformat()
    assert said("birth_date", number, None) == ""


@pytest.mark.parametrize(
    "text",
    ["2019", "2019年", "2019年5月", "2019-5", "5/2/2019", "5/2/19", "19.5.2", "2019-5/2", "43587",
     "2019052", "201905020", "2019-05-02T00:00:00Z",
     "2019-05-02 08:30+08:00", "5月2日", "二〇一九年五月二日", "2019-05-02-03",
     "约2019-05-02", "2019-05-02前后", "2019--5--2"],
)  # fmt: skip
def test_what_is_no_whole_date_stays_as_it_stands(text: str) -> None:
    assert said("birth_date", text) == text


@pytest.mark.parametrize("number", [0, 1, 2019, 201905, 99_999, 2019.5, -1, 1e300, 18991230])
def test_a_number_no_child_was_born_on_is_no_date(number: float) -> None:
    assert said("birth_date", number) == ""


@each_fact
def test_every_word_of_an_option_means_it_in_any_spelling(fact: Fact) -> None:
    for key, option in fact.options.items():
        for word in (key, *option.label.values(), *option.words):
            for spelling in (
                word,
                f" {word}\u3000",
                word.upper(),
                word.translate(WIDE),
                f"{word}。",
            ):
                value = said(fact.id, spelling)
                assert value == (key if fact.kind is Kind.CHOICE else [key])


@each_fact
def test_no_word_means_two_options_and_none_means_unknown(fact: Fact) -> None:
    often: Counter[str] = Counter()
    for key, option in fact.options.items():
        words = {normal(word) for word in (key, *option.label.values(), *option.words)}
        often.update(words)
        assert all(said(fact.id, word) is not None for word in words)
    assert [word for word, count in often.items() if count > 1] == []


def test_no_header_names_two_facts() -> None:
    often = Counter(
        spelt(name)
        for fact in facts().given
        for name in {fact.id, *fact.headers, *(fact.label[tag] for tag in LANGUAGES)}
    )
    assert [name for name, count in often.items() if count > 1] == []


@pytest.mark.parametrize(
    "note", ["（必填）", "(选填)", "*", "：", "\n（格式：2019-05-02）", "【是/否】"]
)
@each_fact
def test_a_header_is_known_with_the_notes_people_put_to_it(fact: Fact, note: str) -> None:
    names = Names(facts())
    for header in (fact.id, *fact.headers, fact.label["en"]):
        assert names.fact(f"{header}{note}") == fact.id
        assert names.fact(f" {header[0]} {header[1:]} ") == fact.id


@pytest.mark.parametrize(
    "header", ["居住证号", "家长姓名", "监护人身份证号", "班级", "备注", "居住证（号码）"]
)
def test_a_header_that_is_only_like_one_is_not_taken(header: str) -> None:
    assert Names(facts()).fact(header) is None


@pytest.mark.parametrize(
    ("word", "value"),
    [("是", True), ("有", True), ("√", True), (" Yes ", True), ("否", False), ("无", False),
     ("没有", False), ("×", False), ("不清楚", None), ("?", None), ("—", None), ("  ", None),
     ("1", "1"), ("也许", "也许"), ("不", "不")],
)  # fmt: skip
def test_flags_are_read_in_peoples_words(word: str, value: Plain) -> None:
    assert said("orphan", word) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("'990000201905020015", "990000201905020015"),
        ('="990000201905020015"', "990000201905020015"),
        (" 990000 20190502 0015\t", "990000201905020015"),
        ("99000020190502100x", "99000020190502100X"),
        ("９９００００２０１９０５０２００１５", "990000201905020015"),
    ],
)  # fmt: skip
def test_an_id_number_is_freed_of_what_spreadsheets_need(text: str, number: str) -> None:
    assert said("id_number", text) == number


@given(st.text(max_size=30))
def test_a_text_is_shown_on_one_line(text: str) -> None:
    assert len(text_of(text).splitlines()) <= 1


contents = st.one_of(st.text(max_size=20), st.floats(), st.booleans(), st.integers(), st.dates())


@given(st.sampled_from([fact.id for fact in facts().given]), contents)
def test_any_content_ends_in_something_plain(fact_id: str, content: Content) -> None:
    value = said(fact_id, content)
    assert value is None or isinstance(value, str | bool | list)


@pytest.mark.parametrize(
    ("address", "code"),
    [("江苏省苏州市昆山市玉山镇北门路1号", "320583"), ("昆山市花桥镇", "320583"),
     ("浙江省绍兴市新昌县七星街道", "330624"), ("安徽省宣城市广德市邱村镇前程村", "341882")],
)  # fmt: skip
def test_an_address_lies_in_the_county_it_begins_with(address: str, code: str) -> None:
    found = Addresses(areas()).find(address)
    assert found.area is not None
    assert found.area.code == code


def test_an_address_in_a_district_many_cities_have_is_not_guessed() -> None:
    found = Addresses(areas()).find("鼓楼区中山路1号")
    assert found.area is None
    assert len(found.candidates) > 1


def test_every_day_of_a_century_is_counted_once() -> None:
    first = date(1954, 1, 1)
    serials = range((first - EPOCH).days, (first - EPOCH).days + 36_525)
    assert [serial_date(number, EPOCH) for number in serials] == [
        first + timedelta(day) for day in range(36_525)
    ]
