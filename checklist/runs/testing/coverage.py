"""What no situation says yet: an item nobody is refused, a bound nobody stands on.

A catalog whose situations all come out may still be untested; this finds the items without a
yes, a no or a don't-know, and the bounds without a child on either side.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from checklist.catalog.model import Amount, Entry, Layer, Measure, Relation
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Listing
from checklist.findings import Finding, Span
from checklist.rules.condition import Attest, Condition, Leaf, Not, Operand, Operator, leaves
from checklist.rules.evaluate import Situation
from checklist.rules.facts import LANGUAGES, Text
from checklist.runs.testing.cases import Case, Cases, read_cases
from checklist.runs.testing.mutants import bounds, put, shifted, step
from checklist.runs.testing.mutation import same
from checklist.runs.testing.sites import Site, Telling, sites

_YES, _NO, _OPEN = "eligible", "ineligible", "undetermined"


def lacking(catalog: Catalog) -> tuple[Finding, ...]:
    """What the situations of a catalog leave out, in the order of the files.

    Raises:
        MachineError: a bound has no situation and Z3, which tells whether it matters, is missing.
    """
    read = read_cases(catalog)
    telling = Telling(read.cases, catalog.areas)
    found = [*_outcomes(catalog, read, telling)]
    for site in sites(read.layers):
        found += _bounds(catalog, site, telling)
    return tuple(sorted(found, key=lambda finding: finding.span))


def _outcomes(catalog: Catalog, read: Cases, telling: Telling) -> Iterator[Finding]:
    """Items a layer brings or changes without a situation for each outcome (C505)."""
    for layer in read.layers:
        for entry in layer.entries.values():
            if _decides(entry):
                seen = _seen(layer, entry, telling)
                wanted = {_YES: {_YES, "closed"}, _NO: {_NO}, _OPEN: {_OPEN}}
                if _has_attest(entry.when):
                    wanted[_YES].add("to_attest")
                    wanted[_OPEN].add("to_attest")
                missing = [name for name, any_of in wanted.items() if not any_of & seen]
                if missing:
                    span = entry.spans.get("when", entry.span)
                    values = {"missing": "、".join(missing), "missing.en": ", ".join(missing)}
                    values["item"] = entry.of or entry.id
                    yield Finding("C505", span, values, (), _quote(catalog, span))


def _decides(entry: Entry) -> bool:
    """Whether an entry says who gets something, and not only how."""
    if entry.relation is Relation.WITHDRAWS:
        return False
    parts: tuple[Amount | Measure, ...] = (*entry.amounts, *entry.measures)
    return entry.of is None or entry.when is not None or any(part.when for part in parts)


def _seen(layer: Layer, entry: Entry, telling: Telling) -> set[str]:
    """The outcomes situations of the place and below expect of its item."""
    item = entry.of or entry.id
    return {
        case.form.expect[item]
        for case in telling.cases
        if item in case.form.expect and _speaks(case.listing, layer, item, entry.when)
    }


def _speaks(listing: Listing, layer: Layer, item: str, when: Condition | None) -> bool:
    """Whether the layer is in force in a list, and its condition is the item's there."""
    if layer not in listing.layers or item not in listing.items:
        return False
    return when is None or listing.items[item].when is when


def _has_attest(when: Condition | None) -> bool:
    return when is not None and any(isinstance(leaf, Attest) for leaf in leaves(when))


@dataclass(frozen=True, slots=True)
class _Edge:
    """A child next to a bound.

    Args:
        said: what the child is like, in each language.
        there: whether a case's child is that child.
        moved: the leaf that would treat this child otherwise; None where that always matters.
    """

    said: Text
    there: Callable[[Situation], bool]
    moved: Leaf | None = None


def _bounds(catalog: Catalog, site: Site, telling: Telling) -> Iterator[Finding]:
    """Bounds without a child on each side for whom they decide (C506)."""
    cases = telling.about(site)
    for leaf in leaves(site.condition):
        if isinstance(leaf, Leaf):
            hanging = [telling.situation(c) for c in cases if _hangs(telling, c, site, leaf)]
            missing = [
                edge.said
                for edge in _edges(leaf, site)
                if not any(map(edge.there, hanging))
                and not (edge.moved and same(catalog, site, put(site.condition, leaf, edge.moved)))
            ]
            if missing:
                values = _told(catalog, site, leaf, missing)
                yield Finding("C506", leaf.span, values, (), _quote(catalog, leaf.span))


def _hangs(telling: Telling, case: Case, site: Site, leaf: Leaf) -> bool:
    """Whether the answer of a case's child hangs on the leaf."""
    situation = telling.situation(case)
    contrary = put(site.condition, leaf, Not(leaf, leaf.span))
    truths = [situation.evaluate(condition).truth for condition in (site.condition, contrary)]
    return truths[0] is not truths[1]


def _edges(leaf: Leaf, site: Site) -> Iterator[_Edge]:
    if leaf.fact == "permit_valid" and site.kind in {"when", "definition"}:
        yield from _endorsements()
    for place in bounds(leaf):
        low = leaf.operator in {Operator.AT_LEAST, Operator.BETWEEN, Operator.IS} and place == 0
        high = leaf.operator in {Operator.AT_MOST, Operator.IS} or place == 1
        for wanted, inward in ((low, 1), (high, -1)):
            for by in (0, -inward) if wanted else ():
                value = step(leaf.operands[place], by)
                moved = shifted(leaf, place, -inward if by else inward)
                if moved and _can_be(leaf, value):
                    yield _at(leaf, value, moved)


def _at(leaf: Leaf, value: Operand, moved: Leaf) -> _Edge:
    said = {tag: str(value) for tag in LANGUAGES}
    return _Edge(said, lambda situation: situation.read(leaf).value == value, moved)


def _endorsements() -> Iterator[_Edge]:
    """A permit on its last day, and one day later (居住证暂行条例, art. 10)."""
    for days, zh, en in ((0, "签注当天到期", "endorsed to that day"),
                         (1, "签注前一天到期", "endorsed to the day before")):  # fmt: skip
        yield _Edge({"zh-Hans": zh, "en": en}, partial(_endorsed, days))


def _endorsed(days: int, situation: Situation) -> bool:
    facts = situation.child.facts
    until = facts.get("permit_endorsed_until")
    held = facts.get("residence_permit") == "held"
    return held and until == situation.on - timedelta(days=days)


def _can_be(leaf: Leaf, value: Operand) -> bool:
    """Whether a count can be so low: below zero only before the test day it is counted on."""
    return leaf.test_day is not None or not isinstance(value, int | float) or value >= 0


def _told(catalog: Catalog, site: Site, leaf: Leaf, missing: list[Text]) -> dict[str, str]:
    label = catalog.facts[leaf.fact].label
    found = {"item": site.part or site.item or site.kind}
    for tag in LANGUAGES:
        found[f"fact.{tag}"] = label[tag]
        comma = ", " if tag == "en" else "、"
        found[f"values.{tag}"] = comma.join(dict.fromkeys(said[tag] for said in missing))
    return found


def _quote(catalog: Catalog, span: Span) -> str | None:
    """The source line of a span; None where the file cannot be found again."""
    path = catalog.root.parent / span.file
    lines = path.read_text("utf-8-sig").splitlines() if path.is_file() else []
    return lines[span.line - 1] if span.line <= len(lines) else None
