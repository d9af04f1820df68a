"""Findings as GitHub shows them beside the changed lines of a pull request: workflow commands.

Chosen by itself where GitHub runs a check, so that a keeper sees each finding at its line.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from checklist.cli.ui import language
from checklist.findings import Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _IN_DATA | {":": "%3A", ",": "%2C"}


def wanted() -> bool:
    """Whether GitHub runs us."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def as_github(findings: Iterable[Finding], base: Path) -> str:
    """One workflow command a finding.

    Args:
        findings: in the order they are to be shown.
        base: the folder the findings' files are named from.
    """
    root = Path(os.environ.get("GITHUB_WORKSPACE", "."))
    return "".join(_command(finding, relative(finding.span.file, base, root))
                   for finding in findings)  # fmt: skip


def relative(file: str, base: Path, root: Path) -> str:
    """A finding's file as seen from the root of the checkout; whole where it lies outside."""
    path = (base / file).resolve()
    inside = path.is_relative_to(root.resolve())
    return (path.relative_to(root.resolve()) if inside else path).as_posix()


def _command(finding: Finding, file: str) -> str:
    span, tag = finding.span, language()
    where = {"file": file, "line": span.line, "col": span.column}
    if span.length:
        where["endColumn"] = span.column + span.length
    said = {**where, "title": finding.code}
    properties = ",".join(f"{key}={_escaped(value, _IN_PROPERTIES)}" for key, value in said.items())
    text = f"{finding.message(tag)}\n{finding.hint(tag)}"
    return f"::{_LEVELS[finding.severity]} {properties}::{_escaped(text, _IN_DATA)}\n"


def _escaped(value: object, signs: dict[str, str]) -> str:
    return "".join(signs.get(character, character) for character in str(value))
