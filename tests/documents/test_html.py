"""One self-contained page: everything escaped, nothing loaded, every name spelt right."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError, TemplateNotFound

from checklist.documents.html import css_page, css_string, html
from checklist.documents.sheet import Field
from tests.documents.paper import LANGUAGES, TEMPLATES, html_of, sheet_of

HOSTILE = '<script>alert("x")</script>&</style>'
VOID = {"meta", "br", "img", "link", "input", "hr"}


class Outline(HTMLParser):
    """Which elements a page has, and whether they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.parents: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parents.append((self.open[-1] if self.open else "", tag))
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_is_whole_and_says_its_language(tag: str) -> None:
    elements = outline(html_of("minimal", tag)).elements
    root = next(attrs for name, attrs in elements if name == "html")
    assert (root["lang"], root["dir"]) == (tag, "ltr")
    names = [name for name, _ in elements]
    assert {"header", "main", "section", "footer", "h1", "h2", "h3", "ul", "dl"} <= set(names)
    assert names.count("h1") == 1


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    page = html_of("kunshan-first-grader")
    assert not re.search(r"<(script|link|img|iframe|object|form)\b|url\(|@import|https?:", page)


def test_every_item_can_be_linked_to_by_its_id() -> None:
    ids = [a["id"] for _, a in outline(html_of("kunshan-first-grader")).elements if "id" in a]
    assert len(ids) == len(set(ids))
    for section in sheet_of("kunshan-first-grader").sections:
        assert {row.id for row in section.rows} <= set(ids)


def test_lists_are_built_as_accessible_pdfs_want_them() -> None:
    parents = outline(html_of("kunshan-first-grader")).parents
    assert {child for parent, child in parents if parent in {"ul", "ol"}} == {"li"}
    assert {child for parent, child in parents if parent == "dl"} == {"dt", "dd"}


def test_headings_never_skip_a_level() -> None:
    names = [name for name, _ in outline(html_of("kunshan-first-grader")).elements]
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_name_cannot_become_markup_or_style() -> None:
    made = sheet_of("minimal")
    child = (Field("name", "姓名", HOSTILE), *made.child)
    page = html(replace(made, child=child, short_place=HOSTILE, footer=HOSTILE), TEMPLATES)
    assert "<script" not in page
    assert page.count("</style>") == 1
    assert outline(page)


def test_a_css_string_ends_only_where_it_should() -> None:
    assert css_string('a"}</style>') == '"a\\22 \\7d \\3c /style\\3e "'
    assert css_string("流动儿童 · 昆山市") == '"流动儿童 · 昆山市"'
    assert "\n" not in css_string("a\nb")


def test_page_numbers_are_counted_by_the_page_itself() -> None:
    assert css_page("Page {page} of {pages}") == '"Page " counter(page) " of " counter(pages)'
    assert css_page("{page}") == "counter(page)"


def folder_with(tmp_path: Path, page: str) -> Path:
    (tmp_path / "sheet.html").write_text(page, "utf-8")
    return tmp_path


def test_a_misspelt_name_is_an_error_and_not_a_blank(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError):
        html(sheet_of("minimal"), folder_with(tmp_path, "{{ sheet.titel }}"))


def test_a_template_cannot_reach_into_the_program(tmp_path: Path) -> None:
    with pytest.raises(SecurityError):
        html(sheet_of("minimal"), folder_with(tmp_path, "{{ sheet.__class__.__mro__ }}"))


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname"])
def test_a_template_cannot_read_outside_its_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    with pytest.raises(TemplateNotFound):
        html(sheet_of("minimal"), folder_with(folder, f"{{% include '{path}' %}}"))
