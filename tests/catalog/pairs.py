"""Two small catalogs side by side, written to disk as a keeper has them, and in git if asked.

The clean lists under the examples of findings, with layers and items laid over either side.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from textwrap import dedent

from checklist.catalog.changes import Change
from checklist.catalog.comparing import compare
from checklist.catalog.revisions import Side, side
from tests.catalog.small import BASE, lay
from tests.support import CATALOG

NAMES = {
    "nation": "00-national/base.yaml",
    "jiangsu": "32-jiangsu/base.yaml",
    "suzhou": "32-jiangsu/3205-suzhou.yaml",
    "kunshan": "32-jiangsu/320583-kunshan.yaml",
    "cases": "32-jiangsu/cases/first.yaml",
}
SOURCES = "sources: {list: {document: 《示例》, provenance: official}}"
OVERRIDE = """\
layer: "320500"
name: {zh-Hans: 苏州市（示例）, en: Suzhou (example)}
items:
  school-place:
    of: school-place
    relation: restates
"""


def write(root: Path, texts: Mapping[str, str]) -> Path:
    """A catalog folder; `texts` by the names above, or by path."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BASE, root)
    for name in ("facts.yaml", "areas.tsv", "languages.yaml"):
        shutil.copy(CATALOG / name, root / name)
    lay({NAMES.get(name, name): dedent(text).encode() for name, text in texts.items()}, root)
    return root


def national(old: str, new: str) -> str:
    """The clean national list with one text in place of another."""
    text = (BASE / NAMES["nation"]).read_text("utf-8")
    assert old in text
    return text.replace(old, new)


def suzhou(*lines: str) -> str:
    """Suzhou's layer, whose one entry says these lines."""
    return OVERRIDE + "".join(f"    {line}\n" for line in lines)


def pair(
    stack: ExitStack, folder: Path, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Side, Side]:
    """Both catalogs, open."""
    home = write(folder / "after" / "catalog", after)
    old = write(folder / "before" / "catalog", before)
    return stack.enter_context(side(str(old), home)), stack.enter_context(side(".", home))


def changes(
    folder: Path, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[Change, ...]:
    """What changes from one to the other; both must be readable."""
    with ExitStack() as stack:
        old, new = pair(stack, folder, before, after)
        assert not old.findings
        assert not new.findings
        return compare(old.catalog, old.layers, new.catalog, new.layers)


def git(where: Path, *arguments: str) -> None:
    """Run git, untouched by the developer's own settings."""
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org",
    }  # fmt: skip
    command = ["git", "-C", str(where), *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **settings})


def committed(repository: Path, message: str) -> None:
    """Commit everything in a repository, which is begun if need be."""
    if not (repository / ".git").is_dir():
        git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--no-gpg-sign", "--message", message)
