"""Delivering results: to a file, whole or not at all and for the owner's eyes only, or to stdout.

Every command that makes documents hands them over the same way.
"""

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
    from checklist.runs import writing  # noqa: PLC0415 - help need not load it

    writing.write(path, content)
