"""The workflows of CI: linted by others' linters, and run here, line by line, in a clean clone.

What CI would do on a server is done at a desk first; only what is installed already is not
installed again, and GitHub itself is stood in for where a comment is written to it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.runs.jobbing import world
from tests.support import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GIT, BASH = (shutil.which(name) or name for name in ("git", "bash"))
BIN = Path(sys.executable).parent
THIS_SUITE = ".ci/run"  # the command this very test is run by
INSTALLS = ("apt-get ", "./dev setup")  # in GitLab's container; `./dev setup` is run once, below
FEW = """\
out: {out}
jobs:
  few:
    archetypes: [little-known]
    places: ["320583"]
    formats: [md]
"""


def plain(path: Path) -> Any:  # noqa: ANN401 - YAML of any shape
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """Job, environment and command of every step of a workflow that runs one, in order."""
    for name, job in plain(path)["jobs"].items():
        for step in job["steps"]:
            if "run" in step:
                yield name, {**job.get("env", {}), **step.get("env", {})}, step["run"]


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        [GIT, *who, "-C", str(folder), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def files() -> list[str]:
    """What a commit of the working tree would hold."""
    listed = subprocess.run(
        [GIT, "-C", str(ROOT), "ls-files", "-co", "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode == 0:
        return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    kept = (path for path in ROOT.rglob("*") if path.is_file() and ".venv" not in path.parts)
    return [str(path.relative_to(ROOT)) for path in kept]


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The working tree as a commit of its own, cloned, with everything already installed."""
    origin, folder = (tmp_path_factory.mktemp(name) for name in ("origin", "clone"))
    for name in files():
        (origin / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, origin / name)
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", "-A", "-f")
    git(origin, "commit", "-q", "-m", "all")
    git(origin, "commit", "-q", "--allow-empty", "-m", "a change")
    git(folder.parent, "clone", "-q", str(origin), str(folder))
    _installed(folder)
    return folder


def _installed(folder: Path) -> None:
    """An environment that runs the clone's own program with the packages of this one."""
    venv = folder / ".venv"
    (venv / "bin").mkdir(parents=True)
    (venv / "bin" / "python").symlink_to(sys.executable)
    start = f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(folder)!r})\n"
    program = venv / "bin" / "checklist"
    program.write_text(
        start + "from checklist.cli.start import main\nif __name__ == '__main__':\n    main()\n",
        "utf-8",
    )
    program.chmod(0o755)
    named = ("uv.lock", "pyproject.toml", ".ci/uv.txt", "dev")
    parts = [(folder / name).read_bytes() for name in named]
    stamp = hashlib.sha256(b"".join([*parts, f"{folder.resolve()}\n".encode()])).hexdigest()
    (venv / ".stamp").write_text(stamp, "utf-8")


def environment(clone: Path, home: Path, **more: str) -> dict[str, str]:
    """What a runner sets, and nothing of the developer's."""
    summary, output = home / "summary.md", home / "output.txt"
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", "CI": "true",
        "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_OUTPUT": str(output),
        "RUNNER_TEMP": str(home), "GITHUB_ACTION_PATH": str(clone), **more,
    }  # fmt: skip


def done(command: str, clone: Path, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """One step, as a runner starts it."""
    return subprocess.run(
        [BASH, "-e", "-o", "pipefail", "-c", command], cwd=clone, env=env,
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip


def succeed(command: str, clone: Path, env: dict[str, str]) -> None:
    ran = done(command, clone, env)
    assert ran.returncode == 0, f"{command}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"


def test_github_finds_every_workflow_and_the_action_in_its_form() -> None:
    lint(("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)))
    lint(("check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"))


def test_gitlab_finds_its_file_in_its_form() -> None:
    schema = ("--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci")
    lint(("check-jsonschema", *schema, ".gitlab-ci.yml"))


def test_a_linter_of_workflows_finds_nothing_unsafe_in_them() -> None:
    lint(("zizmor", "--offline", "--no-progress", "--no-config", ".github", "action.yml"))


def lint(command: tuple[str, ...]) -> None:
    program, *arguments = command
    ran = subprocess.run(
        [BIN / program, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_linter_would_find_a_command_made_of_strangers_words(tmp_path: Path) -> None:
    text = (ROOT / ".github/workflows/test.yml").read_text("utf-8")
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    step = "run: echo ${{ github.event.pull_request.title }}"
    (folder / "bad.yml").write_text(text.replace("run: .ci/run", step), "utf-8")
    ran = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", folder], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert ran.returncode != 0
    assert "template-injection" in ran.stdout


def test_every_command_of_the_workflows_runs_in_a_clean_clone(clone: Path, tmp_path: Path) -> None:
    (clone / "few.yaml").write_text(FEW.format(out="few"), "utf-8")
    stand_in = tmp_path / "bin" / "gh"
    stand_in.parent.mkdir()
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$RUNNER_TEMP/gh.txt"\n', "utf-8")
    stand_in.chmod(0o755)
    own = {"BASE": "HEAD~1", "JOBS": "few.yaml", "NUMBER": "7", "REPOSITORY": "o/r"}
    path = f"{stand_in.parent}:{os.environ['PATH']}"
    commands = []
    for workflow in WORKFLOWS:
        for _, wanted, command in steps(workflow):
            known = {name: own.get(name, "") for name in wanted}
            if command != THIS_SUITE:
                succeed(command, clone, environment(clone, tmp_path, **known, PATH=path))
                commands.append(command)
    assert len(commands) == 10
    report = (tmp_path / "summary.md").read_text("utf-8")
    assert "没有孩子的结果变化" in report  # the change is empty
    assert (tmp_path / "gh.txt").read_text("utf-8").splitlines()[:3] == ["pr", "comment", "7"]
    assert (clone / "few/320583/little-known.zh-Hans.md").is_file()


def test_gitlab_runs_the_commands_github_runs() -> None:
    known = {command for path in WORKFLOWS for _, _, command in steps(path)}
    jobs = plain(ROOT / ".gitlab-ci.yml")
    run = [*jobs["default"]["before_script"]]
    run += [line for name in ("test", "catalog", "publish") for line in jobs[name]["script"]]
    assert {line for line in run if not line.startswith(INSTALLS)} <= known


def test_the_action_runs_on_a_catalog_elsewhere(clone: Path, tmp_path: Path) -> None:
    own = world(tmp_path / "own", FEW.format(out="out").replace("little-known", "pupil"))
    for name in ("facts.yaml", "areas.tsv", "languages.yaml"):  # no links in a repository
        content = (own / "catalog" / name).read_bytes()
        (own / "catalog" / name).unlink()
        (own / "catalog" / name).write_bytes(content)
    git(own, "init", "-q")
    git(own, "add", "-A")
    git(own, "commit", "-q", "-m", "all")
    inputs = {"CHECKLIST_CATALOG": "catalog", "JOBS": "jobs.yaml", "BASE": "HEAD"}
    path = f"{clone}/.venv/bin:{os.environ['PATH']}"
    env = environment(clone, tmp_path, **inputs, PATH=path)
    steps_ = plain(ROOT / "action.yml")["runs"]["steps"]
    ran = [done(step["run"], own, env) for step in steps_]
    # its lists lack situations, which fails, and nothing of these jobs was ever made: stale
    assert [one.returncode for one in ran] == [0, 0, 1, 6], [one.stderr for one in ran]
    assert "C505" in ran[2].stdout
    assert "320583/pupil.zh-Hans.md" in (tmp_path / "report.md").read_text("utf-8")
    assert (tmp_path / "output.txt").read_text("utf-8") == f"file={tmp_path}/report.md\n"
