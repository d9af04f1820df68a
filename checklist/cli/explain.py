"""`checklist explain`: why, why not, what is missing, and the clause; or what a code means.

Shows one item's whole condition with the value of every part and the line it stands on.
"""

import re
from pathlib import Path
from typing import Annotated

import typer

from checklist.cli.commands import Command
from checklist.cli.options import CatalogFolder, Form, Format, On, Residence, Ui
from checklist.cli.ui import epilog, language, out, print_json, say
from checklist.errors import UserError

Subject = Annotated[
    str,
    typer.Argument(
        metavar="PROFILE|CODE",
        help=say("儿童情况文件，或问题编号（如 C104）。", "A profile, or a finding's code (C104)."),
    ),
]
ItemId = Annotated[
    str | None,
    typer.Argument(
        metavar="ITEM",
        help=say(
            "项目、台账情形或分类的编号；不写就全部说明。",
            "The id of an item, ledger trigger or classing; all without it.",
        ),
    ),
]


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "explain",
        cls=cls,
        help=say(
            "说明为什么能、为什么不能、还差什么、依据哪一条；或说明一个问题编号。",
            "Say why, why not, what is missing and by which clause; or what a code means.",
        ),
        epilog=epilog(
            ("checklist explain child.yaml resident-insurance", "这一项为什么", "why this item"),
            ("checklist explain C304", "这个编号的意思", "what this code means"),
        ),
    )(explain)


def explain(
    subject: Subject,
    item: ItemId = None,
    residence: Residence = None,
    on: On = None,
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Explain a checklist or a code."""
    if re.fullmatch(r"[A-Z]\d{3}", subject):
        _code(subject, form)
        return
    from datetime import date  # noqa: PLC0415 - beside its one use

    from checklist.cli import intake, tree  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(catalog)
    day = on or date.today()  # noqa: DTZ011 - the local calendar day is what a family lives in
    assessment = intake.assessment(opened, Path(subject), day, residence)
    answers = [answer for answer in assessment.answers if item in {None, answer.item.id}]
    flags = [flag for flag in assessment.ledger if item in {None, flag.trigger.id}]
    classes = [classed for classed in assessment.classes if item in {None, classed.classing.id}]
    if not (answers or flags or classes):
        known = "、".join(answer.item.id for answer in assessment.answers)
        raise UserError(f"清单里没有 {item}。有：{known}。", f"No item {item}. There are: {known}.")
    tag = language()
    if form is Form.JSON:
        told = [tree.record(assessment, answer, opened, tag) for answer in answers]
        told += [tree.ledger_record(assessment, flag, opened, tag) for flag in flags]
        told += [tree.class_record(assessment, classed, opened, tag) for classed in classes]
        print_json(told)
        return
    for answer in answers:
        tree.show(assessment, answer, opened, tag)
    tree.show_ledger(assessment, flags, opened, tag)
    tree.show_classes(assessment, classes, opened, tag)


def _code(code: str, form: Form) -> None:
    from checklist.findings import all_codes  # noqa: PLC0415 - not for help

    text = all_codes().get(code)
    if text is None:
        known = "、".join(all_codes())
        raise UserError(
            f"没有 {code} 这个编号。有：{known}。", f"No code {code}. There are: {known}."
        )
    console, tag = out(), language()
    if form is Form.JSON:
        said = {"message": text.message[tag], "explain": text.explain[tag], "hint": text.hint[tag]}
        print_json({"code": code, "severity": str(text.severity), **said})
        return
    console.print(f"[bold]{code}[/bold] ({text.severity})", text.message[tag], soft_wrap=True)
    console.print(text.explain[tag], soft_wrap=True)
    console.print("→", text.hint[tag], soft_wrap=True)
