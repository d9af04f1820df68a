"""Until its horizon a sheet says the same on every day; so those days need not be worked out."""

from datetime import date, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from checklist.rules.derived import Child
from checklist.rules.facts import Value
from checklist.runs.upkeep.horizon import Horizon
from checklist.runs.upkeep.orders import Order
from checklist.runs.upkeep.told import Told, told
from checklist.runs.upkeep.workshop import Workshop
from tests.support import ROOT, catalog

PLACES = ("320583", "330624", "630000", "150000")
DAYS = st.dates(date(2024, 9, 3), date(2031, 1, 1))
SHOP = Workshop(catalog(), ROOT / "templates")
HORIZON = Horizon()


@st.composite
def children(draw: st.DrawFn) -> Child:
    """A child whose every date may turn something."""
    born = draw(st.dates(date(2010, 1, 1), date(2024, 1, 1)))
    facts: dict[str, Value] = {
        "birth_date": born,
        "resident_since": draw(st.dates(born, date(2024, 9, 1))),
        "permit_endorsed_until": draw(DAYS),
        "residence_permit": "held",
        "hukou": "341822",
        "residence": draw(st.sampled_from(PLACES)),
    }
    return Child(facts, {})


def said(child: Child, day: date) -> Told:
    """What a sheet of a child says on a day."""
    order = Order(
        job="job", place=str(child.facts["residence"]), child="x", on=None, language="zh-Hans",
        paper="a4", variant=None, letter=False, files=(("md", "x.md"),), facts=child,
        source=Path("x"),
    )  # fmt: skip
    worked = SHOP.sheet(order, day)
    assert worked is not None
    return told(worked, SHOP)


@settings(max_examples=40)
@given(children(), DAYS, st.integers(0, 400))
def test_a_sheet_says_the_same_until_its_horizon(child: Child, on: date, ahead: int) -> None:
    layers, _ = catalog().chain(str(child.facts["residence"]))
    until = HORIZON.until(layers, child, on)
    assert until > on
    later = min(on + timedelta(days=ahead), until - timedelta(days=1))
    assert said(child, later) == said(child, on)


def test_a_month_a_child_completes_ends_it() -> None:
    child = Child({"resident_since": date(2026, 1, 31)}, {})
    assert HORIZON.until((), child, date(2026, 2, 10)) == date(2026, 3, 1)  # no 31 February
    assert HORIZON.until((), child, date(2026, 3, 1)) == date(2026, 3, 31)


def test_the_last_day_of_a_permit_is_followed_by_another() -> None:
    child = Child({"permit_endorsed_until": date(2026, 7, 15)}, {})
    assert HORIZON.until((), child, date(2026, 7, 15)) == date(2026, 7, 16)


def test_a_new_year_ends_it_at_the_latest() -> None:
    assert HORIZON.until((), Child({}, {}), date(2026, 1, 1)) == date(2027, 1, 1)
