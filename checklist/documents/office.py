"""A sheet as an office document (DOCX), for the clerk who must change words before handing it on.

Says what the paper says, under real headings; it carries no code, for a text that can be
changed proves nothing.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from checklist.documents.plain import BLANK, details, service_text, why_lines
from checklist.documents.sheet import Letter, Row, Sheet

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # no date of making: same input, same bytes
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_FACE = "Noto Sans CJK SC"
_TEAL = "0B4F5C"
_SIZES = {"Normal": 10.5, "Title": 20, "Heading 1": 14, "Heading 2": 12, "List Bullet": 10.5}
_BOX = "☐"
_CHILD_COLUMNS = (45 * 36_000, 125 * 36_000)  # millimetres, as Word counts them


def docx(sheet: Sheet) -> bytes:
    """A sheet as DOCX, its letter in front.

    Args:
        sheet: finished strings.
    """
    import docx as library  # noqa: PLC0415 - only for this form

    made = library.Document()
    _styles(made, sheet)
    _page(made, sheet)
    if sheet.letter:
        _letter(made, sheet.letter)
    _head(made, sheet)
    for section in sheet.sections:
        made.add_heading(f"{section.sign} {section.title}", 1)
        made.add_paragraph(section.lead)
        for row in section.rows:
            _row(made, row, sheet)
    _questions(made, sheet)
    _end(made, sheet)
    target = io.BytesIO()
    made.save(target)
    return _timeless(target.getvalue())


def _head(made: "Document", sheet: Sheet) -> None:
    words = sheet.words
    made.add_paragraph(sheet.title, style="Title")
    made.add_paragraph(f"{sheet.subtitle} · {sheet.place} · {words['date']} {sheet.date}")
    made.add_paragraph(words["editable"]).runs[0].italic = True
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    for field in sheet.child:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = field.label, field.value
        cells[0].width, cells[1].width = _CHILD_COLUMNS
    scope = f"{sheet.scope.badge.sign} {sheet.scope.badge.word} {sheet.scope.statement}"
    _labelled(made, words["scope"], [scope + sheet.scope.begins, *why_lines(sheet.scope.why)])
    counts = (f"{each.badge.sign} {each.badge.word} {each.count}" for each in sheet.counters)
    made.add_paragraph("    ".join(counts))
    if sheet.findings:
        _labelled(made, words["findings"], sheet.findings)


def _row(made: "Document", row: Row, sheet: Sheet) -> None:
    made.add_heading(f"{_BOX} {row.number} {row.name}{row.mark}", 2)
    made.add_paragraph(f"{row.badge.sign} {row.badge.word} · {row.category}")
    if row.begins or row.summary:
        made.add_paragraph(" ".join(filter(None, (row.begins, row.summary))))
    for key, lines in details(row, sheet):
        if lines:
            _labelled(made, sheet.words[key], lines)


def _questions(made: "Document", sheet: Sheet) -> None:
    words = sheet.words
    if sheet.questions:
        made.add_heading(words["questions"], 1)
        made.add_paragraph(words["questions_lead"])
    for ask in sheet.questions:
        choices = "  ".join(f"{_BOX} {choice}" for choice in ask.choices) or BLANK
        paragraph = made.add_paragraph(f"{ask.number} ")
        paragraph.add_run(ask.text).bold = True
        paragraph.add_run(f"  {choices}")
        _labelled(made, words["who"], [ask.who])
        _labelled(made, words["settles"], [ask.settles])


def _end(made: "Document", sheet: Sheet) -> None:
    words = sheet.words
    if sheet.services or sheet.care:
        made.add_heading(words["services"], 1)
    if sheet.care:
        made.add_paragraph(sheet.care.text)
    for service in sheet.services:
        _labelled(made, service.label, [service_text(service)])
    made.add_heading(words["notes"], 1)
    for note in filter(None, (*sheet.notes, sheet.review)):
        made.add_paragraph(note, style="List Bullet")
    made.add_heading(words["basis"], 1)
    for basis in sheet.basis:
        said = (basis.title + basis.mark, basis.detail, basis.note)
        _labelled(made, basis.place, [" ".join(filter(None, said))])
    for mark in sheet.marks:
        made.add_paragraph(f"{mark.sign} {mark.meaning}")


def _letter(made: "Document", letter: Letter) -> None:
    """The letter, on pages of its own."""
    made.add_paragraph(letter.title, style="Title")
    for passage in letter.passages:
        if passage.heading:
            made.add_heading(passage.heading, 2)
        made.add_paragraph(passage.text)
        for point in passage.points:
            made.add_paragraph(point, style="List Bullet")
    for line in filter(None, (letter.own, letter.origin, letter.note, letter.mark)):
        made.add_paragraph(line).runs[0].italic = True
    made.add_page_break()  # type: ignore[no-untyped-call]  # of python-docx


def _labelled(made: "Document", label: str, lines: Iterable[str]) -> None:
    """A label with its one line beside it, or with its several lines below."""
    said = list(lines)
    paragraph = made.add_paragraph()
    paragraph.add_run(label).bold = True
    if len(said) == 1:
        paragraph.add_run(f"  {said[0]}")
        return
    for line in said:
        made.add_paragraph(line, style="List Bullet")


def _styles(made: "Document", sheet: Sheet) -> None:
    """One face for both scripts, the sheet's colour for headings, its language and direction."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as in docx
    from docx.oxml.ns import qn  # noqa: PLC0415 - as above
    from docx.shared import Pt, RGBColor  # noqa: PLC0415 - as above

    for name, size in _SIZES.items():
        style: ParagraphStyle = made.styles[name]
        style.font.size = Pt(size)
        style.font.name = _FACE
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{kind}"), _FACE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        if name not in {"Normal", "List Bullet"}:
            style.font.color.rgb = RGBColor.from_string(_TEAL)
        style.paragraph_format.space_after = Pt(3)
    normal = made.styles["Normal"].element
    spoken = OxmlElement("w:lang")
    for kind in ("val", "eastAsia"):
        spoken.set(qn(f"w:{kind}"), "zh-CN" if sheet.language == "zh-Hans" else sheet.language)
    normal.get_or_add_rPr().append(spoken)
    if sheet.direction == "rtl":
        normal.get_or_add_pPr().append(OxmlElement("w:bidi"))


def _page(made: "Document", sheet: Sheet) -> None:
    """A4, the sheet's foot, and what the file says of itself."""
    from docx.shared import Mm  # noqa: PLC0415 - as in docx

    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(18), Mm(18)
    page.footer.paragraphs[0].text = sheet.footer
    about = made.core_properties
    about.title, about.author, about.language = sheet.footer, "", sheet.language
    about.last_modified_by, about.comments, about.revision = "", "", 1
    about.created = about.modified = _MADE


def _timeless(document: bytes) -> bytes:
    """The same file with its parts dated alike, so that it is the same whenever it is made."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(target, "w") as made:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIPPED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, source.read(part))
    return target.getvalue()
