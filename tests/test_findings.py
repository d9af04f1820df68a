"""A bad and a good example for every finding, and exactly what the program prints for the bad.

The examples stand in tests/findings, one file a code; CHECKLIST_GOLDEN=write renews what is
expected. A code without an example, or texts that do not fit each other, fail here too.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import NoReturn

import pytest
from rich.console import Console

from checklist.catalog.checking import check, check_chain
from checklist.catalog.floor import FloorKeeper
from checklist.catalog.opening import Catalog
from checklist.children.profile import read_profile
from checklist.children.roster import open_roster
from checklist.cli import intake, report, ui
from checklist.documents.language.incoming import incoming
from checklist.documents.language.merging import merged, problems
from checklist.documents.language.shelf import looked_at, opened
from checklist.documents.language.sources import fixed
from checklist.errors import DataError, MachineError
from checklist.findings import Finding, Severity, all_codes
from checklist.located import MAX_BYTES, Plain, parse
from checklist.runs import coverage, situations
from checklist.runs.gathering import Gatherer
from checklist.runs.plan import Gathered, Wish
from tests.catalog.small import lay, open_small
from tests.documents import templating
from tests.runs import jobbing, losing
from tests.support import ROOT, TODAY, areas, facts
from tests.workbooks import bomb, locked, xlsx

FOLDER = Path(__file__).parent / "findings"
CODES = list(all_codes())
PERSONAL = [code for code in CODES if code.startswith("P")]
_SECTION = re.compile(r"^=== ([a-z-]+) ?(.*)$", re.MULTILINE)
_SOURCE_CODE = re.compile(r'"([A-Z]\d{3})"')


@dataclass(frozen=True, slots=True)
class Example:
    """One file of tests/findings.

    Args:
        intro: what stands before the first section.
        sections: kind ("bad", "good-bytes" …), path or codes, and text, in the file's order.
    """

    intro: str
    sections: tuple[tuple[str, str, str], ...]

    def files(self, side: str) -> dict[str, bytes | None]:
        """The files of one side, "bad" or "good"; None stands for a folder of that name."""
        return {
            name: _content(kind.removeprefix(side), text)
            for kind, name, text in self.sections
            if kind.split("-")[0] == side
        }

    @property
    def expected(self) -> str:
        """What is printed for the bad side."""
        return next((text for kind, _, text in self.sections if kind == "expected"), "")

    @property
    def also(self) -> set[str]:
        """Other codes of error level the bad side cannot avoid."""
        named = (names for kind, names, _ in self.sections if kind == "also")
        return {code for names in named for code in names.split()}


def _content(kind: str, text: str) -> bytes | None:
    match kind:
        case "-folder":
            return None
        case "-workbook":
            return xlsx(text)
        case "-locked":
            return locked(xlsx(text))
        case "-bomb":
            return bomb(xlsx(text))
        case "-doctype":
            return xlsx(text, doctype="<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>")
        case "-bytes":
            return text.rstrip("\n").encode("latin-1").decode("unicode-escape").encode("latin-1")
        case "-large":
            return text.encode() * (MAX_BYTES // len(text.encode()) + 1)
        case _:
            return text.encode()


@cache
def example(code: str) -> Example:
    parts = _SECTION.split((FOLDER / f"{code}.txt").read_text("utf-8"))
    found = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return Example(parts[0], tuple((kind, name, text[1:]) for kind, name, text in found))


def written(code: str, expected: str) -> str:
    """The example's file with another expected section."""
    known = example(code)
    kept = [part for part in known.sections if part[0] != "expected"]
    sections = [*kept, ("expected", "", expected)]
    texts = [f"=== {kind} {name}".rstrip() + f"\n{text}" for kind, name, text in sections]
    return known.intro + "".join(texts)


def findings_of(code: str, side: str, folder: Path) -> tuple[Finding, ...]:
    """Everything found in one side of an example."""
    files = example(code).files(side)
    if code.startswith("T1"):
        return templating.found(files, folder)
    if code.startswith("J"):
        return jobbing.found(code, files)
    if code in PERSONAL or "profile.yaml" in files:
        lay(files, folder)
        return _of_profile(code, folder)
    if code.startswith(("R0", "R1")):
        lay(files, folder)
        return _of_roster(files)
    if code.startswith("R2"):
        lay(files, folder)
        return _of_run(open_small(folder / "catalog", {}))
    if code.startswith(("T01", "T02")):
        lay(files, folder)
        return _of_translations([Path(name) for name in files if name.startswith("came")])
    return _of_catalog(code, side, files, folder)


def _of_catalog(
    code: str, side: str, files: dict[str, bytes | None], folder: Path
) -> tuple[Finding, ...]:
    if code.startswith("C6"):
        return losing.found(files, folder)
    catalog = open_small(folder / "catalog", files)
    if code == "C413" and side == "bad":
        return check_chain(replace(catalog, keeper=FloorKeeper(_no_prover)), "320000")
    if code.startswith("C5"):
        more = coverage.lacking(catalog) if code in {"C505", "C506"} else ()
        return (*check(catalog), *situations.run(catalog).findings, *more)
    return check(catalog)


def _of_roster(files: dict[str, bytes | None]) -> tuple[Finding, ...]:
    mapping = Path("mapping.yaml") if "mapping.yaml" in files else None
    path = next(Path(name) for name in files if name.startswith("roster"))
    roster = open_roster(path, facts(), areas(), TODAY, mapping=mapping)
    return (*roster.findings, *(one for entry in roster.entries() for one in entry.findings))


def _of_run(catalog: Catalog) -> tuple[Finding, ...]:
    roster = open_roster(Path("roster.csv"), facts(), areas(), TODAY)
    wish = Wish(TODAY, "zh-Hans")
    gatherer = Gatherer(catalog, wish, None, lambda text: tuple(set(text) & {"𬀩"}))
    for _ in gatherer.gather(roster, Gathered()):
        pass
    return tuple(gatherer.findings)


def _of_translations(came_back: list[Path]) -> tuple[Finding, ...]:
    """Of a language's own file, or of one that came back to be taken into it."""
    templates = ROOT / "templates"
    current, own = looked_at(Path("locale/ug.po"), "ug", templates)
    if not came_back:
        return own
    came, found = incoming(came_back[0], opened("zh-Hans", templates))
    if came is None or current is None:
        return found
    every = {source.key: source for source in fixed(templates)}
    return (*found, *problems(came, "ug", every), *merged(current, came, every).findings)


def _no_prover() -> NoReturn:
    raise MachineError("没有 Z3", "no Z3")


def _of_profile(code: str, folder: Path) -> tuple[Finding, ...]:
    if code not in {"P110", "P117"}:
        return read_profile(Path("profile.yaml"), facts(), areas(), TODAY)[1]
    try:
        catalog = open_small(folder / "catalog", {})
        return intake.assessment(catalog, Path("profile.yaml"), TODAY, None).findings
    except DataError as error:
        return error.findings


@pytest.fixture(autouse=True)
def _chinese_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CHECKLIST_UI", raising=False)
    ui.language.cache_clear()
    yield
    ui.language.cache_clear()


def printed(findings: tuple[Finding, ...]) -> str:
    """What the program prints, without colour, 100 columns wide."""
    paper = StringIO()
    report.show(findings, Console(file=paper, width=100, no_color=True, highlight=False))
    return paper.getvalue()


def errors(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings if finding.severity is Severity.ERROR}


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_yields_its_finding_and_no_other_error(code: str, tmp_path: Path) -> None:
    findings = findings_of(code, "bad", tmp_path)
    wanted = tuple(finding for finding in findings if finding.code == code)
    assert wanted, f"nothing found; other findings: {[str(f.code) for f in findings]}"
    assert errors(findings) - {code} == example(code).also
    shown = printed(wanted)
    if os.environ.get("CHECKLIST_GOLDEN") == "write":
        (FOLDER / f"{code}.txt").write_text(written(code, shown), "utf-8")
        example.cache_clear()
    assert shown == example(code).expected, "to renew it: ./dev golden"


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_is_without_it_and_without_any_error(code: str, tmp_path: Path) -> None:
    findings = findings_of(code, "good", tmp_path)
    assert errors(findings) == set()
    assert code not in {finding.code for finding in findings}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_are_filled_by_the_same_values(code: str, tmp_path: Path) -> None:
    text = all_codes()[code]
    for sentences in (text.message, text.hint, text.explain):
        assert sentences.keys() == {"zh-Hans", "en"}
        assert len({frozenset(placeholders(sentence)) for sentence in sentences.values()}) == 1
    for finding in findings_of(code, "bad", tmp_path):
        for language in ("zh-Hans", "en"):
            assert finding.message(language)
            assert finding.hint(language)


def placeholders(sentence: str) -> Iterator[str]:
    """The names in braces."""
    return (name for _, name, _, _ in Formatter().parse(sentence) if name)


def scalars(data: Plain) -> Iterator[str]:
    """All texts and numbers in plain data; yes and no say nothing of a child by themselves."""
    if isinstance(data, dict):
        for value in data.values():
            yield from scalars(value)
    elif isinstance(data, list):
        for value in data:
            yield from scalars(value)
    elif data is not None and not isinstance(data, bool):
        yield str(data)


@pytest.mark.parametrize("code", PERSONAL)
def test_nothing_of_a_childs_profile_is_repeated(code: str) -> None:
    profile = example(code).files("bad")["profile.yaml"]
    assert profile is not None
    located, _ = parse(profile, "profile.yaml")
    said = [value for value in scalars(located.data) if value in example(code).expected]
    assert not said


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == sorted(CODES)


def test_every_code_of_the_source_has_its_texts_and_every_text_its_code() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "checklist").rglob("*.py")]
    assert {code for text in sources for code in _SOURCE_CODE.findall(text)} == set(CODES)
