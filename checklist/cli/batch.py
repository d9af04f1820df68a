"""`checklist batch`: a whole roster in, bundles of sheets and a ledger out, whatever happens.

All findings are shown before the first page is printed; a run that is broken off is gone on with
by the same command, and says what is left to do.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.commands import Command
from checklist.cli.makeoptions import Drafts
from checklist.cli.options import CatalogFolder, Form, Format, On, Ui
from checklist.cli.ui import epilog, say, unasked
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.runs.printruns.plan import Wish

_HIGHEST = 1_048_576  # rows of a spreadsheet

RosterFile = Annotated[
    Path,
    typer.Argument(
        metavar="ROSTER",
        help=say(
            "花名册：XLSX、XLS、ODS、CSV 或 Parquet。",
            "The roster: XLSX, XLS, ODS, CSV or Parquet.",
        ),
    ),
]
GroupBy = Annotated[
    str,
    typer.Option(
        "--group-by",
        metavar="COLUMN",
        help=say(
            "按花名册的哪一列分组，如 班级；每组一本。",
            "The column to group by, such as the class; a bundle for each group.",
        ),
    ),
]
DefaultResidence = Annotated[
    str | None,
    typer.Option(
        "--residence",
        metavar="AREA",
        help=say(
            "没有写居住地的孩子住在哪里：六位代码或名称。",
            "Where children live whose row names no residence: code or name.",
        ),
    ),
]
OneLanguage = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="L",
        help=say(
            "清单的语言：zh-Hans、en，或两种文字一行接一行，如 zh-Hans+ug；"
            "不写就照各孩子居住地的规定。",
            "The sheets' language: zh-Hans, en, or two line under line, such as zh-Hans+ug;"
            " default: as each child's residence has it.",
        ),
    ),
]
OutputFolder = Annotated[
    Path | None,
    typer.Option(
        "-o",
        metavar="DIR",
        help=say(
            "写到哪个目录：新的、空的，或同一份花名册上次用的。",
            "The folder to write to: new, empty, or the one of this roster's last run.",
        ),
    ),
]
Separate = Annotated[
    bool,
    typer.Option(
        "--separate/--bundle",
        help=say("一个孩子一个文件；不写就装成合订本。", "A file a child, instead of bundles."),
    ),
]
Duplex = Annotated[
    bool,
    typer.Option(
        "--duplex",
        help=say(
            "供双面打印：每个孩子从新的一张纸开始。",
            "For printing on both sides: every child begins on a fresh sheet of paper.",
        ),
    ),
]
Encrypt = Annotated[
    bool,
    typer.Option(
        "--encrypt",
        help=say(
            "加密（AES-256）。密码会问，或取自 CHECKLIST_PASSWORD；台账锁进 ledger.pdf。",
            "Encrypt (AES-256). Asks for the password or takes CHECKLIST_PASSWORD;"
            " the ledger is locked into ledger.pdf.",
        ),
    ),
]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help=say("加密，密码是这个文件的第一行。", "Encrypt with this file's first line."),
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        max=64,
        metavar="N",
        help=say("用几个进程（默认：处理器数）。", "Worker processes (default: one a core)."),
    ),
]
Only = Annotated[
    str,
    typer.Option(
        "--only",
        metavar="ROWS",
        help=say(
            "只重印这几行，如 17,23-25，另成一个文件。",
            "Reprint only these rows, such as 17,23-25, into a file of their own.",
        ),
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        help=say("说明列名和用词的 YAML 文件。", "A YAML file that explains columns and words."),
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help=say("读哪张工作表。", "The worksheet to read."),
    ),
]
Annotate = Annotated[
    Path | None,
    typer.Option(
        "--annotate",
        metavar="FILE",
        help=say(
            "另写一份花名册，问题写成批注（xlsx，没有密码）。",
            "Write a copy of the roster with the problems as comments (xlsx, not encrypted).",
        ),
    ),
]


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "batch",
        cls=cls,
        help=say(
            "整份花名册一次印好：每组一本合订本（有封面），外加一份台账。有错的行不耽误别人；"
            "中断了，同一条命令接着做。",
            "Print a whole roster: a bundle with a cover for each group, and a ledger. Bad rows"
            " do not hold up the others; broken off, the same command goes on.",
        ),
        epilog=epilog(
            ("checklist batch 花名册.xlsx --residence 昆山市", "全印", "print all"),
            ("checklist batch a.xlsx --group-by 班级 --duplex", "一班一本", "a bundle a class"),
            ("checklist batch a.xlsx --only 17,23-25", "补印几个", "reprint some"),
        ),
    )(batch)


def batch(
    roster: RosterFile,
    group_by: GroupBy = "",
    residence: DefaultResidence = None,
    on: On = None,
    lang: OneLanguage = None,
    drafts: Drafts = False,  # noqa: FBT002 - as below
    output: OutputFolder = None,
    separate: Separate = False,  # noqa: FBT002 - how typer spells a switch
    duplex: Duplex = False,  # noqa: FBT002 - as above
    encrypt: Encrypt = False,  # noqa: FBT002 - as above
    password_file: PasswordFile = None,
    jobs: Jobs = None,
    only: Only = "",
    annotate: Annotate = None,
    mapping: MappingFile = None,
    sheet: SheetName = None,
    form: Format = Form.TEXT,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print a roster."""
    from checklist.cli import batchrun, passwords  # noqa: PLC0415 - loads the catalog's rooms

    wish = _wish(on, lang, group_by, only, drafts=drafts, separate=separate, duplex=duplex)
    locked = encrypt or password_file is not None
    task = batchrun.Task(
        roster=roster,
        wish=wish,
        folder=output,
        residence=residence,
        jobs=jobs,
        password=passwords.password(password_file) if locked else None,
        annotate=annotate,
        mapping=mapping,
        sheet=sheet,
        catalog=catalog,
    )
    batchrun.run(task, form)


def _wish(
    on: date | None,
    lang: str | None,
    group_by: str,
    only: str,
    *,
    drafts: bool,
    separate: bool,
    duplex: bool,
) -> "Wish":
    from checklist.runs.printruns.plan import Wish  # noqa: PLC0415 - not for help

    return Wish(
        on=on or date.today(),  # noqa: DTZ011 - the local calendar day is what a family lives in
        language=lang or unasked(),
        group_by=group_by,
        separate=separate,
        duplex=duplex,
        only=_rows(only) if only else (),
        drafts=drafts,
    )


def _rows(text: str) -> tuple[int, ...]:
    """Rows as people write them: 17,23-25.

    Raises:
        UserError: not so written.
    """
    rows: set[int] = set()
    for part in text.replace("，", ",").replace("、", ",").split(","):
        first, dash, last = part.strip().partition("-")
        if not (_is_row(first) and (not dash or _is_row(last))):
            raise UserError(
                f"--only 里的“{part}”不是行号。写作 17,23-25。",
                f"“{part}” in --only is no row. Write them as 17,23-25.",
            )
        rows.update(range(int(first), int(last or first) + 1))
    if not rows:
        raise UserError("--only 里的行号前大后小。", "A range in --only ends before it begins.")
    return tuple(sorted(rows))


def _is_row(text: str) -> bool:
    text = text.strip()
    short = text.isascii() and text.isdigit() and len(text) <= len(str(_HIGHEST))
    return short and 1 <= int(text) <= _HIGHEST
