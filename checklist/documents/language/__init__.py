"""One language of the sheet: its messages, and how it spells dates, sums and places.

The room of Babel. Messages stand in templates/locale/<tag>.po under symbolic ids, so that
translators work in Poedit or Weblate and every sentence is translated whole.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from checklist.areas import Areas
from checklist.catalog.owed import Listing
from checklist.catalog.tongueforms import Dates
from checklist.catalog.tongues import GOVERNING, Tongue
from checklist.documents.language.messages import Messages
from checklist.documents.language.phrasebook import CATALOG, Phrase, State
from checklist.documents.language.shelf import opened
from checklist.documents.language.translated import TranslatedWording, translated
from checklist.documents.stretches import Stretch, has_own, marked, plain
from checklist.rules.facts import LANGUAGES, FactDictionary, Text
from checklist.rules.wording import Speaker, Wording

SOURCE_LANGUAGE = GOVERNING  # stands in where a text lacks another
CHINESE_LOCALE = "zh_Hans_CN"
CHINESE = Stretch(SOURCE_LANGUAGE, "ltr")
LITERAL = Stretch(direction="ltr")
DRAFT = "draft"  # the kind of a stretch


@dataclass(frozen=True, slots=True)
class Language:
    """A language a sheet is written in.

    Args:
        tag: BCP 47, such as "zh-Hans"; the key of texts in the catalog.
        locale: the CLDR locale whose dates and numbers it uses; "" where CLDR has none.
        messages: its sentences.
        direction: "ltr" or "rtl".
        dates: the CLDR form of its dates.
        digits: the CLDR numbering system it counts in.
        texts: its translations of catalog texts, by their Chinese; None where catalogs are
            written in this language themselves.
    """

    tag: str
    locale: str
    messages: Messages
    direction: str = "ltr"
    dates: Dates = "long"
    digits: str = "latn"
    texts: Mapping[str, str] | None = None

    @property
    def catalog_tag(self) -> str:
        """The language catalogs are read in for it: its own, or Chinese."""
        return self.tag if self.texts is None else SOURCE_LANGUAGE

    def pick(self, text: Text) -> str:
        """A catalog text in this language, or in the authentic one, marked as such."""
        if self.texts is None:
            return text.get(self.tag) or text[SOURCE_LANGUAGE]
        return self.translated(text) or self.chinese(text[SOURCE_LANGUAGE])

    def translated(self, text: Text) -> str:
        """A catalog text in this very language; "" where nobody has translated it."""
        if self.texts is None:
            return text.get(self.tag, "")
        return self.texts.get(text[SOURCE_LANGUAGE], "")

    def chinese(self, text: str) -> str:
        """A text that is Chinese whatever the sheet's language, marked where that is unusual."""
        return text if self.texts is None else CHINESE.around(text)

    def literal(self, text: str) -> str:
        """Digits and signs, such as an ID number, kept in order in lines of any direction."""
        return LITERAL.around(text) if self.direction == "rtl" else text

    def day(self, day: date) -> str:
        """A date written out: 2026年11月23日, 23 November 2026."""
        from babel.dates import format_date  # noqa: PLC0415 - only when a date is printed

        said = str(format_date(day, self.dates, locale=self.locale or CHINESE_LOCALE))
        return said if self.locale else self.chinese(said)

    def number(self, value: float) -> str:
        """A number with its thousands grouped; no decimals for whole ones."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - only when one is printed

        locale = self.locale or CHINESE_LOCALE
        return str(format_decimal(value, locale=locale, numbering_system=self.digits))

    def amount(self, value: float, unit: str) -> str:
        """A figure with its unit: 330元/年, CNY 330 a year, 80%, 8 visits."""
        return self.messages.count(f"unit.{unit}", value, value=self.number(value))

    def join(self, parts: Iterable[str]) -> str:
        """Things in a row, as a list."""
        return self._listed("join.list", [part for part in parts if part])

    def either(self, parts: Iterable[str]) -> str:
        """Things of which one is meant: 居住地或户籍地, residence or hukou place."""
        return self._listed("join.or", list(parts))

    def roles(self, parts: Iterable[str]) -> str:
        """What one office is at once: 申请、审核决定, Apply / Decide."""
        return self._listed("join.roles", list(parts))

    def _listed(self, key: str, parts: list[str]) -> str:
        """Parts joined as its sentence says; where that is Chinese and they are not, by a dot."""
        joint = self.messages(key)
        if not marked(joint):
            return joint.join(parts)
        own = any(has_own(part, SOURCE_LANGUAGE) for part in parts)
        return " · ".join(parts) if own else self.chinese(plain(joint).join(parts))


@dataclass(frozen=True, slots=True)
class Places:
    """How one language names places.

    Args:
        names: the layers' own names in both languages, by code.
    """

    areas: Areas
    language: Language
    names: Mapping[str, Text]

    def full(self, code: str) -> str:
        """A place with all it lies in; beside it, in other languages, what helps to find it."""
        if self.areas.get(code) is None:
            return code
        chinese = self.language.chinese(self.areas.full_name(code))
        if self.language.tag == SOURCE_LANGUAGE:
            return chinese
        named = map(self._name, reversed(self.areas.chain(code)))
        known = ", ".join(name for name in named if name)
        if self.language.texts is not None:
            return " ".join(filter(None, (known, chinese)))
        gloss = ", ".join(filter(None, (known, code)))
        return self.language.messages("place.full", place=chinese, gloss=gloss)

    def short(self, code: str) -> str:
        """The place's own name, without what it lies in."""
        if self.language.tag != SOURCE_LANGUAGE and (name := self._name(code)):
            return name
        return self.language.chinese(self.short_chinese(code))

    def layer(self, code: str, name: Text) -> str:
        """The place of a list: its name, and in other languages the Chinese one with the code."""
        shown = self.language.pick(name)
        alone = self.language.tag == SOURCE_LANGUAGE or self.language.texts is not None
        if alone or self.areas.get(code) is None:
            return shown
        gloss = f"{self.short_chinese(code)}, {code}"
        return self.language.messages("place.full", place=shown, gloss=gloss)

    def short_chinese(self, code: str) -> str:
        """The place's Chinese name, by which offices know it."""
        area = self.areas.get(code)
        return area.name if area else code

    def _name(self, code: str) -> str:
        name = self.names.get(code)
        return self.language.translated(name) if name else ""


def wording(language: Language, facts: FactDictionary, areas: Areas, listing: Listing) -> Wording:
    """What words conditions in this language, for a place's list on its date."""
    if language.texts is None:
        return Wording(facts, _speaker(language, areas, listing), listing.on)
    chinese = replace(language, tag=SOURCE_LANGUAGE, locale=CHINESE_LOCALE, texts=None,
                      dates="long")  # fmt: skip
    said = Wording(facts, _speaker(chinese, areas, listing), listing.on)
    return TranslatedWording(said, _speaker(language, areas, listing), language.chinese)


def _speaker(language: Language, areas: Areas, listing: Listing) -> Speaker:
    """What conditions need to be worded in this language for this place."""
    figures = {figure.id: figure.label for layer in listing.layers for figure in layer.figures}
    return Speaker(
        language=language.tag,
        day=language.day,
        place=places(language, areas, listing).full,
        figure=lambda figure: language.pick(figures[figure]),
        text=None if language.texts is None else partial(translated, language.texts),
    )


def places(language: Language, areas: Areas, listing: Listing) -> Places:
    """The places of a listing, named by its layers where these have names."""
    return Places(areas, language, {layer.code: layer.name for layer in listing.layers})


@cache
def read(tag: str, templates: Path) -> Language:
    """Read a language catalogs are written in; every sentence is there.

    Args:
        tag: one of LANGUAGES.
        templates: the folder with locale/<tag>.po.

    Raises:
        MachineError: the installation lacks the file.
        DataError: its findings; nothing is printed from such a file.
    """
    book = opened(tag, templates)
    texts = {ident: phrase.forms for (_, ident), phrase in book.phrases.items()}
    return Language(tag, book.locale, Messages(texts, book.plural))


def voice(tongue: Tongue, templates: Path, *, drafts: bool = False) -> Language:
    """Read any language a place may carry; what it has not said is said in Chinese.

    Args:
        tongue: the language, as declared.
        templates: the folder with locale/<tag>.po.
        drafts: also use translations nobody has reviewed, each marked as one.

    Raises:
        MachineError: the installation lacks the file.
        DataError: its findings; nothing is printed from such a file.
    """
    if tongue.tag in LANGUAGES:
        return read(tongue.tag, templates)
    book, chinese = opened(tongue.tag, templates), opened(SOURCE_LANGUAGE, templates)
    said = partial(_said, direction=tongue.direction, drafts=drafts)
    every = {key: said(phrase, chinese.phrases.get(key)) for key, phrase in book.phrases.items()}
    own = {key: forms for key, forms in every.items() if forms}
    texts = {
        ident: own.get(("", ident)) or tuple(map(CHINESE.around, phrase.forms))
        for (_, ident), phrase in chinese.phrases.items()
    }
    return Language(
        tag=tongue.tag,
        locale=book.locale,
        messages=Messages(texts, book.plural),
        direction=tongue.direction,
        dates=tongue.dates,
        digits=tongue.digits,
        texts={ident: forms[0] for (context, ident), forms in own.items() if context == CATALOG},
    )


def _said(
    phrase: Phrase, chinese: Phrase | None, *, drafts: bool, direction: str = "ltr"
) -> tuple[str, ...]:
    """A phrase as it may be printed; nothing where it may not."""
    state = phrase.state(chinese.forms[0] if chinese else phrase.origin)
    if state is State.DRAFT and drafts:
        return tuple(map(Stretch(direction=direction, kind=DRAFT).around, phrase.forms))
    return phrase.forms if state is State.REVIEWED else ()


def speaks(tag: str, templates: Path, *, drafts: bool) -> bool:
    """Whether a language says anything that may be printed; with drafts, CLDR's dates suffice."""
    book = opened(tag, templates)
    chinese = opened(SOURCE_LANGUAGE, templates).phrases
    said = (_said(phrase, chinese.get(key), drafts=drafts) for key, phrase in book.phrases.items())
    return any(said) or (drafts and bool(book.locale))
