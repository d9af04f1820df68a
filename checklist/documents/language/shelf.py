"""The .po files of a folder of templates, each read once and refused when anything is wrong.

Nothing may be printed from a file with findings, so whoever opens one gets all of it in order
or all of what is wrong.
"""

from functools import cache
from pathlib import Path

from checklist.catalog.tongues import GOVERNING
from checklist.documents.language.faults import faults
from checklist.documents.language.phrasebook import Phrasebook, parse
from checklist.errors import DataError, ExitCode, MachineError
from checklist.findings import Finding, has_errors
from checklist.located import read_text

FOLDER = "locale"


def path_of(tag: str, templates: Path) -> Path:
    """Where a language's phrases stand."""
    return templates / FOLDER / f"{tag}.po"


@cache
def opened(tag: str, templates: Path) -> Phrasebook:
    """A language's phrases.

    Raises:
        MachineError: the installation lacks the file.
        DataError: its findings.
    """
    path = path_of(tag, templates)
    if not path.is_file():
        raise MachineError(
            f"缺少文字文件 {path.name}。请重新安装，或检查模板目录。",
            f"The message file {path.name} is missing. Install again, or check the templates.",
        )
    book, findings = looked_at(path, tag, templates)
    if book is None or has_errors(findings):
        raise DataError(findings, ExitCode.CATALOG)
    return book


def looked_at(
    path: Path, tag: str, templates: Path
) -> tuple[Phrasebook | None, tuple[Finding, ...]]:
    """A file of a language's phrases with everything that is wrong with it.

    Args:
        path: the file.
        tag: the language it must be in.
        templates: the folder with the Chinese it is held against.
    """
    name = f"{path.parent.name}/{path.name}" if path.parent.name == FOLDER else str(path)
    text, findings = read_text(path, name)
    book, found = parse(text, name) if text else (None, ())
    if book is None:
        return None, (*findings, *found)
    source = book if tag == GOVERNING else opened(GOVERNING, templates)
    wrong = tuple(faults(book, source.phrases))
    return book, (*findings, *found, *in_language(book, tag), *wrong)


def in_language(book: Phrasebook, tag: str) -> tuple[Finding, ...]:
    """A header that names another language than the file is for."""
    if f"{book.language}_".startswith(f"{tag.replace('-', '_')}_"):
        return ()
    lines = (n for n, line in enumerate(book.lines, 1) if line.startswith('"Language:'))
    return (book.finding("T011", next(lines, 1), language=book.language or "—", tag=tag),)
