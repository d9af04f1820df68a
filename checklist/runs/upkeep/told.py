"""What a sheet says, as digests: of each file made from it, of each row, and of each other part.

A file is outdated when what it says has changed, not when a day has passed; so the date a sheet
bears is left out here, and what hangs on the date (an age, a sum in force) is not.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from checklist.documents.seal import read
from checklist.documents.sheet import Sheet
from checklist.runs.upkeep.workshop import Worked, Workshop

_DATED_KEYS = ("on", "review")  # the same of the JSON
_ROWS = {"sections", "counters"}  # told item by item


@dataclass(frozen=True, slots=True)
class Told:
    """What one sheet says.

    Args:
        contents: per form of file a digest of all it says, but for the date.
        rows: per item its outcome and a digest of its row.
        parts: a digest of every other part of the sheet that says anything.
    """

    contents: Mapping[str, str]
    rows: Mapping[str, str]
    parts: Mapping[str, str]


def told(worked: Worked, shop: Workshop) -> Told:
    """What a sheet says."""
    bare = without_date(worked.sheet)
    poster = replace(worked.poster, sheet=bare) if worked.poster else None
    undated = replace(worked, sheet=bare, poster=poster)
    forms = [form for form, _ in worked.order.files]
    sources = {"html" if form == "pdf" else form for form in forms}
    known = {form: digest(_source(undated, shop, form)) for form in sources}
    return Told(
        contents={form: known["html" if form == "pdf" else form] for form in forms},
        rows={
            row.id: f"{section.kind} {digest(repr(_bare(row)), 6)}"
            for section in undated.sheet.sections
            for row in section.rows
        },
        parts={
            part.name: digest(repr(value), 6)
            for part in fields(undated.sheet)
            if part.name not in _ROWS and (value := getattr(undated.sheet, part.name))
        },
    )


def without_date(sheet: Sheet) -> Sheet:
    """The sheet without what only repeats its date."""
    code = read(sheet.seal.code) if sheet.seal else None
    if sheet.seal is None or code is None:
        return replace(sheet, date="", footer="", review="")
    undated = replace(sheet.seal, code=str(replace(code, on="")), size=0, path="")
    return replace(sheet, date="", footer="", review="", seal=undated)


def digest(text: str, places: int = 16) -> str:
    """The first hex digits of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:places]


def _bare(row: object) -> object:
    """A row without its number: which place it has on the sheet is no matter of its own."""
    return replace(row, number="")  # type: ignore[type-var]  # a row


def _source(worked: Worked, shop: Workshop, form: str) -> str:
    """The text a file is set from; of JSON without its date."""
    text = shop.source(worked, form)
    if form != "json":
        return text
    said = json.loads(text)
    return json.dumps({k: v for k, v in said.items() if k not in _DATED_KEYS}, sort_keys=True)
