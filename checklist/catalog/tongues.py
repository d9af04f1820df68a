"""Which languages a place's sheets carry, and how they look: catalog/languages.yaml, read.

A place says only what it has of its own; the rest comes down the chain from the nation, as
services do. Chinese governs everywhere, so no place may change that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from checklist.areas import NATION, Areas
from checklist.catalog.converting import maybe, source, text
from checklist.catalog.looks import Layout, Role
from checklist.catalog.model import Source
from checklist.catalog.tongueforms import Dates, LanguagesForm, LookForm, TongueForm
from checklist.catalog.validation import validated
from checklist.findings import Finding
from checklist.located import Located, Trail, read
from checklist.rules.facts import LANGUAGES, Text

FILE = "languages.yaml"
GOVERNING = LANGUAGES[0]  # the authentic text: catalogs are written in it first


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language a sheet may be written in.

    Args:
        tag: BCP 47.
        name: what it is called.
        own: what it calls itself.
        script: ISO 15924.
        direction: "ltr", "rtl" or "ttb".
        dates: the CLDR form of dates, such as "long".
        digits: the CLDR numbering system, such as "latn".
        faces: families that print it, best first.
        package: the Debian package that brings the first of them.
        leading: line height as a multiple of the type size.
        not_printable: why it cannot be printed yet; None when it can.
    """

    tag: str
    name: Text
    own: str
    script: str
    direction: str
    dates: Dates
    digits: str
    faces: tuple[str, ...]
    package: str
    leading: float
    not_printable: Text | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A language a place's sheets carry.

    Args:
        place: the code of the place that says so, which may lie above.
        grounds: what it rests on; none for what the program offers everywhere.
    """

    tongue: Tongue
    role: Role
    place: str
    grounds: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """How a place's sheets look: paper, layout of two languages, and languages by tag."""

    paper: str
    layout: Layout
    languages: Mapping[str, Carried]

    @property
    def parallel(self) -> tuple[Carried, ...]:
        """The languages that stand beside Chinese by the place's own rule."""
        return tuple(one for one in self.languages.values() if one.role is Role.PARALLEL)


@dataclass(frozen=True, slots=True)
class Tongues:
    """All languages, and what each place says of its own.

    Args:
        known: by tag, in the file's order.
        places: what a place itself says, by code; use `look` for what holds there.
    """

    known: Mapping[str, Tongue]
    places: Mapping[str, LookForm]
    grounds: Mapping[str, Source]

    def look(self, area: str, areas: Areas) -> Look:
        """How the sheets of a place look, with all it inherits."""
        nation = self.places[NATION]
        above = Look(nation.paper or "", nation.layout or Layout.LINES, {})
        chain = (NATION, *areas.chain(areas.current(area)))
        return reduce(self._below, (code for code in chain if code in self.places), above)

    def _below(self, above: Look, code: str) -> Look:
        form = self.places[code]
        own = {
            tag: Carried(
                self.known[tag],
                carried.role,
                code,
                tuple(self.grounds[ground] for ground in carried.ground),
            )
            for tag, carried in form.languages.items()
        }
        return replace(
            above,
            paper=form.paper or above.paper,
            layout=form.layout or above.layout,
            languages={**above.languages, **own},
        )


def read_tongues(
    path: Path, areas: Areas, name: str | None = None
) -> tuple[Tongues | None, tuple[Finding, ...]]:
    """Read languages.yaml.

    Args:
        path: the file.
        areas: the list of places; every code must be one in force.
        name: how findings call it.

    Returns:
        The languages (None when anything is wrong), and every finding.
    """
    located, findings = read(path, name)
    form, wrong = validated(located, LanguagesForm)
    if form is None:
        return None, (*findings, *wrong)
    found = (*findings, *wrong, *_checked(located, form, areas))
    if found:
        return None, found
    known = {tag: _tongue(tag, tongue) for tag, tongue in form.languages.items()}
    grounds = {
        key: source(key, ground, located.at_key(("grounds", key)))
        for key, ground in form.grounds.items()
    }
    return Tongues(known, form.places, grounds), ()


def _tongue(tag: str, form: TongueForm) -> Tongue:
    return Tongue(
        tag=tag,
        name=text(form.name),
        own=form.own,
        script=form.script,
        direction=form.direction,
        dates=form.dates,
        digits=form.digits,
        faces=tuple(form.faces),
        package=form.package,
        leading=form.leading,
        not_printable=maybe(form.not_printable),
    )


def _checked(located: Located, form: LanguagesForm, areas: Areas) -> Iterator[Finding]:
    """What the forms cannot see: names that lead nowhere, and who governs."""
    yield from _whole(located, form)
    for code, look in form.places.items():
        yield from _place(located, form, code, look, areas)
    used = {key for look in form.places.values() for one in look.languages.values()
            for key in one.ground}  # fmt: skip
    for key in form.grounds.keys() - used:
        yield _at(located, ("grounds", key), "T003", ground=key)


def _whole(located: Located, form: LanguagesForm) -> Iterator[Finding]:
    """The nation says everything that is inherited; what runs downwards cannot be printed yet."""
    nation = form.places.get(NATION)
    if nation is None or not (nation.paper and nation.layout):
        yield _at(located, ("places", NATION), "T004")
    for tag, tongue in form.languages.items():
        if tongue.direction == "ttb" and tongue.not_printable is None:
            yield _at(located, ("languages", tag), "T006", tag=tag)


def _place(
    located: Located, form: LanguagesForm, code: str, look: LookForm, areas: Areas
) -> Iterator[Finding]:
    at: Trail = ("places", code)
    if code != NATION and (areas.get(code) is None or areas.current(code) != code):
        yield _at(located, at, "T002", code=code)
    for tag, carried in look.languages.items():
        here: Trail = (*at, "languages", tag)
        if tag not in form.languages:
            yield _at(located, here, "T001", tag=tag, known="、".join(form.languages))
        governs = carried.role is Role.GOVERNING
        if governs != (tag == GOVERNING and code == NATION):
            yield _at(located, here, "T005", tag=tag)
        for ground in carried.ground:
            if ground not in form.grounds:
                yield _at(located, (*here, "ground"), "T003", ground=ground)
        if carried.role is Role.PARALLEL and not carried.ground:
            yield _at(located, here, "T007", tag=tag)


def _at(located: Located, path: Trail, code: str, /, **values: str) -> Finding:
    span = located.at_key(path)
    return Finding(code, span, values, (), located.quote(span))
