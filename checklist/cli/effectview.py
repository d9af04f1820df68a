"""Whom a change moves, as a terminal, a pull request and another program read it.

Losses come first in each place; every line carries a child who shows it.
"""

import json
from collections.abc import Iterator
from itertools import groupby

from rich.padding import Padding
from rich.text import Text

from checklist.cli import report
from checklist.cli.changeview import cell
from checklist.cli.ui import err, language, out, say
from checklist.findings import Finding
from checklist.runs.effects.effect import Effect, Shift
from checklist.runs.effects.moves import RESIDENCE, Move
from checklist.runs.words import Words

MOVES = {
    Move.LOSES: ("能 → 不能", "yes → no", "bold red"),
    Move.GAINS: ("不能 → 能", "no → yes", "bold green"),
    Move.BLURS: ("确定 → 说不准", "known → unknown", "bold yellow"),
    Move.SETTLES: ("说不准 → 确定", "unknown → known", "bold cyan"),
}


_SUMS = {
    (Move.LOSES, True): ("多交", "pays more"),
    (Move.GAINS, True): ("少交", "pays less"),
    (Move.LOSES, False): ("少得", "gets less"),
    (Move.GAINS, False): ("多得", "gets more"),
}


def move_words(shift: Shift) -> str:
    """What becomes of the answer; of a sum, which way it goes for the family."""
    if shift.right.part.startswith("amounts."):
        return say(*_SUMS[shift.move, shift.right.burden])
    zh, en, _ = MOVES[shift.move]
    return say(zh, en)


class EffectView:
    """Shows an effect.

    Args:
        effect: what was counted.
        words: the words of the later catalog.
    """

    def __init__(self, effect: Effect, words: Words) -> None:
        self.effect = effect
        self.words = words

    def _shifts(self) -> Iterator[tuple[str, list[Shift]]]:
        order = list(Move)
        for place, shifts in groupby(self.effect.shifts, lambda shift: shift.place):
            yield place, sorted(shifts, key=lambda shift: order.index(shift.move))

    def summary(self) -> str:
        """What it was counted on."""
        asked, places = self.effect.asked, len(self.effect.places)
        days = say("、", ", ").join(day.isoformat() for day in self.effect.days)
        return say(
            f"按 {days} 计算：{places} 个地方有会影响孩子的变更；每个地方模拟 {asked.size}"
            f" 个孩子（种子 {asked.seed}，假设的，不是统计），加上 {self.effect.cases} 个情形。",
            f"As of {days}: changes that can move children in {places}"
            f" {'place' if places == 1 else 'places'}; {asked.size} made-up children for each"
            f" (seed {asked.seed}, supposed and no statistics), and"
            f" {self.effect.cases} situations.",
        )

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Print it, made for 80 columns, and on stderr what the changelog does not say."""
        console = out()
        console.print(Text(self.summary(), "dim"))
        for place, shifts in self._shifts():
            console.print()
            console.print(Text(f"{place} {self.words.place(place)}", "bold"))
            for shift in shifts:
                head = Text(move_words(shift), MOVES[shift.move][2])
                head.append(f"  {self._counted(shift)}", "bold")
                head.append(f"  {shift.right} {self.words.item(shift.right.item)}", "default")
                _indented(2, head)
                _indented(4, Text(say("例如：", "e.g. ") + self.example(shift)))
                _indented(4, Text(f"{shift.span.file}:{shift.span.line}", "dim"))
        if not self.effect.shifts:
            console.print(say("没有孩子的结果变化。", "No child’s answer changes."))
        report.show(findings, err())
        if findings:
            err().print(report.summary(findings))

    def _children(self, shift: Shift) -> str:
        """How many of the made-up children; from when, where that is not the first day."""
        later = shift.children and shift.on != self.effect.asked.on
        return str(shift.children) + (
            say(f"（{shift.on} 起）", f" (from {shift.on})") if later else ""
        )

    def _counted(self, shift: Shift) -> str:
        cases = say(f"，情形 {shift.cases}", f", situations {shift.cases}")
        cases = cases if shift.cases else ""
        counted = self._children(shift)
        return say(f"孩子 {counted}", f"children {counted}") + cases

    def example(self, shift: Shift) -> str:
        """The child who shows it, with the situation and its day where it was one."""
        one = shift.example
        told = self.words.child(one.child, one.on)
        if one.case:
            told += say(f"（情形“{one.case}”，{one.on}）", f" (situation “{one.case}”, {one.on})")
        return told

    def markdown(self, findings: tuple[Finding, ...]) -> Iterator[str]:
        """A table a place, in lines, and what the changelog does not say."""
        yield self.summary() + "\n"
        for place, shifts in self._shifts():
            yield f"### {place} {self.words.place(place)}\n"
            yield say("| 项目 | 变化 | 孩子 | 情形 | 例子 | 位置 |",
                      "| item | move | children | situations | example | where |")  # fmt: skip
            yield "|---|---|---:|---:|---|---|"
            for shift in shifts:
                yield "| " + " | ".join(map(cell, self._cells(shift))) + " |"
            yield ""
        if not self.effect.shifts:
            yield say("没有孩子的结果变化。", "No child’s answer changes.")
        for finding in findings:
            yield f"- **{finding.code}** {finding.message(language())} {finding.hint(language())}"

    def _cells(self, shift: Shift) -> tuple[str, ...]:
        where = f"`{shift.span.file}:{shift.span.line}`"
        counts = (self._children(shift), str(shift.cases))
        return (str(shift.right), move_words(shift), *counts, self.example(shift), where)

    def record(self, findings: tuple[Finding, ...]) -> dict[str, object]:
        """All of it for programs."""
        asked = self.effect.asked
        return {
            "on": asked.on.isoformat(),
            "days": [day.isoformat() for day in self.effect.days],
            "size": asked.size,
            "seed": asked.seed,
            "places": list(self.effect.places),
            "cases": self.effect.cases,
            "shifts": [self._record(shift) for _, shifts in self._shifts() for shift in shifts],
            "findings": json.loads(report.as_json(findings)),
        }

    def _record(self, shift: Shift) -> dict[str, object]:
        child, on = shift.example.child, shift.example.on
        facts = {key: value if isinstance(value, bool | int | float) else str(value)
                 for key, value in child.facts.items()}  # fmt: skip
        return {
            "place": shift.place,
            "item": shift.right.item,
            "part": shift.right.part or None,
            "move": str(shift.move),
            "burden": shift.right.burden,
            "on": shift.on.isoformat(),
            "children": shift.children,
            "cases": shift.cases,
            "file": shift.span.file,
            "line": shift.span.line,
            "example": {
                "on": on.isoformat(),
                "residence": str(child.facts[RESIDENCE]),
                "facts": facts,
                "attested": dict(child.attested),
                "case": shift.example.case or None,
                "text": self.words.child(child, on),
            },
        }


def _indented(columns: int, line: Text) -> None:
    line.overflow = "fold"
    out().print(Padding(line, (0, 0, 0, columns), expand=False))
