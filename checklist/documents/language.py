"""One language of the sheet: its messages, and how it spells dates, sums and places.

The room of Babel. Messages stand in templates/locale/<tag>.po under symbolic ids, so that
translators work in Poedit or Weblate and every sentence is translated whole.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import c2py
from pathlib import Path

from checklist.areas import Areas
from checklist.catalog.owed import Listing
from checklist.errors import MachineError
from checklist.rules.facts import FactDictionary, Text
from checklist.rules.wording import Speaker, Wording

SOURCE_LANGUAGE = "zh-Hans"  # the authentic text; stands in where a catalog text lacks another


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language by symbolic id.

    Args:
        texts: per id its plural forms; one for most.
        plural: which form a number takes.
    """

    texts: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def __call__(self, key: str, **values: str) -> str:
        """The sentence, with its placeholders filled.

        Raises:
            KeyError: no such id; a test holds all languages to the same ids.
        """
        return self.texts[key][0].format_map(values)

    def count(self, key: str, number: float, **values: str) -> str:
        """The sentence in the form its number takes; fractions count as many."""
        forms = self.texts[key]
        whole = int(number) if float(number).is_integer() else 2
        return forms[min(self.plural(whole), len(forms) - 1)].format_map(values)

    def group(self, prefix: str) -> Mapping[str, str]:
        """All sentences whose id begins with `prefix`, by the rest of the id."""
        found = self.texts.items()
        return {key[len(prefix) :]: forms[0] for key, forms in found if key.startswith(prefix)}


@dataclass(frozen=True, slots=True)
class Language:
    """A language a sheet is written in.

    Args:
        tag: BCP 47, such as "zh-Hans"; the key of texts in the catalog.
        locale: the CLDR locale whose dates and numbers it uses.
        messages: its sentences.
    """

    tag: str
    locale: str
    messages: Messages

    def pick(self, text: Text) -> str:
        """A catalog text in this language, or in the authentic one."""
        return text.get(self.tag) or text[SOURCE_LANGUAGE]

    def day(self, day: date) -> str:
        """A date written out: 2026年11月23日, 23 November 2026."""
        from babel.dates import format_date  # noqa: PLC0415 - only when a date is printed

        return str(format_date(day, "long", locale=self.locale))

    def number(self, value: float) -> str:
        """A number with its thousands grouped; no decimals for whole ones."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - only when one is printed

        return str(format_decimal(value, locale=self.locale))

    def amount(self, value: float, unit: str) -> str:
        """A figure with its unit: 330元/年, CNY 330 a year, 80%, 8 visits."""
        return self.messages.count(f"unit.{unit}", value, value=self.number(value))

    def join(self, parts: Iterable[str]) -> str:
        """Things in a row, as a list."""
        return self.messages("join.list").join(part for part in parts if part)

    def either(self, parts: Iterable[str]) -> str:
        """Things of which one is meant: 居住地或户籍地, residence or hukou place."""
        return self.messages("join.or").join(parts)


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
        chinese = self.areas.full_name(code)
        if self.language.tag == SOURCE_LANGUAGE:
            return chinese
        known = [self._name(part) for part in reversed(self.areas.chain(code))]
        gloss = ", ".join([*(name for name in known if name), code])
        return self.language.messages("place.full", place=chinese, gloss=gloss)

    def short(self, code: str) -> str:
        """The place's own name, without what it lies in."""
        if self.language.tag != SOURCE_LANGUAGE and (name := self._name(code)):
            return name
        area = self.areas.get(code)
        return area.name if area else code

    def layer(self, code: str, name: Text) -> str:
        """The place of a list: its name, and in other languages the Chinese one with the code."""
        shown = self.language.pick(name)
        if self.language.tag == SOURCE_LANGUAGE or self.areas.get(code) is None:
            return shown
        gloss = f"{self.short_chinese(code)}, {code}"
        return self.language.messages("place.full", place=shown, gloss=gloss)

    def short_chinese(self, code: str) -> str:
        """The place's Chinese name, by which offices know it."""
        area = self.areas.get(code)
        return area.name if area else code

    def _name(self, code: str) -> str:
        name = self.names.get(code)
        return name[self.language.tag] if name and self.language.tag in name else ""


def speaker(language: Language, places: Places, listing: Listing) -> Speaker:
    """What conditions need to be worded in this language for this place."""
    figures = {figure.id: figure.label for layer in listing.layers for figure in layer.figures}
    return Speaker(
        language=language.tag,
        day=language.day,
        place=places.full,
        figure=lambda figure: language.pick(figures[figure]),
    )


def wording(language: Language, facts: FactDictionary, areas: Areas, listing: Listing) -> Wording:
    """What words conditions in this language, for a place's list on its date."""
    spoken = speaker(language, places(language, areas, listing), listing)
    return Wording(facts, spoken, listing.on)


def places(language: Language, areas: Areas, listing: Listing) -> Places:
    """The places of a listing, named by its layers where these have names."""
    return Places(areas, language, {layer.code: layer.name for layer in listing.layers})


@cache
def read(tag: str, templates: Path) -> Language:
    """Read a language's messages.

    Args:
        tag: such as "zh-Hans".
        templates: the folder with locale/<tag>.po.

    Raises:
        MachineError: the installation lacks the file.
    """
    path = templates / "locale" / f"{tag}.po"
    if not path.is_file():
        raise MachineError(
            f"缺少文字文件 {path.name}。请重新安装，或检查模板目录。",
            f"The message file {path.name} is missing. Install again, or check the templates.",
        )
    from babel.messages.pofile import read_po  # noqa: PLC0415 - half of the time Babel costs

    with path.open("rb") as file:
        catalog = read_po(file)
    texts = {_key(message.id): _forms(message.string) for message in catalog if message.id}
    return Language(tag, str(catalog.locale), Messages(texts, c2py(catalog.plural_expr)))


def _key(message_id: str | Iterable[str]) -> str:
    """The symbolic id; a plural message carries it twice."""
    return message_id if isinstance(message_id, str) else next(iter(message_id))


def _forms(text: str | Iterable[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
