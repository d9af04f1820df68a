"""XLSX workbooks written from a plain picture of their cells.

Made by hand and not by a library, because what is tested are the things libraries hide: numbers
with and without a date's format, formulas with and without a stored result, errors, merged
ranges, hidden sheets. One line is one row, ` | ` stands between cells:

    [Sheet1]                  begins a sheet; [Old hidden] a hidden one
    姓名 | 出生日期
    某某 | @43587             a number shown as a date; #43587 is one shown as a number
    某某 | =A1 -> 2019-05-02  a formula with its stored result; without an arrow, with none
    某某 | !#N/A              an error value; ?1 is true, ?0 is false
    +A2:A3                    a merged range; a row that begins with ~ is hidden
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATION = '<Relationship Id="{0}" Type="{1}/{2}" Target="{3}"/>'
_MADE_ON = (2026, 11, 23, 0, 0, 0)


def xlsx(picture: str, *, epoch_1904: bool = False, doctype: str = "") -> bytes:
    """A workbook.

    Args:
        picture: its sheets, as above.
        epoch_1904: whether its dates count from 1904.
        doctype: a document type to declare in every sheet.
    """
    sheets = list(_sheets(picture))
    parts = {
        "_rels/.rels": _relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets, epoch_1904=epoch_1904),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            + [("r0", "styles", "styles.xml")]
        ),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    for number, (_, _, lines) in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = doctype + _sheet(lines)
    return archived(parts)


def archived(parts: dict[str, str]) -> bytes:
    """A zip archive of these members."""
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE_ON), text)
    return paper.getvalue()


def locked(workbook: bytes) -> bytes:
    """A workbook whose members say they are encrypted."""
    return _patched(workbook, 8, (1).to_bytes(2, "little"))


def bomb(workbook: bytes) -> bytes:
    """A workbook whose first member says it unpacks to a gibibyte."""
    return _patched(workbook, 24, (1 << 30).to_bytes(4, "little"))


def _patched(workbook: bytes, field: int, value: bytes) -> bytes:
    """A workbook with a field of its directory's first entry changed."""
    at = workbook.index(b"PK\x01\x02") + field
    return workbook[:at] + value + workbook[at + len(value) :]


def _sheets(picture: str) -> Iterator[tuple[str, bool, list[str]]]:
    if not picture.startswith("["):
        picture = f"[Sheet1]\n{picture}"
    for part in re.split(r"(?m)^\[", picture)[1:]:
        title, _, body = part.partition("]\n")
        name = title.removesuffix(" hidden")
        yield name, name != title, body.splitlines()


def _workbook(sheets: list[tuple[str, bool, list[str]]], *, epoch_1904: bool) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"'
        f' state="{"hidden" if hidden else "visible"}"/>'
        for n, (name, hidden, _) in enumerate(sheets, 1)
    )
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(epoch_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    )


def _relations(relations: list[tuple[str, str, str]]) -> str:
    inside = "".join(_RELATION.format(key, OFFICE, kind, to) for key, kind, to in relations)
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def _sheet(lines: list[str]) -> str:
    rows = [line for line in lines if not line.startswith("+")]
    merged = "".join(f'<mergeCell ref="{line[1:]}"/>' for line in lines if line.startswith("+"))
    body = "".join(_row(number, line) for number, line in enumerate(rows, 1) if line.strip())
    tail = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{tail}</worksheet>'


def _row(number: int, line: str) -> str:
    hidden = ' hidden="1"' if line.startswith("~") else ""
    cells = "".join(map(_cell, line.removeprefix("~").split(" | ")))
    return f'<row r="{number}"{hidden}>{cells}</row>'


def _cell(text: str) -> str:
    mark, rest = text[:1], escape(text[1:])
    match mark:
        case "@":
            return f'<c s="1"><v>{rest}</v></c>'
        case "#":
            return f"<c><v>{rest}</v></c>"
        case "!":
            return f'<c t="e"><v>{rest}</v></c>'
        case "?":
            return f'<c t="b"><v>{rest}</v></c>'
        case "=":
            formula, arrow, result = rest.partition(" -&gt; ")
            value = f"<v>{result}</v>" if arrow else ""
            return f'<c t="str"><f>{formula}</f>{value}</c>'
        case _:
            inside = f'<is><t xml:space="preserve">{escape(text)}</t></is>'
            return f'<c t="inlineStr">{inside}</c>' if text.strip() else "<c/>"
