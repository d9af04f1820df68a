"""Both languages say everything, with the same holes to fill, and nothing that is never said."""

import ast
import re
from datetime import date
from pathlib import Path
from string import Formatter
from time import process_time

import pytest

from checklist.catalog.forms import UNITS
from checklist.catalog.model import Category, Place, Provenance
from checklist.documents import language as languages
from checklist.errors import MachineError
from checklist.rules.facts import LANGUAGES
from tests.documents.paper import TEMPLATES, example, tongue
from tests.support import ROOT, areas, facts

DOCUMENTS = ROOT / "checklist" / "documents"


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def spoken() -> set[str]:
    """Ids and beginnings of ids that stand in the program, as `f"unit.{unit}"` -> `unit.`."""
    found: set[str] = set()
    for path in DOCUMENTS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_language_has_the_same_ids() -> None:
    for tag in LANGUAGES:
        assert tongue(tag).messages.texts.keys() == tongue().messages.texts.keys()


def test_every_sentence_leaves_the_same_holes_in_every_language() -> None:
    for key, forms in tongue().messages.texts.items():
        for form in tongue("en").messages.texts[key]:
            assert holes(form) == holes(forms[0]), key


def test_no_sentence_is_empty() -> None:
    for tag in LANGUAGES:
        assert all(all(forms) for forms in tongue(tag).messages.texts.values())


def test_chinese_sentences_use_chinese_punctuation() -> None:
    for key, (text, *_) in tongue().messages.texts.items():
        assert not re.search(r"[\u4e00-\u9fff][,:;!?()]", text), key


def test_nothing_is_translated_that_is_never_said() -> None:
    templates = "".join(path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    said = spoken()
    for key in tongue().messages.texts:
        kind, _, rest = key.partition(".")
        if kind == "word":
            stem = rest.partition("_")[0] + "_"
            assert {rest, stem} & said or re.search(rf"words\.{rest}\b", templates), key
        else:
            stem = key.rpartition(".")[0] + "."
            assert key in said or stem in said or f"{kind}." in said, key


def test_every_word_a_template_uses_exists() -> None:
    words = tongue().messages.group("word.")
    for path in TEMPLATES.glob("*.html"):
        for word in re.findall(r"words\.(\w+)", path.read_text("utf-8")):
            assert word in words, (path.name, word)


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("unit", UNITS),
        ("category", Category),
        ("place", Place),
        ("mark", [p for p in Provenance if p is not Provenance.OFFICIAL]),
        ("who", {who for fact in facts().given for who in fact.who}),
    ],
)
def test_every_value_the_catalog_may_hold_has_its_word(prefix: str, values: list[str]) -> None:
    for value in values:
        assert f"{prefix}.{value}" in tongue().messages.texts


def test_dates_are_written_out() -> None:
    day = date(2026, 11, 3)
    assert tongue().day(day) == "2026年11月3日"
    assert tongue("en").day(day) == "3 November 2026"


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (330.0, "CNY/year", "330元/年", "CNY 330 a year"),
        (12744.0, "CNY/month", "12,744元/月", "CNY 12,744 a month"),
        (0.5, "CNY/day", "0.5元/天", "CNY 0.5 a day"),
        (80.0, "percent", "80%", "80%"),
        (1.0, "visits", "1次", "1 visit"),
        (13.0, "visits", "13次", "13 visits"),
        (1.5, "doses", "1.5剂", "1.5 doses"),
        (0.0, "doses", "0剂", "0 doses"),
    ],
)
def test_amounts_are_spelled_with_their_unit(value: float, unit: str, zh: str, en: str) -> None:
    assert tongue().amount(value, unit) == zh
    assert tongue("en").amount(value, unit) == en


def test_lists_skip_what_is_empty_and_alternatives_say_or() -> None:
    assert tongue().join(["户口簿", "", "居住证"]) == "户口簿、居住证"
    assert tongue("en").join(["a", "b"]) == "a, b"
    assert tongue().either(["居住地", "户籍地"]) == "居住地或户籍地"


def test_a_place_is_named_in_full_and_in_english_with_its_code_and_what_names_it_has() -> None:
    listing = example("kunshan-first-grader").listing
    zh = languages.places(tongue(), areas(), listing)
    en = languages.places(tongue("en"), areas(), listing)
    assert zh.full("320583") == "江苏省苏州市昆山市"
    assert en.full("320583") == "江苏省苏州市昆山市 (Kunshan, Suzhou, Jiangsu, 320583)"
    assert en.full("341822") == "安徽省宣城市广德县 (341822)"
    assert (zh.short("320500"), en.short("320500")) == ("苏州市", "Suzhou")
    assert en.layer("320500", {"zh-Hans": "苏州市", "en": "Suzhou"}) == "Suzhou (苏州市, 320500)"


def test_an_unknown_code_stands_for_itself() -> None:
    listing = example("minimal").listing
    places = languages.places(tongue(), areas(), listing)
    assert (places.full("990000"), places.short("990000")) == ("990000", "990000")


def test_a_catalog_text_without_the_language_is_given_in_chinese() -> None:
    assert tongue("en").pick({"zh-Hans": "体检"}) == "体检"


def test_a_missing_file_of_messages_is_the_machine_s_fault(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match=r"ug\.po"):
        languages.read("ug", tmp_path)


def test_messages_are_read_fast() -> None:
    tongue()
    costs = []
    for _ in range(3):  # of our own time, so that a busy machine changes little
        languages.read.cache_clear()
        started = process_time()
        tongue()
        costs.append(process_time() - started)
    assert min(costs) < 0.25, "a busy machine is allowed much; ours needs 0.02 s"
