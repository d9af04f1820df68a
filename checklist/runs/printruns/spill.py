"""Rows of a run put aside on disk, in a file without a name that is gone with the process.

A roster of a hundred thousand children would not fit into memory beside everything else, and
its rows are wanted again group by group; only where each one lies is kept.
"""

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator
from typing import Generic, TypeAlias, TypeVar

Thing = TypeVar("Thing")
Numbers: TypeAlias = "array[int]"  # small, however many there are


class Spill(Generic[Thing]):
    """Things put aside in order, taken back by their number (0, 1 …) as often as needed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="checklist-")  # noqa: SIM115 - closed with us
        weakref.finalize(self, self._file.close)
        self._starts = array("Q", [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def put(self, thing: Thing) -> int:
        """Put one aside; its number."""
        start = self._file.seek(self._starts[-1])
        self._starts.append(start + self._file.write(pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)))
        return len(self) - 1

    def get(self, number: int) -> Thing:
        """Take one back."""
        start, end = self._starts[number : number + 2]
        self._file.seek(start)
        thing: Thing = pickle.loads(self._file.read(end - start))  # noqa: S301 - our own, unnamed
        return thing

    def all(self, numbers: Iterable[int] | None = None) -> Iterator[Thing]:
        """Take several back, or all in the order they were put."""
        return map(self.get, range(len(self)) if numbers is None else numbers)
