"""Which languages a document is made in: asked for, or the residence's own.

A language in translation never stands alone, because the Chinese counts: it is printed beside
it, written `zh-Hans+ug`. What nobody has reviewed is printed only when drafts are asked for.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.cli.ui import ZH, language
from checklist.errors import DataError, ExitCode, MachineError, UserError

if TYPE_CHECKING:
    from checklist.catalog.opening import Catalog
    from checklist.catalog.tongues import Look, Tongue, Tongues
    from checklist.documents.language import Language

BESIDE = "+"


def parted(spec: str) -> tuple[str, str]:
    """The language of a document, and the one beside it: `zh-Hans+ug`; "" for none."""
    first, _, second = spec.partition(BESIDE)
    return first, second


@dataclass(frozen=True)
class Spoken:
    """The languages of a place's documents.

    Args:
        catalog: where languages are declared.
        area: the place.
        templates: the folder with their words.
        drafts: print translations nobody has reviewed, too.
    """

    catalog: "Catalog"
    area: str
    templates: Path
    drafts: bool = False

    @cached_property
    def tongues(self) -> "Tongues":
        """All languages that are declared.

        Raises:
            DataError: languages.yaml has errors.
        """
        tongues, findings = self.catalog.tongues()
        if tongues is None:
            raise DataError(findings, ExitCode.CATALOG)
        return tongues

    @cached_property
    def look(self) -> "Look":
        """What the place declares, with all it inherits."""
        return self.tongues.look(self.area, self.catalog.areas)

    def wanted(self, given: list[str] | None) -> list[str]:
        """The documents' languages, as `zh-Hans`, `en` or `zh-Hans+ug`.

        Args:
            given: what the user asked for; without it Chinese, with what the place declares
                parallel where its words are reviewed (or drafts are asked for); English alone
                for a user who reads English.

        Raises:
            UserError: no such language, or nothing of it may be printed.
            MachineError: it cannot be printed yet.
        """
        if given:
            return list(dict.fromkeys(map(self._asked, given)))
        if language() != ZH:
            return [language()]
        beside = [one.tongue.tag for one in self.look.parallel if self._ready(one.tongue)]
        return [f"{ZH}{BESIDE}{beside[0]}" if beside else ZH]

    def voice(self, tag: str) -> "Language":
        """A language's words, drafts only where they are asked for."""
        from checklist.documents import language as languages  # noqa: PLC0415 - loads Babel
        from checklist.rules.facts import LANGUAGES  # noqa: PLC0415 - not for help

        if tag in LANGUAGES:
            return languages.read(tag, self.templates)
        return languages.voice(self._tongue(tag), self.templates, drafts=self.drafts)

    def _asked(self, spec: str) -> str:
        from checklist.rules.facts import LANGUAGES  # noqa: PLC0415 - not for help

        first, second = parted(spec)
        if not second and first in LANGUAGES:
            return first
        if second and first != ZH:
            raise UserError(
                f"{spec}：以汉文为准，写成 {ZH}{BESIDE}{second}。",
                f"{spec}: the Chinese text counts; write {ZH}{BESIDE}{second}.",
            )
        tongue = self._tongue(second or first)
        self._require(tongue)
        return ZH if tongue.tag == ZH else f"{ZH}{BESIDE}{tongue.tag}"

    def _tongue(self, tag: str) -> "Tongue":
        known = self.tongues.known
        if tag not in known:
            listed = "、".join(known)
            raise UserError(
                f"没有 {tag} 这种语言，可选：{listed}。", f"No language {tag}; there are: {listed}."
            )
        return known[tag]

    def _require(self, tongue: "Tongue") -> None:
        """Refuse a language of which nothing may be printed, and say why."""
        zh, en = tongue.name["zh-Hans"], tongue.name["en"]
        if tongue.not_printable:
            raise MachineError(
                f"{zh}还印不了：{tongue.not_printable['zh-Hans']}。",
                f"{en} cannot be printed yet: {tongue.not_printable['en']}.",
            )
        if self._ready(tongue):
            return
        if self.drafts:
            raise UserError(f"{zh}连草稿也还没有。", f"There is not even a draft in {en}.")
        raise UserError(
            f"{zh}还没有审定的文字（进度：checklist translate status）。"
            "要印没有审定的草稿，加 --draft-translations。",
            f"Nothing in {en} has been reviewed yet (see checklist translate status). To print"
            " drafts that nobody has reviewed, add --draft-translations.",
        )

    def _ready(self, tongue: "Tongue") -> bool:
        """Whether anything would be printed in a language."""
        from checklist.documents.language import speaks  # noqa: PLC0415 - loads Babel
        from checklist.rules.facts import LANGUAGES  # noqa: PLC0415 - not for help

        if tongue.not_printable:
            return False
        return tongue.tag in LANGUAGES or speaks(tongue.tag, self.templates, drafts=self.drafts)
