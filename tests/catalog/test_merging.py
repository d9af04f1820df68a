"""Merging layers: the last word wins, what is not named stays, and every value knows its line.

The laws are held over random chains of overrides; the readings of real files stand below.
"""

from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklist.catalog.merging import apply_layer, cycle_days, merge, new_item, override
from checklist.catalog.model import Amount, Category, Edition, Entry, Layer, Relation
from checklist.catalog.owed import Floor, Item
from checklist.findings import Span
from checklist.rules.meaning import Meaning
from tests.catalog.small import small
from tests.support import CATALOG, ROOT, TODAY, catalog, condition

WORDS = ("name", "summary", "departments")
KEYS = ("a", "b", "c")
ALWAYS = condition("{fact: age, at_least: 0}")


def text(words: str) -> dict[str, str]:
    return {"zh-Hans": words, "en": words}


def amount(key: str, words: str, span: Span) -> Amount:
    return Amount(key, text(words), "CNY/year", (), span)


@st.composite
def changes(draw: st.DrawFn) -> Entry:
    """An override that says some of the things an override can say."""
    mark = draw(st.text("xyz", min_size=1, max_size=3))
    fields = draw(st.sets(st.sampled_from(WORDS)))
    keys = draw(st.sets(st.sampled_from(KEYS)))
    spans = {field: Span(mark, line, 1) for line, field in enumerate(sorted(fields), 1)}
    amounts = tuple(amount(key, mark, Span(mark, 9, 1)) for key in sorted(keys))
    return Entry(
        id="item",
        of="item",
        span=Span(mark, 1, 1),
        spans=spans,
        digest=mark,
        relation=Relation.RESTATES,
        name=text(mark) if "name" in fields else None,
        summary=text(mark) if "summary" in fields else None,
        departments=(text(mark),) if "departments" in fields else (),
        amounts=amounts,
    )


def base_item() -> Item:
    span = Span("base", 1, 1)
    item = new_item(
        Entry(
            id="item", span=span, spans=dict.fromkeys((*WORDS, "when"), span), digest="base",
            category=Category.HEALTH, name=text("base"), summary=text("base"), when=ALWAYS,
            departments=(text("base"),), amounts=(amount("a", "base", span),),
        ),
        "000000",
    )  # fmt: skip
    assert item is not None
    return item


def changed(item: Item, entry: Entry) -> Item:
    return override(item, entry, entry.span.file, Floor.HELD)


def both(first: Entry, second: Entry) -> Entry:
    """One entry that says what both say, the second where they disagree."""
    amounts = {part.id: part for part in (*first.amounts, *second.amounts)}
    return replace(
        first,
        spans={**first.spans, **second.spans},
        name=second.name or first.name,
        summary=second.summary or first.summary,
        departments=second.departments or first.departments,
        amounts=tuple(amounts.values()),
    )


@given(changes(), changes(), changes())
def test_merging_is_associative(first: Entry, second: Entry, third: Entry) -> None:
    one_by_one = reduce(changed, (first, second, third), base_item())
    left = changed(changed(base_item(), both(first, second)), third)
    right = changed(changed(base_item(), first), both(second, third))
    for field in (*WORDS, "when", "category", "amounts"):
        assert getattr(one_by_one, field) == getattr(left, field) == getattr(right, field)


@given(st.lists(changes(), max_size=5))
def test_the_last_word_wins_and_what_nobody_names_stays(said: list[Entry]) -> None:
    item = reduce(changed, said, base_item())
    for field in WORDS:
        last = next((entry for entry in reversed(said) if getattr(entry, field)), None)
        assert getattr(item, field) == getattr(last or base_item(), field)
    for key in KEYS:
        spoken = [part for entry in said for part in entry.amounts if part.id == key]
        known = [part for part in base_item().amounts if part.id == key]
        assert [part for part in item.amounts if part.id == key] == (spoken or known)[-1:]


@given(st.lists(changes(), max_size=5))
def test_every_value_remembers_who_said_it_last(said: list[Entry]) -> None:
    item = reduce(changed, said, base_item())
    for field in WORDS:
        last = next((entry for entry in reversed(said) if field in entry.spans), None)
        wanted = (last.span.file, last.spans[field]) if last else ("000000", Span("base", 1, 1))
        assert item.origins[field] == wanted


@given(st.lists(changes(), min_size=1, max_size=4))
def test_a_digest_changes_with_every_change(said: list[Entry]) -> None:
    digests = [base_item().digest]
    for entry in said:
        digests.append(changed(replace(base_item(), digest=digests[-1]), entry).digest)
    assert len(set(digests)) == len(digests)


def test_a_broken_floor_stays_broken_further_down() -> None:
    entry = replace(Entry("item", Span("x", 1, 1), {}, "x"), of="item")
    broken = override(base_item(), entry, "320500", Floor.BROKEN)
    assert override(broken, entry, "320583", Floor.HELD).floor is Floor.BROKEN


def layer(code: str, **known: object) -> Layer:
    bare = Layer(code, text(code), f"{code}.yaml", Span(code, 1, 1), {})
    return replace(bare, **known)  # type: ignore[arg-type]  # fields of a layer


def edition(number: int, start: date | None, end: date | None = None) -> Edition:
    return Edition(number, start, end, "list", None, Span("x", 1, 1))


def held(*_: object) -> Floor:
    return Floor.HELD


@given(st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_a_layer_speaks_only_while_an_edition_of_it_is_in_force(on: date) -> None:
    editions = (
        edition(1, date(2025, 1, 1), date(2025, 6, 30)),
        edition(2, date(2025, 9, 1)),
    )
    listing = merge([layer("000000"), layer("320000", editions=editions)], "320583", on, held)
    speaks = date(2025, 1, 1) <= on <= date(2025, 6, 30) or on >= date(2025, 9, 1)
    assert [one.code for one in listing.layers] == ["000000"] + ["320000"] * speaks


def test_an_edition_of_unknown_date_counts_as_in_force_and_the_highest_number_wins() -> None:
    both_live = layer("320000", editions=(edition(1, None), edition(2, date(2025, 1, 1))))
    live = both_live.edition_on(TODAY)
    assert live is not None
    assert live.number == 2
    assert layer("320000", editions=(edition(1, None),)).in_force(date(1999, 1, 1))


def test_the_shortest_cycle_and_the_nearest_definition_hold() -> None:
    near = condition("{fact: crosses_county, is: true}")
    layers = [
        layer("000000", review_cycle="P6M", definition=ALWAYS),
        layer("320000", review_cycle="P1Y", definition=near),
        layer("320500"),
    ]
    listing = merge(layers, "320583", TODAY, held)
    assert listing.review_cycle == "P6M"
    assert listing.definition is near


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [("P6M", "P1Y"), ("P26W", "P6M"), ("P180D", "P6M"), ("P11M", "P1Y"), ("P1D", "P1W")],
)
def test_cycles_of_different_units_are_compared_by_their_days(shorter: str, longer: str) -> None:
    assert cycle_days(shorter) <= cycle_days(longer)


def test_a_withdrawn_item_is_gone_and_an_override_of_nothing_is_left_out() -> None:
    items = {"item": base_item()}
    gone = replace(Entry("item", Span("x", 1, 1), {}, "x"), of="item", relation=Relation.WITHDRAWS)
    nothing = replace(gone, id="other", of="other", relation=Relation.WIDENS)
    apply_layer(items, layer("320000", entries={"item": gone, "other": nothing}), held, Meaning())
    assert items == {}


def test_a_county_changes_what_it_names_and_inherits_the_rest(tmp_path: Path) -> None:
    opened = small(
        tmp_path,
        suzhou="""\
            layer: "320500"
            name: {zh-Hans: 苏州市, en: Suzhou}
            items:
              health-check:
                of: health-check
                relation: widens
                when: {fact: age, at_most: 12}
                sources: {plan: {document: 《示例方案》, provenance: reported}}
            """,
        kunshan="""\
            layer: "320583"
            name: {zh-Hans: 昆山市, en: Kunshan}
            items:
              health-check:
                of: health-check
                relation: restates
                summary: {zh-Hans: 每年两次。, en: Twice a year.}
            """,
    )
    listing, findings = opened.listing("320583", TODAY)
    item = listing.items["health-check"]
    assert findings == ()
    assert item.summary["en"] == "Twice a year."
    assert item.layer == "320583"
    assert set(item.sources) == {"000000/list", "320500/plan"}
    said_by = {field: str(span) for field, (_, span) in item.origins.items()}
    assert said_by["when"] == "catalog/32-jiangsu/3205-suzhou.yaml:7:5"
    assert said_by["summary"] == "catalog/32-jiangsu/320583-kunshan.yaml:7:5"
    assert said_by["apply"].startswith("catalog/00-national/base.yaml:")
    elsewhere, _ = opened.listing("330624", TODAY)
    assert elsewhere.items["health-check"].layer == "000000"


@pytest.mark.parametrize("place", ["320583", "330624", "110101"])
def test_every_value_of_the_real_lists_leads_to_the_line_that_spells_its_key(place: str) -> None:
    listing, _ = catalog().listing(place, TODAY)
    assert listing.items
    for item in listing.items.values():
        for field, (code, span) in item.origins.items():
            line = (ROOT / span.file).read_text("utf-8").splitlines()[span.line - 1]
            assert line[span.column - 1 :].lstrip("\"'").startswith(field.split(".")[-1])
            assert code in {layer.code for layer in listing.layers}
            assert (ROOT / span.file).is_relative_to(CATALOG)
