"""A first look at a roster: which sheet, where its header, and what about it needs saying.

Hidden sheets, a second list on another sheet, merged cells and two columns for one thing are
seen here, before the first row, so that a person can mend all of it at once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from checklist.children import headers
from checklist.children.headers import LOOKED_AT, Header, Names
from checklist.children.mapping import Mapped
from checklist.children.sheets import Source, Table
from checklist.errors import UserError
from checklist.findings import Finding
from checklist.rules.facts import LANGUAGES

_NOTHING = {"near.zh-Hans": "没有相近的", "near.en": "none"}
_LAST = 500  # the row a header may stand in at most


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sheet to read.

    Args:
        table: the sheet.
        header: its header; None when none was found, and a finding says so.
        findings: what is to be said of the choice.
    """

    table: Table
    header: Header | None
    findings: tuple[Finding, ...]


def choose(source: Source, names: Names, wanted: str | None) -> Chosen:
    """The sheet to read: the one asked for, or the first that has a header.

    Raises:
        UserError: there is no sheet of the name asked for.
        UnreadableError: a sheet is damaged.
    """
    there = tuple(name for name in (*source.sheets, *source.hidden) if name)
    if wanted is not None and wanted not in there:
        raise _no_sheet(wanted, there)
    tables = [source.table(name) for name in ([wanted] if wanted else source.sheets)]
    found = [(table, _header(table, names)) for table in tables]
    good = [(table, header) for table, header in found if header]
    if not good:
        table = tables[0] if tables else Table(source.file, "", lambda _: iter(()))
        return Chosen(table, None, (Finding("R007", table.at(1, 1)),))
    table, header = good[0]
    said = [Finding("R011", other.at(1, 1), {"read": table.sheet}) for other, _ in good[1:]]
    if not wanted:
        said += [Finding("R010", Table(source.file, name, table.read).at(1, 1))
                 for name in source.hidden]  # fmt: skip
    return Chosen(table, header, tuple(said))


def told(
    table: Table, header: Header, names: Names, mapped: Mapped, kept: Iterable[str]
) -> Iterator[Finding]:
    """All that is to be said of a header and of the sheet as a whole.

    Args:
        table: the sheet.
        header: its header.
        names: what columns are called.
        mapped: what the mapping file says.
        kept: headers that are used though they tell no fact, in their compared form.
    """
    if len(header.rows) > 1:
        yield Finding("R009", table.at(header.row, 1), {"rows": "、".join(map(str, header.rows))})
    yield from _doubled(table, header, names)
    yield from _merged(table, header)
    yield from _unmapped(table, header, names, {*kept, *mapped.columns})
    there = {headers.spelt(text) for text in header.texts.values()}
    for name, span in mapped.spans.items():
        if name not in there:
            yield Finding("R017", span, {"headers": "、".join(header.texts.values())})
    if next((row for row in table.rows() if row.number > header.row), None) is None:
        yield Finding("R015", table.at(header.row, 1))


def _no_sheet(wanted: str, there: tuple[str, ...]) -> UserError:
    if not there:
        return UserError(
            "这个文件没有工作表，请去掉 --sheet。", "This file has no sheets; leave out --sheet."
        )
    names = "、".join(there)
    return UserError(
        f"没有名为“{wanted}”的工作表。有：{names}。",
        f"There is no sheet “{wanted}”. There are: {names}.",
    )


def _header(table: Table, names: Names) -> Header | None:
    return headers.find(list(islice(table.rows(_LAST), LOOKED_AT)), names)


def _doubled(table: Table, header: Header, names: Names) -> Iterator[Finding]:
    """Two columns that tell one fact: which of them counts, only a person can say."""
    often = Counter(header.facts.values())
    first: dict[str, int] = {}
    for column, fact_id in header.facts.items():
        if often[fact_id] > 1 and first.setdefault(fact_id, column) != column:
            label = {f"fact.{tag}": text for tag, text in names.facts[fact_id].label.items()}
            other = table.at(header.row, first[fact_id] + 1)
            values = {"fact": fact_id, **label}
            yield Finding("R008", table.at(header.row, column + 1), values, (other,))


def _merged(table: Table, header: Header) -> Iterator[Finding]:
    """Merged cells among the children: only the first of each holds the value."""
    for top, left, bottom, right in table.merged:
        if bottom > header.row and (bottom > top or right > left):
            last = table.at(bottom, right).cell.rpartition("!")[2]
            first = table.at(top, left).cell.rpartition("!")[2]
            yield Finding("R014", table.at(top, left), {"range": f"{first}:{last}"})


def _unmapped(table: Table, header: Header, names: Names, used: set[str]) -> Iterator[Finding]:
    """The columns nobody uses, and which facts their names are near to."""
    unused = {column: text for column, text in sorted(header.texts.items())
              if column not in header.facts and headers.spelt(text) not in used}  # fmt: skip
    if not unused:
        return
    near = {text: names.facts[fact].label for text in unused.values() if (fact := names.near(text))}
    told = {f"near.{tag}": "、".join(f"{text} ≈ {label[tag]}" for text, label in near.items())
            for tag in LANGUAGES}  # fmt: skip
    values = {"headers": "、".join(unused.values()), **(told if near else _NOTHING)}
    yield Finding("R013", table.at(header.row, min(unused) + 1), values)
