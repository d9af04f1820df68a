"""One row of a roster into one child, with all that is wrong with it.

A row goes through the very reading a profile goes through; only the words are people's own,
and the findings name cells. Nothing a row says is ever repeated in what is said about it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checklist.areas import Areas
from checklist.children import identity
from checklist.children.addresses import Addresses
from checklist.children.cells import Content, Fault, Row, Vocabulary, normal, text_of, unforced
from checklist.children.headers import Header
from checklist.children.profile import Profile
from checklist.children.reading import FactReader, allowed
from checklist.children.sheets import Table
from checklist.children.twins import Twins
from checklist.findings import Finding, Span, has_errors
from checklist.located import Plain
from checklist.rules.derived import Child
from checklist.rules.facts import LANGUAGES, Fact, FactDictionary, Kind, Value

_REMEMBERED = 5_000  # words of one column
_OF_ONE_CHILD = {"name", "id_number"}
_EXAMPLES = {"示例", "样例", "例", "例子", "填写示例", "example"}
_BESIDE_LETTERS = set(" ·•・‧.-'’()（）")
_LOST = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a roster.

    Args:
        number: the row as the spreadsheet shows it, from 1.
        profile: the child; None where the row has an error, so that nothing wrong is printed.
        extra: by header, the texts of the further columns that were asked for.
        findings: what is to be said of the row.
    """

    number: int
    profile: Profile | None
    extra: Mapping[str, str]
    findings: tuple[Finding, ...]


class RowReader:
    """Reads the rows of one table.

    Args:
        table: the table.
        header: its header.
        vocabulary: the words of its values.
        areas: the list of places.
        on: the date the facts are to hold for.
        keep: further columns to hand on, by column from 0 their header.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - a row is read in this many lights
        self,
        table: Table,
        header: Header,
        vocabulary: Vocabulary,
        areas: Areas,
        on: date,
        keep: Mapping[int, str],
    ) -> None:
        self.table = table
        self.header = header
        self.vocabulary = vocabulary
        self.facts: FactDictionary = vocabulary.facts
        self.areas = areas
        self.on = on
        self.keep = keep
        self.columns = {fact: column for column, fact in header.facts.items()}
        self.addresses = Addresses(areas)
        self.known: dict[str, dict[str, Value | None]] = {fact: {} for fact in self.columns}
        self.twins = Twins()
        self.computed: set[int] = set()
        self.hidden = False

    def anew(self) -> "RowReader":
        """The same reader before it has seen any row."""
        return RowReader(self.table, self.header, self.vocabulary, self.areas, self.on, self.keep)

    def entry(self, row: Row) -> Entry | None:
        """The child of a row; None for a row that tells nothing of any child."""
        if all(row[column] is None for column in self.header.facts) or self._is_example(row):
            return None
        places = _InRow(self.table.file, self.table.sheet, row.number, self.columns)
        reader = FactReader(places, self.facts, self.areas, self.on, self.addresses.find)
        found: dict[str, Value] = {}
        for column, fact_id in self.header.facts.items():
            content = row[column]
            if content is not None and (value := self._value(reader, fact_id, content)) is not None:
                found[fact_id] = value
        reader.hold(found)
        self._formulas(reader, row)
        if row.hidden and not self.hidden:
            self.hidden = True
            reader.find("R111", "name", span=self.table.at(row.number, 1))
        self._named(reader, found)
        if found.keys() == {"name"} and not reader.findings:
            reader.find("R110", "name")
        self.twins.look(reader, places, found)
        findings = tuple(reader.findings)
        profile = None if has_errors(findings) else Profile(Child(found, {}), places)
        extra = {header: text_of(row[column]) for column, header in self.keep.items()}
        return Entry(row.number, profile, extra, findings)

    def _is_example(self, row: Row) -> bool:
        """Whether a row says itself that it only shows how to fill in the others."""
        others = self.header.texts.keys() - self.header.facts.keys()
        return any(normal(text_of(row[column])) in _EXAMPLES for column in others)

    def _value(self, reader: FactReader, fact_id: str, content: Content) -> Value | None:
        """What a cell says; words that were read without a finding are remembered."""
        if not isinstance(content, str) or fact_id in _OF_ONE_CHILD:
            return self._read(reader, fact_id, content)
        known = self.known[fact_id]
        if content not in known:
            before = len(reader.findings)
            value = self._read(reader, fact_id, content)
            if len(reader.findings) > before:
                return value
            if len(known) >= _REMEMBERED:
                known.clear()
            known[content] = value
        return known[content]

    def _read(self, reader: FactReader, fact_id: str, content: Content) -> Value | None:
        if isinstance(content, Fault):
            code = "R103" if content is Fault.ERROR else "R104"
            reader.find(code, fact_id, fact=fact_id)
            return None
        if fact_id == "id_number" and _digits_lost(content):
            reader.find("R101", fact_id)
            return None
        plain: Plain = self.vocabulary.plain(self.facts[fact_id], content, self.table.epoch)
        return reader.fact(fact_id, plain)

    def _formulas(self, reader: FactReader, row: Row) -> None:
        """Formulas in columns of facts, said at the first cell of each column."""
        for column in sorted(row.formulas & self.header.facts.keys() - self.computed):
            if isinstance(row[column], Fault):
                continue
            self.computed.add(column)
            fact_id = self.header.facts[column]
            reader.find("R102", fact_id, fact=fact_id)

    def _named(self, reader: FactReader, found: dict[str, Value]) -> None:
        """A name that cannot be printed as it stands, and an ID number that ends suspiciously."""
        name, number = found.get("name"), found.get("id_number")
        if isinstance(name, str) and any(map(_unprintable, name)):
            reader.find("R107", "name")
        elif isinstance(name, str) and not all(map(_of_names, name)):
            reader.find("R108", "name")
        if isinstance(number, str) and number.endswith("000"):
            reader.find("R109", "id_number")


@dataclass(frozen=True, slots=True)
class _InRow(Mapping[str, Span]):
    """Where the facts of a row stand: each in the cell of its column."""

    file: str
    sheet: str
    number: int
    columns: Mapping[str, int]

    def __getitem__(self, key: str) -> Span:
        return Span(self.file, self.number, self.columns[key] + 1, sheet=self.sheet)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def at(self, key: str) -> Span:
        return self[key] if key in self.columns else self[next(iter(self.columns))]

    def stated(self, key: str) -> bool:
        return key in self.columns

    def quote(self, _span: Span, _key: str) -> None:
        return None

    def allowed(self, fact: Fact) -> Mapping[str, str]:
        return written(fact)


def written(fact: Fact) -> dict[str, str]:
    """How a fact may be written in a roster: an example, or the words of its options."""
    match fact.kind:
        case Kind.FLAG:
            return {"allowed": "是、否", "allowed.en": "yes, no"}
        case Kind.CHOICE:
            return {f"allowed.{tag}": "、".join(option.label[tag] for option in
                    fact.options.values()) for tag in LANGUAGES}  # fmt: skip
        case Kind.DATE:
            return {"allowed": "2019-05-02、2019/5/2、2019年5月2日",
                    "allowed.en": "2019-05-02, 2019/5/2"}  # fmt: skip
        case _:
            return allowed(fact)


def _digits_lost(content: Content) -> bool:
    """Whether an ID number went through a number, which keeps fifteen of eighteen digits."""
    if not isinstance(content, str):
        return True
    text = unforced(content.strip())
    if _LOST.match(text):
        return True
    zeros = text.endswith("000") and identity.well_formed(text)
    return zeros and not identity.check_digit_holds(text)


def _unprintable(character: str) -> bool:
    """Control and format characters, line breaks, and what stands for no character at all."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}


def _of_names(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character in _BESIDE_LETTERS
