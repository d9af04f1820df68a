"""Headers as schools have them: titles above, two rows, notes, repeated pages, lookalikes.

Each test writes the first rows of a table and says which row counts and what each column tells.
"""

import pytest

from checklist.children.cells import Row
from checklist.children.headers import Header, Names, find, score
from checklist.rules.facts import FactDictionary
from tests.support import facts


def rows(*lines: str) -> list[Row]:
    """Rows from lines; cells are separated by commas, empty ones hold nothing."""
    read = (tuple(cell.strip() or None for cell in line.split(",")) for line in lines)
    numbered = [Row(number, cells) for number, cells in enumerate(read, 1)]
    return [row for row in numbered if any(row.cells)]


def header(*lines: str, names: Names | None = None) -> Header:
    found = find(rows(*lines), names or Names(facts()))
    assert found is not None
    return found


def test_titles_above_are_no_header() -> None:
    found = header(
        "新城实验学校流动儿童花名册",
        "填表日期：2026年11月23日",
        "",
        "序号,姓名,身份证号",
        "1,某某,",
    )
    assert found.rows == (4,)
    assert found.facts == {1: "name", 2: "id_number"}
    assert found.texts == {0: "序号", 1: "姓名", 2: "身份证号"}


def test_groups_above_the_header_are_no_second_row_of_it() -> None:
    found = header("基本情况,,居住情况,", "姓名,性别,居住地,居住证", "某,男,昆山市,有")
    assert found.rows == (2,)


def test_two_rows_are_one_header_when_the_lower_tells_more() -> None:
    found = header("姓名,性别,居住证,", ",,是否有居住证,签注有效期", "某,男,有,2027-01-01")
    assert found.rows == (1, 2)
    assert found.row == 2
    assert found.facts == {
        0: "name", 1: "sex", 2: "residence_permit", 3: "permit_endorsed_until",
    }  # fmt: skip
    assert found.texts[2] == "是否有居住证"


def test_two_rows_are_one_header_when_the_upper_tells_more() -> None:
    found = header(",,居住证,", "姓名,性别,情况,签注有效期", "某,男,有,2027-01-01")
    assert found.rows == (1, 2)
    assert found.facts[2] == "residence_permit"
    assert found.texts[2] == "居住证"


@pytest.mark.parametrize(
    "first",
    ["某某,男,孤儿,流浪", "某某,,流浪,", "某,女,,孤儿", "某某,男,孤儿,2019"],
)
def test_a_child_whose_cells_read_like_headers_is_no_header(first: str) -> None:
    assert header("姓名,性别,困难,备注", first, "某某某,女,,").rows == (1,)


def test_a_header_is_not_looked_for_in_one_lucky_cell() -> None:
    assert find(rows("某某,孤儿", "某某某,流浪"), Names(facts())) is None
    assert score(rows("某某,孤儿", "甲,乙"), Names(facts())) == 1


def test_one_mapped_column_is_enough() -> None:
    names = Names(facts(), {"宝宝": "name"})
    assert header("宝宝,别的", "某,1", names=names).facts == {0: "name"}


def test_of_two_equal_rows_the_first_counts_and_the_second_is_said_again() -> None:
    found = header("姓名,性别", "姓名,性别", "某,男")
    assert found.rows == (1,)
    assert found.repeated(Row(2, ("姓名", "性别")))
    assert found.repeated(Row(9, (" 姓名", "性别 ", "别的")))
    assert not found.repeated(Row(3, ("姓名", "男")))


def test_what_is_near_is_a_hint_and_nothing_more() -> None:
    names = Names(facts())
    assert names.fact("身份证号马") is None
    assert names.near("身份证号马") == "id_number"
    assert names.near("备注") == ""


def test_every_fact_has_a_header_a_school_would_write() -> None:
    dictionary: FactDictionary = facts()
    assert all(fact.headers for fact in dictionary.given)
