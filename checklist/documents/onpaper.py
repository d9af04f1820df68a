"""A paper held against a record: whether both say the same, and if not, in what they differ.

The code on the paper is enough to know; only another record can also tell item by item.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from checklist.documents import seal
from checklist.documents.data import SCHEMA_ID
from checklist.documents.seal import Code
from checklist.errors import UserError

MOST_BYTES = 64 * 2**20  # a record has some hundred kilobytes, a PDF at most a few megabytes


@dataclass(frozen=True, slots=True)
class Paper:
    """What is held in the hand: its code, and its record where it is one itself."""

    code: Code
    record: seal.Json | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which paper and record differ.

    Args:
        what: area, on, editions, list, answers, item, or `record` when the record was changed
            after it was written.
        id: of an item; "" otherwise.
    """

    what: str
    paper: str
    record: str
    id: str = ""


def of_text(text: str) -> Paper | None:
    """A code as typed or scanned; None when it is none."""
    code = seal.read(text)
    return Paper(code) if code else None


def of_file(content: bytes) -> Paper:
    """What a file carries: a PDF, a page, a record, or a text with a code in it.

    Raises:
        UserError: no code is in it.
    """
    if b"%PDF-" in content[:1024]:
        from checklist.documents.pages.reading import keywords  # noqa: PLC0415 - loads pikepdf

        found = of_text(keywords(content))
    elif content.lstrip()[:1] == b"{":
        made = record(content)
        return Paper(seal.of_record(made), made)
    else:
        found = of_text(content[:MOST_BYTES].decode("utf-8", "replace"))
    if found is None:
        raise UserError(
            "这个文件里没有核对码（成批装订的没有）。请照着纸上的核对码输入，整串加引号。",
            "This file carries no code (a bundle has none). Type the code that stands on the"
            " paper, the whole of it in quotes.",
        )
    return found


def record(content: bytes) -> seal.Json:
    """A record that `make --to json` wrote.

    Raises:
        UserError: it is none, or lacks what a code is worked out from.
    """
    try:
        read: Any = json.loads(content.decode("utf-8-sig"))
        if isinstance(read, dict) and read.get("schema") == SCHEMA_ID:
            seal.of_record(read)
            return read
    except (ValueError, KeyError, TypeError, RecursionError):
        pass  # said below, the same for all
    raise UserError(
        "这不是 checklist 写的电子记录。请用 checklist make --to json 做出来的文件。",
        "This is no record of checklist. Give a file made by checklist make --to json.",
    )


def differences(paper: Paper, held: seal.Json) -> Iterator[Difference]:
    """Everything in which a paper and a record differ, the most telling first."""
    code = seal.of_record(held)
    said = seal.read(str(held.get("code", "")))
    if said is not None and said != code:
        yield Difference("record", str(said), str(code))
    for what, field in (
        ("area", "area"),
        ("on", "on"),
        ("editions", "editions"),
        ("list", "listing"),
        ("answers", "answers"),
    ):
        ours, theirs = getattr(paper.code, field), getattr(code, field)
        if ours != theirs:
            yield Difference(what, ours, theirs)
    if paper.record is not None:
        yield from _items(paper.record, held)


def _items(paper: seal.Json, held: seal.Json) -> Iterator[Difference]:
    """Items of another outcome, or that only one of the two has."""
    ours, theirs = (
        {item["id"]: item["outcome"] for item in side["items"]} for side in (paper, held)
    )
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        if ours.get(name) != theirs.get(name):
            yield Difference("item", ours.get(name, "—"), theirs.get(name, "—"), name)
