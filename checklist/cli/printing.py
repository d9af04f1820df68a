"""`checklist print`: sends finished PDFs to an IPP printer and says what becomes of each.

Prints one file after the other, so that sheets lie in the tray in the order they were named;
the first that fails ends it, and what is left to print is said.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from checklist.cli.commands import Command
from checklist.cli.options import Form, Format, Ui, one_of
from checklist.cli.ui import epilog, err, print_json, say
from checklist.errors import UserError
from checklist.runs.printing import PrintError, Sides, State, Wish

if TYPE_CHECKING:
    from checklist.runs.printing import Job, Offer

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...",
        help=say("要印的 PDF，按先后。", "The PDFs to print, in their order."),
    ),
]
Printer = Annotated[
    str,
    typer.Option(
        "--printer",
        metavar="URI",
        help=say(
            "打印机的网址，如 ipp://192.168.1.20/ipp/print。",
            "The printer's address, such as ipp://192.168.1.20/ipp/print.",
        ),
    ),
]
BothSides = Annotated[
    Sides | None,
    typer.Option(
        "--sides",
        parser=one_of(Sides),
        metavar="one|long|short",
        help=say(
            "单面、双面沿长边翻、双面沿短边翻。",
            "One side; both, turned over the long edge; over the short.",
        ),
    ),
]
Copies = Annotated[
    int, typer.Option("--copies", min=1, metavar="N", help=say("印几份。", "How many copies."))
]
Staple = Annotated[bool, typer.Option("--staple", help=say("每份装订。", "Staple each copy."))]
Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        min=0,
        metavar="SECONDS",
        help=say(
            "每个文件最多等几秒看它印完（默认 600）；0 是发了就走。",
            "How many seconds to follow each file (600); 0 sends it and goes.",
        ),
    ),
]
_WORDS = {
    State.PENDING: ("在排队", "waiting"),
    State.HELD: ("在打印机上等人放行", "held at the printer"),
    State.PROCESSING: ("正在印", "printing"),
    State.STOPPED: ("停住了", "stopped"),
    State.CANCELED: ("被取消了", "canceled"),
    State.ABORTED: ("打印机放弃了", "given up by the printer"),
    State.COMPLETED: ("印完了", "printed"),
}
_FAILED = {State.CANCELED, State.ABORTED}


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "print",
        cls=cls,
        help=say(
            "把做好的 PDF 发给网络打印机（IPP），看着它印完。文件名不会发给打印机。",
            "Send finished PDFs to a network printer (IPP) and follow them until they are printed."
            " File names are not sent.",
        ),
        epilog=epilog(
            (
                "checklist print sheet.pdf --printer ipp://192.168.1.20/ipp/print",
                "印一份",
                "print a sheet",
            ),
            (
                "checklist print 1.pdf 2.pdf --sides long --printer ipp://10.0.0.5/ipp/print",
                "双面，按先后",
                "on both sides, in order",
            ),
        ),
    )(send)


def send(
    files: Files,
    printer: Printer,
    sides: BothSides = None,
    copies: Copies = 1,
    staple: Staple = False,  # noqa: FBT002 - a flag of the command line
    wait: Wait = 600.0,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print files; exit 7 unless every one was printed."""
    _check_address(printer)
    _check_files(files)
    wish = Wish(sides, copies, staple)
    _check_offer(printer, wish)
    jobs: list[Job] = []
    try:
        for file in files:
            jobs.append(_print(file, len(jobs) + 1, len(files), printer, wish, wait))
            if not jobs[-1].done and (wait or jobs[-1].state in _FAILED):
                break
    finally:
        if form is Form.JSON:
            print_json({"printer": printer, "jobs": [_record(job) for job in jobs]})
    _finish(files, jobs, wait)


def _check_address(printer: str) -> None:
    try:
        parts = urlsplit(printer)
        good = parts.scheme in {"ipp", "ipps"} and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise UserError(
            "--printer 要写成 ipp://主机/ipp/print 或 ipps://主机/ipp/print。"
            "主机是打印机的 IP 地址或名称，打印机的“网络设置”页上有。",
            "Write --printer as ipp://host/ipp/print or ipps://host/ipp/print; the host is the"
            " printer's IP address or name, found on its network settings page.",
        )
    if parts.username or parts.password:
        raise UserError(
            "网址里不要写用户名和密码，别人看得到。",
            "Put no user name or password into the address; others can see it.",
        )


def _check_files(files: list[Path]) -> None:
    """All files at once: each must be a whole PDF before the first sheet is printed."""
    wrong = [(file, problem) for file in files if (problem := _problem(file))]
    if wrong:
        zh = "\n".join(f"{file}：{said[0]}" for file, said in wrong)
        en = "\n".join(f"{file}: {said[1]}" for file, said in wrong)
        raise UserError(f"{zh}\n什么也没有印。", f"{en}\nNothing was printed.")


def _problem(file: Path) -> tuple[str, str] | None:
    if file.is_dir():
        return "这是一个目录，要写里面的 PDF", "a folder; name the PDFs in it"
    if not file.is_file():
        return "没有这个文件", "no such file"
    try:
        with file.open("rb") as document:
            start = document.read(1024)
            document.seek(max(0, file.stat().st_size - 1024))
            end = document.read()
    except PermissionError:
        return "没有权限读", "may not be read"
    if b"%PDF-" not in start:
        return "不是 PDF，先用 checklist make --to pdf 做一份", "no PDF; make one with --to pdf"
    if b"%%EOF" not in end:
        return "PDF 不完整，请重新做一份", "the PDF is not whole; make it again"
    return None


def _check_offer(printer: str, wish: Wish) -> None:
    from checklist.runs.printing import offer  # noqa: PLC0415 - beside its one use

    able = offer(printer)
    refused = list(able.refused(wish))
    if refused:
        zh, en = "；".join(zh for zh, _ in refused), "; ".join(en for _, en in refused)
        raise PrintError(
            f"这台打印机{zh}。什么也没有印。", f"This printer: {en}. Nothing was printed."
        )
    if not able.accepting:
        why = _because(able.reasons)
        raise PrintError(
            f"打印机现在不收任务{why[0]}。什么也没有印。",
            f"The printer takes no jobs now{why[1]}. Nothing was printed.",
        )
    _warn(able)


def _warn(able: "Offer") -> None:
    if able.stopped or able.reasons:
        zh, en = _because(able.reasons)
        state = ("打印机停着", "The printer has stopped") if able.stopped else ("打印机", "Printer")
        _say(state[0] + zh, state[1] + en)


def _print(file: Path, number: int, count: int, printer: str, wish: Wish, wait: float) -> "Job":
    from checklist.runs import printing  # noqa: PLC0415 - beside its one use

    def told(job: "Job") -> None:
        zh, en = _told(job)
        _say(f"第 {number}/{count} 个文件：{zh}", f"File {number}/{count}: {en}")

    try:
        return printing.send(file, printer, wish, told, wait)
    except PrintError as error:
        left = count - number
        raise PrintError(
            f"第 {number}/{count} 个文件：{error.zh}"
            + (f"后面还有 {left} 个没有发。" if left else ""),
            f"File {number}/{count}: {error.en}" + (f" {left} more were not sent." if left else ""),
        ) from error
    except KeyboardInterrupt:
        _say("停下了。已经发给打印机的仍会印完。", "Stopped. What the printer has, it prints.")
        raise


def _say(zh: str, en: str) -> None:
    err().print(say(zh, en), markup=False, soft_wrap=True)


def _told(job: "Job") -> tuple[str, str]:
    zh, en = (
        _WORDS[job.state] if job.state else ("打印机没有说怎么样了", "the printer does not say")
    )
    why = _because(job.reasons)
    pages = (f"，{job.pages} 面", f", {job.pages} sides") if job.pages else ("", "")
    return zh + pages[0] + why[0], en + pages[1] + why[1]


def _because(keywords: tuple[str, ...]) -> tuple[str, str]:
    from checklist.runs.refusals import reasons  # noqa: PLC0415 - beside its one use

    zh, en = reasons(
        keyword
        for keyword in keywords
        if keyword not in {"job-printing", "job-completed-successfully"}
    )
    return (f"：{zh}" if zh else "", f": {en}" if en else "")


def _record(job: "Job") -> dict[str, object]:
    state = str(job.state) if job.state else "unknown"
    return {
        "file": str(job.file), "job": job.number, "state": state, "printed": job.done,
        "reasons": list(job.reasons), "sides": job.pages,
    }  # fmt: skip


def _finish(files: list[Path], jobs: "list[Job]", wait: float) -> None:
    last, left = jobs[-1], len(files) - len(jobs)
    if last.done:
        _say(f"{len(jobs)} 个文件印完了。", f"{len(jobs)} printed.")
        return
    if not wait and last.state not in _FAILED:
        _say(f"{len(jobs)} 个文件已经交给打印机。", f"{len(jobs)} handed to the printer.")
        return
    zh, en = _told(last)
    if last.state not in {*_FAILED, State.COMPLETED}:
        zh = f"{zh}；等了 {wait:g} 秒还没有印完，它还在打印机里，会接着印"
        en = f"{en}; not done after {wait:g} seconds, the printer still has it and goes on"
    more = (f"后面还有 {left} 个没有发。", f" {left} more were not sent.") if left else ("", "")
    raise PrintError(
        f"第 {len(jobs)}/{len(files)} 个文件：{zh}。{more[0]}请到打印机前看看。",
        f"File {len(jobs)}/{len(files)}: {en}.{more[1]} Look at the printer.",
    )
