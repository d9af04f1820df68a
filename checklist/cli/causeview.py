"""Which files a regeneration finds outdated and why, as a terminal and another program read it.

Files with the same causes stand together under them, because one changed sum touches many sheets
and is still one thing to look at.
"""

from collections.abc import Iterable, Iterator

from rich.padding import Padding
from rich.text import Text

from checklist.catalog.changes import Kind
from checklist.cli import unchanged
from checklist.cli.changeview import KINDS
from checklist.cli.ui import out, say
from checklist.runs.upkeep.outcome import Outcome
from checklist.runs.upkeep.says import Cause
from checklist.runs.upkeep.survey import Standing, State

_WORDS = {
    "new": ("还没有做过", "not made yet"),
    "unknown": ("生成记录里没有它的来历", "the manifest does not say what it was made from"),
    "edited": ("做好以后被改过", "edited since it was made"),
    "deleted": ("做好以后被删了", "deleted since it was made"),
    "press": ("排版程序或字体变了", "the typesetter or a font has changed"),
    "layout": ("版式变了", "the layout has changed"),
    "part": ("内容变了", "this part has changed"),
    "outcome": ("结果", "outcome"),
    "day": ("随日子变", "changes with the day"),
}
_MOST = 6  # files named under one cause before they are only counted


def told(cause: Cause) -> str:
    """One cause on one line: 320500 resident-insurance amount 330 → 400 from 2027-01-01 (…:41)."""
    known = KINDS[Kind(cause.what)] if cause.what in set(Kind) else _WORDS[cause.what]
    field = cause.field if cause.what in {"part", "day"} else ""
    change = " → ".join(one or "—" for one in (cause.before, cause.after))
    change = change if cause.before or cause.after else ""
    start = say(f"自 {cause.start} 起", f"from {cause.start}") if cause.start else ""
    where = f"({cause.span.file}:{cause.span.line})" if cause.span else ""
    parts = (cause.place, cause.item, say(*known), field, change, start, where)
    return " ".join(part for part in parts if part)


def show(outcome: Outcome, *, most: int = _MOST) -> None:
    """Print what is stale, cause by cause."""
    for causes, paths in _grouped(outcome.stale):
        for cause in causes:
            _line(0, Text(told(cause), "bold"))
        for path in paths[:most]:
            _line(4, Text(path))
        if len(paths) > most:
            rest = len(paths) - most
            _line(4, Text(say(f"……还有 {rest} 份", f"… and {rest} more"), "dim"))
    if outcome.gone:
        word = say("没有任务再做它", "no job makes it any more")
        _line(0, Text(word, "bold"))
        for gone in outcome.gone:
            edited = say("（被改过，留着）", " (edited, kept)") if gone.kept else ""
            _line(4, Text(gone.path + edited))


def _grouped(stale: Iterable[Standing]) -> Iterator[tuple[tuple[Cause, ...], list[str]]]:
    groups: dict[tuple[Cause, ...], list[str]] = {}
    for one in stale:
        groups.setdefault(one.causes, []).append(one.path)
    yield from groups.items()


def summary(outcome: Outcome) -> str:
    """How many files stand how."""
    states = [one.state for one in outcome.standings]
    fresh, absent, stale = (states.count(state) for state in State)
    gone = len(outcome.gone)
    words = (
        say(
            f"{absent} 份这里没有做过（生成记录是对的）", f"{absent} not made here (manifest right)"
        )
        if absent
        else "",
        say(f"{gone} 份没有任务再做", f"{gone} of no job any more") if gone else "",
    )
    return unchanged.summary(outcome.day.isoformat(), fresh, stale, *words)


def record(outcome: Outcome) -> dict[str, object]:
    """All of it for programs."""
    return {
        "on": outcome.day.isoformat(),
        "stale": [
            {"path": one.path, "causes": [_cause(cause) for cause in one.causes]}
            for one in outcome.stale
        ],
        "absent": [one.path for one in outcome.absent],
        "fresh": sum(one.state is State.FRESH for one in outcome.standings),
        "gone": [{"path": gone.path, "kept": gone.kept} for gone in outcome.gone],
        "made": [{"path": file.path, "sha256": file.sha256} for file in outcome.made],
        "failed": outcome.failed,
        "differing": outcome.differing,
    }


def _cause(cause: Cause) -> dict[str, object]:
    return {
        "place": cause.place or None,
        "item": cause.item or None,
        "what": str(cause.what),
        "field": cause.field or None,
        "before": cause.before or None,
        "after": cause.after or None,
        "from": cause.start.isoformat() if cause.start else None,
        "file": cause.span.file if cause.span else None,
        "line": cause.span.line if cause.span else None,
        "text": told(cause),
    }


def _line(columns: int, line: Text) -> None:
    """A line set in; into a file it goes whole, so that other programs find it in one piece."""
    if not out().is_terminal:
        out().print(" " * columns + line.plain, soft_wrap=True, markup=False)
        return
    line.overflow = "fold"
    out().print(Padding(line, (0, 0, 0, columns), expand=False))
