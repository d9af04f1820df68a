"""Why an answer is what it is: only what decides is shown, each thing once, signs with words."""

from datetime import date
from pathlib import Path

import pytest

from checklist.documents.sheet import Reasons
from checklist.rules.derived import Child
from tests.documents.paper import row_from
from tests.support import child

SEVEN = date(2019, 5, 2)


def shown(groups: tuple[Reasons, ...]) -> list[str]:
    """One line a statement, with its group's lead in front of the first."""
    lines = []
    for group in groups:
        for index, reason in enumerate(group.reasons):
            lead = f"[{group.lead}] " if group.lead and not index else ""
            known = f" ({reason.known})" if reason.known else ""
            lines.append(f"{lead}{reason.sign} {reason.statement}{known}")
    return lines


def why(folder: Path, when: str, someone: Child) -> list[str]:
    return shown(row_from(folder, f"when: {when}", someone).why)


def test_a_met_condition_is_said_with_what_is_known(tmp_path: Path) -> None:
    lines = why(tmp_path, "{fact: age, between: [6, 15]}", child(birth_date=SEVEN))
    assert lines == ["✓ 孩子在6到15周岁之间 (年龄：7周岁)"]


def test_a_failed_condition_says_what_is_asked_for_and_what_is(tmp_path: Path) -> None:
    lines = why(tmp_path, "{fact: age, at_least: 18}", child(birth_date=SEVEN))
    assert lines == ["× 孩子满18周岁 (年龄：7周岁)"]


def test_what_fails_under_a_not_is_said_as_it_should_be(tmp_path: Path) -> None:
    lines = why(tmp_path, "{not: {fact: age, at_least: 6}}", child(birth_date=SEVEN))
    assert lines == ["× 孩子不满6周岁 (年龄：7周岁)"]


def test_a_flag_is_not_said_twice(tmp_path: Path) -> None:
    assert why(tmp_path, "{fact: orphan, is: true}", child(orphan=True)) == ["✓ 孩子是孤儿"]


def test_a_derived_fact_names_what_it_lacks(tmp_path: Path) -> None:
    lines = why(tmp_path, "{fact: permit_valid, is: true}", child(residence_permit="held"))
    assert lines == ["? 孩子有在签注有效期内的居住证 (还缺：居住证签注有效期)"]


def test_an_open_whole_shows_what_already_holds(tmp_path: Path) -> None:
    when = "{all: [{fact: age, at_most: 17}, {fact: orphan, is: true}]}"
    lines = why(tmp_path, when, child(birth_date=SEVEN))
    assert lines == ["✓ 孩子按周岁算不超过17岁 (年龄：7周岁)", "? 孩子是孤儿"]


def test_a_failed_whole_shows_only_what_fails(tmp_path: Path) -> None:
    when = "{all: [{fact: age, at_most: 17}, {fact: orphan, is: true}, {fact: vagrant, is: true}]}"
    lines = why(tmp_path, when, child(birth_date=SEVEN, orphan=False))
    assert lines == ["× 孩子是孤儿"]


def test_open_alternatives_stand_together_without_those_that_are_closed(tmp_path: Path) -> None:
    when = """{any: [{fact: orphan, is: true}, {fact: vagrant, is: true},
               {all: [{fact: harmed, is: true}, {fact: serious_illness, is: true}]}]}"""
    lines = why(tmp_path, when, child(orphan=False))
    assert lines == ["[有一条符合就行：] ? 孩子在外流浪", "? 孩子受到侵害，并且孩子患有重大疾病"]


def test_closed_alternatives_are_all_shown(tmp_path: Path) -> None:
    when = "{any: [{fact: orphan, is: true}, {fact: vagrant, is: true}]}"
    lines = why(tmp_path, when, child(orphan=False, vagrant=False))
    assert lines == ["[需要有一条符合：] × 孩子是孤儿", "× 孩子在外流浪"]


def test_one_alternative_that_holds_is_enough(tmp_path: Path) -> None:
    when = "{any: [{fact: vagrant, is: true}, {fact: orphan, is: true}, {fact: harmed, is: true}]}"
    assert why(tmp_path, when, child(orphan=True, harmed=True)) == ["✓ 孩子是孤儿"]


def test_one_open_alternative_stands_by_itself(tmp_path: Path) -> None:
    when = "{any: [{fact: orphan, is: true}, {fact: vagrant, is: true}]}"
    assert why(tmp_path, when, child(orphan=False)) == ["? 孩子在外流浪"]


def test_an_alternative_that_must_not_hold_needs_every_part(tmp_path: Path) -> None:
    when = "{not: {any: [{fact: orphan, is: true}, {fact: vagrant, is: true}]}}"
    assert why(tmp_path, when, child(orphan=False)) == ["✓ 孩子不是孤儿", "? 孩子没有在外流浪"]


def test_the_keeper_s_own_sentence_stands_for_its_branch(tmp_path: Path) -> None:
    when = """{any: [{fact: orphan, is: true}, {fact: de_facto_unsupported, is: true}],
               why: {zh-Hans: 孩子没有父母照顾, en: nobody}}"""
    assert why(tmp_path, when, child(orphan=True)) == ["✓ 孩子没有父母照顾"]


def test_a_statement_that_stands_twice_is_said_once(tmp_path: Path) -> None:
    orphan = "{fact: orphan, is: true}"
    when = f"{{all: [{orphan}, {{any: [{orphan}, {{fact: vagrant, is: true}}]}}]}}"
    assert why(tmp_path, when, child(orphan=True)) == ["✓ 孩子是孤儿"]


@pytest.mark.parametrize(("orphan", "word"), [(True, "符合"), (False, "不符合"), (None, "待确认")])
def test_every_sign_has_its_word(tmp_path: Path, orphan: bool | None, word: str) -> None:  # noqa: FBT001 - a value under test
    someone = child() if orphan is None else child(orphan=orphan)
    row = row_from(tmp_path, "when: {fact: orphan, is: true}", someone)
    assert row.why[0].reasons[0].word == word
