"""What is done of a run, on the disk: kept when it holds, remade when anything differs."""

import errno
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklist.errors import UserError
from checklist.runs import journal
from checklist.runs.printruns.register import MANIFEST, Made, Register, opened

MARK = "a roster"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def register(folder: Path) -> Iterator[Register]:
    with opened(folder, MARK, None) as found:
        yield found


def waiting(register: Register, file: str, content: bytes, inputs: str) -> Made:
    """A document that is finished and has no name yet."""
    part = register.work / file
    part.write_bytes(content)
    return Made(file, inputs, part, children=1, pages=2)


def test_a_document_counts_once_it_has_its_name_and_its_line(
    register: Register, folder: Path
) -> None:
    made = waiting(register, "bundle-01.pdf", b"%PDF", "abc")
    assert not register.holds("bundle-01.pdf", "abc")
    register.publish([made])
    assert register.holds("bundle-01.pdf", "abc")
    assert (folder / "bundle-01.pdf").read_bytes() == b"%PDF"
    assert stat.S_IMODE((folder / "bundle-01.pdf").stat().st_mode) == 0o600
    assert register.pages("bundle-01.pdf") == 2
    assert not made.part.exists()


def test_what_was_made_from_other_things_does_not_hold(register: Register) -> None:
    register.publish([waiting(register, "bundle-01.pdf", b"%PDF", "abc")])
    assert not register.holds("bundle-01.pdf", "abd")
    assert not register.holds("bundle-02.pdf", "abc")


@pytest.mark.parametrize("content", [b"", b"%PD", b"%PDX", b"%PDF2", None])
def test_what_somebody_changed_or_removed_does_not_hold(
    content: bytes | None, register: Register, folder: Path
) -> None:
    register.publish([waiting(register, "bundle-01.pdf", b"%PDF", "abc")])
    path = folder / "bundle-01.pdf"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert not register.holds("bundle-01.pdf", "abc")


def test_the_next_run_finds_what_the_last_one_made(folder: Path) -> None:
    with opened(folder, MARK, None) as first:
        digest = first.digest("一个孩子")
        first.publish([waiting(first, "1.pdf", b"one", digest)])
        first.publish([waiting(first, "1.pdf", b"two", "later")])
    with opened(folder, MARK, None) as second:
        assert second.digest("一个孩子") == digest
        assert second.holds("1.pdf", "later")
        assert not second.holds("1.pdf", digest)


def test_a_reprint_beside_the_run_is_not_noted_and_not_removed(folder: Path) -> None:
    with opened(folder, MARK, None) as register:
        register.publish([waiting(register, "rows-3.pdf", b"three", "")], noted=False)
    with opened(folder, MARK, None) as register:
        assert register.drop_all_but(set()) == ()
    assert (folder / "rows-3.pdf").read_bytes() == b"three"


def test_documents_that_belong_to_the_run_no_longer_are_removed(folder: Path) -> None:
    with opened(folder, MARK, None) as register:
        register.publish([waiting(register, f"{n}.pdf", b"x", "i") for n in (1, 2, 3)])
        assert register.drop_all_but({"1.pdf", "3.pdf"}) == ("2.pdf",)
    assert sorted(path.name for path in folder.glob("*.pdf")) == ["1.pdf", "3.pdf"]
    with opened(folder, MARK, None) as register:
        assert register.holds("1.pdf", "i")
        assert not register.holds("2.pdf", "i")


def test_what_a_killed_run_left_unfinished_is_removed(folder: Path) -> None:
    with opened(folder, MARK, None):
        pass
    left = folder / ".work-abc"
    left.mkdir()
    (left / "bundle-01.pdf").write_bytes(b"half")
    with opened(folder, MARK, None) as register:
        assert list(folder.glob(".work-*")) == [register.work]
    assert not list(folder.glob(".work-*"))


def test_a_folder_with_other_things_in_it_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "bundle-01.pdf").write_bytes(b"a stranger's")
    with pytest.raises(UserError, match="other files"), opened(folder, MARK, None):
        pytest.fail("opened")
    assert [path.name for path in folder.iterdir()] == ["bundle-01.pdf"]


def test_a_file_in_the_folder_s_place_is_refused(folder: Path) -> None:
    folder.write_bytes(b"")
    with pytest.raises((UserError, OSError)), opened(folder, MARK, None):
        pytest.fail("opened")


def test_the_folder_of_another_roster_is_refused(folder: Path) -> None:
    with opened(folder, MARK, None):
        pass
    with pytest.raises(UserError, match="another roster"), opened(folder, "b roster", None):
        pytest.fail("opened")


def test_two_runs_at_once_are_refused(folder: Path) -> None:
    with (
        opened(folder, MARK, None),
        pytest.raises(UserError, match="Another run"),
        opened(folder, MARK, None),
    ):
        pytest.fail("opened twice")


@pytest.mark.parametrize("name", ["../outside.pdf", "/etc/outside.pdf", "sub/outside.pdf", ".."])
def test_a_manifest_that_names_files_elsewhere_removes_none(
    name: str, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.pdf"
    outside.write_bytes(b"precious")
    with opened(folder, MARK, None):
        pass
    journal.append(folder / MANIFEST, {"file": name, "inputs": "i"})
    with opened(folder, MARK, None) as register:
        assert register.drop_all_but(set()) == ()
    assert outside.read_bytes() == b"precious"


def test_digests_differ_from_folder_to_folder_and_with_the_password(tmp_path: Path) -> None:
    digests = set()
    for name, password in (("a", None), ("b", None), ("a", "secret-1"), ("a", "secret-2")):
        with opened(tmp_path / name, MARK, password) as register:
            digests.add(register.digest("a child"))
    assert len(digests) == 4
    with opened(tmp_path / "a", MARK, "secret-1") as register:
        assert register.digest("a child") in digests


def test_texts_do_not_run_into_each_other_in_a_digest(register: Register) -> None:
    assert len({register.digest(*parts) for parts in (["ab", "c"], ["a", "bc"], ["abc"])}) == 3


def test_a_full_disk_leaves_what_was_there(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register.publish([waiting(register, "1.pdf", b"one", "i")])
    made = waiting(register, "1.pdf", b"two", "j")

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "append", full)
    with pytest.raises(OSError, match="No space"):
        register.publish([made])
    assert (folder / "1.pdf").read_bytes() in {b"one", b"two"}
    assert not register.holds("1.pdf", "j"), "it has its name but not its line"
