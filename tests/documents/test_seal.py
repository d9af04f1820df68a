"""The code on the paper: the same worked out from either side, another for every other answer."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from checklist.assessment import Assessment, Outcome, assess
from checklist.documents import seal
from checklist.documents.data import as_json
from tests.documents.paper import LANGUAGES, example, sheet_of, tongue
from tests.support import areas, catalog, child, facts

NAMES = ("kunshan-first-grader", "minimal", "xinchang-toddler", "yichang-pupil")


def record_of(made: Assessment, tag: str = "zh-Hans") -> dict[str, object]:
    """What a program reads of an assessment."""
    record: dict[str, object] = json.loads(as_json(made, facts(), tongue(tag), areas()))
    return record


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_record_has_the_code_that_stands_on_the_paper(name: str, tag: str) -> None:
    record = record_of(example(name), tag)
    printed = seal.sealed(sheet_of(name, tag), example(name)).seal
    assert printed is not None
    assert str(seal.of_record(record)) == record["code"] == printed.code


def test_another_outcome_is_another_code_of_the_same_list() -> None:
    made = example("minimal")
    first, *rest = made.answers
    other = Outcome.INELIGIBLE if first.outcome is not Outcome.INELIGIBLE else Outcome.ELIGIBLE
    turned = replace(made, answers=(replace(first, outcome=other), *rest))
    before, after = seal.of(made), seal.of(turned)
    assert before.answers != after.answers
    assert replace(before, answers=after.answers) == after


def test_a_figure_changed_in_the_record_is_noticed() -> None:
    record = record_of(example("kunshan-first-grader"))
    text = json.dumps(record)
    changed = json.loads(text.replace('"value": 670', '"value": 970'))
    assert changed != record
    assert seal.of_record(changed).answers != seal.of_record(record).answers


def test_an_item_of_another_content_is_another_list() -> None:
    record = record_of(example("minimal"))
    digest = record["items"][0]["digest"]  # type: ignore[index]  # a list of items
    changed = json.loads(json.dumps(record).replace(digest, "0" * 12))
    assert seal.of_record(changed).listing != seal.of_record(record).listing


def test_children_with_the_same_answers_share_a_code_whoever_they_are() -> None:
    """A name, a number and a birthday of the same year say nothing in it."""
    listing, _ = catalog().listing("320583", date(2026, 11, 23))
    children = (
        child(name="甲", hukou="341822", residence="320583", birth_date=date(2019, 5, 2)),
        child(name="乙", hukou="341822", residence="320583", birth_date=date(2019, 5, 3)),
    )
    codes = {str(seal.of(assess(listing, someone, areas()))) for someone in children}
    assert len(codes) == 1


def test_it_holds_place_date_editions_and_two_digests_and_nothing_else() -> None:
    code = seal.of(example("kunshan-first-grader"))
    assert re.fullmatch(
        r"CHECKLIST/1 320583 20261123 1\.1\.0\.0 [0-9A-HJKMNP-TV-Z]{6} [0-9A-HJKMNP-TV-Z]{8}",
        str(code),
    )


@pytest.mark.parametrize(
    "typed",
    [
        "checklist/1 320583 20261123 1.1.0.0 K3F9QZ 7HM2PX4D",
        "  CHECKLIST/1  320583 20261123\n1.1.0.0 K3F9QZ 7HM2PX4D ",
        "核对码：CHECKLIST/1 320583 20261123 1.1.0.0 K3F9QZ 7HM2PX4D。",
    ],
)
def test_a_typed_code_is_read_however_it_is_spaced(typed: str) -> None:
    wanted = seal.Code("320583", "20261123", "1.1.0.0", "K3F9QZ", "7HM2PX4D")
    assert seal.read(typed) == wanted
    assert seal.read(str(wanted)) == wanted


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    read = seal.read("CHECKLIST/1 320583 20261123 1 OO1IL0 00000000")
    assert read is not None
    assert read.listing == "001110"


@pytest.mark.parametrize("text", ["", "CHECKLIST/2 320583", "CHECKLIST/1 320583 20261123 1 K3F9"])
def test_what_is_no_code_is_none(text: str) -> None:
    assert seal.read(text) is None


def test_the_drawing_is_the_symbol_module_for_module() -> None:
    code = str(seal.of(example("minimal")))
    size, path = seal.drawing(code)
    dark = set()
    for left, top, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
        dark |= {(int(left) + step, int(top)) for step in range(int(width))}
    rows = seal.modules(code)
    quiet = seal.QUIET
    wanted = {
        (x + quiet, y + quiet)
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module
    }
    assert dark == wanted
    assert size == len(rows) + 2 * quiet
