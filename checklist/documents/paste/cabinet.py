"""Galleys kept on disk for other processes and later runs, under a digest of all they hang on.

One small database file that several processes share: SQLite writes whole rows or none, so a
killed process leaves nothing torn; each row carries its own digest, and a file that is damaged
all the same is made anew. What says something of a child is never put here.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path

from checklist.documents import fonts
from checklist.documents.fonts.faces import Metrics
from checklist.documents.paste.galley import Galley
from checklist.documents.paste.pieces import Piece
from checklist.documents.pdf import Box, version
from checklist.errors import MachineError

FILE = "galleys.sqlite"
FORMAT = 2  # of what is stored; another number makes all anew
MOST_BYTES = 256 * 1024 * 1024  # of a file; the galleys stored longest ago go first
_PATIENCE = 20.0  # seconds to wait for another process's writing
_TABLE = (
    "CREATE TABLE IF NOT EXISTS galley"
    " (number INTEGER PRIMARY KEY, key BLOB UNIQUE, digest BLOB, body BLOB)"
)


class Cabinet:
    """The galleys of one set of templates.

    Args:
        folder: where the file lies; None keeps nothing.
        templates: the folder of templates, whose every file counts.
        paper: the paper they are laid out for.
        most: bytes it may hold.
    """

    def __init__(
        self, folder: Path | None, templates: Path, paper: str, most: int = MOST_BYTES
    ) -> None:
        self._path = folder / FILE if folder else None
        self._templates = templates
        self._paper = paper
        self._most = most
        self._grounds: bytes | None = None

    def get(self, pieces: Iterable[Piece]) -> dict[Piece, Galley]:
        """Those of the shapes that are here."""
        found: dict[Piece, Galley] = {}
        pieces = list(pieces)
        if self._path is None or not pieces or not self._path.is_file():
            return found
        keys = {self._key(piece): piece for piece in pieces if not piece.private}
        with self._opened(self._path) as base:
            base.execute(_TABLE)
            for key, piece in keys.items():
                row = base.execute(
                    "SELECT digest, body FROM galley WHERE key = ?", (key,)
                ).fetchone()
                if row and hashlib.sha256(row[1]).digest() == row[0]:
                    found[piece] = _galley(row[1])
        return found

    def put(self, galleys: Mapping[Piece, Galley]) -> None:
        """Keep galleys, but for those that say something of a child."""
        if self._path is None or not galleys:
            return
        rows = [
            (self._key(piece), *_row(one)) for piece, one in galleys.items() if not piece.private
        ]
        with self._opened(self._path) as base:
            base.execute(_TABLE)
            base.executemany(
                "INSERT OR REPLACE INTO galley (key, digest, body) VALUES (?, ?, ?)", rows
            )
            self._prune(base)

    def _key(self, piece: Piece) -> bytes:
        if self._grounds is None:
            self._grounds = self._digest()
        told = repr((piece.voice, piece.shape, piece.fill, piece.frame))
        return hashlib.sha256(self._grounds + told.encode()).digest()

    def _digest(self) -> bytes:
        """Of all that a galley hangs on beside its piece."""
        told = hashlib.sha256(repr((FORMAT, self._paper, version(), fonts.all_faces())).encode())
        for path in sorted(self._templates.rglob("*")):
            if path.suffix in {".html", ".css"}:
                name = path.relative_to(self._templates).as_posix()
                told.update(f"{name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
        return told.digest()

    @contextmanager
    def _opened(self, path: Path) -> Iterator[sqlite3.Connection]:
        """The database, for one transaction; a damaged one is thrown away and counts as empty.

        Raises:
            MachineError: the folder cannot be read or written.
        """
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(0o600)
            with closing(sqlite3.connect(path, timeout=_PATIENCE)) as base, base:
                yield base
        except (sqlite3.OperationalError, OSError) as error:
            raise MachineError(
                f"版面缓存用不了：{error}。请检查磁盘空间和权限，或删掉 {path}。",
                f"The cache of galleys cannot be used: {error}. Check the disk, or remove {path}.",
            ) from error
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)

    def _prune(self, base: sqlite3.Connection) -> None:
        """Let the oldest go when there is too much."""
        total = "SELECT coalesce(sum(length(body)), 0) FROM galley"
        while base.execute(total).fetchone()[0] > self._most:
            base.execute(
                "DELETE FROM galley WHERE number IN (SELECT number FROM galley ORDER BY number"
                " LIMIT (SELECT 1 + count(*) / 4 FROM galley))"
            )


def _row(galley: Galley) -> tuple[bytes, bytes]:
    """A galley as it is stored, with its digest in front."""
    told = {
        "box": astuple(galley.box),
        "page": galley.page,
        "drawn": [part.decode("latin-1") for part in galley.drawn],
        "holes": galley.holes,
        "glyphs": {font: list(glyphs.items()) for font, glyphs in galley.glyphs.items()},
        "fonts": {name: astuple(metrics) for name, metrics in galley.fonts.items()},
        "states": dict(galley.states),
    }
    body = zlib.compress(json.dumps(told, ensure_ascii=False).encode())
    return hashlib.sha256(body).digest(), body


def _galley(body: bytes) -> Galley:
    told = json.loads(zlib.decompress(body))
    return Galley(
        box=Box(*told["box"]),
        page=tuple(told["page"]),
        drawn=tuple(part.encode("latin-1") for part in told["drawn"]),
        holes=None if told["holes"] is None else tuple(told["holes"]),
        glyphs={font: dict(map(tuple, glyphs)) for font, glyphs in told["glyphs"].items()},
        fonts={name: Metrics(*metrics) for name, metrics in told["fonts"].items()},
        states=told["states"],
    )
