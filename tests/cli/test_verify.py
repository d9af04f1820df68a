"""`checklist verify`: a paper that agrees passes, any other is told apart and said why."""

import json
from pathlib import Path

import pytest

from checklist.errors import ExitCode
from tests.cli.running import refused, run
from tests.support import ROOT

EXAMPLE = ROOT / "tests" / "examples" / "kunshan-first-grader.yaml"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the same sheet on paper, as a page and as a record, and next year's record."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("sheet.pdf", "sheet.html", "sheet.json"):
        done = run("make", EXAMPLE, "--on", "2026-11-23", "-o", folder / name)
        assert done.returncode == ExitCode.DONE
    run("make", EXAMPLE, "--on", "2027-09-01", "--lang", "en", "-o", folder / "later.json")
    return folder


def code_of(path: Path) -> str:
    return str(json.loads(path.read_text("utf-8"))["code"])


@pytest.mark.parametrize("name", ["sheet.pdf", "sheet.html", "sheet.json"])
def test_what_agrees_is_said_to_agree(made: Path, name: str) -> None:
    done = run("verify", made / name, made / "sheet.json")
    assert (done.returncode, done.stderr) == (ExitCode.DONE, "")
    assert "一致" in done.stdout


def test_a_typed_code_does_as_well(made: Path) -> None:
    code = code_of(made / "sheet.json").lower()
    assert run("verify", code, made / "sheet.json", "--ui", "en").stdout.startswith("✓")


def test_a_paper_of_another_day_is_told_apart(made: Path) -> None:
    done = run("verify", made / "sheet.pdf", made / "later.json", "--format", "json")
    assert done.returncode == ExitCode.STALE
    told = json.loads(done.stdout)
    assert not told["same"]
    assert [difference["what"] for difference in told["differences"]] == ["on", "answers"]


def test_two_records_are_told_apart_item_by_item(made: Path) -> None:
    done = run("verify", made / "later.json", made / "sheet.json", "--format", "json")
    items = [d for d in json.loads(done.stdout)["differences"] if d["what"] == "item"]
    records = (
        json.loads((made / name).read_text("utf-8")) for name in ("sheet.json", "later.json")
    )
    before, after = (
        {item["id"]: item["outcome"] for item in record["items"]} for record in records
    )
    assert {d["id"]: (d["record"], d["paper"]) for d in items} == {
        name: (before[name], after[name]) for name in before if before[name] != after[name]
    }


def test_a_record_changed_by_hand_does_not_pass(made: Path, tmp_path: Path) -> None:
    record = json.loads((made / "sheet.json").read_text("utf-8"))
    record["items"][0]["outcome"] = "eligible"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(record), "utf-8")
    done = run("verify", made / "sheet.pdf", changed)
    assert done.returncode == ExitCode.STALE
    assert "改过" in done.stdout
    assert "孩子的结果" in done.stdout


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[1]", b"\xff\xfe{", b'{"schema": "checklist/1"}', b"[" * 100_000,
     b'{"schema": "checklist/1", "items": 3, "editions": [], "residence": "1", "on": 5}'],
    ids=["empty", "nothing", "list", "bytes", "bare", "deep", "wrong"],
)  # fmt: skip
def test_what_is_no_record_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(content)
    code = "CHECKLIST/1 320583 20261123 1 000000 00000000"
    assert "--to json" in refused("verify", code, path, cwd=tmp_path, code=2).stderr


@pytest.mark.parametrize("content", [b"%PDF-1.7\nbroken", b"nothing here", b"%PDF-"])
def test_what_carries_no_code_is_refused(content: bytes, made: Path, tmp_path: Path) -> None:
    path = tmp_path / "paper"
    path.write_bytes(content)
    assert "核对码" in refused("verify", path, made / "sheet.json", cwd=tmp_path, code=2).stderr


def test_half_a_code_is_neither_a_code_nor_a_file(made: Path, tmp_path: Path) -> None:
    half = "CHECKLIST/1 320583 20261123"
    assert "核对码" in refused("verify", half, made / "sheet.json", cwd=tmp_path, code=2).stderr
