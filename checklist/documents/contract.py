"""Whether a folder of templates keeps its contract, before a single child's sheet is made with it.

Templates may come from strangers. They may lay out as they like, but must print every word that
matters to a family, escape all of it, and load and run nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from checklist.documents import html as pages
from checklist.documents import language as languages
from checklist.documents import probe
from checklist.documents.papers import PAPERS
from checklist.documents.poster import PAGE as POSTER
from checklist.documents.poster import Group, Notice, Poster
from checklist.documents.sheet import Beside, Sheet
from checklist.errors import MachineError
from checklist.findings import Finding, Span

TONGUE = "zh-Hans"
NEEDED = (
    "locale/zh-Hans.po",
    "blocks.html",
    "letter.html",
    "bilingual.html",
    "bilingual.css",
    POSTER,
)
MACROS = ("masthead", "findings", "summary", "heading", "row", "compact", "questions_heading",
          "question", "nearby", "notes", "basis", "seal")  # fmt: skip
# What a family has a right to read. On a card most of it may be left to the sheet.
WORDS = (
    "title", "short_place", "date", "child.value", "scope.badge.word", "scope.statement",
    "scope.begins", "scope.why.reasons.statement", "counters.count", "findings", "review",
    "sections.eligible.title", "sections.eligible.rows.name", "sections.eligible.rows.mark",
    "sections.eligible.rows.badge.sign", "sections.eligible.rows.badge.word",
    "sections.eligible.rows.summary", "sections.eligible.rows.begins",
    "sections.eligible.rows.parts.badge.sign", "sections.eligible.rows.parts.name",
    "sections.eligible.rows.parts.condition", "sections.eligible.rows.sums.label",
    "sections.eligible.rows.sums.value", "sections.eligible.rows.sums.mark",
    "sections.eligible.rows.sums.detail", "sections.eligible.rows.why.lead",
    "sections.eligible.rows.why.reasons.sign", "sections.eligible.rows.why.reasons.statement",
    "sections.eligible.rows.papers.named", "sections.eligible.rows.papers.shows",
    "sections.eligible.rows.papers.seen", "sections.eligible.rows.window",
    "sections.eligible.rows.place", "sections.eligible.rows.steps.role",
    "sections.eligible.rows.steps.where", "sections.eligible.rows.phone",
    "sections.eligible.rows.waivers", "sections.eligible.rows.citations.title",
    "sections.eligible.rows.citations.mark", "sections.ineligible.rows.name",
    "sections.ineligible.rows.why.reasons.statement",
    "sections.ineligible.rows.citations.title", "questions.text", "questions.choices",
    "services.label", "services.name", "care.text", "notes", "basis.place", "basis.title",
    "basis.mark", "basis.note", "remarks", "marks.sign", "marks.meaning", "letter.title",
    "letter.passages.text", "letter.passages.points", "letter.origin", "letter.own",
)  # fmt: skip
CARD_WORDS = ("title", "short_place", "date", "sections.eligible.rows.name", "services.label")
POSTER_WORDS = (
    "title", "short_place", "sections.eligible.rows.name", "sections.eligible.rows.mark",
    "sections.eligible.rows.summary", "sections.eligible.rows.sums.value",
    "sections.eligible.rows.steps.where", "services.label", "marks.meaning", "basis.place",
)  # fmt: skip
_LOADING = re.compile(
    r"<(?:script|iframe|object|embed|form|link|base|img)\b|<[a-z][^<>{}]*\son[a-z]+\s*="
    r"|javascript:|url\(|@import|(?:https?:)?//(?!www\.w3\.org/)[\w.-]+\.\w",
    re.IGNORECASE,
)
_FETCHERS = {"script", "iframe", "object", "embed", "form", "link", "base", "img", "audio", "video"}
_REFERENCES = {"src", "href", "xlink:href", "action", "srcset", "poster", "background", "ping"}
_COMMENT = re.compile(r"\{#.*?#\}|/\*.*?\*/|<!--.*?-->", re.DOTALL)
_PATH = re.compile(f"{probe.MARK}sheet\\.([^{probe.MARK}]+){probe.MARK}")


def check(templates: Path) -> tuple[Finding, ...]:
    """Everything a folder of templates breaks, all at once.

    Args:
        templates: the folder; it is read and rendered, and nothing is written.
    """
    found: list[Finding] = []
    for finding in (*_lacking(templates), *_loading(templates), *_laid_out(templates)):
        told = finding.code == "T102" and not finding.quote and any(f.quote for f in found)
        if finding not in found and not told:  # what is shown by its line is not shown by its page
            found.append(finding)
    return tuple(found)


def _lacking(templates: Path) -> Iterator[Finding]:
    """Files that must be there."""
    styles = {paper.style for paper in PAPERS.values() if paper.style}
    wanted = [*{paper.page: None for paper in PAPERS.values()}, *NEEDED]
    for name in [*wanted, *(f"papers/{style}.css" for style in sorted(styles))]:
        if not (templates / name).is_file():
            yield Finding("T101", Span(str(templates / name), 1, 1), {"name": name})


def _loading(templates: Path) -> Iterator[Finding]:
    """Whatever would fetch or run something; comments aside."""
    for path in sorted([*templates.rglob("*.html"), *templates.rglob("*.css")]):
        text = path.read_text("utf-8", "replace")
        bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for match in _LOADING.finditer(bare):
            line = bare.count("\n", 0, match.start()) + 1
            column = match.start() - bare.rfind("\n", 0, match.start())
            span = Span(str(path), line, column, len(match[0]))
            yield Finding("T102", span, {"what": match[0]}, quote=text.splitlines()[line - 1])


def _laid_out(templates: Path) -> Iterator[Finding]:
    """What becomes of sheets that have everything, and of sheets that have next to nothing."""
    try:
        words = languages.read(TONGUE, templates.absolute()).messages.group("word.")
    except MachineError:
        return
    full, bare = probe.full(words), probe.empty(words)
    for paper in PAPERS.values():
        if paper.imposed:
            continue
        wanted = WORDS if paper.page == pages.PAGE else CARD_WORDS
        two = _two(full)
        for sheet, needs in ((full, wanted), (two, wanted), (bare, ())):
            yield from _page(templates, paper.page, needs, sheet=sheet, style=paper.style)
    yield from _page(templates, POSTER, POSTER_WORDS, sheet=full, poster=_poster(full), size=9)
    yield from _macros(templates)


def _two(sheet: Sheet) -> Sheet:
    """The sheet in two languages, its first row in columns."""
    section, *others = sheet.sections
    rows = (replace(section.rows[0], beside=section.rows[0]), *section.rows[1:])
    beside = Beside(TONGUE, "rtl", ("Noto Sans",), 2.0, sheet.words, sheet.words)
    sections = (replace(section, rows=rows), *others)
    return replace(sheet, sections=sections, beside=beside)


def _poster(sheet: Sheet) -> Poster:
    rows = sheet.sections[0].rows
    return Poster(
        sheet, "lead", ("who",), (Group("health", "group", (Notice(rows[0], "for"),)),), ""
    )


def _page(
    templates: Path, name: str, needs: tuple[str, ...], **values: object
) -> Iterator[Finding]:
    """One page rendered, and what is wrong with it."""
    if not (templates / name).is_file():
        return  # said already
    try:
        page = pages.environment(templates.absolute()).get_template(name).render(**values)
    except Exception as error:  # noqa: BLE001 - a stranger's template may raise anything
        yield _broken(templates, name, error)
        return
    reader = _Reader()
    reader.feed(page)
    span = Span(str(templates / name), 1, 1)
    for what in reader.loading:
        yield Finding("T102", span, {"what": what})
    for path in reader.raw:
        yield Finding("T105", span, {"field": path})
    printed = set(_PATH.findall(reader.text))
    for path in needs:
        if path not in printed:
            yield Finding("T106", span, {"field": f"sheet.{path}"})
    if "child.value" in needs and "name" not in reader.fields:
        yield Finding("T107", span)


def _broken(templates: Path, name: str, error: Exception) -> Finding:
    """A page that cannot be rendered: which line of which template stopped it."""
    folder = templates.absolute()
    misspelt, stopped = pages.stopped(error, folder)
    file, line = stopped or (folder / name, 1)
    lines = file.read_text("utf-8", "replace").splitlines()
    quote = lines[line - 1] if line <= len(lines) else None
    code = "T104" if misspelt else "T103"
    span = Span(str(templates / file.relative_to(folder)), line, 1)
    return Finding(code, span, {"page": name}, quote=quote)


def _macros(templates: Path) -> Iterator[Finding]:
    """The blocks a print run sets by themselves."""
    try:
        blocks = pages.environment(templates.absolute()).get_template("blocks.html").module
    except Exception:  # noqa: BLE001 - said already by the page that imports it
        return
    for macro in MACROS:
        if not hasattr(blocks, macro):
            yield Finding("T108", Span(str(templates / "blocks.html"), 1, 1), {"name": macro})


class _Reader(HTMLParser):
    """What a browser would show of a page: its text, and which fields are marked as the child's."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.raw: list[str] = []
        self.fields: set[str] = set()
        self.loading: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == probe.HOSTILE[1:-1]:
            told = _PATH.findall(self.text)
            self.raw.append(f"sheet.{told[-1]}" if told else "?")
        self.fields |= {value for key, value in attrs if key == "data-field" and value}
        if tag in _FETCHERS:
            self.loading.append(f"<{tag}")
        for key, value in attrs:
            leads_out = key in _REFERENCES and not (value or "").startswith("#")
            if key.startswith("on") or leads_out:
                self.loading.append(f"{key}=")
