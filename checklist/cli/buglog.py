"""A mistake of ours, kept for whoever mends it: where it happened, and never a value.

What failed may have been a child's sheet, so only lines of the program are written down.
"""

from pathlib import Path

from checklist import __version__


def keep(where: str) -> Path:
    """Write down a mistake.

    Args:
        where: its kind and the lines of the program it came through.

    Returns:
        The file.
    """
    import os  # noqa: PLC0415 - hopefully never wanted
    import tempfile  # noqa: PLC0415 - as above

    descriptor, name = tempfile.mkstemp(prefix="checklist-bug-", suffix=".log")
    with os.fdopen(descriptor, "w") as log:
        log.write(f"checklist {__version__}\n{where}\n")
    return Path(name)
