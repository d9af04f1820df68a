"""Which row of a table is its header, and which fact each column tells.

Schools put titles above the header, write it in two rows, and repeat it on every page. A column
is only taken for a fact when its header is one of the names facts.yaml lists, or the mapping
file says so; what is near to a name is a hint for the user and nothing more.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from checklist.children.cells import Content, Row, normal, text_of
from checklist.rules.facts import LANGUAGES, FactDictionary

LOOKED_AT = 30  # non-empty rows among which the header must stand
_ENOUGH = 2  # facts that make a row a header
_NOTES = re.compile(
    r"[(\[{【](?:必填|选填|可选|可不填|是/否|有/无|填|格式|文本|下拉|示例|如|例|年月日|y|required|optional)"
    r"[^)\]}】]*[)\]}】]"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names under which columns tell facts.

    Args:
        facts: the dictionary of facts.
        mapped: headers a mapping file names, in their compared form; None: not to be read.
        known: compared form -> fact id.
    """

    facts: FactDictionary
    mapped: Mapping[str, str | None] = field(default_factory=dict)
    known: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        known: dict[str, str] = {}
        for fact in self.facts.given:
            labels = (fact.label[tag] for tag in LANGUAGES)
            known |= {spelt(name): fact.id for name in (fact.id, *labels, *fact.headers)}
        object.__setattr__(self, "known", known)

    def fact(self, header: str) -> str | None:
        """The fact a header names, None for none."""
        name = spelt(header)
        return self.mapped[name] if name in self.mapped else self.known.get(name)

    def near(self, header: str) -> str:
        """The fact whose name is most like a header, "" when none is."""
        near = get_close_matches(spelt(header), list(self.known), 1)
        return self.known[near[0]] if near else ""


def spelt(header: str) -> str:
    """A header as it is compared: without notes such as （必填）, stars, colons and spaces."""
    text = normal(header)
    return _NOTES.sub("", text).strip("*:：") or text


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Args:
        row: the number of its last row.
        texts: the header of each column, by column from 0.
        facts: the fact of each column that tells one.
        rows: the numbers of all its rows, one or two.
    """

    row: int
    texts: Mapping[int, str]
    facts: Mapping[int, str]
    rows: tuple[int, ...]

    def repeated(self, row: Row) -> bool:
        """Whether a row says the header again, as on the next printed page."""
        return all(text_of(row[column]) == self.texts[column] for column in self.facts)


def find(rows: Sequence[Row], names: Names) -> Header | None:
    """The header among a table's first rows; of equals the first; None when there is none."""
    scored = [len(set(_facts(row, names).values())) for row in rows]
    best = max(scored, default=0)
    if best < (1 if names.mapped else _ENOUGH):
        return None
    index = scored.index(best)
    row, below = rows[index], rows[index + 1 : index + 2]
    if below and _two(row, below[0], names) and _is_open(row, below[0], names):
        return _joined(row, below[0], names)
    if index and _two(rows[index - 1], row, names):
        return _joined(rows[index - 1], row, names)
    return Header(row.number, _texts(row), _facts(row, names), (row.number,))


def score(rows: Sequence[Row], names: Names) -> int:
    """How many columns of a table's best row tell a fact."""
    return max((len(_facts(row, names)) for row in rows), default=0)


def _texts(row: Row) -> dict[int, str]:
    return {column: text_of(content) for column, content in enumerate(row.cells)
            if text_of(content)}  # fmt: skip


def _facts(row: Row, names: Names) -> dict[int, str]:
    told = ((column, names.fact(text)) for column, text in _texts(row).items())
    return {column: fact for column, fact in told if fact}


def _two(upper: Row, lower: Row, names: Names) -> bool:
    """Whether two rows may be one header: each tells what the other does not, all in words."""
    above, below = (set(_facts(row, names).values()) for row in (upper, lower))
    together = lower.number == upper.number + 1 and above - below and below - above
    return bool(together) and all(map(_is_word, (*upper.cells, *lower.cells)))


def _is_open(upper: Row, lower: Row, names: Names) -> bool:
    """Whether a row below a header is no child: it fills only what the header left open."""
    below = _facts(lower, names)
    both = [column for column in _facts(upper, names) if lower[column] is not None]
    return all(column in below for column in both)


def _is_word(content: Content | None) -> bool:
    if content is None:
        return True
    return isinstance(content, str) and not re.search(
        r"[0-9]", unicodedata.normalize("NFKC", content)
    )


def _joined(upper: Row, lower: Row, names: Names) -> Header:
    """Two rows as one: of a column, the lower text where it names a fact, else the upper's."""
    above, below = _texts(upper), _texts(lower)
    named = {**_facts(upper, names), **_facts(lower, names)}
    texts = {**above, **below}
    texts |= {c: above[c] for c in _facts(upper, names) if c not in _facts(lower, names)}
    return Header(lower.number, texts, named, (upper.number, lower.number))
