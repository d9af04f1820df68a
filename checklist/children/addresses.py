"""Which place an address lies in: rosters give the street, lists are kept by county.

Of a whole address the longest beginning that names one place counts. Beginnings are few where
addresses are many, so they are remembered, and a hundred thousand rows ask for a few places.
"""

import re

from checklist.areas import Areas, Found

_KINDS = re.compile(r"[县市区旗州盟]")
_LONGEST = 60
_REMEMBERED = 20_000


class Addresses:
    """Finds the places of many texts.

    Args:
        areas: the list of places.
    """

    def __init__(self, areas: Areas) -> None:
        self.areas = areas
        self.beginnings: dict[str, Found] = {}
        self.unknown: dict[str, Found] = {}

    def find(self, text: str) -> Found:
        """The place a text means or begins with; else what it may mean."""
        ends = [match.end() for match in _KINDS.finditer(text[:_LONGEST])]
        doubtful = None
        for beginning in (text, *(text[:end] for end in reversed(ends) if end < len(text))):
            found = self._beginning(beginning)
            if found.area:
                return found
            doubtful = doubtful or (found if found.candidates else None)
        return doubtful or self._similar(text)

    def _beginning(self, text: str) -> Found:
        return _remembered(self.beginnings, text, similar=False, areas=self.areas)

    def _similar(self, text: str) -> Found:
        return _remembered(self.unknown, text, similar=True, areas=self.areas)


def _remembered(memory: dict[str, Found], text: str, *, similar: bool, areas: Areas) -> Found:
    if text not in memory:
        if len(memory) >= _REMEMBERED:
            memory.clear()
        memory[text] = areas.find(text, similar=similar)
    return memory[text]
