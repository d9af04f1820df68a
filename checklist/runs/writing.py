"""Writing a file whole or not at all, readable by its owner only.

It goes to a temporary name in its folder, is put on the disk, and then renamed; a name that is
there holds either what was there before or all of what is there now.
"""

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Write a file.

    Args:
        path: where; its folders are made.
        content: the whole of it.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
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
