"""Sheets sent to a printer that speaks IPP, and followed until they lie in the tray.

Asks the printer first what it can do and refuses what it cannot, so that nobody finds single
pages where stapled ones were wanted; what becomes of a job that was sent is always said.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checklist.errors import ChecklistError, ExitCode, MachineError
from checklist.runs import refusals

if TYPE_CHECKING:
    from pyipp import IPP
    from pyipp.enums import IppOperation

PDF = "application/pdf"
_STAPLES = 4, 20  # RFC 8011 and PWG 5100.1: staple; staple-top-left
_STOPPED = 5  # printer-state of RFC 8011
_ANSWER, _SLOWEST = 10, 50_000  # seconds an answer may take; bytes a second a slow printer reads
_LOST = 3  # answers that may fail in a row before a job counts as out of sight


class Sides(StrEnum):
    """Which sides of the paper are printed, and how it is turned."""

    ONE = "one"
    LONG = "long"
    SHORT = "short"

    @property
    def keyword(self) -> str:
        """The keyword of RFC 8011."""
        return "one-sided" if self is Sides.ONE else f"two-sided-{self}-edge"


class State(StrEnum):
    """What has become of a job, in the order of RFC 8011's numbers from 3."""

    PENDING = "pending"
    HELD = "held"
    PROCESSING = "processing"
    STOPPED = "stopped"
    CANCELED = "canceled"
    ABORTED = "aborted"
    COMPLETED = "completed"


_OVER = {State.CANCELED, State.ABORTED, State.COMPLETED}


class PrintError(ChecklistError):
    """The printer cannot or will not print."""

    exit_code = ExitCode.PRINTING


@dataclass(frozen=True, slots=True)
class Wish:
    """How it should be printed; None leaves it to the printer.

    Args:
        sides: one or both, turned over the long or the short edge.
        copies: at least 1.
        staple: whether each copy is stapled.
    """

    sides: Sides | None = None
    copies: int = 1
    staple: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What a printer says it can do; an empty tuple where it does not say.

    Args:
        copies: the most copies of one job; None where it does not say.
        finishings: numbers of PWG 5100.1.
        accepting: whether it takes jobs now.
        stopped: whether it stands still.
        reasons: why, in its own keywords.
    """

    name: str
    formats: tuple[str, ...]
    sides: tuple[str, ...]
    finishings: tuple[int, ...]
    copies: int | None
    accepting: bool
    stopped: bool
    reasons: tuple[str, ...]

    def refused(self, wish: Wish) -> Iterator[tuple[str, str]]:
        """Everything wished that it does not offer, in Chinese and English."""
        if self.formats and not {PDF, "application/octet-stream"} & set(self.formats):
            known = "、".join(self.formats)
            yield f"不收 PDF，只收 {known}", f"it takes no PDF, only {known}"
        if wish.sides and wish.sides.keyword not in (self.sides or ("one-sided",)):
            known = "、".join(self.sides) or "one-sided"
            yield f"不能按 {wish.sides.keyword} 印，只能 {known}", f"it prints {known} only"
        if wish.copies > (self.copies or wish.copies):
            yield f"一次最多印 {self.copies} 份", f"it prints {self.copies} copies at most"
        if wish.staple and not self.staple:
            yield "不能装订", "it cannot staple"

    @property
    def staple(self) -> int | None:
        """The number of the staple it has, the plain one first; None without."""
        return next((number for number in _STAPLES if number in self.finishings), None)


@dataclass(frozen=True, slots=True)
class Job:
    """One document at the printer.

    Args:
        number: the printer's number for it.
        state: None while the printer has not said.
        reasons: why it is so, in the printer's keywords.
        pages: sides printed so far, as the printer counts.
    """

    file: Path
    number: int
    state: State | None = None
    reasons: tuple[str, ...] = ()
    pages: int = 0

    @property
    def done(self) -> bool:
        """Whether it was printed, and whole."""
        return self.state is State.COMPLETED and "job-completed-with-errors" not in self.reasons


Told = Callable[[Job], None]


@dataclass(frozen=True, slots=True)
class _Watch:
    """Who is told of a job's changes, and for how many seconds it is followed."""

    told: Told
    wait: float


def offer(uri: str) -> Offer:
    """What a printer can do.

    Raises:
        PrintError: it is away, or no IPP printer.
        MachineError: pyipp is not installed.
    """
    import asyncio  # noqa: PLC0415 - dear to load, and help is quick

    return asyncio.run(_alone(uri))


def send(file: Path, uri: str, wish: Wish, told: Told, wait: float) -> Job:
    """Print one PDF and follow it.

    Args:
        file: the document; its name is not sent, it may be a child's.
        uri: ipp:// or ipps://.
        wish: what the printer offers of it is checked again by the printer itself.
        told: called with the job whenever something of it has changed.
        wait: seconds to follow it; 0 sends it and asks once.

    Returns:
        The job as last seen; it may not be over when `wait` was too short.

    Raises:
        PrintError: it was not taken, or was lost from sight.
        MachineError: pyipp is not installed.
    """
    import asyncio  # noqa: PLC0415 - as above

    return asyncio.run(_sent(Job(file, 0), file.read_bytes(), uri, wish, _Watch(told, wait)))


async def _alone(uri: str) -> Offer:
    async with _printer(uri) as printer:
        return await _offer(printer)


async def _offer(printer: "IPP") -> Offer:
    from pyipp.enums import IppOperation  # noqa: PLC0415 - an extra

    asked = [
        "printer-name", "document-format-supported", "sides-supported", "finishings-supported",
        "copies-supported", "printer-is-accepting-jobs", "printer-state", "printer-state-reasons",
    ]  # fmt: skip
    message = {"operation-attributes-tag": {"requested-attributes": asked}}
    answer = await _asked(printer, IppOperation.GET_PRINTER_ATTRIBUTES, message)
    said: Mapping[str, Any] = next(iter(answer["printers"]), {})
    if "printer-state" not in said:  # every printer must say it (RFC 8011)
        raise PrintError(*refusals.NO_PRINTER)
    copies = _several(said.get("copies-supported"))
    return Offer(
        name=str(said.get("printer-name", "")),
        formats=tuple(map(str, _several(said.get("document-format-supported")))),
        sides=tuple(map(str, _several(said.get("sides-supported")))),
        finishings=tuple(map(int, _several(said.get("finishings-supported")))),
        copies=int(copies[-1]) if copies else None,
        accepting=said.get("printer-is-accepting-jobs", True) is True,
        stopped=said.get("printer-state") == _STOPPED,
        reasons=_reasons(said.get("printer-state-reasons")),
    )


async def _sent(job: Job, document: bytes, uri: str, wish: Wish, watch: _Watch) -> Job:
    from pyipp.enums import IppOperation  # noqa: PLC0415 - an extra

    async with _printer(uri, _ANSWER + len(document) // _SLOWEST) as printer:
        able = await _offer(printer)
        message = {
            "operation-attributes-tag": {
                "job-name": "checklist",  # a file's name may be a child's
                "document-format": PDF,
                "ipp-attribute-fidelity": True,
            },
            "job-attributes-tag": _wanted(wish, able),
            "data": document,
        }
        answer = await _asked(printer, IppOperation.PRINT_JOB, message, sent=True)
        job = _seen(job, answer)
        watch.told(job)
        return await _followed(printer, job, watch)


def _wanted(wish: Wish, able: Offer) -> dict[str, object]:
    wanted: dict[str, object] = {"copies": wish.copies} if wish.copies > 1 else {}
    if wish.sides:
        wanted["sides"] = wish.sides.keyword
    if wish.staple:
        wanted["finishings"] = able.staple
    return wanted


async def _followed(printer: "IPP", job: Job, watch: _Watch) -> Job:
    import asyncio  # noqa: PLC0415 - dear to load

    from pyipp.enums import IppOperation  # noqa: PLC0415 - an extra

    asked = ["job-id", "job-state", "job-state-reasons", "job-impressions-completed"]
    message = {"operation-attributes-tag": {"job-id": job.number, "requested-attributes": asked}}
    pause, waited, lost = 0.2, 0.0, 0
    while job.state not in _OVER and waited < watch.wait:
        await asyncio.sleep(pause)
        waited, pause = waited + pause, min(pause * 1.5, 2.0)
        try:
            answer = await _asked(printer, IppOperation.GET_JOB_ATTRIBUTES, message)
        except PrintError as error:
            lost += 1
            if lost == _LOST:
                raise _out_of_sight(job, error) from error
            continue
        lost = 0
        before, job = job, _seen(job, answer)
        if job != before:
            watch.told(job)
    return job


def _seen(job: Job, answer: Mapping[str, Any]) -> Job:
    """A job as the printer describes it now."""
    said: Mapping[str, Any] = next(iter(answer["jobs"]), {})
    number = int(said.get("job-state") or 0)
    states = list(State)
    return Job(
        file=job.file,
        number=int(said.get("job-id", job.number)),
        state=states[number - 3] if 0 <= number - 3 < len(states) else job.state,
        reasons=_reasons(said.get("job-state-reasons")),
        pages=int(said.get("job-impressions-completed") or job.pages),
    )


def _printer(uri: str, timeout: int = _ANSWER) -> "IPP":
    try:
        from pyipp import IPP  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        if error.name != "pyipp":
            raise
        raise MachineError(
            '打印要用 pyipp，这台机器上没有。请运行：pip install "checklist[print]"',
            'Printing needs pyipp, which is not installed: pip install "checklist[print]"',
        ) from None
    return IPP(uri, request_timeout=timeout)


async def _asked(
    printer: "IPP", operation: "IppOperation", message: dict[str, Any], *, sent: bool = False
) -> dict[str, Any]:
    """The printer's answer.

    Args:
        printer: the connection.
        operation: which of RFC 8011's.
        message: its attributes.
        sent: whether a document goes with it, so that a broken line leaves a doubt.
    """
    try:
        return await printer.execute(operation, message)
    except Exception as error:
        from pyipp import IPPError  # noqa: PLC0415 - an extra

        if not isinstance(error, IPPError | OSError | ValueError):
            raise
        raise PrintError(*refusals.refusal(error, sent=sent)) from error


def _out_of_sight(job: Job, error: PrintError) -> PrintError:
    return PrintError(
        f"文件已经交给打印机（任务 {job.number}），后来联系不上：{error.zh}"
        "请到打印机前看看，不要马上再发一遍。",
        f"The printer has the document (job {job.number}), but no longer answers: {error.en}"
        " Look at the printer before sending it again.",
    )


def _reasons(value: object) -> tuple[str, ...]:
    return tuple(str(reason) for reason in _several(value) if reason != "none")


def _several(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - one or several of whatever was asked
    return () if value is None else tuple(value) if isinstance(value, list | tuple) else (value,)
