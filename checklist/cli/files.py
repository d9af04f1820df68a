"""Writing results: whole or not at all, and for the owner's eyes only.

A document goes to a temporary name in its folder, is synced, and then renamed.
"""

import os
import sys
from pathlib import Path


def deliver(path: Path | None, content: bytes) -> None:
    """Write a document.

    Args:
        path: where; None is stdout.
        content: the whole document.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    if path is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    import tempfile  # noqa: PLC0415 - help need not load it

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        os.replace(name, path)  # noqa: PTH105 - os has the promise of atomicity in its docs
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
