"""A list of what was done, one JSON line each, that holds whatever happens to the machine.

A line is on the disk before `append` returns. A crash can only tear the last line, and a torn
line counts as never written; whoever reads goes on from what is whole.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias

from checklist.errors import UserError
from checklist.located import Plain

Record: TypeAlias = dict[str, Plain]


def read(path: Path) -> tuple[Record, ...]:
    """All whole lines, in the order they were written; none where there is no file.

    Raises:
        UserError: a line before the last is no record, so the file was changed by hand.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    return tuple(_record(path, number, line) for number, line in enumerate(lines[:-1], 1))


def append(path: Path, *records: Mapping[str, Plain]) -> None:
    """Add lines at the end and put them on the disk; what a crash tore there is cut off first.

    Args:
        path: the file, made for its owner's eyes only where there is none.
        records: what to add, in this order; they come whole or not at all, one by one.

    Raises:
        OSError: it cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        whole = _whole(file)
        file.seek(whole)
        file.truncate()
        file.write(b"".join(map(_line, records)))
        file.flush()
        os.fsync(descriptor)
    if not whole:
        sync(path.parent)


def sync(folder: Path) -> None:
    """Put the names in a folder on the disk: what was made, renamed or removed there."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep others out of a folder while work goes on; a process that dies lets go by itself.

    Raises:
        UserError: another process holds it; its number is named and nothing is waited for.
    """
    path = folder / ".lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _lock(descriptor, folder)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.pread(descriptor, 20, 0).decode() or "?"
        raise UserError(
            f"另一个程序（进程号 {owner}）正在写 {folder}。等它做完，或者换一个目录（-o）。",
            f"Another run (process {owner}) is writing to {folder}. Wait for it, or name another"
            " folder (-o).",
        ) from None


def _line(record: Mapping[str, Plain]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _whole(file: BinaryIO) -> int:
    """How many bytes belong to whole lines; most often all, so only the end is looked at."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        return 0
    file.seek(size - 1)
    if file.read() == b"\n":
        return size
    file.seek(0)
    return file.read().rfind(b"\n") + 1


def _record(path: Path, number: int, line: bytes) -> Record:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if isinstance(found, dict):
        return found
    raise UserError(
        f"{path} 第 {number} 行不是生成记录，可能被人改过。删掉这个文件再运行，会全部重做。",
        f"Line {number} of {path} is no record; it may have been edited. Remove the file and run"
        " again; everything is made anew.",
    )
