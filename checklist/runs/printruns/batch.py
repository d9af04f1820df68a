"""A print run from a roster to a folder of documents, gone on with wherever it was broken off.

It is planned whole before anything is printed; workers make the documents, and each counts once
it has its name and its line in the manifest.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from checklist.documents.worded.line import Line
from checklist.runs.crew import Crew, Done, Lost, Moved, Trouble
from checklist.runs.printruns.plan import Document, Gathered, tasks
from checklist.runs.printruns.pressroom import Order, Output, Setting, equip
from checklist.runs.printruns.register import Made, Register
from checklist.runs.printruns.spill import Numbers, Spill


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be made, and what its worker came to."""

    document: Document
    trouble: Trouble
    where: str


@dataclass(slots=True)
class Batch:
    """A run's documents, those that are there and those still to make.

    Args:
        gathered: the rows.
        documents: all of the run, in their order.
        register: what is done.
        setting: what workers need.
        jobs: how many workers at most.
        patience: seconds without a sign of life after which a worker counts as hung.
        clock: seconds that only grow.
        done: files made in this run.
        kept: files that were there already.
        failures: documents given up.
    """

    gathered: Gathered
    documents: tuple[Document, ...]
    register: Register
    setting: Setting
    jobs: int
    patience: float
    clock: Callable[[], float]
    done: dict[str, Made] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)
    _lines: Spill[Line] = field(default_factory=Spill)
    _where: Numbers = field(default_factory=lambda: array("q"))

    def look(self) -> None:
        """See what is there and still holds."""
        if self.setting.wish.only:
            return
        self.kept = {
            document.file
            for document in self.documents
            if self.register.holds(document.file, document.inputs)
        }

    def clear(self, kept: Iterable[str] = ()) -> None:
        """Remove what does not hold any more, so that the folder never shows an older roster.

        Args:
            kept: further files that hold.
        """
        if not self.setting.wish.only:
            self.register.drop_all_but({*self.kept, *kept})

    def pages(self, document: Document) -> int:
        """How many pages a document has that is there."""
        made = self.done.get(document.file)
        return made.pages if made else self.register.pages(document.file)

    @property
    def children(self) -> int:
        """How many children are to be printed."""
        todo = (len(each.rows) for each in self.documents if each.file not in self.kept)
        return sum(todo)

    def left(self) -> tuple[Document, ...]:
        """The documents that are neither there nor given up."""
        over = self.kept | self.done.keys() | {failure.document.file for failure in self.failures}
        return tuple(document for document in self.documents if document.file not in over)

    def print(self, *, listed: bool) -> Iterator[int]:
        """Make what is not there.

        Args:
            listed: every child is wanted in a line, those of documents that are there, too.

        Yields:
            How many more children are through; less than nothing where work was lost.
        """
        self._where = array("q", [-1]) * len(self.gathered.rows)
        crew: Crew[Order, Output] = Crew(
            partial(equip, self.setting), self.jobs, self.patience, self.clock
        )
        with closing(crew.run(self.orders(listed=listed))) as events:
            for event in events:
                match event:
                    case Moved(count=count):
                        yield count
                    case Done(task=order, result=output):
                        self._take(order, output)
                    case Lost(task=order, trouble=trouble, where=where):
                        self._give_up(order, trouble, where)

    def lines(self) -> Iterator[tuple[Document, Iterator[Line]]]:
        """Every document with its children in a line each, where they are known."""
        for document in self.documents:
            known = (self._where[row] for row in document.rows)
            yield document, self._lines.all(number for number in known if number >= 0)

    def orders(self, *, listed: bool) -> Iterator[Order]:
        """The tasks, with their rows as they are handed out.

        Args:
            listed: those of which nothing is to be made, too.
        """
        for several in tasks(self.documents, self.setting.wish):
            wanted = tuple(document.file not in self.kept for document in several)
            if listed or any(wanted):
                rows = (tuple(self.gathered.rows.all(document.rows)) for document in several)
                yield Order(several, tuple(rows), wanted)

    def _take(self, order: Order, output: Output) -> None:
        self.register.publish(output.made, noted=not self.setting.wish.only)
        self.done |= {made.file: made for made in output.made}
        for document, lines in zip(order.documents, output.lines, strict=True):
            for row, line in zip(document.rows, lines, strict=True):
                self._where[row] = self._lines.put(line)

    def _give_up(self, order: Order, trouble: Trouble, where: str) -> None:
        for document, wanted in zip(order.documents, order.wanted, strict=True):
            if wanted:
                self.failures.append(Failure(document, trouble, where))
