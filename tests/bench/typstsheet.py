"""The same sheets for Typst: the same words in the same faces, on the same paper, for the bench.

It is laid out as Typst is meant to be used: a set of functions, and content that calls them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from checklist.documents.sheet import Reasons, Row, Sheet

HEAD = """\
#let foot = state("foot", ("", ""))
#set page(paper: "a4", margin: (top: 14mm, bottom: 16mm, x: 16mm), footer: context [
  #set text(7.5pt, fill: rgb("#5a6672"))
  #let (said, end) = foot.get()
  #said #h(1fr) 第#counter(page).display()页/共#counter(page).at(label(end)).first()页])
#set text(font: "Noto Sans CJK SC", size: 9pt, fill: rgb("#1b232c"), lang: "zh")
#set par(leading: 0.6em, spacing: 0.5em)
#let small(body) = text(7.5pt, fill: rgb("#4c5763"), body)
#let badge(body) = box(stroke: 0.2mm, radius: 2.4mm, inset: (x: 1.7mm), text(8pt, body))
#let fine(body) = par(small(body))
#let begin(footer, end) = {
  pagebreak(weak: true); counter(page).update(1); foot.update((footer, end)) }
#let masthead(title, place, subtitle, date) = {
  par(text(20pt, weight: "bold", title) + h(1fr) + text(13pt, place))
  par(text(10pt, subtitle) + h(1fr) + date) }
#let scope(sign, said, basis) = par(badge(sign) + said + small(basis))
#let heading2(title, lead) = block(sticky: true, above: 4mm,
  text(13pt, weight: "bold", fill: rgb("#0b4f5c"), title) + h(2mm) + text(8.5pt, lead))
#let item(body) = block(breakable: false, width: 100%, inset: (left: 8mm, y: 1.5mm),
  stroke: (top: 0.25mm + rgb("#b9c6cc")), {
    place(dx: -7.7mm, square(size: 4.2mm, stroke: 0.3mm, radius: 0.6mm)); body })
#let named(name, sign, category, phone) = par(text(11pt, weight: "bold", name) + badge(sign)
  + small(category) + h(1fr) + phone)
#let line(label, body) = grid(columns: (12mm, 1fr), text(fill: rgb("#0b4f5c"), label), body)
#let ask(text, told) = block(breakable: false, par(text) + fine(told))
"""
TALL = "text(17pt, {})"


def written(sheets: Sequence[Sheet], folder: Path, fonts: str) -> None:
    """Compile one document of all sheets.

    Args:
        sheets: the children.
        folder: where source and PDF lie.
        fonts: the folder of the faces.
    """
    import typst  # noqa: PLC0415 - only here

    source = folder / "all.typ"
    texts = (_sheet(sheet, f"end-{number}") for number, sheet in enumerate(sheets))
    source.write_text(HEAD + "".join(texts), "utf-8")
    typst.compile(str(source), output=str(folder / "typst.pdf"), font_paths=[fonts])


def _sheet(sheet: Sheet, end: str) -> str:
    return "".join(f"#{{{part}}}\n" for part in _parts(sheet, end)) + f"#metadata(none) <{end}>\n"


def _parts(sheet: Sheet, end: str) -> Iterator[str]:
    """Typst's code for a sheet, from first to last."""
    words, scope = sheet.words, sheet.scope
    yield _call("begin", sheet.footer, end)
    day = f"{words['date']} {sheet.date}"
    yield _call("masthead", sheet.title, sheet.short_place, sheet.subtitle, day)
    cells = (f"{_call('small', f.label)} + linebreak() + {_s(f.value)}" for f in sheet.child)
    yield f"grid(columns: (1fr,) * 4, row-gutter: 2mm, {', '.join(cells)})"
    sign, said = f"{scope.badge.sign} {scope.badge.word}", scope.statement + scope.begins
    yield _call("scope", sign, said, words["basis_line"] + sheet.basis_line)
    yield f"fine({_why(scope.why)})"
    counts = (TALL.format(_s(c.count)) + f" + {_s(c.badge.sign + c.badge.word)}"
              for c in sheet.counters)  # fmt: skip
    yield f"grid(columns: (1fr,) * 5, {', '.join(counts)})"
    yield _call("fine", words["tick"] + " ".join(m.sign + m.meaning for m in sheet.marks))
    for section in sheet.sections:
        yield _call("heading2", f"{section.sign} {section.title}", section.lead)
        for row in section.rows:
            yield f"item({{{'; '.join(_row(row, sheet, compact=section.compact))}}})"
    yield from _questions(sheet)
    yield from _end(sheet)


def _questions(sheet: Sheet) -> Iterator[str]:
    words = sheet.words
    if sheet.questions:
        yield _call("heading2", words["questions"], words["questions_lead"])
    for one in sheet.questions:
        asked = f"{one.number} {one.text} {' □ '.join(one.choices)}"
        told = f"{words['who']} {one.who} {words['settles']} {one.settles}"
        yield _call("ask", asked, told)


def _end(sheet: Sheet) -> Iterator[str]:
    lines = [f"{s.label} {s.name}{s.mark} {s.place} {s.purpose}" for s in sheet.services]
    care = [sheet.care.text] if sheet.care else []
    yield _list(sheet.words["services"], care + lines)
    yield _list(sheet.words["notes"], [*sheet.notes, sheet.review])
    basis = [f"{b.place} {b.title}{b.mark} {b.detail} {b.note}" for b in sheet.basis]
    yield _list(sheet.words["basis"], basis)


def _list(title: str, lines: Sequence[str]) -> str:
    body = " + ".join(_call("par", line) for line in lines)
    return f"{_call('heading2', title, '')} + block(breakable: false, {body})"


def _row(row: Row, sheet: Sheet, *, compact: bool) -> Iterator[str]:
    """The lines of a row."""
    words, name = sheet.words, f"{row.number} {row.name}{row.mark}"
    if compact:
        yield f"par(strong({_s(name)}) + h(2mm) + {_why(row.why)})"
    else:
        sign = f"{row.badge.sign} {row.badge.word}"
        yield _call("named", name, sign, row.category, words["phone"] + (row.phone or ""))
        yield _call("par", f"{row.begins} {row.summary}")
        for label, lines in _lines(row, sheet):
            if any(lines):
                body = " + linebreak() + ".join(map(_s, lines))
                yield f"line({_s(words[label])}, {body})"
        yield f"line({_s(words['why'])}, {_why(row.why)})"
    cited = " ".join(f"{c.title}{c.mark} {c.detail}" for c in row.citations)
    yield _call("fine", f"{words['sources']} {cited}")


def _lines(row: Row, sheet: Sheet) -> Iterator[tuple[str, list[str]]]:
    """What stands beside each label."""
    yield "parts", [f"{p.badge.sign} {p.name}{p.mark} {p.summary} {p.condition}" for p in row.parts]
    yield "sums", [f"{s.label} {s.value}{s.mark} {s.detail}" for s in row.sums]
    shows = f"{row.papers.shows} {sheet.words['shows']}" if row.papers.shows else ""
    papers = " ".join([row.papers.named, shows, *row.papers.seen]).strip()
    yield "papers", [papers] if papers else []
    yield "window", [row.window] if row.window else []
    steps = " → ".join(f"{step.role} {step.where}" for step in row.steps)
    yield "where", [row.place + steps] if row.steps else []


def _why(groups: Sequence[Reasons]) -> str:
    """Reasons with their signs in bold."""
    said = []
    for group in groups:
        first = group.reasons[0]
        if group.lead:
            said += [_call("strong", f"{first.sign} {first.word}"), _s(f" {group.lead} ")]
        for reason in group.reasons:
            sign = reason.sign if group.lead else f"{reason.sign} {reason.word}"
            said += [_call("strong", sign), _s(f" {reason.statement} {reason.known} ")]
    return " + ".join(said) or '""'


def _call(name: str, *texts: str) -> str:
    """A function's call with strings."""
    return f"{name}({', '.join(map(_s, texts))})"


def _s(text: str) -> str:
    """A string in Typst's code."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
