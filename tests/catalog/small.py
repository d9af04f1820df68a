"""Small catalogs for tests: a clean national and provincial list, and what a test lays over it.

The clean lists stand in tests/findings/base, because the examples of findings use them too.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

from checklist.catalog.opening import Catalog, keeper, open_catalog
from tests.support import CATALOG, ROOT, areas, facts

BASE = ROOT / "tests" / "findings" / "base"
_PROVEN: dict[str, Any] = {}  # the clean lists are proven once for all tests of a process


def lay(files: Mapping[str, bytes | None], folder: Path) -> None:
    """Write files; None makes a folder of that name."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)


def open_small(root: Path, files: Mapping[str, bytes | None]) -> Catalog:
    """The clean lists with files laid over them; the real facts unless a file brings its own."""
    shutil.copytree(BASE, root)
    (root / "areas.tsv").symlink_to(CATALOG / "areas.tsv")
    if "languages.yaml" not in files:
        (root / "languages.yaml").symlink_to(CATALOG / "languages.yaml")
    lay(files, root)
    if (root / "facts.yaml").exists():
        phrases = (CATALOG / "facts.yaml").read_text("utf-8").partition("\nphrases:")
        with (root / "facts.yaml").open("a", encoding="utf-8") as small:
            small.write("".join(phrases[1:]))
        return open_catalog(root)
    return Catalog(root, facts(), areas(), (), keeper(facts(), areas(), _PROVEN))


def small(folder: Path, **texts: str) -> Catalog:
    """The clean lists with further layers and items.

    Args:
        folder: where to write; the catalog is made inside.
        texts: YAML by name: `suzhou`, `kunshan` and `jiangsu` are layers, any other name is an
            item of Jiangsu's, with hyphens for underscores.
    """
    layers = {
        "jiangsu": "32-jiangsu/base.yaml",
        "suzhou": "32-jiangsu/3205-suzhou.yaml",
        "kunshan": "32-jiangsu/320583-kunshan.yaml",
    }
    files = {
        layers.get(name, f"32-jiangsu/base/{name.replace('_', '-')}.yaml"): dedent(text).encode()
        for name, text in texts.items()
    }
    return open_small(folder / "catalog", files)
