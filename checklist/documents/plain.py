"""A sheet as plain text: Markdown for people, CSV for spreadsheets.

Both say what the paper says, in the same words, line by line; only the layout differs.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from checklist.documents.sheet import Letter, Part, Reasons, Row, Service, Sheet, Sum

BOM = "\ufeff"  # Excel takes a CSV without one for the machine's old code page
BLANK = "\uff3f" * 6  # a line to write on, of a character that is no markup
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


def as_csv(sheet: Sheet) -> str:
    """One row an item, after RFC 4180, with a byte order mark; no cell can become a formula."""
    words = sheet.words
    columns = ("number", "id", "name", "category", "outcome", "begins", "summary", "parts", "sums",
               "why", "papers", "window", "where", "phone", "waiver", "sources")  # fmt: skip
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([_harmless(words[column]) for column in columns])
    for section in sheet.sections:
        for row in section.rows:
            writer.writerow([_harmless(cell) for cell in _cells(row, sheet)])
    return BOM + target.getvalue()


def as_markdown(sheet: Sheet) -> str:
    """The whole sheet as Markdown that reads well unrendered."""
    lines = [*_letter(sheet.letter)] if sheet.letter else []
    lines += _head(sheet)
    for section in sheet.sections:
        lines += ["", f"## {_safe(section.title)}", "", _safe(section.lead)]
        for row in section.rows:
            lines += ["", *_row(row, sheet)]
    lines += [*_questions(sheet), *_end(sheet)]
    return "\n".join(lines) + "\n"


def sum_text(due: Sum) -> str:
    """An amount in one line."""
    return f"{due.label} {due.value}{due.mark} {due.detail}"


def part_text(part: Part) -> str:
    """A measure in one line, with its own outcome."""
    rest = " ".join(filter(None, (part.summary, part.condition)))
    return f"{part.badge.sign} {part.name}{part.mark} {rest}".rstrip()


def service_text(service: Service) -> str:
    """A service in one line, without its label."""
    return " ".join(filter(None, (service.name + service.mark, service.place, service.purpose)))


def why_lines(groups: Iterable[Reasons]) -> Iterator[str]:
    """Every reason in a line of its own, with its sign and word."""
    for group in groups:
        if group.lead:
            shared = group.reasons[0]
            yield f"{shared.sign} {shared.word} {group.lead}"
        for reason in group.reasons:
            word = "" if group.lead else f"{reason.word} "
            yield f"{reason.sign} {word}{reason.statement} {reason.known}".rstrip()


def source_lines(row: Row) -> Iterator[str]:
    """Every document of a row, and what its mark says."""
    for source in row.citations:
        yield f"{source.title}{source.mark} {source.detail}".rstrip()
    if row.mark:
        yield f"{row.mark} {row.unofficial}"


def details(row: Row, sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """The lines of a row by the key of their label, in the sheet's order."""
    papers, shows = row.papers, sheet.words["shows"]
    named = [papers.named] if papers.named else []
    shown = [f"{papers.shows} {shows}"] if papers.shows else []
    yield "parts", [part_text(part) for part in row.parts]
    yield "sums", [sum_text(due) for due in row.sums]
    yield "why", list(why_lines(row.why))
    yield "papers", [*named, *shown, *papers.seen]
    yield "window", [row.window] if row.window else []
    yield "where", [_where(row)] if row.steps else []
    yield "phone", [row.phone or BLANK] if row.steps else []
    yield "waiver", list(row.waivers)
    yield "sources", list(source_lines(row))


def _where(row: Row) -> str:
    return row.place + " → ".join(f"{step.role} {step.where}" for step in row.steps)


def _cells(row: Row, sheet: Sheet) -> list[str]:
    badge = f"{row.badge.sign} {row.badge.word}"
    fixed = [row.number, row.id, row.name + row.mark, row.category, badge, row.begins, row.summary]
    phone = row.phone or ""
    kept = dict(details(row, sheet)) | {"phone": [phone]}
    return fixed + ["\n".join(lines) for lines in kept.values()]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _letter(letter: Letter) -> Iterator[str]:
    yield f"# {_safe(letter.title)}"
    for passage in letter.passages:
        yield ""
        if passage.heading:
            yield from [f"## {_safe(passage.heading)}", ""]
        yield _safe(passage.text)
        yield from (
            ["", *(f"- {_safe(point)}" for point in passage.points)] if passage.points else []
        )
    small = filter(None, (letter.own, letter.origin, letter.note, letter.mark))
    yield from ["", "\n>\n".join(f"> {_safe(line)}" for line in small), "", "---", ""]


def _head(sheet: Sheet) -> Iterator[str]:
    words = sheet.words
    yield f"# {_safe(sheet.title)}"
    yield ""
    yield _safe(f"{sheet.subtitle} · {sheet.place} · {sheet.date}")
    yield ""
    for field in sheet.child:
        yield _item(field.label, field.value)
    scope = f"{sheet.scope.badge.sign} {sheet.scope.badge.word} {sheet.scope.statement}"
    yield _item(words["scope"], scope + sheet.scope.begins)
    yield from (f"  - {_safe(line)}" for line in why_lines(sheet.scope.why))
    for counter in sheet.counters:
        yield _item(f"{counter.badge.sign} {counter.badge.word}", counter.count)
    if sheet.findings:
        yield from ["", f"**{_safe(words['findings'])}**", ""]
        yield from (f"- {_safe(finding)}" for finding in sheet.findings)


def _row(row: Row, sheet: Sheet) -> Iterator[str]:
    yield f"### ☐ {row.number} {_safe(row.name)}{row.mark}"
    yield ""
    begins = f"**{_safe(row.begins)}** " if row.begins else ""
    badge = f"{row.badge.sign} {row.badge.word} · {row.category}"
    yield f"{_safe(badge)}  " if begins or row.summary else _safe(badge)
    if begins or row.summary:
        yield f"{begins}{_safe(row.summary)}"
    yield ""
    for key, lines in details(row, sheet):
        if len(lines) == 1:
            yield _item(sheet.words[key], lines[0])
        elif lines:
            yield f"- **{_safe(sheet.words[key])}**"
            yield from (f"  - {_safe(line)}" for line in lines)


def _questions(sheet: Sheet) -> Iterator[str]:
    words = sheet.words
    if sheet.questions:
        yield from ["", f"## {_safe(words['questions'])}", "", _safe(words["questions_lead"]), ""]
    for question in sheet.questions:
        choices = " ".join(f"☐ {choice}" for choice in question.choices) or BLANK
        yield f"{question.number}. **{_safe(question.text)}** {_safe(choices)}"
        yield f"   - {_safe(words['who'])} {_safe(question.who)}"
        yield f"   - {_safe(words['settles'])} {_safe(question.settles)}"


def _end(sheet: Sheet) -> Iterator[str]:
    words = sheet.words
    if sheet.services or sheet.care:
        yield from ["", f"## {_safe(words['services'])}", ""]
    if sheet.care:
        yield from [_safe(sheet.care.text), ""]
    yield from (_item(service.label, service_text(service)) for service in sheet.services)
    yield from ["", f"## {_safe(words['notes'])}", ""]
    for note in (*sheet.notes, sheet.review):
        if note:
            yield f"- {_safe(note)}"
    yield from ["", f"## {_safe(words['basis'])}", ""]
    for basis in sheet.basis:
        rest = " ".join(
            part for part in (basis.title + basis.mark, basis.detail, basis.note) if part
        )
        yield _item(basis.place, rest)
    for mark in sheet.marks:
        yield f"- {_safe(f'{mark.sign} {mark.meaning}')}"


def _item(label: str, text: str) -> str:
    return f"- **{_safe(label)}** {_safe(text)}".rstrip()


def _safe(text: str) -> str:
    """A text that Markdown shows as it stands; a name cannot become markup."""
    return _MARKDOWN.sub(r"\\\1", text)
