"""Exit codes and the three exceptions for "cannot go on": the user's, the machine's, ours.

A problem in somebody's data is not an exception but a Finding (see findings.py); these
are raised only where no further work makes sense, and each knows its exit code.
"""

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checklist.findings import Finding


class ExitCode(IntEnum):
    """What the process answers to its caller; a stable interface."""

    DONE = 0
    CATALOG = 1
    USAGE = 2
    PROFILE = 3
    SOME_FAILED = 4
    ENVIRONMENT = 5
    STALE = 6
    PRINTING = 7
    BUG = 70
    INTERRUPTED = 130


class ChecklistError(Exception):
    """Something that ends the command, said in Chinese and in English.

    Args:
        zh: what happened and what to do next, for people who read Chinese.
        en: the same in English.
    """

    exit_code = ExitCode.BUG

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


class UserError(ChecklistError):
    """The user asked for something that cannot be; they can mend it."""

    exit_code = ExitCode.USAGE


class DataError(ChecklistError):
    """Files that cannot be worked with: carries every finding, shown in one pass.

    Args:
        findings: all problems found, of any severity.
        exit_code: CATALOG for a catalog's, PROFILE for a child's.
    """

    def __init__(self, findings: "tuple[Finding, ...]", exit_code: ExitCode) -> None:
        super().__init__("资料中有问题，见上。", "There are problems in the data, see above.")
        self.findings = findings
        self.exit_code = exit_code


class MachineError(ChecklistError):
    """This machine lacks something: a font, a library, space on the disk."""

    exit_code = ExitCode.ENVIRONMENT
