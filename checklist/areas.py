"""GB/T 2260: a code, its chain of parents, its names, and how two places relate.

Codes change and people keep using old ones, so abolished places stay known and lead to their
successors. A name is only found when it can mean one place; else the candidates are shown.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

_SHORTENED = re.compile(
    r"(特别行政区|(壮族|回族|维吾尔)?自治区|(?<=..)(?:.{1,4}族)*自治[州县旗]|省|地区|林区|特区|市|县|区|旗|盟)\Z"
)
_CODE = re.compile(r"\d{6}(\d{3}|\d{6})?\Z")
_MOST_CANDIDATES = 8
_DISTRICTS = range(1, 21)  # last two digits of 市辖区


@dataclass(frozen=True, slots=True)
class Area:
    """A place.

    Args:
        code: six digits.
        name: its Chinese name.
        since: the first yearly list it is known to stand in, None when before the lists.
        until: the last year, None while in force.
        successor: the code that took over, None where that is not certain.
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


@dataclass
class Areas:
    """All places.

    Args:
        list_year: the year of the newest list.
        by_code: each code's place; the one in force, or the last that was.
    """

    list_year: int
    by_code: dict[str, Area] = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> "Areas":
        """Read catalog/areas.tsv: code, name, first year, last year, successor."""
        by_code: dict[str, Area] = {}
        year = 0
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("#"):
                year = int(line.split(":")[1]) if line.startswith("# list-year:") else year
                continue
            code, name, since, until, successor = line.split("\t")
            if code not in by_code:  # the file lists a code's place in force first
                by_code[code] = Area(
                    code,
                    name,
                    int(since) if since else None,
                    int(until) if until else None,
                    successor or None,
                )
        return cls(year, by_code)

    def get(self, code: str) -> Area | None:
        """The place of a code, in force or abolished."""
        return self.by_code.get(code)

    def current(self, code: str) -> str:
        """The code in force: the same, or the successor's."""
        area = self.by_code.get(code)
        while area and area.until is not None and area.successor:
            code = area.successor
            area = self.by_code.get(code)
        return code

    def chain(self, code: str) -> tuple[str, ...]:
        """The code with its parents, province first; groupings that are no places are skipped."""
        steps = dict.fromkeys((code[:2] + "0000", code[:4] + "00", code))
        return tuple(step for step in steps if step == code or step in self.by_code)

    def full_name(self, code: str) -> str:
        """The names of the whole chain in one, such as 江苏省苏州市昆山市."""
        return "".join(self.by_code[step].name for step in self.chain(code) if step in self.by_code)

    def within(self, code: str, area: str) -> bool | None:
        """Whether a place lies in (or is) another; None when the code is too coarse to tell."""
        code, area = self.current(code), self.current(area)
        if area in self.chain(code):
            return True
        return None if code in self.chain(area)[:-1] else False

    def same_county(self, first: str, second: str) -> bool | None:
        """Whether two places lie in one county; None when not known precisely enough."""
        first, second = self.current(first), self.current(second)
        if self._precise(first) and self._precise(second):
            return first == second
        coarse = self.within(first, second), self.within(second, first)
        return None if True in coarse or None in coarse else False

    def same_city_districts(self, first: str, second: str) -> bool | None:
        """Whether two places are districts (市辖区) of one city; None when too coarse to tell."""
        first, second = self.current(first), self.current(second)
        if first[:4] != second[:4]:
            return None if self.same_county(first, second) is None else False
        if not (self._precise(first) and self._precise(second)):
            return None
        return int(first[4:]) in _DISTRICTS and int(second[4:]) in _DISTRICTS

    def find(self, text: str) -> Found:
        """The place a code or a name means.

        Args:
            text: six digits (or a longer statistical code), or a name: short, official, or
                with any of the places above it in front (昆山, 昆山市, 江苏昆山市).
        """
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
        if _CODE.match(text):
            return Found(self.by_code.get(text[:6]))
        named = list(dict.fromkeys(self._named(text)))
        alive = [area for area in named if area.until is None] or _last(named)
        exact = [area for area in alive if text.endswith(area.name)] or alive
        if len(exact) == 1:
            return Found(exact[0])
        return Found(None, tuple(exact[:_MOST_CANDIDATES]) or self._similar(text))

    def _precise(self, code: str) -> bool:
        """Whether a code names a county, or a city that has none below it."""
        return not code.endswith("00") or (code[2:4] != "00" and code not in self._parents)

    @cached_property
    def _parents(self) -> set[str]:
        return {
            code[:4] + "00"
            for code, area in self.by_code.items()
            if area.until is None and not code.endswith("00")
        }

    @cached_property
    def _by_name(self) -> dict[str, list[Area]]:
        names: dict[str, list[Area]] = {}
        for area in self.by_code.values():
            for name in {area.name, short(area.name)}:
                names.setdefault(name, []).append(area)
        return names

    def _named(self, text: str) -> Iterator[Area]:
        """Places whose name ends the text, with nothing but names of places above it before."""
        for start in range(len(text)):
            for area in self._by_name.get(text[start:], ()):
                above = [self.by_code[code].name for code in self.chain(area.code)[:-1]]
                if _consists_of(text[:start], above):
                    yield area

    def _similar(self, text: str) -> tuple[Area, ...]:
        """Places in force whose name looks like the text, the most alike first."""
        from difflib import SequenceMatcher  # noqa: PLC0415 - only for the misspelt

        matcher = SequenceMatcher(b=text)
        scored: list[tuple[float, str, Area]] = []
        for area in self.by_code.values():
            if area.until is None:
                ratio = 0.0
                for name in (area.name, short(area.name)):
                    matcher.set_seq1(name)
                    ratio = max(ratio, matcher.ratio())
                if ratio >= 0.5:  # noqa: PLR2004 - half of the characters agree
                    scored.append((-ratio, area.code, area))
        return tuple(area for *_, area in sorted(scored)[:_MOST_CANDIDATES])


def _last(abolished: list[Area]) -> list[Area]:
    """Of abolished places of one name in one province, the one that was there last."""
    if len({area.code[:2] for area in abolished}) > 1:
        return abolished
    return sorted(abolished, key=lambda area: area.until or 0)[-1:]


def short(name: str) -> str:
    """A place's name without its kind (昆山市 -> 昆山); the name itself where too little stays."""
    stripped = _SHORTENED.sub("", name)
    return stripped if len(stripped) > 1 else name


def _consists_of(text: str, names: list[str]) -> bool:
    """Whether a text is made of some of the names, in order, each in full or short."""
    if not text:
        return True
    return any(
        text.startswith(form) and _consists_of(text[len(form) :], names[index + 1 :])
        for index, name in enumerate(names)
        for form in {name, short(name)}
    )
