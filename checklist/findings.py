"""A problem in somebody's data is a value: where it is, which code it has, what to do about it.

The texts of all codes stand in findings.toml beside this file, one entry a code, in Chinese
and English; so a finding can be shown in either, documented by `checklist explain CODE`,
and tested for completeness. Nothing here prints.
"""

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).with_name("findings.toml")


class Severity(StrEnum):
    """How bad: an error stops the work, a warning is shown, an info is only counted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a file: 1-based line and column, `length` characters wide (0: unknown).

    In a table, line and column are those of a cell; `sheet` is the sheet's name then, or "" in
    a file that has no sheets.
    """

    file: str
    line: int
    column: int
    length: int = 0
    sheet: str | None = None

    @property
    def cell(self) -> str:
        """A cell as a spreadsheet names it: Sheet1!C17, or C17 where there are no sheets."""
        letters, column = "", self.column
        while column:
            column, letter = divmod(column - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{self.sheet}!{letters}{self.line}" if self.sheet else f"{letters}{self.line}"

    def __str__(self) -> str:
        place = f"{self.line}:{self.column}" if self.sheet is None else self.cell
        return f"{self.file}:{place}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem.

    Args:
        code: a key of findings.toml, such as "C104".
        span: where.
        values: what is filled into the code's sentences; never a child's data.
        related: other places that take part ("the base item stands here").
        quote: the source line to show under the finding; None where it must not be shown.
    """

    code: str
    span: Span
    values: dict[str, str] = field(default_factory=dict)
    related: tuple[Span, ...] = ()
    quote: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity its code has."""
        return code_text(self.code).severity

    def message(self, language: str = "zh-Hans") -> str:
        """What is wrong, as one sentence in `language` (zh-Hans or en)."""
        return code_text(self.code).message[language].format_map(self._shown(language))

    def hint(self, language: str = "zh-Hans") -> str:
        """What to do next, as one sentence in `language` (zh-Hans or en)."""
        return code_text(self.code).hint[language].format_map(self._shown(language))

    def _shown(self, language: str) -> dict[str, str]:
        """The values, with `x.en` standing in for `x` where English wants another text."""
        suffix = f".{language}"
        own = {k.removesuffix(suffix): v for k, v in self.values.items() if k.endswith(suffix)}
        return self.values | own


@dataclass(frozen=True, slots=True)
class CodeText:
    """What findings.toml says of one code."""

    code: str
    severity: Severity
    message: dict[str, str]
    hint: dict[str, str]
    explain: dict[str, str]


@cache
def all_codes() -> dict[str, CodeText]:
    """Every finding code the program knows, in the file's order."""
    raw = tomllib.loads(TEXTS.read_text("utf-8"))
    return {code: _code_text(code, body) for code, body in raw.items()}


def code_text(code: str) -> CodeText:
    """The texts of one code.

    Raises:
        KeyError: no such code.
    """
    return all_codes()[code]


def has_errors(findings: tuple[Finding, ...]) -> bool:
    """Whether any finding is of error level."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def _code_text(code: str, body: dict[str, object]) -> CodeText:
    texts = {k: dict(v) for k, v in body.items() if isinstance(v, dict)}
    severity = Severity(str(body["severity"]))
    return CodeText(code, severity, texts["message"], texts["hint"], texts["explain"])
