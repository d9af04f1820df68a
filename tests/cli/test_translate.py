"""`checklist translate` as a keeper runs it: how far, out, and back, with nothing half taken.

The program's own templates are never written to; each test has a folder of its own.
"""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.running import refused, run
from tests.support import ROOT

LOCALE = Path("templates") / "locale"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with templates of its own."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def test_status_counts_every_language_and_every_place(home: Path) -> None:
    done = run("translate", "status", "--format", "json", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    languages = {one["tag"]: one for one in told["languages"]}
    assert languages["zh-Hans"]["fixed"]["missing"] == languages["en"]["fixed"]["missing"] == 0
    assert languages["ug"]["fixed"]["draft"] > languages["ug"]["fixed"]["reviewed"] == 0
    assert "WeasyPrint" in languages["mn-Mong"]["not_printable"]
    places = {place["code"]: place for place in told["places"]}
    assert len(places) > 44
    zhuang = {one["tag"]: one for one in places["450000"]["languages"]}["za"]
    assert (zhuang["role"], zhuang["declared_by"]) == ("parallel", "450000")
    assert zhuang["grounds"] == [
        "《中华人民共和国民族区域自治法》",
        "《广西壮族自治区少数民族语言文字工作条例》",
    ]


def test_status_of_a_place_names_its_languages_and_their_grounds(home: Path) -> None:
    done = run("translate", "status", "红河州", cwd=home)
    for word in ("哈尼文", "彝文", "为准", "有人要才印", "没有查到哈尼文、彝文的服务材料"):
        assert word in done.stdout.replace("\n", "")
    assert "WeasyPrint" not in done.stdout


@pytest.mark.parametrize("form", ["po", "xlsx", "xliff"])
def test_a_translation_goes_out_and_comes_back_reviewed(form: str, home: Path) -> None:
    before = (home / LOCALE / "ii.po").read_text("utf-8")
    place = ("--residence", "西昌市", "--templates", home / "templates")
    done = run("translate", "export", "--lang", "ii", *place, "-o", f"ii.{form}", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert (home / f"ii.{form}").stat().st_size > 10_000
    taken = run("translate", "import", f"ii.{form}", *place[2:], cwd=home)
    assert (taken.returncode, taken.stdout) == (0, "")
    assert "新收 0 句，改了 0 句" in taken.stderr
    assert (home / LOCALE / "ii.po").read_text("utf-8") == before


def test_what_comes_back_is_kept_with_who_reviewed_it(home: Path) -> None:
    text = run("translate", "export", "--lang", "ug", "--to", "po", cwd=home).stdout
    entry = '#, fuzzy\nmsgid "word.phone"'
    assert entry in text
    (home / "ug.po").write_text(text.replace(entry, 'msgid "word.phone"').replace(
        "#. zh-Hans: 电话\n", "# reviewed: 张三 2026-11-28\n#. zh-Hans: 电话\n", 1))  # fmt: skip
    folder = ("--templates", home / "templates")
    assert run("translate", "import", "ug.po", *folder, "--check", cwd=home).returncode == 0
    kept = home / LOCALE / "ug.po"
    assert "张三" not in kept.read_text("utf-8")
    mode = kept.stat().st_mode
    done = run("translate", "import", "ug.po", *folder, cwd=home)
    assert "新收 0 句，改了 1 句" in done.stderr
    assert '# reviewed: 张三 2026-11-28\n#. zh-Hans: 电话\nmsgid "word.phone"' in (
        kept.read_text("utf-8")
    )
    assert kept.stat().st_mode == mode


def test_one_wrong_sentence_and_none_is_taken(home: Path) -> None:
    text = run("translate", "export", "--lang", "ug", "--to", "po", cwd=home).stdout
    (home / "ug.po").write_text(text.replace("تېلېفون", "<b>تېلېفون</b>"))
    asked = ("translate", "import", "ug.po", "--templates", home / "templates")
    assert "T013" in refused(*asked, cwd=home, code=1).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["export"], 2, "--lang"),
        (["export", "--lang", "en"], 2, "templates/locale/en.po"),
        (["export", "--lang", "xx"], 2, "没有 xx"),
        (["export", "--lang", "ug", "--to", "xlsx"], 2, "-o"),
        (["import", "missing.po"], 1, "C001"),
        (["status", "--lang", "xx"], 2, "没有 xx"),
        (["status", "无此地"], 2, "找不到"),
    ],
)
def test_what_cannot_be_done_is_refused(
    arguments: list[str], code: int, told: str, tmp_path: Path
) -> None:
    assert told in refused("translate", *arguments, cwd=tmp_path, code=code).stderr


def test_a_language_nobody_declared_is_refused_with_its_line(home: Path) -> None:
    text = run("translate", "export", "--lang", "ug", "--to", "po", cwd=home).stdout
    (home / "kk.po").write_text(text.replace("Language: ug", "Language: kk"))
    done = refused("translate", "import", "kk.po", cwd=home, code=1)
    assert "T011" in done.stderr
    assert "kk.po:" in done.stderr
