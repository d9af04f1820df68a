"""The paper itself: accessible, archival, the same every time, and without one warning."""

import logging
import subprocess
from collections.abc import Iterator
from pathlib import Path

import page as validator
import pytest

from checklist.documents import pdf as documents
from checklist.documents.pdf import pdf
from checklist.errors import MachineError, UserError
from tests.documents.paper import LANGUAGES, html_of, pdf_of, text_of

EXAMPLES = ("kunshan-first-grader", "xinchang-toddler", "minimal")
PAGE = '<html lang="en"><head><title>t</title></head><body>{}</body></html>'


@pytest.fixture(autouse=True)
def no_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Whatever WeasyPrint grumbles about while a test renders fails the test."""
    with caplog.at_level(logging.WARNING, "weasyprint"):
        logging.getLogger("weasyprint").addHandler(caplog.handler)
        yield
        logging.getLogger("weasyprint").removeHandler(caplog.handler)
    if "grumbles" not in caplog.record_tuples:
        assert [record.getMessage() for record in caplog.records] == []
