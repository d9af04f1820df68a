"""Situations written by policy staff (catalog/**/cases/*.yaml) held against the catalog.

Each case is a child, a place and a date with the outcomes that must come out; where they do
not, the finding stands at the expectation's own line.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checklist.assessment import Assessment, assess
from checklist.catalog import forms
from checklist.catalog.opening import Catalog
from checklist.catalog.reading import shown
from checklist.catalog.validation import validated
from checklist.children.profile import ProfileReader
from checklist.findings import Finding, has_errors
from checklist.located import Located, Trail, read
from checklist.rules.derived import Child


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


def run(catalog: Catalog) -> Tally:
    """Run every situation of a catalog."""
    findings: list[Finding] = []
    seen: dict[str, set[str]] = {}
    cases = expectations = 0
    for path in sorted(catalog.root.glob("**/cases/*.yaml")):
        located, wrong = read(path, shown(path, catalog.root))
        form, unfit = validated(located, forms.CasesForm)
        findings += [*wrong, *unfit]
        if form is None:
            continue
        for index, case in enumerate(form.cases):
            cases += 1
            trial = _Trial(catalog, located, ("cases", index))
            findings += trial.run(form, case)
            expectations += trial.held
            for item, outcome in case.expect.items():
                seen.setdefault(item, set()).add(outcome)
    return Tally(cases, expectations, tuple(findings), seen)


class _Trial:
    """One case."""

    def __init__(self, catalog: Catalog, located: Located, path: Trail) -> None:
        self.catalog = catalog
        self.located = located
        self.path = path
        self.held = 0

    def run(self, form: forms.CasesForm, case: forms.CaseForm) -> Iterator[Finding]:
        on = case.on or form.on
        place = self.catalog.areas.find(case.residence or form.residence).area
        if place is None:
            span = self.located.at((*self.path, "residence") if case.residence else ("residence",))
            yield Finding("C503", span, {}, (), self.located.quote(span))
            return
        reader = ProfileReader(
            self.located, self.catalog.facts, self.catalog.areas, on, (*self.path, "child")
        )
        profile = reader.profile({"residence": place.code, **case.child})
        yield from reader.findings
        if has_errors(tuple(reader.findings)):
            return
        assessment = self._assessment(profile.child, on)
        if not assessment.listing.items:
            yield self._finding("C504", ())
            return
        yield from self._outcomes(case, assessment)
        yield from self._scope(case, assessment)
        yield from self._open(case, assessment)
        yield from self._amounts(case, assessment)

    def _assessment(self, child: Child, on: date) -> Assessment:
        area = self.catalog.areas.current(str(child.facts["residence"]))
        listing, _ = self.catalog.listing(area, on)
        return assess(listing, child, self.catalog.areas)

    def _outcomes(self, case: forms.CaseForm, assessment: Assessment) -> Iterator[Finding]:
        found = {answer.item.id: str(answer.outcome) for answer in assessment.answers}
        for item, wanted in case.expect.items():
            if item not in found:
                known = "、".join(found)
                yield self._finding("C501", ("expect", item), item=item, known=known)
            else:
                yield from self._compare(("expect", item), item, wanted, found[item])

    def _scope(self, case: forms.CaseForm, assessment: Assessment) -> Iterator[Finding]:
        if case.scope:
            found = str(assessment.scope.outcome)
            yield from self._compare(("scope",), "scope", case.scope, found)

    def _open(self, case: forms.CaseForm, assessment: Assessment) -> Iterator[Finding]:
        found = {answer.item.id: answer.open_facts for answer in assessment.answers}
        for item, wanted in case.open.items():
            names = sorted(found.get(item, ()))
            yield from self._compare(("open", item), item, _listed(sorted(wanted)), _listed(names))

    def _amounts(self, case: forms.CaseForm, assessment: Assessment) -> Iterator[Finding]:
        found = {
            (answer.item.id, due.amount.id): due.period.value
            for answer in assessment.answers
            for due in answer.amounts
        }
        for item, sums in case.amounts.items():
            for amount, wanted in sums.items():
                value = found.get((item, amount))
                path = ("amounts", item, amount)
                yield from self._compare(path, amount, _number(wanted), _number(value))

    def _compare(self, path: Trail, item: str, wanted: str, found: str) -> Iterator[Finding]:
        if wanted == found:
            self.held += 1
        else:
            yield self._finding("C502", path, item=item, wanted=wanted, found=found)

    def _finding(self, code: str, path: Trail, **values: str) -> Finding:
        at = self.located.at_key if code == "C501" else self.located.at
        span = at((*self.path, *path))
        return Finding(code, span, values, (), self.located.quote(span))


def _listed(names: list[str]) -> str:
    return "、".join(names) or "—"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
