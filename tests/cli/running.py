"""The program as its users start it: a process of its own, with nothing of the tests' about it.

What must hold of every run that refuses stands here once: no traceback, nothing written, and
nothing of the child's repeated.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

START = [sys.executable, "-c", "from checklist.cli.app import main; main()"]


def environment(**more: str) -> dict[str, str]:
    """A plain environment: no colours, no wishes of the developer's or of where CI runs."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CHECKLIST_", "GITHUB_"))}
    return {**kept, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONWARNINGS": "error", **more}


def run(
    *arguments: str | Path, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run `checklist` with these arguments; `more` are environment variables."""
    return subprocess.run(
        [*START, *map(str, arguments)],
        cwd=cwd,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=60,
    )


def contents(folder: Path) -> dict[str, int]:
    """Everything in a folder, with sizes; hidden and temporary files too."""
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file()
    }


def refused(
    *arguments: str | Path, cwd: Path, code: int, secrets: Iterable[str] = ()
) -> subprocess.CompletedProcess[str]:
    """Run `checklist`, which must refuse with this exit code, and leave everything as it was."""
    before = contents(cwd)
    done = run(*arguments, cwd=cwd)
    assert done.returncode == code, done.stdout + done.stderr
    assert contents(cwd) == before
    assert done.stderr.strip()
    for text in (done.stdout, done.stderr):
        assert "Traceback" not in text
        assert "Exception" not in text
        assert not [secret for secret in secrets if secret in text]
    return done
