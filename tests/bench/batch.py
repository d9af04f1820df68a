"""What a print run costs a child, against four other ways to print the very same sheets.

The children come from the maker of rosters and are assessed and worded before any clock runs:
each way begins with finished strings and ends with a PDF file. What the whole way costs, from a
roster's rows to files, is measured for ours alone, at three sizes or four.
"""

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import pikepdf

from checklist.assessment import Assessment, assess
from checklist.children.roster import open_roster
from checklist.documents import pdf as documents
from checklist.documents.html import html
from checklist.documents.paste.pasteup import Leaf, Press
from checklist.documents.sheet import Sheet
from checklist.documents.worded.viewer import Viewer
from checklist.runs.crew import GIVING_BACK
from tests import rosters
from tests.bench import typstsheet
from tests.bench.timing import Result
from tests.documents.paper import TEMPLATES, tongue
from tests.documents.printruns import compared, pasted_up, random_sheets, set_whole
from tests.support import TODAY, areas, catalog, facts

SEED = 1
PATTERNS = 100  # outcome patterns a run must have at least
GROUP = 50  # children in a bundle when files are written
NOTO = "/usr/share/fonts/opentype/noto"
PROOFS = (("320583", "zh-Hans"), ("330624", "zh-Hans"), ("440100", "zh-Hans"), ("320583", "en"),
          ("420500", "en"))  # fmt: skip
BYTES = 1500.0
MEMORY = 400.0
FLAT = 1.2
WARMING = 1000  # rows by which galleys come to be there; more would only cost time


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many children each way prints; what is dear prints a sample.

    Args:
        run: ours, cold and warm.
        alone: WeasyPrint, child by child, and in one document.
        typst: Typst.
        browser: Chromium, beside one child whose time is taken off.
        whole: rosters from rows to files.
        proof: random children of each place and language whose pages are compared.
    """

    run: int
    alone: int
    typst: int
    browser: int
    whole: tuple[int, ...]
    proof: int


FULL = Sizes(1000, 30, 1000, 100, (100, 1_000, 10_000, 100_000), 44)
QUICK = Sizes(150, 5, 50, 10, (100, 1_000), 4)


def results(_runs: int = 0, *, quick: bool = False, proof: bool = False) -> list[Result]:
    """All figures of this file.

    Args:
        _runs: of processes, which other files take; here one child is enough of a run.
        quick: fewer children, in a minute or two.
        proof: compare pages only, and measure nothing.
    """
    sizes = QUICK if quick else FULL
    if proof:
        return [equality(place, tag, sizes.proof) for place, tag in PROOFS]
    assessments = [
        assessment for _, assessment in zip(range(sizes.run), _assessed(sizes.run), strict=True)
    ]
    patterns = {tuple((a.item.id, a.outcome) for a in one.answers) for one in assessments}
    if len(patterns) < PATTERNS and not quick:
        sys.exit(f"only {len(patterns)} outcome patterns; {PATTERNS} are needed")
    viewer = Viewer(facts(), tongue(), areas())
    sheets = [viewer.sheet(one) for one in assessments]
    with tempfile.TemporaryDirectory() as folder:
        return [*_against(sheets, sizes, Path(folder)), *_whole(sizes, Path(folder) / "cache")]


def equality(place: str, tag: str, size: int) -> Result:
    """How many pages of random children differ between both ways, which must be none."""
    pages = pixels = words = 0
    press = Press(TEMPLATES, None)
    for seed in range(0, size, 4):
        some = random_sheets(min(4, size - seed), 100 + seed, place, tag)
        found = compared(pasted_up(some, press), set_whole(some))
        pages += found.pages
        pixels += len(found.pixels)
        words += len(found.words)
    name = f"{place} {tag}: pages that differ, in pixels or words, of {pages} ({size} children)"
    return Result(name, (pixels + words) / 1000, 1.0, 0.0)


def _assessed(rows: int) -> Iterator[Assessment]:
    """Children of a made-up roster, one by one, as many as its rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "roster.csv"
        rosters.write(rosters.lines(rows, SEED, kind="csv"), path, "csv")
        lists = {}
        for entry in open_roster(path, facts(), areas(), TODAY).entries():
            if entry.profile is None or entry.profile.residence is None:
                sys.exit(f"row {entry.number} of a clean roster is not read")
            code = areas().current(entry.profile.residence)
            if code not in lists:
                lists[code], _ = catalog().listing(code, TODAY)
            yield assess(lists[code], entry.profile.child, areas())


def _against(sheets: Sequence[Sheet], sizes: Sizes, folder: Path) -> Iterator[Result]:
    """Ours, cold and warm, against the others."""
    leaves = [Leaf(sheet, str(number)) for number, sheet in enumerate(sheets, 1)]
    some = sheets[: sizes.alone]
    _alone(sheets[-1])  # so that nobody pays for loading the library and its fonts
    alone = statistics.median(_seconds(partial(_alone, one)) for one in some)
    shared = _seconds(partial(_one_document, some)) / len(some)
    typst = _seconds(partial(typstsheet.written, sheets[: sizes.typst], folder, NOTO)) / sizes.typst
    browser = _browser(sheets[: sizes.browser], folder)
    out = io.BytesIO()
    cold = _seconds(partial(Press(TEMPLATES, folder / "cache").bundle, leaves, out)) / len(leaves)
    disk = _seconds(partial(Press(TEMPLATES, folder / "cache").bundle, leaves, io.BytesIO()))
    warm = statistics.median(_warm(sheets, folder / "cache") for _ in range(3))
    one_by_one, in_one = "WeasyPrint, document by document", "WeasyPrint, one document of all"
    yield Result(f"warm / {one_by_one}", warm, alone, 1 / 400)
    yield Result(f"warm / {in_one}", warm, shared, 1 / 20)
    yield Result("warm / Typst, one document of all", warm, typst, 1 / 5)
    yield Result("warm / Chromium, one page of all", warm, browser, 1 / 30)
    yield Result(f"cold / {one_by_one}", cold, alone, 1 / 60)
    yield Result(f"new process, galleys on disk / {one_by_one}", disk / len(leaves), alone, 1 / 60)
    yield _size(out.getvalue(), len(sheets))


def _warm(sheets: Sequence[Sheet], cache: Path) -> float:
    """Seconds a child for the second half of a run: galleys are there, these children are new."""
    press, half = Press(TEMPLATES, cache), len(sheets) // 2
    press.bundle([Leaf(sheet, "") for sheet in sheets[:half]], io.BytesIO())
    leaves = [Leaf(sheet, "") for sheet in sheets[half:]]
    return _seconds(partial(press.bundle, leaves, io.BytesIO())) / len(leaves)


def _seconds(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


def _alone(sheet: Sheet) -> bytes:
    """As anybody would: WeasyPrint with fonts of its own for each document."""
    return bytes(documents._page(html(sheet, TEMPLATES)).write_pdf())  # noqa: SLF001 - its bare use


def _one_document(sheets: Sequence[Sheet]) -> bytes:
    """With one FontConfiguration, and all pages written at once."""
    fonts = documents._font_configuration()  # noqa: SLF001 - as above
    made = [documents._page(html(one, TEMPLATES)).render(font_config=fonts) for one in sheets]  # noqa: SLF001
    pages = [page for document in made for page in document.pages]
    return bytes(made[0].copy(pages).write_pdf())


def _browser(sheets: Sequence[Sheet], folder: Path) -> float:
    """Seconds for each further child on one page of all."""

    def printed(some: Sequence[Sheet]) -> None:
        pages = [html(one, TEMPLATES) for one in some]
        head, _, _ = pages[0].partition("<body")
        bodies = [
            page.partition("<body")[2].partition(">")[2].partition("</body>")[0] for page in pages
        ]
        whole = '<div style="break-after: page"></div>'.join(bodies)
        (folder / "all.html").write_text(f"{head}<body>{whole}</body></html>", "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--timeout=600000",
                   f"--print-to-pdf={folder}/all.pdf", f"{folder}/all.html"]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True)

    first = _seconds(lambda: printed(sheets[:1]))
    return (_seconds(lambda: printed(sheets)) - first) / (len(sheets) - 1)


def _size(written: bytes, children: int) -> Result:
    """Bytes a child beside fonts and galleys, in thousandths of a kB, as the table has seconds.

    A galley is a form, or stands in the one page that needs it; there it is weighed by how much
    smaller the page packs without it.
    """
    import zlib  # noqa: PLC0415 - only here

    taken = 0
    with pikepdf.open(io.BytesIO(written)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Stream) and (
                thing.get("/Subtype") in {"/Form", "/OpenType"} or "/Length1" in thing
            ):
                taken += len(thing.read_raw_bytes())
        for page in document.pages:
            content = page.obj.Contents.read_bytes()
            taken += len(zlib.compress(content, 9)) - len(zlib.compress(_bare(content), 9))
    name = f"bytes a child beyond galleys and fonts / {BYTES:.0f}, in a bundle of {children}"
    return Result(name, (len(written) - taken) / children / 1000, BYTES / 1000, 1.0)


def _bare(content: bytes) -> bytes:
    """A page's content without what is drawn in the page itself: moves and calls only."""
    return b"\n".join(
        line for line in content.split(b"\n") if line.endswith((b" Do", b" cm")) or line in b"qQ"
    )


def _whole(sizes: Sizes, cache: Path) -> Iterator[Result]:
    """Rosters from rows to files: what a child costs at each size, and the largest's memory."""
    costs = [_pipeline(rows, cache) for rows in sizes.whole]
    for rows, (cost, _) in zip(sizes.whole[1:], costs[1:], strict=True):
        name = f"rows to files, {rows:,} children / {sizes.whole[0]}"
        yield Result(name, cost, costs[0][0], FLAT)
    name = f"peak MB at {sizes.whole[-1]:,} rows / {MEMORY:.0f}"
    yield Result(name, costs[-1][1] / 1000, MEMORY / 1000, 1.0)


def _pipeline(rows: int, cache: Path) -> tuple[float, float]:
    """Seconds a child and peak MB of a process that reads, assesses, words and prints."""

    def run(rows: int) -> list[bytes]:
        command = [sys.executable, "-m", "tests.bench.batch", str(rows), str(cache)]
        own = {**os.environ, GIVING_BACK[0]: GIVING_BACK[1]}  # as a run's workers have it
        return subprocess.run(command, check=True, capture_output=True, env=own).stdout.split()

    run(min(rows, WARMING))  # so that galleys are there
    cost, peak = run(rows)
    return float(cost), float(peak)


def main() -> None:
    """Print a roster's bundles one after another, and what that took."""
    rows, cache = int(sys.argv[1]), Path(sys.argv[2])
    press, viewer = Press(TEMPLATES, cache), Viewer(facts(), tongue(), areas())
    children = _assessed(rows)
    first = [viewer.sheet(next(children)) for _ in range(GROUP)]
    press.bundle([Leaf(sheet, "") for sheet in first], io.BytesIO())
    begun = time.perf_counter()
    printed = 0
    with tempfile.TemporaryFile() as out:
        while group := [viewer.sheet(one) for one in islice(children, GROUP)]:
            out.seek(0)
            press.bundle([Leaf(sheet, "") for sheet in group], out)
            printed += len(group)
    seconds = time.perf_counter() - begun
    status = Path("/proc/self/status").read_text("utf-8")  # getrusage would tell the parent's peak
    peak = float(status.partition("VmHWM:")[2].split()[0]) / 1024
    sys.stdout.write(f"{seconds / max(printed, 1)} {peak}\n")


if __name__ == "__main__":
    main()
