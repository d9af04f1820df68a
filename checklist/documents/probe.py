"""A sheet on which every text says where it came from, to see what templates do with each.

Made from the sheet's own classes, so that a field added there is probed without a word here.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from checklist.catalog.local import LetterPart
from checklist.documents import seal
from checklist.documents.sheet import Beside, Passage, Row, Section, Sheet

MARK = "¤"  # on no sheet by itself
HOSTILE = "<probe>"  # stays text where everything is escaped
CODE = "CHECKLIST/1 000000 20260101 1 000000 00000000"
_SECOND = {Row, Beside}  # of a second language, which contract.py puts there by itself
_HEADING = ("sign", "title", "lead")
_FIXED: dict[str, Any] = {  # what templates use as attributes, not as words
    "language": "zh-Hans", "direction": "ltr", "kind": "eligible", "compact": False,
    "page": "{page}/{pages}", "key": "name", "code": CODE,
}  # fmt: skip


def full(words: Mapping[str, str]) -> Sheet:
    """A sheet with everything a sheet may have, each list with one entry.

    Args:
        words: the fixed labels, by their key.
    """
    made: Sheet = _value(Sheet, "sheet", words)
    return made


def empty(words: Mapping[str, str]) -> Sheet:
    """A sheet with nothing a sheet may do without."""
    made: Sheet = _value(Sheet, "sheet", words, bare=True)
    return made


def _value(kind: Any, path: str, words: Mapping[str, str], *, bare: bool = False) -> Any:  # noqa: ANN401 - any field
    name = path.rpartition(".")[2]
    if name == "words":
        return {key: f"{MARK}{path}.{key}{MARK}" for key in words}
    origin = get_origin(kind)
    if origin in {Union, UnionType}:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return None if bare or inner in _SECOND else _value(inner, path, words)
    if origin is tuple:
        return () if bare else _entries(get_args(kind)[0], path, words)
    if is_dataclass(kind):
        return _record(kind, path, words, bare=bare)
    if name in _FIXED:
        return _FIXED[name]
    if name in {"size", "path"}:
        size, drawn = seal.drawing(CODE)
        return size if name == "size" else drawn
    return _plain(kind, path)


def _record(kind: Any, path: str, words: Mapping[str, str], *, bare: bool) -> Any:  # noqa: ANN401 - any class
    hints = get_type_hints(kind)
    return kind(**{
        field.name: _value(hints[field.name], f"{path}.{field.name}", words, bare=bare)
        for field in fields(kind)
    })  # fmt: skip


def _entries(kind: Any, path: str, words: Mapping[str, str]) -> tuple[Any, ...]:  # noqa: ANN401 - any field
    """One entry; sections are two, for compact ones are laid out apart, passages one a part."""
    if kind is Section:
        return _sections(path, words)
    if kind is Passage:
        made: Passage = _record(kind, path, words, bare=False)
        return tuple(replace(made, key=str(part)) for part in LetterPart)
    return (_value(kind, path, words),)


def _sections(path: str, words: Mapping[str, str]) -> tuple[Section, ...]:
    def section(kind: str, *, compact: bool) -> Section:
        row: Row = _value(Row, f"{path}.{kind}.rows", words)
        sign, title, lead = (_plain(str, f"{path}.{kind}.{part}") for part in _HEADING)
        return Section(kind, sign, title, lead, (row,), compact)

    return (section("eligible", compact=False), section("ineligible", compact=True))


def _plain(kind: Any, path: str) -> Any:  # noqa: ANN401 - a text, a flag or a number
    if kind is bool:
        return False
    if kind is int:
        return 1
    return f"{MARK}{path}{MARK}{HOSTILE}"
