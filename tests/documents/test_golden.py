"""The examples as printed, held to the last word and to the look of the page.

./dev golden rewrites the files; whoever does should read the difference.
"""

import io
import os
import re
import subprocess

import pytest
from PIL import Image, ImageChops, ImageStat

from checklist.documents.data import as_json
from checklist.documents.plain import as_csv, as_markdown
from tests.documents.paper import GOLDEN, example, hold_to_golden, html_of, pdf_of, sheet_of, text_of, tongue
from tests.support import areas, facts

PAPERS = (
    ("kunshan-first-grader", "zh-Hans"),
    ("kunshan-first-grader", "en"),
    ("xinchang-toddler", "zh-Hans"),
)
each_paper = pytest.mark.parametrize(("name", "tag"), PAPERS)
PICTURE = GOLDEN / "kunshan-page-1.png"
SAME = 3.0  # mean difference of grey values that another version of poppler may cause


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


def test_the_look_of_the_first_page() -> None:
    command = ["pdftoppm", "-r", "96", "-f", "1", "-l", "1", "-png", "-"]
    printed = subprocess.run(
        command, input=pdf_of("kunshan-first-grader"), capture_output=True, check=True
    ).stdout
    seen = Image.open(io.BytesIO(printed)).convert("RGB")
    if os.environ.get("CHECKLIST_GOLDEN") == "write":
        seen.quantize(64).save(PICTURE, optimize=True)
    with Image.open(PICTURE) as picture:
        wanted = picture.convert("RGB")
    assert seen.size == wanted.size
    difference = ImageStat.Stat(ImageChops.difference(seen.convert("L"), wanted.convert("L")))
    assert difference.mean[0] < SAME, "the page looks different; see it and run ./dev golden"
