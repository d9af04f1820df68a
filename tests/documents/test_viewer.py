"""Wording for many: the very sheets that each child gets when worded alone."""

from functools import cache

import pytest

from checklist.assessment import Assessment, assess
from checklist.documents.worded.view import sheet
from checklist.documents.worded.viewer import Viewer
from checklist.runs.effects.population import population
from checklist.runs.speakers import speakers
from tests.documents.paper import TEMPLATES, tongue
from tests.documents.printruns import named
from tests.support import TODAY, areas, catalog, facts

PLACES = ("320583", "330624", "440100")


@cache
def assessments() -> tuple[Assessment, ...]:
    """Children of three places, in turn, so that their lists alternate."""
    people = population(90, 5, PLACES, areas(), facts(), TODAY)
    lists = {place: catalog().listing(place, TODAY)[0] for place in PLACES}
    children = [named(people.child(row), row) for row in range(len(people))]
    return tuple(assess(lists[str(c.facts["residence"])], c, areas()) for c in children)


@pytest.mark.parametrize("tag", ["zh-Hans", "en", "ug", "za"])
def test_each_child_gets_the_sheet_it_would_get_alone(tag: str) -> None:
    voice = speakers(catalog(), TEMPLATES, drafts=True).voice(tag)
    viewer = Viewer(facts(), voice, areas())
    for told in (*assessments(), *reversed(assessments())):
        assert viewer.sheet(told) == sheet(told, facts(), voice, areas())


def test_what_is_said_twice_is_the_very_same_value() -> None:
    viewer = Viewer(facts(), tongue(), areas())
    one, other = viewer.sheet(assessments()[0]), viewer.sheet(assessments()[0])
    rows = [[row for section in made.sections for row in section.rows] for made in (one, other)]
    assert all(a is b for a, b in zip(*rows, strict=True))


def test_an_id_number_is_shown_only_when_asked() -> None:
    told = assessments()[0]
    number = str(told.child.facts["id_number"])
    shown = [
        Viewer(facts(), tongue(), areas(), show_id=show).sheet(told).child for show in (True, False)
    ]
    assert [number in {field.value for field in fields} for fields in shown] == [True, False]


def test_memory_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checklist.documents.worded.viewer.REMEMBERED", 50)
    viewer = Viewer(facts(), tongue(), areas())
    for told in assessments()[:6]:
        assert viewer.sheet(told) == sheet(told, facts(), tongue(), areas())
