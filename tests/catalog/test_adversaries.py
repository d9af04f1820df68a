"""Local lists that try to give less in ways a reader would miss: each is caught, and shown.

Where a child loses, the example child is written down as a profile, read back, and held against
the list with and without the local file: it must have the item by one and not by the other.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklist.assessment.answers import Outcome
from checklist.assessment.assessing import assess
from checklist.catalog import proofs
from checklist.catalog.book import open_book
from checklist.catalog.checking import check
from checklist.catalog.opening import Catalog
from checklist.catalog.proofs import Proven
from checklist.children.profile import read_profile
from checklist.rules.proof.witness import Witness
from tests.catalog.small import small
from tests.support import areas, facts

SOURCES = "sources: {list: {document: 《示例清单》, provenance: official}}"
OFFICE = "{place: [residence], office: {zh-Hans: 社区, en: the community}}"
SIX = "{fact: age, at_most: 6}"
MIGRANT = "{all: [{fact: migrant, is: true}, {fact: age, at_most: %d}]}"
STAY = "{fact: months_resident, at_least: {figure: stay}}"


def item(when: str, *lines: str) -> str:
    """A new item of Jiangsu's."""
    said = (
        "category: health", "name: {zh-Hans: 某项, en: thing}",
        "summary: {zh-Hans: 某项, en: thing}", f"when: {when}", f"apply: {OFFICE}",
        f"decide: {OFFICE}", f"pay: {OFFICE}", SOURCES, "checked: {on: 2026-11-23, by: test}",
    )  # fmt: skip
    return "\n".join((*said, *lines))


def suzhou(*lines: str, layer: tuple[str, ...] = ()) -> str:
    """Suzhou's file: what it says of the item, and of itself."""
    head = ['layer: "320500"', "name: {zh-Hans: 苏州市, en: Suzhou}", *layer]
    if lines:
        head += ["items:", "  thing:", "    of: thing", "    relation: tightens", f"    {SOURCES}"]
    return "\n".join((*head, *(f"    {line}" for line in lines)))


def figure(months: int) -> str:
    """How long one must have lived there, as a place's own figure."""
    series = f"[{{from: 2024-01-01, to: null, value: {months}, source: list}}]"
    return (
        f"figures: {{stay: {{label: {{zh-Hans: 月, en: months}}, unit: visits, series: {series}}}}}"
    )


def jiangsu(*lines: str) -> str:
    return "\n".join(('layer: "320000"', "name: {zh-Hans: 江苏省, en: Jiangsu}", SOURCES, *lines))


def edition(effective: str, expires: str) -> str:
    days = f"effective: {effective}, expires: {expires}"
    return f"editions: [{{number: 1, {days}, document: list, supersedes: null}}]"


def below(opened: Catalog) -> Iterator[tuple[str, Proven]]:
    """Every breach of Suzhou's, with its row."""
    layers, findings = opened.all_layers()
    assert not findings
    for row in proofs.table(open_book(opened, layers)):
        yield from ((breach.code, row) for breach in row.breaches if row.layer == "320500")


def outcome(opened: Catalog, witness: Witness, folder: Path) -> Outcome | None:
    """What the reference says of a witness that went through a profile file."""
    path = folder / "child.json"
    path.write_text(json.dumps(witness.profile(), default=str), "utf-8")
    profile, wrong = read_profile(path, facts(), areas(), witness.on)
    assert profile is not None
    assert not wrong
    listing, _ = opened.listing(profile.residence or "320500", witness.on)
    answers = assess(listing, profile.child, areas()).answers
    return next((one.outcome for one in answers if one.item.id == "thing"), None)


LOSING = {
    "an age narrowed by one year": (SIX, suzhou("when: {fact: age, at_most: 5}")),
    "an age narrowed by one month": (SIX, suzhou("when: {fact: age_months, at_most: 82}")),
    "narrower on 31 August only": (
        SIX,
        suzhou('when: {all: [{fact: age, at_most: 6}, {fact: age, at_most: 6, on: "next 08-31"}]}'),
    ),
    "one county's children left out": (
        SIX,
        suzhou('when: {all: [{fact: age, at_most: 6}, {not: {fact: hukou, within: "429006"}}]}'),
    ),
    "only one of the city's counties": (
        '{fact: residence, within: "320500"}',
        suzhou('when: {fact: residence, within: "320583"}'),
    ),
    "a paper nobody asked for": (
        SIX,
        suzhou("when: {all: [{fact: age, at_most: 6}, {attest: x, text: {zh-Hans: 看, en: see}}]}"),
    ),
    "an age narrowed among migrant children": (MIGRANT % 6, suzhou(f"when: {MIGRANT % 5}")),
    "children who are not migrant left out": (
        "{any: [{not: {fact: migrant, is: true}}, {fact: age, at_most: 6}]}",
        suzhou(f"when: {SIX}"),
    ),
    "narrower in a first edition long ago": (
        SIX,
        suzhou(
            "when: {fact: age, at_most: 5}", layer=(SOURCES, edition("null", "2018-12-31"))
        ),
    ),
    "narrower in an edition far away": (
        SIX,
        suzhou("when: {fact: age, at_most: 5}", layer=(SOURCES, edition("2060-01-01", "null"))),
    ),
    "a higher figure under the same words": (
        STAY, suzhou(f"when: {STAY}", layer=(SOURCES, figure(12)))
    ),
    "a higher figure and not a word of the item": (STAY, suzhou(layer=(SOURCES, figure(12)))),
}  # fmt: skip


@pytest.mark.parametrize("trick", LOSING)
def test_a_child_who_loses_is_found_and_really_loses(trick: str, tmp_path: Path) -> None:
    above, local = LOSING[trick]
    figures = jiangsu(figure(6))
    narrow = small(tmp_path / "narrow", thing=item(above), jiangsu=figures, suzhou=local)
    plain = small(tmp_path / "plain", thing=item(above), jiangsu=figures)
    (code, row), *_ = below(narrow)
    assert code == "C401"
    assert "C401" in {finding.code for finding in check(narrow)}
    gap = row.breaches[0].gap
    assert gap is not None
    assert outcome(plain, gap.witness, tmp_path) is Outcome.ELIGIBLE
    assert outcome(narrow, gap.witness, tmp_path) is Outcome.INELIGIBLE


AMOUNTS = "amounts: {sum: {label: {zh-Hans: 数, en: sum}, unit: CNY/year%s, series: [%s]}}"
OLD = AMOUNTS % ("", "{from: 2024-01-01, to: null, value: 100, source: list}")
WINDOWS = "windows: [{from: 2026-09-01, to: %s, for: {zh-Hans: 报名, en: enrol}, source: list}]"
PAPERS = "materials: {%s: {name: {zh-Hans: 纸, en: paper}}}"
ONE_YEAR = (
    "{from: 2024-01-01, to: 2024-12-31, value: 100, source: list}, "
    "{from: 2025-01-01, to: 2025-12-31, value: 99, source: list}, "
    "{from: 2026-01-01, to: null, value: 120, source: list}"
)
ONE_DAY = (
    "{from: 2024-01-01, to: 2024-12-30, value: 100, source: list}, "
    "{from: 2025-01-01, to: null, value: 100, source: list}"
)


@pytest.mark.parametrize(
    ("above", "local", "code"),
    [
        (OLD, suzhou(AMOUNTS % ("", ONE_YEAR)), "C407"),
        (OLD, suzhou(AMOUNTS % ("", ONE_DAY)), "C407"),
        (OLD, suzhou(OLD.replace("CNY/year", "CNY/year, kind: charge")), "C415"),
        (OLD, suzhou(OLD.replace("CNY/year", "CNY/year, when: {fact: age, at_most: 5}")), "C408"),
        (WINDOWS % "2026-12-31", suzhou(WINDOWS % "2026-12-30"), "C409"),
        (PAPERS % "photo", suzhou(PAPERS % "stamp"), "C410"),
        (
            OLD,
            suzhou("withdrawn: x").replace("tightens", "withdraws").replace("    withdrawn: x", ""),
            "C403",
        ),
    ],
    ids=[
        "one year",
        "one day",
        "paid and not given",
        "fewer",
        "one day shorter",
        "paper",
        "withdrawn",
    ],
)
def test_sums_days_and_papers_that_get_worse_are_found(
    above: str, local: str, code: str, tmp_path: Path
) -> None:
    opened = small(tmp_path, thing=item(SIX, above), suzhou=local)
    assert [found for found, _ in below(opened)] == [code]


def test_a_narrowed_definition_is_found_in_the_items_that_lean_on_it(tmp_path: Path) -> None:
    longer = (
        "definition: {all: [{fact: crosses_county, is: true}, {fact: with_guardian, is: true}]}"
    )
    opened = small(tmp_path, thing=item(MIGRANT % 6), suzhou=suzhou(layer=(longer,)))
    found = {(code, row.item) for code, row in below(opened)}
    assert found == {("C412", "definition"), ("C401", "thing")}
