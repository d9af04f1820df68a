"""`checklist regenerate`: remake exactly the sheets a change or a day has made stale.

For CI and for whoever keeps a catalog: `--check` tells which, and why, and writes nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.commands import Command
from checklist.cli.options import CatalogFolder, Form, Format, Ui, day
from checklist.cli.ui import epilog, err, print_json, say
from checklist.errors import ExitCode, UserError
from checklist.findings import Finding, has_errors

if TYPE_CHECKING:
    from checklist.runs.upkeep.outcome import Outcome, Site

JOBS = Path("jobs.yaml")
LAST = "last"
_PROFILES = ("P", "R")  # codes of findings about children

JobsFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="JOBS",
        help=say(
            "任务文件（默认 jobs.yaml；怎么写：checklist catalog new jobs）。",
            "The file of jobs (default: jobs.yaml; to begin one: checklist catalog new jobs).",
        ),
    ),
]
Check = Annotated[
    bool,
    typer.Option(
        "--check",
        help=say(
            "只说哪些过时、为什么，什么也不写；有过时的，退出码 6。",
            "Only tell which are stale and why, and write nothing; exit 6 if any is.",
        ),
    ),
]
Watch = Annotated[
    bool,
    typer.Option(
        "--watch",
        help=say("一直看着，改了就重做，按 Ctrl-C 停。", "Keep looking and remake; Ctrl-C ends."),
    ),
]
Day = Annotated[
    str | None,
    typer.Option(
        "--on",
        metavar="DATE|last",
        help=say(
            "按哪一天计算（默认今天）；last 是上次做的那一天。",
            "The date to count on (default: today); last: that of the last run.",
        ),
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--jobs", min=1, metavar="N",
        help=say("几个进程一起做（默认处理器个数）。", "How many processes (default: one a CPU)."),
    ),
]  # fmt: skip


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "regenerate",
        cls=cls,
        help=say(
            "清单改了，或者到了某一天：只重做因此过时的文件。",
            "The catalog changed, or a day has come: remake exactly what that made stale.",
        ),
        epilog=epilog(
            ("checklist regenerate", "重做过时的", "remake what is stale"),
            ("checklist regenerate --check", "只看哪些过时、为什么", "which are stale, and why"),
            ("checklist regenerate --check --on 2027-01-01", "到那天", "what will be then"),
            ("checklist regenerate --watch", "边改边重做", "remake while editing"),
        ),
    )(regenerate)


def regenerate(
    jobs: JobsFile = None,
    check: Check = False,  # noqa: FBT002 - how typer spells a switch
    watch: Watch = False,  # noqa: FBT002 - as above
    on: Day = None,
    workers: Workers = None,
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Remake what is stale, or only tell."""
    if watch and check:
        raise UserError("--watch 和 --check 只能用一个。", "Use either --watch or --check.")
    from checklist.cli import project  # noqa: PLC0415 - not for help

    file = jobs or project.named("jobs") or JOBS
    if not file.is_file():
        raise UserError(
            f"没有任务文件 {file}。新建一份：checklist catalog new jobs",
            f"There is no file of jobs {file}. Begin one: checklist catalog new jobs",
        )
    wanted = None if on == LAST else day(on) if on else _today()
    if watch:
        from checklist.cli import watching  # noqa: PLC0415 - only for this

        watching.watch(file, catalog)  # until interrupted
    with _site(file, wanted, workers, catalog) as site:
        outcome = _checked(site) if check else _run(site)
    _tell(outcome, form, check=check)
    if code := exit_code(outcome, check=check):
        raise typer.Exit(code)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the local calendar day is what a family lives in


@contextmanager
def _site(
    file: Path, wanted: date | None, workers: int | None, catalog: Path | None
) -> "Iterator[Site]":
    import time  # noqa: PLC0415 - help need not load it

    from checklist.cli.folders import catalog_folder, templates_folder  # noqa: PLC0415 - as above
    from checklist.cli.remembered import remembered  # noqa: PLC0415 - as above
    from checklist.runs.upkeep.outcome import Site  # noqa: PLC0415 - loads the catalog's rooms

    root = catalog_folder(catalog)
    size = workers or os.cpu_count() or 1
    with remembered(root) as memory:
        yield Site(
            file, root, templates_folder(None), wanted, _today(), size, memory, time.monotonic
        )


def _checked(site: "Site") -> "Outcome":
    from checklist.runs.upkeep.regenerate import Regeneration  # noqa: PLC0415 - as above

    return Regeneration(site).check()


def _run(site: "Site") -> "Outcome":
    from checklist.cli import unchanged  # noqa: PLC0415 - as above
    from checklist.runs.upkeep.regenerate import Regeneration  # noqa: PLC0415 - as above

    unchanged.forget(str(site.jobs))
    with err().status(say("看哪些过时……", "looking for what is stale…")) as status:

        def tell(done: int, of: int) -> None:
            status.update(say(f"{done}/{of} 份已是最新", f"{done}/{of} files up to date"))

        run = Regeneration(site)
        outcome = run.run(tell)
    if (found := run.unchanged()) is not None:
        unchanged.note(str(site.jobs), found)
    return outcome


def _tell(outcome: "Outcome", form: Form, *, check: bool) -> None:
    from checklist.cli import causeview, report, unchanged  # noqa: PLC0415 - rich is wanted only now

    if form is Form.JSON:
        print_json(causeview.record(outcome))
    else:
        causeview.show(outcome)
    report.show(tuple(outcome.findings), err())
    err().print(causeview.summary(outcome), soft_wrap=True)
    if check:
        return
    for file in outcome.made:
        if file.kept:
            text = say(
                f"{file.path} 被改过，改过的留作 {file.kept}",
                f"{file.path} was edited; the edited file is kept as {file.kept}",
            )
            err().print(text, soft_wrap=True)
    for path in outcome.differing:
        text = say(
            f"{path}：内容没变，做出的字节和生成记录里的不同",
            f"{path}: says the same, but its bytes are not those of the manifest",
        )
        err().print(text, style="yellow", soft_wrap=True)
    removed = sum(not gone.kept for gone in outcome.gone)
    made, failed = len(outcome.made), len(outcome.failed)
    err().print(unchanged.done(made, removed, failed), soft_wrap=True)


def exit_code(outcome: "Outcome", *, check: bool) -> ExitCode:
    """What the process answers: wrong data first, then what is left undone."""
    findings: tuple[Finding, ...] = tuple(outcome.findings)
    personal = tuple(f for f in findings if f.code.startswith(_PROFILES))
    lists = tuple(f for f in findings if f.code.startswith("C"))
    if has_errors(lists):
        return ExitCode.CATALOG
    if has_errors(personal):
        return ExitCode.PROFILE
    if outcome.failed:
        return ExitCode.SOME_FAILED
    damaged = any(f.code.startswith("J12") for f in findings)
    if check and (outcome.stale or outcome.gone or damaged):
        return ExitCode.STALE
    return ExitCode.DONE
