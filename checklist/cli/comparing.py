"""`checklist catalog diff` and `effect`: what a change of the catalog says, and whom it moves.

For whoever reviews a change before families are told by it.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.options import CatalogFolder, Ui, day, one_of
from checklist.cli.ui import err, language, print_json, say

if TYPE_CHECKING:
    from checklist.catalog.revisions import Side
    from checklist.cli.changeview import ChangeView
    from checklist.runs.words import Words


class Output(StrEnum):
    """How a comparison is shown: for people, for a pull request, for programs."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"


Before = Annotated[
    str,
    typer.Argument(
        metavar="A",
        help=say(
            "原来的清单：目录，或 git 的版本（HEAD~1、标签）。",
            "The catalog before: a folder, or a git revision (HEAD~1, a tag).",
        ),
    ),
]
After = Annotated[
    str,
    typer.Argument(
        metavar="B",
        help=say(
            "现在的清单：同上；不写就是工作区。", "The catalog now: likewise; the working tree."
        ),
    ),
]
Shape = Annotated[
    Output,
    typer.Option(
        "--format",
        parser=one_of(Output),
        metavar="text|markdown|json",
        help=say("结果的形式。", "The form of the result."),
    ),
]


def diff(
    before: Before,
    after: After = ".",
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=day,
            metavar="DATE",
            help=say("只看这一天有效的变更。", "Only what is in force on this day."),
        ),
    ] = None,
    catalog: CatalogFolder = None,
    form: Shape = Output.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Tell what changed between two catalogs."""
    from checklist.catalog.comparing import compare  # noqa: PLC0415 - not for help

    with sides(before, after, catalog) as (old, new):
        found = compare(old.catalog, old.layers, new.catalog, new.layers)
        changes = tuple(change for change in found if on is None or change.holds(on))
        view = _view(old, new, on or date.today())  # noqa: DTZ011 - a local day
    if form is Output.JSON:
        print_json({
            "before": before, "after": after, "on": on.isoformat() if on else None,
            "changes": [view.record(change) for change in changes],
        })  # fmt: skip
    elif form is Output.MARKDOWN:
        typer.echo("\n".join(view.markdown(changes)))
    else:
        view.show(changes)
        err().print(say(f"共 {len(changes)} 处变更。", f"{len(changes)} changes."))


def effect(
    before: Before,
    after: After = ".",
    on: On = None,
    size: Annotated[
        int,
        typer.Option(
            "--size",
            min=1,
            max=MOST,
            metavar="N",
            help=say("每个地方模拟多少个孩子。", "How many children to make up for each place."),
        ),
    ] = 100_000,
    seed: Annotated[
        int,
        typer.Option(
            "--seed",
            metavar="N",
            help=say("同一个种子，同样的孩子。", "The same seed gives the same children."),
        ),
    ] = 1,
    changelog: Annotated[
        Path | None,
        typer.Option(
            "--changelog",
            metavar="FILE",
            help=say(
                "变更记录（默认清单目录旁边的 CHANGELOG.md）。",
                "The changelog (default: CHANGELOG.md beside the catalog folder).",
            ),
        ),
    ] = None,
    catalog: CatalogFolder = None,
    form: Shape = Output.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Count whom a change moves; exit 1 when somebody loses and the changelog does not say so."""
    from checklist.runs.effect import Asked  # noqa: PLC0415 - not for help

    asked = Asked(on or date.today(), size, seed)  # noqa: DTZ011 - a local day
    written = _changelog(changelog)
    with sides(before, after, catalog) as (old, new):
        found = _counted(old, new, asked)
        findings = _unannounced(old, new, found, written)
        view = EffectView(found, words(new, asked.on, language()))
        _show(view, findings, form, names=(before, after))


@contextmanager
def sides(before: str, after: str, catalog: Path | None) -> Iterator[tuple["Side", "Side"]]:
    """Both catalogs, open; what of the earlier one cannot be read today is told on stderr.

    Raises:
        DataError: the later one has errors.
        UserError: one of them is no catalog.
    """
    from checklist.catalog.revisions import side  # noqa: PLC0415 - not for help
    from checklist.cli.folders import catalog_folder  # noqa: PLC0415 - as above
    from checklist.errors import DataError, ExitCode  # noqa: PLC0415 - as above
    from checklist.findings import has_errors  # noqa: PLC0415 - as above

    home = catalog_folder(catalog)
    with ExitStack() as stack:
        old, new = (stack.enter_context(side(name, home)) for name in (before, after))
        if has_errors(new.findings):
            raise DataError(new.findings, ExitCode.CATALOG)
        _tell_unread(old)
        yield old, new.without(old.unread)


def _tell_unread(old: "Side") -> None:
    """Say what was left out of the earlier catalog, a line each."""
    for finding in old.findings:
        told = f"{old.label}:{finding.span}: {finding.message(language())}"
        err().print(say(f"略过：{told}", f"left out: {told}"), style="dim", soft_wrap=True)
    if old.unread:
        codes = "、".join(old.unread)
        err().print(
            say(
                f"这些地方原来的文件今天读不懂，没有比较：{codes}",
                f"Files of these places cannot be read today and were not compared: {codes}",
            ),
            style="bold yellow",
        )


def _view(old: "Side", new: "Side", on: date) -> "ChangeView":
    from checklist.cli.changeview import ChangeView  # noqa: PLC0415 - loads rich

    label = old.label or say("原", "before")
    return ChangeView(label, words(old, on, language()), words(new, on, language()))


def words(side: "Side", on: date, tag: str) -> "Words":
    """What words one catalog in a language."""
    from checklist.cli.folders import data_folder  # noqa: PLC0415 - not for help
    from checklist.documents import language as languages  # noqa: PLC0415 - as above
    from checklist.runs.words import Words  # noqa: PLC0415 - as above

    catalog = side.catalog
    spoken = languages.read(tag, data_folder("templates"))
    return Words(spoken, catalog.facts, catalog.areas, side.layers, on)
