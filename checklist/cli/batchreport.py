"""What came of a print run, for people and for programs, and the exit code that goes with it.

Numbers first, then each file with whose sheets are in it; what failed is never left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from checklist.cli import buglog, report
from checklist.cli.options import Form
from checklist.cli.ui import err, out, print_json, say
from checklist.errors import ExitCode
from checklist.findings import Finding
from checklist.runs.crew import Trouble
from checklist.runs.printruns.batch import Batch, Failure
from checklist.runs.printruns.plan import Document

_TROUBLES = {
    Trouble.DIED: ("做它的进程两次中断", "the process making it ended twice"),
    Trouble.HUNG: ("做它的进程两次没有动静", "the process making it hung twice"),
    Trouble.STUMBLED: ("程序出错", "the program failed"),
}
_MOST_LISTED = 40  # files; more are summed up


@dataclass(frozen=True, slots=True)
class Told:
    """What is told beside the documents: the findings, the folder, and the ledger or ""."""

    findings: tuple[Finding, ...]
    folder: Path
    ledger: str


def show(batch: Batch, told: Told, form: Form) -> None:
    """Say what came of a run.

    Raises:
        typer.Exit: with SOME_FAILED where rows or documents failed.
    """
    if form is Form.JSON:
        print_json(_record(batch, told))
    else:
        for line in _lines(batch, told):
            out().print(line, markup=False, soft_wrap=True)
    for failure in batch.failures:
        _tell(failure)
    if batch.failures or batch.gathered.failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


def interrupted(batch: Batch) -> None:
    """Say what is left to do."""
    left = batch.left()
    children = sum(len(document.rows) for document in left)
    err().print(
        say(
            f"停下了：已做好 {len(batch.documents) - len(left)} 个文件，"
            f"还有 {len(left)} 个（{children} 份清单）没有做。再运行同一条命令就接着做。",
            f"Stopped: {len(batch.documents) - len(left)} files are done, {len(left)}"
            f" ({children} sheets) are left. Run the same command again to go on.",
        ),
        soft_wrap=True,
    )


def _lines(batch: Batch, told: Told) -> Iterator[str]:
    there = [each for each in batch.documents if not _failed(batch, each)]
    sheets = sum(len(document.rows) for document in there)
    kept = len(batch.kept)
    yield say(
        f"{told.folder}：{sheets} 份清单，{len(there)} 个文件"
        + (f"，其中 {kept} 个没有变、没有重做。" if kept else "。"),
        f"{told.folder}: {sheets} sheets in {len(there)} files"
        + (f", {kept} of them unchanged." if kept else "."),
    )
    for document in there[:_MOST_LISTED]:
        group, pages = _group(document), batch.pages(document)
        yield say(
            f"  {document.file}  {group}  {len(document.rows)} 份，{pages} 页",
            f"  {document.file}  {group}  {len(document.rows)} sheets, {pages} pages",
        )
    if len(there) > _MOST_LISTED:
        more = len(there) - _MOST_LISTED
        yield say(
            f"  还有 {more} 个文件，都列在台账的“印出的文件”里",
            f"  and {more} more files, all listed in the ledger",
        )
    if told.ledger:
        yield say(f"  {told.ledger}  台账", f"  {told.ledger}  the ledger")
    if batch.gathered.failed:
        yield say(
            f"没有印：{batch.gathered.failed} 行。改好花名册，再运行同一条命令。",
            f"Not printed: {batch.gathered.failed} rows. Correct the roster and run again.",
        )


def _group(document: Document) -> str:
    name = document.group or say("（全部）", "(all)")
    part, parts = document.part
    return name if parts == 1 else f"{name} {part}/{parts}"


def _failed(batch: Batch, document: Document) -> bool:
    return any(failure.document is document for failure in batch.failures)


def _tell(failure: Failure) -> None:
    zh, en = _TROUBLES[failure.trouble]
    file = failure.document.file
    if failure.where:
        path = buglog.keep(failure.where)
        zh += f"，这是我们的问题，记录在 {path}（不含孩子的信息），请连同它一起反馈"
        en += f"; this is our mistake, and {path} says where (it holds no data of a child)"
    err().print(
        say(
            f"{file} 没有做成：{zh}。其他文件不受影响；再运行同一条命令会再试。",
            f"{file} was not made: {en}. The others are; run the same command to try again.",
        ),
        markup=False,
        soft_wrap=True,
    )


def _record(batch: Batch, told: Told) -> dict[str, object]:
    troubles = {failure.document.file: str(failure.trouble) for failure in batch.failures}
    return {
        "folder": str(told.folder),
        "ledger": told.ledger or None,
        "documents": [
            {
                "file": each.file,
                "group": each.group,
                "part": list(each.part),
                "children": len(each.rows),
                "pages": None if each.file in troubles else batch.pages(each),
                "state": _state(batch, each, troubles),
            }
            for each in batch.documents
        ],
        "failed_rows": sorted(
            missed.number for group in batch.gathered.missed.values() for missed in group
        ),
        "findings": [report.record(finding) for finding in told.findings],
    }


def _state(batch: Batch, document: Document, troubles: dict[str, str]) -> str:
    if document.file in batch.kept:
        return "kept"
    return troubles.get(document.file, "made")
