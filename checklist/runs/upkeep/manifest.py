"""output/manifest.jsonl: which files were made, what they say, and from what it was said.

Committed with the catalog, so that a pull request shows in words which sheets a change touches;
the files themselves are not. Whatever is wrong with it can only make something be done again,
never be left undone, and a file is its own only while it holds the very bytes that were written.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from checklist.findings import Finding, Span
from checklist.located import Plain

VERSION = 1
NAME = "manifest.jsonl"
_FILE = ("path", "sheet", "on", "says", "sha256")
Said = Mapping[str, Mapping[str, str]]  # item ("" for the place itself) -> field -> what is said


@dataclass(frozen=True, slots=True)
class Made:
    """A file.

    Args:
        sheet: the key of its sheet.
        on: the day it bears.
        says: a digest of what it says.
        sha256: of its bytes.
        press: what set it, for a PDF; "" for others.
    """

    path: str
    sheet: str
    on: str
    says: str
    sha256: str
    press: str = ""


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """What a sheet was made of.

    Args:
        place: the code of its place.
        rows: per item its outcome and a digest of its row.
        parts: digests of its other parts.
    """

    place: str
    rows: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that was made.

    Args:
        on: the day of the last run.
        press: per ingredient of the press its version or digest.
        layers: what each list said.
        owned: for each path, the digests of bytes that were written there by us; more than one
            where two versions of the manifest were merged.
        findings: what is wrong with the file.
    """

    on: str = ""
    press: Mapping[str, str] = field(default_factory=dict)
    layers: Mapping[str, Said] = field(default_factory=dict)
    sheets: Mapping[str, SheetRecord] = field(default_factory=dict)
    files: Mapping[str, Made] = field(default_factory=dict)
    owned: Mapping[str, frozenset[str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def read(path: Path) -> Manifest:
    """Read a manifest; an empty one where there is no file."""
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Manifest()
    reader = _Reader(path)
    for number, line in enumerate(lines, 1):
        if line.strip():
            reader.line(number, line)
    return reader.manifest()


class _Reader:
    """Takes lines one by one and believes only those that are whole and said once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.head: dict[str, Plain] = {}
        self.layers: dict[str, Said] = {}
        self.sheets: dict[str, SheetRecord] = {}
        self.files: dict[str, Made] = {}
        self.owned: dict[str, set[str]] = {}
        self.twice: set[str] = set()
        self.findings: list[Finding] = []

    def line(self, number: int, line: bytes) -> None:
        """One line that is not empty."""
        try:
            said = json.loads(line)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            self._find("J121", number)
            return
        path, sha256 = said.get("path"), said.get("sha256")
        if isinstance(path, str) and isinstance(sha256, str) and inside(path):
            self.owned.setdefault(path, set()).add(sha256)
        try:
            known = self._take(said)
        except (TypeError, KeyError, AttributeError, ValueError):
            known = False
        if not known:
            self._find("J121", number)

    def _take(self, said: dict[str, Plain]) -> bool:
        """Keep a record; False where it is none."""
        if "manifest" in said:
            self.head = said
        elif "layer" in said:
            self.layers[_text(said["layer"])] = _nested(said["says"])
        elif "rows" in said:
            key = _text(said["sheet"])
            self._once("sheet", key)
            self.sheets[key] = sheet_record(said)
        else:
            made = file_record(said)
            self._once("file", made.path)
            self.files[made.path] = made
        return True

    def _once(self, kind: str, key: str) -> None:
        known = self.sheets if kind == "sheet" else self.files
        if key in known:
            self.twice.add(key)

    def manifest(self) -> Manifest:
        """What can be believed."""
        version = self.head.get("manifest")
        owned = {path: frozenset(digests) for path, digests in self.owned.items()}
        if version != VERSION:
            known = "?" if version is None else str(version)
            self._find("J122", 1, version=known, own=str(VERSION))
            return Manifest(owned=owned, findings=tuple(self.findings))
        if self.head.get("files") != len(self.files):
            self._find("J123", 1, said=str(self.head.get("files")), found=str(len(self.files)))
        return Manifest(
            on=str(self.head.get("on", "")),
            press=_texts(self.head.get("press") or {}),
            layers=self.layers,
            sheets={key: one for key, one in self.sheets.items() if key not in self.twice},
            files={key: one for key, one in self.files.items() if key not in self.twice},
            owned=owned,
            findings=tuple(self.findings),
        )

    def _find(self, code: str, number: int, **values: str) -> None:
        file = str(self.path)
        self.findings.append(Finding(code, Span(file, number, 1), {"file": file, **values}))


def _text(value: Plain) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Plain) -> dict[str, str]:
    return {key: _text(one) for key, one in value.items()}  # type: ignore[union-attr]  # else caught


def _nested(value: Plain) -> Said:
    return {key: _texts(one) for key, one in value.items()}  # type: ignore[union-attr]  # else caught


def inside(path: str) -> bool:
    """Whether a path stays in the folder it is relative to, and is none of the run's own files."""
    parts = path.split("/")
    return path != NAME and not any(part.startswith(".") or not part for part in parts)


def sheet_record(said: Mapping[str, Plain]) -> SheetRecord:
    """A sheet's record out of a line.

    Raises:
        TypeError, KeyError, AttributeError, ValueError: it is none.
    """
    return SheetRecord(_text(said["place"]), _texts(said["rows"]), _texts(said["parts"]))


def file_record(said: Mapping[str, Plain]) -> Made:
    """A file's record out of a line; raises what `sheet_record` raises."""
    path, sheet, on, says, sha256 = (_text(said[key]) for key in _FILE)
    date.fromisoformat(on)
    if not inside(path):
        raise ValueError
    return Made(path, sheet, on, says, sha256, _text(said.get("press", "")))


def sheet_line(key: str, sheet: SheetRecord) -> dict[str, Plain]:
    """A sheet's record as a line."""
    rows, parts = dict(sorted(sheet.rows.items())), dict(sorted(sheet.parts.items()))
    return {"sheet": key, "place": sheet.place, "rows": {**rows}, "parts": {**parts}}


def file_line(made: Made) -> dict[str, Plain]:
    """A file's record as a line."""
    line: dict[str, Plain] = {key: getattr(made, key) for key in _FILE}
    return line | ({"press": made.press} if made.press else {})


def text(manifest: Manifest) -> str:
    """A manifest as its file: what it is, the lists, the sheets, then the files, each sorted."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in _lines(manifest))


def _lines(manifest: Manifest) -> Iterator[Mapping[str, object]]:
    yield {
        "manifest": VERSION, "on": manifest.on, "files": len(manifest.files),
        "press": dict(sorted(manifest.press.items())),
    }  # fmt: skip
    for code, says in sorted(manifest.layers.items()):
        yield {"layer": code, "says": says}
    for key, sheet in sorted(manifest.sheets.items()):
        yield sheet_line(key, sheet)
    for _, made in sorted(manifest.files.items()):
        yield file_line(made)
