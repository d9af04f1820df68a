"""The examples as printed, held to the last word and to the look of the page.

./dev golden rewrites the files; whoever does should read the difference.
"""

import re

import pytest
from PIL import Image, ImageChops, ImageStat

from checklist.documents.data import as_json
from checklist.documents.plain import as_csv, as_markdown
from tests.documents.paper import (
    LANGUAGES,
    example,
    hold_to_golden,
    html_of,
    letter_of,
    pdf_of,
    sheet_of,
    text_of,
    tongue,
)
from tests.documents.pictures import SAME, hold_to_picture, pictures, tiles
from tests.support import areas, facts

PAPERS = (
    ("kunshan-first-grader", "zh-Hans"),
    ("kunshan-first-grader", "en"),
    ("xinchang-toddler", "zh-Hans"),
)
each_paper = pytest.mark.parametrize(("name", "tag"), PAPERS)
WITH_LETTER = "yichang-pupil"
PICTURE = "kunshan-page-1.png"


@each_paper
def test_the_text_of_all_pages(name: str, tag: str) -> None:
    hold_to_golden(f"{name}.{tag}.pdf.txt", text_of(pdf_of(name, tag), "-layout"))


@each_paper
def test_the_page(name: str, tag: str) -> None:
    page = re.sub(r"<style>.*?</style>", "<style>…</style>", html_of(name, tag), flags=re.DOTALL)
    hold_to_golden(f"{name}.{tag}.html", page)


@each_paper
def test_the_markdown(name: str, tag: str) -> None:
    hold_to_golden(f"{name}.{tag}.md", as_markdown(sheet_of(name, tag)))


@each_paper
def test_the_table(name: str, tag: str) -> None:
    hold_to_golden(f"{name}.{tag}.csv", as_csv(sheet_of(name, tag)))


@each_paper
def test_the_data(name: str, tag: str) -> None:
    hold_to_golden(f"{name}.{tag}.json", as_json(example(name), facts(), tongue(tag), areas()))


@each_paper
def test_the_look_of_all_pages(name: str, tag: str) -> None:
    pages = pictures(pdf_of(name, tag), "-gray", "-r", "36")
    strip = Image.new("L", (sum(page.width for page in pages), pages[0].height), 255)
    for index, page in enumerate(pages):
        strip.paste(page, (index * page.width, 0))
    hold_to_picture(f"{name}.{tag}.png", strip)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_letter_and_the_sheet_behind_it(tag: str) -> None:
    """A place with a letter, with services nearby, and a child of its key-care ledger."""
    document = letter_of(WITH_LETTER, tag)
    hold_to_golden(f"{WITH_LETTER}.{tag}.pdf.txt", text_of(document, "-layout"))
    page = pictures(document, "-gray", "-r", "50", "-l", "1")[0]
    hold_to_picture(f"{WITH_LETTER}.{tag}.letter.png", page)


def test_the_look_of_the_first_page() -> None:
    """Larger and in colour, because the README shows it."""
    hold_to_picture(PICTURE, pictures(pdf_of("kunshan-first-grader"), "-r", "96", "-l", "1")[0])


def test_a_moved_line_would_be_seen() -> None:
    page = pictures(pdf_of("kunshan-first-grader"), "-gray", "-r", "36", "-l", "1")[0].convert("L")
    moved = ImageChops.offset(page, 0, 4)
    apart = ImageChops.difference(page, moved)
    assert max(ImageStat.Stat(apart.crop(tile)).mean[0] for tile in tiles(page.size)) > SAME
