"""A print run as `checklist batch` carries it out: read, checked, planned, printed, reported.

Apart from the command's options, which fill a page of their own.
"""

import os
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from checklist import __version__
from checklist.catalog.opening import Catalog
from checklist.children.roster import Roster, open_roster
from checklist.cli import batchreport, intake, report
from checklist.cli.folders import cache_folder, data_folder
from checklist.cli.options import Form
from checklist.cli.progress import progress
from checklist.cli.ui import ZH, err, language, say
from checklist.documents import fonts
from checklist.documents.workbooks import annotated
from checklist.errors import DataError, ExitCode, UserError
from checklist.findings import Finding, has_errors
from checklist.runs.printruns import plan, register
from checklist.runs.printruns.batch import Batch
from checklist.runs.printruns.gathering import Gatherer
from checklist.runs.printruns.ledgers import LedgerKeeper
from checklist.runs.printruns.pressroom import Setting
from checklist.runs.speakers import Speakers, parted, speakers

PATIENCE = 600.0  # seconds; typesetting all blocks of a run at once takes a while on a slow machine
_READ_QUIETLY = 5_000  # rows read before it is said that reading goes on


@dataclass(frozen=True, slots=True)
class Task:
    """What the command line asked for.

    Args:
        folder: where to write; None is a folder of the roster's own in output/.
        residence: where children live whose row names no residence, as it was written.
        password: encrypts everything; None leaves it open.
    """

    roster: Path
    wish: plan.Wish
    folder: Path | None
    residence: str | None
    jobs: int | None
    password: str | None
    annotate: Path | None
    mapping: Path | None
    sheet: str | None
    catalog: Path | None

    @property
    def mark(self) -> str:
        """Tells this roster's runs from those of others."""
        return sha256(os.fsencode(self.roster.resolve())).hexdigest()[:12]

    @property
    def output(self) -> Path:
        """Where to write; a name made of the mark says nothing of a child."""
        return self.folder or Path("output") / f"batch-{self.mark[:6]}"


def run(task: Task, form: Form) -> None:
    """Carry out a print run.

    Raises:
        typer.Exit: with the code for what came of it.
        DataError: the roster cannot be used, or none of its rows; or a place's list has errors.
    """
    catalog = intake.opened(task.catalog)
    task, voices = _spoken(task, catalog)
    roster = _open(task, catalog)
    gathered, gatherer = _gather(task, catalog, roster)
    findings = (*roster.findings, *gatherer.findings)
    if task.annotate is not None:
        _annotate(task.annotate, roster, findings)
    if not len(gathered.rows):
        raise DataError(findings, ExitCode.PROFILE)
    if form is Form.TEXT:
        report.show(findings, err())
    with register.opened(task.output, task.mark, task.password) as kept:
        batch = _planned(task, gathered, gatherer, voices, kept)
        batch.look()
        keeper = LedgerKeeper(batch, findings)
        _print(batch, keeper)
        ledger = "" if task.wish.only else keeper.file
        batchreport.show(batch, batchreport.Told(findings, task.output, ledger), form)


def _spoken(task: Task, catalog: Catalog) -> tuple[Task, Speakers]:
    """The run with its language as sheets name it, and whoever speaks it."""
    wish = task.wish
    voices = speakers(catalog, data_folder("templates"), drafts=wish.drafts)
    spec = voices.asked(wish.language) if wish.language else ""
    return replace(task, wish=replace(wish, language=spec)), voices


def _open(task: Task, catalog: Catalog) -> Roster:
    wish, annotate = task.wish, task.annotate
    if annotate is not None and (annotate.suffix != ".xlsx" or _same(annotate, task.roster)):
        raise UserError(
            "--annotate 要写成另一个 .xlsx 文件，不能盖掉花名册。",
            "--annotate names another .xlsx file; the roster itself is not written over.",
        )
    roster = open_roster(
        task.roster,
        catalog.facts,
        catalog.areas,
        wish.on,
        mapping=task.mapping,
        sheet=task.sheet,
        keep=(wish.group_by,) if wish.group_by else (),
    )
    if has_errors(roster.findings):
        if annotate is not None:
            _annotate(annotate, roster, roster.findings)
        raise DataError(roster.findings, ExitCode.PROFILE)
    return roster


def _gather(task: Task, catalog: Catalog, roster: Roster) -> tuple[plan.Gathered, Gatherer]:
    residence = intake.residence_code(catalog, task.residence) if task.residence else None
    gathered = plan.Gathered()
    gatherer = Gatherer(catalog, task.wish, residence, fonts.missing)
    with progress("读花名册", "reading the roster", None) as shown:
        before = 0
        for count in gatherer.gather(roster, gathered):
            if count % 100 == 0:
                shown.add(count - before)
                before = count
    return gathered, gatherer


def _planned(
    task: Task, gathered: plan.Gathered, gatherer: Gatherer, voices: Speakers,
    kept: register.Register,
) -> Batch:  # fmt: skip
    templates, catalog = voices.templates, gatherer.catalog
    setting = Setting(
        facts=catalog.facts,
        areas=catalog.areas,
        listings=gatherer.listings,
        speakers=voices,
        wish=task.wish,
        templates=templates,
        work=kept.work,
        cache=cache_folder("galleys"),
        desk=parted(task.wish.language)[0] or ZH,
        password=task.password,
    )
    common = _common(task.wish, catalog.root, templates)
    documents = plan.documents(gathered, task.wish, lambda *parts: kept.digest(common, *parts))
    jobs = task.jobs or len(os.sched_getaffinity(0))
    return Batch(gathered, tuple(documents), kept, setting, jobs, PATIENCE, time.monotonic)


def _common(wish: plan.Wish, *folders: Path) -> str:
    """What every document of a run rests on: program, fonts, catalog, templates and wishes."""
    mixed = sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            content = sha256(path.read_bytes()).hexdigest()
            mixed.update(f"{path.relative_to(folder)} {content}\n".encode())
    typeset = [f"{name} {version(name)}" for name in ("weasyprint", "pikepdf", "xlsxwriter")]
    spoken = (wish.language, wish.drafts)
    told = (wish.on, *spoken, wish.group_by, wish.separate, wish.duplex, fonts.all_faces())
    return repr((__version__, typeset, mixed.hexdigest(), told))


def _print(batch: Batch, keeper: LedgerKeeper) -> None:
    """Make what is not there; broken off, say what is left.

    Raises:
        KeyboardInterrupt: broken off.
    """
    beside = bool(batch.setting.wish.only)
    due = not beside and keeper.due
    batch.clear([] if due else [keeper.file])
    with progress("印清单", "printing sheets", batch.children) as shown:
        try:
            for count in batch.print(listed=due):
                shown.add(count)
        except KeyboardInterrupt:
            batchreport.interrupted(batch)
            raise
    if due:
        keeper.write()


def _annotate(path: Path, roster: Roster, findings: tuple[Finding, ...]) -> None:
    """Give the roster back with its problems marked, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=path.parent) as folder:
        copy = Path(folder) / "roster.xlsx"
        if annotated.annotate(roster, findings, copy, language()):
            copy.chmod(0o600)
            copy.replace(path)
            err().print(say(f"已写好 {path}", f"written: {path}"), markup=False, soft_wrap=True)


def _same(one: Path, other: Path) -> bool:
    """Whether two names are one file, by whatever links."""
    return one.exists() and other.exists() and one.samefile(other)
