"""`checklist catalog check`: every problem of a catalog at once, for people and for CI.

The one command a keeper runs after each change, so it says where, what and what to do.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli import annotations
from checklist.cli.folders import catalog_folder
from checklist.cli.options import CatalogFolder, Report, Ui, one_of
from checklist.cli.ui import say
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.findings import Finding

Reported = Annotated[
    Report | None,
    typer.Option(
        "--format",
        parser=one_of(Report),
        metavar="text|json|github|sarif",
        help=say(
            "结果的形式：平时 text，在 GitHub 上 github（标在改动的行旁边）。",
            "The result's form: usually text; github on GitHub (beside the changed lines).",
        ),
    ),
]


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help=say("只看这些文件或目录里的问题。", "Only problems in these files or folders."),
        ),
    ] = None,
    catalog: CatalogFolder = None,
    form: Reported = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Check a catalog; exit 1 when anything is of error level."""
    from checklist.catalog.checking import check as check_all  # noqa: PLC0415 - not for help
    from checklist.catalog.opening import open_catalog  # noqa: PLC0415 - not for help
    from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now
    from checklist.cli.remembered import remembered  # noqa: PLC0415 - beside its one use

    root = catalog_folder(catalog)
    with remembered(root) as memory:
        findings = _within(check_all(open_catalog(root, memory)), paths, root)
    usual = Report.GITHUB if annotations.wanted() else Report.TEXT
    report.tell(findings, form or usual, root.parent)


def _within(
    findings: "tuple[Finding, ...]", paths: list[Path] | None, root: Path
) -> "tuple[Finding, ...]":
    """Only the findings in the given files or folders; all without any."""
    if not paths:
        return findings
    wanted = [_known(path, root) for path in paths]
    return tuple(
        finding
        for finding in findings
        if any((root.parent / finding.span.file).resolve().is_relative_to(path) for path in wanted)
    )


def _known(path: Path, root: Path) -> Path:
    """A path that lies in the catalog, so that a misspelt one is not taken for clean."""
    whole = path.resolve()
    if whole.exists() and whole.is_relative_to(root.resolve()):
        return whole
    raise UserError(
        f"{path} 不是清单目录 {root} 里的文件或目录。",
        f"{path} is no file or folder of the catalog {root}.",
    )
