"""Galleys on disk: shared, bounded, and never believed when damaged."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from checklist.documents.fonts.faces import Metrics
from checklist.documents.paste.cabinet import FILE, Cabinet
from checklist.documents.paste.galley import Galley
from checklist.documents.paste.pieces import Piece, Voice, piece
from checklist.documents.pdf import Box
from checklist.errors import ExitCode, MachineError
from tests.documents.paper import TEMPLATES

VOICE = Voice("zh-Hans", "ltr")


def galley(drawn: bytes = b"q\n(\xff) Tj\nQ") -> Galley:
    """One with everything in it."""
    metrics = Metrics("Noto-Sans-CJK-SC", "Noto Sans CJK SC", 1160, -288, 4)
    return Galley(
        Box(1.5, 0.0, 2.5, 1 / 3), (793.7007874015749, 6000.0), (drawn, b""), ("TSPJMR",),
        {"TSPJMR": {18: "1", 26323: "王"}}, {"TSPJMR": metrics}, {"a1.0": "<< /ca 1 >>"},
    )  # fmt: skip


def some(number: int = 1, size: int = 20) -> dict[Piece, Galley]:
    """Galleys of different shapes."""
    letters = [chr(0x4E00 + number * 100 + one) for one in range(size)]
    return {piece(VOICE, f"<p>{letter}</p>"): galley() for letter in letters}


def cabinet(folder: Path, paper: str = "a4", most: int = 10_000_000) -> Cabinet:
    return Cabinet(folder, TEMPLATES, paper, most)


def test_what_was_put_is_what_another_cabinet_gets(tmp_path: Path) -> None:
    cabinet(tmp_path).put(some())
    assert cabinet(tmp_path).get(some()) == some()


def test_without_a_folder_nothing_is_kept() -> None:
    one = Cabinet(None, TEMPLATES, "a4")
    one.put(some())
    assert one.get(some()) == {}


def test_another_paper_or_other_templates_find_nothing(tmp_path: Path) -> None:
    cabinet(tmp_path).put(some())
    assert cabinet(tmp_path, "a5").get(some()) == {}
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "sheet.css").write_text("p { color: red }")
    assert Cabinet(tmp_path, templates, "a4").get(some()) == {}


def test_what_says_something_of_a_child_is_not_kept(tmp_path: Path) -> None:
    named = piece(VOICE, '<b data-field="name">Li Ming</b>')
    cabinet(tmp_path).put({named: galley()})
    assert cabinet(tmp_path).get([named]) == {}


@pytest.mark.parametrize("keep", [0, 10, 100, 5000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, keep: int) -> None:
    cabinet(tmp_path).put(some())
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:keep] + b"\x13" * 3000)
    found = cabinet(tmp_path).get(some())
    assert all(one == galley() for one in found.values())
    cabinet(tmp_path).put(some())
    cabinet(tmp_path).put(some())
    assert cabinet(tmp_path).get(some()) == some()


def test_a_row_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    cabinet(tmp_path).put(some())
    with closing(sqlite3.connect(tmp_path / FILE)) as base, base:
        base.execute("UPDATE galley SET body = x'00' WHERE number = 1")
    assert len(cabinet(tmp_path).get(some())) == len(some()) - 1


def test_several_may_write_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: cabinet(tmp_path).put(some(number)), range(6)))
    for number in range(6):
        assert cabinet(tmp_path).get(some(number)) == some(number)


def test_the_oldest_go_when_there_is_too_much(tmp_path: Path) -> None:
    for number in range(30):
        cabinet(tmp_path, most=20_000).put(some(number))
    assert cabinet(tmp_path).get(some(29)) == some(29)
    assert cabinet(tmp_path).get(some(0)) == {}


def test_a_folder_that_cannot_be_written_is_the_machine_s_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(MachineError) as refused:
        cabinet(blocked / "folder").put(some())
    assert refused.value.exit_code is ExitCode.ENVIRONMENT
