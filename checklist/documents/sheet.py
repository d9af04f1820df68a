"""The sheet as plain data: every string final, in reading order, one language.

It is all a template, a terminal or a paste-up gets to see, so whatever prints it can only
lay out and never decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """Something known of the child: `key` is the fact's id."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Badge:
    """An outcome as a sign and a word; `kind` (eligible, to_attest …) names its colour."""

    kind: str
    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Counter:
    """One number of the summary at a glance; `anchor` is the section it counts."""

    badge: Badge
    count: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount: what it is, the figure with its mark, on which condition, and all its fine print.

    Args:
        condition: "" when none is attached or it is met for sure and needs no saying.
        detail: since when, the condition, and what else must be said of the figure.
    """

    label: str
    value: str
    mark: str
    condition: str
    detail: str


@dataclass(frozen=True, slots=True)
class Part:
    """A measure: its own outcome, and the condition that is not yet known to hold ("" for none)."""

    id: str
    badge: Badge
    name: str
    summary: str
    condition: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """A statement an answer rests on: `kind` is yes, no or unknown, said by sign and word."""

    kind: str
    sign: str
    word: str
    statement: str
    known: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Reasons that belong together.

    Args:
        lead: how ("one of these is enough"), said after the sign and word they share; "" where
            each reason stands for itself.
    """

    lead: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Papers:
    """What to bring: papers a document names, papers that show the facts, and what must be seen."""

    named: str
    shows: str
    seen: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.named or self.shows or self.seen)


@dataclass(frozen=True, slots=True)
class Step:
    """Where one goes, who decides, who pays: the stage, and the office with its place."""

    role: str
    where: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A document a row rests on: its title and clause, its number and date, and its mark."""

    title: str
    detail: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    """One item.

    Args:
        id: the item's id, the anchor on the sheet.
        begins: from when, for what has not begun; "" otherwise.
        place: where all steps are, when they are in one place; "" when each names its own.
        phone: the office's number; None leaves a line to write on, "" prints nothing.
        mark: the sign beside the name when the wording is not from an official list,
            `unofficial` what it says.
        beside: the same row in another language, to stand in a column beside this one.
    """

    id: str
    number: str
    name: str
    category: str
    badge: Badge
    summary: str
    begins: str = ""
    parts: tuple[Part, ...] = ()
    sums: tuple[Sum, ...] = ()
    why: tuple[Reasons, ...] = ()
    papers: Papers = Papers("", "", ())
    place: str = ""
    steps: tuple[Step, ...] = ()
    phone: str | None = ""
    window: str = ""
    waivers: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    mark: str = ""
    unofficial: str = ""
    beside: "Row | None" = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind, in the order a family needs; `compact` ones are set small."""

    kind: str
    sign: str
    title: str
    lead: str
    rows: tuple[Row, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """An open fact as a question: what may be answered, who can tell, and what it settles."""

    fact: str
    number: str
    text: str
    choices: tuple[str, ...]
    who: str
    settles: str


@dataclass(frozen=True, slots=True)
class ScopeNote:
    """Whether the child is a migrant child in the list's sense, why, and from when if not yet."""

    badge: Badge
    statement: str
    why: tuple[Reasons, ...]
    begins: str


@dataclass(frozen=True, slots=True)
class Basis:
    """One place's list the sheet was made from, and what is honestly missing of it."""

    place: str
    title: str
    detail: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class Service:
    """Something near the family: a hotline, an office, a station.

    Args:
        label: its number, or what kind of thing it is.
        place: whose it is, where its name does not say so, and how many there are.
    """

    label: str
    name: str
    place: str
    purpose: str
    mark: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    """A word for a child the place keeps in its key-care ledger, and the marks in it."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One part of a letter; `key` names the macro that lays it out."""

    key: str
    heading: str
    text: str
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to parents.

    Args:
        origin: which place published which letter.
        note: what is weak about that.
        mark: what the mark in `origin` means.
        own: that the wording is this project's.
    """

    title: str
    passages: tuple[Passage, ...]
    origin: str
    note: str
    mark: str
    own: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that may stand beside a source or a figure, and what it means."""

    sign: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The code a sheet of paper is checked by, see seal.py.

    Args:
        label: what it is; `note` what it is good for.
        size: the side of its QR symbol in modules.
        path: the symbol's dark modules as an SVG path over `size` by `size`.
    """

    code: str
    label: str
    note: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A second language.

    Args:
        faces: the families it is set in, best first.
        leading: its line height over the type's size.
        words: the fixed labels of its own rows, where these stand in a column of their own;
            `chinese` those of the rows beside them.
    """

    language: str
    direction: str
    faces: tuple[str, ...]
    leading: float
    words: Mapping[str, str] = field(hash=False)
    chinese: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on one child's checklist.

    Args:
        language: BCP 47 tag; `direction` is ltr or rtl.
        subtitle: what kind of sheet this is; `title` is the list's name.
        place: the residence in full; `short_place` its own name.
        footer: what stands at the foot of every page, beside `page`.
        basis_line: the lists it rests on in one line; `basis` in full.
        page: how pages are counted, with {page} and {pages} left open.
        words: fixed labels by their key, for templates.
        care: a word for a child in the place's ledger; None where it is in none.
        letter: what is printed in front; None without one.
        seal: the code to check the paper by; None without one.
        beside: the language that stands beside the sheet's own; None where there is one only.
        remarks: what must be said of the two.
    """

    language: str
    direction: str
    title: str
    subtitle: str
    place: str
    short_place: str
    date: str
    footer: str
    basis_line: str
    page: str
    child: tuple[Field, ...]
    scope: ScopeNote
    counters: tuple[Counter, ...]
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    services: tuple[Service, ...]
    basis: tuple[Basis, ...]
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    findings: tuple[str, ...]
    review: str
    words: Mapping[str, str]
    care: Care | None = None
    letter: Letter | None = None
    seal: Seal | None = None
    beside: Beside | None = None
    remarks: tuple[str, ...] = ()
