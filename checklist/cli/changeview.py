"""Changes between two catalogs as a terminal, a pull request and another program read them.

One line says what changed from what to what and from when; where long texts differ they stand
below each other, and every side names its file and line.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.padding import Padding
from rich.text import Text

from checklist.catalog import written
from checklist.catalog.changes import Change, Kind, Said, Series, Sum, Value, Who
from checklist.catalog.model import Office, Source
from checklist.cli.ui import out, say
from checklist.runs.words import Words

KINDS = {
    Kind.LAYER_ADDED: ("新增地方", "place added"),
    Kind.LAYER_REMOVED: ("删去地方", "place removed"),
    Kind.EDITION_ADDED: ("新版次", "new edition"),
    Kind.EDITION_EXPIRED: ("版次到期", "edition expires"),
    Kind.EDITION_CHANGED: ("版次", "edition"),
    Kind.ITEM_ADDED: ("新增项目", "item added"),
    Kind.ITEM_WITHDRAWN: ("取消项目", "item withdrawn"),
    Kind.DEFINITION: ("流动儿童的定义", "definition"),
    Kind.CONDITION: ("条件", "condition"),
    Kind.AMOUNT: ("标准", "amount"),
    Kind.FIGURE: ("当地标准", "figure"),
    Kind.WINDOW: ("办理时间", "window"),
    Kind.REVIEW_CYCLE: ("复核周期", "review cycle"),
    Kind.OFFICE: ("经办机构", "office"),
    Kind.MATERIAL: ("所需材料", "material"),
    Kind.MEASURE: ("具体措施", "measure"),
    Kind.WAIVER: ("例外", "waiver"),
    Kind.LEDGER: ("重点关爱台账", "ledger"),
    Kind.CLASS: ("分类", "class"),
    Kind.SERVICE: ("服务", "service"),
    Kind.LETTER: ("致家长的信", "letter"),
    Kind.SOURCE: ("依据", "source"),
    Kind.DECLARED: ("公布的项数", "declared"),
    Kind.RELATION: ("与上级的关系", "relation"),
    Kind.REVIEW: ("核对", "review"),
    Kind.TEXT: ("文字", "wording"),
}
WHO = {
    Who.WIDER: ("范围变宽：有人新享有", "wider: some children gain"),
    Who.NARROWER: ("范围变窄：有人不再享有", "narrower: some children lose"),
    Who.BOTH: ("有人新享有，也有人不再享有", "some children gain, others lose"),
    Who.ASKS: ("范围没变，但要问的情况变了", "the same children, but other facts are asked"),
    Who.SAME: ("写法变了，范围没变", "written otherwise, for the same children"),
}
_STYLES = {Who.NARROWER: "bold red", Who.BOTH: "bold red", Who.WIDER: "bold green"}
BESIDE = {Kind.SOURCE, Kind.DECLARED, Kind.RELATION, Kind.REVIEW, Kind.TEXT}  # no right in it
_WHOLE = {Kind.LAYER_ADDED, Kind.LAYER_REMOVED, Kind.ITEM_ADDED, Kind.ITEM_WITHDRAWN}
_SHORT = 40  # columns of both sides that stand on one line
_NAMED = 4  # places below that are named before they are only counted


class ChangeView:
    """Shows changes.

    Args:
        before: how to call the earlier catalog before a file's name; "" for not at all.
        old: words for what it said.
        new: words for what is said now.
    """

    def __init__(self, before: str, old: Words, new: Words) -> None:
        self.before = before
        self.old = old
        self.new = new

    def show(self, changes: Iterable[Change]) -> None:
        """Print them, by place and item; made for 80 columns."""
        console = out()
        for layer, found in groupby(changes, lambda change: change.layer):
            console.print(Text(f"{layer} {self.new.place(layer)}", "bold"))
            for item, group in groupby(found, lambda change: change.item):
                if item:
                    console.print(Text(f"  {item} {self.new.item(item)}", "cyan"))
                for change in group:
                    self._print(change)
            console.print()

    def _print(self, change: Change) -> None:
        texts = self._texts(change)
        one = " → ".join(text for text in texts if text)
        short = cell_len(one) <= _SHORT
        head = Text(f"{_mark(change)} ")
        head.append(say(*KINDS[change.kind]), "bold")
        told = one if short and change.kind not in _WHOLE else ""
        rest = (_part(change), told, self._days(change))
        head.append("".join(f" {text}" for text in rest if text))
        lines = [] if short else self._sides(texts)
        if change.who:
            lines.append(Text(say(*WHO[change.who]), _STYLES.get(change.who, "")))
        under = "  ".join(text for text in (self.where(change), self._reach(change)) if text)
        _indented(4, head)
        _indented(6, *lines, Text(under, "dim"))

    def _sides(self, texts: tuple[str, str]) -> list[Text]:
        """The two sides below each other; one alone needs no mark."""
        marks = (say("原：", "was: "), say("现：", "now: ")) if all(texts) else ("", "")
        return [Text(mark + text) for mark, text in zip(marks, texts, strict=True) if text]

    def _texts(self, change: Change) -> tuple[str, str]:
        """Both sides in words."""
        return said(change.before, self.old), said(change.after, self.new)

    def _days(self, change: Change) -> str:
        start, end = change.start, change.end
        if start is None:
            return ""
        since = say(f"自 {start.isoformat()}", f"from {start.isoformat()}")
        return since + (say(f" 至 {end}", f" to {end}") if end else "")

    def _reach(self, change: Change) -> str:
        """Which places below follow."""
        texts = []
        if change.inherited:
            texts.append(say("沿用：", "followed by ") + self._places(change.inherited))
        if change.own:
            texts.append(say("另有规定：", "not by ") + self._places(change.own))
        return say("；", "; ").join(texts)

    def _places(self, codes: tuple[str, ...]) -> str:
        if len(codes) > _NAMED:
            return say(f"{len(codes)} 个地方的清单", f"{len(codes)} places’ lists")
        return say("、", ", ").join(f"{code} {self.new.place(code)}" for code in codes)

    def where(self, change: Change) -> str:
        """Both files and lines, the second file only where it is another."""
        before, after = change.before, change.after
        first = f"{before.span.file}:{before.span.line}" if before else ""
        if first and self.before:
            first = f"{self.before}:{first}"
        same = before and after and before.span.file == after.span.file
        second = f"{'' if same else after.span.file}:{after.span.line}" if after else ""
        return " → ".join(text for text in (first, second) if text)

    def markdown(self, changes: Iterable[Change]) -> Iterator[str]:
        """A table a place, in lines; what bears on nobody's rights is only counted."""
        for layer, group in groupby(changes, lambda change: change.layer):
            found = list(group)
            yield f"### {layer} {self.new.place(layer)}\n"
            rows = [change for change in found if change.kind not in BESIDE]
            if rows:
                yield say("| 项目 | 变更 | 原 | 现 | 自 | 范围 | 位置 |",
                          "| item | change | was | now | from | who | where |")  # fmt: skip
                yield "|---|---|---|---|---|---|---|"
            for change in rows:
                yield "| " + " | ".join(map(cell, self._cells(change))) + " |"
            if rest := len(found) - len(rows):
                yield say(f"\n另有 {rest} 处文字、依据和核对的变更。",
                          f"\nAnd {rest} changes of wording, sources and review.")  # fmt: skip
            yield ""

    def _cells(self, change: Change) -> tuple[str, ...]:
        what = f"{say(*KINDS[change.kind])} {_part(change)}".strip()
        who = say(*WHO[change.who]) if change.who else ""
        day = change.start.isoformat() if change.start else ""
        where = f"`{self.where(change)}`"
        return (change.item, what, *self._texts(change), day, who, where)

    def record(self, change: Change) -> dict[str, object]:
        """One change for programs."""
        return {
            "kind": str(change.kind),
            "place": change.layer,
            "item": change.item or None,
            "field": change.field or None,
            "from": change.start.isoformat() if change.start else None,
            "to": change.end.isoformat() if change.end else None,
            "before": _side(change.before, self.old),
            "after": _side(change.after, self.new),
            "who": str(change.who) if change.who else None,
            "inherited_by": list(change.inherited),
            "not_inherited_by": list(change.own),
        }


def _side(one: Said | None, words: Words) -> dict[str, object] | None:
    if one is None:
        return None
    value, span = one.value, one.span
    figure = {"value": value.value, "unit": value.unit} if isinstance(value, Sum) else {}
    return {"text": said(one, words), **figure, "file": span.file, "line": span.line}


def said(one: Said | None, words: Words) -> str:
    """A value in words."""
    return spelled(one.value, words) if one else ""


def spelled(value: Value, words: Words) -> str:
    """Any value in words: figures with their unit as it is written, conditions as sentences."""
    if isinstance(value, Sum):
        return f"{value.value:g} {value.unit}"
    if isinstance(value, Series):
        return words.text(value.label)
    if isinstance(value, Office):
        return f"{'/'.join(value.places)} {words.text(value.name)} {value.phone}".strip()
    if isinstance(value, Source):
        parts = (f"[{value.provenance}]", value.document, value.number, value.article,
                 str(value.day or ""), words.text(value.note or {}))  # fmt: skip
        return " ".join(filter(None, parts))
    if isinstance(value, tuple):
        return "; ".join(f"{w.start} – {w.end} {words.text(w.purpose)}" for w in value)
    if isinstance(value, str):
        return value
    return words.condition(value) if written.is_condition(value) else words.text(value)  # type: ignore[arg-type]  # is_condition tells


def cell(text: str) -> str:
    """A text as a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")


def _mark(change: Change) -> str:
    if change.before is None:
        return "+"
    return "-" if change.after is None else "~"


def _part(change: Change) -> str:
    """The field without what the kind already says."""
    field = change.field.removesuffix(".when")
    _, _, rest = field.partition(".")
    if change.kind in {Kind.CONDITION, Kind.TEXT, Kind.OFFICE}:
        return "" if field == "when" else field
    return rest


def _indented(columns: int, *lines: Text) -> None:
    for line in lines:
        line.overflow = "fold"
        out().print(Padding(line, (0, 0, 0, columns), expand=False))
