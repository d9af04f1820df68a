"""The code by which a sheet of paper is held against its record, and its QR form.

It names place, date and editions and carries two digests, of the list and of the answers, so
that a changed digit of either is noticed; nothing of the child is in it.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeAlias

from checklist.assessment import Answer, Assessment
from checklist.documents import sheet as parts

Json: TypeAlias = Mapping[str, Any]

MARK = "CHECKLIST/1"
NO_EDITION = "0"  # no hyphen anywhere: programs that read paper join what it divides
QUIET = 4  # modules of white around a QR code; ISO/IEC 18004, 6.3.8
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to misread
_MISREAD = str.maketrans("ILO", "110")
_LIST_LETTERS = 6  # 30 bits: told apart among the editions of one place
_ANSWER_LETTERS = 8  # 40 bits: told apart among all children of a place
_WRITTEN = re.compile(
    rf"{MARK} (?P<area>\d{{6}}) (?P<on>\d{{8}}) (?P<editions>[\d.]+)"
    rf" (?P<listing>[0-9A-Z]{{{_LIST_LETTERS}}}) (?P<answers>[0-9A-Z]{{{_ANSWER_LETTERS}}})"
)


@dataclass(frozen=True, slots=True)
class Code:
    """What the code says.

    Args:
        area: the residence's code.
        on: the date in eight digits.
        editions: the edition of each list, nation first.
        listing: digest of the lists' contents.
        answers: digest of all outcomes.
    """

    area: str
    on: str
    editions: str
    listing: str
    answers: str

    def __str__(self) -> str:
        return f"{MARK} {self.area} {self.on} {self.editions} {self.listing} {self.answers}"


def read(text: str) -> Code | None:
    """The code in a text, as scanned or typed; None when there is none.

    Small letters, any spacing, and O, I, L for 0 and 1 are forgiven.
    """
    found = _WRITTEN.search(" ".join(text.upper().split()))
    if found is None:
        return None
    code = Code(**found.groupdict())
    return replace(
        code,
        listing=code.listing.translate(_MISREAD),
        answers=code.answers.translate(_MISREAD),
    )


def of(assessment: Assessment) -> Code:
    """The code of an assessment."""
    layers = []
    for layer in assessment.listing.layers:
        edition = layer.edition_on(assessment.on)
        layers.append((layer.code, edition.number if edition else None))
    answers = assessment.answers
    return _code(
        assessment.listing.area,
        assessment.on.isoformat(),
        layers,
        [(answer.item.id, answer.item.digest) for answer in answers],
        [str(assessment.scope.outcome), *map(_answer, answers)],
    )


def of_record(record: Json) -> Code:
    """The code of a record that data.as_json wrote, worked out anew from what it says.

    Raises:
        KeyError, TypeError: it is no such record.
    """
    items = record["items"]
    return _code(
        record["residence"],
        record["on"],
        [(edition["layer"], edition["number"]) for edition in record["editions"]],
        [(item["id"], item["digest"]) for item in items],
        [record["scope"]["outcome"], *map(_recorded, items)],
    )


def sealed(made: parts.Sheet, assessment: Assessment) -> parts.Sheet:
    """The sheet with the code of the assessment it was made from."""
    code = str(of(assessment))
    size, path = drawing(code)
    label, note = made.words["seal"], made.words["seal_note"]
    return replace(made, seal=parts.Seal(code, label, note, size, path))


@cache
def drawing(code: str) -> tuple[int, str]:
    """A code as a QR symbol: its side in modules, quiet zone included, and an SVG path.

    Error correction M, so that a fold or a stain over a seventh of it does no harm.
    """
    rows = [bytes(row) for row in modules(code)]
    size = len(rows) + 2 * QUIET
    return size, "".join(_runs(rows))


def modules(code: str) -> tuple[bytearray, ...]:
    """The dark and light modules of a code, row by row, without the quiet zone."""
    import segno  # noqa: PLC0415 - only when a sheet is printed

    return tuple(segno.make_qr(code, error="M", boost_error=False).matrix)


def _runs(rows: Iterable[bytes]) -> Iterator[str]:
    """One rectangle for every run of dark modules in a row."""
    for top, row in enumerate(rows, QUIET):
        for run in re.finditer(b"\x01+", row):
            left, width = run.start() + QUIET, len(run[0])
            yield f"M{left} {top}h{width}v1h-{width}z"


def _code(
    area: str,
    on: str,
    layers: list[tuple[str, int | None]],
    items: list[tuple[str, str]],
    answers: list[Any],
) -> Code:
    numbers = (NO_EDITION if number is None else str(number) for _, number in layers)
    return Code(
        area,
        on.replace("-", ""),
        ".".join(numbers),
        _digest([layers, items], _LIST_LETTERS),
        _digest(answers, _ANSWER_LETTERS),
    )


def _answer(answer: Answer) -> list[Any]:
    opens = answer.opens.isoformat() if answer.opens else None
    return [
        answer.item.id,
        str(answer.outcome),
        opens,
        [[step.part.id, str(step.outcome)] for step in answer.measures],
        [[due.amount.id, float(due.period.value), str(due.truth)] for due in answer.amounts],
        list(answer.open_facts),
    ]


def _recorded(item: Json) -> list[Any]:
    return [
        item["id"],
        item["outcome"],
        item["opens"],
        [[measure["id"], measure["outcome"]] for measure in item["measures"]],
        [[due["id"], float(due["value"]), due["applies"]] for due in item["amounts"]],
        list(item["open"]),
    ]


def _digest(said: list[Any], letters: int) -> str:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    return "".join(_LETTERS[bits >> 5 * place & 31] for place in range(letters))
