"""The made-up population: the same everywhere, plausible, and read alike row by row and by column.

What children it must hold follows from the rules: every option of every choice, both sides of
every birthday and half year, permits run out and running, registers near, far and vague.
"""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache

import pytest

from checklist.children.profile import ProfileReader
from checklist.findings import has_errors
from checklist.located import parse as parse_yaml
from checklist.rules.columns import Columns
from checklist.rules.condition import Condition, leaves
from checklist.rules.derived import completed_months, completed_years
from checklist.rules.evaluate import Situation
from checklist.rules.facts import Kind
from checklist.rules.truth import of
from checklist.runs.effects import assumptions
from checklist.runs.effects.population import Population, population
from checklist.runs.effects.registers import Registers
from tests.support import ROOT, TODAY, areas, catalog, facts

HOMES = ["320583", "320505", "330624"]
SIZE = 4_000
FIRST = "e32c8ad25f16ed60c5a5ee0becff70afd8434324e61115413cc406d404082bc9"


@cache
def made(size: int = SIZE, seed: int = 1) -> Population:
    return population(size, seed, HOMES, areas(), facts(), TODAY, ["lease"])


def digest(people: Population) -> str:
    """What a population is in those facts that hang on no file of the catalog, in one number."""
    told = ("birth_date", "resident_since", "school_stage", "orphan", "residence", "attested")
    profiles = [people.profile(row) for row in range(len(people))]
    kept = [{key: profile.get(key) for key in told} for profile in profiles]
    return hashlib.sha256(json.dumps(kept).encode()).hexdigest()


def test_a_seed_gives_the_same_children_on_every_machine() -> None:
    assert digest(made(200)) == FIRST
    assert digest(made(200, 2)) != FIRST


def test_the_order_of_hashes_does_not_matter() -> None:
    script = "from tests.runs.effects.test_population import digest, made; print(digest(made(50)))"
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        assert done.stdout.decode().strip() == digest(made(50))


def test_a_smaller_population_is_the_beginning_of_a_larger_one() -> None:
    small, large = made(50), made()
    assert [small.child(row) for row in range(50)] == [large.child(row) for row in range(50)]


def test_every_supposed_value_is_one_the_dictionary_knows() -> None:
    staged = {stage for share in assumptions.STAGES.values() for stage in share}
    supposed = {**assumptions.FREE, "school_stage": dict.fromkeys(staged, 1)}
    for key, share in supposed.items():
        fact = facts()[key]
        assert fact.kind in {Kind.CHOICE, Kind.FLAG, Kind.TAGS}
        assert fact.kind is not Kind.CHOICE or set(share) <= set(fact.options), key
    shares = [*assumptions.FREE.values(), *assumptions.STAGES.values(), assumptions.REGISTER,
              assumptions.TOLD, assumptions.ARRIVED, assumptions.ANY_FLAG]  # fmt: skip
    assert {sum(share.values()) for share in shares} == {1000}
    assert sum(assumptions.ATTESTED.values()) == 1000


def test_every_fact_but_texts_is_known_of_some_and_unknown_of_about_a_tenth() -> None:
    people = made()
    wanted = {fact.id for fact in facts().given if fact.kind is not Kind.TEXT}
    assert set(people.known) == wanted
    for key in wanted - {"residence", "school_kind", "permit_endorsed_until"}:
        unknown = people.known[key].count(None) / len(people)
        assert 0.08 < unknown < 0.12, key
    assert None not in people.known["residence"]


def test_every_option_and_every_boundary_occurs() -> None:
    people = made(30_000)
    for fact in facts().given:
        if fact.kind is Kind.CHOICE:
            assert set(fact.options) <= set(people.known[fact.id]), fact.id
        elif fact.kind is Kind.FLAG:
            assert {True, False} <= set(people.known[fact.id]), fact.id
    known = people.known
    born = [day for day in known["birth_date"] if isinstance(day, date)]
    assert {completed_years(day, TODAY) for day in born} == set(range(18))
    since = [day for day in known["resident_since"] if isinstance(day, date)]
    assert {5, 6} <= {completed_months(day, TODAY) for day in since}
    ends = {day < TODAY for day in known["permit_endorsed_until"] if isinstance(day, date)}
    assert ends == {True, False}


def test_children_are_registered_near_and_far_and_vaguely() -> None:
    people = made()
    pairs = zip(people.known["hukou"], people.known["residence"], strict=True)
    met: Counter[str] = Counter()
    for hukou, home in pairs:
        if isinstance(hukou, str):
            area = areas().get(hukou)
            assert area is not None
            assert area.until is None
            met["vague"] += hukou.endswith("00")
            met["here"] += hukou == home
            met["elsewhere"] += hukou[:2] != str(home)[:2]
    assert min(met["vague"], met["here"], met["elsewhere"]) > len(people) // 50
    assert met["elsewhere"] > met["here"]


def test_a_place_with_nothing_near_it_draws_from_farther_away() -> None:
    registers = Registers(areas())
    assert registers.draw("441900", "county", 0.99) == "441900"
    assert registers.draw("441900", "city", 0.5)[:2] == "44"
    assert registers.draw("110101", "province", 0.5)[:2] != "11"
    assert not {code for code in registers.counties if code.startswith(("71", "81", "82"))}
    assert "441900" in registers.counties
    assert "320500" not in registers.counties


def test_a_childs_facts_agree_with_each_other() -> None:
    for row in range(300):
        profile = made().profile(row)
        text = json.dumps(profile, ensure_ascii=False)
        located, wrong = parse_yaml(text.encode(), "profile.json")
        reader = ProfileReader(located, facts(), areas(), TODAY)
        assert isinstance(located.data, dict)
        read = reader.profile(located.data)
        assert (wrong, has_errors(tuple(reader.findings))) == ((), False)
        assert reader.findings == []
        assert read.child == made().child(row)


def test_the_same_children_can_live_elsewhere() -> None:
    here, there = made(), made().living_in(["420505", "420506"])
    assert set(there.known["residence"]) == {"420505", "420506"}
    same = set(here.known) - {"residence", "hukou"}
    assert all(here.known[key] is there.known[key] for key in same)
    direct = population(SIZE, 1, ["420505", "420506"], areas(), facts(), TODAY, ["lease"])
    assert there == direct
    assert list(there.known) == list(here.known)


def test_children_who_live_nowhere_are_not_made() -> None:
    with pytest.raises(ValueError, match="a place to live in"):
        population(1, 1, [], areas(), facts(), TODAY)


@pytest.mark.parametrize("on", [date(2024, 2, 29), date(2025, 1, 1), date(2025, 12, 31)])
def test_on_any_date_all_are_younger_than_eighteen_and_born(on: date) -> None:
    people = population(3_000, 7, HOMES, areas(), facts(), on)
    born = [day for day in people.known["birth_date"] if isinstance(day, date)]
    assert {completed_years(day, on) for day in born} == set(range(18))


def test_the_catalog_says_the_same_of_a_row_and_of_a_column() -> None:
    listing, _ = catalog().listing("320583", TODAY)
    trees: dict[str, Condition] = {item.id: item.when for item in listing.items.values()}
    attests = [leaf.id for tree in trees.values() for leaf in leaves(tree) if hasattr(leaf, "id")]
    people = population(150, 3, HOMES, areas(), facts(), TODAY, attests)
    columns = Columns(facts(), areas(), TODAY, listing.figures, listing.definition)
    found = columns.truths(people.frame(columns), trees)
    for row in range(len(people)):
        child = people.child(row)
        situation = Situation(child, TODAY, areas(), listing.figures, listing.definition)
        for name, tree in trees.items():
            assert of(found[name][row]) is situation.evaluate(tree).truth, (name, row)
