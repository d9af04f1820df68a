"""Children who do not exist, row by row as different teachers would write them.

The facts come from the project's made-up population, so outcomes are as many as they would be;
here they get names, ID numbers of an area code that was never given out, classes and villages,
and people's own words. Rows are made as they are asked for, the same from a seed everywhere.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Final, TypeAlias

from checklist.children.identity import check_digit_holds
from checklist.rules.derived import Child, completed_years
from checklist.rules.facts import Fact, Kind, Value
from checklist.runs.effects.population import SCHOOL_YEAR, population
from tests import names
from tests.support import areas, facts

Cell: TypeAlias = "str | int | float | Formula | None"

HOME: Final = "320583"
NOWHERE: Final = "990000"  # an area code that was never given out
DRAWN_AT_ONCE: Final = 2_000
_SCHOOLS = {
    "nursery": ("阳光托育园", "春苗托育园"),
    "kindergarten": ("城西幼儿园", "花桥幼儿园", "蓬朗幼儿园"),
    "primary": ("第一中心小学", "开发区小学", "新城实验学校"),
    "junior": ("花桥中学", "新城实验学校"),
    "senior": ("第一高级中学", "中等专业学校"),
}
_VILLAGES = ("前程村", "新生社区", "兵希社区", "陆家村", "石牌社区", "蓬朗村", "周市社区")
_GRADES = "一二三四五六七八九"
_DATES = ("{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日",
          "{0.year}.{0.month}.{0.day}", "{0:%Y%m%d}")  # fmt: skip
_UNKNOWN = ("", "", "", "不清楚", "未知", "不知道")
_YES, _NO = ("是", "有", "√", "是"), ("否", "无", "没有", "否")


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell of XLSX that holds a formula.

    Args:
        text: the formula, with its equals sign.
        result: what is stored as its result; an error value such as #N/A, too.
    """

    text: str
    result: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a made roster.

    Args:
        cells: by header, what is written.
        child: who is meant; facts not written are unknown.
        mistakes: fact id -> code of the finding a known mistake in that column must lead to.
    """

    cells: dict[str, Cell]
    child: Child
    mistakes: dict[str, str] = field(default_factory=dict)


def columns() -> dict[str, str]:
    """Every column that tells a fact: header -> fact id, in the order of the dictionary."""
    return {fact.headers[0]: fact.id for fact in facts().given}


def drawn(seed: int, home: str, on: date) -> Iterator[Line]:
    """Rows without end.

    Args:
        seed: the same gives the same rows.
        home: the code of the place they live in.
        on: the date they are drawn for.
    """
    draw = Random(f"{seed} roster")  # noqa: S311 - a text seeds alike everywhere
    counted: Counter[date] = Counter()
    number = 0
    chunk = 0
    while True:
        people = population(DRAWN_AT_ONCE, seed * 1_000_003 + chunk, [home], areas(), facts(), on)
        for row in range(DRAWN_AT_ONCE):
            number += 1
            yield _line(number, _registered(people.child(row), draw, counted), draw, on)
        chunk += 1


def _registered(child: Child, draw: Random, counted: Counter[date]) -> Child:
    """The child with a name and, where the birth date is known, most often an ID number."""
    known = {"name": names.name(draw.random), **child.facts}
    born = known.get("birth_date")
    if isinstance(born, date) and draw.random() < 0.9:
        sex = known.get("sex") or ("male" if draw.random() < 0.5 else "female")
        counted[born] += 1
        known["sex"] = sex
        known["id_number"] = id_number(born, str(sex), counted[born])
    return Child({fact.id: known[fact.id] for fact in facts().given if fact.id in known}, {})


def id_number(born: date, sex: str, nth: int) -> str:
    """A number with a valid check digit that nobody has.

    Args:
        born: the birth date it states.
        sex: the sex it states.
        nth: the how manieth child of that day this is, at most 499.
    """
    body = f"{NOWHERE}{born:%Y%m%d}{nth * 2 + (sex == 'male'):03}"
    return next(body + last for last in "0123456789X" if check_digit_holds(body + last))


def _line(number: int, child: Child, draw: Random, on: date) -> Line:
    known = child.facts
    cells: dict[str, Cell] = {"序号": str(number), **_places(known, draw, on)}
    for header, fact_id in columns().items():
        value = known.get(fact_id)
        cells[header] = unknown(draw, fact_id) if value is None else words(
            facts()[fact_id], value, draw
        )  # fmt: skip
    return Line(cells, child)


def _places(known: Mapping[str, Value], draw: Random, on: date) -> dict[str, Cell]:
    """School, class and village; those out of school have a village only."""
    village = _VILLAGES[int(draw.random() * len(_VILLAGES))]
    pick = draw.random()
    room = int(draw.random() * 6) + 1
    born, stage = known.get("birth_date"), known.get("school_stage")
    if stage in {None, "none"} or not isinstance(born, date):
        return {"学校": "", "班级": "", "村（社区）": village}
    age = completed_years(born, SCHOOL_YEAR.date(on))
    schools = _SCHOOLS[str(stage)]
    first = {"primary": 6, "junior": 6, "senior": 15}.get(str(stage), 3)
    names = {"senior": ("高一", "高二", "高三")}.get(str(stage), tuple(_GRADES))
    if stage in {"nursery", "kindergarten"}:
        names = ("托",) if stage == "nursery" else ("小", "中", "大")
    grade = names[min(max(age - first, 0), len(names) - 1)]
    return {"学校": schools[int(pick * len(schools))], "班级": f"{grade}({room})班",
            "村（社区）": village}  # fmt: skip


def unknown(draw: Random, fact_id: str) -> str:
    """How a teacher leaves something open."""
    told = _UNKNOWN[int(draw.random() * len(_UNKNOWN))]
    return "" if fact_id in {"name", "id_number"} else told


def words(fact: Fact, value: Value, draw: Random) -> str:
    """How some teacher would write a value."""
    match fact.kind:
        case Kind.FLAG:
            return _one(_YES if value else _NO, draw)
        case Kind.CHOICE:
            option = fact.options[str(value)]
            return _one((option.label["zh-Hans"], *option.words), draw)
        case Kind.DATE if isinstance(value, date):
            return _one(_DATES, draw).format(value)
        case Kind.AREA:
            name = areas().full_name(str(value))
            return str(value) if draw.random() < 0.1 else name
        case Kind.TAGS if isinstance(value, tuple):
            return "、".join(fact.options[tag].label["zh-Hans"] for tag in value)
        case _:
            return str(value)


def _one(among: Sequence[str], draw: Random) -> str:
    return among[int(draw.random() * len(among))]
