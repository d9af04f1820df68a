"""`checklist catalog diff` and `effect`: what a change of the catalog says, and whom it moves.

For whoever reviews a change before families are told by it.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.options import CatalogFolder, On, Ui, day, one_of
from checklist.cli.sides import sides, words
from checklist.cli.ui import EN, ZH, err, language, print_json, say
from checklist.errors import ExitCode, UserError

if TYPE_CHECKING:
    from checklist.catalog.revisions import Side
    from checklist.cli.changeview import ChangeView
    from checklist.findings import Finding
    from checklist.runs.effects.effect import Asked, Effect

MOST = 5_000_000  # children made up; more would not fit into a small machine


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


HeldOn = Annotated[
    date | None,
    typer.Option(
        "--on",
        parser=day,
        metavar="DATE",
        help=say("只看这一天有效的变更。", "Only what is in force on this day."),
    ),
]
Size = Annotated[
    int,
    typer.Option(
        "--size",
        min=1,
        max=MOST,
        metavar="N",
        help=say("每个地方模拟多少个孩子。", "How many children to make up for each place."),
    ),
]
Seed = Annotated[
    int,
    typer.Option(
        "--seed",
        metavar="N",
        help=say("同一个种子，同样的孩子。", "The same seed gives the same children."),
    ),
]
Changelog = Annotated[
    Path | None,
    typer.Option(
        "--changelog",
        metavar="FILE",
        help=say(
            "变更记录（默认清单目录旁边的 CHANGELOG.md）。",
            "The changelog (default: CHANGELOG.md beside the catalog folder).",
        ),
    ),
]


def diff(
    before: Before,
    after: After = ".",
    on: HeldOn = None,
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
        err().print(say(f"共 {len(changes)} 处变更。", f"Changes: {len(changes)}."))


def effect(
    before: Before,
    after: After = ".",
    on: On = None,
    size: Size = 100_000,
    seed: Seed = 1,
    changelog: Changelog = None,
    catalog: CatalogFolder = None,
    form: Shape = Output.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Count whom a change moves; exit 1 when somebody loses and the changelog does not say so."""
    from checklist.cli.effectview import EffectView  # noqa: PLC0415 - not for help
    from checklist.runs.effects.effect import Asked  # noqa: PLC0415 - as above

    asked = Asked(on or date.today(), size, seed, ahead=on is None)  # noqa: DTZ011 - a local day
    with sides(before, after, catalog) as (old, new):
        text, name = _changelog(new, changelog)
        found = _counted(old, new, asked)
        findings = _unannounced(old, new, found, text, name)
        view = EffectView(found, words(new, asked.on, language()))
    if form is Output.JSON:
        print_json({"before": before, "after": after, **view.record(findings)})
    elif form is Output.MARKDOWN:
        typer.echo("\n".join(view.markdown(findings)))
    else:
        view.show(findings)
    if findings:
        raise typer.Exit(ExitCode.CATALOG)


def _changelog(new: "Side", given: Path | None) -> tuple[str, str]:
    """The changelog to hold the effect against, and what to call it."""
    if given is None:
        return new.changelog or "", "CHANGELOG.md"
    if not given.is_file():
        raise UserError(f"没有 {given} 这个文件。请检查 --changelog。",
                        f"There is no file {given}. Check --changelog.")  # fmt: skip
    try:
        return given.read_text("utf-8"), str(given)
    except UnicodeDecodeError:
        raise UserError(f"{given} 不是 UTF-8 文字。", f"{given} is no UTF-8 text.") from None


def _counted(old: "Side", new: "Side", asked: "Asked") -> "Effect":
    from checklist.catalog.comparing import compare  # noqa: PLC0415 - not for help
    from checklist.runs.effects.effect import effect as count  # noqa: PLC0415 - as above

    changes = compare(old.catalog, old.layers, new.catalog, new.layers, prove=False)
    with err().status(say("比较……", "comparing…")) as status:

        def tell(number: int, of: int, place: str) -> None:
            name = new.catalog.areas.full_name(place) or place
            status.update(f"{number}/{of} {place} {name}")

        return count(old, new, changes, asked, tell)


def _unannounced(
    old: "Side", new: "Side", found: "Effect", text: str, name: str
) -> "tuple[Finding, ...]":
    from checklist.runs.effects import changelog  # noqa: PLC0415 - not for help

    told = {tag: words(new, found.asked.on, tag) for tag in (ZH, EN)}
    known = changelog.fresh(text, old.changelog)
    return tuple(changelog.unannounced(found, known, name, told))


def _view(old: "Side", new: "Side", on: date) -> "ChangeView":
    from checklist.cli.changeview import ChangeView  # noqa: PLC0415 - loads rich

    label = old.label or say("原", "before")
    return ChangeView(label, words(old, on, language()), words(new, on, language()))
