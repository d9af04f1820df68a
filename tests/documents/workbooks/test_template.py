"""The template of a roster: what a teacher picks from it is read as it was meant.

It is filled in here with every word it offers, by the library teachers' programs are nearest
to, and read by the reader of rosters, which was not written from it.
"""

import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from checklist.children.roster import open_roster
from checklist.cli.files import deliver
from checklist.documents.workbooks.guidance import RULES, TEXTS
from checklist.documents.workbooks.template import template
from checklist.rules.facts import Kind
from tests.cli.running import run
from tests.support import TODAY, areas, facts

LANGUAGES = ("zh-Hans", "en")
each_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def made(language: str) -> bytes:
    return template(facts(), language)


def book(language: str) -> Workbook:
    return load_workbook(io.BytesIO(made(language)))


def sheet(workbook: Workbook, index: int) -> Worksheet:
    found = workbook.worksheets[index]
    assert isinstance(found, Worksheet)
    return found


def rules(roster: Worksheet) -> dict[int, DataValidation]:
    """The rule of each column, by its number from 1."""
    found = roster.data_validations.dataValidation
    return {range_boundaries(str(rule.sqref))[0] or 0: rule for rule in found}


def words(workbook: Workbook, rule: DataValidation) -> list[str]:
    """What a drop-down offers."""
    _, _, cells = str(rule.formula1).partition("!")
    return [str(cell.value) for row in sheet(workbook, 1)[cells.replace("$", "")] for cell in row]


@each_language
def test_the_untouched_template_is_understood_and_has_no_child(
    language: str, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    path.write_bytes(made(language))
    roster = open_roster(path, facts(), areas(), TODAY)
    assert list(roster.columns.values()) == [*dict.fromkeys(roster.columns.values())]
    assert set(roster.columns.values()) == {fact.id for fact in facts().given}
    assert [finding.code for finding in roster.findings if finding.code != "R013"] == []
    assert list(roster.entries()) == []


@each_language
def test_every_word_a_column_offers_is_read_as_it_was_meant(language: str, tmp_path: Path) -> None:
    workbook = book(language)
    roster = sheet(workbook, 0)
    headers = [str(cell.value) for cell in roster[1]]
    offered = {column: words(workbook, rule) for column, rule in rules(roster).items()
               if rule.type == "list"}  # fmt: skip
    for row in range(max(map(len, offered.values()))):
        roster.cell(row + 3, 3, f"某{'某' * row}")
        for column, told in offered.items():
            if row < len(told):
                roster.cell(row + 3, column, told[row])
    path = tmp_path / "roster.xlsx"
    workbook.save(path)
    opened = open_roster(path, facts(), areas(), TODAY)
    entries = list(opened.entries())
    for column, told in offered.items():
        fact = facts()[opened.columns[headers[column - 1]]]
        values = [entry.profile and entry.profile.child.facts.get(fact.id) for entry in entries]
        wanted = [True, False] if fact.kind is Kind.FLAG else list(fact.options)
        assert values[: len(told)] == [*wanted, None], fact.id
    choices = [fact for fact in facts().given if fact.kind in {Kind.FLAG, Kind.CHOICE}]
    assert len(offered) == len(choices)


@each_language
def test_its_example_is_a_whole_child_when_it_is_not_called_one(
    language: str, tmp_path: Path
) -> None:
    workbook = book(language)
    roster = sheet(workbook, 0)
    roster.cell(2, 1, "1")
    path = tmp_path / "roster.xlsx"
    workbook.save(path)
    (entry,) = open_roster(path, facts(), areas(), TODAY).entries()
    assert entry.findings == ()
    assert entry.profile is not None
    assert len(entry.profile.child.facts) == len([c for c in roster[2] if c.value]) - 2


@each_language
def test_numbers_are_text_dates_are_dates_and_each_cell_says_how(language: str) -> None:
    roster = sheet(book(language), 0)
    held = rules(roster)
    looks = {
        column: dimension.number_format
        for dimension in roster.column_dimensions.values()
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    }
    assert looks.keys() == held.keys()
    for column, rule in held.items():
        assert looks[column] == ("yyyy-mm-dd" if rule.type == "date" else "@")
        assert rule.promptTitle
        assert rule.prompt
        assert len(rule.prompt) <= 255


def test_both_languages_say_the_same_things() -> None:
    assert TEXTS["zh-Hans"].keys() == TEXTS["en"].keys()
    assert len(RULES["zh-Hans"]) == len(RULES["en"])


def test_the_same_facts_give_the_same_bytes() -> None:
    assert template(facts(), "en") == made("en")


def test_the_command_writes_it_once_for_its_owner_only(tmp_path: Path) -> None:
    done = run("catalog", "new", "roster", "-o", "roster.xlsx", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "roster.xlsx\n")
    path = tmp_path / "roster.xlsx"
    assert path.read_bytes() == made("zh-Hans")
    assert path.stat().st_mode & 0o777 == 0o600
    deliver(path, b"half filled in")
    again = run("catalog", "new", "roster", "-o", "roster.xlsx", "--ui", "en", cwd=tmp_path)
    assert again.returncode == 2
    assert "Left alone" in again.stderr
    assert path.read_bytes() == b"half filled in"
