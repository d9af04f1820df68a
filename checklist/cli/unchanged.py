"""Whether anything at all has changed since the last `regenerate`, by a look at files' stats.

What a whole run found is noted in the user's cache; while every input and every output is what it
was then, and no day has come on which something turns, there is nothing to do. In doubt the
whole program looks again. Nothing heavy is loaded here.
"""

import json
import os
import sys
import time
import zlib
from collections.abc import Mapping

from checklist import __version__
from checklist.cli.ui import say
from checklist.runs.upkeep import index

_PLAIN = {"--check"}  # what may stand on the command line beside the file of jobs
_VALUED = {"--ui", "--jobs", "--on"}
_TOLD_BY = ("CHECKLIST_CATALOG", "CHECKLIST_TEMPLATES")  # wishes that lead to other files


def told(arguments: list[str]) -> bool:
    """Say that nothing is stale, if that is so; False where the whole program must look."""
    wished = _wished(arguments)
    if wished is None:
        return False
    jobs, day, check = wished
    found = _count(jobs, day)
    if found is None:
        return False
    lines = [summary(day, found)] if check else [summary(day, found), done(0, 0, 0)]
    sys.stderr.write("".join(line + "\n" for line in lines))
    return True


def summary(day: str, fresh: int, stale: int = 0, *others: str) -> str:
    """How many files stand how, on a day; `others` are further sentences' parts."""
    parts = (
        say(f"{stale} 份过时", f"{stale} stale"),
        say(f"{fresh} 份不用动", f"{fresh} up to date"),
        *others,
    )
    joined = say("，", ", ").join(part for part in parts if part)
    return say(f"按 {day} 计算：{joined}。", f"As of {day}: {joined}.")


def done(made: int, removed: int, failed: int) -> str:
    """What a run did."""
    return say(
        f"做了 {made} 份，删去 {removed} 份，没做成 {failed} 份。",
        f"{made} made, {removed} removed, {failed} failed.",
    )


def note(jobs: str, found: Mapping[str, object]) -> None:
    """Note what a whole run found.

    Args:
        jobs: the file of jobs.
        found: `inputs` with their stats, the `folders` and the `others` they were found by,
            `files` with their stats by folder, and the `span` of days for which it holds.
    """
    path = _path(jobs)
    kept = json.dumps({"key": _key(jobs), **found}).encode()
    temporary = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120 - pathlib is not loaded here
        with open(temporary, "wb") as file:  # noqa: PTH123 - as above
            file.write(kept)
        os.replace(temporary, path)  # noqa: PTH105 - as above
    except OSError:
        return  # a cache that cannot be written is done without


def forget(jobs: str) -> None:
    """Strike the note before files are changed."""
    try:
        os.unlink(_path(jobs))  # noqa: PTH108 - as above
    except OSError:
        return


def _wished(arguments: list[str]) -> tuple[str, str, bool] | None:
    """The file of jobs, the day, and whether only a check is wanted; None for anything else."""
    jobs, day, check = "", time.strftime("%Y-%m-%d"), False
    words = iter(arguments)
    for word in words:
        if word in _VALUED:
            value = next(words, "")
            day = value if word == "--on" else day
        elif word in _PLAIN:
            check = True
        elif word.startswith("-"):
            return None
        else:
            jobs = word
    if not jobs and _project():
        return None  # it may name the jobs
    return jobs or "jobs.yaml", day, check


def _project() -> list[int] | None:
    """The stat of the project file a run would read; None without one."""
    folder = os.getcwd()  # noqa: PTH109 - pathlib is not loaded here
    while True:
        found = index.stat_of(f"{folder}/checklist.toml")
        above = os.path.dirname(folder)  # noqa: PTH120 - as above
        if found or above == folder:
            return found
        folder = above


def _count(jobs: str, day: str) -> int | None:
    """How many files are all as they were; None if any is not, or a day has come."""
    path = _path(jobs)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            written = os.fstat(file.fileno()).st_mtime_ns
            kept = json.loads(file.read())
        start, until = kept["span"]
        timely = kept["key"] == _key(jobs) and start <= day < until
        if timely and _same(kept, written):
            return int(kept["count"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def _same(kept: dict[str, dict[str, object]], written: int) -> bool:
    """Whether inputs and outputs are those noted."""
    inputs = kept["inputs"]
    now = index.inputs(kept["folders"], kept["others"])
    if now.keys() != inputs.keys():
        return False
    if not all(index.trusted(inputs[path], stat, written) for path, stat in now.items()):
        return False
    return all(_folder(folder, files, written) for folder, files in kept["files"].items())


def _folder(folder: str, files: object, written: int) -> bool:
    """Whether the noted files of a folder are what they were."""
    if not isinstance(files, dict):
        return False
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name, known in files.items():
            if not index.trusted(known, index.stat_in(descriptor, name), written):
                return False
    finally:
        os.close(descriptor)
    return True


def _key(jobs: str) -> list[object]:
    """What beside the files decides what a run looks at."""
    wishes = [os.environ.get(name, "") for name in _TOLD_BY]
    return [os.path.abspath(jobs), os.getcwd(), __version__, sys.version, _project(), *wishes]  # noqa: PTH100, PTH109 - as above


def _path(jobs: str) -> str:
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - as above
    mark = f"{zlib.crc32(os.path.abspath(jobs).encode()):08x}"  # noqa: PTH100 - as above
    return f"{cache}/checklist/regenerate/{mark}.json"
