"""Every kind of paper: the same words, its own page, and as accessible as it claims to be."""

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

import page as validator
import pytest

from checklist.documents import papers
from checklist.documents.pages.booklet import spreads
from checklist.documents.papers import PAPERS, document, page
from checklist.documents.seal import sealed
from checklist.documents.sheet import Row, Section, Sheet
from checklist.errors import ExitCode, UserError
from tests.documents.paper import LANGUAGES, TEMPLATES, example, sheet_of, text_of, told_by
from tests.documents.pictures import hold_to_picture, pictures, strip

NAME = "kunshan-first-grader"
TAGGED = [name for name, paper in PAPERS.items() if not paper.imposed]
MM = 72 / 25.4


@cache
def made(paper: str) -> bytes:
    """The example on a paper, with its code."""
    return document(page(sealed_sheet("zh-Hans"), TEMPLATES, paper), paper)


def cut_down(paper: str, tag: str, variant: str = "ua") -> bytes:
    """The same with two items, for what does not depend on how many there are."""
    return document(page(short(sealed_sheet(tag)), TEMPLATES, paper), paper, variant)


def short(sheet: Sheet) -> Sheet:
    """One item whole and one in brief, one question, and all that stands around them."""
    return replace(
        sheet,
        sections=tuple(
            replace(section, rows=section.rows[:1])
            for section in (sheet.sections[0], sheet.sections[-1])
        ),
        questions=sheet.questions[:1],
    )


@cache
def sealed_sheet(tag: str) -> Sheet:
    return sealed(sheet_of(NAME, tag), example(NAME))


def words_of(text: str) -> str:
    """The text of a document without its spaces, page feet and page breaks."""
    return re.sub(r"\s", "", text)


def flaws(document: bytes, profile: str = "ua1") -> list[str]:
    """The rules a document breaks."""
    report = validator.validate_pdf_bytes(document, profile=profile)
    return sorted({failure.rule_id for failure in report.failures})


@pytest.mark.parametrize("paper", TAGGED)
def test_every_paper_is_accessible(paper: str) -> None:
    assert flaws(made(paper)) == []


@pytest.mark.parametrize("paper", TAGGED)
def test_every_paper_is_accessible_in_english(paper: str) -> None:
    assert flaws(cut_down(paper, "en")) == []


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint's, for PDF/A
@pytest.mark.parametrize("paper", ["a5", "card"])
def test_papers_may_be_archived(paper: str) -> None:
    assert flaws(cut_down(paper, "zh-Hans", "a3"), "3a") == []


@pytest.mark.parametrize("paper", PAPERS)
def test_others_tools_find_every_paper_whole_and_its_faces_embedded(
    paper: str, tmp_path: Path
) -> None:
    path = tmp_path / "sheet.pdf"
    path.write_bytes(made(paper))
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)  # noqa: S607 - of PATH
    faces = [line.split() for line in told_by("pdffonts", made(paper)).splitlines()[2:]]
    assert faces
    assert {face[-5] for face in faces} == {"yes"}


@pytest.mark.parametrize("variant", ["ua", "a3"])
def test_a_booklet_claims_nothing_it_cannot_keep(variant: str) -> None:
    with pytest.raises(UserError, match="a5") as refused:
        papers.check_variant("booklet", variant)
    assert refused.value.exit_code is ExitCode.USAGE
    assert flaws(made("booklet"))


@pytest.mark.parametrize("paper", ["a5", "large", "office"])
def test_a_paper_says_every_word_the_sheet_says(paper: str) -> None:
    said = words_of(text_of(made(paper)))
    sheet = sealed_sheet("zh-Hans")
    rows = [row for section in sheet.sections if not section.compact for row in section.rows]
    for row in rows:
        assert words_of(row.name + row.mark) in said
        assert words_of(row.summary) in said
    for note in (*sheet.notes, *(question.text for question in sheet.questions)):
        assert words_of(note)[:12] in said
    assert sheet.seal is not None
    assert words_of(sheet.seal.code) in said


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_can_be_read_back_from_the_file_itself(paper: str) -> None:
    seal = sealed_sheet("zh-Hans").seal
    assert seal is not None
    assert re.search(
        rf"^Keywords: +{re.escape(seal.code)}$", told_by("pdfinfo", made(paper)), re.MULTILINE
    )


def test_a_booklet_folds_into_reading_order() -> None:
    assert list(spreads(4)) == [(4, 1), (2, 3)]
    assert list(spreads(8)) == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert list(spreads(5)) == [(None, 1), (2, None), (None, 3), (4, 5)]
    assert list(spreads(1)) == [(None, 1), (None, None)]


@pytest.mark.parametrize("pages", range(1, 14))
def test_a_folded_stack_reads_from_front_to_back(pages: int) -> None:
    """Nest the sheets, open at the fold, and leaf through: 1, 2, 3 and so on, then blanks."""
    sides = list(spreads(pages))
    fronts, backs = sides[::2], sides[1::2]
    first_half = [number for front, back in zip(fronts, backs, strict=True)
                  for number in (front[1], back[0])]  # fmt: skip
    second_half = [number for front, back in zip(fronts[::-1], backs[::-1], strict=True)
                   for number in (back[1], front[0])]  # fmt: skip
    read = [*first_half, *second_half]
    assert read == [*range(1, pages + 1), *[None] * (-pages % 4)]


def test_a_booklet_is_two_a5_pages_on_each_side_of_a4_and_blank_at_its_end() -> None:
    info = told_by("pdfinfo", made("booklet"))
    assert re.search(r"^Page size: +839\.05\d? x 595\.276 pts", info, re.MULTILINE)
    pages = text_of(made("a5")).count("\f")
    sides = text_of(made("booklet")).split("\f")[:-1]
    assert len(sides) == len(list(spreads(pages)))
    numbers = [re.findall(r"第(\d+)页/共\d+页", words_of(side)) for side in sides]
    shown = [{str(page) for page in pair if page} for pair in spreads(pages)]
    assert [set(found) for found in numbers] == shown


def boxes(document: bytes) -> list[list[tuple[float, float, float, float, str]]]:
    """Every word of every page with its box in millimetres: left, top, right, bottom."""
    word = re.compile(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)<'
    )
    pages = text_of(document, "-bbox").split("<page ")[1:]
    return [[_box(match) for match in word.finditer(page)] for page in pages]


def _box(match: re.Match[str]) -> tuple[float, float, float, float, str]:
    left, top, right, bottom = (float(edge) / MM for edge in match.groups()[:4])
    return left, top, right, bottom, match[5]


def test_an_office_copy_keeps_the_page_of_gb_t_9704() -> None:
    """156 by 225 mm of text, 37 mm down and 28 mm from the binding; the number 7 mm below it."""
    pages = boxes(made("office"))
    assert len(pages) > 2
    for number, words in enumerate(pages, 1):
        left = 28 if number % 2 else 26
        numbers = [word for word in words if word[1] > 262]
        head = [word for word in words if word[3] < 37]
        text = [word for word in words if word not in numbers and word not in head]
        assert " ".join(word[4] for word in numbers) == f"— {number} —"
        assert min(word[0] for word in text) >= left - 0.3
        assert max(word[2] for word in text) <= left + 156 + 0.3
        assert min(word[1] for word in text) >= 36
        assert max(word[3] for word in text) <= 262.5
        assert min(word[1] for word in numbers) == pytest.approx(262 + 7, abs=1.5)
        outer = max(word[2] for word in numbers) if number % 2 else min(w[0] for w in numbers)
        edge = left + 156 - 14 / MM if number % 2 else left + 14 / MM
        assert outer == pytest.approx(edge, abs=0.5)


def test_an_office_copy_has_one_ink() -> None:
    """Drawn in colour, every dot of it is a grey."""
    for name, coloured in (("office", False), ("a4", True)):
        for picture in pictures(made(name), "-r", "40", "-l", "2"):
            saturation = picture.convert("HSV").getchannel("S").histogram()
            assert any(saturation[1:]) == coloured, name


def test_large_print_is_large() -> None:
    """The middling word is set in eighteen points, and none but the page's foot below sixteen."""
    heights = [
        (bottom - top) * MM
        for words in boxes(made("large"))
        for _, top, _, bottom, _ in words
        if bottom < 277
    ]
    line = 1.448  # ascent and descent of the face, in ems
    assert median(heights) / line >= 16
    assert min(heights) / line >= 11  # marks set above the line


def full(sheet: Sheet) -> Sheet:
    """The sheet of a child who is owed every item there is."""
    rows: tuple[Row, ...] = tuple(row for section in sheet.sections for row in section.rows)
    first = sheet.sections[0]
    section = Section(first.kind, first.sign, first.title, first.lead, rows)
    return replace(sheet, sections=(section,))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_card_holds_every_item_there_is(tag: str) -> None:
    sheet = full(sealed_sheet(tag))
    words = text_of(document(page(sheet, TEMPLATES, "card"), "card", "plain")).split()
    for row in sheet.sections[0].rows:
        assert row.number in words
        assert any(row.name.split()[0].startswith(word) for word in words)


def test_a_card_names_nothing_of_the_child() -> None:
    card, whole = (page(sealed_sheet("zh-Hans"), TEMPLATES, paper) for paper in ("card", "a4"))
    telling = [field.value for field in sealed_sheet("zh-Hans").child if len(field.value) > 4]
    assert len(telling) >= 4
    assert all(value in whole for value in telling)
    assert not [value for value in telling if value in card]


def test_what_does_not_fit_a_card_is_refused() -> None:
    sheet = full(sealed_sheet("zh-Hans"))
    rows = tuple(
        replace(row, id=f"{row.id}-{turn}") for turn in range(4) for row in sheet.sections[0].rows
    )
    section = replace(sheet.sections[0], rows=rows)
    crowded = page(replace(sheet, sections=(section,)), TEMPLATES, "card")
    with pytest.raises(UserError, match="--paper"):
        document(crowded, "card", "plain")


def test_papers_look_as_they_did() -> None:
    hold_to_picture("papers.png", strip([made(paper) for paper in PAPERS if paper != "a4"], 36))
