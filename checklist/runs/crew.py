"""Worker processes that do a run's tasks side by side, watched over by the one who hands them out.

A task whose worker dies, hangs or stumbles over a mistake of ours is tried once more in a fresh
process, so that one poisoned sheet costs a retry and not the run. What the machine lacks (space,
a font) ends the run, for the next task would lack it, too.
"""

import os
import signal
import traceback
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeAlias, TypeVar

from checklist.errors import ChecklistError, ExitCode, MachineError

Task = TypeVar("Task")
Result = TypeVar("Result")
Beat: TypeAlias = Callable[[int], None]
Work: TypeAlias = Callable[[Task, Beat], Result]
TRIES = 2
SHEETS = 1_500  # through one process; what it remembers would grow with a run of any length
GIVING_BACK = "MALLOC_MMAP_THRESHOLD_", "262144"  # glibc: copies of fonts are given back when freed
_SPAWN = get_context("spawn")  # a fresh interpreter: nothing of ours is left in it by accident


class Trouble(StrEnum):
    """Why a task came to nothing."""

    DIED = "died"
    HUNG = "hung"
    STUMBLED = "stumbled"


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Result]):
    """A task and what came of it."""

    task: Task
    result: Result


@dataclass(frozen=True, slots=True)
class Moved(Generic[Task]):
    """A sign of life: how many more sheets of a task are through."""

    task: Task
    count: int


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task given up after its last try; `where` names lines of the program, never a value."""

    task: Task
    trouble: Trouble
    where: str


Event: TypeAlias = Done[Task, Result] | Moved[Task] | Lost[Task]


@dataclass(slots=True)
class _Seat(Generic[Task]):
    """A worker's place: its process and pipe while it has one, and the task it is at."""

    pipe: Connection
    process: SpawnProcess
    task: Task
    tries: int
    heard: float
    through: int = 0  # sheets reported of the present try


@dataclass(slots=True)
class Crew(Generic[Task, Result]):
    """Hands tasks to worker processes.

    Args:
        equip: called once in each worker; gives the function that does its tasks.
        size: how many workers at most.
        patience: seconds without a sign of life after which a worker counts as hung.
        clock: seconds that only grow.
    """

    equip: Callable[[], Work[Task, Result]]
    size: int
    patience: float
    clock: Callable[[], float]
    _busy: list[_Seat[Task]] = field(default_factory=list)
    _idle: list[tuple[Connection, SpawnProcess]] = field(default_factory=list)
    _served: dict[int | None, int] = field(default_factory=dict)

    def run(self, tasks: Iterable[Task]) -> Generator[Event[Task, Result]]:
        """Do all tasks, started in their order and told of as they come.

        Raises:
            ChecklistError: what a worker cannot go on without.
            OSError: the same, from the system.
        """
        coming = iter(tasks)
        try:
            self._fill(coming)
            while self._busy:
                events = tuple(self._listen())
                self._fill(coming)  # first, so that nobody waits for who looks at the events
                yield from events
        finally:
            self._dismiss()

    def _fill(self, coming: Iterator[Task]) -> None:
        while len(self._busy) < self.size:
            for task in coming:
                self._give(task, 1)
                break
            else:
                return

    def _give(self, task: Task, tries: int) -> None:
        pipe, process = self._idle.pop() if self._idle and tries == 1 else self._hire()
        self._busy.append(_Seat(pipe, process, task, tries, self.clock()))
        try:
            pipe.send(task)
        except BrokenPipeError:  # died before it began; its pipe says so in `_listen`
            return

    def _hire(self) -> tuple[Connection, SpawnProcess]:
        """A new worker; Ctrl-C is meant for us and never reaches it."""
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=_serve, args=(self.equip, theirs), daemon=True)
        os.environ.setdefault(*GIVING_BACK)
        resource_tracker.ensure_running()  # now, because starting it undoes what the next line does
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        return ours, process

    def _listen(self) -> Iterator[Event[Task, Result]]:
        """What the workers say within the patience of the one heard longest ago."""
        oldest = min(seat.heard for seat in self._busy)
        wait = max(0.0, oldest + self.patience - self.clock())
        ready = connection.wait([seat.pipe for seat in self._busy], wait)
        for seat in [seat for seat in self._busy if seat.pipe in ready]:
            seat.heard = self.clock()
            yield from self._hear(seat)
        for seat in [seat for seat in self._busy if self._hangs(seat)]:
            yield from self._again(seat, Trouble.HUNG, "")

    def _hangs(self, seat: _Seat[Task]) -> bool:
        return self.clock() - seat.heard >= self.patience

    def _hear(self, seat: _Seat[Task]) -> Iterator[Event[Task, Result]]:
        try:
            said = seat.pipe.recv()
        except (EOFError, OSError):
            yield from self._again(seat, Trouble.DIED, "")
            return
        match said:
            case ("moved", int(count)):
                seat.through += count
                yield Moved(seat.task, count)
            case ("done", result):
                self._busy.remove(seat)
                self._rest(seat)
                yield Done(seat.task, result)
            case ("lacks", OSError() as error):
                raise error
            case ("lacks", (str(zh), str(en), int(code))):
                raise _lack(zh, en, code)
            case ("stumbled", str(where)):
                yield from self._again(seat, Trouble.STUMBLED, where)

    def _rest(self, seat: _Seat[Task]) -> None:
        """Keep a worker for the next task, or let it go with all it remembers."""
        pid = seat.process.pid
        self._served[pid] = self._served.get(pid, 0) + seat.through
        if self._served[pid] < SHEETS:
            self._idle.append((seat.pipe, seat.process))
        else:
            _end(seat.pipe, seat.process)

    def _again(
        self, seat: _Seat[Task], trouble: Trouble, where: str
    ) -> Iterator[Event[Task, Result]]:
        """Try once more in a fresh process, or give the task up."""
        self._busy.remove(seat)
        _end(seat.pipe, seat.process)
        if seat.through:
            yield Moved(seat.task, -seat.through)
        if seat.tries < TRIES:
            self._give(seat.task, seat.tries + 1)
        else:
            yield Lost(seat.task, trouble, where)

    def _dismiss(self) -> None:
        """End all workers at once; nothing of theirs counts before we have taken it."""
        for seat in self._busy:
            _end(seat.pipe, seat.process)
        for pipe, process in self._idle:
            _end(pipe, process)
        self._busy, self._idle = [], []


def _lack(zh: str, en: str, code: int) -> ChecklistError:
    error = MachineError(zh, en)
    error.exit_code = ExitCode(code)
    return error


def _end(pipe: Connection, process: SpawnProcess) -> None:
    pipe.close()
    process.kill()
    process.join()
    process.close()


def _serve(equip: Callable[[], Work[Task, Result]], pipe: Connection) -> None:
    """A worker's life: get ready, do what comes, and go when nobody is there any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        work: Work[Task, Result] | None = None
        while True:
            task: Task = pipe.recv()
            try:
                work = work or equip()
                pipe.send(("done", work(task, lambda count: pipe.send(("moved", count)))))
            except (BrokenPipeError, EOFError):
                raise
            except ChecklistError as error:
                pipe.send(("lacks", (error.zh, error.en, int(error.exit_code))))
            except OSError as error:
                pipe.send(("lacks", OSError(error.errno, error.strerror)))
            except Exception as error:  # noqa: BLE001 - told to the one who decides, without values
                pipe.send(("stumbled", _where(error)))
    except (BrokenPipeError, EOFError):
        os._exit(0)


def _where(error: Exception) -> str:
    """The kind of a mistake and the lines of the program it came through; no value of a child."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([type(error).__name__, *lines])
