"""`checklist catalog new roster`: an empty spreadsheet for a school to fill in.

Its columns follow from the catalog's facts, so what it asks for is what the lists need. Nothing
is ever written over: it may be half filled in already.
"""

from pathlib import Path
from typing import Annotated

import typer

from checklist.cli.options import CatalogFolder, Ui
from checklist.cli.ui import err, language, say
from checklist.errors import UserError

Output = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="PATH",
        help=say("写到哪里；- 是标准输出。", "Where to write; - is stdout."),
    ),
]


def roster(
    output: Output = Path("roster.xlsx"),
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Write a template of a roster."""
    from checklist.cli import files, intake  # noqa: PLC0415 - not for help
    from checklist.documents.workbooks.template import template  # noqa: PLC0415 - as above

    opened = intake.opened(catalog)
    to_stdout = str(output) == "-"
    if not to_stdout and output.exists():
        raise UserError(
            f"已经有了：{output}。没有改动它；请用 -o 写别的文件名。",
            f"It is there already: {output}. Left alone; give another name with -o.",
        )
    files.deliver(None if to_stdout else output, template(opened.facts, language()))
    if not to_stdout:
        typer.echo(output)
        err().print(
            say(
                "用电子表格软件填好后运行：checklist batch",
                "Fill it in with a spreadsheet program, then run: checklist batch",
            ),
            output,
        )
