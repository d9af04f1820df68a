"""Looking again and again whether any file of a catalog, of templates or of jobs has changed.

By polling, because that works on every file system a catalog may lie on; a look at some hundred
files costs a few milliseconds.
"""

import time
from collections.abc import Callable
from pathlib import Path

from checklist.cli.folders import catalog_folder, data_folder
from checklist.cli.ui import err, say
from checklist.errors import ChecklistError, DataError
from checklist.runs import index

PAUSE = 0.5  # seconds between looks


def watch(work: Callable[[], None], jobs: Path, catalog: Path | None) -> None:
    """Do the work once, and again whenever something has changed, until interrupted.

    What is wrong with the data is told and waited for: it is being edited.
    """
    folders = [str(catalog_folder(catalog)), str(data_folder("templates"))]
    seen: object = None
    while True:
        now = index.inputs(folders, [str(jobs)])
        if now != seen:
            seen = now
            _try(work)
            err().print(say("看着……（Ctrl-C 停）", "watching… (Ctrl-C ends)"), style="dim")
        time.sleep(PAUSE)


def _try(work: Callable[[], None]) -> None:
    from checklist.cli import report  # noqa: PLC0415 - beside its one use

    try:
        work()
    except DataError as error:
        report.show(error.findings, err())
    except ChecklistError as error:
        err().print(say(error.zh, error.en), soft_wrap=True)
