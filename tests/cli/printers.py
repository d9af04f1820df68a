"""Printers to test with: Debian's own IPP printer, and one that says whatever a test wants.

`ippeveprinter` is a real IPP service; it wants a D-Bus for announcing itself, so it is given an
empty one of its own. Both listen on the loopback only and are ended by the number of their process.
"""

import shutil
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pyipp.enums import IppTag
from pyipp.serializer import construct_attribute

PRINTER, BUS = "/usr/sbin/ippeveprinter", "dbus-daemon"
PRINT_JOB, GET_JOB, GET_PRINTER = 2, 9, 11
ENUMS = {"printer-state", "job-state", "finishings-supported"}
FLAGS = {"printer-is-accepting-jobs"}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def real(spool: Path, command: str = "/bin/true") -> Iterator[str]:
    """An `ippeveprinter` that takes PDF, prints on both sides and keeps what it receives.

    Args:
        spool: where it keeps documents.
        command: what "prints" a document; its exit code is the job's.

    Yields:
        The printer's address.
    """
    assert Path(PRINTER).exists(), "apt-get install cups-ipp-utils dbus-daemon, or ./dev test"
    assert shutil.which(BUS), "apt-get install dbus-daemon, or ./dev test"
    port = free_port()
    with TemporaryDirectory(prefix="bus") as folder:  # short: a socket's path may not be long
        bus = f"unix:path={folder}/bus"
        said = Path(folder, "said")
        started = [
            _started([BUS, "--session", "--nofork", "--nopidfile", f"--address={bus}"], said)
        ]
        try:
            _until(Path(folder, "bus").exists, said)
            options = ["-2", "-k", "-d", str(spool), "-c", command, "-f", "application/pdf"]
            where = ["-n", "localhost", "-p", str(port), "-r", "off"]
            environment = {"DBUS_SYSTEM_BUS_ADDRESS": bus, "PATH": "/usr/bin:/bin"}
            started.append(_started([PRINTER, *options, *where, "test"], said, environment))
            _until(lambda: _listens(port), said)
            yield f"ipp://127.0.0.1:{port}/ipp/print"
        finally:
            for process in reversed(started):
                process.terminate()
                process.wait(timeout=10)


def _started(
    command: list[str], said: Path, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    with said.open("ab") as words:
        return subprocess.Popen(command, stdout=words, stderr=words, env=environment)


def _until(ready: Any, said: Path) -> None:  # noqa: ANN401 - a question without arguments
    for _ in range(100):
        if ready():
            return
        time.sleep(0.05)
    raise AssertionError(said.read_text("utf-8"))


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Scripted:
    """What a made-up printer answers.

    Args:
        printer: its attributes.
        jobs: the attributes of a job, one answer after the other; the last is repeated.
        http: answers with this status instead.
        status: refuses documents with this status of RFC 8011.
        drops: hangs up when a document comes.
        received: documents that came.
        requests: everything that came.
    """

    printer: dict[str, object] = field(default_factory=dict)
    jobs: list[dict[str, object]] = field(default_factory=list)
    http: int = 200
    status: int = 0
    drops: bool = False
    received: list[bytes] = field(default_factory=list)
    requests: list[bytes] = field(default_factory=list)
    uri: str = ""

    def answer(self, request: bytes) -> bytes | None:
        """The answer to a request; None hangs up."""
        self.requests.append(request)
        (operation,) = struct.unpack_from(">h", request, 2)
        if operation == GET_PRINTER:
            plain = {"printer-state": 3, "document-format-supported": ["application/pdf"]}
            return _message(0, IppTag.PRINTER, {**plain, **self.printer})
        if operation == PRINT_JOB:
            if self.drops:
                return None
            self.received.append(request)
            return _message(self.status, IppTag.JOB, {"job-id": 7, "job-state": 3})
        if operation == GET_JOB and self.jobs:
            said = self.jobs.pop(0) if len(self.jobs) > 1 else self.jobs[0]
            return _message(0, IppTag.JOB, {"job-id": 7, **said})
        return None


def _message(status: int, group: IppTag, attributes: dict[str, object]) -> bytes:
    head = struct.pack(">bbhi", 2, 0, status, 1) + struct.pack(">b", IppTag.OPERATION.value)
    head += construct_attribute("attributes-charset", "utf-8", IppTag.CHARSET)
    head += construct_attribute("attributes-natural-language", "en", IppTag.LANGUAGE)
    body = b"".join(
        construct_attribute(name, value, _tag(name)) for name, value in attributes.items()
    )
    return head + struct.pack(">b", group.value) + body + struct.pack(">b", IppTag.END.value)


def _tag(name: str) -> IppTag:
    if name in ENUMS:
        return IppTag.ENUM
    if name in FLAGS:
        return IppTag.BOOLEAN
    return IppTag.INTEGER if name in {"job-id", "job-impressions-completed"} else IppTag.KEYWORD


@contextmanager
def scripted(script: Scripted) -> Iterator[Scripted]:
    """A printer that says what a test wants."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            answer = script.answer(request) if script.http == 200 else b"<html>"
            if answer is None:
                self.close_connection = True
                return
            self.send_response(script.http)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        script.uri = f"ipp://127.0.0.1:{server.server_address[1]}/ipp/print"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()
            thread.join()
