"""`checklist catalog proof`: the floor as a table, what was proven of which place and how fast.

For whoever doubts it: every override with the list it was held against, and of those that give
less, a smallest child who loses by it.
"""

from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.folders import catalog_folder
from checklist.cli.options import CatalogFolder, Form, Format, Ui
from checklist.cli.ui import err, language, out, print_json, say
from checklist.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checklist.catalog.book import Book
    from checklist.catalog.proofs import Proven

Fresh = Annotated[
    bool,
    typer.Option(
        "--fresh",
        help=say("不用以前的证明，全部重新证明。", "Prove everything anew, forget earlier proofs."),
    ),
]


def proof(
    fresh: Fresh = False,  # noqa: FBT002 - a flag of the command line
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Print what was proven; exit 1 when something is below the floor without a waiver."""
    from checklist.catalog import proofs  # noqa: PLC0415 - loads the catalog's rooms
    from checklist.catalog.book import open_book  # noqa: PLC0415 - as above
    from checklist.catalog.opening import open_catalog  # noqa: PLC0415 - as above
    from checklist.cli.remembered import remembered  # noqa: PLC0415 - as above

    root = catalog_folder(catalog)
    with remembered(root, fresh=fresh) as memory:
        known = len(memory)
        opened = open_catalog(root, memory)
        book = open_book(opened, opened.all_layers()[0])
        started = perf_counter()
        rows = tuple(proofs.table(book))
        found = tuple(proofs.sense(book))
        seconds = perf_counter() - started
        asked = len(memory)
    if form is Form.JSON:
        print_json({"seconds": round(seconds, 3), "rows": [_record(row) for row in rows]})
    else:
        _print(book, rows)
        err().print(
            say(
                f"{len(rows)} 处改动对照上级证明，{len(found)} 条条件有疑问；"
                f"用时 {seconds:.2f} 秒，问 Z3 {asked - known} 个问题，{known} 个以前答过。",
                f"{len(rows)} overrides held against the lists above, {len(found)} doubtful "
                f"conditions; {seconds:.2f} s, {asked - known} questions to Z3, {known} known.",
            )
        )
    if any(row.below and not row.waived for row in rows):
        raise typer.Exit(ExitCode.CATALOG)


def _print(book: "Book", rows: "tuple[Proven, ...]") -> None:
    from rich.table import Table  # noqa: PLC0415 - rich is wanted only now
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=None, pad_edge=False)
    for zh, en in (("地方", "place"), ("项目", "item"), ("对照", "against"), ("结果", "result")):
        table.add_column(say(zh, en), overflow="fold")
    for row in rows:
        sign, style = _result(row)
        name = book.layers[row.layer].name[language()]
        table.add_row(
            Text(f"{row.layer} {name}"), Text(row.item), Text(row.upper), Text(sign, style)
        )
    out().print(table)
    for row in rows:
        for line in _losers(book, row):
            out().print(Text(line, "dim"), soft_wrap=True)


def _result(row: "Proven") -> tuple[str, str]:
    if not row.below:
        return say("✓ 不低于", "✓ held"), "green"
    if row.waived:
        return say("△ 例外", "△ waived"), "yellow"
    return say("✗ 低于底线", "✗ below"), "bold red"


def _losers(book: "Book", row: "Proven") -> "list[str]":
    """The example children of one row, a line each."""
    from checklist.rules.telling import Teller  # noqa: PLC0415 - loads the catalog's rooms

    teller = Teller(book.facts, book.areas, language())
    told = [(b.gap.witness.child, b.gap.witness.on) for b in row.breaches if b.gap]
    return [
        say(
            f"{row.layer} {row.item}：以 {on} 计，{teller.child(child, on)}"
            f"——{row.upper} 的清单有，{row.layer} 没有。",
            f"{row.layer} {row.item}: on {on}, {teller.child(child, on)} - "
            f"covered by {row.upper}, not by {row.layer}.",
        )
        for child, on in told
    ]


def _record(row: "Proven") -> dict[str, object]:
    from checklist.catalog.owed import Floor  # noqa: PLC0415 - loads the catalog's rooms

    waived = Floor.WAIVED if row.waived else Floor.BROKEN
    return {
        "layer": row.layer,
        "item": row.item,
        "against": row.upper,
        "windows": row.windows,
        "floor": str(waived if row.below else Floor.HELD),
        "breaches": [
            {
                "code": breach.code,
                "at": str(breach.span),
                "above": str(breach.above),
                "on": breach.gap.witness.on.isoformat() if breach.gap else None,
                "profile": _plain(breach.gap.witness.profile()) if breach.gap else None,
            }
            for breach in row.breaches
        ],
    }


def _plain(profile: "Mapping[str, object]") -> dict[str, object]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in profile.items()}
