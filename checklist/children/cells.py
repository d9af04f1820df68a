"""What a table's cell holds, and what it says of a fact in people's own words.

Teachers write 有, 2019年5月2日 or √ where a profile says held, 2019-05-02 or true. Only what can
mean one thing is turned into that thing; everything else is passed on as it stands, so that the
reading of facts refuses it, with the cell, instead of guessing here.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from math import isinf, isnan
from typing import TypeAlias

from checklist.children.reading import UNKNOWN_WORDS
from checklist.located import Plain
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind


class Fault(Enum):
    """Why a cell holds nothing that could be read."""

    ERROR = "an error value such as #N/A"
    NO_RESULT = "a formula whose result is not stored"


Content: TypeAlias = str | bool | int | float | date | Fault


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table that holds anything.

    Args:
        number: as the spreadsheet shows it, from 1.
        cells: by column from A; None where a cell is empty.
        formulas: columns, from 0, whose cell holds a formula; the content is its stored result.
        hidden: whether it is hidden or filtered out in the spreadsheet.
    """

    number: int
    cells: Sequence[Content | None]
    formulas: frozenset[int] = frozenset()
    hidden: bool = False

    def __getitem__(self, column: int) -> Content | None:
        return self.cells[column] if column < len(self.cells) else None


EPOCH = date(1899, 12, 30)  # what serial dates count from; the year 1900's bug lies before MAY_BE
EPOCH_1904 = date(1904, 1, 1)
MAY_BE_A_DATE = range(date(1954, 1, 1).toordinal(), date(2100, 1, 1).toordinal())
_YYYYMMDD = range(1900_01_01, 2100_01_01)

YES = (
    "是",
    "有",
    "对",
    "已办",
    "已办理",
    "已完成",
    "已参保",
    "√",
    "✓",
    "✔",
    "☑",
    "yes",
    "y",
    "true",
)
NO = (
    "否",
    "无",
    "没有",
    "不是",
    "没",
    "未办",
    "未办理",
    "未完成",
    "未参保",
    "×",
    "✗",
    "✘",
    "no",
    "n",
    "false",
)

_MARKS = re.compile(r"[\s\u200b\u200e\u200f\ufeff]+")
_DATE = re.compile(
    r"([0-9]{4}) ?(?:年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]"
    r"|([-./。]) ?([0-9]{1,2}) ?\4 ?([0-9]{1,2}))"
    r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"  # a zone may mean another day
)
_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
_SPACED = re.compile(f"(?<={_HAN})[ \u00a0\u3000]+(?={_HAN})")  # 张　三, as wide as three
_SEPARATORS = re.compile(r"[、,;/|和\s]+")
_FORCED = re.compile(r"""'|="(.*)"\Z""")


def text_of(content: Content | None) -> str:
    """What a cell shows, as one line without spaces around it; "" for an empty one."""
    if content is None or isinstance(content, Fault):
        return ""
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    return " ".join(str(content).split())


def normal(text: str) -> str:
    """A word as it is compared: no matter how wide, how large, and how spaced."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold().rstrip("。.!")


def unforced(text: str) -> str:
    """A text without what keeps spreadsheets from turning it into a number: ' or ="…"."""
    match = _FORCED.match(text)
    if match is None:
        return text
    return match[1] if match[1] is not None else text[1:]


def serial_date(number: float, epoch: date | None) -> date | None:
    """The day a serial number counts to; None outside of the years a child's dates lie in."""
    if epoch is None or not 0 < number < 100_000:  # noqa: PLR2004 - beyond 2173
        return None
    day = epoch + timedelta(int(number))
    return day if day.toordinal() in MAY_BE_A_DATE else None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of every flag, choice and tag, each with what it means.

    Args:
        facts: the dictionary of facts.
        own: words a mapping file adds, by fact.
        words: by fact, the value of each word in its compared form.
    """

    facts: FactDictionary
    own: Mapping[str, Mapping[str, bool | str]] = field(default_factory=dict)
    words: dict[str, dict[str, bool | str]] = field(init=False)

    def __post_init__(self) -> None:
        words = {fact.id: _words(fact) for fact in self.facts.given}
        for fact_id, more in self.own.items():
            words[fact_id] |= {normal(word): value for word, value in more.items()}
        object.__setattr__(self, "words", words)

    def plain(self, fact: Fact, content: Content, epoch: date | None) -> Plain:
        """What a cell says of a fact, as a profile would state it.

        Args:
            fact: the fact of its column.
            content: what the cell holds; no Fault.
            epoch: what serial numbers of its workbook count from, where that is known.

        Returns:
            The plain value; None for an empty or unknown one; what cannot be understood as text.
        """
        if isinstance(content, str):
            content = unforced(content.strip())
            if not content or normal(content) in _UNKNOWN:
                return None
        match fact.kind:
            case Kind.DATE:
                return _date(content, epoch)
            case Kind.FLAG | Kind.CHOICE:
                return self._word(fact, content)
            case Kind.TAGS:
                return self._tags(fact, text_of(content))
            case Kind.TEXT if isinstance(content, str):
                return _number(content) if fact.id == "id_number" else _SPACED.sub("", content)
            case _:
                return text_of(content)

    def _word(self, fact: Fact, content: Content) -> Plain:
        known = self.words[fact.id]
        if isinstance(content, bool) and fact.kind is Kind.CHOICE:
            content = YES[0] if content else NO[0]
        if isinstance(content, bool):
            return content
        text = text_of(content)
        return known.get(normal(text), text)

    def _tags(self, fact: Fact, text: str) -> Plain:
        known = self.words[fact.id]
        if (whole := known.get(normal(text))) is not None:
            return [str(whole)]
        parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
        tags = [known.get(normal(part)) for part in parts]
        return text if None in tags else [str(tag) for tag in dict.fromkeys(tags)]


_UNKNOWN = {normal(word) for word in UNKNOWN_WORDS} | {"不详", "不明", "待查", "-", "—", "/", "空"}


def _words(fact: Fact) -> dict[str, bool | str]:
    """Every word a fact's values go by: labels in all languages, ids, and what people write."""
    if fact.kind is Kind.FLAG:
        return {normal(w): w in YES for w in (*YES, *NO)}
    labels = {normal(option.label[tag]): key for key, option in fact.options.items()
              for tag in LANGUAGES}  # fmt: skip
    written = {normal(word): key for key, option in fact.options.items() for word in option.words}
    return {**labels, **{normal(key): key for key in fact.options}, **written}


def _number(text: str) -> str:
    """An ID number without spaces, in plain digits and a capital X."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def _date(content: Content, epoch: date | None) -> Plain:
    """A date in its ISO form where it is written as one whole date, else as it stands."""
    if isinstance(content, date):
        day = content if content.toordinal() in MAY_BE_A_DATE else None
        return day.isoformat() if day else ""
    if isinstance(content, int | float) and not isinstance(content, bool):
        if isinf(content) or isnan(content):
            return ""
        if content == int(content) and int(content) in _YYYYMMDD:  # a range searches for a float
            return _date(str(int(content)), epoch)
        day = serial_date(content, epoch)
        return day.isoformat() if day else ""
    text = " ".join(unicodedata.normalize("NFKC", str(content)).split())
    if match := _DIGITS.fullmatch(text):
        return "-".join(match.groups())
    if match := _DATE.fullmatch(text):
        year, *rest = (group for group in match.groups() if group and group not in "-./。")
        return "-".join((year, *(part.zfill(2) for part in rest)))
    return text
