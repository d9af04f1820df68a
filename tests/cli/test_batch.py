"""`checklist batch` as a school uses it: a roster in, bundles and a ledger out."""

import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from openpyxl import load_workbook

from checklist.cli.app import app
from checklist.errors import ExitCode, UserError
from tests.catalog.small import open_small
from tests.cli.running import START, contents, environment, refused, run
from tests.support import CATALOG

HEADER = "姓名,出生日期,现居住地,班级"
SECRETS = ("祕密甲", "祕密乙", "2019-05-02")
ROWS = [
    "祕密甲,2019-05-02,昆山市,一班",
    "祕密乙,2019-06-03,昆山市,二班",
    "某某,2020-01-05,昆山市,一班",
    "某某某,2018-09-09,,二班",
]
ON = ("--on", "2026-11-23")
WORD = "correct-horse"
UYGHUR = re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]{2}")
HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class School:
    """A folder with a roster, and a catalog all tests of this file share.

    Args:
        shared: the folder with the catalog and the cache of what is typeset.
        folder: the test's own.
    """

    shared: Path
    folder: Path

    def write(self, *rows: str, header: str = HEADER) -> Path:
        path = self.folder / "roster.csv"
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return path

    def arguments(self, *more: str) -> list[str]:
        catalog = str(self.shared / "catalog")
        return ["batch", "roster.csv", "-o", "out", "--catalog", catalog, *ON, "--jobs", "1", *more]

    @property
    def environment(self) -> dict[str, str]:
        return {"XDG_CACHE_HOME": str(self.shared / "cache")}

    def batch(self, *more: str, code: int = 0, **wished: str) -> subprocess.CompletedProcess[str]:
        """Run the command, which must end with this code."""
        done = run(*self.arguments(*more), cwd=self.folder, **self.environment, **wished)
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done

    def told(self, *more: str, code: int = 0, **wished: str) -> dict[str, Any]:
        """What the command says to programs."""
        done = self.batch(*more, "--format", "json", code=code, **wished)
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    @property
    def out(self) -> Path:
        return self.folder / "out"

    def files(self) -> list[str]:
        return sorted(path.name for path in self.out.iterdir() if path.name != ".lock")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    open_small(folder / "catalog", {})
    (folder / "catalog" / "facts.yaml").symlink_to(CATALOG / "facts.yaml")
    return folder


@pytest.fixture
def school(shared: Path, tmp_path: Path) -> School:
    return School(shared, tmp_path)


def states(said: dict[str, Any]) -> dict[str, str]:
    return {each["file"]: each["state"] for each in said["documents"]}


def words(path: Path, password: str = "") -> str:
    options = ["-upw", password] if password else []
    ran = subprocess.run(
        ["pdftotext", "-layout", *options, str(path), "-"],  # noqa: S607 - of PATH
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return ran.stdout


def bookmarks(path: Path) -> list[str]:
    with pikepdf.open(path) as document, document.open_outline() as outline:
        return [entry.title for entry in outline.root]


def test_a_bundle_for_each_group_with_a_cover_bookmarks_and_a_ledger(school: School) -> None:
    school.write(*ROWS)
    done = school.batch("--group-by", "班级", "--residence", "昆山市")
    assert school.files() == ["bundle-01.pdf", "bundle-02.pdf", "ledger.xlsx", "manifest.jsonl"]
    for name in school.files():
        assert stat.S_IMODE((school.out / name).stat().st_mode) == 0o600
    assert bookmarks(school.out / "bundle-01.pdf") == ["合订本封面", "2 祕密甲", "4 某某"]
    assert bookmarks(school.out / "bundle-02.pdf") == ["合订本封面", "3 祕密乙", "5 某某某"]
    cover = words(school.out / "bundle-02.pdf").partition("\f")[0]
    assert "二班" in cover
    assert "祕密乙" in cover
    assert "祕密甲" not in cover
    assert "bundle-01.pdf  一班  2 份" in done.stdout
    rows = load_workbook(school.out / "ledger.xlsx")["台账"]
    assert [cell.value for cell in rows["B"]] == ["姓名", "祕密甲", "某某", "祕密乙", "某某某"]
    manifest = (school.out / "manifest.jsonl").read_text("utf-8")
    for secret in SECRETS:
        assert secret not in done.stdout + done.stderr
        assert secret not in manifest
        assert not [name for name in school.files() if secret in name]
    assert not [group for group in ("一班", "二班", "班级") if group in manifest]


def test_a_second_run_has_nothing_to_do_and_a_change_remakes_its_group_only(
    school: School,
) -> None:
    wishes = ("--group-by", "班级", "--residence", "昆山市")
    school.write(*ROWS)
    assert states(school.told(*wishes)) == {"bundle-01.pdf": "made", "bundle-02.pdf": "made"}
    before = {path.name: path.stat().st_mtime_ns for path in school.out.iterdir()}
    assert set(states(school.told(*wishes)).values()) == {"kept"}
    after = {path.name: path.stat().st_mtime_ns for path in school.out.iterdir()}
    assert {name for name in before if before[name] != after[name]} <= {".lock"}
    school.write(*ROWS[:3], ROWS[3].replace("2018-09-09", "2018-09-08"))
    assert states(school.told(*wishes)) == {"bundle-01.pdf": "kept", "bundle-02.pdf": "made"}
    school.write(ROWS[0], ",,,", ROWS[2])
    assert states(school.told(*wishes)) == {"bundle-01.pdf": "kept"}
    assert school.files() == ["bundle-01.pdf", "ledger.xlsx", "manifest.jsonl"]


def test_bad_rows_do_not_stop_good_ones(school: School) -> None:
    school.write("甲,2019-05-02,昆山市,一班", "乙,2019-13-02,昆山市,一班", "丙,2019-05-03,,一班")
    done = school.batch("--group-by", "班级", code=ExitCode.SOME_FAILED)
    assert "roster.csv:B3: 错误 P102" in done.stderr
    assert "roster.csv:A4: 错误 R201" in done.stderr
    assert "没有印：2 行" in done.stdout
    cover = words(school.out / "bundle-01.pdf").partition("\f")[0]
    assert {"第3行", "第4行"} <= set(re.sub("(?<=第) | (?=行)", "", cover).split())
    assert "B3" in cover


def test_programs_are_told_what_failed(school: School) -> None:
    school.write("甲,2019-05-02,昆山市,一班", "乙,2019-13-02,昆山市,一班", "丙,2019-05-03,,一班")
    said = school.told("--annotate", "noted.xlsx", code=ExitCode.SOME_FAILED)
    assert said["failed_rows"] == [3, 4]
    assert {"P102", "R201"} <= {finding["code"] for finding in said["findings"]}
    book = load_workbook(school.folder / "noted.xlsx")
    assert "P102" in str(book.worksheets[0]["B3"].comment)
    assert stat.S_IMODE((school.folder / "noted.xlsx").stat().st_mode) == 0o600


def test_a_roster_without_a_usable_row_is_refused_with_all_that_is_wrong(school: School) -> None:
    school.write("甲,2019-13-02,昆山市,一班", "乙,2019-05-02,,一班")
    done = refused(*school.arguments(), cwd=school.folder, code=ExitCode.PROFILE)
    assert "P102" in done.stderr
    assert "R201" in done.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--group-by", "年级"], "年级"),
        (["--only", "17-"], "行号"),
        (["--only", "9-3"], "--only"),
        (["--only", "2,99"], "99"),
        (["--encrypt"], "--password-file"),
        (["--password-file", "none.txt"], "none.txt"),
        (["--password-file", "short"], "密码要"),
        (["--password-file", "chinese"], "密码要"),
        (["--lang", "xx"], "xx"),
        (["--residence", "不存在的地方"], "不存在的地方"),
        (["--sheet", "x"], "没有工作表"),
        (["--annotate", "roster.csv"], "--annotate"),
        (["--annotate", "link.xlsx"], "--annotate"),
        (["-o", "others"], "已经有别的文件"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    more: list[str], said: str, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.write(*ROWS)
    (school.folder / "short").write_text("short\n")
    (school.folder / "chinese").write_text("密码密码密码密码\n", "utf-8")
    (school.folder / "link.xlsx").symlink_to("roster.csv")
    (school.folder / "others").mkdir()
    (school.folder / "others" / "bundle-01.pdf").write_bytes(b"precious")
    monkeypatch.chdir(school.folder)
    monkeypatch.delenv("CHECKLIST_PASSWORD", raising=False)
    before = contents(school.folder)
    with pytest.raises(UserError) as caught:
        app([*school.arguments("--residence", "昆山市"), *more], standalone_mode=False)
    assert caught.value.exit_code == ExitCode.USAGE
    assert said in caught.value.zh
    assert contents(school.folder) == before


def test_a_file_that_is_no_roster_is_refused(school: School) -> None:
    (school.folder / "roster.csv").write_bytes(b"\x00\x01\x02" * 100)
    refused(*school.arguments(), cwd=school.folder, code=ExitCode.PROFILE)


def test_a_file_a_child_named_by_its_row(school: School) -> None:
    school.write(*ROWS)
    school.batch("--separate", "--residence", "昆山市")
    sheets = [f"sheet-{number:02}.pdf" for number in (2, 3, 4, 5)]
    assert school.files() == ["ledger.xlsx", "manifest.jsonl", *sheets]
    assert "祕密乙" in words(school.out / "sheet-03.pdf")
    assert bookmarks(school.out / "sheet-03.pdf") == ["3 祕密乙"]


def test_single_rows_are_reprinted_beside_the_run(school: School) -> None:
    school.write(*ROWS)
    school.batch("--group-by", "班级", "--residence", "昆山市")
    before = {name: (school.out / name).read_bytes() for name in school.files()}
    school.batch("--group-by", "班级", "--residence", "昆山市", "--only", "5，3")
    assert set(school.files()) - set(before) == {"rows-3,5.pdf"}
    assert bookmarks(school.out / "rows-3,5.pdf") == ["3 祕密乙", "5 某某某"]
    assert {name: (school.out / name).read_bytes() for name in before} == before


def test_on_both_sides_every_child_begins_on_a_sheet_of_its_own_and_all_is_told_in_english(
    school: School,
) -> None:
    school.write(*ROWS)
    done = school.batch("--duplex", "--ui", "en", "--residence", "昆山市")
    assert "4 sheets in 1 files" in done.stdout
    assert bookmarks(school.out / "bundle-01.pdf")[0] == "Cover of a bundle"
    with pikepdf.open(school.out / "bundle-01.pdf") as document:
        with document.open_outline() as outline:
            marks = [entry.to_dictionary_object(document) for entry in outline.root]
            targets = [mark.Dest[0].objgen for mark in marks]
        numbers = [page.obj.objgen for page in document.pages]
        assert [numbers.index(target) % 2 for target in targets] == [0] * 5


def test_two_languages_on_every_sheet_and_drafts_only_where_they_are_asked_for(
    school: School,
) -> None:
    school.write(*ROWS[:2])
    refusal = school.batch("--lang", "ug", code=2).stderr
    assert "--draft-translations" in refusal
    assert not school.out.exists()
    school.batch("--lang", "ug", "--draft-translations", "--jobs", "2")
    said = words(school.out / "bundle-01.pdf")
    cover, *pages = said.split("\f")
    assert "合订本封面" in cover
    assert any("流动儿童居住地关爱服务清单" in page for page in pages)
    assert "Uyghur stands beside it" in said  # the remark
    assert sum(UYGHUR.search(page) is not None for page in pages) >= 2
    assert not UYGHUR.search(cover)
    alone = school.told("--lang", "zh-Hans")
    assert set(states(alone).values()) == {"made"}
    assert not UYGHUR.search(words(school.out / "bundle-01.pdf"))


def test_without_a_language_each_sheet_is_as_its_residence_has_it(school: School) -> None:
    school.write("甲,2019-05-02,延吉市", "乙,2019-05-02,昆山市", header="姓名,出生日期,现居住地")
    school.batch("--separate", "--draft-translations")
    first, second = (words(school.out / name) for name in ("sheet-02.pdf", "sheet-03.pdf"))
    assert HANGUL.search(first)
    assert not HANGUL.search(second)


def test_an_encrypted_run_opens_with_its_password_only_and_locks_the_ledger(
    school: School,
) -> None:
    school.write(*ROWS)
    school.batch("--encrypt", "--residence", "昆山市", CHECKLIST_PASSWORD=WORD)
    assert school.files() == ["bundle-01.pdf", "ledger.pdf", "manifest.jsonl"]
    for name in ("bundle-01.pdf", "ledger.pdf"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(school.out / name)
        with pikepdf.open(school.out / name, password=WORD) as document:
            assert (document.encryption.R, document.encryption.bits) == (6, 256)
    assert "祕密甲" in words(school.out / "bundle-01.pdf", WORD)
    with pikepdf.open(school.out / "ledger.pdf", password=WORD) as document:
        content = document.attachments["ledger.xlsx"].get_file().read_bytes()
    assert load_workbook(BytesIO(content))["台账"]["B2"].value == "祕密甲"
    for path in school.out.iterdir():
        assert "祕密甲".encode() not in path.read_bytes()


def test_a_password_may_come_from_a_file_and_another_one_remakes_all(school: School) -> None:
    school.write(*ROWS)
    wish = ("--password-file", "word", "--residence", "昆山市")
    for word in (WORD, f"{WORD}-2"):
        (school.folder / "word").write_text(f"{word}\n")
        state = states(school.told(*wish))["bundle-01.pdf"]
        pikepdf.open(school.out / "bundle-01.pdf", password=word).close()
    assert state == "made"


HOSTILE = [
    '"../../外面",2019-05-02,昆山市,"../../../外面"',
    '"=cmd|\' /C calc\'!A0",2019-05-02,昆山市,"=1+1"',
    '"<script>alert(1)</script>",2019-05-03,昆山市,"<b>&{{ 7*7 }}"',
    "阿卜杜热合曼·买买提·吐尔逊·阿不都克里木·艾合买提,2019-05-04,昆山市,/etc/passwd",
    "𬀩𠮷,2019-05-05,昆山市,$(touch x)",
]


def test_hostile_names_and_groups_are_text_and_nothing_else(school: School) -> None:
    school.write(*HOSTILE)
    before = set(contents(school.folder))
    school.batch("--group-by", "班级")
    assert {
        name for name in set(contents(school.folder)) - before if not name.startswith("out/")
    } == set()
    assert all(name.isascii() for name in school.files())
    book = load_workbook(school.out / "ledger.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)
    text = "".join(words(school.out / f"bundle-0{n}.pdf") for n in range(1, 6))
    for printed in ("=cmd|' /C calc'!A0", "<script>alert(1)</script>", "𬀩𠮷", "../../外面"):
        assert printed in text


def started(school: School) -> subprocess.Popen[str]:
    """A run at work, in a session of its own."""
    return subprocess.Popen(
        [*START, *school.arguments("--group-by", "班级")], cwd=school.folder,
        env=environment(**school.environment), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        encoding="utf-8", start_new_session=True,
    )  # fmt: skip


def test_a_run_that_is_killed_and_then_interrupted_is_gone_on_with(school: School) -> None:
    school.write(*many())
    with started(school) as running:
        wait_for((school.out / "bundle-02.pdf").exists)
        running.kill()
        running.communicate()
    wait_for(lambda: not in_session(running.pid))
    assert list(school.out.glob(".work-*")), "it had no time to tidy up"
    there = len(list(school.out.glob("*.pdf")))
    with started(school) as running:
        wait_for(lambda: len(list(school.out.glob("*.pdf"))) > there)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: to all of them
        _, said = running.communicate(timeout=30)
    assert running.returncode == ExitCode.INTERRUPTED
    assert "再运行同一条命令就接着做" in said
    assert "Traceback" not in said
    assert not list(school.out.glob(".work-*"))
    done = states(school.told("--group-by", "班级"))
    assert len(done) == 30
    assert list(done.values()).count("kept") >= there


def many() -> list[str]:
    """Enough children for a run to be caught at work."""
    names = [f"某{chr(0x4E00 + n)}" for n in range(300)]
    return [f"{name},2019-05-{n % 28 + 1:02},昆山市,{n % 30}班" for n, name in enumerate(names)]


def in_session(session: int) -> list[int]:
    """The living processes of a session."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *_, own = path.read_text().rpartition(")")[2].split()[:4]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if own == str(session) and state != "Z":
            found.append(int(path.parent.name))
    return found


def wait_for(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 50
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def small_disk() -> None:
    """No file may grow beyond 30 kB, in the command and all its workers."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))


def test_a_full_disk_ends_the_run_with_a_word_and_leaves_nothing_half(school: School) -> None:
    school.write(*ROWS)
    school.batch("--residence", "昆山市")  # everything is typeset by now
    shutil.rmtree(school.out)
    done = subprocess.run(
        [*START, *school.arguments("--residence", "昆山市")], cwd=school.folder,
        env=environment(**school.environment), capture_output=True, encoding="utf-8",
        preexec_fn=small_disk, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == ExitCode.ENVIRONMENT, done.stderr
    assert "磁盘" in done.stderr
    assert school.files() == ["manifest.jsonl"]


def test_a_folder_that_cannot_be_made_is_told(school: School) -> None:
    school.write(*ROWS)
    arguments = [*school.arguments("--residence", "昆山市"), "-o", "/proc/none/out"]
    refused(*arguments, cwd=school.folder, code=ExitCode.ENVIRONMENT)
