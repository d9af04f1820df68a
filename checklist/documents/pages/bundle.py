"""Many documents pasted up in one file: what is drawn more than once is stored once.

A page is a list of what is pasted where. What several pages need becomes a form of its own,
what only one needs is written into its page, so a file grows with what differs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checklist.documents.fonts.faces import Metrics
from checklist.documents.pages.binding import POINTS, File, UsedFont, text

_DRIFT = 4e-6  # CSS pixels
_MARGIN = 200  # CSS pixels around a page; forms are not to be clipped


@dataclass(frozen=True, slots=True, eq=False)
class Slug:
    """Something set, ready to be pasted.

    Args:
        content: a content stream in CSS pixels, y downwards.
        width: in CSS pixels, as `height`.
        glyphs: per font the glyphs drawn, and what each says.
        fonts: per name in the content, what a PDF says of the font.
        states: graphics states by name, as PDF source.
    """

    content: bytes
    width: float
    height: float
    glyphs: Mapping[str, Mapping[int, str]]
    fonts: Mapping[str, Metrics]
    states: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Cluster:
    """Slugs that are always pasted together, each at its place within."""

    slugs: tuple[tuple[Slug, float, float], ...]
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size in CSS pixels, and what is pasted at which x and y; a blank one is bare."""

    width: float
    height: float
    pasted: Sequence[tuple[Cluster, float, float]]


def write(
    pages: Iterable[Page], bookmarks: Sequence[tuple[str, int]], language: str, *, duplex: bool
) -> bytes:
    """A whole file, not yet packed.

    Args:
        pages: in their order.
        bookmarks: a title and the position of its page.
        language: BCP 47, for readers.
        duplex: whether it is to be printed on both sides.
    """
    return _Writer(list(pages)).written(bookmarks, language, duplex=duplex)


class _Writer:
    """One file being written."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        self.file = File()
        self.resources = self.file.reserve()
        self.form = b"/Type/XObject/Subtype/Form/BBox[-%d -%d %d %d]/Resources %d 0 R" % (
            _MARGIN, _MARGIN, max((page.width for page in pages), default=0) + _MARGIN,
            max((page.height for page in pages), default=0) + _MARGIN, self.resources
        )  # fmt: skip
        self.clusters = Counter(cluster for page in pages for cluster, _, _ in page.pasted)
        self.slugs = Counter(
            slug
            for cluster, times in self.clusters.items()
            for slug, _, _ in cluster.slugs
            for _ in range(1 if times > 1 and len(cluster.slugs) > 1 else times)
        )
        self.forms: dict[Slug | Cluster, bytes] = {}
        self.objects: list[bytes] = []

    def written(
        self, bookmarks: Sequence[tuple[str, int]], language: str, *, duplex: bool
    ) -> bytes:
        file, tree = self.file, self.file.reserve()
        numbers = [self._page(page, tree) for page in self.pages]
        kids = b" ".join(b"%d 0 R" % number for number in numbers)
        file.put(tree, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(numbers), kids))
        file.put(self.resources, self._resources())
        marks = file.outlines(
            [title for title, _ in bookmarks], [numbers[at] for _, at in bookmarks]
        )
        sides = b"/ViewerPreferences<</Duplex/DuplexFlipLongEdge>>" if duplex else b""
        return file.written(file.add(
            b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/Lang%b%b>>"
            % (tree, marks, text(language), sides)
        ))  # fmt: skip

    def _page(self, page: Page, tree: int) -> int:
        size = b"%b %b" % (_number(page.width * POINTS), _number(page.height * POINTS))
        entries = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b]" % (tree, size)
        if not page.pasted:
            return self.file.add(entries + b"/Resources<<>>>>")
        scale = b"%b 0 0 -%b 0 %b cm\n" % (
            _number(POINTS),
            _number(POINTS),
            _number(page.height * POINTS),
        )
        content = self.file.stream(b"", scale + self._content(page.pasted))
        return self.file.add(
            entries + b"/Resources %d 0 R/Contents %d 0 R>>" % (self.resources, content)
        )

    def _content(self, pasted: Iterable[tuple[Slug | Cluster, float, float]]) -> bytes:
        """What is pasted, each moved on from where the one before began."""
        parts: list[bytes] = []
        across, down = _Steps(), _Steps()
        for thing, x, y in pasted:
            by_x, by_y = across.to(x), down.to(y)
            if by_x or by_y:
                parts.append(b"1 0 0 1 %b %b cm\n" % (_number(by_x), _number(by_y)))
            parts.append(self.forms.get(thing) or self._drawn(thing))
        return b"".join(parts)

    def _drawn(self, thing: Slug | Cluster) -> bytes:
        if isinstance(thing, Cluster) and len(thing.slugs) == 1:
            slug, x, y = thing.slugs[0]
            if not x and not y:
                thing = slug
        if thing in self.forms:
            return self.forms[thing]
        if isinstance(thing, Cluster):
            uses, content = self.clusters[thing], self._content(thing.slugs)
        else:
            uses, content = self.slugs[thing], thing.content + b"\n"
        return self._form(thing, content) if uses > 1 else b"q\n%bQ\n" % content

    def _form(self, thing: Slug | Cluster, content: bytes) -> bytes:
        """Store something once, and how it is called."""
        number = self.file.stream(self.form, content)
        name = b"/%d" % len(self.forms)
        self.objects.append(b"%b %d 0 R" % (name, number))
        self.forms[thing] = name + b" Do\n"
        return self.forms[thing]

    def _resources(self) -> bytes:
        """One dictionary for all pages and forms."""
        fonts: dict[str, Metrics] = {}
        texts: dict[str, dict[int, str]] = {}
        states: dict[str, str] = {}
        for slug in self.slugs:
            fonts.update(slug.fonts)
            states.update(slug.states)
            for name, glyphs in slug.glyphs.items():
                texts.setdefault(name, {}).update(glyphs)
        numbers = {
            name: self.file.font(UsedFont(fonts[name], texts[name])) for name in sorted(fonts)
        }
        return b"<</Font<<%b>>/ExtGState<<%b>>/XObject<<%b>>>>" % (
            b"".join(b"/%b %d 0 R" % (name.encode(), number) for name, number in numbers.items()),
            b"".join(f"/{name} {source}".encode() for name, source in sorted(states.items())),
            b"".join(self.objects),
        )


class _Steps:
    """Ways along one axis from place to place, rounded alike wherever they are alike.

    That packs better than ways that carry each other's rounding; what adds up is taken back
    before it matters.
    """

    def __init__(self) -> None:
        self._meant = self._reached = 0.0

    def to(self, place: float) -> float:
        """The way to the next place, in millionths of a CSS pixel."""
        step = round(place - self._meant, 6)
        if abs(self._reached + step - place) > _DRIFT:
            step = round(place - self._reached, 6)
        self._meant, self._reached = place, self._reached + step
        return step


@lru_cache(8192)
def _number(value: float) -> bytes:
    """A number as short as six decimals allow."""
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()
