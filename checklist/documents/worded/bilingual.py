"""Two languages on one sheet: the Chinese, which counts, and another beside or under it.

Both are worded from one assessment and so have the same parts; here they are put together part
by part. What the other language has not said is not printed twice.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from checklist.catalog.looks import Layout
from checklist.catalog.tongues import Tongue
from checklist.documents.language import DRAFT, Language
from checklist.documents.sheet import Beside, Citation, Row, Section, Sheet
from checklist.documents.stretches import Stretch, has_own, pieces, plain

_KEPT = {"id", "kind", "sign", "key", "anchor", "number", "count", "fact", "mark", "phone",
         "basis_line", "language", "direction", "compact", "footer", "code", "path", "size",
         "beside"}  # fmt: skip
_ENOUGH = 0.5  # of a sheet's texts; below it a second column would be mostly Chinese again


@dataclass(frozen=True, slots=True)
class Voices:
    """The languages of a sheet: the Chinese, the other with its name, and English to explain."""

    chinese: Language
    other: Language
    english: Language
    tongue: Tongue


def together(
    chinese: Sheet, other: Sheet, voices: Voices, layout: Layout, *, forced: bool = False
) -> Sheet:
    """One sheet of two.

    Args:
        chinese: the sheet whose text counts.
        other: the same in another language.
        voices: the languages of both.
        layout: how they shall stand.
        forced: keep to columns however little the other language says.
    """
    lined = _Lines(chinese.language, other).sheet(chinese, other)
    wide = layout is Layout.COLUMNS and (forced or share(chinese, other) >= _ENOUGH)
    return replace(
        lined,
        sections=tuple(_columns(lined, chinese, other)) if wide else lined.sections,
        remarks=tuple(_remarks(other, voices)),
        beside=Beside(
            language=other.language,
            direction=other.direction,
            faces=voices.tongue.faces,
            leading=voices.tongue.leading,
            words=_Columns(chinese.language, other).words(chinese.words, other.words),
            chinese=chinese.words,
        ),
    )


def _columns(lined: Sheet, chinese: Sheet, other: Sheet) -> Iterator[Section]:
    """The sections with their rows in columns; rows that do not apply are brief enough as lines."""
    pairing = _Columns(chinese.language, other)
    for both, ours, theirs in zip(lined.sections, chinese.sections, other.sections, strict=True):
        pairs = zip(ours.rows, theirs.rows, strict=True)
        rows = tuple(replace(row, beside=pairing.row(row, again)) for row, again in pairs)
        yield both if both.compact else replace(both, rows=rows)


def _remarks(other: Sheet, voices: Voices) -> Iterator[str]:
    """Which text counts; and of drafts, that they are drafts, in both languages."""
    own = Stretch(voices.other.tag, voices.other.direction, "second")
    drafted = any(map(_drafted, _texts(other)))
    for key in ("tongues.governing", "tongues.draft") if drafted else ("tongues.governing",):
        said = voices.chinese.messages(key, language=voices.tongue.name[voices.chinese.tag])
        again = voices.other.messages(key, language=voices.tongue.own)
        if not has_own(again, voices.chinese.tag):
            own = Stretch(voices.english.tag, "ltr", "second")
            again = voices.english.messages(key, language=voices.tongue.name[voices.english.tag])
        yield f"{said} {own.around(again)}"


def _drafted(text: str) -> bool:
    return any(isinstance(piece, Stretch) and piece.kind == DRAFT for piece in pieces(text))


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a sheet
    """Every text of a part of a sheet."""
    return (text for text, _ in _pairs(part, part))


def share(chinese: Sheet, other: Sheet) -> float:
    """How much of a sheet the other language says itself, of the texts that are words."""
    said = [has_own(theirs, chinese.language) and plain(theirs) != plain(ours)
            for ours, theirs in _pairs(chinese, other)]  # fmt: skip
    return sum(said) / max(1, len(said))


def _pairs(ours: Any, theirs: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - parts of a sheet
    """The texts of both that stand at the same place."""
    if isinstance(ours, str):
        if any(char.isalpha() for char in plain(ours)):
            yield ours, theirs
    elif isinstance(ours, Mapping):
        for key in ours:
            yield from _pairs(ours[key], theirs[key])
    elif isinstance(ours, tuple):
        for one, another in zip(ours, theirs, strict=False):
            yield from _pairs(one, another)
    elif is_dataclass(ours) and theirs is not None:
        for each in fields(ours):
            if each.name not in _KEPT:
                yield from _pairs(getattr(ours, each.name), getattr(theirs, each.name))


class _Pairing(ABC):
    """Walks two sheets at once; what becomes of two texts is for the layouts to say."""

    def __init__(self, chinese: str, other: Sheet) -> None:
        self.chinese = chinese
        self.own = Stretch(other.language, other.direction, "second")

    def sheet(self, ours: Sheet, theirs: Sheet) -> Sheet:
        """Two sheets as one."""
        made: Sheet = self._part(ours, theirs)
        return made

    def _part(self, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 - any part of a sheet
        if ours is None or theirs is None:
            return ours
        if isinstance(ours, str):
            return self._text(ours, theirs)
        if isinstance(ours, Mapping):
            return {key: self._text(text, theirs[key]) for key, text in ours.items()}
        if isinstance(ours, tuple):
            return self._tuple(ours, theirs)
        if is_dataclass(ours) and not isinstance(ours, type):
            names = [each.name for each in fields(ours) if each.name not in self._kept()]
            both = {name: self._part(getattr(ours, name), getattr(theirs, name)) for name in names}
            return replace(self._base(ours, theirs), **both)
        return ours

    def _tuple(self, ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
        """Parts in a row; where the languages part them differently, only the Chinese."""
        if len(ours) != len(theirs):
            return ours
        return tuple(map(self._part, ours, theirs))

    def _kept(self) -> set[str]:
        return _KEPT

    def _base(self, ours: Any, theirs: Any) -> Any:  # noqa: ANN401, ARG002 - any part of a sheet
        return ours

    @abstractmethod
    def _text(self, ours: str, theirs: str) -> str:
        """A text in both languages."""

    def _adds(self, ours: str, theirs: str) -> bool:
        """Whether the other language says something, and not just the same."""
        return has_own(theirs, self.chinese) and plain(theirs) != plain(ours)


class _Lines(_Pairing):
    """The Chinese, and after each text what the other language says of it."""

    def _part(self, ours: Any, theirs: Any) -> Any:  # noqa: ANN401 - any part of a sheet
        """Documents are Chinese; their dates need no saying twice."""
        return ours if isinstance(ours, Citation) else super()._part(ours, theirs)

    def _text(self, ours: str, theirs: str) -> str:
        if not self._adds(ours, theirs):
            return ours
        again = Stretch(self.chinese, "ltr").around(ours)  # a place beside its Chinese name
        more = theirs.removeprefix(ours).replace(again, "").strip()
        return f"{ours} {self.own.around(more)}"


class _Columns(_Pairing):
    """The other language's rows, with the Chinese wherever it has nothing of its own."""

    def row(self, ours: Row, theirs: Row) -> Row:
        """A row; anchors stand once on a page, and Chinese documents once in a row."""
        made: Row = self._part(ours, theirs)
        return replace(made, id=f"{ours.id}-{self.own.language}", citations=())

    def words(self, ours: Mapping[str, str], theirs: Mapping[str, str]) -> Mapping[str, str]:
        """The labels of such rows."""
        made: Mapping[str, str] = self._part(ours, theirs)
        return made

    def _base(self, ours: Any, theirs: Any) -> Any:  # noqa: ANN401, ARG002 - any part of a sheet
        return theirs

    def _tuple(self, ours: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
        return super()._tuple(ours, theirs) if len(ours) == len(theirs) else theirs

    def _text(self, ours: str, theirs: str) -> str:
        if has_own(theirs, self.chinese) or not ours:
            return theirs
        return Stretch(self.chinese, "ltr").around(ours)


def plainly(sheet: Sheet) -> Sheet:
    """A sheet without marks, for screens and for programs that know no stretches."""
    return _Plain(sheet.language, sheet).sheet(sheet, sheet)


class _Plain(_Pairing):
    """Texts as they are read; columns are left to paper."""

    def _kept(self) -> set[str]:
        return {"beside"}

    def _text(self, ours: str, theirs: str) -> str:  # noqa: ARG002 - both are the same
        return plain(ours)
