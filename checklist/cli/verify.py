"""`checklist verify`: whether a sheet of paper still says what its record says.

For the counter: somebody brings a paper, the office holds the record, and neither wants to
compare twenty rows by eye.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.commands import Command
from checklist.cli.options import Form, Format, Ui
from checklist.cli.ui import epilog, out, print_json, say
from checklist.errors import ExitCode, UserError

if TYPE_CHECKING:
    from checklist.documents.onpaper import Difference, Paper

OnPaper = Annotated[
    str,
    typer.Argument(
        metavar="PAPER",
        help=say(
            "纸上的核对码（加引号），或清单文件：PDF、HTML、JSON。",
            "The code on the paper (in quotes), or a sheet's file: PDF, HTML, JSON.",
        ),
    ),
]
Record = Annotated[
    Path,
    typer.Argument(
        metavar="RECORD",
        help=say("电子记录（--to json 写的）。", "The record (written by --to json)."),
    ),
]
_WORDS = {
    "record": (
        "记录写好以后被改过，核对码和内容对不上",
        "the record was changed after it was written",
    ),
    "area": ("地方", "the place"),
    "on": ("日期", "the date"),
    "editions": ("清单的版次", "the lists’ editions"),
    "list": ("清单的内容（校验数）", "what the lists say (checksum)"),
    "answers": ("孩子的结果（校验数）", "the child’s outcomes (checksum)"),
}  # fmt: skip


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "verify",
        cls=cls,
        help=say(
            "核对一张纸和电子记录是不是一致；不一致，说出哪里不同，退出码 6。",
            "Hold a paper against its record; say in what they differ, and exit 6 if they do.",
        ),
        epilog=epilog(
            ("checklist verify child.pdf child.json", "核对一个文件", "check a file"),
            ('checklist verify "CHECKLIST/1 320583 …" child.json', "核对纸上的码", "the code"),
        ),
    )(verify)


def verify(
    paper: OnPaper,
    record: Record,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Compare; exit 6 when paper and record differ."""
    from checklist.documents import onpaper, seal  # noqa: PLC0415 - not for help

    held = onpaper.record(_read(record))
    shown = _paper(paper)
    found = list(onpaper.differences(shown, held))
    if form is Form.JSON:
        print_json({
            "same": not found,
            "paper": str(shown.code),
            "record": str(seal.of_record(held)),
            "differences": [_record(difference) for difference in found],
        })  # fmt: skip
    else:
        _show(found)
    if found:
        raise typer.Exit(ExitCode.STALE)


def _paper(text: str) -> "Paper":
    from checklist.documents import onpaper  # noqa: PLC0415 - not for help

    typed = onpaper.of_text(text)
    if typed is not None:
        return typed
    if not Path(text).is_file():
        raise UserError(
            "没有这个文件，也不是一串完整的核对码。核对码要从 CHECKLIST/1 起写完整，加引号。",
            "No such file, and no whole code. Write the code from CHECKLIST/1 to its end, quoted.",
        )
    return onpaper.of_file(_read(Path(text)))


def _read(path: Path) -> bytes:
    from checklist.documents.onpaper import MOST_BYTES  # noqa: PLC0415 - not for help

    if not path.is_file():
        raise UserError(f"没有这个文件：{path}", f"No such file: {path}")
    if path.stat().st_size > MOST_BYTES:
        raise UserError(f"文件太大，不会是清单：{path}", f"Too large to be a sheet: {path}")
    return path.read_bytes()


def _show(found: "list[Difference]") -> None:
    console = out()
    if not found:
        console.print(say("✓ 一致：纸上和记录说的一样。", "✓ The paper says what the record says."))
        return
    console.print(say("✗ 不一致：", "✗ They differ:"))
    for difference in found:
        console.print(f"  {_line(difference)}", markup=False, soft_wrap=True)


def _line(found: "Difference") -> str:
    if found.what == "record":
        return say(*_WORDS[found.what])
    if found.what == "item":
        zh, en = found.id, found.id
    else:
        zh, en = _WORDS[found.what]
    return say(
        f"{zh}：纸上 {found.paper}，记录 {found.record}",
        f"{en}: {found.paper} on paper, {found.record} in the record",
    )


def _record(found: "Difference") -> dict[str, str]:
    named = {"id": found.id} if found.id else {}
    return {"what": found.what, **named, "paper": found.paper, "record": found.record}
