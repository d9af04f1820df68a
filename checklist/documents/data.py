"""A sheet for other programs: JSON with its schema, and plain.py's CSV and Markdown beside it.

The JSON is a stable interface: what it names keeps its name, more may be added. It holds
the place, answers and reasons, but no other value of the child's own.
"""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from checklist.areas import Areas
from checklist.assessment import Answer, Assessment, Part, Step
from checklist.catalog.model import Office, Window
from checklist.documents import language as languages
from checklist.documents import seal
from checklist.documents.language import Language
from checklist.documents.placedata import (
    Json,
    PlaceData,
    attest_records,
    day_text,
    number,
    source_record,
)
from checklist.documents.plain import as_csv, as_markdown
from checklist.findings import Finding
from checklist.rules.condition import Attest, Condition, FigureRef, Leaf, Operand, Operator
from checklist.rules.evaluate import Verdict
from checklist.rules.facts import FactDictionary, Text

__all__ = ["SCHEMA_ID", "as_csv", "as_json", "as_markdown", "json_schema"]

SCHEMA_ID = "checklist/1"
_SCHEMA_FILE = Path(__file__).with_name("checklist.schema.json")


def as_json(assessment: Assessment, facts: FactDictionary, language: Language, areas: Areas) -> str:
    """An assessment as JSON after `json_schema`, texts in one language, keys in a fixed order."""
    document = _Document(assessment, facts, language, areas).whole()
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def json_schema() -> Json:
    """The JSON Schema (draft 2020-12) of `as_json`."""
    schema: Json = json.loads(_SCHEMA_FILE.read_text("utf-8"))
    return schema


class _Document:
    """The parts of one document."""

    def __init__(
        self, assessment: Assessment, facts: FactDictionary, language: Language, areas: Areas
    ) -> None:
        self.assessment = assessment
        self.language = language
        self.wording = languages.wording(language, facts, areas, assessment.listing)

    def whole(self) -> Json:
        """Everything, in the contract's order."""
        listing, scope = self.assessment.listing, self.assessment.scope
        place = PlaceData(self.assessment, self.language)
        return {
            "schema": SCHEMA_ID,
            "language": self.language.tag,
            "residence": listing.area,
            "on": listing.on.isoformat(),
            "layers": [layer.code for layer in listing.layers],
            "editions": [*self._editions()],
            "review_cycle": listing.review_cycle or None,
            "review": place.review(),
            "scope": {
                "outcome": str(scope.outcome),
                "reasons": self._reasons(scope.reasons),
                "open": list(scope.open_facts),
                "holds_from": day_text(scope.holds_from),
            },
            "items": [self._item(answer) for answer in self.assessment.answers],
            "open": list(self.assessment.open_facts),
            **place.beside(),
            "findings": [self._finding(finding) for finding in self.assessment.findings],
            "code": str(seal.of(self.assessment)),
        }

    def _editions(self) -> Iterable[Json]:
        for layer in self.assessment.listing.layers:
            edition = layer.edition_on(self.assessment.on)
            source = layer.sources.get(edition.document) if edition else None
            yield {
                "layer": layer.code,
                "name": self._text(layer.name),
                "number": edition.number if edition else None,
                "effective": day_text(edition.effective) if edition else None,
                "source": source_record(source) if source else None,
                "note": self._text(layer.note),
            }

    def _item(self, answer: Answer) -> Json:
        item = answer.item
        return {
            "id": item.id,
            "category": str(item.category),
            "name": self._text(item.name),
            "outcome": str(answer.outcome),
            "layer": item.layer,
            "reasons": self._reasons(answer.reasons),
            "open": list(answer.open_facts),
            "attest": attest_records(self.language, answer.open_attests),
            "opens": day_text(answer.opens),
            "opens_surely": answer.opens_surely,
            "season": str(answer.season),
            "window": self._window(answer.window),
            "amounts": [*self._amounts(answer)],
            "measures": [self._measure(step) for step in answer.measures],
            "apply": self._office(item.apply),
            "decide": self._office(item.decide),
            "pay": self._office(item.pay),
            "materials": [self._part(part) for part in answer.materials],
            "sources": [source_record(source) for source in item.sources.values()],
            "waivers": [
                {"reason": self._text(waiver.reason), "source": waiver.source}
                for waiver in item.waivers
            ],
            "floor": str(item.floor),
            "digest": item.digest,
        }

    def _amounts(self, answer: Answer) -> Iterable[Json]:
        for due in answer.amounts:
            yield {
                "id": due.amount.id,
                "kind": str(due.amount.kind),
                "label": self._text(due.amount.label),
                "value": number(due.period.value),
                "unit": due.amount.unit,
                "from": day_text(due.period.start),
                "to": day_text(due.period.end),
                "applies": str(due.truth),
                "source": due.period.source,
            }

    def _measure(self, step: Step) -> Json:
        measure = step.part
        return {
            "id": measure.id,
            "name": self._text(measure.name),
            "summary": self._text(measure.summary),
            "condition": self.wording.clause(measure.when) if measure.when else None,
            "outcome": str(step.outcome),
            "applies": str(step.truth),
            "open": list(step.open_facts),
            "attest": attest_records(self.language, step.open_attests),
            "source": measure.source or None,
        }

    def _part(self, part: Part) -> Json:
        return {
            "id": part.part.id,
            "name": self._text(part.part.name),
            "applies": str(part.truth),
            "source": part.part.source or None,
        }

    def _office(self, office: Office | None) -> Json | None:
        if office is None:
            return None
        places = [str(place) for place in office.places]
        return {"place": places, "office": self._text(office.name), "phone": office.phone or None}

    def _window(self, window: Window | None) -> Json | None:
        if window is None:
            return None
        return {
            "from": day_text(window.start),
            "to": day_text(window.end),
            "for": self._text(window.purpose),
            "source": window.source,
        }

    def _reasons(self, verdicts: Iterable[Verdict]) -> list[Json]:
        return [self._reason(verdict) for verdict in verdicts]

    def _reason(self, verdict: Verdict) -> Json:
        leaf = verdict.condition
        named = {"attest": leaf.id} if isinstance(leaf, Attest) else {"fact": _fact(leaf)}
        return {
            **named,
            "condition": _spelled(leaf),
            "value": str(verdict.truth),
            "text": self.wording.clause(leaf),
        }

    def _finding(self, finding: Finding) -> Json:
        tag = self.language.tag
        return {
            "code": finding.code,
            "severity": str(finding.severity),
            "message": finding.message(tag),
            "hint": finding.hint(tag),
        }

    def _text(self, text: Text | None) -> str | None:
        return self.language.pick(text) if text else None


def _fact(leaf: Condition) -> str | None:
    return leaf.fact if isinstance(leaf, Leaf) else None


def _spelled(condition: Condition) -> str:
    """A leaf as the catalog spells it: `between: [6, 15], on: next 08-31`."""
    if not isinstance(condition, Leaf):
        return "attest"
    operands = [_operand(operand) for operand in condition.operands]
    many = condition.operator in {Operator.IN, Operator.BETWEEN}
    spelled = f"{condition.operator}: {'[' + ', '.join(operands) + ']' if many else operands[0]}"
    day = condition.test_day
    if day is None:
        return spelled
    return f"{spelled}, on: {'next ' if day.next else ''}{day.month:02}-{day.day:02}"


def _operand(operand: Operand) -> str:
    match operand:
        case FigureRef(figure):
            return f"{{figure: {figure}}}"
        case bool():
            return "true" if operand else "false"
        case date():
            return operand.isoformat()
        case _:
            return str(operand)
