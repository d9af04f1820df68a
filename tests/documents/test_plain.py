"""CSV and Markdown say what the paper says; no cell and no name can become something else."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from checklist.documents.plain import BOM, as_csv, as_markdown
from checklist.documents.sheet import Field, Sheet
from tests.documents.paper import LANGUAGES, sheet_of

EXAMPLES = ("kunshan-first-grader", "xinchang-toddler", "minimal")


def table(made: Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(made).removeprefix(BOM), newline="")))


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_item_is_one_row_of_as_many_cells_as_the_head(name: str, tag: str) -> None:
    head, *rows = table(sheet_of(name, tag))
    assert len(rows) == 19
    assert {len(row) for row in rows} == {len(head)}
    assert len(set(head)) == len(head)


def test_a_spreadsheet_program_sees_the_encoding_and_the_lines() -> None:
    text = as_csv(sheet_of("minimal"))
    assert text.encode().startswith(b"\xef\xbb\xbf")
    assert text.endswith("\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_can_become_a_formula(start: str) -> None:
    made = sheet_of("minimal")
    section = made.sections[0]
    row = replace(section.rows[0], summary=f"{start}1+1")
    cells = table(replace(made, sections=(replace(section, rows=(row,)),)))[1]
    assert f"'{start}1+1" in cells


def test_the_rows_say_what_the_sheet_says() -> None:
    made = sheet_of("kunshan-first-grader")
    head, *rows = table(made)
    insurance = next(row for row in rows if "resident-insurance" in row)
    cell = dict(zip(head, insurance, strict=True))
    assert cell["结果"] == "? 待弄清"
    assert "家里交 330元/年△" in cell["多少钱"]
    assert "? 待确认 孩子没有在别处参加基本医保" in cell["为什么"]
    assert "审核决定" in cell["去哪里"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_markdown_has_every_section_item_question_and_note(tag: str) -> None:
    made = sheet_of("kunshan-first-grader", tag)
    text = as_markdown(made)
    for section in made.sections:
        assert f"## {section.title}\n" in text
        assert all(f"### ☐ {row.number} {row.name}" in text for row in section.rows)
    assert all(question.text in text for question in made.questions)
    assert all(note in text for note in made.notes)
    assert all(f"**{service.label}**" in text for service in made.services)
    assert made.review in text


def test_markdown_leaves_no_trailing_space_but_line_breaks() -> None:
    for line in as_markdown(sheet_of("kunshan-first-grader")).splitlines():
        assert line == line.rstrip() or line.endswith("  "), line


def test_a_name_cannot_become_markup() -> None:
    made = sheet_of("minimal")
    hostile = "[x](javascript:alert(1)) **b** <i> | `c`"
    text = as_markdown(replace(made, child=(Field("name", "姓名", hostile),)))
    assert r"\[x\](javascript:alert(1)) \*\*b\*\* \<i\> \| \`c\`" in text


def test_what_was_noticed_stands_near_the_top() -> None:
    made = replace(sheet_of("minimal"), findings=("请核对在读情况。",))
    text = as_markdown(made)
    assert text.index("请核对在读情况。") < text.index("## ")


def test_a_sheet_without_questions_or_services_has_no_empty_headings() -> None:
    made = replace(sheet_of("minimal"), questions=(), services=(), review="")
    text = as_markdown(made)
    assert made.words["questions"] not in text
    assert made.words["services"] not in text
    assert date(2026, 11, 23).isoformat() not in text
