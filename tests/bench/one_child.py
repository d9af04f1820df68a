"""What one child costs: starting, reading a place's lists, answering, and printing.

Each figure stands beside the least a program could do for the same: importing typer alone,
or WeasyPrint alone setting the very same HTML.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from checklist.assessment import assess
from checklist.catalog.opening import open_catalog
from checklist.children.profile import read_profile
from tests.bench.timing import Result, by_turns, step_seconds

ROOT = Path(__file__).parent.parent.parent
PROFILE = ROOT / "tests" / "examples" / "kunshan-first-grader.yaml"
PROGRAM = str(Path(sys.executable).parent / "checklist")
ON = date(2026, 11, 23)
FOUR_LAYERS = "330624"  # nation, Zhejiang, Shaoxing, Xinchang
EVALUATION_LIMIT = 0.001
LOADING_LIMIT = 0.3
WRITE = (
    "import sys, weasyprint; weasyprint.HTML({html!r}).write_pdf({pdf!r}, pdf_variant='pdf/ua-1')"
)


def starting(runs: int) -> Result:
    """The help page against importing typer."""
    ours, other = by_turns([PROGRAM, "--help"], [sys.executable, "-c", "import typer"], runs)
    return Result("checklist --help / import typer", ours, other, 2.5)


def printing(runs: int) -> Result:
    """A PDF from a profile against WeasyPrint alone with the finished HTML."""
    with tempfile.TemporaryDirectory() as folder:
        html, pdf = f"{folder}/sheet.html", f"{folder}/sheet.pdf"
        make = [PROGRAM, "make", str(PROFILE), "--on", ON.isoformat(), "--to"]
        by_turns([*make, "html", "-o", html], [sys.executable, "-c", ""], 1)
        alone = [sys.executable, "-c", WRITE.format(html=html, pdf=pdf)]
        ours, other = by_turns([*make, "pdf", "-o", pdf], alone, runs)
    return Result("make --to pdf / WeasyPrint alone, same HTML", ours, other, 1.6)


def answering() -> Result:
    """One child held against four layers, against the limit of a millisecond."""
    catalog = open_catalog(ROOT / "catalog")
    profile, _ = read_profile(PROFILE, catalog.facts, catalog.areas, ON)
    listing, _ = catalog.listing(FOUR_LAYERS, ON)
    if profile is None or len(listing.layers) != 4:
        sys.exit("the example or the four layers are gone; the bench would compare nothing")
    child = profile.child
    ours = step_seconds(lambda: assess(listing, child, catalog.areas), 200)
    return Result("one child × four layers / 1 ms", ours, EVALUATION_LIMIT, 1.0)


def loading() -> list[Result]:
    """One place's chain against 0.3 s; and among a thousand other files."""
    with tempfile.TemporaryDirectory(prefix="checklist-bench-") as scratch:
        full = _with_other_places(ROOT / "catalog", Path(scratch) / "catalog", 34, 30)
        alone = step_seconds(lambda: _load(ROOT / "catalog"), 7)
        crowded = step_seconds(lambda: _load(full), 7)
    return [
        Result("loading one place's chain / 0.3 s", alone, LOADING_LIMIT, 1.0),
        Result("the same among 1,000 other places / alone", crowded, alone, 1.25),
    ]


def _load(root: Path) -> None:
    catalog = open_catalog(root)
    catalog.chain(FOUR_LAYERS)


def _with_other_places(root: Path, folder: Path, provinces: int, cities: int) -> Path:
    """A copy of the catalog with many more folders and files, none of the asked chain."""
    folder.mkdir()
    for entry in root.iterdir():
        (folder / entry.name).symlink_to(entry)
    model = (root / "32-jiangsu" / "3205-suzhou.yaml").read_text("utf-8")
    for province in range(66, 66 + provinces):
        home = folder / f"{province}-elsewhere"
        home.mkdir(exist_ok=True)
        for city in range(cities):
            code = f"{province % 100:02}{city:02}"
            (home / f"{code}-elsewhere.yaml").write_text(model.replace("320500", f"{code}00"))
    return folder


def results(runs: int) -> list[Result]:
    """All figures of this file."""
    return [starting(runs), printing(runs), answering(), *loading()]
