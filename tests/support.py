"""What many tests need: the real dictionaries, and short ways to write children and conditions.

Inputs stay in the tests as YAML; this only turns them into the program's values.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from textwrap import dedent

from checklist.areas import Areas
from checklist.catalog.opening import Catalog, open_catalog
from checklist.located import parse as parse_yaml
from checklist.rules.condition import Condition
from checklist.rules.derived import Child
from checklist.rules.evaluate import Situation, Verdict
from checklist.rules.facts import FactDictionary, Value, read_facts
from checklist.rules.parsing import parse

ROOT = Path(__file__).parent.parent
CATALOG = ROOT / "catalog"
TODAY = date(2026, 11, 23)


@cache
def facts() -> FactDictionary:
    """The real dictionary of facts."""
    dictionary, findings = read_facts(CATALOG / "facts.yaml")
    assert not findings
    return dictionary


@cache
def areas() -> Areas:
    """The real list of places."""
    return Areas.read(CATALOG / "areas.tsv")


@cache
def catalog() -> Catalog:
    """The real catalog, opened once."""
    return open_catalog(CATALOG)


def condition(text: str) -> Condition:
    """A condition from YAML, which must be without findings."""
    located, findings = parse_yaml(dedent(text).encode(), "condition.yaml")
    tree, wrong = parse(located, (), facts())
    assert (*findings, *wrong) == ()
    assert tree is not None
    return tree


def child(attested: Mapping[str, bool] | None = None, **known: Value) -> Child:
    """A child of whom these facts are known."""
    return Child(known, attested or {})


def verdict(text: str, someone: Child, on: date = TODAY) -> Verdict:
    """A condition from YAML, evaluated."""
    return Situation(someone, on, areas()).evaluate(condition(text))


def answer(text: str, someone: Child, on: date = TODAY) -> str:
    """yes, no or unknown."""
    return str(verdict(text, someone, on).truth)
