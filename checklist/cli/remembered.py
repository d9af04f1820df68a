"""What was proven before, kept between runs: a proof is asked for again only where a text changed.

Kept per catalog in the user's cache folder, under a digest of everything an answer rests on
beside the question itself; a cache that cannot be read or written is done without.
"""

import hashlib
import json
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from checklist.cli.folders import cache_folder


class Remembered(dict[str, Any]):
    """Answers by question; knows which were asked for in this run."""

    def __init__(self, answers: dict[str, Any]) -> None:
        super().__init__(answers)
        self.asked: set[str] = set()

    def __getitem__(self, question: str) -> Any:  # noqa: ANN401 - plain data of any shape
        self.asked.add(question)
        return super().__getitem__(question)


@contextmanager
def remembered(root: Path, *, fresh: bool = False) -> Iterator[MutableMapping[str, Any]]:
    """The proofs of earlier runs over a catalog; those asked for now are kept at the end.

    Args:
        root: the catalog folder.
        fresh: forget them and prove everything anew.
    """
    digest = _digest(root)
    path = (
        cache_folder("proofs")
        / f"{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]}.json"
    )
    known = Remembered({} if fresh else _read(path, digest))
    before = dict(known)
    yield known
    asked = {question: dict.__getitem__(known, question) for question in sorted(known.asked)}
    if asked != before:
        _write(path, {"digest": digest, "answers": asked})


def _digest(root: Path) -> str:
    """Over the facts, the places and the program's own reading of conditions."""
    package = Path(__file__).parent.parent
    sources = sorted((package / "rules").rglob("*.py"))
    files = (root / "facts.yaml", root / "areas.tsv", package / "areas.py", *sources)
    whole = hashlib.sha256()
    for file in files:
        with suppress(OSError):
            whole.update(file.read_bytes())
    return whole.hexdigest()


def _read(path: Path, digest: str) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    whole = isinstance(kept, dict) and kept.get("digest") == digest
    answers = kept.get("answers") if whole else None
    return answers if isinstance(answers, dict) else {}


def _write(path: Path, kept: dict[str, Any]) -> None:
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            json.dump(kept, file, ensure_ascii=False)
        Path(file.name).replace(path)
