"""The program's own templates with a stranger's files laid over them, for tests of the contract."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from checklist.documents import contract
from checklist.findings import Finding
from tests.documents.paper import TEMPLATES


def changed(files: Mapping[str, bytes | None], folder: Path) -> Path:
    """A copy of the templates; None leaves a file out."""
    made = folder / "templates"
    shutil.copytree(TEMPLATES, made)
    for name, content in files.items():
        (made / name).unlink(missing_ok=True)
        if content is not None:
            (made / name).write_bytes(content)
    return made


def found(files: Mapping[str, bytes | None], folder: Path) -> tuple[Finding, ...]:
    """What the contract says of them; the test's working folder is `folder`."""
    return contract.check(changed(files, folder).relative_to(folder))
