"""A run killed at thirty moments and more: nothing lost, nothing twice, nothing torn."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT

SEED = 20261129


def test_a_run_killed_at_any_moment_is_gone_on_with_and_ends_as_if_nothing_had_been(
    tmp_path: Path,
) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.runs.killing", tmp_path, str(SEED)],
        cwd=ROOT, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    *moments, last = map(json.loads, ran.stdout.splitlines())
    assert [moment["wrong"] for moment in moments] == [[]] * len(moments)
    assert sum(not moment["ended"] for moment in moments) == 30, "while there was work to do"
    assert len({moment["there"] for moment in moments}) >= 3, "at different stages"
    assert last == {"same": True, "files": 7, "noted": 7, "hidden": [".lock"]}
