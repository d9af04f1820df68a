"""`checklist catalog …`: look at catalogs, check them, test them, print their schemas.

For the people who keep catalogs, and for CI.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.commands import Command, Group
from checklist.cli.folders import catalog_folder
from checklist.cli.options import CatalogFolder, Form, Format, On, Ui
from checklist.cli.ui import epilog, err, language, out, print_json, say
from checklist.errors import ExitCode, UserError

if TYPE_CHECKING:
    from checklist.catalog.model import Layer
    from checklist.findings import Finding

Kind = Annotated[
    str,
    typer.Argument(
        metavar="layer|item|cases|profile|checklist",
        help=say("哪一种文件。", "Which kind of file."),
    ),
]


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
        ("test", test, "运行 cases 里的情形。", "Run the situations in cases.", "test"),
        ("schema", schema, "打印文件格式（JSON Schema）。", "Print a file kind's JSON Schema.",
         "schema profile"),
    ):  # fmt: skip
        epilogue = epilog((f"checklist catalog {example}", zh, en))
        app.command(name, cls=cls, help=say(zh, en), epilog=epilogue)(function)
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
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(catalog)
    layers, findings = opened.all_layers()
    _stop_on(findings)
    if form is Form.JSON:
        print_json([_layer_record(layer) for layer in layers.values()])
        return
    from rich.table import Table  # noqa: PLC0415 - rich is wanted only now
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False)
    for zh, en in (("代码", "code"), ("地方", "place"), ("版次", "edition"), ("新增", "new"),
                   ("调整", "changed"), ("公布项数", "declared")):  # fmt: skip
        table.add_column(say(zh, en))
    for layer in layers.values():
        table.add_row(*map(Text, _layer_row(layer)))
    out().print(table)
    for layer in layers.values():
        if layer.note:
            out().print(Text(f"{layer.code} {layer.note[language()]}", "dim"), soft_wrap=True)


def _layer_row(layer: "Layer") -> tuple[str, ...]:
    entries = layer.entries.values()
    edition = max(layer.editions, key=lambda e: e.number, default=None)
    begun = edition.effective.isoformat() if edition and edition.effective else "?"
    return (
        layer.code,
        layer.name[language()],
        f"{edition.number} ({begun})" if edition else "—",
        str(sum(entry.of is None for entry in entries)),
        str(sum(entry.of is not None for entry in entries)),
        str(layer.declared_items or "—"),
    )


def _layer_record(layer: "Layer") -> dict[str, object]:
    return {
        "layer": layer.code,
        "name": layer.name,
        "file": layer.file,
        "new": [entry.id for entry in layer.entries.values() if entry.of is None],
        "changed": [entry.id for entry in layer.entries.values() if entry.of is not None],
        "declared_items": layer.declared_items,
        "declared_measures": layer.declared_measures,
        "editions": [
            {"number": e.number, "effective": e.effective.isoformat() if e.effective else None}
            for e in layer.editions
        ],
    }


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


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH...",
            help=say("只看这些文件或目录里的问题。", "Only problems in these files or folders."),
        ),
    ] = None,
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Check a catalog; exit 1 when anything is of error level."""
    from checklist.catalog.checking import check as check_all  # noqa: PLC0415 - not for help
    from checklist.catalog.opening import open_catalog  # noqa: PLC0415 - not for help

    root = catalog_folder(catalog)
    findings = _within(check_all(open_catalog(root)), paths, root)
    _report(findings, form)


def test(
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Run a catalog's situations; exit 1 when one does not come out as written."""
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms
    from checklist.runs import situations  # noqa: PLC0415 - as above

    tally = situations.run(intake.opened(catalog))
    if form is Form.TEXT:
        err().print(
            say(
                f"{tally.cases} 个情形，{tally.expectations} 条预期相符。",
                f"{tally.cases} situations, {tally.expectations} expectations held.",
            )
        )
    _report(tally.findings, form)


def schema(
    kind: Kind = "profile",
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print a JSON Schema."""
    from checklist.catalog import schemas  # noqa: PLC0415 - loads pydantic
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms

    facts = intake.opened(catalog).facts
    if kind in schemas.FORMS:
        print_json(schemas.file_schema(kind, facts))
    elif kind == "profile":
        print_json(schemas.whole_profile_schema(facts))
    elif kind == "checklist":
        from checklist.documents import data  # noqa: PLC0415 - only for this kind

        print_json(data.json_schema())
    else:
        known = "、".join([*schemas.FORMS, "profile", "checklist"])
        raise UserError(f"没有 {kind}。有：{known}。", f"No {kind}. There are: {known}.")


def _within(
    findings: "tuple[Finding, ...]", paths: list[Path] | None, root: Path
) -> "tuple[Finding, ...]":
    """Only the findings in the given files or folders; all without any."""
    if not paths:
        return findings
    wanted = [path.resolve() for path in paths]
    base = root.resolve().parent
    return tuple(
        finding
        for finding in findings
        if any((base / finding.span.file).is_relative_to(path) for path in wanted)
    )


def _stop_on(findings: "tuple[Finding, ...]") -> None:
    from checklist.errors import DataError  # noqa: PLC0415 - beside its one use
    from checklist.findings import has_errors  # noqa: PLC0415 - as above

    if has_errors(findings):
        raise DataError(findings, ExitCode.CATALOG)


def _report(findings: "tuple[Finding, ...]", form: Form) -> None:
    from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now
    from checklist.findings import has_errors  # noqa: PLC0415 - as above

    if form is Form.JSON:
        typer.echo(report.as_json(findings))
    else:
        report.show(findings, out())
        err().print(report.summary(findings))
    if has_errors(findings):
        raise typer.Exit(ExitCode.CATALOG)
