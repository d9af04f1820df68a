"""What a change, a day or a hand makes stale is remade, and nothing else; nothing wrong is fresh.

All over two small cities and two made-up children: a pupil who gets milk money in Suzhou, a baby
who does not, and Taizhou, which says nothing of its own.
"""

import errno
import itertools
import json
import os
import shutil
import signal
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from checklist.catalog.changes import Kind
from checklist.cli import causeview, ui
from checklist.documents import html, language
from checklist.documents.language import shelf
from checklist.errors import DataError, ExitCode, UserError
from checklist.runs import journal, writing
from checklist.runs.upkeep import index, manifest
from checklist.runs.upkeep.outcome import Outcome
from checklist.runs.upkeep.recollection import JOURNAL
from checklist.runs.upkeep.survey import State
from tests.runs import jobbing
from tests.runs.jobbing import SUZHOU, check, edit, run, world
from tests.support import ROOT, TODAY

LIST = "catalog/32-jiangsu/3205-suzhou.yaml"
PUPILS = {f"320500/pupil.{tag}.{form}" for tag in ("en", "zh-Hans") for form in ("html", "json")}
FORMS = ("html", "json")
NEW_YEAR = date(2027, 1, 1)


def stale(outcome: Outcome) -> dict[str, list[str]]:
    """Paths of stale files with their causes in words."""
    return {one.path: [causeview.told(cause) for cause in one.causes] for one in outcome.stale}


def made(outcome: Outcome) -> set[str]:
    return {file.path for file in outcome.made}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of the output folder a user sees."""
    out = folder / "output"
    files = (path for path in out.rglob("*") if path.is_file() and path.name[0] != ".")
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def forget() -> None:
    """Templates are read once in a process."""
    html.environment.cache_clear()
    language.read.cache_clear()
    shelf.opened.cache_clear()


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causeview, "say", lambda _zh, en: en)
    ui.language.cache_clear()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world in which everything is made; copied, never changed."""
    folder = world(tmp_path_factory.mktemp("done"))
    assert len(run(folder).made) == 16
    return folder


@pytest.fixture
def here(done: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed; times and all, as a person's folder is."""
    shutil.copytree(done, tmp_path / "here", symlinks=True)
    return tmp_path / "here"


def test_what_is_made_is_not_made_again(here: Path) -> None:
    before = contents(here)
    assert {one.state for one in check(here).standings} == {State.FRESH}
    again = run(here)
    assert (again.made, again.stale, again.gone, again.findings) == ([], [], [], [])
    assert contents(here) == before


def test_a_changed_sum_touches_its_city_alone_and_the_cause_names_it(here: Path) -> None:
    edit(here / LIST, "value: 330", "value: 400")
    found = stale(check(here))
    line = 1 + SUZHOU.splitlines().index(
        "          - {from: 2024-01-01, to: null, value: 330, source: list}"
    )
    assert found.keys() >= PUPILS
    assert all(path.startswith("320500/") for path in found)
    assert found["320500/pupil.en.html"] == [
        f"320500 milk amount 330 → 400 from 2024-01-01 ({LIST}:{line})"
    ]
    untouched = contents(here)
    assert made(run(here)) == set(found)
    after = contents(here)
    assert {path for path in after if after[path] != untouched[path]} == {*found, manifest.NAME}
    assert b"400" in after["320500/pupil.en.html"]
    assert stale(check(here)) == {}


def test_a_sum_of_next_year_is_told_today_and_made_when_its_day_comes(here: Path) -> None:
    edit(here / LIST, "to: null, value: 330, source: list}",
         "to: 2026-12-31, value: 330, source: list}\n"
         "          - {from: 2027-01-01, to: null, value: 400, source: list}")  # fmt: skip
    run(here)
    assert stale(check(here)) == {}
    found = stale(check(here, NEW_YEAR))
    assert [
        cause for cause in found["320500/pupil.en.html"] if "330 → 400 from 2027-01-01" in cause
    ]
    assert stale(check(here)) == {}
    run(here, NEW_YEAR)
    assert b"400" in contents(here)["320500/pupil.en.html"]


def test_a_birthday_is_a_change(here: Path) -> None:
    day = date(2028, 11, 25)  # the baby is three, and gets milk money
    found = stale(check(here, day))
    causes = found["320500/baby.en.html"]
    assert f"320500 milk outcome later → eligible from {day} ({LIST}:6)" in causes
    before = check(here, day - timedelta(days=1))
    assert not [cause for cause in stale(before)["320500/baby.en.html"] if "→ eligible" in cause]


def test_words_the_layout_and_the_child_are_causes_too(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    templates = here / "templates"
    shutil.copytree(jobbing.TEMPLATES, templates)
    monkeypatch.setattr(jobbing, "TEMPLATES", templates)
    forget()
    css = templates / "sheet.css"
    css.write_text(css.read_text("utf-8") + "/* more air */\n", "utf-8")
    found = stale(check(here))
    assert {path.split(".")[-1] for path in found} == {"html"}
    assert found["321200/baby.en.html"] == ["the layout has changed"]
    css.write_text((ROOT / "templates" / "sheet.css").read_text("utf-8"), "utf-8")
    forget()
    edit(templates / "locale" / "en.po", 'msgid "title"\nmsgstr "', 'msgid "title"\nmsgstr "New: ')
    assert "this part has changed title" in stale(check(here))["321200/baby.en.html"]
    shutil.copytree(ROOT / "templates", templates, dirs_exist_ok=True)
    forget()
    edit(here / "catalog/archetypes/pupil.yaml", "hukou: '341822'", "hukou: '411503'")
    found = stale(check(here))
    assert {path.split("/")[1].split(".")[0] for path in found} == {"pupil"}
    assert "this part has changed child" in found["321200/pupil.en.html"]


def test_lines_moved_and_files_touched_change_nothing(here: Path) -> None:
    edit(here / LIST, "items:", "# a remark\n\nitems:")
    os.utime(here / "catalog/archetypes/pupil.yaml")
    assert stale(check(here)) == {}
    assert made(run(here)) == set()


def test_an_edited_file_is_stale_remade_and_its_words_are_kept_aside(here: Path) -> None:
    path = here / "output/320500/pupil.en.html"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"Milk", b"Silk"))  # of the same length
    assert stale(check(here)) == {"320500/pupil.en.html": ["edited since it was made"]}
    outcome = run(here)
    assert [file.kept for file in outcome.made] == ["pupil.en.html.edited-1"]
    assert path.read_bytes() == before
    assert b"Silk" in path.with_name("pupil.en.html.edited-1").read_bytes()


def test_a_deleted_file_is_stale_but_a_clean_clone_is_not(here: Path) -> None:
    (here / "output/320500/pupil.en.html").unlink()
    assert stale(check(here)) == {"320500/pupil.en.html": ["deleted since it was made"]}
    before = contents(here)
    for path in (here / "output").iterdir():
        if path.name != manifest.NAME:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    outcome = check(here)
    assert stale(outcome) == {}
    assert len(outcome.absent) == 16
    outcome = run(here)
    assert (len(outcome.made), outcome.differing) == (16, [])
    assert contents(here).items() >= before.items()


def test_files_of_vanished_jobs_are_removed_and_their_empty_folders(here: Path) -> None:
    (here / "output/320500/mine.txt").write_text("mine", "utf-8")
    edit(here / "output/321200/pupil.en.html", "</html>", "</html><!-- mine -->")
    edit(here / "jobs.yaml", '["320500", "321200"]', '["320500"]')
    edit(here / "jobs.yaml", "languages: [zh-Hans, en]", "languages: [zh-Hans]")
    outcome = check(here)
    assert {gone.path for gone in outcome.gone if gone.kept} == {"321200/pupil.en.html"}
    assert len(outcome.gone) == 12
    outcome = run(here)
    assert [finding.code for finding in outcome.findings] == ["J113"]
    left = contents(here).keys()
    assert left == {
        manifest.NAME, "320500/mine.txt", "321200/pupil.en.html",
        *(f"320500/{name}.zh-Hans.{form}" for name in ("baby", "pupil") for form in FORMS),
    }  # fmt: skip
    assert check(here).gone == []


def test_a_file_that_is_not_ours_is_never_replaced(here: Path) -> None:
    edit(here / "jobs.yaml", "formats: [html, json]", "formats: [html, json, csv]")
    path = here / "output/320500/pupil.en.csv"
    path.write_text("mine", "utf-8")
    outcome = run(here)
    assert [finding.code for finding in outcome.findings] == ["J112"]
    assert outcome.failed == ["320500/pupil.en.csv"]
    assert path.read_text("utf-8") == "mine"
    assert stale(check(here)) == {"320500/pupil.en.csv": ["not made yet"]}


def spoilt(text: str) -> dict[str, str]:
    """A manifest in all the ways it comes to harm."""
    lines = text.splitlines(keepends=True)
    last, count = lines[-1], len(lines)
    other = last.replace('"sha256": "', '"sha256": "0')
    return {
        "gone": "",
        "torn": text[: len(text) - len(last) // 2],
        "half": "".join(lines[: count - 9]),
        "conflict": text.replace(last, f"<<<<<<< ours\n{last}=======\n{other}>>>>>>> theirs\n"),
        "twice": text + other,
        "older": text.replace('{"manifest": 1,', '{"manifest": 0,'),
        "binary": text.replace(last, "\0\1\2\n"),
        "says": text.replace('"says": "', '"says": "0'),
        "sums": text.replace('"sha256": "', '"sha256": "0'),
        "dates": text.replace('"on": "2026', '"on": "20-26'),
        "shape": text.replace('"rows": {', '"rows": [').replace('}, "parts"', '], "parts"'),
        "paths": text.replace('"path": "3', '"path": "../3'),
    }


@pytest.mark.parametrize("way", spoilt('{"a": 1}\n'))
def test_a_spoilt_manifest_makes_nothing_fresh_deletes_nothing_and_is_mended(
    here: Path, way: str
) -> None:
    path, before = here / "output" / manifest.NAME, contents(here)
    path.write_text(spoilt(path.read_text("utf-8"))[way], "utf-8")
    edit(here / LIST, "value: 330", "value: 400")
    outcome = check(here)
    assert stale(outcome).keys() | {f.path for f in outcome.absent} >= PUPILS
    run(here)
    after = contents(here)
    assert before.keys() <= after.keys()
    assert b"400" in after["320500/pupil.en.html"]
    outcome = check(here)
    assert (stale(outcome), outcome.gone, outcome.findings) == ({}, [], [])


def test_a_manifest_that_names_a_file_elsewhere_removes_nothing_there(here: Path) -> None:
    outside = here / "outside.txt"
    outside.write_text("x", "utf-8")
    (here / "output/link").symlink_to(here, target_is_directory=True)
    sha256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of x
    for path in ("../outside.txt", str(outside), "link/outside.txt", ".regenerate-index"):
        line = {"path": path, "sheet": "s", "on": "2026-11-23", "says": "0", "sha256": sha256}
        with (here / "output" / manifest.NAME).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    run(here)
    assert outside.read_text("utf-8") == "x"
    assert stale(check(here)) == {}


def test_a_missing_roster_stops_all_and_removes_nothing(here: Path) -> None:
    before = contents(here)
    jobs = (here / "jobs.yaml").read_text("utf-8")
    missing = "jobs:\n  class:\n    rosters: [class-1.xlsx]\n"
    (here / "jobs.yaml").write_text("out: output\n" + missing, "utf-8")
    with pytest.raises(DataError) as caught:
        run(here)
    assert [finding.code for finding in caught.value.findings] == ["J108"]
    assert caught.value.exit_code is ExitCode.USAGE
    assert contents(here) == before
    (here / "jobs.yaml").write_text(jobs, "utf-8")
    assert stale(check(here)) == {}


def test_a_child_with_a_mistake_keeps_its_old_sheets_and_stops_no_other(here: Path) -> None:
    edit(here / "catalog/archetypes/pupil.yaml", "2018-03-14", "2999-03-14")
    edit(here / LIST, "value: 330", "value: 400")
    outcome = run(here)
    assert [finding.code for finding in outcome.findings] == ["P108"]
    assert outcome.gone == []
    assert contents(here).keys() >= PUPILS
    assert not made(outcome) & PUPILS
    assert made(outcome)  # the baby's, whose code is over all of the list


def test_a_list_with_a_mistake_stops_its_own_sheets_alone(here: Path) -> None:
    edit(here / LIST, "unit: CNY/year", "unit: 元")
    edit(here / "catalog/32-jiangsu/3212-taizhou.yaml", "泰州（示例）", "泰州市（示例）")
    outcome = run(here)
    assert "C104" in {finding.code for finding in outcome.findings}
    assert {path.split("/")[0] for path in made(outcome)} == {"321200"}
    assert contents(here).keys() >= PUPILS


def test_two_runs_at_once_are_refused_with_the_number_of_the_first(here: Path) -> None:
    with journal.held(here / "output"), pytest.raises(UserError) as caught:
        run(here)
    assert str(os.getpid()) in caught.value.zh


def test_a_full_disk_leaves_whole_files_and_the_next_run_goes_on(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(here / LIST, "value: 330", "value: 400")
    wanted = stale(check(here)).keys()
    write = writing.write
    written: list[Path] = []

    def full(path: Path, content: bytes) -> None:
        if len(written) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(path)
        write(path, content)

    before = (here / "output" / manifest.NAME).read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(writing, "write", full)
        with pytest.raises(OSError, match="No space"):
            run(here)
    assert (here / "output" / manifest.NAME).read_bytes() == before
    assert journal.read(here / "output" / JOURNAL)
    outcome = run(here)
    kept = {str(path.relative_to(here / "output")) for path in written[:2]}  # one order's
    assert {file.path for file in outcome.made} == wanted - kept
    assert not [file for file in outcome.made if file.kept]
    assert not (here / "output" / JOURNAL).exists()
    assert stale(check(here)) == {}


def killed(folder: Path, number: int) -> bool:
    """Run in a process that dies, as by a power cut, at its nth step that touches the disk."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the test's own threads do no work
        child = os.fork()
    if child == 0:
        steps = itertools.count(1)

        def step(known: Callable[..., None]) -> Callable[..., None]:
            def deadly(*arguments: object) -> None:
                if next(steps) == number:
                    os.kill(os.getpid(), signal.SIGKILL)
                known(*arguments)
                if next(steps) == number:
                    os.kill(os.getpid(), signal.SIGKILL)

            return deadly

        writing.write = step(writing.write)
        journal.append = step(journal.append)
        run(folder)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_any_step_nothing_wrong_is_fresh_and_the_next_run_ends_it(
    tmp_path: Path,
) -> None:
    few = "jobs:\n  s:\n    archetypes: [all]\n    places: ['320500']\n    formats: [html, json]\n"
    before = world(tmp_path / "before", few)
    run(before)
    edit(before / LIST, "value: 330", "value: 400")
    shutil.copytree(before, tmp_path / "whole", symlinks=True)
    run(tmp_path / "whole")
    wanted = contents(tmp_path / "whole")
    for number in itertools.count(1):
        here = tmp_path / str(number)
        shutil.copytree(before, here, symlinks=True)
        if not killed(here, number):
            break
        left = contents(here)
        fresh = {one.path for one in check(here).standings if one.state is State.FRESH}
        assert {path for path in fresh if left[path] != wanted[path]} == set(), number
        run(here)
        assert contents(here) == wanted, number
        assert not list((here / "output").rglob("*.part"))
    assert number > 12


def test_many_workers_make_the_bytes_one_makes(done: Path, tmp_path: Path) -> None:
    jobs = jobbing.JOBS.replace('"321200"]', '"321200", "320000", "320583"]')
    files = {}
    for size in (1, 2):
        folder = world(tmp_path / str(size), jobs)
        assert len(run(folder, size=size).made) == 32
        files[size] = contents(folder)
    assert files[1] == files[2]
    assert files[1]["320500/pupil.en.html"] == contents(done)["320500/pupil.en.html"]


def test_an_index_is_not_believed_where_a_file_may_have_changed_since() -> None:
    stat = [10, 1_000, 1_000, 5]
    later = 1_000 + index.RACY
    assert index.trusted(stat, stat, later + 1)
    assert not index.trusted(stat, stat, later)  # written in the same moment as the file
    assert not index.trusted(stat, [10, 1_000, 2_000, 5], later + 9_000)
    assert not index.trusted(stat, None, later + 1)


def test_the_manifest_names_no_child_and_says_what_each_row_comes_to(tmp_path: Path) -> None:
    jobs = "jobs:\n  own:\n    profiles: ['children/*.yaml']\n    formats: [json]\n"
    profile = "name: 测试甲\nbirth_date: 2018-03-14\nresidence: 苏州市\n"
    folder = world(tmp_path, jobs, **{"children/07.yaml": profile})
    run(folder)
    text = (folder / "output" / manifest.NAME).read_text("utf-8")
    assert "测试甲" not in text
    assert "2018" not in text
    known = manifest.read(folder / "output" / manifest.NAME)
    sheet = known.sheets["own/320500/07/*/zh-Hans"]
    assert sheet.rows["milk"].startswith("eligible ")
    assert known.layers["320500"]["milk"]["amounts.money"] == "CNY/year: 330 2024-01-01/"
    assert str(Kind.AMOUNT) == "amount"


def test_a_roster_is_kept_up_to_date_row_by_row(tmp_path: Path) -> None:
    jobs = "jobs:\n  class:\n    rosters: [class.csv]\n    formats: [json]\n"
    rows = "出生日期,居住地\n2018-03-14,苏州市\n2019-01-01,苏州市\n"
    folder = world(tmp_path, jobs, **{"class.csv": rows})
    assert made(run(folder)) == {f"320500/000{row}.zh-Hans.json" for row in (2, 3)}
    edit(folder / "class.csv", "2019-01-01", "2026-01-01")
    assert made(run(folder)) == {"320500/0003.zh-Hans.json"}
    edit(folder / "class.csv", "2026-01-01", "很久以前")
    outcome = run(folder)
    assert outcome.gone == []
    assert outcome.findings
    assert "很久以前" not in str(outcome.findings)
    assert date(2026, 1, 1) < TODAY
