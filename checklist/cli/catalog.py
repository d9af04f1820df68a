"""`checklist catalog …`: the group of commands about catalogs; `list` and `show` of them.

For the people who keep catalogs, and for CI. A further command is a row in `group`.
"""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli import new
from checklist.cli.checking import check
from checklist.cli.commands import Command, Group
from checklist.cli.comparing import diff, effect
from checklist.cli.log import log
from checklist.cli.options import CatalogFolder, Form, Format, On, Ui
from checklist.cli.poster import poster
from checklist.cli.proof import proof
from checklist.cli.schema import schema
from checklist.cli.testing import test
from checklist.cli.ui import epilog, print_json, say
from checklist.errors import ExitCode, UserError

if TYPE_CHECKING:
    from checklist.findings import Finding


def group(group_cls: type[Group], cls: type[Command]) -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name="catalog",
        cls=group_cls,
        no_args_is_help=True,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        help=say("查看、检查、测试清单。", "Look at, check and test catalogs."),
    )
    for name, function, zh, en, example in (
        ("list", list_layers, "有哪些地方的清单。", "Which places have lists.", "list"),
        ("show", show, "一个地方合并后的清单，每个值来自哪一层哪一行。",
         "A place's merged list, with the layer and line of every value.", "show 昆山市"),
        ("check", check, "检查全部清单文件，一次列出所有问题。",
         "Check all catalog files and list every problem at once.", "check"),
        ("proof", proof, "证明各地清单没有低于上级，列成一张表。",
         "Prove that no list is below the one above it, as a table.", "proof"),
        ("test", test, "运行 cases 里的情形。", "Run the situations in cases.", "test"),
        ("schema", schema, "打印文件格式（JSON Schema）。", "Print a file kind's JSON Schema.",
         "schema profile"),
        ("diff", diff, "两份清单之间改了什么：逐地方、逐项目、自哪天起。",
         "What changed between two catalogs: by place, item and day.", "diff HEAD~1"),
        ("effect", effect, "改动使多少孩子的结果变了，各举一个孩子。",
         "How many children’s answers a change moves, with an example of each.", "effect HEAD~1"),
        ("poster", poster, "一个地方的清单，做成 A3 海报（不含任何孩子）。",
         "A place's list as an A3 poster (of no child).", "poster 昆山市"),
        ("log", log, "每个数是哪天、按哪个文件来的；清单文件改过什么。",
         "When each value came and by which document; what was changed in files.",
         "log 苏州市 resident-insurance"),
    ):  # fmt: skip
        epilogue = epilog((f"checklist catalog {example}", zh, en))
        app.command(name, cls=cls, help=say(zh, en), epilog=epilogue)(function)
    app.add_typer(new.group(group_cls, cls))
    app.callback()(_group)
    return app


def _group(ui: Ui = "zh") -> None:
    """Take --ui before the command, too; it is read in ui.py before parsing."""


def list_layers(
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print all layers with what they hold."""
    from checklist.cli import intake, layers  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(catalog)
    found, findings = opened.all_layers()
    _stop_on(findings)
    today = date.today()  # noqa: DTZ011 - a local day
    if form is Form.JSON:
        print_json(layers.records(found, opened.areas, today))
    else:
        layers.show(found, opened.areas, today)


def show(
    area: Annotated[str, typer.Argument(metavar="AREA", help=say("地方。", "A place."))],
    item: Annotated[
        str | None, typer.Argument(metavar="ITEM", help=say("项目编号。", "An item's id."))
    ] = None,
    on: On = None,
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print a place's merged list."""
    from checklist.cli import intake, listing  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(catalog)
    code = intake.residence_code(opened, area)
    merged, findings = opened.listing(code, on or date.today())  # noqa: DTZ011 - a local day
    _stop_on(findings)
    if item is not None and item not in merged.items:
        known = "、".join(merged.items)
        raise UserError(f"清单里没有 {item}。有：{known}。", f"No item {item}. There are: {known}.")
    if form is Form.JSON:
        print_json(listing.record(merged, opened, item))
    else:
        listing.show(merged, opened, item)


def _stop_on(findings: "tuple[Finding, ...]") -> None:
    from checklist.errors import DataError  # noqa: PLC0415 - beside its one use
    from checklist.findings import has_errors  # noqa: PLC0415 - as above

    if has_errors(findings):
        raise DataError(findings, ExitCode.CATALOG)
