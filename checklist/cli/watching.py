"""Looking again and again whether any file of a catalog, of templates or of jobs has changed.

By polling, because that works on every file system a catalog may lie on; a look at some hundred
files costs a few milliseconds. Each round is a process of its own, which has read nothing before.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

from checklist.cli.folders import catalog_folder, templates_folder
from checklist.cli.ui import err, say
from checklist.runs.upkeep import index

PAUSE = 0.5  # seconds between looks
_START = "from checklist.cli.app import main; main()"
_SWITCH = "--watch"


def watch(jobs: Path, catalog: Path | None) -> NoReturn:
    """Regenerate once, and again whenever something has changed, until interrupted.

    What is wrong with the data is told and waited for: it is being edited.
    """
    folders = [str(catalog_folder(catalog)), str(templates_folder(None))]
    words = [word for word in sys.argv[1:] if word != _SWITCH]
    seen: object = None
    while True:
        now = index.inputs(folders, [str(jobs), *_children(jobs)])
        if now != seen:
            seen = now
            command = [sys.executable, "-c", _START, *words]
            subprocess.run(command, check=False)  # noqa: S603 - this very program
            err().print(say("看着……（Ctrl-C 停）", "watching… (Ctrl-C ends)"), style="dim")
        time.sleep(PAUSE)


def _children(jobs: Path) -> list[str]:
    """The files beside the jobs, where profiles and rosters lie; not those in folders below."""
    return [str(path) for path in sorted(jobs.parent.iterdir()) if path.is_file()]
