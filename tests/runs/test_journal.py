"""The list of what was done: on the disk before it counts, and never believed where it is torn."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checklist.errors import UserError
from checklist.runs import journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "manifest.jsonl"


def test_what_is_appended_is_read_back_in_order(path: Path) -> None:
    assert journal.read(path) == ()
    journal.append(path, {"file": "一.pdf", "pages": 2})
    journal.append(path, {"file": "b"}, {"file": "c", "why": ["x", None, True]})
    assert journal.read(path) == (
        {"file": "一.pdf", "pages": 2}, {"file": "b"}, {"file": "c", "why": ["x", None, True]},
    )  # fmt: skip


def test_it_is_for_its_owner_only(path: Path) -> None:
    before = os.umask(0)
    try:
        journal.append(path, {"a": 1})
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_line_torn_at_any_byte_counts_as_never_written_and_the_next_is_whole(path: Path) -> None:
    journal.append(path, {"file": "bundle-01.pdf"})
    first = path.stat().st_size
    journal.append(path, {"file": "合订本-02.pdf"})
    content = path.read_bytes()
    for end in range(first, len(content)):
        path.write_bytes(content[:end])
        assert journal.read(path) == ({"file": "bundle-01.pdf"},)
        journal.append(path, {"file": "3"})
        assert journal.read(path) == ({"file": "bundle-01.pdf"}, {"file": "3"})


@pytest.mark.parametrize("line", [b"{", b"[1]", b"\xff\xfe", b"", b'"text"', b"1"])
def test_a_line_that_is_no_record_is_refused_with_its_number(path: Path, line: bytes) -> None:
    path.write_bytes(b'{"a": 1}\n' + line + b'\n{"a": 2}\n')
    with pytest.raises(UserError) as caught:
        journal.read(path)
    assert "第 2 行" in caught.value.zh
    assert "Line 2" in caught.value.en


def test_the_end_of_a_long_list_is_found_without_reading_it(path: Path) -> None:
    journal.append(path, *({"file": f"sheet-{number}.pdf"} for number in range(1000)))
    with path.open("r+b") as file:
        file.write(b"#")  # an edited line does not stop the run that is writing
    journal.append(path, {"file": "last"})
    assert path.read_bytes().endswith(b'{"file": "sheet-999.pdf"}\n{"file": "last"}\n')


def test_a_folder_is_held_by_one_and_the_other_is_told_by_whom(tmp_path: Path) -> None:
    with journal.held(tmp_path):
        with pytest.raises(UserError) as caught, journal.held(tmp_path):
            pytest.fail("two at once")
        assert str(os.getpid()) in caught.value.zh
        assert str(os.getpid()) in caught.value.en
    with journal.held(tmp_path):
        pass


def test_a_holder_that_is_killed_lets_go(tmp_path: Path) -> None:
    script = (
        "import sys, time, pathlib\n"
        "from checklist.runs.journal import held\n"
        "with held(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script, tmp_path], stdout=subprocess.PIPE) as one:
        assert one.stdout
        assert one.stdout.readline() == b"held\n"
        with pytest.raises(UserError, match=str(one.pid)), journal.held(tmp_path):
            pytest.fail("two at once")
        one.kill()
        one.wait()
    with journal.held(tmp_path):
        pass
