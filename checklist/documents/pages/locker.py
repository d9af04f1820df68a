"""A workbook locked into an encrypted PDF, since a workbook cannot be encrypted by itself here.

The pages say what is attached and how to get at it; without the password neither can be had.
"""

from io import BytesIO
from pathlib import Path

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def lock(page: bytes, attached: Path, out: Path, password: str) -> int:
    """Write an encrypted PDF with a file attached.

    Args:
        page: a PDF that says what is attached.
        attached: the workbook.
        out: where to write.
        password: encrypts (AES-256) and opens.

    Returns:
        How many pages it has.

    Raises:
        OSError: it cannot be written.
    """
    from pikepdf import AttachedFileSpec, Encryption, Name, Pdf  # noqa: PLC0415 - only when needed

    with Pdf.open(BytesIO(page)) as pdf:
        content = attached.read_bytes()
        pdf.attachments[attached.name] = AttachedFileSpec(
            pdf, content, filename=attached.name, mime_type=XLSX
        )
        pdf.Root.PageMode = Name.UseAttachments  # readers show what is attached at once
        pdf.save(out, encryption=Encryption(owner=password, user=password, R=6))
        return len(pdf.pages)
