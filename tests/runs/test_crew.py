"""Workers that die, hang, stumble or lack something: what it costs, and that nothing is lost."""

import errno
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from checklist.errors import ExitCode, MachineError
from checklist.runs import crew
from checklist.runs.crew import Beat, Crew, Done, Event, Lost, Moved, Trouble, Work

SOON = 6.0  # a patience in which even a busy machine starts a process; a test waits it out


def behave(notes: Path, task: str, beat: Beat) -> str:
    """Do what the task's name says; the first time only, if it ends in "once"."""
    note = notes / task
    again = note.exists()
    with note.open("a") as file:
        file.write(f"{os.getpid()}\n")
    beat(1)
    kind = "" if again and task.endswith("once") else task.partition("-")[0]
    match kind:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(600)
        case "stumble":
            return [task][int(task.count("-")) + 1]
        case "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        case "give":
            return os.environ[crew.GIVING_BACK[0]]
        case "lack":
            raise MachineError("没有字体", "no fonts")
    beat(1)
    return f"{task} done by {os.getpid()}"


def equip(notes: Path) -> Work[str, str]:
    return partial(behave, notes)


def unequipped() -> NoReturn:
    raise MachineError("缺少 Pango", "Pango is missing")


def events(
    equipped: Callable[[], Work[str, str]], *tasks: str, size: int = 2, patience: float = 60
) -> list[Event[str, str]]:
    crew = Crew(equipped, size, patience, time.monotonic)
    with closing(crew.run(tasks)) as told:
        return list(told)


def done(told: list[Event[str, str]]) -> dict[str, str]:
    found = {event.task: event.result for event in told if isinstance(event, Done)}
    assert len(found) == sum(isinstance(event, Done) for event in told)
    return found


def through(told: list[Event[str, str]]) -> Counter[str]:
    """Sheets reported per task, what was taken back subtracted."""
    counts: Counter[str] = Counter()
    for event in told:
        if isinstance(event, Moved):
            counts[event.task] += event.count
    return counts


def tries(notes: Path, task: str) -> int:
    """How many processes have tried a task."""
    pids = (notes / task).read_text().split()
    assert len(set(pids)) == len(pids)
    return len(pids)


def test_every_task_is_done_once_by_as_many_workers_as_allowed(tmp_path: Path) -> None:
    tasks = [f"well-{number}" for number in range(20)]
    told = events(partial(equip, tmp_path), *tasks)
    assert done(told).keys() == set(tasks)
    assert len({result.rpartition(" ")[2] for result in done(told).values()}) <= 2
    assert through(told) == dict.fromkeys(tasks, 2)


def test_a_worker_is_let_go_before_it_remembers_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "SHEETS", 4)
    told = events(partial(equip, tmp_path), *(f"well-{number}" for number in range(6)), size=1)
    served = Counter(result.rpartition(" ")[2] for result in done(told).values())
    assert sorted(served.values()) == [2, 2, 2]


def test_workers_give_memory_back_unless_the_user_has_set_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, own = crew.GIVING_BACK
    monkeypatch.delenv(name, raising=False)
    assert Done("give", own) in events(partial(equip, tmp_path), "give")
    monkeypatch.setenv(name, "1000000")
    assert Done("give", "1000000") in events(partial(equip, tmp_path), "give")


def test_one_that_dies_costs_one_retry_in_a_fresh_process(tmp_path: Path) -> None:
    told = events(partial(equip, tmp_path), "well-1", "die-once", "well-2", size=1)
    assert done(told).keys() == {"well-1", "die-once", "well-2"}
    assert tries(tmp_path, "die-once") == 2
    assert tries(tmp_path, "well-2") == 1
    assert through(told)["die-once"] == 2, "what the dead one had reported is taken back"


def test_one_that_always_dies_is_given_up_and_the_others_are_done(tmp_path: Path) -> None:
    told = events(partial(equip, tmp_path), "die-always", "well-1", "stumble-always", size=1)
    lost = {event.task: event for event in told if isinstance(event, Lost)}
    assert done(told).keys() == {"well-1"}
    assert lost["die-always"] == Lost("die-always", Trouble.DIED, "")
    assert lost["stumble-always"].trouble is Trouble.STUMBLED
    assert [tries(tmp_path, task) for task in lost] == [2, 2]
    assert through(told)["die-always"] == 0


def test_a_mistake_of_ours_is_told_by_its_lines_and_without_values(tmp_path: Path) -> None:
    told = events(partial(equip, tmp_path), "stumble-祕密", size=1)
    (lost,) = [event for event in told if isinstance(event, Lost)]
    assert lost.where.startswith("IndexError\n")
    assert "behave" in lost.where
    assert "祕密" not in lost.where


def test_one_that_hangs_is_ended_and_tried_once_more(tmp_path: Path) -> None:
    told = events(partial(equip, tmp_path), "hang-once", "hang-always", patience=SOON)
    assert done(told).keys() == {"hang-once"}
    assert [event for event in told if isinstance(event, Lost)] == [
        Lost("hang-always", Trouble.HUNG, "")
    ]
    assert (tries(tmp_path, "hang-once"), tries(tmp_path, "hang-always")) == (2, 2)
    assert not any(map(alive, pids(tmp_path)))


def test_a_full_disk_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space") as caught:
        events(partial(equip, tmp_path), "full-1", "well-1", size=1)
    assert caught.value.errno == errno.ENOSPC
    assert not (tmp_path / "well-1").exists()


def test_what_the_machine_lacks_ends_the_run_in_the_same_words(tmp_path: Path) -> None:
    with pytest.raises(MachineError) as caught:
        events(partial(equip, tmp_path), "lack-1", "well-1", size=1)
    assert (caught.value.zh, caught.value.en) == ("没有字体", "no fonts")
    assert caught.value.exit_code == ExitCode.ENVIRONMENT
    assert not (tmp_path / "well-1").exists()


def test_a_worker_that_cannot_be_equipped_says_why() -> None:
    with pytest.raises(MachineError, match="Pango is missing"):
        events(unequipped, "well-1")


def test_ctrl_c_reaches_us_and_ends_the_workers(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted_once_both_are_at_work(Crew(partial(equip, tmp_path), 2, 60, time.monotonic))
    assert len(pids(tmp_path)) == 2
    assert not any(map(alive, pids(tmp_path)))


def interrupted_once_both_are_at_work(crew: Crew[str, str]) -> None:
    with closing(crew.run(["hang-1", "hang-2"])) as told:
        assert {event.task for event in (next(told), next(told))} == {"hang-1", "hang-2"}
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        next(told)


def pids(notes: Path) -> list[int]:
    return [int(pid) for note in notes.iterdir() for pid in note.read_text().split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
