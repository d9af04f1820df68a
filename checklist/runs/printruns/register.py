"""The manifest of a print run: which documents are done, from what, and whether they still hold.

A document counts once it is on the disk under its name and its line in manifest.jsonl is; a
run that was killed at any moment finds by it what is left to do, and a repeated one that
nothing is. Digests are keyed, so that none can be guessed back into a child.
"""

import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checklist.errors import UserError
from checklist.runs import journal
from checklist.runs.journal import Record

MANIFEST = "manifest.jsonl"
_WORK = ".work-"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document that waits under a temporary name.

    Args:
        file: the name it is to have.
        inputs: the digest of all it was made from.
        part: where it waits.
        children: how many children are in it.
        pages: how many pages it has.
    """

    file: str
    inputs: str
    part: Path
    children: int = 0
    pages: int = 0


@dataclass(slots=True)
class Register:
    """The documents of one output folder; made by `opened`.

    Args:
        folder: the output folder.
        key: what digests are keyed with.
        work: a folder for unfinished documents; gone when the run ends.
    """

    folder: Path
    key: bytes
    work: Path
    _known: dict[str, Record] = field(default_factory=dict)

    def digest(self, *parts: str) -> str:
        """A keyed digest over texts, none of which can run into the next."""
        mixed = hashlib.blake2b(digest_size=16, key=self.key)
        for part in parts:
            content = part.encode("utf-8", "surrogatepass")
            mixed.update(len(content).to_bytes(8, "big") + content)
        return mixed.hexdigest()

    def holds(self, file: str, inputs: str) -> bool:
        """Whether a document is there, whole, and made from just this."""
        known = self._known.get(file)
        return known is not None and known.get("inputs") == inputs and self._intact(file, known)

    def pages(self, file: str) -> int:
        """How many pages a document has that is there."""
        pages = self._known[file].get("pages")
        return pages if isinstance(pages, int) else 0

    def publish(self, made: Iterable[Made], *, noted: bool = True) -> None:
        """Give documents their names and note them; from then on they count.

        Args:
            made: documents that wait.
            noted: whether they belong to the run; a reprint beside it does not.
        """
        records = [self._named(one) for one in made]
        journal.sync(self.folder)
        if noted and records:
            journal.append(self.folder / MANIFEST, *records)
            self._known |= {str(record["file"]): record for record in records}

    def _named(self, made: Made) -> Record:
        size, content = made.part.stat().st_size, _content(made.part)
        made.part.chmod(0o600)
        os.replace(made.part, self.folder / made.file)  # noqa: PTH105 - atomic by its docs
        return {
            "file": made.file, "inputs": made.inputs, "sha256": content, "bytes": size,
            "children": made.children, "pages": made.pages,
        }  # fmt: skip

    def drop_all_but(self, files: set[str]) -> tuple[str, ...]:
        """Remove documents of earlier runs that are not among the files of this one."""
        gone = [file for file in self._known if file not in files]
        for file in gone:
            (self.folder / file).unlink(missing_ok=True)
        if gone:
            journal.sync(self.folder)
            records: list[Record] = [{"file": file, "gone": True} for file in gone]
            journal.append(self.folder / MANIFEST, *records)
        self._known = {file: known for file, known in self._known.items() if file in files}
        return tuple(gone)

    def _intact(self, file: str, known: Record) -> bool:
        path = self.folder / file
        try:
            return path.stat().st_size == known.get("bytes") and _content(path) == known.get(
                "sha256"
            )
        except OSError:
            return False


@contextmanager
def opened(folder: Path, mark: str, password: str | None) -> Iterator[Register]:
    """Open an output folder for a run, and keep others out until it ends.

    Args:
        folder: new, empty, or the one an earlier run of the same roster wrote to.
        mark: tells this roster from others.
        password: of an encrypted run; it takes part in the key.

    Raises:
        UserError: the folder is somebody else's, or another run is at it.
        OSError: it cannot be written to.
    """
    records = _looked_at(folder, mark)
    folder.mkdir(parents=True, exist_ok=True)
    with journal.held(folder):
        records = _looked_at(folder, mark)
        if not records:
            records = ({"run": mark, "salt": secrets.token_hex(16)},)
            journal.append(folder / MANIFEST, *records)
        for left in folder.glob(f"{_WORK}*"):
            shutil.rmtree(left)
        work = Path(tempfile.mkdtemp(prefix=_WORK, dir=folder))
        try:
            yield Register(folder, _key(str(records[0]["salt"]), password), work, _known(records))
        finally:
            shutil.rmtree(work, ignore_errors=True)  # what stays is removed by the next run


def _looked_at(folder: Path, mark: str) -> tuple[Record, ...]:
    """What is noted in a folder; refused where it is not ours to write to."""
    records = journal.read(folder / MANIFEST)
    if records and records[0].get("run") != mark:
        raise UserError(
            f"{folder} 里是另一份花名册印出来的。请换一个目录（-o）。",
            f"{folder} holds the run of another roster. Name another folder (-o).",
        )
    if not records and folder.exists() and not _free(folder):
        raise UserError(
            f"{folder} 里已经有别的文件。请换一个新的或空的目录（-o），免得盖掉什么。",
            f"{folder} has other files in it. Name a new or empty folder (-o), so that nothing"
            " is overwritten.",
        )
    return records


def _free(folder: Path) -> bool:
    """Whether there is nothing in a folder but what a run that was killed at its start left."""
    ours = {MANIFEST, ".lock"}
    return folder.is_dir() and all(path.name in ours for path in folder.iterdir())


def _key(salt: str, password: str | None) -> bytes:
    """The key of digests; with a password one that cannot be had without it."""
    if password is None:
        return bytes.fromhex(salt)
    secret, grain = password.encode(), bytes.fromhex(salt)
    return hashlib.scrypt(secret, salt=grain, n=2**14, r=8, p=1, dklen=32)


def _known(records: tuple[Record, ...]) -> dict[str, Record]:
    """The last word on each document that is not gone; a name that leads elsewhere is no document.

    A manifest may come from anywhere, and what it names may be removed.
    """
    last = {str(record.get("file", "")): record for record in records}
    return {
        file: record
        for file, record in last.items()
        if file not in {"", ".."} and Path(file).name == file and not record.get("gone")
    }


def _content(path: Path) -> str:
    """The digest of a file's bytes."""
    mixed = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            mixed.update(block)
    return mixed.hexdigest()
