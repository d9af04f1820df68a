"""One's own catalog elsewhere: a project file says where, and an installed program has its own."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from checklist.cli import project
from checklist.errors import ExitCode, UserError
from tests.cli.running import environment, run
from tests.runs.jobbing import world
from tests.support import ROOT

PROFILE = "birth_date: 2018-03-14\nresidence: 苏州市\n"


def test_a_project_file_above_names_catalog_and_jobs(tmp_path: Path) -> None:
    world(tmp_path / "lists", "jobs:\n  s:\n    archetypes: [pupil]\n    places: ['320500']\n"
                              "    formats: [md]\n")  # fmt: skip
    said = 'catalog = "lists/catalog"\njobs = "lists/jobs.yaml"\n'
    (tmp_path / project.NAME).write_text(said, "utf-8")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    shown = run("catalog", "show", "苏州市", "milk", cwd=below)
    assert "330" in shown.stdout
    done = run("regenerate", "--on", "2026-11-23", cwd=below, XDG_CACHE_HOME=str(tmp_path / "c"))
    assert done.returncode == ExitCode.DONE, done.stderr
    assert (tmp_path / "lists/output/320500/pupil.zh-Hans.md").is_file()
    other = run("catalog", "show", "苏州市", "milk", "--catalog", ROOT / "catalog", cwd=below)
    assert other.returncode == ExitCode.USAGE  # the option goes before, and has no milk


@pytest.mark.parametrize("text", ["catalog = 3\n", 'catalogue = "c"\n', "catalog", "\0"])
def test_a_project_file_with_a_slip_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    (tmp_path / project.NAME).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError) as caught:
        project.named("catalog")
    assert project.NAME in caught.value.zh
    assert run("catalog", "list", cwd=tmp_path).returncode == ExitCode.USAGE


def test_a_wheel_installed_elsewhere_makes_a_sheet_in_an_empty_folder(tmp_path: Path) -> None:
    """Built, installed without a network, and run where nothing of the checkout is near."""
    clean = {k: v for k, v in environment().items() if k != "PYTHONWARNINGS"}  # pip has its own
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT],
                   check=True, capture_output=True, env=clean)  # fmt: skip
    (wheel,) = tmp_path.glob("checklist-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "checklist/_data/catalog/facts.yaml" in names
    assert "checklist/_data/templates/sheet.html" in names
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests/")]
    home = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    subprocess.run([*pip, "--python", home, "install", "--no-deps", "--no-index", wheel],
                   check=True, capture_output=True, env=clean)  # fmt: skip
    shared = Path(sysconfig.get_path("purelib"))
    (site / "shared.pth").write_text(f"{shared}\n", "utf-8")  # its dependencies, not its checkout
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "child.yaml").write_text(PROFILE, "utf-8")
    done = subprocess.run(
        [home / "bin" / "checklist", "make", "child.yaml", "--to", "html", "-o", "child.html"],
        cwd=empty, env={**clean, "PATH": os.defpath}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == ExitCode.DONE, done.stderr
    assert "苏州市" in (empty / "child.html").read_text("utf-8")
    where = "import checklist; print(checklist.__file__)"
    found = subprocess.run([home / "bin" / "python", "-c", where], cwd=empty, env=clean,
                           capture_output=True, text=True, check=True)  # fmt: skip
    assert Path(found.stdout.strip()).is_relative_to(home)
