"""Codes that stand for all places a question can tell apart.

A condition compares places only with the codes it names and with each other (one county, two
districts of one city); so of thousands of counties a few suffice, one for each pattern of answers.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from checklist.areas import NATION, Areas
from checklist.rules.condition import Condition, Leaf, Operator, leaves

_RELATIONS = {"crosses_county", "within_city_districts", "migrant"}


def representatives(
    areas: Areas, conditions: Iterable[Condition], area: str
) -> dict[str, tuple[str, ...]]:
    """Codes for `hukou` and `residence` that show every pattern the conditions can tell apart.

    Args:
        areas: the list of places.
        conditions: all that will be asked of one child.
        area: where the child lives; "000000" for anywhere.
    """
    asked = [leaf for one in conditions for leaf in leaves(one) if isinstance(leaf, Leaf)]
    named = tuple(sorted({str(leaf.operands[0]) for leaf in asked if _is_within(leaf)}))
    related = any(leaf.fact in _RELATIONS for leaf in asked)
    if not named and not related:
        return {"hukou": (), "residence": ()}
    return _patterns(areas, named, area, related=related)


@cache
def _patterns(
    areas: Areas, named: tuple[str, ...], area: str, *, related: bool
) -> dict[str, tuple[str, ...]]:
    everywhere = areas.counties(NATION)
    answers = {code: tuple(areas.within(code, other) for other in named) for code in everywhere}
    homes: dict[object, str] = {}
    for code in areas.counties(area):
        homes.setdefault((answers[code], _neighbours(areas)[code] if related else ()), code)
    hukou: dict[object, str] = {}
    for home in homes.values() if related else ("",):
        for code in everywhere:
            relation = (home, _relation(areas, code, home)) if related else ()
            hukou.setdefault((answers[code], relation), code)
    residences = tuple(homes.values())
    plain = sorted(set(hukou.values()), key=lambda code: _plainness(code, residences))
    return {"hukou": tuple(plain), "residence": residences}


@cache
def _neighbours(areas: Areas) -> dict[str, object]:
    """What tells one residence from another: is it a district, has its city others, counties?"""
    everywhere = areas.counties(NATION)
    district = {code: areas.same_city_districts(code, code) is True for code in everywhere}
    cities = Counter((code[:4], is_one) for code, is_one in district.items())
    return {
        code: (is_one, cities[code[:4], True] > is_one, cities[code[:4], False] > (not is_one))
        for code, is_one in district.items()
    }


def _is_within(leaf: Leaf) -> bool:
    return leaf.operator is Operator.WITHIN


def _relation(areas: Areas, code: str, residence: str) -> object:
    if code[:4] != residence[:4]:  # neither one county nor districts of one city
        return code[:2] == residence[:2]
    same = areas.same_county(code, residence), areas.same_city_districts(code, residence)
    return same, code[:2] == residence[:2]


def _plainness(code: str, residences: tuple[str, ...]) -> tuple[bool, bool, str]:
    """Other provinces first, then other cities: what most migrant children come from."""
    return (
        any(code[:2] == residence[:2] for residence in residences),
        any(code[:4] == residence[:4] for residence in residences),
        code,
    )
