"""Files of tables: whatever office program wrote them, and whatever is hidden in them.

LibreOffice saves the same roster in each of its kinds, and all must say the same; files made
to exhaust memory or to make programs fetch things end in a finding, at once.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from checklist.children import archive, workbookparts
from checklist.children.roster import Entry, Roster, open_roster
from checklist.errors import MachineError
from tests import office
from tests.rosters import headers, lines, write
from tests.support import ROOT, TODAY, areas, facts
from tests.workbooks import archived, xlsx

ROWS = 400
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="甲">'
)
ODS_TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def opened(path: Path) -> Roster:
    return open_roster(path, facts(), areas(), TODAY)


def told(entry: Entry) -> tuple[object, ...]:
    """What an entry says, whatever kind of file it stood in."""
    child = entry.profile.child if entry.profile else None
    return entry.number, child, [(f.code, f.span.cell) for f in entry.findings]


def ods(*rows: str, before: str = ODS_HEAD) -> bytes:
    """An ODS workbook of one sheet from its rows' XML."""
    return archived({"content.xml": before + "".join(rows) + ODS_TAIL})


def ods_row(*texts: str, row: str = "", cell: str = "") -> str:
    """A row of texts; `row` and `cell` are further attributes."""
    cells = "".join(
        f'<table:table-cell office:value-type="string" {cell}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f"<table:table-row {row}>{cells}</table:table-row>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kinds")


@pytest.fixture(scope="module")
def written(folder: Path) -> Path:
    """A roster with its mistakes, as a library writes it."""
    path = folder / "roster.xlsx"
    write(lines(ROWS, 4, dirty=True), path, "xlsx")
    return path


@pytest.fixture(scope="module")
def saved(written: Path, folder: Path) -> Callable[[str], Path]:
    """The same roster as LibreOffice saves it, by kind."""

    @cache
    def save(kind: str) -> Path:
        into = folder / kind
        into.mkdir()
        return office.converted(written, kind, into)

    return save


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_a_roster_says_the_same_in_every_kind_an_office_program_saves(
    kind: str, written: Path, saved: Callable[[str], Path]
) -> None:
    first = [told(entry) for entry in opened(written).entries()]
    second = [told(entry) for entry in opened(saved(kind)).entries()]
    assert len(first) == ROWS
    unlike = [pair for pair in zip(first, second, strict=True) if pair[0] != pair[1]]
    if kind == "xls":  # its reader hands out error values as empty cells
        unlike = [(one, other) for one, other in unlike if "R103" not in str(one)]
    assert unlike == []


def test_parquet_is_read_by_its_types(tmp_path: Path) -> None:
    import polars as pl  # noqa: PLC0415 - only here

    path = tmp_path / "roster.parquet"
    table = {
        "姓名": ["某", None, "某某"],
        "身份证号": ["990000201905020015", None, "990000201905020023"],
        "出生日期": [TODAY.replace(year=2019, month=5, day=2), None, None],
        "是否孤儿": [True, None, False],
        "语言文字": [["中文", "维吾尔文"], None, []],
    }
    pl.DataFrame(table).write_parquet(path)
    first, second = opened(path).entries()
    assert (first.number, second.number) == (2, 4)
    assert first.profile is not None
    assert second.profile is not None
    assert first.profile.child.facts["languages"] == ("zh-Hans", "ug")
    assert first.profile.child.facts["orphan"] is True
    assert second.profile.child.facts["orphan"] is False
    pl.DataFrame({"姓名": ["某"], "身份证号": [990000201905020015]}).write_parquet(path)
    (entry,) = opened(path).entries()
    assert [finding.code for finding in entry.findings] == ["R101"]


def test_parquet_is_the_same_whether_written_in_one_group_or_many(tmp_path: Path) -> None:
    made = list(lines(300, 2))
    write(made, tmp_path / "roster.parquet", "parquet")
    entries = list(opened(tmp_path / "roster.parquet").entries())
    assert [e.profile.child for e in entries if e.profile] == [line.child for line in made]


CUT: dict[str, Callable[[bytes], bytes]] = {
    "half of it": lambda content: content[: len(content) // 2],
    "the end missing": lambda content: content[:-3000],
    "only the first bytes": lambda content: content[:8],
    "the middle overwritten": lambda content: (
        content[: len(content) // 2] + bytes(50) + content[len(content) // 2 + 50 :]
    ),
}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "parquet"])
@pytest.mark.parametrize("how", CUT)
def test_a_damaged_file_is_refused_before_its_first_row(
    kind: str,
    how: str,
    saved: Callable[[str], Path],
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if how == "the middle overwritten" and kind in {"xls", "parquet"}:
        how = "half of it"  # their parts carry no checksum that would tell
    path = tmp_path / f"roster.{kind}"
    if kind == "parquet":
        write(lines(50, 4), path, kind)
    content = path.read_bytes() if kind == "parquet" else saved(kind).read_bytes()
    path.write_bytes(CUT[how](content))
    roster = opened(path)
    assert [finding.code for finding in roster.findings] in [["R001"], ["R002"]]
    assert list(roster.entries()) == []
    assert capfd.readouterr().err == ""


def test_what_an_ods_repeats_is_read_and_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "roster.ods"
    many = 'table:number-rows-repeated="900000"'
    wide = 'table:number-columns-repeated="16384"'
    empty = f"<table:table-row {many}><table:table-cell {wide}/></table:table-row>"
    path.write_bytes(
        ods(ods_row("姓名", "性别"), ods_row("某", "男"), empty, ods_row("某某", "女"),
            empty, ods_row("某某某", "女"), ods_row("x", row=many, cell=wide))
    )  # fmt: skip
    numbers = [entry.number for entry in opened(path).entries()]
    assert numbers == [2, 900_003]  # beyond row 1,048,576 there is no sheet


def test_an_ods_tells_of_merged_and_computed_cells_and_of_comments(tmp_path: Path) -> None:
    path = tmp_path / "roster.ods"
    formula = 'table:formula="of:=[.D2]"'
    span = '<table:table-cell table:number-rows-spanned="2"'
    computed = (
        '<table:table-row><table:table-cell office:value-type="string"><office:annotation>'
        "<text:p>老师写的批注</text:p></office:annotation><text:p>某</text:p></table:table-cell>"
        f'<table:table-cell {formula} office:value-type="date" office:date-value="2019-05-02">'
        "<text:p>2019-05-02</text:p></table:table-cell></table:table-row>"
    )
    path.write_bytes(
        ods(ods_row("姓名", "出生日期"), computed,
            ods_row("某某", "2019-05-02").replace("<table:table-cell", span, 1))
    )  # fmt: skip
    roster = opened(path)
    assert [(f.code, f.span.cell) for f in roster.findings] == [("R014", "甲!A3")]
    first, second = roster.entries()
    assert [(f.code, f.span.cell) for f in first.findings] == [("R102", "甲!B2")]
    assert first.profile is not None
    assert first.profile.child.facts == {"name": "某", "birth_date": TODAY.replace(2019, 5, 2)}
    assert second.findings == ()


def test_a_row_an_ods_filters_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "roster.ods"
    filtered = ods_row("某", "男", row='table:visibility="filter"')
    path.write_bytes(ods(ods_row("姓名", "性别"), ods_row("某某", "女"), filtered))
    first, second = opened(path).entries()
    assert first.findings == ()
    assert [(f.code, f.span.cell) for f in second.findings] == [("R111", "甲!A3")]


def test_parquet_without_its_library_is_the_machines_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "roster.parquet"
    path.write_bytes(b"PAR1 and so on")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MachineError, match="not installed"):
        opened(path)


def test_a_hidden_sheet_of_an_ods_is_not_read(tmp_path: Path) -> None:
    head = ODS_HEAD.replace(
        "<office:body>",
        '<office:automatic-styles><s:style s:name="ta1" xmlns:s="x"/></office:automatic-styles>'
        "<office:body>",
    )
    style = (
        '<style:style xmlns:style="y" style:name="ta2"><style:table-properties'
        ' table:display="false"/></style:style>'
    )
    hidden = head.replace("<office:body>", f"{style}<office:body>").replace(
        'table:name="甲"', 'table:name="甲" table:style-name="ta2"'
    )
    seen = '</table:table><table:table table:name="乙">'
    rows = ods_row("姓名", "性别"), ods_row("某", "男")
    path = tmp_path / "roster.ods"
    path.write_bytes(ods(*rows, seen, *rows, before=hidden))
    roster = opened(path)
    assert [(f.code, f.span.cell) for f in roster.findings] == [("R010", "甲!A1")]
    assert roster.sheet == "乙"


def test_an_archive_that_unpacks_to_more_than_it_said_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 100_000)
    path = tmp_path / "roster.xlsx"
    small = xlsx("姓名 | 性别\n某 | 男\n")
    path.write_bytes(small)
    assert opened(path).findings == ()
    big = archived({"xl/workbook.xml": " " * 100_001})
    path.write_bytes(big)
    assert [finding.code for finding in opened(path).findings] == ["R004"]
    at = big.index(b"PK\x01\x02") + 24  # the directory's word on the size
    path.write_bytes(big[:at] + (10).to_bytes(4, "little") + big[at + 4 :])
    assert [finding.code for finding in opened(path).findings] == ["R002"]


def test_a_workbook_of_entities_is_refused_wherever_they_stand(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    path = tmp_path / "roster.xlsx"
    path.write_bytes(xlsx("姓名 | 性别\n某 | 男\n", doctype=laughs))
    assert [finding.code for finding in opened(path).findings] == ["R005"]
    path = tmp_path / "roster.ods"
    path.write_bytes(ods(ods_row("姓名", "性别"), before=laughs + ODS_HEAD))
    assert [finding.code for finding in opened(path).findings] == ["R005"]


def measured(path: Path) -> dict[str, int]:
    """How many rows a process of its own reads, and how much memory that takes it, in MB."""
    script = (
        "import json, resource, sys; from pathlib import Path\n"
        "from tests.children.test_tables import opened\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "rows = sum(1 for _ in opened(Path(sys.argv[1])).entries())\n"
        "peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(json.dumps({'rows': rows, 'more': (peak - before) // 1024}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], cwd=ROOT, capture_output=True,
                          encoding="utf-8", check=True)  # fmt: skip
    found: dict[str, int] = json.loads(done.stdout)
    return found


def million_rows() -> bytes:
    """Two children, and between them a million rows that hold formats and nothing else."""
    book = xlsx("姓名 | 性别\n某 | 男\n某某 | 女\n")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        members = {name: parts.read(name).decode() for name in parts.namelist()}
    name = "xl/worksheets/sheet1.xml"
    empty = "".join(f'<row r="{n}" s="1"/>' for n in range(3, 1 << 20))
    last = f'{empty}<row r="{1 << 20}">'
    return archived({**members, name: members[name].replace('<row r="3">', last)})


def test_a_million_empty_rows_take_no_memory_and_hide_no_child(tmp_path: Path) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(million_rows())
    found = measured(path)
    assert found["rows"] == 2
    assert found["more"] < 60


def often(times: int, kind: str) -> bytes:
    """The same two hundred children again and again, without the numbers they are known by."""
    made = [[str(cell) for header, cell in line.cells.items() if header != "身份证号"]
            for line in lines(200, 1)]  # fmt: skip
    head = [header for header in headers() if header != "身份证号"]
    mark = " | " if kind == "xlsx" else ","
    text = "\n".join(map(mark.join, [head, *made * times]))
    return xlsx(text) if kind == "xlsx" else text.encode()


@pytest.mark.parametrize(("kind", "times"), [("csv", 80), ("xlsx", 20)])
def test_many_times_the_rows_take_hardly_more_memory(kind: str, times: int, tmp_path: Path) -> None:
    few, many = tmp_path / f"few.{kind}", tmp_path / f"many.{kind}"
    few.write_bytes(often(2, kind))
    many.write_bytes(often(times, kind))
    small, large = measured(few), measured(many)
    assert (small["rows"], large["rows"]) == (400, 200 * times)
    assert large["more"] - small["more"] < 4


@pytest.mark.parametrize(
    ("before", "after"),
    [('r="2"', 'r="zwei"'), ('r="2"', 'r="-7"'), ('r="2"', 'r="99999999999999"'),
     ("</sheetData>", ""), ("<sheetData>", "<sheetData><x y='" + "y" * (5 << 20) + "'/>"),
     ('numFmtId="14"', 'numFmtId="x"'), ("<xf", "<xf <")],
)  # fmt: skip
def test_a_workbook_that_lies_about_itself_is_refused(
    before: str, after: str, tmp_path: Path
) -> None:
    book = xlsx("姓名 | 性别\n某 | 男\n")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        members = {name: parts.read(name).decode() for name in parts.namelist()}
    changed = {name: text.replace(before, after) for name, text in members.items()
               if name.startswith("xl/")}  # fmt: skip
    assert changed != {name: members[name] for name in changed}
    path = tmp_path / "roster.xlsx"
    path.write_bytes(archived({**members, **changed}))
    roster = opened(path)
    assert [finding.code for finding in roster.findings] in [["R002"], ["R004"]]
    assert list(roster.entries()) == []


def test_shared_texts_that_would_fill_the_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbookparts, "_MOST_TEXT", 10_000)
    path = tmp_path / "roster.xlsx"
    write_shared(path, 20)
    assert opened(path).findings == ()
    write_shared(path, 2000)
    assert [finding.code for finding in opened(path).findings] == ["R004"]


def write_shared(path: Path, rows: int) -> None:
    """A workbook whose texts are kept apart from its cells, as Excel does it."""
    import xlsxwriter  # noqa: PLC0415 - only here

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "出生日期"])
        for row in range(1, rows):
            sheet.write_row(row, 0, ["某" * row, "2019-05-02"])


@pytest.mark.parametrize("member", ["word/document.xml", "xl/workbook.bin"])
def test_an_archive_that_is_no_workbook_is_told_from_a_damaged_one(
    member: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(archived({member: "x"}))
    assert [finding.code for finding in opened(path).findings] == ["R001"]
