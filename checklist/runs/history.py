"""When each value of a place's list came, and by which document: from editions and from git.

What was in force on a day is said by the dates written in the lists; git only tells when the
files learned of it, and by whom that was entered.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklist.catalog.changes import Change
from checklist.catalog.comparing import compare
from checklist.catalog.model import Edition, Entry, Figure, Layer, Source, Window
from checklist.catalog.reading import layer_files
from checklist.catalog.revisions import Side, git, side
from checklist.findings import Span
from checklist.rules.facts import Text

_FIELDS = "%H%x09%P%x09%cs%x09%s"  # commit, parents, day, first line


@dataclass(frozen=True, slots=True)
class Dated:
    """Something a list says to hold from a day.

    Args:
        layer: the code of the list.
        item: the item; "" for what belongs to the place.
        name: what it is called; of an edition, its number.
        said: the figure with its unit, or what a window is for; "" for an edition.
        source: the document it rests on; None where none is named.
    """

    layer: str
    item: str
    name: Text | str
    said: Text | str
    start: date | None
    end: date | None
    source: Source | None
    span: Span


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that touched the lists, and what it changed in them.

    Args:
        changes: what it changed; None of the first, which nothing stands before.
    """

    revision: str
    day: str
    subject: str
    changes: tuple[Change, ...] | None
    sides: tuple[Side, Side] | None = None


def dated(layers: Iterable[Layer], item: str | None) -> tuple[Dated, ...]:
    """All that is dated in some lists, by list, item and day."""
    found = [one for layer in layers for one in _dated(layer, item)]
    places = list(dict.fromkeys(one.layer for one in found))
    return tuple(
        sorted(found, key=lambda one: (places.index(one.layer), one.item, one.start or date.min))
    )


def _dated(layer: Layer, item: str | None) -> Iterator[Dated]:
    for edition in layer.editions if item is None else ():
        yield _edition(layer, edition)
    for figure in layer.figures if item is None else ():
        yield from _figure(layer, figure)
    for key, entry in layer.entries.items():
        if item in {None, entry.of or key}:
            yield from _entry(layer.code, entry.of or key, entry)


def _edition(layer: Layer, edition: Edition) -> Dated:
    source = layer.sources.get(edition.document)
    days = edition.effective, edition.expires
    return Dated(layer.code, "", str(edition.number), "", *days, source, edition.span)


def _figure(layer: Layer, figure: Figure) -> Iterator[Dated]:
    for period in figure.periods:
        source = layer.sources.get(period.source)
        said = f"{period.value:g} {figure.unit}"
        days = period.start, period.end
        yield Dated(layer.code, "", figure.label, said, *days, source, period.span)


def _entry(code: str, item: str, entry: Entry) -> Iterator[Dated]:
    sources = {one.key.rpartition("/")[2]: one for one in entry.sources}
    for amount in entry.amounts:
        for period in amount.periods:
            source = sources.get(period.source.rpartition("/")[2])
            said = f"{period.value:g} {amount.unit}"
            days = period.start, period.end
            yield Dated(code, item, amount.label, said, *days, source, period.span)
    for window in entry.windows:
        yield _window(code, item, window, sources.get(window.source.rpartition("/")[2]))


def _window(code: str, item: str, window: Window, source: Source | None) -> Dated:
    name = {"zh-Hans": "办理时间", "en": "window"}
    return Dated(code, item, name, window.purpose, window.start, window.end, source, window.span)


def commits(
    home: Path, codes: Iterable[str], item: str | None, most: int, stack: ExitStack
) -> Iterator[Commit]:
    """The latest commits that touched some lists, newest first, with what they changed.

    Args:
        home: the catalog folder, in a git repository.
        codes: the codes of the lists.
        item: only changes of this item, and commits that changed it.
        most: how many commits at most are looked at.
        stack: keeps the catalogs open until it is closed.

    Raises:
        UserError: there is no git, or no repository.
    """
    wanted = tuple(codes)
    files = layer_files(home.resolve())
    paths = [
        str(path)
        for code in wanted
        if code in files
        for path in (files[code], files[code].with_suffix(""))
    ]
    listed = git(home, "log", f"--max-count={most}", f"--format={_FIELDS}", "--", *paths,
                 revision="HEAD").decode()  # fmt: skip
    for line in listed.splitlines():
        revision, parents, *told = line.split("\t", 3)
        if parents:
            commit = _commit(home, (revision, *told), parents.split()[0], wanted, item, stack)
        else:
            commit = Commit(revision, told[0], told[1], None)
        if item is None or commit.changes is None or commit.changes:
            yield commit


def _commit(  # noqa: PLR0913, PLR0917 - what a commit is told by
    home: Path,
    told: tuple[str, ...],
    parent: str,
    codes: tuple[str, ...],
    item: str | None,
    stack: ExitStack,
) -> Commit:
    """A commit held against the one before it."""
    before, after = (stack.enter_context(side(name, home)) for name in (parent, told[0]))
    old, new = (
        {code: layer for code, layer in one.layers.items() if code in codes}
        for one in (before, after)
    )
    found = compare(before.catalog, old, after.catalog, new, prove=False)
    changes = tuple(change for change in found if item is None or change.item == item)
    return Commit(told[0], told[1], told[2], changes, (before, after))
