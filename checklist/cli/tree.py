"""One item's condition as a tree on the terminal: every part, its value, and its line.

What `checklist explain` shows, for clerks who are asked why and for keepers who mend rules.
"""

from collections.abc import Iterable
from typing import TypeAlias

from rich.text import Text
from rich.tree import Tree

from checklist.assessment import Answer, Assessment, Classed, Flag, Step
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


_CLASSED = {
    Truth.YES: ("", ""),
    Truth.NO: ("都不是", "none of them"),
    Truth.UNKNOWN: ("还差情况，定不了", "not known yet"),
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
    for step in answer.measures:
        console.print(_measure(step, wording, tag))
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


def _measure(step: Step, wording: Wording, tag: str) -> Tree:
    """A measure with its own outcome, and its condition where it has one."""
    outcome = str(step.outcome)
    label = Text(say("  措施 ", "  measure "), "dim") + Text(step.part.name[tag], "default")
    label.append(f"  {step.part.id}  ", "dim")
    tree = Tree(label + Text(say(*_OUTCOMES[outcome]), STYLES.get(outcome, "")), guide_style="dim")
    if step.verdict:
        _grow(tree.add(_label(step.verdict, wording)), step.verdict, wording)
    return tree


def show_ledger(assessment: Assessment, flags: Iterable[Flag], catalog: Catalog, tag: str) -> None:
    """Print what would put the child into the place's key-care ledger."""
    wording = _wording(assessment, catalog, tag)
    for flag in flags:
        title = Text(flag.trigger.name[tag], "bold") + Text(f"  {flag.trigger.id}  ", "dim")
        truth = flag.verdict.truth
        tree = Tree(_title(say("台账", "ledger"), title, truth), guide_style="dim")
        _grow(tree.add(_label(flag.verdict, wording)), flag.verdict, wording)
        out().print(tree)


def show_classes(
    assessment: Assessment, classes: Iterable[Classed], catalog: Catalog, tag: str
) -> None:
    """Print where the place's classings put the child; this is for keepers, not for families."""
    wording = _wording(assessment, catalog, tag)
    for classed in classes:
        classing = classed.classing
        title = Text(classing.name[tag], "bold") + Text(f"  {classing.id}  ", "dim")
        named = classed.value.name[tag] if classed.value else say(*_CLASSED[classed.truth])
        off = say("没有公布标准，不起作用", "off, no criteria are known")
        title.append(off if classing.off else named)
        tree = Tree(_title(say("分类", "classes"), title, None), guide_style="dim")
        for value, verdict in zip(classing.values, classed.verdicts, strict=False):
            branch = tree.add(_SIGNS[verdict.truth] + Text(f" {value.name[tag]}", "default"))
            _grow(branch.add(_label(verdict, wording)), verdict, wording)
        out().print(tree)


def _title(kind: str, title: Text, truth: Truth | None) -> Text:
    sign = _SIGNS[truth] + Text(" ") if truth else Text("")
    return sign + Text(f"{kind}  ", "dim") + title


def _wording(assessment: Assessment, catalog: Catalog, tag: str) -> Wording:
    language = languages.read(tag, data_folder("templates"))
    return languages.wording(language, catalog.facts, catalog.areas, assessment.listing)


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
    wording = _wording(assessment, catalog, tag)
    return {
        "kind": "item",
        "id": answer.item.id,
        "name": answer.item.name[tag],
        "outcome": str(answer.outcome),
        "open": list(answer.open_facts),
        "opens": answer.opens.isoformat() if answer.opens else None,
        "condition": _node(answer.verdict, wording),
        "measures": [
            {
                "id": step.part.id,
                "name": step.part.name[tag],
                "outcome": str(step.outcome),
                "open": list(step.open_facts),
                "condition": _node(step.verdict, wording) if step.verdict else None,
            }
            for step in answer.measures
        ],
    }


def ledger_record(assessment: Assessment, flag: Flag, catalog: Catalog, tag: str) -> Record:
    """A ledger trigger for programs."""
    return {
        "kind": "ledger",
        "id": flag.trigger.id,
        "name": flag.trigger.name[tag],
        "outcome": str(flag.verdict.truth),
        "open": list(flag.open_facts),
        "condition": _node(flag.verdict, _wording(assessment, catalog, tag)),
    }


def class_record(assessment: Assessment, classed: Classed, catalog: Catalog, tag: str) -> Record:
    """A classing for programs."""
    wording, values = _wording(assessment, catalog, tag), classed.classing.values
    return {
        "kind": "classes",
        "id": classed.classing.id,
        "name": classed.classing.name[tag],
        "on": not classed.classing.off,
        "outcome": str(classed.truth),
        "value": classed.value.id if classed.value else None,
        "open": list(classed.open_facts),
        "values": [
            {"id": value.id, "condition": _node(verdict, wording)}
            for value, verdict in zip(values, classed.verdicts, strict=False)
        ],
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
