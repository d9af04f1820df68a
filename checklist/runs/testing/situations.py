"""Situations written by policy staff (catalog/**/cases/*.yaml) held against the catalog.

Each case is a child, a place and a date with the outcomes that must come out; where they do
not, the finding stands at the expectation's own line.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checklist.areas import Areas
from checklist.assessment import Answer, Assessment, Classed, Flag, Scope, assess
from checklist.catalog import forms
from checklist.catalog.opening import Catalog
from checklist.findings import Finding
from checklist.located import Trail
from checklist.rules.truth import Truth
from checklist.runs.testing.cases import Case, read_cases


@dataclass(frozen=True, slots=True)
class Tally:
    """How a catalog's situations came out.

    Args:
        cases: situations read.
        expectations: single expectations held.
        findings: everything that was wrong.
        seen: per item, the outcomes some situation expects of it.
    """

    cases: int
    expectations: int
    findings: tuple[Finding, ...]
    seen: dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing a case expects, beside what came out.

    Args:
        path: where in the case it is written.
        subject: what it is about, as a finding names it.
    """

    path: Trail
    subject: str
    wanted: str
    found: str

    @property
    def holds(self) -> bool:
        """Whether it came out as written."""
        return self.wanted == self.found


def run(catalog: Catalog) -> Tally:
    """Run every situation of a catalog."""
    read = read_cases(catalog)
    findings: list[Finding] = list(read.findings)
    seen: dict[str, set[str]] = {}
    expectations = 0
    for case in read.cases:
        results = [*_results(case, catalog.areas)]
        findings += [result for result in results if isinstance(result, Finding)]
        expectations += sum(not isinstance(result, Finding) for result in results)
        for item, outcome in case.form.expect.items():
            seen.setdefault(item, set()).add(outcome)
    findings.sort(key=lambda finding: finding.span)
    return Tally(read.written, expectations, tuple(findings), seen)


def _results(case: Case, areas: Areas) -> Iterator[Finding | Expectation]:
    """What a case expects: an expectation where it holds, a finding where it does not."""
    assessment = assess(case.listing, case.child, areas)
    known = "、".join(case.listing.items)
    for path in _foreign(case):
        yield case.finding("C501", path, item=str(path[-1]), known=known)
    for one in expectations(case.form, assessment):
        values = {"item": one.subject, "wanted": one.wanted, "found": one.found}
        yield one if one.holds else case.finding("C502", one.path, **values)


def _foreign(case: Case) -> Iterator[Trail]:
    """Items a case names that its place does not have."""
    form = case.form
    named: dict[str, Mapping[str, object]] = {
        "expect": form.expect, "open": form.open, "amounts": form.amounts,
        "measures": form.measures, "materials": form.materials,
    }  # fmt: skip
    for key, items in named.items():
        yield from ((key, item) for item in items if item not in case.listing.items)


def expectations(form: forms.CaseForm, assessment: Assessment) -> Iterator[Expectation]:
    """Everything a case expects of the items, the definition, the ledger and the classes."""
    for answer in assessment.answers:
        yield from of_item(form, answer)
    yield from of_scope(form, assessment.scope)
    yield from of_ledger(form, assessment.ledger)
    yield from of_classes(form, assessment.classes)


def of_item(form: forms.CaseForm, answer: Answer) -> Iterator[Expectation]:
    """What a case expects of one item and its parts."""
    item = answer.item.id
    if item in form.expect:
        yield Expectation(("expect", item), item, form.expect[item], str(answer.outcome))
    if item in form.open:
        wanted, found = (_listed(sorted(facts)) for facts in (form.open[item], answer.open_facts))
        yield Expectation(("open", item), item, wanted, found)
    sums = {due.amount.id: due.period.value for due in answer.amounts}
    for amount, value in form.amounts.get(item, {}).items():
        wanted, found = _number(value), _number(sums.get(amount))
        yield Expectation(("amounts", item, amount), amount, wanted, found)
    steps = {step.part.id: str(step.truth) for step in answer.measures}
    yield from _parts(("measures", item), form.measures.get(item, {}), steps, "—")
    papers = {paper.part.id: str(paper.truth) for paper in answer.materials}
    yield from _parts(("materials", item), form.materials.get(item, {}), papers, "no")


def of_scope(form: forms.CaseForm, scope: Scope) -> Iterator[Expectation]:
    """What a case expects of the definition."""
    if form.scope:
        yield Expectation(("scope",), "scope", form.scope, str(scope.outcome))


def of_ledger(form: forms.CaseForm, flags: tuple[Flag, ...]) -> Iterator[Expectation]:
    """What a case expects of the key-care ledger."""
    found = {flag.trigger.id: str(flag.verdict.truth) for flag in flags}
    yield from _parts(("ledger",), form.ledger, found, "—")


def of_classes(form: forms.CaseForm, classed: tuple[Classed, ...]) -> Iterator[Expectation]:
    """What a case expects of the place's own classing of children."""
    found = {one.classing.id: _class(one) for one in classed}
    wanted = {key: value or "—" for key, value in form.classes.items()}
    yield from _parts(("classes",), wanted, found, "—")


def _class(classed: Classed) -> str:
    if classed.value:
        return classed.value.id
    return "unknown" if classed.truth is Truth.UNKNOWN else "—"


def _parts(
    path: Trail, wanted: Mapping[str, str], found: Mapping[str, str], absent: str
) -> Iterator[Expectation]:
    for part, answer in wanted.items():
        yield Expectation((*path, part), part, answer, found.get(part, absent))


def _listed(names: list[str]) -> str:
    return "、".join(names) or "—"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
