"""Two catalogs opened side by side for a comparison, and the words each is told in.

What an old catalog says in ways of its time is left out and told, so that the rest can still be
compared.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.cli.ui import err, language, say

if TYPE_CHECKING:
    from checklist.catalog.revisions import Side
    from checklist.runs.words import Words


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


def words(side: "Side", on: date, tag: str) -> "Words":
    """What words one catalog in a language."""
    from checklist.cli.folders import data_folder  # noqa: PLC0415 - not for help
    from checklist.documents import language as languages  # noqa: PLC0415 - as above
    from checklist.runs.words import Words  # noqa: PLC0415 - as above

    catalog = side.catalog
    spoken = languages.read(tag, data_folder("templates"))
    return Words(spoken, catalog.facts, catalog.areas, side.layers, on)
