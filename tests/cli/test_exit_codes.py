"""Exit codes are a promise: one for each way a run can end, and never a traceback.

Bad profiles are refused before anything is written, and nothing of what they say of a child
comes back on the screen. The ID numbers are made up in an area code never given out.
"""

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from checklist.errors import ExitCode
from tests.catalog.small import open_small
from tests.children.test_identity import whole
from tests.cli.running import START, environment, refused, run
from tests.support import CATALOG

BORN, NAME = "2019-05-02", "祕密甲"
NUMBER = whole("99000020190502001")
WRONG = NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)
GOOD = f"name: {NAME}\nbirth_date: {BORN}\nresidence: 昆山市\nhukou: 新昌县\n"
SECRETS = (BORN, NAME, NUMBER, WRONG, "祕密乙", "2019-05-03", "2099-09-09")

BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "C002"),
    "binary": (b"PK\x03\x04\0\0" + NAME.encode(), "C003"),
    "in GBK": (f"name: {NAME}\n".encode("gb18030"), "C004"),
    "deeply nested": (b"name: " + b"[" * 100_000, "C006"),
    "no YAML": (f"name: '{NAME}\n".encode(), "C007"),
    "a list": (f"- {NAME}\n".encode(), "C010"),
    "with a wrong check digit": (f"{GOOD}id_number: '{WRONG}'\n".encode(), "P104"),
    "at odds with its ID number": (
        f"{GOOD}id_number: '{NUMBER}'\n".replace(BORN, "2019-05-03").encode(), "P106",
    ),
    "with a date to come": (GOOD.replace(BORN, "2099-09-09").encode(), "P108"),
    "without a residence": (GOOD.replace("residence: 昆山市\n", "").encode(), "P110"),
    "with an unknown residence": (GOOD.replace("昆山市", "祕密乙").encode(), "P112"),
    "with an unknown entry": (f"{GOOD}nickname: {NAME}\n".encode(), "P101"),
}  # fmt: skip


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "child.yaml"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_profile_is_refused(kind: str, tmp_path: Path) -> None:
    content, code = BAD[kind]
    (tmp_path / "child.yaml").write_bytes(content)
    done = refused(
        "make", "child.yaml", "--to", "html", "-o", "out/", "--on", "2026-11-23",
        cwd=tmp_path, code=ExitCode.PROFILE, secrets=SECRETS,
    )  # fmt: skip
    assert code in done.stderr
    assert done.stdout == ""


def test_a_missing_profile_and_a_folder_are_refused(tmp_path: Path) -> None:
    for name in ("none.yaml", "."):
        done = refused("make", name, cwd=tmp_path, code=ExitCode.PROFILE)
        assert "C001" in done.stderr


def test_a_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "child.yaml").open("wb") as large:
        large.truncate(100_000_000)
    done = refused("make", "child.yaml", cwd=tmp_path, code=ExitCode.PROFILE)
    assert "C005" in done.stderr


def test_the_same_is_said_in_english(tmp_path: Path) -> None:
    (tmp_path / "child.yaml").write_bytes(BAD["with a wrong check digit"][0])
    done = refused("make", "child.yaml", "--ui", "en", cwd=tmp_path, code=3, secrets=SECRETS)
    assert "check digit" in done.stderr


def test_a_profile_in_order_is_written_for_its_owners_eyes_only(profile: Path) -> None:
    done = run("make", profile, "--to", "html", "--to", "json", "-o", "out/", cwd=profile.parent)
    assert done.returncode == ExitCode.DONE, done.stderr
    written = sorted((profile.parent / "out").iterdir())
    assert [path.suffix for path in written] == [".html", ".json"]
    for path in written:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert NAME not in path.name
        assert BORN not in path.name


def test_results_go_to_stdout_and_messages_to_stderr(profile: Path) -> None:
    done = run("make", profile, "--to", "json", "-o", "-", "--on", "2026-11-23")
    assert done.returncode == ExitCode.DONE
    assert done.stderr == ""
    assert json.loads(done.stdout)["residence"] == "320583"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["nonsense"],
        ["make"],
        ["make", "child.yaml", "--nonsense"],
        ["make", "child.yaml", "--on", "2026-02-30"],
        ["make", "child.yaml", "--to", "odt"],
        ["make", "child.yaml", "--lang", "tlh"],
        ["make", "child.yaml", "--residence", "祕密"],
        ["make", "child.yaml", "--on", "1999-01-01", "--residence", "新昌县"],
        ["make", "child.yaml", "--to", "csv", "--to", "md", "-o", "-"],
        ["make", "child.yaml", "--catalog", "."],
        ["explain", "child.yaml", "no-such-item"],
        ["explain", "C999"],
        ["catalog", "show", "昆山市", "no-such-item"],
        ["catalog", "schema", "nonsense"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_explained(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "child.yaml").write_text(f"residence: 昆山市\nname: {NAME}\n", "utf-8")
    refused(*arguments, cwd=tmp_path, code=ExitCode.USAGE, secrets=SECRETS)


@pytest.fixture
def broken(tmp_path: Path, profile: Path) -> Path:
    assert profile
    text = b'layer: "320600"\nname: {}\n'
    root = open_small(tmp_path / "catalog", {"32-jiangsu/3205-suzhou.yaml": text}).root
    (root / "facts.yaml").symlink_to(CATALOG / "facts.yaml")
    return root


def test_a_catalog_with_an_error_is_refused_where_it_matters(broken: Path) -> None:
    folder = broken.parent
    catalog = ["--catalog", str(broken)]
    told = refused("make", "child.yaml", *catalog, cwd=folder, code=ExitCode.CATALOG)
    assert "3205-suzhou.yaml:2:1" in told.stderr
    elsewhere = run("make", "child.yaml", *catalog, "--residence", "新昌县", cwd=folder)
    assert elsewhere.returncode == ExitCode.DONE, elsewhere.stderr
    checked = run("catalog", "check", *catalog)
    assert checked.returncode == ExitCode.CATALOG
    assert "C106" in checked.stdout


def test_a_situation_that_comes_out_otherwise_fails_the_test(tmp_path: Path) -> None:
    case = "residence: 昆山市\non: 2026-11-23\ncases:\n  - {name: x, child: {}, scope: in}\n"
    root = open_small(tmp_path / "catalog", {"32-jiangsu/cases/a.yaml": case.encode()}).root
    (root / "facts.yaml").symlink_to(CATALOG / "facts.yaml")
    done = run("catalog", "test", "--catalog", root)
    assert done.returncode == ExitCode.CATALOG
    assert "C502" in done.stdout
    assert "Traceback" not in done.stderr


def test_the_real_catalog_is_in_order() -> None:
    for command in ("check", "test"):
        done = run("catalog", command, "--format", "json")
        assert done.returncode == ExitCode.DONE, done.stdout
        assert json.loads(done.stdout) == []


@pytest.mark.parametrize("arguments", [["catalog", "schema", "layer"], ["--help"]])
def test_a_reader_that_stops_reading_is_no_failure(arguments: list[str]) -> None:
    pipes = subprocess.PIPE
    with subprocess.Popen(
        [*START, *arguments], stdout=pipes, stderr=pipes, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        assert process.wait(30) == ExitCode.DONE, said
    assert said == b""


def test_a_full_disk_is_said_and_nothing_more(profile: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*START, "make", str(profile), "--to", "json", "-o", "-"],
            stdout=full, stderr=subprocess.PIPE, env=environment(), check=False,
        )  # fmt: skip
    assert done.returncode == ExitCode.ENVIRONMENT
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_a_folder_that_cannot_be_written_is_said(profile: Path) -> None:
    refused(
        "make", "child.yaml", "-o", "child.yaml/out.html",
        cwd=profile.parent, code=ExitCode.ENVIRONMENT, secrets=SECRETS,
    )  # fmt: skip


def test_a_mistake_of_ours_tells_nothing_of_the_child(profile: Path) -> None:
    script = (
        "import sys; from checklist.cli import app, intake\n"
        f"def fail(*_): raise ValueError({NAME!r} + {BORN!r})\n"
        "intake.assessment = fail\n"
        "app.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "make", str(profile)],
        capture_output=True, encoding="utf-8", check=False,
        env=environment(TMPDIR=str(profile.parent)),
    )  # fmt: skip
    logs = list(profile.parent.glob("*.log"))
    assert done.returncode == ExitCode.BUG
    assert len(logs) == 1
    for text in (done.stdout, done.stderr, logs[0].read_text("utf-8")):
        assert "Traceback" not in text
        assert not [secret for secret in SECRETS if secret in text]
    assert "ValueError" in logs[0].read_text("utf-8")


def test_ending_a_run_by_hand_has_a_code_of_its_own() -> None:
    script = (
        "from checklist.cli import app, intake\n"
        "def stop(*_): raise KeyboardInterrupt\n"
        "intake.opened = stop\n"
        "app.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "catalog", "list"],
        capture_output=True, encoding="utf-8", check=False, env=environment(),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (ExitCode.INTERRUPTED, "")
    assert "Traceback" not in done.stderr
