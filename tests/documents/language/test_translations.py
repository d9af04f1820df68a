"""Translations out and back: what is kept, what becomes a draft again, what is never believed.

The three forms are held equal on the real sentences, and on words nobody would dare to write.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.documents.language.coverage import Tally, coverage
from checklist.documents.language.faults import faults, holes
from checklist.documents.language.incoming import incoming
from checklist.documents.language.merging import entries, merged, problems
from checklist.documents.language.phrasebook import (
    CATALOG,
    Key,
    Phrase,
    Phrasebook,
    Review,
    State,
    is_strange,
    parse,
)
from checklist.documents.language.shelf import looked_at, opened
from checklist.documents.language.sources import Source, sources
from checklist.documents.language.writing import plural_rule, po
from checklist.documents.language.xliff import xliff
from checklist.documents.workbooks.translations import workbook
from tests.documents.paper import TEMPLATES
from tests.support import areas, catalog

REVIEW = Review("张三, of the office", date(2026, 11, 20))
FORMS = ("po", "xliff", "xlsx")


@cache
def every() -> dict[Key, Source]:
    return dict(sources(catalog(), TEMPLATES))


def uyghur() -> Phrasebook:
    return opened("ug", TEMPLATES)


def saying(**phrases: Phrase) -> Phrasebook:
    """The Uyghur file with these fixed sentences only; `_` stands for a full stop."""
    said = {("", key.replace("_", ".")): phrase for key, phrase in phrases.items()}
    return replace(uyghur(), phrases=said)


def written(book: Phrasebook, form: str, folder: Path) -> Path:
    """A file for translators with the fixed sentences a book has."""
    told = [entry for entry in entries(book, every()) if entry.source.key in book.phrases]
    path = folder / f"ug.{form}"
    match form:
        case "po":
            path.write_text(po("ug", "", told, whole=True), "utf-8")
        case "xliff":
            path.write_text(xliff("ug", told, book.forms), "utf-8")
        case _:
            path.write_bytes(workbook("ug", told, book.forms))
    return path


def back(path: Path) -> Phrasebook:
    """The same file, read."""
    book, findings = incoming(path, uyghur())
    assert findings == ()
    assert book is not None
    return book


def content(phrase: Phrase) -> tuple[object, ...]:
    return phrase.forms, phrase.review, phrase.origin


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_out_comes_back_the_same(form: str, tmp_path: Path) -> None:
    chinese = every()["", "unit.visits"].chinese
    book = saying(
        word_phone=Phrase(("تېلېفون",), origin="电话"),
        word_why=Phrase(("a < b & \"c\" 'd'\\ =1+1",), REVIEW, "为什么"),
        unit_visits=Phrase(("{value} قېتىم", "{value} قېتىملار"), REVIEW, chinese, counted=True),
    )
    came = back(written(book, form, tmp_path))
    assert {key: content(p) for key, p in came.phrases.items()} == {
        key: content(p) for key, p in book.phrases.items()
    }
    assert came.language == "ug"


@pytest.mark.parametrize("form", FORMS)
def test_all_there_is_goes_out_and_nothing_changes_when_it_comes_back(
    form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"ug.{form}"
    told = [*entries(uyghur(), every())]
    assert len(told) > 1000
    match form:
        case "po":
            path.write_text(po("ug", "", told, whole=True), "utf-8")
        case "xliff":
            path.write_text(xliff("ug", told, 2), "utf-8")
        case _:
            path.write_bytes(workbook("ug", told, 2))
    came = back(path)
    assert came.phrases.keys() == every().keys()
    assert problems(came, "ug", every()) == ()
    made = merged(uyghur(), came, every())
    assert (made.new, made.changed, made.findings) == (0, 0, ())
    assert made.text == (TEMPLATES / "locale" / "ug.po").read_text("utf-8")


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), max_size=30
).filter(str.strip)


@settings(max_examples=40)
@given(words)
def test_any_writing_survives_po_and_xliff(text: str) -> None:
    book = saying(word_phone=Phrase((text,), origin="电话"))
    told = [entry for entry in entries(book, every()) if entry.source.key in book.phrases]
    read, findings = parse(po("ug", "", told, whole=False), "ug.po")
    assert findings == ()
    assert read is not None
    assert read.phrases["", "word.phone"].forms == (text,)
    from checklist.documents.language import xliff as form  # noqa: PLC0415 - the module itself

    assert form.read(xliff("ug", told, 2)).units[0].target == text


def test_an_empty_sentence_of_a_file_leaves_what_is_there() -> None:
    current = saying(word_phone=Phrase(("تېلېفون",), REVIEW, "电话"))
    made = merged(current, saying(word_phone=Phrase(())), every())
    assert (made.new, made.changed) == (0, 0)
    assert "تېلېفون" in made.text
    assert f"# reviewed: {REVIEW}" in made.text


def test_a_review_is_of_the_words_that_were_reviewed() -> None:
    current = saying(word_phone=Phrase(("تېلفون",), REVIEW, "电话"))
    came = saying(word_phone=Phrase(("تېلېفون",), REVIEW, "电话"))
    made = merged(current, came, every())
    assert [finding.code for finding in made.findings] == ["T020"]
    assert "# reviewed" not in made.text
    assert "#, fuzzy" in made.text


def test_a_reviewed_sentence_is_a_draft_again_once_its_chinese_has_changed() -> None:
    phrase = Phrase(("تېلېفون",), REVIEW, "电话")
    assert phrase.state("电话") is State.REVIEWED
    assert phrase.state("联系电话") is State.DRAFT
    assert replace(phrase, review=None).state("电话") is State.DRAFT
    assert Phrase(()).state("电话") is State.MISSING


@pytest.mark.parametrize("tag", ["zh-Hant", "za", "hni", "ii", "ko", "ug", "bo", "mn-Mong"])
def test_every_language_s_file_is_in_order_and_bears_drafts_only(tag: str) -> None:
    book, findings = looked_at(TEMPLATES / "locale" / f"{tag}.po", tag, TEMPLATES)
    assert findings == ()
    assert book is not None
    assert tuple(faults(book, {k: s.phrase for k, s in every().items()}, whole=True)) == ()
    for key, phrase in book.phrases.items():
        assert phrase.state(every()[key].chinese) is State.DRAFT, key
    rule, count = plural_rule(book.language)
    assert book.forms == count, rule


def test_chinese_and_english_are_complete_and_reviewed() -> None:
    for tag in ("zh-Hans", "en"):
        found = coverage(tag, TEMPLATES, every())
        assert found.fixed() == Tally(found.fixed().total, 0, 0)
        assert found.catalog() == Tally(found.catalog().total, 0, 0)


def test_a_place_counts_what_its_own_sheets_print() -> None:
    found = coverage("za", TEMPLATES, every())
    nanning, kunshan = found.place("450102", areas()), found.place("320583", areas())
    assert nanning.draft == kunshan.draft + 1, "the name of Guangxi"
    assert nanning.total != kunshan.total
    assert found.fixed().total + found.catalog().total == len(every())


def test_every_text_of_a_list_is_there_to_be_translated() -> None:
    keys = every().keys()
    for text in ("预防接种", "孩子叫什么名字？", "广西壮族自治区", "孩子在{value}出生"):
        assert (CATALOG, text) in keys


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{day}起", {"day"}),
        ("没有", set()),
        ("{a}{b}{a}", {"a", "b"}),
        ("{day.year}", None),
        ("{day!r}", None),
        ("{day:>9}", None),
        ("{0}", None),
        ("{}", None),
        ("{day", None),
        ("day}", None),
    ],
)
def test_holes_are_names_and_nothing_more(text: str, names: set[str] | None) -> None:
    assert holes(text) == names


@pytest.mark.parametrize(
    "char", ["\u202e", "\u2066", "\x07", "\ue000", "\ufdd0", "\u2028", "\ufeff"]
)
def test_characters_that_are_no_writing_are_strange(char: str) -> None:
    assert is_strange(char)


@pytest.mark.parametrize("char", ["\u200c", "\u200d", "\u200f", "ئ", "བ", "ꆈ", "‘", "。"])
def test_characters_scripts_need_are_not(char: str) -> None:
    assert not is_strange(char)


def test_an_xliff_file_cannot_bring_definitions_that_grow(tmp_path: Path) -> None:
    path = tmp_path / "ug.xliff"
    path.write_text('<!DOCTYPE x [<!ENTITY a "aaaa">]><xliff><file target-language="ug"/></xliff>')
    book, findings = incoming(path, uyghur())
    assert (book, [finding.code for finding in findings]) == (None, ["T021"])


def test_a_workbook_that_is_none_is_refused_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "ug.xlsx"
    path.write_bytes(b"PK\x03\x04 cut off")
    book, findings = incoming(path, uyghur())
    assert book is None
    assert findings[0].code.startswith("R0")


def test_a_workbook_s_findings_name_the_cell(tmp_path: Path) -> None:
    book = saying(word_phone=Phrase(("<b>تېلېفون</b>",), origin="电话"))
    came = back(written(book, "xlsx", tmp_path))
    (finding,) = problems(came, "ug", every())
    assert (finding.code, finding.span.cell) == ("T013", "ug!D2")
