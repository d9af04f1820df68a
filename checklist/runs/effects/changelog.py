"""What CHANGELOG.md says of the catalog, and which losses of children it does not say.

Nobody should lose a right because a file was edited and nobody noticed: a change that takes
something from a child must be written down by whoever makes it, with place, item and day.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checklist.areas import NATION, Areas
from checklist.findings import Finding, Span
from checklist.runs.effects.effect import Effect, Shift
from checklist.runs.effects.moves import Move
from checklist.runs.words import Words

_CATALOG = "- **清单 catalog** — "
_LOSING = re.compile(r"减少|\bloses?\b")
_ENTRY = re.compile(
    r"(?P<code>\d{6}) (?P<items>[a-z0-9-]+(?:、[a-z0-9-]+)*)，自 (?P<day>\d{4}-\d\d-\d\d)："
    r"(?:.*；)?减少 loses：.*\S"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry about the catalog.

    Args:
        text: its text on one line, without what marks it as the catalog's.
        line: where it begins.
        section: which section of the file it stands in, from 0.
    """

    text: str
    line: int
    section: int

    @property
    def losing(self) -> bool:
        """Whether it speaks of children who lose something."""
        return bool(_LOSING.search(self.text))

    def covers(self, place: str, item: str, areas: Areas) -> bool:
        """Whether it says that children of a place lose an item; a place covers those below."""
        match = _ENTRY.fullmatch(self.text)
        if match is None or item not in match["items"].split("、"):
            return False
        return match["code"] in {NATION, *areas.chain(place)}

    @property
    def clear(self) -> bool:
        """Whether it is written so that it can be held against what was counted."""
        return bool(_ENTRY.fullmatch(self.text)) if self.losing else True


def entries(changelog: str) -> tuple[Entry, ...]:
    """All entries about the catalog; one goes on as long as lines are indented."""
    return tuple(_entries(changelog))


def _entries(changelog: str) -> Iterator[Entry]:
    section, lines = -1, changelog.splitlines()
    for number, line in enumerate(lines):
        section += line.startswith("## ")
        if section >= 0 and line.startswith(_CATALOG):  # above the first section the form is shown
            text = line.removeprefix(_CATALOG).strip()
            for more in lines[number + 1 :]:
                if not more.startswith(" ") or not more.strip():
                    break
                text += more.strip()
            yield Entry(text, number + 1, section)


def fresh(after: str, before: str | None) -> tuple[Entry, ...]:
    """The entries that speak of the change.

    Args:
        after: the changelog as it is now.
        before: as it was; what stood there counts no more. Where that is not known, only the
            first section counts.
    """
    if before is None:
        return tuple(entry for entry in entries(after) if entry.section == 0)
    old = {entry.text for entry in entries(before)}
    return tuple(entry for entry in entries(after) if entry.text not in old)


def unannounced(
    found: Effect, told: Iterable[Entry], file: str, words: Mapping[str, Words]
) -> Iterator[Finding]:
    """A finding for every loss no entry tells, and for every entry that cannot be read.

    Args:
        found: what was counted.
        told: the entries that count.
        file: the changelog's name.
        words: the words of both languages, by tag.
    """
    known = tuple(told)
    for entry in known:
        if not entry.clear:
            yield Finding("C602", Span(file, entry.line, 1), {}, (), _CATALOG + entry.text)
    areas = next(iter(words.values())).areas
    for shift in found.shifts:
        if shift.move is not Move.LOSES:
            continue
        if not any(entry.covers(shift.place, shift.right.item, areas) for entry in known):
            yield _loss(shift, found, file, words)


def _told_move(shift: Shift) -> tuple[str, str]:
    """What children lose, in Chinese and English, to stand after how many they are."""
    if shift.right.burden:
        return "要多交钱", "are to pay more"
    if shift.right.part.startswith("amounts."):
        return "少得钱", "get less"
    return "从能享有变成不能", "go from yes to no"


def _loss(shift: Shift, found: Effect, file: str, words: Mapping[str, Words]) -> Finding:
    zh, en = words["zh-Hans"], words["en"]
    example = shift.example
    move = _told_move(shift)
    entry = f"{_CATALOG}{shift.place} {shift.right.item}，自 {shift.on}：减少 loses：……"
    values = {
        "place": f"{shift.place} {zh.place(shift.place)}",
        "place.en": f"{shift.place} {en.place(shift.place)}",
        "item": f"“{zh.item(shift.right.item)}”（{shift.right}）",
        "item.en": f"{en.item(shift.right.item)} ({shift.right})",
        "count": str(shift.children),
        "size": str(found.asked.size),
        "cases": str(shift.cases),
        "move": move[0],
        "move.en": move[1],
        "example": zh.child(example.child, example.on),
        "example.en": en.child(example.child, example.on),
        "file": file,
        "entry": entry,
    }
    return Finding("C601", shift.span, values)
