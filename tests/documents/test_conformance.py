"""Every language in every layout and on every paper, held to PDF/UA-1 and to how it looked.

Each sheet is cut down to two items, so that all of them together cost little;
what is cut is the same again and again.
"""

from functools import cache

import pytest

from checklist.catalog.looks import Layout
from checklist.documents.papers import PAPERS, document, page
from tests.documents.paper import TEMPLATES, told_by
from tests.documents.pictures import hold_to_picture, strip
from tests.documents.test_bilingual import both
from tests.documents.test_papers import flaws, short
from tests.support import catalog

TAGS = ("en", "zh-Hant", "za", "hni", "ii", "ko", "ug", "bo")
TAGGED = [name for name, paper in PAPERS.items() if not paper.imposed]


@cache
def paper_of(tag: str, layout: Layout, paper: str) -> bytes:
    sheet = short(both(tag, layout))
    return document(page(sheet, TEMPLATES, paper), paper)


def test_no_language_that_can_be_printed_is_left_out() -> None:
    tongues, _ = catalog().tongues()
    assert tongues is not None
    printable = {tag for tag, tongue in tongues.known.items() if not tongue.not_printable}
    assert printable == {*TAGS, "zh-Hans"}


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("tag", TAGS)
def test_two_languages_are_accessible_in_both_layouts(tag: str, layout: Layout) -> None:
    made = paper_of(tag, layout, "a4")
    assert flaws(made) == []
    faces = [line.split() for line in told_by("pdffonts", made).splitlines()[2:]]
    assert {face[-5] for face in faces} == {"yes"}


@pytest.mark.parametrize("paper", [name for name in TAGGED if name != "a4"])
@pytest.mark.parametrize("tag", ["ug", "bo"])
def test_two_languages_are_accessible_on_every_paper(tag: str, paper: str) -> None:
    assert flaws(paper_of(tag, Layout.LINES, paper)) == []


def test_columns_are_accessible_on_narrow_paper() -> None:
    assert flaws(paper_of("en", Layout.COLUMNS, "a5")) == []


def test_languages_look_as_they_did() -> None:
    tags = ("ug", "bo", "ii", "ko", "za")
    hold_to_picture("languages.png", strip([paper_of(t, Layout.LINES, "a4") for t in tags], 45))


def test_columns_look_as_they_did() -> None:
    tags = ("en", "ug", "zh-Hant")
    hold_to_picture("columns.png", strip([paper_of(t, Layout.COLUMNS, "a4") for t in tags], 45))
