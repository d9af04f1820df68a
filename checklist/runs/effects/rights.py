"""What a child can have or lack in a place: an item, and within it each measure and each sum.

Two lists are held against each other by these rights, so that a child who keeps an item but
loses a part of it, or is to pay more, is not overlooked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checklist.areas import NATION, Areas
from checklist.catalog.merging import merge
from checklist.catalog.model import Amount, AmountKind, Layer
from checklist.catalog.owed import Floor, Item, Listing
from checklist.catalog.written import shape
from checklist.rules.condition import All, Condition, Leaf, leaves


@dataclass(frozen=True, slots=True)
class Right:
    """What a place's two lists are compared in.

    Args:
        item: the item's id.
        part: a measure's or amount's name ("amounts.fee"); "" for the item itself.
        burden: whether it is a sum the family pays, so that it is better not to have it.
    """

    item: str
    part: str = ""
    burden: bool = False

    def __str__(self) -> str:
        return f"{self.item} {self.part}".strip()


@dataclass(frozen=True, slots=True)
class Question:
    """A right with whom it is for in either list; None where that list does not know it.

    Args:
        whole: the item's own conditions, for a part of it; a part is compared only for
            children who have the item in both lists.
    """

    right: Right
    before: Condition | None
    after: Condition | None
    whole: tuple[Condition, Condition] | None = None


class Lists:
    """The merged lists of one catalog, whatever the floor.

    Args:
        layers: its layers by code.
        areas: the list of places.
    """

    def __init__(self, layers: Mapping[str, Layer], areas: Areas) -> None:
        self.layers = layers
        self.areas = areas
        self._known: dict[tuple[str, date], Listing] = {}

    def at(self, area: str, on: date) -> Listing:
        """A place's list on a day."""
        if (area, on) not in self._known:
            chain = (NATION, *self.areas.chain(area))
            layers = [self.layers[code] for code in chain if code in self.layers]
            self._known[area, on] = merge(layers, area, on, lambda *_: Floor.HELD)
        return self._known[area, on]


def questions(before: Listing, after: Listing) -> tuple[Question, ...]:
    """The rights in which a place's two lists on one day are not certainly the same."""
    moved = _moved(before, after)
    found: list[Question] = []
    for item in dict.fromkeys((*after.items, *before.items)):
        old, new = before.items.get(item), after.items.get(item)
        asked = Question(Right(item), old.when if old else None, new.when if new else None)
        found += [asked, *(_parts(old, new, before.on) if old and new else ())]
    return tuple(question for question in found if _differs(question, moved))


def _parts(old: Item, new: Item, on: date) -> Iterator[Question]:
    whole = (old.when, new.when)
    measures = [{f"measures.{m.id}": m.when for m in item.measures} for item in (old, new)]
    for part in dict.fromkeys((*measures[1], *measures[0])):
        first, second = (_within(w, m, part) for w, m in zip(whole, measures, strict=True))
        yield Question(Right(old.id, part), first, second, whole)
    sums = [{a.id: a for a in item.amounts if a.on(on)} for item in (old, new)]
    for key in dict.fromkeys((*sums[1], *sums[0])):
        burden = (sums[1].get(key) or sums[0][key]).kind is AmountKind.CHARGE
        if burden and not (key in sums[0] and key in sums[1]):
            continue  # nobody knew, or knows, what is paid: not known is not nothing
        first, second = (_within(w, {k: a.when for k, a in s.items()}, key)
                         for w, s in zip(whole, sums, strict=True))  # fmt: skip
        better = _better(sums[0].get(key), sums[1].get(key), on)
        if better is not None:  # another figure: the one that is worse to have is as none at all
            first, second = (None, second) if better is not burden else (first, None)
        yield Question(Right(old.id, f"amounts.{key}", burden), first, second, whole)


def _within(whole: Condition, parts: Mapping[str, Condition | None], part: str) -> Condition | None:
    """Whom a part of an item is for."""
    if part not in parts:
        return None
    own = parts[part]
    return All((whole, own), whole.span) if own else whole


def _better(old: Amount | None, new: Amount | None, on: date) -> bool | None:
    """Whether a sum became better for the family; None where it is the same or not comparable."""
    first, second = (amount.on(on) if amount else None for amount in (old, new))
    if not (old and new and first and second) or old.unit != new.unit:
        return None
    if first.value == second.value:
        return None
    return (second.value > first.value) is (new.kind is AmountKind.BENEFIT)


def _moved(before: Listing, after: Listing) -> frozenset[str]:
    """Facts and figures that mean something else in the two lists."""
    old, new = before.figures, after.figures
    found = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    definitions = [listing.definition for listing in (before, after)]
    if len({shape(one) if one else None for one in definitions}) > 1:
        found.add("migrant")
    return frozenset(found)


def _differs(question: Question, moved: frozenset[str]) -> bool:
    """Whether the two sides can give different answers at all."""
    sides = (question.before, question.after)
    if None in sides:
        return sides != (None, None)
    before, after = (side for side in sides if side)
    return shape(before) != shape(after) or _uses(before, moved) or _uses(after, moved)


def _uses(condition: Condition, moved: frozenset[str]) -> bool:
    for leaf in leaves(condition):
        if isinstance(leaf, Leaf):
            named = {leaf.fact, *(getattr(operand, "id", "") for operand in leaf.operands)}
            if named & moved:
                return True
    return False
