"""`checklist catalog log`: when each value of a place's list came, and by which document.

For whoever is asked what was in force, and for the changelog: with `--format markdown` the
changes of each commit stand as typed entries.
"""

from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.comparing import Output, Shape
from checklist.cli.options import CatalogFolder, Ui
from checklist.cli.ui import language, out, print_json, say
from checklist.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checklist.areas import Areas
    from checklist.cli.changeview import ChangeView
    from checklist.runs.history import Commit, Dated

Area = Annotated[str, typer.Argument(metavar="AREA", help=say("地方。", "A place."))]
Item = Annotated[
    str | None, typer.Argument(metavar="ITEM", help=say("只看这一项。", "Only this item."))
]
Most = Annotated[
    int,
    typer.Option(
        "-n",
        metavar="N",
        min=0,
        help=say("看几次提交（0 不看 git）。", "How many commits to look at (0: no git)."),
    ),
]


def log(
    area: Area,
    item: Item = None,
    most: Most = 10,
    catalog: CatalogFolder = None,
    form: Shape = Output.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Tell the history of a place's list."""
    from checklist.areas import NATION  # noqa: PLC0415 - not for help
    from checklist.cli import intake  # noqa: PLC0415 - as above
    from checklist.runs import history  # noqa: PLC0415 - as above

    opened = intake.opened(catalog)
    code = NATION if area in {NATION, "全国"} else intake.residence_code(opened, area)
    layers, _ = opened.chain(code)
    found = history.dated(layers, item)
    known = {entry.of or key for layer in layers for key, entry in layer.entries.items()}
    if item not in {None, *known}:
        raise UserError(f"清单里没有 {item}。", f"No item {item}.")
    with ExitStack() as stack:
        codes = [layer.code for layer in layers]
        commits = history.commits(opened.root, codes, item, most, stack) if most else iter(())
        if form is Output.JSON:
            told = [_commit(commit) for commit in commits]
            print_json({"place": code, "dated": [_dated(one) for one in found], "commits": told})
        elif form is Output.MARKDOWN:
            for commit in commits:
                typer.echo("\n".join(_entries(commit)))
        else:
            _show(found, opened.areas)
            _show_commits(commits)


def _show(found: "tuple[Dated, ...]", areas: "Areas") -> None:
    from rich.padding import Padding  # noqa: PLC0415 - only when something is shown
    from rich.text import Text  # noqa: PLC0415 - as above

    head: tuple[str, str] | None = None
    for one in found:
        if head != (one.layer, one.item):
            head = (one.layer, one.item)
            place = areas.full_name(one.layer) or say("全国", "the nation")
            out().print(Text(f"{one.layer} {place} {one.item}".rstrip(), "bold"))
        name = one.name if isinstance(one.name, str) else one.name[language()]
        said = one.said if isinstance(one.said, str) else one.said[language()]
        name = name if said else say(f"第 {name} 版", f"edition {name}")
        days = f"{one.start or '?'} – {one.end or ''}".rstrip()
        out().print(Padding(Text(f"{days}  {name} {said}".rstrip()), (0, 0, 0, 2), expand=False))
        for line in (_source(one), f"{one.span.file}:{one.span.line}"):
            if line:
                out().print(Padding(Text(line, "dim", overflow="fold"), (0, 0, 0, 4), expand=False))


def _show_commits(commits: "Iterator[Commit]") -> None:
    from rich.text import Text  # noqa: PLC0415 - only when something is shown

    from checklist.cli.changeview import BESIDE  # noqa: PLC0415 - as above

    for commit in commits:
        out().print(Text(f"{commit.day} {commit.revision[:8]} {commit.subject}", "bold magenta"))
        if commit.changes is None or commit.sides is None:
            out().print(Text("  " + _nothing(), "dim"))
        else:
            told = [change for change in commit.changes if change.kind not in BESIDE]
            _view(commit).show(told)
            if rest := len(commit.changes) - len(told):
                text = say(f"另有 {rest} 处文字、依据和核对的变更。",
                           f"And {rest} changes of wording, sources and review.")  # fmt: skip
                out().print(Text("  " + text, "dim"))


def _nothing() -> str:
    return say("这是第一次，前面没有可比的。", "The first; there is nothing to compare it with.")


def _view(commit: "Commit") -> "ChangeView":
    from checklist.cli.changeview import ChangeView  # noqa: PLC0415 - loads rich
    from checklist.cli.sides import words  # noqa: PLC0415 - not for help

    today = date.today()  # noqa: DTZ011 - a local day
    sides = [words(side, today, language()) for side in commit.sides or ()]
    return ChangeView("", sides[0], sides[-1])


def _source(one: "Dated") -> str:
    source = one.source
    if source is None:
        return ""
    parts = (source.document, source.number, source.article, str(source.day or ""))
    return " ".join(part for part in parts if part)


def _dated(one: "Dated") -> dict[str, object]:
    return {
        "layer": one.layer,
        "item": one.item or None,
        "name": one.name,
        "said": one.said,
        "from": one.start.isoformat() if one.start else None,
        "to": one.end.isoformat() if one.end else None,
        "document": one.source.document if one.source else None,
        "number": (one.source.number or None) if one.source else None,
        "provenance": str(one.source.provenance) if one.source else None,
        "file": one.span.file,
        "line": one.span.line,
    }


def _commit(commit: "Commit") -> dict[str, object]:
    changes = commit.changes
    told = None if changes is None else [_view(commit).record(change) for change in changes]
    return {"revision": commit.revision, "day": commit.day, "subject": commit.subject,
            "changes": told}  # fmt: skip


def _entries(commit: "Commit") -> "Iterator[str]":
    """A commit's changes as entries of the changelog; who gains or loses is for `effect` to say."""
    from checklist.cli.changeview import BESIDE, KINDS, said  # noqa: PLC0415 - loads rich

    yield f"<!-- {commit.day} {commit.revision[:8]} {commit.subject} -->"
    for change in commit.changes or ():
        if not change.item or change.kind in BESIDE:
            continue
        view = _view(commit)
        sides = (said(change.before, view.old), said(change.after, view.new))
        told = " → ".join(side or "—" for side in sides)
        day = f"，自 {change.start}" if change.start else ""
        kind = "/".join(KINDS[change.kind])
        yield f"- **清单 catalog** — {change.layer} {change.item}{day}：{kind}：{told}"
