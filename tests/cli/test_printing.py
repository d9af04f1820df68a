"""`checklist print`: a real IPP printer receives the very bytes; every refusal says what to do.

What the real printer cannot be made to do (hold, stop, jam, hang up) a made-up one does.
"""

import gc
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklist.cli import app, ui
from tests.cli.printers import Scripted, free_port, real, scripted
from tests.cli.running import START, environment, run

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 300 + b"\n%%EOF\n"
NAME = "张小花-17.pdf"
LINES = ("在排队", "印完了")


@pytest.fixture(scope="module")
def spool(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spool")


@pytest.fixture(scope="module")
def printer(spool: Path) -> Iterator[str]:
    with real(spool) as uri:
        yield uri


def pdf(folder: Path, name: str = NAME, content: bytes = PDF) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def print_(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run `checklist print`, which must never show a traceback nor a file's name unasked."""
    done = run("print", *arguments)
    assert "Traceback" not in done.stderr
    assert done.returncode != 70, done.stderr
    return done


def test_a_real_printer_receives_the_same_bytes_and_no_name(
    printer: str, spool: Path, tmp_path: Path
) -> None:
    before = set(spool.glob("*.pdf"))
    second = pdf(tmp_path, "b.pdf", PDF + b"second %%EOF")
    options = ("--printer", printer, "--sides", "long", "--copies", "2", "--format", "json")
    done = print_(pdf(tmp_path), second, *options)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [(job["state"], job["printed"]) for job in told["jobs"]] == [("completed", True)] * 2
    received = sorted(set(spool.glob("*.pdf")) - before, key=lambda path: path.stat().st_mtime)
    assert [path.read_bytes() for path in received] == [PDF, second.read_bytes()]
    assert "张小花" not in "".join(path.name for path in received)
    assert all(word in done.stderr for word in ("第 1/2 个文件", "第 2/2 个文件", "2 个文件印完了"))


def test_what_a_real_printer_cannot_do_is_refused_before_anything_is_sent(
    printer: str, spool: Path, tmp_path: Path
) -> None:
    before = set(spool.glob("*.pdf"))
    done = print_(pdf(tmp_path), "--printer", printer, "--staple", "--copies", "5000")
    assert done.returncode == 7
    assert "不能装订" in done.stderr
    assert "999 份" in done.stderr
    assert "什么也没有印" in done.stderr
    assert set(spool.glob("*.pdf")) == before


def test_a_wrong_path_at_a_real_printer_is_said(printer: str, tmp_path: Path) -> None:
    done = print_(pdf(tmp_path), "--printer", printer.replace("/ipp/print", "/else"))
    assert done.returncode == 7
    assert "/ipp/print" in done.stderr


def test_a_job_a_real_printer_gives_up_fails_and_the_rest_is_not_sent(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    with real(spool, "/bin/false") as uri:
        done = print_(pdf(tmp_path), pdf(tmp_path, "b.pdf"), "--printer", uri)
    assert done.returncode == 7
    assert "打印机放弃了" in done.stderr
    assert "后面还有 1 个没有发" in done.stderr
    assert len(list(spool.glob("*.pdf"))) == 1


class Inside:
    """The program without a process of its own, against a made-up printer."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, read: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.patch = patch
        self.read = read

    def through(self, script: Scripted, *more: str | Path) -> tuple[int, str, str]:
        """The exit code, what was printed, and what was said beside it."""
        with scripted(script):
            started = ("checklist", "print", pdf(self.folder), "--printer", script.uri, *more)
            self.patch.setattr(sys, "argv", list(map(str, started)))
            code = app.run()
        with warnings.catch_warnings():  # pyipp 0.17 leaves a refused answer's connection open
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()
        said = self.read.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err


@pytest.fixture
def inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Inside]:
    monkeypatch.delenv("CHECKLIST_UI", raising=False)
    ui.language.cache_clear()
    yield Inside(tmp_path, monkeypatch, capsys)
    ui.language.cache_clear()


DONE = {"job-state": 9, "job-state-reasons": "job-completed-successfully"}


def test_sides_copies_and_a_staple_are_asked_for_as_the_standard_names_them(inside: Inside) -> None:
    able = {
        "sides-supported": ["one-sided", "two-sided-short-edge"],
        "finishings-supported": [3, 20],
    }
    script = Scripted(able, [DONE])
    code, _out, err = inside.through(script, "--sides", "short", "--copies", "3", "--staple")
    assert code == 0, err
    (request,) = script.received
    assert b"two-sided-short-edge" in request
    assert b"\x00\x0afinishings\x00\x04\x00\x00\x00\x14" in request
    assert b"\x00\x06copies\x00\x04\x00\x00\x00\x03" in request
    assert request.endswith(PDF)
    assert "张小花".encode() not in b"".join(script.requests)


@pytest.mark.parametrize(
    ("able", "wish", "said"),
    [
        ({"printer-is-accepting-jobs": False, "printer-state-reasons": "paused"}, (), "被暂停了"),
        ({"document-format-supported": ["image/pwg-raster"]}, (), "不收 PDF"),
        ({}, ("--sides", "long"), "two-sided-long-edge"),
    ],
)
def test_a_printer_that_will_not_gets_nothing(
    able: dict[str, object], wish: tuple[str, ...], said: str, inside: Inside
) -> None:
    script = Scripted(able, [DONE])
    code, _out, err = inside.through(script, *wish)
    assert code == 7
    assert said in err
    assert not script.received


@pytest.mark.parametrize(
    ("jobs", "code", "said"),
    [
        ([{"job-state": 5, "job-state-reasons": "job-printing"}, DONE], 0, "正在印"),
        ([{"job-state": 6, "job-state-reasons": "media-empty-error"}, DONE], 0, "没有纸了"),
        ([{"job-state": 4, "job-state-reasons": "job-hold-until-specified"}], 7, "等人放行"),
        ([{"job-state": 6, "job-state-reasons": "media-jam"}], 7, "停住了：卡纸"),
        ([{"job-state": 7, "job-state-reasons": "job-canceled-at-device"}], 7, "被取消"),
        ([{"job-state": 9, "job-state-reasons": "job-completed-with-errors"}], 7, "但有错"),
        ([{"job-state": 8, "job-state-reasons": "strange-thing"}], 7, "strange-thing"),
        ([{"job-state": 3, "job-impressions-completed": 4}], 7, "接着印"),
        ([], 7, "联系不上"),
    ],
)
def test_what_becomes_of_a_job_is_said(
    jobs: list[dict[str, object]], code: int, said: str, inside: Inside
) -> None:
    found, _, err = inside.through(Scripted(jobs=jobs), "--wait", "1.5")
    assert found == code, err
    assert said in err
    assert ("1 个文件印完了" in err) == (code == 0)


def test_a_stopped_printer_is_told_and_still_given_the_job(inside: Inside) -> None:
    script = Scripted({"printer-state": 5, "printer-state-reasons": "cover-open"}, [DONE])
    code, _out, err = inside.through(script)
    assert code == 0, err
    assert "打印机停着：盖子开着" in err


def test_without_waiting_a_job_is_handed_over_and_left(inside: Inside) -> None:
    script = Scripted(jobs=[DONE])
    code, out, err = inside.through(script, "--wait", "0", "--format", "json")
    assert code == 0, err
    (job,) = json.loads(out)["jobs"]
    assert (job["state"], job["printed"]) == ("pending", False)
    assert "已经交给打印机" in err


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (Scripted(http=401), "要先登录"),
        (Scripted(http=404), "/ipp/print"),
        (Scripted(http=426), "ipps://"),
        (Scripted(http=500), "HTTP 500"),
        (Scripted(http=203), "不是打印机的话"),
        (Scripted(status=0x0507), "正忙"),
        (Scripted(status=0x040A), "不收 PDF"),
        (Scripted(status=0x0599), "0x0599"),
        (Scripted(drops=True), "收没收到说不准"),
    ],
)
def test_a_refusal_says_what_to_do(script: Scripted, said: str, inside: Inside) -> None:
    code, _out, err = inside.through(script)
    assert code == 7
    assert said in err


def test_nobody_at_the_address(tmp_path: Path) -> None:
    done = print_(pdf(tmp_path), "--printer", f"ipp://127.0.0.1:{free_port()}/ipp/print")
    assert done.returncode == 7
    assert "开没开" in done.stderr


@pytest.mark.parametrize(
    "uri",
    ["http://127.0.0.1/", "ipp://", "127.0.0.1", "ipp://host:x/", "ipp://u:secret@127.0.0.1/ipp"],
)
def test_an_address_that_is_none_is_a_usage_error(uri: str, tmp_path: Path) -> None:
    done = print_(pdf(tmp_path), "--printer", uri)
    assert done.returncode == 2
    assert "secret" not in done.stderr


def test_every_file_that_is_no_whole_pdf_is_named_and_nothing_is_sent(
    inside: Inside, tmp_path: Path
) -> None:
    script = Scripted(jobs=[DONE])
    (tmp_path / "folder").mkdir()
    bad = [
        tmp_path / "folder", tmp_path / "none.pdf",
        pdf(tmp_path, "text.pdf", b"hello"), pdf(tmp_path, "half.pdf", PDF[:-20]),
    ]  # fmt: skip
    code, _, err = inside.through(script, *bad)
    assert code == 2
    for said in ("一个目录", "没有这个文件", "不是 PDF", "不完整", "什么也没有印"):
        assert said in err
    assert not script.requests


def test_without_pyipp_it_is_said_what_to_install(tmp_path: Path) -> None:
    missing = "import sys; sys.modules['pyipp'] = None; from checklist.cli.app import main; main()"
    command = [START[0], "-c", missing, "print", str(pdf(tmp_path)), "--printer", "ipp://h/ipp"]
    done = subprocess.run(
        command, env=environment(), capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert done.returncode == 5
    assert "checklist[print]" in done.stderr
