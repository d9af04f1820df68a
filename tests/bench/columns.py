"""What a whole population costs: 40 items for 100,000 children, by column and one by one.

The reference answers a sample, and its time is scaled up; that both say the same is asserted
on the sample first, so that nothing fast and wrong is measured.
"""

import sys
from datetime import date
from pathlib import Path

from checklist.catalog.opening import Catalog, open_catalog
from checklist.rules.columns import Columns
from checklist.rules.condition import Condition
from checklist.rules.evaluate import Situation
from checklist.rules.truth import of
from checklist.runs.effects.population import Population, population
from tests.bench.timing import Result, step_seconds

ROOT = Path(__file__).parent.parent.parent
ON = date(2026, 11, 23)
PLACES = ("330624", "320583", "320505", "440100", "420500")
HOMES = ("330624", "320583", "320505")
ITEMS = 40
CHILDREN = 100_000
SAMPLE = 500
DRAWING_LIMIT = 3.0


def _items(catalog: Catalog) -> dict[str, Condition]:
    """The first 40 conditions of items of real lists."""
    found = {
        f"{place} {item.id}": item.when
        for place in PLACES
        for item in catalog.listing(place, ON)[0].items.values()
    }
    if len(found) < ITEMS:
        sys.exit(f"the catalog holds {len(found)} items only; the bench needs {ITEMS}")
    return dict(list(found.items())[:ITEMS])


def _draw(catalog: Catalog, size: int) -> Population:
    return population(size, 1, HOMES, catalog.areas, catalog.facts, ON)


def answering(catalog: Catalog, items: dict[str, Condition], runs: int) -> Result:
    """All answers by column, against the reference child by child."""
    people = _draw(catalog, CHILDREN)
    definition = catalog.listing(PLACES[0], ON)[0].definition
    columns = Columns(catalog.facts, catalog.areas, ON, {}, definition)
    frame = people.frame(columns)
    children = [people.child(row) for row in range(SAMPLE)]

    def one_by_one() -> list[list[int]]:
        told = [Situation(child, ON, catalog.areas, {}, definition) for child in children]
        return [[each.evaluate(tree).truth for each in told] for tree in items.values()]

    found = columns.truths(frame.head(SAMPLE), items)
    if [[of(value) for value in found[name]] for name in items] != one_by_one():
        sys.exit("columns and reference differ; nothing was measured")
    ours = step_seconds(lambda: columns.truths(frame, items), runs)
    other = step_seconds(one_by_one, runs) * CHILDREN / SAMPLE
    return Result("40 items × 100,000 children: columns / one by one", ours, other, 0.01)


def drawing(catalog: Catalog) -> Result:
    """A population drawn and laid out in columns, against 3 s."""
    columns = Columns(catalog.facts, catalog.areas, ON)
    ours = step_seconds(lambda: _draw(catalog, CHILDREN).frame(columns), 3)
    return Result("drawing 100,000 children as columns / 3 s", ours, DRAWING_LIMIT, 1.0)


def results(runs: int) -> list[Result]:
    """All figures of this file."""
    catalog = open_catalog(ROOT / "catalog")
    return [answering(catalog, _items(catalog), runs), drawing(catalog)]
