"""What earlier runs left behind: the manifest, the journal of one cut short, this machine's index.

Each may be missing or spoilt; what cannot be believed is left out, and so found again.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from checklist.runs import journal
from checklist.runs.upkeep import index, manifest
from checklist.runs.upkeep.manifest import Manifest
from checklist.runs.upkeep.survey import Known

JOURNAL = ".regenerate.jsonl"


def marks(out: Path) -> tuple[index.Stat | None, ...]:
    """What changes with every change of what `remembered` reads."""
    return index.stat_of(out / manifest.NAME), index.stat_of(out / JOURNAL)


def remembered(out: Path) -> Manifest:
    """The manifest, with what a run that was cut short had made already."""
    known = manifest.read(out / manifest.NAME)
    files, sheets, owned = dict(known.files), dict(known.sheets), dict(known.owned)
    for line in journal.read(out / JOURNAL):
        if "rows" in line:
            sheets[str(line["sheet"])] = manifest.sheet_record(line)
        else:
            made = manifest.file_record(line)
            files[made.path] = made
            owned[made.path] = owned.get(made.path, frozenset()) | {made.sha256}
    return replace(known, files=files, sheets=sheets, owned=owned)


def kept(
    found: Mapping[str, object] | None,
) -> tuple[dict[str, Known], dict[str, tuple[index.Stat, str]], int]:
    """What an index knows of sheets and files, and when it was written."""
    if found is None:
        return {}, {}, 0
    sheets = {key: Known(*known) for key, known in found["sheets"].items()}  # type: ignore[attr-defined]  # our own index
    return sheets, dict(found["files"]), int(found["written"])  # type: ignore[call-overload]  # as above
