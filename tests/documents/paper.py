"""Sheets for tests: the examples as printed, and small lists written in a test itself.

Golden files stand in tests/golden; CHECKLIST_GOLDEN=write (`./dev golden`) rewrites them.
"""

import os
import subprocess
import warnings
from datetime import date
from difflib import unified_diff
from functools import cache
from itertools import islice
from pathlib import Path
from textwrap import dedent, indent

import pytest

from checklist.assessment import Assessment, assess
from checklist.catalog.opening import Catalog, keeper
from checklist.children.profile import read_profile
from checklist.documents import language as languages
from checklist.documents.html import html
from checklist.documents.language import Language
from checklist.documents.pdf import pdf
from checklist.documents.sheet import Row, Sheet
from checklist.documents.worded.view import sheet, with_letter
from checklist.rules.derived import Child
from tests.support import ROOT, TODAY, areas, catalog, facts

TEMPLATES = ROOT / "templates"
GOLDEN = ROOT / "tests" / "golden"
LANGUAGES = ("zh-Hans", "en")

OFFICE = "{place: [residence], office: {zh-Hans: 街道办事处, en: subdistrict office}}"
_ITEM = f"""\
category: health
name: {{zh-Hans: 体检, en: Check-up}}
summary: {{zh-Hans: 每年一次。, en: Once a year.}}
apply: {OFFICE}
decide: {OFFICE}
pay: {OFFICE}
sources:
  rule: {{document: 《示例办法》, article: 第三条, date: 2024-05-01, provenance: official}}
"""


def tongue(tag: str = "zh-Hans") -> Language:
    """A language of the real templates."""
    return languages.read(tag, TEMPLATES)


@cache
def example(name: str) -> Assessment:
    """One of tests/examples, assessed on the day all tests live in."""
    book = catalog()
    path = ROOT / "tests" / "examples" / f"{name}.yaml"
    profile, findings = read_profile(path, book.facts, book.areas, TODAY)
    assert profile is not None
    assert profile.residence is not None
    listing, _ = book.listing(book.areas.current(profile.residence), TODAY)
    return assess(listing, profile.child, book.areas, findings)


@cache
def sheet_of(name: str, tag: str = "zh-Hans") -> Sheet:
    """The sheet of an example."""
    return sheet(example(name), facts(), tongue(tag), areas())


@cache
def html_of(name: str, tag: str = "zh-Hans") -> str:
    """The page of an example."""
    return html(sheet_of(name, tag), TEMPLATES)


@cache
def letter_of(name: str, tag: str = "zh-Hans") -> bytes:
    """The document of an example with the place's letter to parents in front."""
    made = with_letter(sheet_of(name, tag), example(name), facts(), tongue(tag), areas())
    return pdf(html(made, TEMPLATES))


def told_by(tool: str, document: bytes, *options: str) -> str:
    """What one of poppler's tools says of a document."""
    command = [tool, *options, "-"]
    return subprocess.run(command, input=document, capture_output=True, check=True).stdout.decode()


@cache
def pdf_of(name: str, tag: str = "zh-Hans", variant: str = "ua") -> bytes:
    """The document of an example."""
    with warnings.catch_warnings():  # for PDF/A WeasyPrint 70 leaves its colour profile open
        warnings.simplefilter("ignore", ResourceWarning)
        return pdf(html_of(name, tag), variant)


def assessed(
    folder: Path, item: str, someone: Child, on: date = TODAY, layer: str = ""
) -> Assessment:
    """A national list of one item, `check-up`, held against a child.

    Args:
        folder: where the list is written.
        item: YAML of the item; what it leaves out is filled in with an office and a source.
        someone: the child.
        on: the date.
        layer: YAML of the layer beside its name.
    """
    given = dedent(item)
    keys = {line.split(":")[0] for line in given.splitlines() if line[:1].isalpha()}
    blocks, keep = [], True
    for line in _ITEM.splitlines():
        keep = line.split(":")[0] not in keys if line[:1].isalpha() else keep
        blocks += [line] if keep else []
    head = "layer: '000000'\nname: {zh-Hans: 全国, en: China}\n"
    text = f"{head}{dedent(layer)}\nitems:\n  check-up:\n"
    path = folder / "catalog" / "00-national" / "base.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text + indent("\n".join([*blocks, given]), "    "), "utf-8")
    book = Catalog(folder / "catalog", facts(), areas(), (), keeper(facts(), areas()))
    listing, findings = book.listing("320583", on)
    assert [str(finding.span) + finding.message() for finding in findings] == []
    return assess(listing, someone, areas())


def sheet_from(
    folder: Path, item: str, someone: Child, tag: str = "zh-Hans", **rest: date | str
) -> Sheet:
    """The sheet of a list of one item."""
    made = assessed(folder, item, someone, **rest)  # type: ignore[arg-type]  # on or layer
    return sheet(made, facts(), tongue(tag), areas())


def row_from(
    folder: Path, item: str, someone: Child, tag: str = "zh-Hans", **rest: date | str
) -> Row:
    """The one row of a list of one item."""
    return sheet_from(folder, item, someone, tag, **rest).sections[0].rows[0]


def text_of(document: bytes, *options: str) -> str:
    """The text of all pages, as poppler reads it; pages end with a form feed."""
    return told_by("pdftotext", document, *options, "-")


def hold_to_golden(name: str, text: str) -> None:
    """Compare with a golden file, or write it when asked to."""
    path = GOLDEN / name
    if os.environ.get("CHECKLIST_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert path.is_file(), f"{path.name} is missing; ./dev golden writes it"
    golden = path.read_bytes().decode()
    if text != golden:  # not by assert: pytest's own comparison of long texts eats all memory
        lines = unified_diff(golden.splitlines(), text.splitlines(), "golden", "now", n=0)
        shown = "\n".join(line[:200] for line in islice(lines, 20))
        pytest.fail(f"{path.name} is stale; see it and run ./dev golden\n{shown}", pytrace=False)
