"""A condition as one whole sentence per language.

The statements themselves stand in catalog/facts.yaml, whole and per operator; negation is
carried down to the leaves, so that a sentence says "is not" where it means it, and never
"it is not the case that". Dates and places are spelled by the caller's speaker.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from checklist.rules.condition import (
    All,
    AnyOf,
    Attest,
    Condition,
    FigureRef,
    Leaf,
    Not,
    Operand,
    Operator,
)
from checklist.rules.facts import Fact, FactDictionary, Kind, Text, Value

_NEGATED = {
    Operator.IS: "is_not",
    Operator.IN: "not_in",
    Operator.AT_LEAST: "below",
    Operator.AT_MOST: "above",
    Operator.BETWEEN: "not_between",
    Operator.HAS: "has_not",
    Operator.WITHIN: "not_within",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """How one language spells what is filled into statements.

    Args:
        language: its tag, such as "zh-Hans".
        day: spells a date.
        place: spells a GB/T 2260 code.
        figure: spells the name of a layer's figure.
        text: picks a text in the language; None takes the language's own of each.
    """

    language: str
    day: Callable[[date], str]
    place: Callable[[str], str]
    figure: Callable[[str], str] = str
    text: Callable[[Text], str] | None = None


class Wording:
    """Words conditions and values in one language.

    Args:
        facts: the dictionary with statements and connectives.
        speaker: how dates and places are spelled.
        on: the date test days are counted for.
    """

    def __init__(self, facts: FactDictionary, speaker: Speaker, on: date) -> None:
        self.facts = facts
        self.speaker = speaker
        self.on = on

    def sentence(self, condition: Condition) -> str:
        """The condition as a whole sentence, with capital and full stop."""
        clause = self.clause(condition)
        return self._phrase("sentence").format(clause=clause[:1].upper() + clause[1:])

    def clause(self, condition: Condition, *, negated: bool = False) -> str:
        """The condition (or its contrary) as a statement without a full stop."""
        if condition.why and not negated:
            return self._text(condition.why)
        match condition:
            case Leaf():
                return self._leaf(condition, negated=negated)
            case Attest(text=text):
                return self._negated(self._text(text), negated=negated)
            case Not(part):
                return self.clause(part, negated=not negated)
            case All(parts) | AnyOf(parts):
                both = isinstance(condition, All) != negated
                clauses = [self._part(part, negated=negated) for part in parts]
                return self._phrase("and" if both else "or").join(clauses)

    def value(self, fact: Fact, value: Value) -> str:
        """What a fact is, in words: a label, a number with its unit, a date, a place."""
        match fact.kind:
            case Kind.FLAG:
                return self._phrase("yes" if value else "no")
            case Kind.COUNT if fact.unit:
                unit = f"unit_{fact.unit}_one" if value == 1 else f"unit_{fact.unit}"
                return self._phrase(unit).format(value=value)
            case _:
                return self._operand(fact, value)

    def _part(self, part: Condition, *, negated: bool) -> str:
        clause = self.clause(part, negated=negated)
        worded = part.why and not negated
        if isinstance(part, All | AnyOf) and len(part.parts) > 1 and not worded:
            return self._phrase("group").format(clause=clause)
        return clause

    def _negated(self, text: str, *, negated: bool) -> str:
        return self._phrase("contrary").format(clause=text) if negated else text

    def _leaf(self, leaf: Leaf, *, negated: bool) -> str:
        fact = self.facts[leaf.fact]
        words = [self._operand(fact, operand) for operand in leaf.operands]
        joined = self._listed(words)
        says = self._text(fact.says[_statement(fact, leaf, negated=negated)])
        clause = says.format(value=joined, low=words[0], high=words[-1])
        if leaf.test_day is None:
            return clause
        day = self.speaker.day(leaf.test_day.date(self.on))
        return self._phrase("test_day").format(day=day, clause=clause)

    def _operand(self, fact: Fact, operand: Operand) -> str:
        match operand:
            case FigureRef(figure_id):
                return self.speaker.figure(figure_id)
            case date():
                return self.speaker.day(operand)
            case tuple():
                return self._listed([self._operand(fact, one) for one in operand])
            case str() if operand in fact.options:
                return self._text(fact.options[operand].label)
            case str() if fact.kind is Kind.AREA:
                return self.speaker.place(operand)
            case _:
                return str(operand)

    def _listed(self, words: list[str]) -> str:
        """Alternatives in a row: 幼儿园、小学, nursery, kindergarten or primary school."""
        *first, last = words or [""]
        both = [self._phrase("list").join(first), last] if first else [last]
        return self._phrase("list_last").join(both)

    def _phrase(self, key: str) -> str:
        return self._text(self.facts.phrases[key])

    def _text(self, text: Text) -> str:
        pick = self.speaker.text
        return pick(text) if pick else text[self.speaker.language]


def statements(fact: Fact, leaf: Leaf) -> tuple[str, str]:
    """The statements of the fact by which a leaf is worded, when it holds and when it does not."""
    return _statement(fact, leaf, negated=False), _statement(fact, leaf, negated=True)


def _statement(fact: Fact, leaf: Leaf, *, negated: bool) -> str:
    """Which of the fact's statements a leaf uses."""
    if fact.kind is Kind.FLAG:
        return "yes" if (leaf.operands[0] is True) != negated else "no"
    return _NEGATED[leaf.operator] if negated else str(leaf.operator)
