"""A place's list on a wall: whole, of no child, accessible, and as large as one sheet allows."""

import re
from functools import cache
from pathlib import Path
from statistics import median

import page as validator
import pytest

from checklist.documents import poster as posters
from checklist.documents.pdf import pdf as typeset
from checklist.documents.poster import SIZES, Poster, html, pdf, poster
from tests.documents.paper import TEMPLATES, text_of, told_by, tongue
from tests.documents.pictures import hold_to_picture, pictures
from tests.support import TODAY, areas, catalog, facts

KUNSHAN = "320583"
LINE = 1.448  # ascent and descent of the face, in ems


@cache
def worded(tag: str = "zh-Hans", area: str = KUNSHAN) -> Poster:
    listing, _ = catalog().listing(area, TODAY)
    return poster(listing, facts(), tongue(tag), areas())


TRIED: list[float] = []


@cache
def made() -> bytes:
    """The poster, made once; TRIED is in which sizes."""
    real = posters.html

    def seen(made: Poster, templates: Path, size: float) -> str:
        TRIED.append(size)
        return real(made, templates, size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(posters, "html", seen)
        return pdf(worded(), TEMPLATES)


def test_a_poster_is_one_accessible_sheet_of_a3() -> None:
    assert flaws(made()) == []
    info = told_by("pdfinfo", made())
    assert re.search(r"^Pages: +1$", info, re.MULTILINE)
    assert re.search(r"^Page size: .*A3", info, re.MULTILINE)


def test_in_english_it_is_one_accessible_sheet_too() -> None:
    smallest = typeset(html(worded("en"), TEMPLATES, min(SIZES)), "ua", most=1)
    assert flaws(smallest) == []


def flaws(document: bytes) -> list[str]:
    report = validator.validate_pdf_bytes(document, profile="ua1")
    return sorted({failure.rule_id for failure in report.failures})


def test_it_looks_as_it_did() -> None:
    hold_to_picture("kunshan-poster.png", pictures(made(), "-gray", "-r", "40")[0])


def test_it_has_every_item_of_the_list_once_with_whom_it_is_for() -> None:
    listing, _ = catalog().listing(KUNSHAN, TODAY)
    notices = [notice for group in worded().groups for notice in group.notices]
    assert sorted(notice.row.id for notice in notices) == sorted(listing.items)
    text = re.sub(r"\s", "", text_of(made()))
    for notice in notices:
        assert notice.row.name in text or notice.row.name[:8] in text
        assert notice.who.endswith("。")
        assert notice.who[:8] in text


def test_it_is_worded_for_nobody() -> None:
    """No tick, no outcome, no waiting to be confirmed: there is no child to say it of."""
    page = html(worded(), TEMPLATES)
    for word in ("待确认", "待弄清", "✓", 'class="badge', "data-field"):
        assert word not in page


def test_it_is_set_in_the_largest_type_that_fits() -> None:
    """Most words stand in the size taken, and the next one up was tried in vain."""
    word = re.compile(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"')
    found = word.findall(text_of(made(), "-bbox"))
    height = median(float(bottom) - float(top) for top, bottom in found)
    size = min(SIZES, key=lambda size: abs(size - height / LINE))
    assert size in TRIED
    assert SIZES[SIZES.index(size) - 1] in TRIED


def test_what_fits_no_sheet_takes_several_in_the_smallest_type(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(posters, "SIZES", (17,))
    assert text_of(pdf(worded(), TEMPLATES, "plain")).count("\f") > 1
