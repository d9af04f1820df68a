"""The sheet on a terminal: who and where, one line an item, and what is still to be asked.

Made for 80 columns; the full reasons are in `checklist explain` and in the documents.
"""

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from checklist.cli.ui import out
from checklist.documents.plain import service_text
from checklist.documents.sheet import Letter, Row, Section, Sheet

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
    if sheet.letter:
        console.print(_letter(sheet.letter))
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
        console.print(_questions(sheet))
        console.print()
    if sheet.services or sheet.care:
        console.print(Text(sheet.words["services"], "bold"))
        console.print(_services(sheet))
        console.print()
    for note in filter(None, (sheet.review, sheet.notes[0])):
        console.print(Text(note, "dim"))


def _letter(letter: Letter) -> Group:
    """The letter as it reads on paper, part by part."""
    said = [Text(letter.title, "bold")]
    for part in letter.passages:
        said += [Text("")]
        said += [Text(part.heading, "bold")] if part.heading else []
        said += [Text(part.text), *(Text(f"· {point}") for point in part.points)]
    small = filter(None, (letter.own, letter.origin, letter.note, letter.mark))
    return Group(*said, Text(""), *(Text(line, "dim") for line in small), Text(""))


def _services(sheet: Sheet) -> Group:
    """Where to turn, numbers first."""
    grid = _grid()
    for service in sheet.services:
        grid.add_row(Text(service.label, "bold"), Text(service_text(service)))
    return Group(Text(sheet.care.text), grid) if sheet.care else Group(grid)


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


def _detail(row: Row) -> Table:
    """The sums and the first of what decides, short enough for a line or two."""
    grid = _grid()
    if row.begins:
        grid.add_row("", Text(row.begins))
    for due in row.sums:
        if not due.condition:
            grid.add_row("", Text(f"{due.label} {due.value}{due.mark}"))
    reasons = [reason for group in row.why for reason in group.reasons]
    open_ones = [reason for reason in reasons if reason.kind != "yes"] or reasons
    for reason in open_ones[:2]:
        grid.add_row(Text(reason.sign), Text(reason.statement))
    return grid


def _questions(sheet: Sheet) -> Table:
    grid = _grid()
    for question in sheet.questions:
        grid.add_row(Text(f"{question.number}."), Text(question.text))
        grid.add_row("", Text(f"{question.who} → {question.settles}", "dim"))
    return grid


def _grid() -> Table:
    """A sign and a text beside it; Chinese lines have no spaces to break at but after the sign."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    return grid
