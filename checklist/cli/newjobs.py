"""`checklist catalog new jobs`: begin a file of jobs, the sheets `regenerate` keeps up to date.

Written where the command is run, because what a job names lies beside it; never over a file.
"""

from pathlib import Path
from typing import Annotated

import typer

from checklist.cli.options import Ui
from checklist.cli.ui import err, say
from checklist.errors import UserError

Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        metavar="FILE",
        help=say("写到哪个文件（默认 jobs.yaml）。", "The file to write (default: jobs.yaml)."),
    ),
]


def jobs(
    output: Output = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Begin a file of jobs."""
    from checklist.catalog import scaffold  # noqa: PLC0415 - not for help
    from checklist.cli.regenerate import JOBS  # noqa: PLC0415 - beside its one use

    path = output or JOBS
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(scaffold.jobs())
    except FileExistsError:
        raise UserError(
            f"已经有了：{path}。没有改动它。", f"It is there already: {path}. Left alone."
        ) from None
    typer.echo(path)
    err().print(say("改好后运行 checklist regenerate。", "Edit it, then run checklist regenerate."))
