"""A catalog's findings: of a whole catalog, or of the files one place's list comes from.

The checks themselves stand in checks.py; here they are run and their findings put in order.
"""

from dataclasses import replace
from pathlib import Path

from checklist.catalog.book import Book, open_book
from checklist.catalog.checks import CHECKS, Check, two_files
from checklist.catalog.opening import Catalog
from checklist.catalog.proofs import floor, floor_of_chain, sense
from checklist.findings import Finding


def check(catalog: Catalog) -> tuple[Finding, ...]:
    """Every finding of a whole catalog, its files' form included, sorted by place."""
    layers, findings = catalog.all_layers()
    book = open_book(catalog, layers)
    read = (*catalog.findings, *catalog.tongues()[1], *findings)
    return _checked(book, (*CHECKS, two_files, sense, floor), read)


def check_chain(catalog: Catalog, area: str) -> tuple[Finding, ...]:
    """The findings of the files one place's list is merged from."""
    layers, findings = catalog.chain(area)
    book = open_book(catalog, {layer.code: layer for layer in layers})
    doubled = [found for found in two_files(book) if found.values["code"] in book.layers]
    return _checked(book, (*CHECKS, floor_of_chain), (*findings, *doubled))


def _checked(
    book: Book, checks: tuple[Check, ...], findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    found = [*findings]
    for one in checks:
        found += one(book)
    once = {(finding.span, finding.code, str(finding.values)): finding for finding in found}
    files: dict[str, list[str]] = {}
    return tuple(_quoted(once[key], book.root, files) for key in sorted(once))


def _quoted(finding: Finding, root: Path, files: dict[str, list[str]]) -> Finding:
    """A check's finding with its source line; what reading itself found has its own or none."""
    if finding.quote is not None or finding.code.startswith("C0"):
        return finding
    file, line = finding.span.file, finding.span.line
    if file not in files:
        files[file] = _lines(root.parent / file)
    return replace(finding, quote=files[file][line - 1]) if line <= len(files[file]) else finding


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
