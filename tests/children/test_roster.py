"""Rosters: rows as teachers write them become children, and what is wrong is said by cell.

Each test writes its roster as text or as the picture of a workbook. Whatever a cell holds,
reading ends in an entry or a finding, and no finding repeats what the cell held.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklist.children.roster import Entry, Roster, open_roster
from checklist.errors import UserError
from checklist.findings import Finding
from checklist.rules.facts import Value
from tests.children.test_identity import whole
from tests.support import TODAY, areas, facts
from tests.workbooks import xlsx

MALE = whole("99000020190502001")
HIDDEN = "祕密甲乙丙丁戊己庚辛壬癸"


def roster(  # noqa: PLR0913 - all a roster is opened with
    folder: Path,
    content: str | bytes,
    name: str = "roster.csv",
    *,
    mapping: str = "",
    sheet: str | None = None,
    keep: tuple[str, ...] = (),
) -> Roster:
    """A roster from its file's content."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    means = folder / "mapping.yaml"
    means.write_text(mapping, "utf-8")
    return open_roster(path, facts(), areas(), TODAY, mapping=means if mapping else None,
                       sheet=sheet, keep=keep)  # fmt: skip


def children(folder: Path, content: str | bytes, name: str = "roster.csv") -> list[Entry]:
    """All entries of a roster of which nothing is wrong as a whole."""
    opened = roster(folder, content, name)
    assert opened.findings == ()
    return list(opened.entries())


def known(entry: Entry) -> Mapping[str, Value]:
    """The facts of an entry without findings."""
    assert entry.findings == ()
    assert entry.profile is not None
    return entry.profile.child.facts


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_row_in_a_teachers_words_is_a_child(tmp_path: Path) -> None:
    text = (
        "姓名,性别,身份证号,户籍地,现居住地,来居住地日期,是否随监护人居住,居住证,学段,家庭救助\n"
        f"某　某,男,{MALE.lower()},安徽省宣城市广德市邱村镇1号,昆山,2025年2月1日,是,有,小学,无\n"
    )
    (entry,) = children(tmp_path, text)
    assert known(entry) == {
        "name": "某某", "sex": "male", "id_number": MALE, "birth_date": date(2019, 5, 2),
        "hukou": "341882", "residence": "320583", "resident_since": date(2025, 2, 1),
        "with_guardian": True, "residence_permit": "held", "school_stage": "primary",
        "family_assistance": "none",
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_any_usual_encoding(
    encoding: str, delimiter: str, tmp_path: Path
) -> None:
    text = "姓名,出生日期\n𠮷某,2019-05-02\n".replace(",", delimiter)
    (entry,) = children(tmp_path, text.encode(encoding))
    assert known(entry) == {"name": "𠮷某", "birth_date": date(2019, 5, 2)}


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_a_workbooks_dates_count_from_its_own_epoch(tmp_path: Path, *, epoch_1904: bool) -> None:
    since = date(1904, 1, 1) if epoch_1904 else date(1899, 12, 30)
    serial = (date(2019, 5, 2) - since).days
    picture = f"姓名 | 出生日期\n某 | @{serial}\n某某 | #{serial}\n某某某 | @{serial}.75\n"
    entries = children(tmp_path, xlsx(picture, epoch_1904=epoch_1904), "roster.xlsx")
    assert {known(entry)["birth_date"] for entry in entries} == {date(2019, 5, 2)}


@pytest.mark.parametrize("written", ["#2019", "@2019", "#201905", "#2019.5", "@0.5", "#-1", "?1"])
def test_a_number_that_is_no_certain_date_is_refused(written: str, tmp_path: Path) -> None:
    picture = f"姓名 | 出生日期\n某某 | {written}\n"
    (entry,) = children(tmp_path, xlsx(picture), "roster.xlsx")
    assert codes(entry.findings) == ["P102"]
    assert entry.profile is None


def test_one_bad_row_costs_no_good_one_and_names_its_cells(tmp_path: Path) -> None:
    picture = (
        "某校学生名册\n\n姓名 | 身份证号 | 居住证\n"
        f"某 | #{MALE} | 有\n某某 | {MALE} | 大概有\n\n某某某 |   | 无\n"
    )
    opened = roster(tmp_path, xlsx(picture), "roster.xlsx")
    entries = list(opened.entries())
    assert [entry.number for entry in entries] == [4, 5, 7]
    assert [entry.profile is None for entry in entries] == [True, True, False]
    spans = [str(finding.span) for entry in entries for finding in entry.findings]
    assert spans == [f"{tmp_path}/roster.xlsx:Sheet1!{cell}" for cell in ("B4", "C5")]


def test_further_columns_are_handed_on_when_asked_for(tmp_path: Path) -> None:
    text = "班级,姓名,出生日期\n 一(2) ,某某,2019-05-02\n"
    opened = roster(tmp_path, text, keep=("班级",))
    assert opened.columns == {"姓名": "name", "出生日期": "birth_date"}
    assert opened.unmapped == ("班级",)
    (entry,) = opened.entries()
    assert entry.extra == {"班级": "一(2)"}
    with pytest.raises(UserError, match="no column “年级”"):
        roster(tmp_path, text, keep=("年级",))


def test_a_mapping_file_explains_headers_and_words(tmp_path: Path) -> None:
    text = "宝宝,生日,现住址,居住地,证,孤\n某某,2019-05-02,某街,昆山市,A,0\n"
    mapping = """
    columns: {宝宝: name, 现住址: null, 证: residence_permit, 孤: orphan}
    words: {residence_permit: {A: held, B: none}, orphan: {"1": true, "0": false}}
    """
    opened = roster(tmp_path, text, mapping=mapping)
    assert opened.findings == ()
    (entry,) = opened.entries()
    assert known(entry) == {
        "name": "某某", "birth_date": date(2019, 5, 2), "residence": "320583",
        "residence_permit": "held", "orphan": False,
    }  # fmt: skip


def test_a_sheet_is_read_when_named_even_a_hidden_one(tmp_path: Path) -> None:
    book = xlsx("[甲]\n姓名 | 性别\n某 | 男\n[乙 hidden]\n姓名 | 性别\n某某 | 女\n")
    opened = roster(tmp_path, book, "roster.xlsx", sheet="乙")
    assert opened.findings == ()
    assert [known(entry)["sex"] for entry in opened.entries()] == ["female"]
    with pytest.raises(UserError, match="There are: 甲、乙"):
        roster(tmp_path, book, "roster.xlsx", sheet="丙")
    with pytest.raises(UserError, match="has no sheets"):
        roster(tmp_path, "姓名,性别\n某,男\n", sheet="甲")


def test_a_header_said_again_on_the_next_page_is_no_child(tmp_path: Path) -> None:
    entries = children(tmp_path, "姓名,性别\n某,男\n姓名,性别\n某某,女\n")
    assert [entry.number for entry in entries] == [2, 4]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    opened = roster(tmp_path, f"姓名,身份证号\n某,{MALE}\n某某,{MALE}\n")
    first, second = list(opened.entries()), list(opened.entries())
    assert first == second
    assert [codes(entry.findings) for entry in first] == [[], ["R105"]]


cells = st.one_of(
    st.text(HIDDEN, min_size=4, max_size=9),
    st.sampled_from(["=祕密甲乙", "../祕密甲乙", "祕密\n甲乙", "\u202e祕密甲乙"]),
    st.sampled_from(["有", "", "是", "不清楚", "昆山市"]),
    st.integers(10**6, 10**18).map(str),
    st.dates(date(2100, 1, 1)).map(date.isoformat),
)  # fmt: skip
HEADERS = ["姓名", "身份证号", "出生日期", "户籍地", "居住证", "是否孤儿", "语言文字"]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(*[cells] * len(HEADERS)), max_size=4))
def test_no_cell_is_repeated_in_a_finding(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    lines = [",".join(f'"{cell}"' for cell in row) for row in [tuple(HEADERS), *rows]]
    opened = roster(tmp_path, "\n".join(lines))
    findings = [*opened.findings, *(f for entry in opened.entries() for f in entry.findings)]
    secret = {cell for row in rows for cell in row if len(cell) > 3}
    for finding in findings:
        assert finding.quote is None
        for language in ("zh-Hans", "en"):
            said = finding.message(language) + finding.hint(language)
            assert not [cell for cell in secret if cell in said]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200), st.sampled_from(["roster.csv", "roster.xlsx"]))
def test_any_bytes_end_in_findings_or_entries(tmp_path: Path, content: bytes, name: str) -> None:
    opened = roster(tmp_path, content, name)
    assert opened.findings or list(opened.entries())


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_damaged_workbook_ends_in_a_finding_or_in_what_it_held(
    tmp_path: Path, data: st.DataObject
) -> None:
    whole_book = xlsx("姓名 | 出生日期\n某某 | 2019-05-02\n")
    at = data.draw(st.integers(0, len(whole_book) - 1))
    cut = data.draw(st.booleans())
    flip = bytes([whole_book[at] ^ data.draw(st.integers(1, 255))])
    damaged = whole_book[:at] if cut else whole_book[:at] + flip + whole_book[at + 1 :]
    opened = roster(tmp_path, damaged, "roster.xlsx")
    assert opened.findings or [known(entry) for entry in opened.entries()]
