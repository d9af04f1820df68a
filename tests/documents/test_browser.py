"""The pages in a real browser: usable on a phone, for screen readers, and printed without loss.

Debian's chromium, driven headless; axe-core looks for what keeps people out.
"""

import io
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from checklist.catalog.looks import Layout
from checklist.documents import poster as posters
from checklist.documents.html import html
from checklist.documents.papers import page as laid_out
from checklist.documents.seal import sealed
from checklist.documents.worded.view import with_letter
from tests.documents.paper import TEMPLATES, example, sheet_of, text_of, tongue
from tests.documents.pictures import hold_to_picture
from tests.documents.test_bilingual import laid_out as two_languages
from tests.support import TODAY, areas, catalog, facts

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1024, "height": 1300}
PAGES = ("sheet zh-Hans", "sheet en", "card zh-Hans", "large zh-Hans", "letter zh-Hans",
         "poster zh-Hans", "columns ug", "lines bo")  # fmt: skip
each_page = pytest.mark.parametrize("name", PAGES)


@cache
def source(name: str) -> str:
    """A page as `--to html` writes it."""
    kind, tag = name.split()
    if kind == "poster":
        listing, _ = catalog().listing("320583", TODAY)
        return posters.html(posters.poster(listing, facts(), tongue(tag), areas()), TEMPLATES)
    if kind in set(Layout):
        return two_languages(tag, Layout(kind))
    child = "yichang-pupil" if kind == "letter" else "kunshan-first-grader"
    made = sealed(sheet_of(child, tag), example(child))
    if kind == "letter":
        lettered = with_letter(made, example(child), facts(), tongue(tag), areas())
        return html(lettered, TEMPLATES)
    return laid_out(made, TEMPLATES, "a4" if kind == "sheet" else kind)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "apt-get install chromium"
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window of a phone's size, to which nothing is ever delivered from outside."""
    opened = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # width and height
    yield opened
    opened.close()


@each_page
def test_it_asks_nothing_of_the_network(name: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(source(name))
    assert [url for url in asked if url != "about:blank"] == []


@each_page
def test_nobody_is_kept_out_and_nothing_is_wider_than_a_phone(name: str, page: Page) -> None:
    """Axe's rules, WCAG 2 A and AA and its best practices, on 360 by 740 pixels."""
    page.set_content(source(name))
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    found = Axe().run(page)
    told = [(flaw["id"], [node["html"] for node in flaw["nodes"]][:2])
            for flaw in found.response["violations"]]  # fmt: skip
    assert told == []
    assert len(found.response["passes"]) > 10


def test_axe_would_see_a_picture_without_words(page: Page) -> None:
    page.set_content(source("card zh-Hans").replace("<title>核对码</title>", ""))
    found = Axe().run(page)
    assert "svg-img-alt" in {flaw["id"] for flaw in found.response["violations"]}


def test_a_line_too_wide_would_be_seen(page: Page) -> None:
    wide = '<pre style="width: 400px">x</pre></body>'
    page.set_content(source("card zh-Hans").replace("</body>", wide))
    assert page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]


@pytest.mark.parametrize("name", ["sheet zh-Hans", "sheet en", "card zh-Hans"])
def test_a_browser_prints_it_without_loss(name: str, page: Page) -> None:
    """Every character of the page is on the paper, as often as on the screen."""
    page.set_content(source(name))
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    shown = page.evaluate("document.body.textContent")
    lost = Counter(re.sub(r"\s", "", shown)) - Counter(re.sub(r"\s", "", text_of(printed)))
    assert lost - tagged(shown) == Counter()


def tagged(shown: str) -> Counter[str]:
    """The QR code's own name, which only screen readers are told."""
    return Counter("核对码" if "核对码" in shown else "Checkcode")


def test_a_column_from_right_to_left_hangs_on_its_right(page: Page) -> None:
    """Its ticks stand right of its headings, the Chinese one's left; dates keep their order."""
    page.set_viewport_size(DESK)  # type: ignore[arg-type]  # width and height
    page.set_content(source("columns ug"))
    for column, left in (("governing", True), ("beside", False)):
        tick, name = (
            page.locator(f".pair .{column} .row {part}").first.bounding_box()
            for part in (".tick", "h3 .number")
        )
        assert tick is not None
        assert name is not None
        assert (tick["x"] < name["x"]) == left
    assert page.evaluate("getComputedStyle(document.querySelector('.beside')).direction") == "rtl"


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("sheet zh-Hans", PHONE),
        ("card zh-Hans", PHONE),
        ("poster zh-Hans", DESK),
        ("columns ug", PHONE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_looks_as_it_did(name: str, size: dict[str, int], page: Page) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
    page.set_content(source(name))
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        hold_to_picture(f"browser-{name.replace(' ', '.')}.png", picture.convert("L"))
