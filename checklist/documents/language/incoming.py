"""Translations that come back, from PO, XLIFF or a workbook, as phrases with their places.

All three become the same, so that one set of checks and one way of taking them over serves all.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from checklist.children.cells import Content, Row
from checklist.children.tables import open_source
from checklist.documents.language import xliff
from checklist.documents.language.phrasebook import (
    CATALOG,
    Key,
    Phrase,
    Phrasebook,
    Review,
    State,
    parse,
)
from checklist.documents.workbooks.translations import COLUMNS, TRANSLATION
from checklist.findings import Finding, Span
from checklist.located import read_text
from checklist.rules.parsing import iso_date

XLIFF, WORKBOOK = (".xliff", ".xlf"), ".xlsx"
_IDS = {heading: name for name, (heading, _) in COLUMNS.items()}
_NEEDED = {"id", "chinese", "state", "by", "on"}


def incoming(path: Path, like: Phrasebook) -> tuple[Phrasebook | None, tuple[Finding, ...]]:
    """Read a file of translations.

    Args:
        path: PO, XLIFF or XLSX, told apart by the name's ending.
        like: what is known of the language; its plural rule holds for files that state none.

    Returns:
        The phrases (None when the file cannot be understood), and what is wrong with its form.
    """
    if path.suffix.lower() == WORKBOOK:
        return _workbook(path, like)
    text, findings = read_text(path)
    if findings:
        return None, findings
    if path.suffix.lower() in XLIFF:
        return _xliff(text, str(path), like)
    return parse(text, str(path))


def _xliff(text: str, file: str, like: Phrasebook) -> tuple[Phrasebook | None, tuple[Finding, ...]]:
    lines = tuple(text.splitlines())
    try:
        found = xliff.read(text)
    except xliff.NotXliffError as error:
        line = min(error.line, len(lines))
        return None, (Finding("T021", Span(file, line, 1), {"wanted": "XLIFF 1.2"}, (),
                              lines[line - 1]),)  # fmt: skip
    units: dict[Key, list[xliff.Unit]] = {}
    for unit in found.units:
        units.setdefault(xliff.key_of(unit), []).append(unit)
    phrases = {key: xliff.phrase_of(several) for key, several in units.items()}
    language = found.language.replace("-", "_")
    return replace(like, file=file, language=language, phrases=phrases, lines=lines), ()


def _workbook(path: Path, like: Phrasebook) -> tuple[Phrasebook | None, tuple[Finding, ...]]:
    source = open_source(path, len)
    if source.findings or not source.sheets:
        return None, source.findings or (_unheaded(Span(str(path), 1, 1)),)
    table = source.table(source.sheets[0])
    rows = list(table.rows())
    heads = _heads(rows[0]) if rows else {}
    spoken = sorted(name for name in heads if name.startswith(TRANSLATION))
    if not spoken or not heads.keys() >= _NEEDED:
        return None, (_unheaded(table.at(1, 1)),)
    phrases = {}
    for row in rows[1:]:
        said = {name: _text(row[column]) for name, column in heads.items()}
        key = ("", said["id"]) if said["id"] else (CATALOG, said["chinese"])
        if key[1]:
            phrases[key] = _phrase(said, spoken, row.number)
    made = replace(like, file=str(path), language=table.sheet.replace("-", "_"), phrases=phrases,
                   lines=(), sheet=table.sheet, column=heads[spoken[0]] + 1)  # fmt: skip
    return made, ()


def _unheaded(span: Span) -> Finding:
    wanted = "、".join(COLUMNS[name][0] for name in COLUMNS if name in _NEEDED)
    return Finding("T021", span, {"wanted": f"{wanted}、{TRANSLATION} … 1"})


def _heads(row: Row) -> dict[str, int]:
    """Where each known column is."""
    told = {column: _text(content).strip() for column, content in enumerate(row.cells)}
    known = {column: _IDS.get(text, text) for column, text in told.items()}
    return {name: column for column, name in known.items()
            if name in COLUMNS or name.startswith(TRANSLATION)}  # fmt: skip


def _text(content: Content | None) -> str:
    if content is None:
        return ""
    return content if isinstance(content, str) else str(content)


def _phrase(said: Mapping[str, str], spoken: list[str], line: int) -> Phrase:
    forms = [said[name] for name in spoken]
    while forms and not forms[-1]:
        forms.pop()
    day = iso_date(said["on"][:10])
    signed = said["state"] == State.REVIEWED and said["by"] and day
    return Phrase(
        forms=tuple(forms),
        review=Review(said["by"], day) if signed and day else None,
        origin=said["chinese"],
        counted=len(forms) > 1,
        line=line,
    )
