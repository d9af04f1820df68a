"""What a second language costs: a sheet in two against the same in one, and counting them all.

English stands for any language, because all of it is said; drafts have less to lay out.
"""

import sys
from pathlib import Path

from tests.bench.timing import Result, by_turns, process_seconds

ROOT = Path(__file__).parent.parent.parent
PROFILE = ROOT / "tests" / "examples" / "kunshan-first-grader.yaml"
PROGRAM = str(Path(sys.executable).parent / "checklist")
MAKE = [PROGRAM, "make", str(PROFILE), "--on", "2026-11-23", "--to", "pdf", "-o", "-"]
SECOND = 1.6
STATUS = 2.0


def second(layout: str, runs: int) -> Result:
    """A document in two languages against the same in Chinese alone."""
    both = [*MAKE, "--lang", "zh-Hans+en", "--layout", layout]
    ours, other = by_turns(both, [*MAKE, "--lang", "zh-Hans"], runs)
    return Result(f"make, Chinese and English in {layout} / Chinese alone", ours, other, SECOND)


def status(runs: int) -> Result:
    """The state of all languages at all places against two seconds."""
    command = [PROGRAM, "translate", "status", "--format", "json"]
    ours = min(process_seconds(command) for _ in range(runs))
    return Result("translate status, all places / 2 s", ours, STATUS, 1.0)


def results(runs: int) -> list[Result]:
    """All figures of this file."""
    return [*(second(layout, runs) for layout in ("lines", "columns")), status(runs)]
