"""The sheet on a terminal: who and where, one line an item, and what is still to be asked.

Made for 80 columns; the full reasons are in `checklist explain` and in the documents.
"""

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checklist.cli.ui import out
from checklist.documents.sheet import Row, Section, Sheet

STYLES = {
    "eligible": "bold green",
    "to_attest": "bold cyan",
    "undetermined": "bold yellow",
    "later": "bold blue",
    "ineligible": "dim",
    "in": "bold green",
    "out": "bold red",
}


def show(sheet: Sheet) -> None:
    """Print a sheet."""
    console = out()
    console.print(Text(sheet.title, "bold"))
    console.print(Text(f"{sheet.place}  {sheet.date}"))
    console.print(Text(sheet.basis_line, "dim"))
    scope = Text(f"{sheet.scope.badge.sign} ", STYLES.get(sheet.scope.badge.kind, "bold"))
    console.print(scope + Text(sheet.scope.statement, "default"))
    if sheet.scope.begins:
        console.print(Text(f"  {sheet.scope.begins}"))
    console.print(_counters(sheet))
    console.print()
    for section in sheet.sections:
        console.print(_section(section))
    if sheet.questions:
        console.print(Text(sheet.words["questions"], "bold"))
        for question in sheet.questions:
            text = Text(_unbroken(f"{question.number}. {question.text}"))
            console.print(Padding(text, (0, 0, 0, 2)))
            console.print(
                Padding(Text(f"{question.who} → {question.settles}", "dim"), (0, 0, 0, 5))
            )
        console.print()
    console.print(Text(sheet.notes[0], "dim"))


def _counters(sheet: Sheet) -> Text:
    parts = [
        Text(f"{counter.badge.sign} {counter.badge.word} {counter.count}",
             STYLES.get(counter.badge.kind, ""))
        for counter in sheet.counters
    ]  # fmt: skip
    return Text("   ").join(parts)


def _section(section: Section) -> Group:
    style = STYLES.get(section.kind, "")
    table = Table(box=box.SIMPLE_HEAD, show_header=False, pad_edge=False, expand=True)
    table.add_column(width=2, justify="right")
    table.add_column(ratio=5, overflow="fold")
    table.add_column(ratio=8, overflow="fold")
    for row in section.rows:
        table.add_row(row.number, Text(row.name, style), _detail(row))
    return Group(Text(section.title, style), table)


def _detail(row: Row) -> Text:
    """The sums and the first of what decides, short enough for a line or two."""
    lines = [f"{due.label} {due.value}{due.mark}" for due in row.sums if not due.condition]
    if row.begins:
        lines.insert(0, row.begins)
    reasons = [reason for group in row.why for reason in group.reasons]
    open_ones = [reason for reason in reasons if reason.kind != "yes"] or reasons
    lines += [_unbroken(f"{reason.sign} {reason.statement}") for reason in open_ones[:2]]
    return Text("\n".join(lines))


def _unbroken(text: str) -> str:
    """The first space made to hold: a line of Chinese, which has no others, would break there."""
    return text.replace(" ", "\u00a0", 1)
