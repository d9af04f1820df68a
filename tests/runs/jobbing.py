"""Jobs over the clean lists as a test writes them, and runs over them.

Files of a catalog lie under catalog/, everything else beside jobs.yaml; the clock stands still.
"""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

from checklist.errors import DataError
from checklist.findings import Finding
from checklist.runs.upkeep.outcome import Outcome, Site
from checklist.runs.upkeep.regenerate import Regeneration
from tests.catalog.small import BASE, lay
from tests.support import CATALOG, ROOT, TODAY

TEMPLATES = ROOT / "templates"
RUNNING = {"J112", "J113"}  # codes only a run can find, not a look
_PROVEN: dict[str, Any] = {}  # once for all tests of a process

SUZHOU = """\
layer: "320500"
name: {zh-Hans: 苏州（示例）, en: Suzhou (example)}
items:
  milk:
    category: health
    name: {zh-Hans: 牛奶（示例）, en: Milk (example)}
    summary: {zh-Hans: 每人每年一份。, en: One a year each.}
    when: {fact: age, between: [3, 12]}
    amounts:
      money:
        label: {zh-Hans: 牛奶钱, en: milk money}
        unit: CNY/year
        series:
          - {from: 2024-01-01, to: null, value: 330, source: list}
    apply: {place: [school], office: {zh-Hans: 学校, en: the school}}
    decide: {place: [school], office: {zh-Hans: 学校, en: the school}}
    pay: {place: [school], office: {zh-Hans: 学校, en: the school}}
    sources:
      list: {document: 《示例清单》, date: 2024-09-03, provenance: official}
    checked: {on: 2026-11-23, by: example}
"""
TAIZHOU = """\
layer: "321200"
name: {zh-Hans: 泰州（示例）, en: Taizhou (example)}
"""
PUPIL = "name: {zh-Hans: 小学生, en: A pupil}\nchild: {birth_date: 2018-03-14, hukou: '341822'}\n"
BABY = "name: {zh-Hans: 婴儿, en: A baby}\nchild: {birth_date: 2025-11-25, hukou: '341822'}\n"
JOBS = """\
out: output
jobs:
  sheets:
    archetypes: [all]
    places: ["320500", "321200"]
    languages: [zh-Hans, en]
    formats: [html, json]
"""


def world(folder: Path, jobs: str = JOBS, **texts: str) -> Path:
    """A folder with jobs.yaml and a catalog of two cities and two children; the folder itself."""
    write(folder, {
        "catalog/32-jiangsu/3205-suzhou.yaml": SUZHOU,
        "catalog/32-jiangsu/3212-taizhou.yaml": TAIZHOU,
        "catalog/archetypes/pupil.yaml": PUPIL,
        "catalog/archetypes/baby.yaml": BABY,
        "jobs.yaml": dedent(jobs),
        **texts,
    })  # fmt: skip
    return folder


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Files over the clean lists, with the real facts and places."""
    lay_bytes(folder, {name: text.encode() for name, text in texts.items()})


def lay_bytes(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """The same, of bytes."""
    root = folder / "catalog"
    if not root.exists():
        shutil.copytree(BASE, root)
        for name in ("facts.yaml", "areas.tsv", "languages.yaml"):
            (root / name).symlink_to(CATALOG / name)
    lay(files, folder)


def edit(path: Path, old: str, new: str) -> None:
    """Change a file as a person does."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def site(folder: Path, day: date | None = TODAY, *, size: int = 1) -> Site:
    """A run over the jobs of a folder."""
    return Site(
        folder / "jobs.yaml", folder / "catalog", TEMPLATES, day, TODAY, size, _PROVEN, lambda: 0.0
    )


def check(folder: Path, day: date | None = TODAY) -> Outcome:
    """What a look finds."""
    return Regeneration(site(folder, day)).check()


def run(folder: Path, day: date | None = TODAY, *, size: int = 1) -> Outcome:
    """What a run does."""
    return Regeneration(site(folder, day, size=size)).run(lambda *_: None)


def found(code: str, files: Mapping[str, bytes | None]) -> tuple[Finding, ...]:
    """Everything found in an example of findings, laid out in the present folder."""
    lay_bytes(Path(), files)
    regeneration = Regeneration
    try:
        made = regeneration(site(Path()))
        outcome = made.run(lambda *_: None) if code in RUNNING else made.check()
    except DataError as error:
        return error.findings
    return tuple(outcome.findings)
