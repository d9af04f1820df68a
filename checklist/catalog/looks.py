"""The words for how a place's sheets carry languages: what each counts for, how two stand.

Apart from the forms, because the command line offers them and loads nothing for its help.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a language is to a place's sheets: the text that counts, beside it, or if asked for."""

    GOVERNING = "governing"
    PARALLEL = "parallel"
    ON_REQUEST = "on_request"


class Layout(StrEnum):
    """How two languages stand together: in parallel columns, or line under line."""

    COLUMNS = "columns"
    LINES = "lines"
