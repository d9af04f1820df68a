"""Pages imposed two on a sheet, so that the folded and stapled stack reads from front to back.

Saddle stitch: the outermost sheet carries the last and the first page, its back the second and
the last but one, and so on inwards; blank pages fill the last sheet.
"""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

LEAVES = 4  # pages on one sheet of paper, two on each side


def spreads(pages: int) -> Iterator[tuple[int | None, int | None]]:
    """What lies left and right on each printed side, in printing order.

    Args:
        pages: how many pages there are.

    Yields:
        Page numbers from 1; None is a blank page.
    """
    whole = -(-pages // LEAVES) * LEAVES

    def page(number: int) -> int | None:
        return number if number <= pages else None

    for first in range(1, whole // 2 + 1, 2):
        last = whole + 1 - first
        yield page(last), page(first)
        yield page(first + 1), page(last - 1)


def booklet(document: bytes) -> bytes:
    """A document's pages on sheets twice as wide, to be printed on both sides and folded.

    The printer is told to turn over the short edge and not to scale. What marked the pages for
    screen readers is dropped, because it would lie about their order.

    Args:
        document: a PDF whose pages are all of one size.
    """
    import pikepdf  # noqa: PLC0415 - only for this paper

    with pikepdf.open(io.BytesIO(document)) as source, pikepdf.new() as made:
        width, height = _size(source.pages[0])
        forms = [made.copy_foreign(page.as_form_xobject()) for page in source.pages]
        for pair in spreads(len(forms)):
            made.pages.append(_side(made, forms, pair, width, height))
        made.Root.Lang = source.Root.Lang
        made.Root.ViewerPreferences = pikepdf.Dictionary(
            Duplex=pikepdf.Name.DuplexFlipShortEdge, PrintScaling=pikepdf.Name("/None"),
            DisplayDocTitle=True,
        )  # fmt: skip
        for key in ("/Title", "/Keywords"):
            if key in source.docinfo:
                made.docinfo[key] = str(source.docinfo[key])
        target = io.BytesIO()
        made.save(target, deterministic_id=True)
        return target.getvalue()


def _size(page: "pikepdf.Page") -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    return right - left, top - bottom


def _side(
    made: "pikepdf.Pdf",
    forms: list["pikepdf.Object"],
    pair: tuple[int | None, int | None],
    width: float,
    height: float,
) -> "pikepdf.Page":
    """One printed side."""
    import pikepdf  # noqa: PLC0415 - as in booklet

    shown = {f"/Page{number}": forms[number - 1] for number in pair if number is not None}
    drawn = (
        f"q 1 0 0 1 {place * width:.3f} 0 cm /Page{number} Do Q"
        for place, number in enumerate(pair)
        if number is not None
    )
    return pikepdf.Page(
        made.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Page,
                MediaBox=[0, 0, round(2 * width, 3), round(height, 3)],
                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(shown)),
                Contents=made.make_stream("\n".join(drawn).encode()),
            )
        )
    )
