"""Which languages documents are made in: asked for, or the residence's own; and two on one sheet.

A language in translation never stands alone, because the Chinese counts: it is printed beside
it, written `zh-Hans+ug`. What nobody has reviewed is printed only when drafts are asked for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from checklist.areas import Areas
from checklist.catalog.looks import Layout
from checklist.catalog.opening import Catalog
from checklist.catalog.tongues import GOVERNING, Look, Tongue, Tongues
from checklist.documents import language as languages
from checklist.documents.language import Language
from checklist.documents.sheet import Sheet
from checklist.documents.worded import bilingual
from checklist.errors import DataError, ExitCode, MachineError, UserError
from checklist.rules.facts import LANGUAGES

BESIDE = "+"


def parted(spec: str) -> tuple[str, str]:
    """The language of a document, and the one beside it: `zh-Hans+ug`; "" for none."""
    first, _, second = spec.partition(BESIDE)
    return first, second


@dataclass(frozen=True, slots=True)
class Speakers:
    """The languages of documents.

    Args:
        tongues: all languages that are declared, and what places say of them.
        areas: the list of places.
        templates: the folder with their words.
        drafts: print translations nobody has reviewed, too.
    """

    tongues: Tongues
    areas: Areas
    templates: Path
    drafts: bool = False

    def look(self, area: str) -> Look:
        """What a place declares, with all it inherits."""
        return self.tongues.look(area, self.areas)

    def of_place(self, area: str) -> str:
        """The language of a place's documents: Chinese, with what the place declares parallel.

        That stands beside it only where its words are reviewed, or drafts are asked for.
        """
        beside = (one.tongue for one in self.look(area).parallel)
        ready = next((tongue.tag for tongue in beside if self.ready(tongue)), "")
        return f"{GOVERNING}{BESIDE}{ready}" if ready else GOVERNING

    def voice(self, tag: str) -> Language:
        """A language's words, drafts only where they are asked for."""
        if tag in LANGUAGES:
            return languages.read(tag, self.templates)
        return languages.voice(self._tongue(tag), self.templates, drafts=self.drafts)

    def sheet(
        self, spec: str, area: str, worded: Callable[[str], Sheet], layout: Layout | None = None
    ) -> Sheet:
        """A sheet in a language, or in two.

        Args:
            spec: as `asked` or `of_place` give it.
            area: the place.
            worded: the sheet in one language, by its tag.
            layout: how two shall stand, however little the second says; None is as the place
                has it.
        """
        first, second = parted(spec)
        made = worded(first)
        if not second:
            return made
        voices = bilingual.Voices(
            self.voice(first), self.voice(second), self.voice("en"), self.tongues.known[second]
        )
        wanted = layout or self.look(area).layout
        return bilingual.together(made, worded(second), voices, wanted, forced=layout is not None)

    def asked(self, spec: str) -> str:
        """A language as a user writes it, as `zh-Hans`, `en` or `zh-Hans+ug`.

        Raises:
            UserError: no such language, or nothing of it may be printed.
            MachineError: it cannot be printed yet.
        """
        first, second = parted(spec)
        if not second and first in LANGUAGES:
            return first
        if second and first != GOVERNING:
            raise UserError(
                f"{spec}：以汉文为准，写成 {GOVERNING}{BESIDE}{second}。",
                f"{spec}: the Chinese text counts; write {GOVERNING}{BESIDE}{second}.",
            )
        tongue = self._tongue(second or first)
        self._require(tongue)
        return GOVERNING if tongue.tag == GOVERNING else f"{GOVERNING}{BESIDE}{tongue.tag}"

    def _tongue(self, tag: str) -> Tongue:
        known = self.tongues.known
        if tag not in known:
            listed = "、".join(known)
            raise UserError(
                f"没有 {tag} 这种语言，可选：{listed}。", f"No language {tag}; there are: {listed}."
            )
        return known[tag]

    def _require(self, tongue: Tongue) -> None:
        """Refuse a language of which nothing may be printed, and say why."""
        zh, en = tongue.name["zh-Hans"], tongue.name["en"]
        if tongue.not_printable:
            raise MachineError(
                f"{zh}还印不了：{tongue.not_printable['zh-Hans']}。",
                f"{en} cannot be printed yet: {tongue.not_printable['en']}.",
            )
        if self.ready(tongue):
            return
        if self.drafts:
            raise UserError(f"{zh}连草稿也还没有。", f"There is not even a draft in {en}.")
        raise UserError(
            f"{zh}还没有审定的文字（进度：checklist translate status）。"
            "要印没有审定的草稿，加 --draft-translations。",
            f"Nothing in {en} has been reviewed yet (see checklist translate status). To print"
            " drafts that nobody has reviewed, add --draft-translations.",
        )

    def ready(self, tongue: Tongue) -> bool:
        """Whether anything would be printed in a language."""
        if tongue.not_printable:
            return False
        spoken = languages.speaks(tongue.tag, self.templates, drafts=self.drafts)
        return tongue.tag in LANGUAGES or spoken


def speakers(catalog: Catalog, templates: Path, *, drafts: bool = False) -> Speakers:
    """The languages a catalog declares.

    Raises:
        DataError: languages.yaml has errors.
    """
    tongues, findings = catalog.tongues()
    if tongues is None:
        raise DataError(findings, ExitCode.CATALOG)
    return Speakers(tongues, catalog.areas, templates, drafts)
