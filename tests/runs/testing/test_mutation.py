"""The test of the tests: a mistake nobody would notice is named, one that is none is left out.

The quick way, which reads only what hangs on the changed condition, is held against the slow one.
"""

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given

from checklist.areas import NATION
from checklist.assessment import assess
from checklist.catalog.opening import Catalog
from checklist.rules.condition import Condition, leaves, parts, spelled
from checklist.rules.evaluate import Situation
from checklist.runs.testing import mutation
from checklist.runs.testing.cases import Case, read_cases
from checklist.runs.testing.mutants import Change, Mutant, mutants, put
from checklist.runs.testing.sites import Site, sites
from checklist.runs.testing.situations import expectations
from tests.catalog.small import open_small
from tests.rules.strategies import conditions
from tests.support import TODAY, areas, catalog, child, condition

HEAD = "residence: 昆山市\non: 2026-11-23\ncases:\n"
ON_THE_BOUND = """\
  - name: 七周岁生日前一天还能体检
    child: {birth_date: 2019-11-24}
    expect: {health-check: eligible}
  - name: 七周岁生日当天不能再体检
    child: {birth_date: 2019-11-23}
    expect: {health-check: ineligible}
"""


def small(folder: Path, cases: str, **more: str) -> Catalog:
    """The small catalog with these cases, and files laid over it."""
    files = {"32-jiangsu/cases/first.yaml": (HEAD + dedent(cases)).encode()}
    files |= {name: dedent(text).encode() for name, text in more.items()}
    return open_small(folder / "catalog", files)


def made(text: str) -> list[tuple[str, str]]:
    """What mutants a condition has: the change, and the whole tree that comes of it."""
    return [(str(mutant.change), spelled(mutant.tree)) for mutant in mutants(condition(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "{fact: age, at_most: 6}",
            [("turned", "age at_least 6"), ("shifted", "age at_most 5"),
             ("shifted", "age at_most 7")],
        ),
        (
            "{fact: age, between: [6, 7]}",
            [("shifted", "age between 5 7"), ("shifted", "age between 7 7"),
             ("shifted", "age between 6 6"), ("shifted", "age between 6 8")],
        ),
        (
            "{fact: birth_date, at_least: 2012-02-29}",
            [("turned", "birth_date at_most 2012-02-29"),
             ("shifted", "birth_date at_least 2012-02-28"),
             ("shifted", "birth_date at_least 2012-03-01")],
        ),
        ("{fact: orphan, is: true}", [("negated", "orphan is False")]),
        ("{fact: sex, is: male}", [("negated", "not(sex is male)")]),
        ('{fact: hukou, within: "320500"}', [("negated", "not(hukou within 320500)")]),
        (
            "{fact: family_assistance, in: [marginal, destitute]}",
            [("narrowed", "family_assistance in destitute"),
             ("narrowed", "family_assistance in marginal")],
        ),
        ("not: {fact: orphan, is: true}",
         [("negated", "orphan is True"), ("negated", "not(orphan is False)")]),
        (
            "any: [{fact: orphan, is: true}, {fact: vagrant, is: true}]",
            [("joined", "all(orphan is True, vagrant is True)"),
             ("dropped", "anyof(vagrant is True)"),
             ("negated", "anyof(orphan is False, vagrant is True)"),
             ("dropped", "anyof(orphan is True)"),
             ("negated", "anyof(orphan is True, vagrant is False)")],
        ),
    ],
)  # fmt: skip
def test_every_small_mistake_is_made_once(text: str, wanted: list[tuple[str, str]]) -> None:
    assert made(text) == wanted


def test_a_test_day_is_moved_by_a_day_across_the_end_of_the_year() -> None:
    shifted = [tree for _, tree in made('{fact: age, at_most: 6, on: "next 01-01"}')]
    assert shifted[-2:] == ["age at_most 6 on next 12-31", "age at_most 6 on next 01-02"]


def test_a_leaf_is_found_again_deep_in_the_tree_and_by_itself_only() -> None:
    tree = condition("all: [{fact: orphan, is: true}, not: {any: [{fact: orphan, is: true}]}]")
    first, second = leaves(tree)
    changed = put(tree, second, condition("{fact: vagrant, is: true}"))
    assert spelled(changed) == "all(orphan is True, not(anyof(vagrant is True)))"
    assert parts(changed)[0] is first


@given(conditions)
def test_a_mutant_is_another_tree_in_one_place_and_can_still_be_read(tree: Condition) -> None:
    nobody = Situation(child(), TODAY, areas())
    for mutant in mutants(tree):
        assert spelled(mutant.tree) != spelled(tree)
        nobody.evaluate(mutant.tree)
    for leaf in leaves(tree):
        assert put(tree, leaf, leaf) == tree


def test_a_bound_with_a_child_on_either_side_survives_nothing(tmp_path: Path) -> None:
    outcome = mutation.run(small(tmp_path, ON_THE_BOUND), NATION)
    health = [one for one in outcome.survived if one.site.item == "health-check"]
    assert health == []


def test_a_mistake_nobody_notices_is_named_with_its_line(tmp_path: Path) -> None:
    case = """\
      - name: 四岁
        child: {birth_date: 2022-05-02}
        expect: {health-check: eligible}
    """
    outcome = mutation.run(small(tmp_path, case), NATION)
    health = [one.mutant for one in outcome.survived if one.site.item == "health-check"]
    told = [(m.change, m.before, m.after, m.span.file, m.span.line) for m in health]
    file = "catalog/00-national/base.yaml"
    assert told == [
        (Change.SHIFTED, "age at_most 6", "age at_most 5", file, 15),
        (Change.SHIFTED, "age at_most 6", "age at_most 7", file, 15),
    ]
    assert not outcome.enough


TWICE = """\
of: health-check
relation: restates
when:
  any:
    - {fact: age, at_most: 6}
    - all: [{fact: age, at_most: 6}, {fact: orphan, is: true}]
"""


def test_a_change_that_changes_nothing_for_any_child_is_no_mistake(tmp_path: Path) -> None:
    catalog = small(tmp_path, ON_THE_BOUND, **{"32-jiangsu/base/health-check.yaml": TWICE})
    outcome = mutation.run(catalog, "320000")
    assert outcome.conditions == 1
    left_out = "all(age at_most 6, orphan is True)"
    assert outcome.equivalent > 0
    assert left_out not in {one.mutant.before for one in outcome.survived}


def test_a_place_below_that_says_otherwise_kills_nothing_above(tmp_path: Path) -> None:
    changed = "of: health-check\nrelation: widens\nwhen: {fact: age, at_most: 8}\n"
    files = {"32-jiangsu/base/health-check.yaml": changed}
    outcome = mutation.run(small(tmp_path, ON_THE_BOUND.replace("2019", "2017"), **files), NATION)
    bounds = {one.mutant.before for one in outcome.survived if one.site.item == "health-check"}
    assert bounds == {"age at_most 6"}


MIGRANT = "of: health-check\nrelation: tightens\nwhen: {fact: migrant, is: true}\n"


def test_the_definition_behind_a_condition_is_looked_at(tmp_path: Path) -> None:
    case = "  - {name: 一个孩子, child: {}, scope: undetermined}\n"
    files = {"32-jiangsu/base/health-check.yaml": MIGRANT}
    outcome = mutation.run(small(tmp_path, case, **files), "320000")
    assert [one.mutant.after for one in outcome.survived] == ["migrant is False"]


COLOURS = """\
layer: "320000"
name: {zh-Hans: 江苏省（示例）, en: Jiangsu (example)}
sources: {list: {document: 《示例清单》, provenance: official}}
classes:
  colour:
    name: {zh-Hans: 分色, en: colours}
    source: list
    values:
      red: {name: {zh-Hans: 红, en: red}, when: {fact: vagrant, is: true}}
      blue: {name: {zh-Hans: 蓝, en: blue}, when: {fact: age, at_most: 6}}
"""


def test_the_places_own_classes_are_tested_like_any_condition(tmp_path: Path) -> None:
    cases = """\
      - {name: 流浪, child: {vagrant: true}, classes: {colour: red}}
      - {name: 七岁, child: {vagrant: false, birth_date: 2019-05-02}, classes: {colour: null}}
      - {name: 四岁, child: {vagrant: false, birth_date: 2022-05-02}, classes: {colour: blue}}
      - {name: 不知道, child: {birth_date: 2022-05-02}, classes: {colour: unknown}}
    """
    catalog = small(tmp_path, cases, **{"32-jiangsu/base.yaml": COLOURS})
    outcome = mutation.run(catalog, "320000")
    assert (outcome.conditions, outcome.mutants) == (2, 4)
    assert [one.mutant.after for one in outcome.survived] == ["age at_most 5"]


def test_only_the_places_asked_for_are_tried(tmp_path: Path) -> None:
    catalog = small(tmp_path, ON_THE_BOUND)
    assert mutation.run(catalog, "320500").conditions == 0
    assert mutation.run(catalog, "320500").percent == 100
    assert mutation.run(catalog, NATION).conditions == 3


def test_the_quick_way_notices_what_the_slow_way_notices() -> None:
    """A sample of the real catalog's mutants, with all situations assessed as a whole."""
    opened = catalog()
    read = read_cases(opened)
    every = [(site, mutant) for site in sites(read.layers) for mutant in mutants(site.condition)]
    survived = {_key(one.mutant) for one in mutation.run(opened).survived}
    for site, mutant in every[::23]:
        noticed = _key(mutant) not in survived and not mutation.same(opened, site, mutant.tree)
        assert noticed == any(_fails(case, site, mutant.tree) for case in read.cases), mutant.span


def _fails(case: Case, site: Site, tree: Condition) -> bool:
    """Whether anything a case expects does not come out with another condition at a site."""
    if site.item and site.item not in case.listing.items:
        return False
    whole, changed = case.listing, site.listing(case.listing, tree)
    ledger = {trigger.id: trigger for trigger in (*whole.ledger, *changed.ledger)}
    listing = replace(
        whole,
        items={**whole.items, **changed.items},
        ledger=tuple(ledger.values()),
        classes=changed.classes or whole.classes,
        definition=changed.definition if site.kind == "definition" else whole.definition,
    )
    found = assess(listing, case.child, catalog().areas)
    return not all(one.holds for one in expectations(case.form, found))


def _key(mutant: Mutant) -> tuple[object, ...]:
    return mutant.span, mutant.change, mutant.after


def test_the_real_catalogs_situations_notice_at_least_95_of_100_mistakes() -> None:
    outcome = mutation.run(catalog())
    unnoticed = [f"{one.mutant.span} {one.mutant.before}" for one in outcome.survived]
    assert outcome.enough, "\n".join(unnoticed)
    assert outcome.mutants > 400
    assert outcome.equivalent < 0.05 * outcome.mutants
