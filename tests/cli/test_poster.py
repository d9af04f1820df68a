"""`checklist catalog poster`: a place in, a poster out; what cannot be one is refused."""

from pathlib import Path

import pytest

from checklist.errors import ExitCode
from tests.cli.running import refused, run


def test_a_poster_is_written_under_the_place_s_code(tmp_path: Path) -> None:
    done = run("catalog", "poster", "昆山市", "--on", "2026-11-23", "--to", "html", cwd=tmp_path)
    assert done.returncode == ExitCode.DONE, done.stderr
    path = tmp_path / "output" / "poster-320583-2026-11-23.html"
    assert "昆山市" in path.read_text("utf-8")
    assert done.stdout == ""
    assert str(path.name) in done.stderr


def test_a_poster_may_go_to_stdout() -> None:
    done = run("catalog", "poster", "320583", "--to", "html", "-o", "-", "--lang", "en")
    assert done.stdout.startswith("<!DOCTYPE html>") or "<html" in done.stdout
    assert "Kunshan" in done.stdout


@pytest.mark.parametrize(
    "wrong",
    [("--to", "json"), ("--lang", "../../etc/x"), ("--on", "1990-01-01"), ("--templates", ".")],
)
def test_what_cannot_be_a_poster_is_refused(wrong: tuple[str, str], tmp_path: Path) -> None:
    refused("catalog", "poster", "昆山市", *wrong, cwd=tmp_path, code=2)
