"""What was found true of this machine's files when last looked: an index beside the manifest.

Ten thousand files are not read again to learn that nothing happened: a file whose size, times and
inode are those of the last look holds what it held then. Not committed; without it all is read.
Only the standard library's lightest parts are loaded here, because most runs end with a look.
"""

import json
import os
from collections.abc import Iterable, Iterator

TYPE_CHECKING = False  # typing itself would be loaded for it
if TYPE_CHECKING:
    from pathlib import Path

NAME = ".regenerate-index"
VERSION = 1
RACY = 20_000_000  # ns: a file this close to the index's own time may have changed unseen since
Stat = list[int]


def stat_of(path: "str | os.PathLike[str]") -> Stat | None:
    """Size, times and inode of a file, or of a link itself; None where there is none."""
    try:
        return _stat(os.lstat(path))
    except OSError:
        return None


def stat_in(folder: int, name: str) -> Stat | None:
    """The same of a file in an open folder."""
    try:
        return _stat(os.stat(name, dir_fd=folder, follow_symlinks=False))
    except OSError:
        return None


def _stat(found: os.stat_result) -> Stat:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def under(folder: str) -> Iterator[tuple[str, Stat]]:
    """Every file below a folder with its stat, but for hidden ones and compiled Python."""
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name == "__pycache__":
                    continue
                if entry.is_dir():
                    pending.append(entry.path)
                elif entry.is_file():
                    yield entry.path, _stat(entry.stat())


def inputs(folders: Iterable[str], files: Iterable[str]) -> dict[str, Stat]:
    """The stat of every file below some folders and of some files; missing ones are left out."""
    found = {path: known for folder in folders for path, known in under(folder)}
    for path in files:
        try:
            found[path] = _stat(os.stat(path))  # noqa: PTH116 - a Path would double its cost
        except OSError:
            found.pop(path, None)
    return found


def read(out: "Path") -> dict[str, object] | None:
    """The index of an output folder; None where there is none, or one of another program."""
    path = out / NAME
    try:
        written = path.stat().st_mtime_ns
        kept = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(kept, dict) or kept.get("version") != VERSION:
        return None
    kept["written"] = written
    return kept


def trusted(known: object, now: Stat | None, written: int) -> bool:
    """Whether a file is what it was when the index was written.

    Args:
        known: its stat as the index has it.
        now: its stat.
        written: when the index was written, in ns.
    """
    return known == now and now is not None and max(now[1], now[2]) + RACY < written


def text(found: dict[str, object]) -> bytes:
    """An index as its file."""
    return json.dumps({"version": VERSION, **found}).encode()
