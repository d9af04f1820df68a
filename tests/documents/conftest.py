"""Every test of documents fails on a warning of WeasyPrint's.

A style it does not know or a tag it cannot place is printed wrongly without any other sign.
"""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def no_grumbling(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Look through what was logged while the test ran."""
    yield
    records = caplog.get_records("call")
    grumbles = [
        r.getMessage() for r in records if r.name == "weasyprint" and r.levelno >= logging.WARNING
    ]
    assert grumbles == []
