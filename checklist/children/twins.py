"""Who stood in a roster before: the same ID number, or the same name and date of birth.

Two sheets for one child waste paper and sow doubt. Only digests are remembered, some hundred
bytes a child, so that neither names nor numbers stay in memory.
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from checklist.children.reading import FactReader, Places
from checklist.rules.facts import Value


class Twins:
    """Looks at one row after another and says when it has seen the child before."""

    def __init__(self) -> None:
        self.seen: dict[bytes, int] = {}

    def look(self, reader: FactReader, places: Places, found: Mapping[str, Value]) -> None:
        """Say so when a row's ID number, or its name with the birth date, stood in another.

        Args:
            reader: takes the finding.
            places: the cells of the row.
            found: what the row says of the child.
        """
        number, name, born = map(found.get, ("id_number", "name", "birth_date"))
        if number and self._again(reader, places, "R105", "id_number", str(number)):
            return
        if name and born:
            self._again(reader, places, "R106", "name", f"{name} {born}")

    def _again(self, reader: FactReader, places: Places, code: str, key: str, told: str) -> bool:
        here = places.at(key)
        digest = blake2b(f"{code} {told}".encode("utf-8", "replace"), digest_size=8).digest()
        first = self.seen.setdefault(digest, here.line)
        if first != here.line:
            reader.find(code, key, related=(replace(here, line=first),), row=str(first))
        return first != here.line
