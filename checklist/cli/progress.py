"""How far a long run is, on stderr: a bar at a terminal, a line now and then elsewhere.

Says how many are through, how fast, and how long it will still take, so that whoever waits can
decide to have a cup of tea.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checklist.cli.ui import err, say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_EVERY = 10.0  # seconds between two lines where there is no terminal
_SURE = 2.0  # seconds after which a rate means something


@dataclass(slots=True)
class Progress:
    """A stage of a run.

    Args:
        title: what is being done, in Chinese and in English.
        total: how many there are; None where nobody knows yet.
    """

    title: tuple[str, str]
    total: int | None
    _bar: "Bar | None"
    _task: "TaskID | None"
    _began: float
    _said: float
    _through: int = 0

    def add(self, count: int) -> None:
        """So many more are through; less than nothing takes some back."""
        self._through += count
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._through, told=self._told())
        elif (now := time.monotonic()) - self._said >= _EVERY:
            self._said = now
            self._line()

    def _line(self) -> None:
        err().print(f"{say(*self.title)} {self._told()}", markup=False, soft_wrap=True)

    def _told(self) -> str:
        """120/1000 · 35/s · 25 s left."""
        passed = time.monotonic() - self._began
        told = [f"{self._through}/{self.total}" if self.total else str(self._through)]
        if passed >= _SURE and self._through > 0:
            rate = self._through / passed
            told.append(say(f"每秒 {rate:.3g}", f"{rate:.3g} a second"))
            if self.total:
                told.append(_left(max(0, self.total - self._through) / rate))
        return " · ".join(told)


@contextmanager
def progress(zh: str, en: str, total: int | None) -> Iterator[Progress]:
    """Show a stage while it lasts.

    Args:
        zh: what is being done.
        en: the same in English.
        total: how many there are; None where nobody knows yet.
    """
    now = time.monotonic()
    if not err().is_terminal:
        yield Progress((zh, en), total, None, None, now, now)
        return
    from rich.progress import BarColumn, TextColumn  # noqa: PLC0415 - only at a terminal
    from rich.progress import Progress as Bar  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description}"), BarColumn(24), TextColumn("{task.fields[told]}"))
    with Bar(*columns, console=err(), transient=True) as bar:
        task = bar.add_task(say(zh, en), total=total, told="")
        yield Progress((zh, en), total, bar, task, now, now)


def _left(seconds: float) -> str:
    """How long it will still take, no more exact than it is known."""
    if seconds < 100:  # noqa: PLR2004 - about when people stop counting seconds
        return say(f"还要 {seconds:.0f} 秒", f"{seconds:.0f} s left")
    if seconds < 100 * 60:
        return say(f"还要 {seconds / 60:.0f} 分钟", f"{seconds / 60:.0f} min left")
    return say(f"还要 {seconds / 3600:.1f} 小时", f"{seconds / 3600:.1f} h left")
