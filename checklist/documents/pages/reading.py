"""What a finished PDF says of itself, read back without drawing it.

Sheets carry their code among the keywords, so that a file can be checked as its paper can.
"""

import io

from checklist.errors import UserError


def keywords(document: bytes) -> str:
    """The keywords of a PDF; "" when it has none.

    Raises:
        UserError: it is broken, or opens with a password only.
    """
    import pikepdf  # noqa: PLC0415 - only when a file is checked

    try:
        with pikepdf.open(io.BytesIO(document)) as opened:
            return str(opened.docinfo.get("/Keywords", ""))
    except pikepdf.PasswordError:
        raise UserError(
            "PDF 有密码，打不开。请照着纸上的核对码输入。",
            "The PDF has a password. Type the code that stands on the paper instead.",
        ) from None
    except pikepdf.PdfError:
        raise UserError(
            "PDF 坏了，读不出来。请照着纸上的核对码输入。",
            "The PDF is broken. Type the code that stands on the paper instead.",
        ) from None
