"""YAML and JSON read with the place of every value; the one room that knows PyYAML.

A catalog or a profile is written by people, so every mistake must be shown where it stands,
and no value may be changed on the way: only null, true, false and decimal numbers are
typed (`010`, `12:30`, `no` stay text). Nodes are built from the C parser's events without
recursion, so a hostile nesting ends in a finding and not in a crash.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from checklist.findings import Finding, Span

Key: TypeAlias = str | int
Trail: TypeAlias = tuple[Key, ...]
Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"

Place: TypeAlias = tuple[int, int, int]

MAX_BYTES = 2_000_000
MAX_DEPTH = 40

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_SURROGATES = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


@dataclass(frozen=True, slots=True)
class Located:
    """A document: plain data and, for each path into it, where key and value stand.

    Args:
        file: the name it is known by in findings.
        data: None, bool, int, float, str, list or dict[str, …]; {} when nothing could be read.
        keys: line, column and length of a mapping entry's key, by path.
        values: the same of every value, by path; () is the document itself.
        lines: the source, for quoting under a finding.
    """

    file: str
    data: Plain
    keys: dict[Trail, Place] = field(default_factory=dict)
    values: dict[Trail, Place] = field(default_factory=dict)
    lines: tuple[str, ...] = ()

    def at(self, path: Trail) -> Span:
        """Where the value at `path` stands, or its nearest ancestor that stands anywhere."""
        while path and path not in self.values:
            path = path[:-1]
        return Span(self.file, *self.values.get(path, (1, 1, 0)))

    def at_key(self, path: Trail) -> Span:
        """Where the key of the entry at `path` stands; the value for list entries."""
        place = self.keys.get(path)
        return Span(self.file, *place) if place else self.at(path)

    def quote(self, span: Span) -> str | None:
        """The source line a span stands on."""
        return self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else None


def read(path: Path, name: str | None = None) -> tuple[Located, tuple[Finding, ...]]:
    """Read one file.

    Args:
        path: a YAML or JSON file in UTF-8, at most MAX_BYTES long and MAX_DEPTH deep.
        name: how findings call it; the path itself by default.

    Returns:
        The document (empty when unreadable) and every problem found on the way.
    """
    file = name or str(path)
    raw, problem = _bytes(path)
    if problem:
        return Located(file, {}), (Finding(problem, Span(file, 1, 1), {"file": file}),)
    return parse(raw, file)


def read_text(path: Path, name: str | None = None) -> tuple[str, tuple[Finding, ...]]:
    """Read a text file of another kind as carefully: "" and the reason when it cannot be."""
    file = name or str(path)
    raw, problem = _bytes(path)
    text, fault = ("", (problem, 1)) if problem else _decode(raw)
    return text, (Finding(fault[0], Span(file, fault[1], 1), {"file": file}),) if fault else ()


def parse(raw: bytes, file: str) -> tuple[Located, tuple[Finding, ...]]:
    """Read a document from bytes; see `read`."""
    text, problem = _decode(raw)
    if problem or not text.strip():
        code, line = problem or ("C002", 1)
        return Located(file, {}), (Finding(code, Span(file, line, 1), {"file": file}),)
    if Path(file).suffix.lower() == ".json":
        text = _SURROGATES.sub(_joined, text)
    return _Builder(file, text).build()


def _joined(match: re.Match[str]) -> str:
    """A JSON surrogate pair as the one character it means (YAML refuses the pair)."""
    pair = match[0].encode("ascii").decode("unicode-escape")
    return pair.encode("utf-16", "surrogatepass").decode("utf-16")


def _bytes(path: Path) -> tuple[bytes, str | None]:
    try:
        if not path.is_file():
            return b"", "C001"
        if path.stat().st_size > MAX_BYTES:
            return b"", "C005"
        return path.read_bytes(), None
    except OSError:
        return b"", "C001"


def _decode(raw: bytes) -> tuple[str, tuple[str, int] | None]:
    """The text, or the code and line of what stands against it."""
    if len(raw) > MAX_BYTES:
        return "", ("C005", 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return "", ("C003", 1) if b"\0" in raw else ("C004", line)
    return (text, None) if "\0" not in text else ("", ("C003", 1))


class _Builder:
    """Turns parser events into plain data with spans, keeping its own stack.

    `stack` holds the open containers, innermost last; `key` the mapping key whose value comes
    next. A path is the tuple of keys and indexes that leads to a value.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = tuple(text.splitlines())
        self.findings: list[Finding] = []
        self.keys: dict[Trail, Place] = {}
        self.values: dict[Trail, Place] = {}
        self.stack: list[tuple[dict[str, Plain] | list[Plain], Trail]] = []
        self.key: str | None = None
        self.root: Plain = {}

    def build(self) -> tuple[Located, tuple[Finding, ...]]:
        """Read all events, or stop at the first that cannot be understood."""
        try:
            code = self._run(yaml.parse(self.text, Loader=yaml.CSafeLoader))
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            code = ("C007", (mark.line + 1, mark.column + 1, 0) if mark else (1, 1, 0))
        if not code and not self.values:
            code = ("C002", (1, 1, 0))
        if code:
            self._find(*code)
            return Located(self.file, {}, {}, {}, self.lines), tuple(self.findings)
        located = Located(self.file, self.root, self.keys, self.values, self.lines)
        return located, tuple(self.findings)

    def _run(self, events: Iterator[yaml.Event]) -> tuple[str, Place] | None:
        """Consume the events; the code and place of what stopped it, if anything did."""
        documents = 0
        for event in events:
            kind = type(event)
            if kind in _ENDS:
                self.stack.pop()
            elif isinstance(event, yaml.NodeEvent):
                if code := self._node(event):
                    return code, _place(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    return "C011", _place(event)
        return None

    def _node(self, event: yaml.NodeEvent) -> str | None:
        """Take one scalar or opened container; the code of what is wrong with it, if so."""
        if event.anchor is not None or getattr(event, "tag", None) not in _NO_TAG:
            return "C009"
        parent, path = self.stack[-1] if self.stack else (None, ())
        if isinstance(parent, dict):
            if self.key is None:
                return self._take_key(event, parent, path)
            entry: Trail = (*path, self.key)
        else:
            entry = path if parent is None else (*path, len(parent))
        self.values[entry] = _place(event)
        value = _value(event)
        self._attach(parent, value)
        if type(event) is not yaml.ScalarEvent:
            self.stack.append((value, entry))
        return "C006" if len(self.stack) > MAX_DEPTH else None

    def _take_key(
        self, event: yaml.NodeEvent, mapping: dict[str, Plain], path: Trail
    ) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            return "C012"
        key, place = str(event.value), _place(event)
        if key in mapping:
            first = Span(self.file, *self.keys[*path, key])
            self._find("C008", place, (first,), line=str(first.line))
        self.keys[*path, key] = place
        self.key = key
        return None

    def _attach(self, parent: dict[str, Plain] | list[Plain] | None, value: Plain) -> None:
        if parent is None:
            self.root = value
        elif isinstance(parent, list):
            parent.append(value)
        else:
            parent[self.key or ""] = value
            self.key = None

    def _find(self, code: str, place: Place, related: tuple[Span, ...] = (), **values: str) -> None:
        span = Span(self.file, *place)
        quote = self.lines[span.line - 1] if span.line <= len(self.lines) else None
        self.findings.append(Finding(code, span, values, related, quote))


_ENDS = {yaml.MappingEndEvent, yaml.SequenceEndEvent}
_NO_TAG = {None, "!"}


def _place(event: yaml.Event) -> Place:
    start: Any = event.start_mark
    end: Any = event.end_mark
    one_line = type(event) is yaml.ScalarEvent and start.line == end.line
    return start.line + 1, start.column + 1, end.column - start.column if one_line else 0


def _value(event: yaml.NodeEvent) -> Any:  # noqa: ANN401 - a Plain that may be attached as any
    if isinstance(event, yaml.ScalarEvent):
        return scalar(event.value) if event.implicit[0] else str(event.value)
    return {} if isinstance(event, yaml.MappingStartEvent) else []


def scalar(text: str) -> bool | int | float | str | None:
    """What an unquoted scalar means: null, true, false, a decimal number, or itself."""
    if text in _WORDS:
        return _WORDS[text]
    if match := _NUMBER.match(text):
        return float(text) if match[2] else int(text)
    return text
