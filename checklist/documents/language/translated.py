"""Conditions worded in a language in translation: whole statements, or the Chinese ones.

A statement half in one language and half in another helps nobody, so one untranslated part
gives the whole statement back to Chinese.
"""

from collections.abc import Callable, Mapping

from checklist.rules.condition import Condition
from checklist.rules.facts import Fact, Text, Value
from checklist.rules.wording import Speaker, Wording


class Untranslated(Exception):  # noqa: N818 - nothing has gone wrong
    """A text that has no translation."""


def translated(texts: Mapping[str, str], text: Text) -> str:
    """A text by its Chinese.

    Raises:
        Untranslated: there is none.
    """
    said = texts.get(text["zh-Hans"])
    if said is None:
        raise Untranslated
    return said


class TranslatedWording(Wording):
    """Words conditions and values in a language in translation.

    Args:
        chinese: words them in Chinese.
        speaker: picks translated texts, or raises Untranslated.
        mark: marks what stays Chinese.
    """

    def __init__(self, chinese: Wording, speaker: Speaker, mark: Callable[[str], str]) -> None:
        super().__init__(chinese.facts, speaker, chinese.on)
        self._own = Wording(chinese.facts, speaker, chinese.on)
        self._chinese = chinese
        self._mark = mark

    def sentence(self, condition: Condition) -> str:
        """The condition as a whole sentence, with capital and full stop."""
        try:
            return self._own.sentence(condition)
        except Untranslated:
            return self._mark(self._chinese.sentence(condition))

    def clause(self, condition: Condition, *, negated: bool = False) -> str:
        """The condition (or its contrary) as a statement without a full stop."""
        try:
            return self._own.clause(condition, negated=negated)
        except Untranslated:
            return self._mark(self._chinese.clause(condition, negated=negated))

    def value(self, fact: Fact, value: Value) -> str:
        """What a fact is, in words: a label, a number with its unit, a date, a place."""
        try:
            return self._own.value(fact, value)
        except Untranslated:
            return self._mark(self._chinese.value(fact, value))
