"""Findings as SARIF 2.1.0, the form code-scanning services and editors read.

An OASIS standard, so one output serves them all; its rules carry what `explain` says of a code.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

from checklist import __version__
from checklist.cli.annotations import relative
from checklist.cli.ui import language, say
from checklist.findings import CodeText, Finding, Severity, Span, all_codes

Record: TypeAlias = dict[str, object]

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_OF_CATALOGS = "C"  # the codes a catalog's check can give; P is for profiles


def as_sarif(findings: Iterable[Finding], base: Path) -> str:
    """One run with its rules and results.

    Args:
        findings: in the order they are to be shown.
        base: the folder the findings' files are named from.
    """
    rules = [text for text in all_codes().values() if text.code.startswith(_OF_CATALOGS)]
    index = {text.code: number for number, text in enumerate(rules)}
    driver = {"name": "checklist", "version": __version__, "semanticVersion": __version__}
    run = {
        "tool": {"driver": {**driver, "rules": [_rule(text) for text in rules]}},
        "language": say("zh-CN", "en-US"),
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": say("仓库根目录", "root")}}},
        "results": [_result(finding, index[finding.code], base) for finding in findings],
    }
    whole = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _rule(text: CodeText) -> Record:
    tag = language()
    message, explained, hint = (
        _PLACEHOLDER.sub("…", words[tag]) for words in (text.message, text.explain, text.hint)
    )
    return {
        "id": text.code,
        "shortDescription": {"text": message},
        "fullDescription": {"text": explained},
        "help": {"text": f"{message}\n{explained}\n{hint}"},
        "defaultConfiguration": {"level": _LEVELS[text.severity]},
    }


def _result(finding: Finding, index: int, base: Path) -> Record:
    tag = language()
    told = f"{finding.message(tag)}\n{finding.hint(tag)}"
    related = [{"id": number, **_location(span, base)}
               for number, span in enumerate(finding.related, 1)]  # fmt: skip
    result: Record = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": told},
        "locations": [_location(finding.span, base, finding.quote)],
        "partialFingerprints": {"checklistFinding/v1": _fingerprint(finding, base)},
    }
    return result | ({"relatedLocations": related} if related else {})


def _location(span: Span, base: Path, line: str | None = None) -> Record:
    """A place; its columns count characters, as `columnKind` says."""
    region: Record = {"startLine": span.line, "startColumn": span.column}
    if span.length:
        region["endColumn"] = span.column + span.length
    if line is not None:
        region["snippet"] = {"text": line}
    file = relative(span.file, base, Path())
    outside = Path(file).is_absolute()
    where: Record = {"uri": Path(file).as_uri() if outside else quote(file)}
    if not outside:
        where["uriBaseId"] = "%SRCROOT%"
    return {"physicalLocation": {"artifactLocation": where, "region": region}}


def _fingerprint(finding: Finding, base: Path) -> str:
    """What stays the same when lines move: the code, the file and what was filled in."""
    file = relative(finding.span.file, base, Path())
    same = json.dumps([finding.code, file, finding.values], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(same.encode()).hexdigest()[:16]
