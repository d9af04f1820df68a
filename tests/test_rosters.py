"""The maker of rosters: what it writes is read back as it was meant, its mistakes are found.

So tests and benchmarks stand on children known beforehand: the reader is held against the
maker, in every kind of file, and neither was written to please the other.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from checklist.assessment import assess
from checklist.children.roster import Entry, Roster, open_roster
from tests.drawn import HOME, NOWHERE, Line, drawn
from tests.mistakes import MISTAKES
from tests.rosters import OWN_COLUMNS, lines, main, write
from tests.support import TODAY, areas, catalog, facts

ROWS = 700
KINDS = ("xlsx", "csv", "tsv")


@cache
def made(kind: str, *, dirty: bool = False, rows: int = ROWS) -> tuple[Line, ...]:
    return tuple(lines(rows, 3, dirty=dirty, kind=kind))


def opened(folder: Path, kind: str, made: tuple[Line, ...]) -> Roster:
    """A roster of these rows, written and opened."""
    path = folder / f"roster.{kind}"
    write(made, path, kind)
    return open_roster(path, facts(), areas(), TODAY, keep=OWN_COLUMNS)


def codes(entry: Entry) -> set[str]:
    return {finding.code for finding in entry.findings}


@pytest.mark.parametrize("kind", KINDS)
def test_every_child_is_read_back_as_it_was_drawn(kind: str, tmp_path: Path) -> None:
    roster = opened(tmp_path, kind, made(kind))
    assert roster.findings == ()
    assert set(roster.unmapped) == set(OWN_COLUMNS)
    entries = list(roster.entries())
    assert [entry.number for entry in entries] == list(range(2, ROWS + 2))
    for line, entry in zip(made(kind), entries, strict=True):
        assert codes(entry) <= {"R109"}
        assert entry.profile is not None
        assert entry.profile.child == line.child
        assert entry.extra == {header: line.cells[header] for header in OWN_COLUMNS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_mistake_is_found_in_its_cell_and_costs_no_other_child(
    kind: str, tmp_path: Path
) -> None:
    rows = made("xlsx" if kind == "xlsx" else "csv", dirty=True, rows=1_400)
    roster = opened(tmp_path, kind, rows)
    found: Counter[tuple[str, str]] = Counter()
    for line, entry in zip(rows, roster.entries(), strict=True):
        if not line.mistakes:
            assert codes(entry) <= {"R109"}
            assert entry.profile is not None
            assert entry.profile.child == line.child
            continue
        ((fact, code),) = line.mistakes.items()
        assert codes(entry) == {code}, line.mistakes
        column = list(line.cells).index(next(h for h, f in roster.columns.items() if f == fact))
        assert {finding.span.column for finding in entry.findings} == {column + 1}
        found[fact, code] += 1
    able = "xlsx" if kind == "xlsx" else "csv"
    assert set(found) == {(m.fact, m.code) for m in MISTAKES if m.only in {"", able}}


def test_a_roster_is_the_same_on_every_run_and_begins_as_a_longer_one_does() -> None:
    assert list(lines(30, 5)) == list(lines(60, 5))[:30]
    assert list(lines(30, 5)) != list(lines(30, 6))


def test_a_thousand_children_of_one_city_have_a_hundred_outcomes_and_more() -> None:
    listing, _ = catalog().listing(HOME, TODAY)
    children = [line.child for line, _ in zip(drawn(1, HOME, TODAY), range(1000), strict=False)]
    patterns = {
        tuple(str(answer.outcome) for answer in assess(listing, child, areas()).answers)
        for child in children
    }
    assert len(patterns) >= 100


def test_names_are_of_many_kinds_and_numbers_are_nobodys() -> None:
    known = [line.child.facts for line in made("csv")]
    named = [str(facts["name"]) for facts in known]
    assert any("·" in name for name in named)
    assert any(ord(character) > 0xFFFF for name in named for character in name)
    assert any(name.startswith(("欧阳", "司马", "诸葛")) for name in named)
    numbers = [str(facts["id_number"]) for facts in known if "id_number" in facts]
    assert all(number.startswith(NOWHERE) for number in numbers)
    assert len(set(numbers)) == len(numbers) > ROWS / 2


def test_the_command_writes_a_roster_and_what_it_must_lead_to(tmp_path: Path) -> None:
    path, expected = tmp_path / "roster.csv", tmp_path / "expected.json"
    main(["--rows", "60", "--to", "csv", "--encoding", "gb18030", "--dirty",
          "--expect", str(expected), "-o", str(path)])  # fmt: skip
    roster = open_roster(path, facts(), areas(), TODAY)
    assert len(list(roster.entries())) == 60
    assert '"' in expected.read_text("utf-8")
