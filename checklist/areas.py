"""GB/T 2260: a code, its chain of parents, its names, and how two places relate.

Codes change and people keep using old ones, so abolished places stay known and lead to their
successors. A name is only found when it can mean one place; else the candidates are shown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path

from checklist.placenames import consists_of, forms, led_by, likeness, sound_distance

_CODE = re.compile(r"\d{6}(\d{3}|\d{6})?\Z")
_SEPARATORS = re.compile(r"[\s/·、,-]")
_GROUPINGS = re.compile(r"市辖区(?=.)|(省|自治区)直辖县级行政(区划|单位)")
_MOST_CANDIDATES = 8
_REMEMBERED = 2000  # names given up since then are still written by families
_LONGEST = 60  # characters of a place's name that are looked at
NATION = "000000"
_ALIKE = 0.5  # at least half of the characters agree
_Rank = tuple[int, bool]  # how outdated, and whether shortened: the smaller, the better


@dataclass(frozen=True, slots=True)
class Area:
    """A place.

    Args:
        code: six digits.
        name: its Chinese name.
        since: the first yearly list it is known to stand in, None when as long as there are lists.
        until: the year it was abolished, None while in force.
        successor: the code that took over all of it, None where that is not certain.
    """

    code: str
    name: str
    since: int | None = None
    until: int | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The place a text means, or None and what it may mean, best first."""

    area: Area | None
    candidates: tuple[Area, ...] = ()


Relation = Callable[["Areas", str, str], bool | None]


def _remembered(relation: Relation) -> Relation:
    """A relation of two places that is worked out once."""

    @wraps(relation)
    def remembered(areas: "Areas", first: str, second: str) -> bool | None:
        key = relation.__name__, first, second
        if key not in areas._answers:  # noqa: SLF001 - a part of the class, written before it
            areas._answers[key] = relation(areas, first, second)  # noqa: SLF001 - as above
        return areas._answers[key]  # noqa: SLF001 - as above

    return remembered


@dataclass(frozen=True)
class Areas:
    """All places.

    Args:
        list_year: the year of the newest list.
        table: the list itself, one place a line.
    """

    list_year: int
    table: str = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> "Areas":
        """Read catalog/areas.tsv: code, name, first year, last year, successor."""
        table = path.read_text("utf-8")
        year = re.search(r"^# list-year: (\d{4})$", table, re.MULTILINE)
        return cls(int(year[1]) if year else 0, table)

    def get(self, code: str) -> Area | None:
        """The place of a code, in force or abolished; of several, the one in force or the last."""
        rows = self._rows.get(code)
        return _area(rows[0]) if rows else None

    def current(self, code: str) -> str:
        """The code in force: the same, or the successor's."""
        area = self.get(code)
        while area and area.successor:
            code = area.successor
            area = self.get(code)
        return code

    def chain(self, code: str) -> tuple[str, ...]:
        """The code with its parents, province first; groupings that are no places are skipped."""
        if code == NATION:
            return ()
        steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
        return tuple(step for step in steps if step == code or step in self._rows)

    def counties(self, area: str) -> tuple[str, ...]:
        """The codes in force of the counties (and cities that have none) a place consists of."""
        inside = area.removesuffix("00").removesuffix("00").removesuffix("00")
        return tuple(code for code in self._counties if code.startswith(inside))

    def full_name(self, code: str) -> str:
        """The names of the whole chain in one, such as 江苏省苏州市昆山市."""
        return "".join(area.name for area in map(self.get, self.chain(code)) if area)

    @_remembered
    def within(self, code: str, area: str) -> bool | None:
        """Whether a place lies in (or is) another; None when the code is too coarse to tell."""
        settled = self._settled(code)
        inside = {NATION, *self.chain(code), *self.chain(settled)}
        if area in inside or self.current(area) in inside:
            return True
        return None if settled in self.chain(self.current(area))[:-1] else False

    @_remembered
    def same_county(self, first: str, second: str) -> bool | None:
        """Whether two places lie in one county; None when not known precisely enough."""
        if first == second and self._precise(first):
            return True
        first, second = self._settled(first), self._settled(second)
        if self._precise(first) and self._precise(second):
            return first == second
        coarse = self.within(first, second), self.within(second, first)
        return False if coarse == (False, False) else None

    @_remembered
    def same_city_districts(self, first: str, second: str) -> bool | None:
        """Whether two places are districts (市辖区) of one city; None when too coarse to tell."""
        first, second = self._settled(first), self._settled(second)
        only_province = "00" in (first[2:4], second[2:4])
        if first[:2] != second[:2] or not (only_province or first[:4] == second[:4]):
            return False
        kinds = {self._is_district(first), self._is_district(second)}
        if False in kinds:
            return False
        return None if None in kinds else True

    def find(self, text: str, *, similar: bool = True) -> Found:
        """The place a code or a name means.

        A short name never stands for a place when another bears it officially; a place in force
        goes before an abolished one, unless that lay in another province: then both are shown.

        Args:
            text: six digits (or a longer statistical code), or a name: short, official, or
                with any of the places above it in front (昆山, 昆山市, 江苏昆山市).
            similar: of a name no place has, whether to look for those it may be a slip of.
        """
        text = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text[:_LONGEST]))
        if _CODE.match(text):
            area = self.get(text[:6])
            above = reversed(self.chain(text[:6])[:-1])
            return Found(area, () if area else tuple(filter(None, map(self.get, above))))
        meant = map(self.get, self._meant(list(self._named(_GROUPINGS.sub("", text)))))
        candidates = tuple(filter(None, meant))
        if len(candidates) == 1:
            return Found(candidates[0])
        if not candidates and similar:
            candidates = self._similar(text)
        return Found(None, candidates[:_MOST_CANDIDATES])

    @cached_property
    def _answers(self) -> dict[tuple[str, str, str], bool | None]:
        """Relations asked before: a class comes from few places, and each is asked for often."""
        return {}

    @cached_property
    def _rows(self) -> dict[str, list[str]]:
        rows: dict[str, list[str]] = {}
        for line in self.table.splitlines():
            if not line.startswith("#"):
                rows.setdefault(line[:6], []).append(line)
        return rows

    @cached_property
    def _counties(self) -> tuple[str, ...]:
        """Every county in force, and every city that has none."""
        current = (code for code, rows in self._rows.items() if _area(rows[0]).until is None)
        return tuple(code for code in current if self._precise(code))

    @cached_property
    def _divided(self) -> set[str]:
        """Cities that have counties or districts below them."""
        codes = (code for code, rows in self._rows.items() if _area(rows[0]).until is None)
        return {code[:4] + "00" for code in codes if not code.endswith("00")}

    def _settled(self, code: str) -> str:
        """Where a place lies now; of one that was split up, only what stands above is certain."""
        code = self.current(code)
        area, above = self.get(code), self.chain(code)[:-1]
        return self._settled(above[-1]) if area and area.until and above else code

    def _precise(self, code: str) -> bool:
        """Whether a code names a county, or a city that has none below it."""
        return not code.endswith("00") or (code[2:4] != "00" and code not in self._divided)

    def _is_district(self, code: str) -> bool | None:
        """Whether a place is a city's district; by its name, for the digits also mean cities."""
        area = self.get(code)
        if area is None or not self._precise(code):
            return None
        city = self.get(self.chain(code)[-2])
        in_city = city is not None and city.name.endswith("市")
        return in_city and area.name.endswith("区") and not area.name.endswith(("特区", "林区"))

    def _named(self, text: str) -> Iterator[tuple[_Rank, str]]:
        """Codes whose name ends the text after nothing but names of places above, with a rank."""
        for start in range(len(text) - 1):
            name = text[start:]
            for row in self._rows_like(name):
                area, holder = _area(row), self._rows[row[:6]][0]
                outdated = 0 if area.until is None else 1 if area.until >= _REMEMBERED else 2
                # Early codes were given to other places later; renaming alone is of our century.
                known = name in forms(area.name) and (row == holder or outdated == 1)
                if known and consists_of(text[:start], self._forms_above(area.code)):
                    yield (outdated, name != area.name), area.code

    def _rows_like(self, name: str) -> Iterator[str]:
        """Rows whose name begins as this one (its last character may be a kind put to it)."""
        beginning = name[: max(2, len(name) - 1)]
        return (row for row in self._begun.get(name[:2], ()) if row.startswith(beginning, 7))

    @cached_property
    def _begun(self) -> dict[str, list[str]]:
        """Rows by the first two characters of their name, in the list's order."""
        begun: dict[str, list[str]] = {}
        for rows in self._rows.values():
            for row in rows:
                begun.setdefault(row[7:9], []).append(row)
        return begun

    def _forms_above(self, code: str) -> list[set[str]]:
        """The names each place above may be written with, province first."""
        above = [
            {form for row in self._rows[step] for form in forms(_area(row).name)}
            for step in self.chain(code)[:-1]
        ]
        return above * 2 if len(above) == 1 else above  # 上海市上海市浦东新区

    def _meant(self, named: list[tuple[_Rank, str]]) -> list[str]:
        """Of all codes of a name, those that can be meant."""
        best = min((rank for rank, _ in named), default=(0, False))
        codes = list(dict.fromkeys(code for rank, code in named if rank == best))
        provinces = {code[:2] for code in codes}
        if best[0]:
            last = sorted(codes, key=lambda code: self._rows[code][0].split("\t")[3])
            return last[-1:] if len(provinces) == 1 else codes
        elsewhere = [c for rank, c in named if rank == (1, False) and c[:2] not in provinces]
        return list(dict.fromkeys([*codes, *elsewhere]))

    def _similar(self, text: str) -> tuple[Area, ...]:
        """Places in force whose name looks like the text, the most alike first."""
        led: dict[tuple[str, ...], int] = {}
        scored: list[tuple[float, int, str, Area]] = []
        for code, rows in self._rows.items():
            area, above = _area(rows[0]), self.chain(code)[:-1]
            if area.until is not None:
                continue
            if above not in led:
                led[above] = led_by(text, self._forms_above(code))
            rest = text[led[above] :]
            alike, form = max((likeness(form, rest, led[above]), form) for form in forms(area.name))
            if alike >= _ALIKE:
                scored.append((-alike, sound_distance(form, rest), code, area))
        return tuple(area for *_, area in sorted(scored)[:_MOST_CANDIDATES])


def _area(row: str) -> Area:
    code, name, since, until, successor = row.split("\t")
    years = (int(since) if since else None, int(until) if until else None)
    return Area(code, name, *years, successor or None)
