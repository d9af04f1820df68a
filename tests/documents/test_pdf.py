"""The paper itself: accessible, archival, the same every time, and nothing cut in two."""

import re
import subprocess
import sys
from pathlib import Path

import page as validator
import pytest

from checklist.documents import fonts
from checklist.documents import pdf as documents
from checklist.documents.pdf import pdf
from checklist.errors import ExitCode, MachineError, UserError
from tests.documents.paper import (
    LANGUAGES,
    TEMPLATES,
    html_of,
    letter_of,
    pdf_of,
    sheet_of,
    text_of,
    told_by,
)
from tests.support import ROOT

PAPERS = (  # each costs a second or two, so not every child in every language
    ("kunshan-first-grader", "zh-Hans"),
    ("kunshan-first-grader", "en"),
    ("xinchang-toddler", "zh-Hans"),
    ("minimal", "zh-Hans"),
)
each_paper = pytest.mark.parametrize(("name", "tag"), PAPERS)
BLANK = '<html lang="en"><head><title>t</title></head><body>{}</body></html>'


def flaws(document: bytes, profile: str) -> list[str]:
    """The rules a document breaks."""
    report = validator.validate_pdf_bytes(document, profile=profile)
    return sorted({failure.rule_id for failure in report.failures})


@each_paper
def test_the_usual_paper_is_accessible(name: str, tag: str) -> None:
    assert flaws(pdf_of(name, tag), "ua1") == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_letter_in_front_is_accessible_too(tag: str) -> None:
    assert flaws(letter_of("yichang-pupil", tag), "ua1") == []


def test_the_archive_s_paper_may_be_archived() -> None:
    assert flaws(pdf_of("kunshan-first-grader", "zh-Hans", "a3"), "3a") == []


def test_plain_paper_is_neither_so_the_checks_can_fail() -> None:
    plain = pdf_of("kunshan-first-grader", "zh-Hans", "plain")
    assert flaws(plain, "ua1")
    assert flaws(plain, "3a")


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint's, for PDF/A
@pytest.mark.parametrize("variant", documents.VARIANTS)
def test_the_same_page_gives_the_same_bytes(variant: str) -> None:
    page = BLANK.format("<h1>清单</h1><p>✓ 符合</p>")
    assert pdf(page, variant) == pdf(page, variant)


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(html_of("minimal"), "utf-8")
    program = (
        "import sys, pathlib; from checklist.documents.pdf import pdf;"
        "sys.stdout.buffer.write(pdf(pathlib.Path(sys.argv[1]).read_text('utf-8')))"
    )
    command = [sys.executable, "-c", program, str(page)]
    ran = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    assert ran.stdout == pdf_of("minimal")


def test_the_document_says_its_title_and_no_date() -> None:
    info = told_by("pdfinfo", pdf_of("minimal"))
    assert re.search(
        r"^Title: +流动儿童居住地关爱服务清单 · 昆山市 · 2026年11月23日$", info, re.MULTILINE
    )
    assert re.search(r"^Page size: .*A4", info, re.MULTILINE)
    assert "CreationDate" not in info


def test_only_the_family_s_typeface_is_used_and_all_of_it_is_embedded() -> None:
    listed = told_by("pdffonts", pdf_of("minimal"))
    faces = [line.split() for line in listed.splitlines()[2:]]
    assert {face[0].split("+")[1] for face in faces} == {
        "Noto-Sans-CJK-SC",
        "Noto-Sans-CJK-SC-Bold",
    }
    assert {face[-5] for face in faces} == {"yes"}


@each_paper
def test_every_page_carries_place_date_and_its_number(name: str, tag: str) -> None:
    made = sheet_of(name, tag)
    pages = pages_of(pdf_of(name, tag))
    for number, text in enumerate(pages, 1):
        assert squeezed(made.footer) in text
        assert text.endswith(squeezed(made.page.format(page=number, pages=len(pages))))


@each_paper
def test_no_row_is_cut_in_two_and_no_heading_left_alone(name: str, tag: str) -> None:
    made = sheet_of(name, tag)
    pages = pages_of(pdf_of(name, tag))
    where: dict[str, int] = {}
    for section in made.sections:
        for row in section.rows:
            first = squeezed(f"{row.number} {row.name}")[:12]  # a narrow column may break the rest
            last = squeezed(row.citations[-1].title)[:8]  # the name beside it may stand between
            page = next(i for i, text in enumerate(pages) if first in text)
            assert last in pages[page][pages[page].index(first) :], row.id
            where[row.id] = page
        title = squeezed(section.title)
        page = next(i for i, text in enumerate(pages) if title + squeezed(section.lead) in text)
        assert page == where[section.rows[0].id]


def pages_of(document: bytes) -> list[str]:
    """The text of every page, squeezed."""
    return [squeezed(text) for text in text_of(document).split("\f")[:-1]]


def squeezed(text: str) -> str:
    """Text without the spaces and breaks that only the layout put there."""
    return re.sub(r"\s", "", text)


def test_a_sheet_is_as_long_as_promised() -> None:
    assert text_of(pdf_of("kunshan-first-grader")).count("\f") == 5


@pytest.mark.parametrize(
    "element",
    [
        '<img src="file:///etc/hostname" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="data:image/svg+xml,&lt;svg/&gt;" alt="x">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<style>@import "file:///etc/hostname";</style>',
        '<p style="background: url(file:///etc/hostname)">x</p>',
    ],
)
def test_nothing_is_ever_opened(
    element: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from weasyprint.urls import URLFetcher  # noqa: PLC0415 - half a second

    def opened(*_: object) -> None:
        pytest.fail("something was opened")

    monkeypatch.setattr(URLFetcher, "fetch", opened)
    assert pdf(BLANK.format(f"<p>text</p>{element}"), "plain").startswith(b"%PDF")
    caplog.clear()  # it says that it was not allowed to, as it should


def test_a_page_with_a_lost_character_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_elsewhere", lambda _: False)
    with pytest.raises(MachineError, match=r"U\+E123 \(name\)") as refused:
        pdf(BLANK.format('<b data-field="name">\ue123</b>'))
    assert refused.value.exit_code is ExitCode.ENVIRONMENT


def test_an_unknown_variant_is_the_user_s_mistake() -> None:
    with pytest.raises(UserError, match="ua"):
        pdf(BLANK.format("x"), "pdf/x-4")


@pytest.mark.parametrize("language", LANGUAGES)
def test_this_machine_is_well(language: str) -> None:
    assert all(well for _, well, _, _ in documents.health(language))


def test_a_missing_library_names_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # what an import then raises
    documents._weasyprint.cache_clear()  # noqa: SLF001 - imported once a process
    with pytest.raises(MachineError, match="libpango"):
        documents._weasyprint()  # noqa: SLF001 - as above
    assert documents.health()[0][1] is False


def test_the_style_sheet_has_no_rule_for_what_is_never_printed() -> None:
    css = re.sub(r"/\*.*?\*/", "", (TEMPLATES / "sheet.css").read_text("utf-8"), flags=re.DOTALL)
    rules = re.sub(r"\{[^{}]*\}", " ", css)
    pages = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    pages += html_of("minimal") + html_of("xinchang-toddler")
    kinds = {"later", "to_attest", "no", "unknown", "yes"}
    for name in set(re.findall(r"\.([a-z_]+)\b", rules)) - kinds:
        assert re.search(rf'class="[^"]*\b{name}\b', pages), name
