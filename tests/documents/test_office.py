"""What clerks edit: opened by LibreOffice without repair, whole, and without a formula."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from checklist.documents.office import docx
from checklist.documents.seal import sealed
from checklist.documents.sheet import Field, Sheet
from checklist.documents.worded.view import with_letter
from checklist.documents.workbooks.checklist import STATUSES, workbook
from tests.documents.paper import example, sheet_of, text_of, tongue
from tests.support import areas, facts

NAME = "yichang-pupil"
HOSTILE = '=HYPERLINK("http://x","y")'


@cache
def made() -> Sheet:
    """A child with a letter, services and questions."""
    sheet = sealed(sheet_of(NAME), example(NAME))
    return with_letter(sheet, example(NAME), facts(), tongue(), areas())


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What LibreOffice prints of each form, all opened in one run."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "book.xlsx").write_bytes(workbook(made()))
    (folder / "text.docx").write_bytes(docx(made()))
    program = shutil.which("soffice")
    assert program, "apt-get install libreoffice-calc-nogui libreoffice-writer-nogui"
    subprocess.run(
        [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", folder, folder / "book.xlsx", folder / "text.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {name: squeezed(text_of((folder / f"{name}.pdf").read_bytes(), "-layout"))
            for name in ("book", "text")}  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", ["book", "text"])
def test_libreoffice_prints_every_item_and_note(form: str, converted: dict[str, str]) -> None:
    text, sheet = converted[form], made()
    rows = [row for section in sheet.sections for row in section.rows]
    for row in rows:
        assert squeezed(row.name)[:4] in text
    for note in (*sheet.notes, *(basis.place for basis in sheet.basis)):
        assert squeezed(note)[:8] in text
    assert squeezed(sheet.place) in text


def test_the_text_has_the_letter_and_real_headings() -> None:
    opened = Document(io.BytesIO(docx(made())))
    sheet = made()
    assert sheet.letter is not None
    styled = [(part.style.name if part.style else "", part.text) for part in opened.paragraphs]
    titles = [text for style, text in styled if style == "Title"]
    assert titles == [sheet.letter.title, sheet.title]
    headings = [text for style, text in styled if style == "Heading 1"]
    assert [f"{section.sign} {section.title}" for section in sheet.sections] == headings[
        : len(sheet.sections)
    ]
    cells = [tuple(cell.text for cell in row.cells) for row in opened.tables[0].rows]
    assert cells == [(field.label, field.value) for field in sheet.child]


def test_what_can_be_edited_carries_no_code() -> None:
    assert made().seal is not None
    for content in (docx(made()), workbook(made())):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            text = b"".join(map(parts.read, parts.namelist())).decode("utf-8", "replace")
        assert "CHECKLIST/1" not in text


def test_the_workbook_has_every_item_in_a_row_and_room_for_what_became_of_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(made())))
    page, sheet = book.worksheets[0], made()
    rows = [row for section in sheet.sections for row in section.rows]
    lines = list(page.iter_rows(min_row=6, values_only=True))
    assert [line[1] for line in lines] == [row.name + row.mark for row in rows]
    assert [line[2] for line in lines] == [f"{row.badge.sign} {row.badge.word}" for row in rows]
    assert {line[6] for line in lines} == {None}
    (rule,) = page.data_validations.dataValidation
    assert str(rule.sqref) == f"G6:G{5 + len(rows)}"
    assert rule.formula1 == '"' + ",".join(sheet.words[f"status_{s}"] for s in STATUSES) + '"'
    assert book.worksheets[1].max_row == 1 + len(sheet.questions)


def test_a_name_cannot_become_a_formula() -> None:
    made_of = made()
    section = made_of.sections[0]
    row = replace(section.rows[0], name=HOSTILE, summary=HOSTILE)
    hostile = replace(
        made_of,
        child=(Field("name", "姓名", HOSTILE), *made_of.child),
        sections=(replace(section, rows=(row, *section.rows[1:])), *made_of.sections[1:]),
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook(hostile)))
    cells = [cell for page in book.worksheets for line in page.iter_rows() for cell in line]
    assert HOSTILE + row.mark in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    assert HOSTILE in [
        cell.text
        for line in Document(io.BytesIO(docx(hostile))).tables[0].rows
        for cell in line.cells
    ]


@pytest.mark.parametrize("make", [workbook, docx])
def test_the_same_sheet_gives_the_same_bytes(make: object) -> None:
    assert callable(make)
    first = make(made())
    assert first == make(made())
    with zipfile.ZipFile(io.BytesIO(first)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}


def test_a_sheet_from_right_to_left_is_marked_so() -> None:
    turned = replace(made(), direction="rtl", language="ug")
    assert Document(io.BytesIO(docx(turned))).styles["Normal"].element.xpath("w:pPr/w:bidi")
    book = openpyxl.load_workbook(io.BytesIO(workbook(turned)))
    assert all(page.sheet_view.rightToLeft for page in book.worksheets)


def test_both_are_written_by_their_ending(tmp_path: Path) -> None:
    from tests.cli.running import run  # noqa: PLC0415 - beside its one use
    from tests.support import ROOT  # noqa: PLC0415 - as above

    child = ROOT / "tests" / "examples" / f"{NAME}.yaml"
    done = run("make", child, "--to", "xlsx", "--to", "docx", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == [".docx", ".xlsx"]
    assert {oct(path.stat().st_mode & 0o777) for path in (tmp_path / "out").iterdir()} == {"0o600"}
