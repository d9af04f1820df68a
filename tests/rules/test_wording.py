"""Conditions as sentences: every one can be said, in both languages, held or not.

All conditions of the real catalog are tried, and random ones over every kind of fact.
"""

from datetime import date

import pytest
from hypothesis import given

from checklist.catalog.model import Amount, Entry, Layer, Material, Measure
from checklist.rules.condition import Condition, Not, leaves
from checklist.rules.facts import LANGUAGES
from checklist.rules.wording import Speaker, Wording
from tests.rules.strategies import HERE, conditions
from tests.support import TODAY, areas, catalog, condition, facts

each_language = pytest.mark.parametrize("language", LANGUAGES)
ENDS = {"zh-Hans": "。", "en": "."}


def wording(language: str) -> Wording:
    """Words conditions with plain dates and Chinese names of places."""
    return Wording(facts(), Speaker(language, date.isoformat, areas().full_name), TODAY)


def said(text: str, language: str = "zh-Hans") -> str:
    """A condition from YAML as a sentence."""
    return wording(language).sentence(condition(text))


def of_entry(entry: Entry) -> list[Condition]:
    """All conditions of an entry and its parts."""
    parts: tuple[Entry | Measure | Amount | Material, ...] = (
        entry, *entry.measures, *entry.amounts, *entry.materials
    )  # fmt: skip
    return [part.when for part in parts if part.when]


def of_layer(layer: Layer) -> list[Condition]:
    """All conditions of a layer."""
    own = [layer.definition] if layer.definition else []
    return own + [found for entry in layer.entries.values() for found in of_entry(entry)]


def whole(text: str) -> bool:
    """Whether nothing was left unfilled, empty or doubled."""
    rubbish = ("{", "}", "  ", "None", "，，", "。。", "..", "()", "（）")
    return bool(text.strip()) and not any(mark in text for mark in rubbish)


@each_language
def test_every_condition_of_the_catalog_can_be_said_and_denied(language: str) -> None:
    layers, _ = catalog().all_layers()
    found = [tree for layer in layers.values() for tree in of_layer(layer)]
    assert found
    for tree in found:
        for part in (tree, *leaves(tree)):
            sentence = wording(language).sentence(part)
            assert sentence.endswith(ENDS[language])
            assert whole(sentence)
            assert whole(wording(language).sentence(Not(part, HERE)))


@each_language
@given(conditions)
def test_any_condition_can_be_said_and_denied(language: str, tree: Condition) -> None:
    assert whole(wording(language).sentence(tree))
    assert whole(wording(language).sentence(Not(tree, HERE)))


@each_language
@given(conditions)
def test_a_double_negation_is_not_heard(language: str, tree: Condition) -> None:
    twice = Not(Not(tree, HERE), HERE)
    assert wording(language).clause(twice) == wording(language).clause(tree)


@each_language
def test_every_fact_can_be_said_with_every_operator_it_declares(language: str) -> None:
    for fact in facts().facts.values():
        for says in fact.says.values():
            filled = says[language].format(value="1", low="2", high="3")
            assert whole(filled)
            assert filled[-1] not in "。.，,"


def test_negation_is_carried_to_the_leaves() -> None:
    both = "all: [{fact: orphan, is: true}, {fact: insured_elsewhere, is: false}]"
    neither = "not: {any: [{fact: orphan, is: false}, {fact: insured_elsewhere, is: true}]}"
    assert said(both) == said(neither)
    assert said(both, "en") == said(neither, "en")


def test_the_catalogs_own_words_are_used_and_denied_by_the_program() -> None:
    text = "{fact: orphan, is: true, why: {zh-Hans: 孩子没有父母, en: there are no parents}}"
    assert said(text) == "孩子没有父母。"
    assert said(text, "en") == "There are no parents."
    assert said("not: " + text) == said("{fact: orphan, is: false}")


def test_branches_inside_branches_are_kept_together() -> None:
    text = """
    all:
      - {fact: orphan, is: true}
      - any: [{fact: boarding, is: true}, {fact: graduating, is: true}]
    """
    assert said(text).count("（") == 1
    assert said(text, "en").count("(") == 1


def test_a_test_day_is_named_as_the_day_it_falls_on() -> None:
    assert "2026-08-31" in said('{fact: age, at_least: 6, on: "08-31"}')
    assert "2027-08-31" in said('{fact: age, at_least: 6, on: "next 08-31"}')


def test_places_are_named_and_options_labelled() -> None:
    assert "江苏省苏州市" in said('{fact: hukou, within: "320500"}')
    assert "held" not in said("{fact: residence_permit, is: held}")
    english = said("{fact: disability, in: [vision, hearing, speech]}", "en")
    assert (english.count(", "), english.count(" or ")) == (1, 1)


def test_languages_are_named_not_tagged() -> None:
    reads = facts()["languages"]
    assert wording("zh-Hans").value(reads, ("zh-Hans", "ug")) == "中文、维吾尔文"
    assert wording("en").value(reads, ("ug",)) == "Uyghur"
    assert wording("zh-Hans").value(reads, ("vi",)) == "vi", "an undeclared tag stands for itself"
