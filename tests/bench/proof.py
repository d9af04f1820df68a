"""What the proof of the floor costs: a whole catalog, and one changed layer of it.

Both from files to findings, the first with nothing remembered; the limits are the floor's own
(all layers within ten seconds, a changed one within one).
"""

import shutil
import tempfile
from pathlib import Path
from time import perf_counter

from checklist.catalog.checking import check
from checklist.catalog.opening import Memory, open_catalog
from checklist.findings import has_errors
from tests.bench.timing import Result

ROOT = Path(__file__).parent.parent.parent
CHANGED = "32-jiangsu/3205-suzhou.yaml"
ALL_LIMIT, ONE_LIMIT = 10.0, 1.0  # seconds


def results(runs: int) -> list[Result]:
    """The whole catalog, and the same again after a bound of one city's rule was moved."""
    every: list[float] = []
    one: list[float] = []
    for _ in range(max(1, runs // 3)):
        with tempfile.TemporaryDirectory(prefix="checklist-bench-") as scratch:
            root = Path(scratch) / "catalog"
            shutil.copytree(ROOT / "catalog", root)
            memory: dict[str, object] = {}
            every.append(_checked(root, memory))
            known = len(memory)
            changed = root / CHANGED
            text = changed.read_text("utf-8")
            changed.write_text(text.replace("at_least: 8}", "at_least: 7}"), "utf-8")
            one.append(_checked(root, memory))
            if len(memory) <= known:
                raise SystemExit("nothing was proven anew; the bench would compare nothing")
    return [
        Result("proving all layers, nothing remembered / 10 s", max(every), ALL_LIMIT, 1.0),
        Result("the same after one layer changed / 1 s", max(one), ONE_LIMIT, 1.0),
    ]


def _checked(root: Path, memory: Memory) -> float:
    """Seconds from files to findings."""
    started = perf_counter()
    findings = check(open_catalog(root, memory))
    seconds = perf_counter() - started
    if has_errors(findings):
        raise SystemExit(f"the catalog has errors: {sorted({f.code for f in findings})}")
    return seconds
