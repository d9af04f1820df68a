"""What all workbooks share: colours of outcomes, the date of making, and how wide a text stands.

One place, so that a ledger and a child's own workbook cannot come to look unlike.
"""

from datetime import datetime
from unicodedata import east_asian_width

MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - no date of making: same input, same bytes
COLOURS = {  # of outcomes: text and ground, as on the sheet
    "eligible": ("#146238", "#EAF5EE"),
    "to_attest": ("#854708", "#FDF2E3"),
    "undetermined": ("#274B96", "#ECF1FB"),
    "later": ("#643A86", "#F4EEF9"),
    "ineligible": ("#4C5763", "#F0F2F4"),
}
A4 = 9  # its number among Excel's papers
MOST = 32_767  # characters Excel takes in a cell


def columns_of(text: str) -> int:
    """Columns a text takes in a cell; Chinese characters take two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
