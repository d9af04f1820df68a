"""LibreOffice as a user's office program: files saved by it, and how files look in it."""

import subprocess
from pathlib import Path


def converted(path: Path, kind: str, folder: Path) -> Path:
    """A file saved by LibreOffice as another kind.

    Args:
        path: the file.
        kind: an ending, such as "ods" or "pdf".
        folder: where to; its profile is kept there, too, so that runs side by side do not meet.
    """
    profile = f"-env:UserInstallation=file://{folder}/profile"
    done = subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, path],  # noqa: S607
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    made = folder / f"{path.stem}.{kind}"
    assert made.is_file(), done.stdout + done.stderr
    return made
