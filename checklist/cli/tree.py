"""One item's condition as a tree on the terminal: every part, its value, and its line.

What `checklist explain` shows, for clerks who are asked why and for keepers who mend rules.
"""

from typing import TypeAlias

from rich.text import Text
from rich.tree import Tree

from checklist.assessment import Answer, Assessment
from checklist.catalog.opening import Catalog
from checklist.cli.folders import data_folder
from checklist.cli.table import STYLES
from checklist.cli.ui import out, say
from checklist.documents import language as languages
from checklist.rules.condition import All, AnyOf, Attest, Leaf, Not
from checklist.rules.evaluate import Verdict
from checklist.rules.truth import Truth
from checklist.rules.wording import Wording

Record: TypeAlias = dict[str, object]

_KINDS = {Leaf: "fact", Attest: "attest", All: "all", AnyOf: "any", Not: "not"}
_SIGNS = {
    Truth.YES: Text("✓", "bold green"),
    Truth.NO: Text("×", "bold red"),
    Truth.UNKNOWN: Text("?", "bold yellow"),
}
_OUTCOMES = {
    "eligible": ("能享有", "eligible"),
    "to_attest": ("要出示材料，由工作人员看过再定", "papers must be seen"),
    "undetermined": ("还差情况，定不了", "not known yet"),
    "closed": ("符合条件，但现在不在办理时间", "eligible, but the window is closed"),
    "ineligible": ("不符合条件", "not eligible"),
}


def show(assessment: Assessment, answer: Answer, catalog: Catalog, tag: str) -> None:
    """Print one item's answer with its whole condition and its sources."""
    language = languages.read(tag, data_folder("templates"))
    wording = languages.wording(language, catalog.facts, catalog.areas, assessment.listing)
    item = answer.item
    console = out()
    title = Text(item.name[tag], "bold") + Text(f"  {item.id}  ", "dim")
    outcome = str(answer.outcome)
    console.print(title + Text(say(*_OUTCOMES[outcome]), STYLES.get(outcome, "")))
    tree = Tree(_label(answer.verdict, wording), guide_style="dim")
    _grow(tree, answer.verdict, wording)
    console.print(tree)
    for fact_id in answer.open_facts:
        question = catalog.facts[fact_id].question or catalog.facts[fact_id].label
        console.print(Text(say("  还要知道：", "  To find out: ") + question[tag], "yellow"))
    if answer.opens:
        day = language.day(answer.opens)
        console.print(Text(say(f"  {day} 起可能改变", f"  May change from {day}"), "blue"))
    for source in item.sources.values():
        parts = [source.document, source.number, source.article, str(source.day or "")]
        line = " ".join(part for part in parts if part)
        console.print(Text(f"  {say('依据', 'Source')} [{source.provenance}] {line}", "dim"))
    console.print()


def _grow(tree: Tree, verdict: Verdict, wording: Wording) -> None:
    for part in verdict.parts:
        _grow(tree.add(_label(part, wording)), part, wording)


def _label(verdict: Verdict, wording: Wording) -> Text:
    condition = verdict.condition
    label = _SIGNS[verdict.truth] + Text(" ", "default")
    match condition:
        case All():
            label.append(say("以下都要符合", "all of these"))
        case AnyOf():
            label.append(say("以下符合一项即可", "one of these"))
        case Leaf() | Attest():
            label.append(wording.clause(condition))
            if verdict.value is not None and isinstance(condition, Leaf):
                value = wording.value(wording.facts[condition.fact], verdict.value)
                label.append(say(f"（现为 {value}）", f" (now {value})"), "cyan")
        case _:
            label.append(say("以下不能符合", "not this"))
    if condition.why and isinstance(condition, All | AnyOf):
        label.append(f" — {condition.why[wording.speaker.language]}")
    label.append(f"  {condition.span.file}:{condition.span.line}", "dim")
    return label


def record(assessment: Assessment, answer: Answer, catalog: Catalog, tag: str) -> Record:
    """The same for programs: the outcome, what is open, and the decorated condition."""
    language = languages.read(tag, data_folder("templates"))
    wording = languages.wording(language, catalog.facts, catalog.areas, assessment.listing)
    return {
        "id": answer.item.id,
        "name": answer.item.name[tag],
        "outcome": str(answer.outcome),
        "open": list(answer.open_facts),
        "opens": answer.opens.isoformat() if answer.opens else None,
        "condition": _node(answer.verdict, wording),
    }


def _node(verdict: Verdict, wording: Wording) -> Record:
    condition = verdict.condition
    return {
        "kind": _KINDS[type(condition)],
        "value": str(verdict.truth),
        "text": wording.clause(condition),
        "missing": list(verdict.missing),
        "file": condition.span.file,
        "line": condition.span.line,
        "parts": [_node(part, wording) for part in verdict.parts],
    }
