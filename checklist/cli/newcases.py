"""What a new file of situations begins with: an unknown child, and the bounds of the condition.

The unknown child's answer is worked out, so the file holds from the start; every other answer
is left to the keeper, because the program's own answer would prove nothing.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from checklist.assessment import Answer, assess
from checklist.catalog.boundaries import edges
from checklist.catalog.owed import Item
from checklist.errors import UserError
from checklist.rules.condition import Condition, Leaf, leaves
from checklist.rules.derived import Child
from checklist.rules.facts import FactDictionary

if TYPE_CHECKING:
    from checklist.catalog.scaffold import Site


def begun(place: "Site", item_id: str | None, on: date) -> tuple[str, str, str]:
    """The file's name, what it is about, and its lines of YAML.

    Args:
        place: where the children live.
        item_id: what the situations are about; None for who counts as a migrant child.
        on: the date they are counted on.

    Raises:
        UserError: the place's list has no such item, or none was in force.
    """
    listing, _ = place.catalog.listing(place.code, on)
    slug = place.file.stem.partition("-")[2] or place.file.parent.name.partition("-")[2]
    assessment = assess(listing, Child({"residence": place.code}, {}), place.catalog.areas)
    if item_id is None:
        live = [f"    scope: {assessment.scope.outcome}"]
        begin = _commented(place, listing.definition, "scope: {}", ("in", "out"), on)
        return f"{slug}.yaml", "（谁是流动儿童）", "\n".join([*live, "", *begin])
    answer = next((each for each in assessment.answers if each.item.id == item_id), None)
    if answer is None:
        known = "、".join(listing.items) or "—"
        raise UserError(
            f"清单里没有 {item_id}。有：{known}。", f"No item {item_id}. There are: {known}."
        )
    expect = f"expect: {{{{{item_id}: {{}}}}}}"
    sides = ("eligible", "ineligible")
    more = [*_commented(place, answer.item.when, expect, sides, on), *_parts(answer.item)]
    title = f"·{answer.item.name['zh-Hans']}（{item_id}）"
    return f"{slug}-{item_id}.yaml", title, "\n".join([*_unknown(answer), "", *more])


def _unknown(answer: Answer) -> Iterator[str]:
    """What comes out for a child of whom nothing is known."""
    yield f"    expect: {{{answer.item.id}: {answer.outcome}}}"
    if answer.open_facts:
        yield f"    open: {{{answer.item.id}: [{', '.join(answer.open_facts)}]}}"


def _commented(
    place: "Site", condition: Condition | None, expect: str, sides: tuple[str, str], on: date
) -> Iterator[str]:
    """Cases to be filled in: one of each answer, and both sides of every bound."""
    yield "# 再写几个：符合的、不符合的；年龄和日期的条件，正好那一天和差一天的各一个。"
    facts = place.catalog.facts
    blank = dict.fromkeys(_asked(condition, facts), '""')
    bounds = edges(condition, facts, on) if condition else ()
    for name, known, outcome in (
        ("符合的孩子", {}, sides[0]),
        ("不符合的孩子", {}, sides[1]),
        *((edge.name, {edge.fact: edge.day.isoformat()}, '""') for edge in bounds),
    ):
        child = ", ".join(f"{fact}: {value}" for fact, value in (blank | known).items())
        yield f"#  - name: {name}"
        yield f"#    child: {{{child}}}"
        yield f"#    {expect.format(outcome)}"


def _parts(item: Item) -> Iterator[str]:
    """Blanks for what only some of the item's children get, to be put under a case."""
    said = {
        "measures": [each.id for each in item.measures if each.when],
        "materials": [each.id for each in item.materials if each.when],
        "amounts": [each.id for each in item.amounts if each.when],
    }
    if any(said.values()):
        yield "# 只给一部分孩子的，情形里再写：措施、材料写 yes、no、unknown；数额不列写 null。"
    for key, ids in said.items():
        if ids:
            blanks = ", ".join(f'{each}: ""' for each in ids)
            yield f"#    {key}: {{{item.id}: {{{blanks}}}}}"


def _asked(condition: Condition | None, facts: FactDictionary) -> Iterator[str]:
    """The facts a profile gives that a condition depends on, apart from the residence."""
    for leaf in leaves(condition) if condition else ():
        if isinstance(leaf, Leaf):
            fact = facts[leaf.fact]
            given = fact.derived_from if fact.derived else (fact.id,)
            yield from (each for each in given if each != "residence")
