"""The mistakes rosters are full of, made on purpose, each with the finding it must lead to.

Of twenty rows one gets the next one of them, so a few hundred rows hold all; the other rows
stay as they were and must be read as if nothing were wrong.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import TypeAlias

from checklist.children.identity import check_digit_holds
from tests.drawn import Cell, Formula, Line, columns

EVERY = 20
Cells: TypeAlias = dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake.

    Args:
        fact: in the column of which fact its finding stands.
        code: of the finding.
        make: turns a good row into a bad one, given the good row before it.
        only: "xlsx" where text tables cannot hold it.
    """

    fact: str
    code: str
    make: Callable[[Line, Line], Cells]
    only: str = ""


def _written(**cells: Cell) -> Callable[[Line, Line], Cells]:
    return lambda _line, _before: dict(cells)


def _number(line: Line) -> str:
    return str(line.child.facts["id_number"])


def _of(cut: Callable[[str], Cell]) -> Callable[[Line, Line], Cells]:
    return lambda line, _before: {"id_number": cut(_number(line))}


def _wrong_digit(number: str) -> str:
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def _lost(number: str) -> str:
    """A number as a spreadsheet leaves it, with a last digit changed until the end is wrong."""
    left = number[:15] + "000"
    return left if not check_digit_holds(left) else number[:14] + _next(number[14]) + "000"


def _next(digit: str) -> str:
    return str((int(digit) + 1) % 10)


def _twin(*keys: str) -> Callable[[Line, Line], Cells]:
    """Born when the child before was, and with more the same as that one."""

    def make(_line: Line, before: Line) -> Cells:
        same: Cells = {key: str(before.child.facts[key]) for key in keys}
        return {**_BARE, "birth_date": str(before.child.facts["birth_date"]), **same}

    return make


_BARE = {
    "id_number": "",
    "sex": "",
    "resident_since": "",
    "school_stage": "",
}  # little to contradict
MISTAKES: tuple[Mistake, ...] = (
    Mistake("id_number", "R101", _of(lambda number: float(number.replace("X", "0")))),
    Mistake("id_number", "R101", _of(_lost)),
    Mistake("id_number", "P104", _of(_wrong_digit)),
    Mistake("id_number", "P105", _of(lambda number: number[:15])),
    Mistake("id_number", "P105", _of(lambda number: number + "0")),
    Mistake("birth_date", "P106", lambda line, _: {
        **_BARE, "id_number": _number(line), "birth_date": "1999-12-31"}),
    Mistake("sex", "P107", lambda line, _: {
        "id_number": _number(line), "birth_date": "",
        "sex": "女" if int(_number(line)[16]) % 2 else "男"}),
    Mistake("birth_date", "P108", _written(**_BARE | {"birth_date": "2031年1月1日"})),
    Mistake("birth_date", "P102", _written(**_BARE | {"birth_date": "2019-02-30"})),
    Mistake("birth_date", "P102", _written(**_BARE | {"birth_date": "5/2/19"})),
    Mistake("birth_date", "P102", _written(**_BARE | {"birth_date": "2019年"})),
    Mistake("birth_date", "P102", _written(**_BARE | {"birth_date": 2019}), "xlsx"),
    Mistake("resident_since", "P109", _written(**_BARE | {
        "birth_date": "2019-5-2", "resident_since": "2019-5-1"})),
    Mistake("residence_permit", "P103", _written(residence_permit="应该有")),
    Mistake("orphan", "P102", _written(orphan="也许")),
    Mistake("languages", "P102", _written(languages="火星文")),
    Mistake("hukou", "P111", _written(hukou="鼓楼区")),
    Mistake("hukou", "P111", _written(hukou="坤山市")),
    Mistake("hukou", "P112", _written(hukou="乌有乡")),
    Mistake("id_number", "R105", _twin("id_number")),
    Mistake("name", "R106", _twin("name")),
    Mistake("name", "R107", _written(name="某\n某")),
    Mistake("name", "R107", _written(name="某\u202e某")),
    Mistake("name", "R108", _written(name="=cmd|' /C calc'!A0")),
    Mistake("name", "R108", _written(name="../../../etc/passwd")),
    Mistake("orphan", "R103", _written(orphan=Formula("=VLOOKUP(A1,B:C,2,0)", "#N/A")), "xlsx"),
    Mistake("school_stage", "P114", _written(**_BARE | {
        "birth_date": "2025-01-01", "resident_since": "", "school_stage": "高中"})),
    Mistake("permit_endorsed_until", "P113", _written(
        residence_permit="没有", permit_endorsed_until="2027-01-01")),
)  # fmt: skip


def made(lines: Iterable[Line], seed: int, kind: str = "xlsx") -> Iterator[Line]:
    """The lines with every twentieth spoilt in the next way.

    Args:
        lines: good ones.
        seed: where in the list of mistakes to begin.
        kind: what they will be written as; mistakes it cannot hold are not made.
    """
    able = [mistake for mistake in MISTAKES if mistake.only in {"", kind}]
    turns = count(int(Random(f"{seed} mistakes").random() * len(able)))  # noqa: S311 - repeatable
    before: Line | None = None
    due = 0
    for number, line in enumerate(lines, 1):
        due += number % EVERY == 0
        whole = {"name", "id_number", "birth_date"} <= line.child.facts.keys()
        if due and whole and before:
            due -= 1
            yield _spoilt(line, before, able[next(turns) % len(able)])
        else:
            yield line
            before = line if whole else before


def _spoilt(line: Line, before: Line, mistake: Mistake) -> Line:
    headers = {fact: header for header, fact in columns().items()}
    cells = {headers[key]: cell for key, cell in mistake.make(line, before).items()}
    return replace(line, cells={**line.cells, **cells}, mistakes={mistake.fact: mistake.code})
