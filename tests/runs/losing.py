"""Two catalogs and a changelog as an example of findings writes them, and what is found.

Files under before/ and after/ lie over the clean lists; CHANGELOG.md stands beside the later.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from checklist.catalog.comparing import compare
from checklist.documents import language
from checklist.findings import Finding
from checklist.runs.effects import changelog
from checklist.runs.effects.effect import Asked, effect
from checklist.runs.words import Words
from tests.catalog.pairs import pair
from tests.support import ROOT

ASKED = Asked(date(2026, 11, 23), 2000, 1, ahead=True)


def found(files: Mapping[str, bytes | None], folder: Path) -> tuple[Finding, ...]:
    """Everything a change loses that its changelog does not say."""
    texts = {name: (content or b"").decode() for name, content in files.items()}
    before, after = (
        {name.removeprefix(side): text for name, text in texts.items() if name.startswith(side)}
        for side in ("before/", "after/")
    )
    with ExitStack() as stack:
        old, new = pair(stack, folder, before, after)
        changes = compare(old.catalog, old.layers, new.catalog, new.layers, prove=False)
        counted = effect(old, new, changes, ASKED, lambda *_: None)
        words = {
            tag: Words(
                language.read(tag, ROOT / "templates"),
                new.catalog.facts,
                new.catalog.areas,
                new.layers,
                ASKED.on,
            )
            for tag in ("zh-Hans", "en")
        }
        known = changelog.fresh(texts.get("CHANGELOG.md", ""), None)
        return tuple(changelog.unannounced(counted, known, "CHANGELOG.md", words))
