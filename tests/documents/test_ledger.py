"""The ledger as a spreadsheet program reads it: a row a child, words beside colours, no formula."""

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checklist.assessment import ScopeOutcome, assess
from checklist.documents import cover
from checklist.documents.language import Places
from checklist.documents.worded.line import Line, line
from checklist.documents.workbooks.ledger import Filed, Ledger
from checklist.findings import Finding, Span
from checklist.rules.derived import Child
from checklist.rules.facts import Value
from tests.documents.paper import TEMPLATES
from tests.support import TODAY, areas, catalog, facts

HOSTILE = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x","y")', "http://x.y",
    "{=1+1}", "\t=1", "00123", "1e5", "名" * 40_000,
)  # fmt: skip


@cache
def listed() -> Line:
    """A child of whom little is known, held against a real list."""
    listing, _ = catalog().listing("320583", TODAY)
    known: dict[str, Value] = {
        "name": "某某",
        "birth_date": date(2019, 5, 2),
        "residence": "320583",
    }
    found = assess(listing, Child(known, {}), areas())
    note = Finding("P114", Span("r.csv", 2, 3, sheet=""))
    return line(2, found, (note,), "zh-Hans")


def named(name: str, number: int = 2) -> Line:
    known = listed()
    return Line(
        number, name, known.place, known.scope, known.outcomes, known.open, known.review, ()
    )


def ledger(tag: str = "zh-Hans") -> Ledger:
    writer = cover.writer(tag, TEMPLATES, facts())
    lists = {"320583": catalog().listing("320583", TODAY)[0]}
    places = Places(areas(), writer.language, {})
    return Ledger(facts(), writer.language, writer.school, places, lists, grouped=True)


def written(
    folder: Path, *lines: Line, group: str = "一（1）班", made: Ledger | None = None
) -> Path:
    path = folder / "ledger.xlsx"
    filed = Filed("bundle-01.pdf", group, (1, 1), 12, tuple(line.number for line in lines))
    problem = Finding("P105", Span("r.csv", 5, 2, sheet="Sheet1"))
    (made or ledger()).write(path, [(filed, lines)], [problem])
    return path


def read(path: Path) -> Workbook:
    return load_workbook(path)


def cells(sheet: Worksheet, row: int) -> Mapping[str, object]:
    titles = [cell.value for cell in sheet[1]]
    return dict(zip(map(str, titles), (cell.value for cell in sheet[row]), strict=True))


def test_a_child_is_a_row_and_an_item_a_column(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, listed(), named("某某某", 3)))["台账"]
    assert sheet.max_row == 3
    row = cells(sheet, 2)
    assert (row["行号"], row["姓名"], row["分组"]) == (2, "某某", "一（1）班")
    assert (row["文件"], row["居住地"]) == ("bundle-01.pdf", "江苏省苏州市昆山市")
    listing, _ = catalog().listing("320583", TODAY)
    for item in listing.items.values():
        sign, _, word = str(row[item.name["zh-Hans"]]).partition(" ")
        assert sign in "✓◎?→×"
        assert word
    assert str(row["预防接种"]) == "✓ 现在可享有"
    assert "户籍地" in str(row["还要问清的"])
    assert row["请先核对"] == "年龄和就读阶段很少这样搭配，请核对。"
    assert listed().review is not None
    assert str(row["下次核对"])[:10] == str(listed().review)


def test_the_header_stays_in_sight_and_everything_can_be_filtered(tmp_path: Path) -> None:
    book = read(written(tmp_path, listed()))
    assert book.sheetnames == ["台账", "印出的文件", "花名册的问题"]
    assert book["台账"].freeze_panes == "C2"
    for sheet in book.worksheets:
        assert (
            sheet.auto_filter.ref == f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"
        )
        assert sheet.print_title_rows == "$1:$1"


def test_colour_only_repeats_what_the_words_say(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, listed()))["台账"]
    seen: dict[str, set[str]] = {}
    for cell in sheet[2]:
        if str(cell.value)[0] in "✓◎?→×":
            seen.setdefault(str(cell.value), set()).add(str(cell.fill.fgColor.rgb))
    assert len(seen) >= 3
    assert all(len(colours) == 1 for colours in seen.values())
    assert len(set().union(*seen.values())) == len(seen)


def test_documents_and_findings_have_sheets_of_their_own(tmp_path: Path) -> None:
    book = read(written(tmp_path, listed(), named("某某某", 3), group="乙"))
    documents = cells(book["印出的文件"], 2)
    assert (documents["文件"], documents["分组"]) == ("bundle-01.pdf", "乙")
    assert (documents["儿童"], documents["页数"], documents["花名册的行"]) == (2, 12, "2-3")
    problem = cells(book["花名册的问题"], 2)
    assert (problem["位置"], problem["编号"]) == ("r.csv:Sheet1!B5", "P105")
    assert problem["什么问题"]
    assert problem["怎么办"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str, tmp_path: Path) -> None:
    path = written(tmp_path, named(text), group=text)
    book = read(path)
    for cell in (book["台账"]["B2"], book["台账"]["C2"], book["印出的文件"]["B2"]):
        assert cell.data_type in {"s", "inlineStr"}
        assert str(cell.value).strip() == text[:32_767].strip()
        assert cell.hyperlink is None
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        for name in sheets:
            assert b"<f>" not in parts.read(name)


def test_items_of_all_places_have_columns_and_what_a_place_lacks_is_said(tmp_path: Path) -> None:
    whole = ledger()
    listing = whole.listings["320583"]
    fewer = {key: item for key, item in listing.items.items() if key != "vaccination"}
    lists = {"330624": replace(listing, items=fewer), "320583": listing}
    child = listed()
    outcomes = {key: kind for key, kind in child.outcomes.items() if key in fewer}
    there = replace(child, place="330624", outcomes=outcomes)
    made = replace(whole, listings=lists)
    sheet = read(written(tmp_path, there, child, made=made))["台账"]
    here, lacking = cells(sheet, 3), cells(sheet, 2)
    assert {title for title in lacking if lacking[title] == "（当地没有）"} == {"预防接种"}
    assert "（当地没有）" not in here.values()


def test_the_same_ledger_has_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, listed()).read_bytes()
    assert written(tmp_path, listed()).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.xlsx"]


def test_a_ledger_in_english(tmp_path: Path) -> None:
    row = cells(read(written(tmp_path, listed(), made=ledger("en")))["Ledger"], 2)
    assert row["Vaccination"] == "✓ yours now"
    assert row["Migrant child"] in {"yes", "no", "unclear"}


def test_a_folder_that_is_not_there_is_told_as_the_system_tells_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        written(tmp_path / "none", listed())


def test_scope_is_told_in_words(tmp_path: Path) -> None:
    known = listed()
    rows = [
        Line(n, "某", known.place, scope, known.outcomes, (), None, ())
        for n, scope in enumerate(ScopeOutcome, 2)
    ]
    sheet = read(written(tmp_path, *rows))["台账"]
    assert [cells(sheet, n)["是否流动儿童"] for n in (2, 3, 4)] == ["是", "否", "待弄清"]
