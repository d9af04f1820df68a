"""Where made-up children are registered: near their residence or anywhere in the country.

Which counties there are follows from the list of places, so that a population knows every
code a family could bring, and none that was never given out.
"""

from collections.abc import Sequence
from functools import cache

from checklist.areas import NATION, Areas

_NO_REGISTER = ("71", "81", "82")  # Taiwan, Hong Kong, Macau: listed, but without this register


class Registers:
    """Counties to draw from.

    Args:
        areas: the list of places; those in force are drawn from.
    """

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.counties = tuple(
            code for code in areas.counties(NATION) if not code.startswith(_NO_REGISTER)
        )
        self._near = cache(self._nearby)

    def draw(self, home: str, nearness: str, number: float) -> str:
        """A county as near to the residence as asked for.

        Args:
            home: the residence's code.
            nearness: "county", "city", "province" or "elsewhere"; where there is no other county
                so near, the next farther are drawn from.
            number: from 0 up to 1, which of them.
        """
        near = self._near(home, nearness)
        return near[int(number * len(near))]

    def told(self, code: str, precision: str) -> str:
        """A code as precisely as it was told: "county", "city" or only "province"."""
        chain = self.areas.chain(code)
        return {"city": chain[-2:][0], "province": chain[0]}.get(precision, code)

    def _nearby(self, home: str, nearness: str) -> Sequence[str]:
        province, city = home[:2], home[:4]
        if nearness == "county":
            return (home,)
        if nearness == "city" and (near := [c for c in self._of(city) if c != home]):
            return near
        if nearness != "elsewhere" and (near := [c for c in self._of(province) if c[:4] != city]):
            return near
        return [code for code in self.counties if code[:2] != province]

    def _of(self, beginning: str) -> list[str]:
        return [code for code in self.counties if code.startswith(beginning)]
