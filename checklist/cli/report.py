"""Findings as people and machines read them: where, what, what to do, all at once.

`path:line:col: error C104 message`, the source line with a caret, and a hint; or the same
data as JSON, as GitHub's annotations or as SARIF, each from a function of its own.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from unicodedata import east_asian_width

import typer
from rich.console import Console
from rich.text import Text

from checklist.cli.annotations import as_github
from checklist.cli.options import Form, Report
from checklist.cli.sarif import as_sarif
from checklist.cli.ui import err, language, out, say
from checklist.errors import ExitCode
from checklist.findings import Finding, Severity, has_errors

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_WORD = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("提醒", "warning"),
    Severity.INFO: ("说明", "info"),
}
_MOST_QUOTED = 160


def show(findings: Iterable[Finding], console: Console) -> None:
    """Print findings in full, in the order given."""
    for finding in findings:
        console.print(_block(finding), soft_wrap=True)


def summary(findings: tuple[Finding, ...]) -> str:
    """How many of which severity, as a sentence."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if not findings:
        return say("没有发现问题。", "No problems found.")
    return say(
        f"共 {errors} 处错误，{warnings} 处提醒。每个编号的说明：checklist explain 编号",
        f"{errors} errors, {warnings} warnings. About a code: checklist explain CODE",
    )


def tell(findings: tuple[Finding, ...], form: Form | Report, base: Path | None = None) -> None:
    """Say what was found, in the form asked for.

    Args:
        findings: in the order they are to be shown.
        form: for people, or for which programs.
        base: the folder the findings' files are named from; only GitHub and SARIF need it.

    Raises:
        typer.Exit: with the catalog's code, when anything is of error level.
    """
    root = base or Path()
    match str(form):
        case Report.JSON:
            typer.echo(as_json(findings))
        case Report.GITHUB:
            typer.echo(as_github(findings, root), nl=False)
            err().print(summary(findings))
        case Report.SARIF:
            typer.echo(as_sarif(findings, root))
        case _:
            show(findings, out())
            err().print(summary(findings))
    if has_errors(findings):
        raise typer.Exit(ExitCode.CATALOG)


def as_json(findings: Iterable[Finding]) -> str:
    """Findings as a JSON array, one object each."""
    return json.dumps([record(finding) for finding in findings], ensure_ascii=False, indent=2)


def record(finding: Finding) -> dict[str, object]:
    """A finding as a JSON object."""
    span = finding.span
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "file": span.file,
        "line": span.line,
        "column": span.column,
        **({} if span.sheet is None else {"cell": span.cell}),
        "message": finding.message(language()),
        "hint": finding.hint(language()),
        "related": [str(related) for related in finding.related],
    }


def _block(finding: Finding) -> Text:
    text = Text()
    text.append(f"{finding.span}: ")
    text.append(f"{say(*_WORD[finding.severity])} {finding.code} ", _STYLE[finding.severity])
    text.append(finding.message(language()) + "\n")
    if finding.quote is not None:
        line, column = _cut(finding.quote, finding.span.column)
        gutter = f"{finding.span.line:>5} | "
        carets = "^" * max(1, min(_width(line[column - 1 :][: finding.span.length]), 60))
        text.append(f"{gutter}{line}\n", "dim")
        text.append(" " * (5 + 1) + "| " + " " * _width(line[: column - 1]) + carets + "\n", "red")
    text.append("      = ", "dim")
    text.append(finding.hint(language()))
    for related in finding.related:
        text.append(say("\n      = 另见 ", "\n      = see also ") + str(related))
    return text


def _cut(line: str, column: int) -> tuple[str, int]:
    """A line short enough to show, and where the column lies in it."""
    start = max(0, column - _MOST_QUOTED // 2)
    return line[start : start + _MOST_QUOTED].replace("\t", " "), column - start


def _width(text: str) -> int:
    """Terminal columns a text takes; Chinese characters take two."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
