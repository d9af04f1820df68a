"""How far languages have come, as a table and as data: by language, and by place.

A place's line counts what its own sheets may print, so a place with a short list is done sooner.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from checklist.areas import NATION
from checklist.cli.ui import language, out, print_json, say
from checklist.documents.language.coverage import Coverage, Tally, coverage
from checklist.documents.language.sources import sources

if TYPE_CHECKING:
    from rich.table import Table

    from checklist.catalog.opening import Catalog
    from checklist.catalog.tongues import Carried, Tongues

_ROLES = {
    "governing": ("为准", "governs"),
    "parallel": ("并排", "parallel"),
    "on_request": ("有人要才印", "on request"),
}


@dataclass(frozen=True)
class Status:
    """The state of some languages.

    Args:
        catalog: the lists.
        tongues: what is declared.
        templates: the folder with their words.
        tags: the languages asked for.
        area: the one place asked for; None for all.
    """

    catalog: "Catalog"
    tongues: "Tongues"
    templates: Path
    tags: list[str]
    area: str | None

    @cached_property
    def covered(self) -> dict[str, Coverage]:
        """Each language's coverage."""
        every = sources(self.catalog, self.templates)
        return {tag: coverage(tag, self.templates, every) for tag in self.tags}

    def places(self) -> Iterator[str]:
        """The places with a list or a language of their own; or the one asked for."""
        if self.area:
            yield self.area
            return
        layers, _ = self.catalog.all_layers()
        yield from sorted({*layers, *self.tongues.places})

    def carried(self, code: str) -> "Iterator[Carried]":
        """The languages of a place among those asked for."""
        look = self.tongues.look(code, self.catalog.areas)
        yield from (one for tag, one in look.languages.items() if tag in self.tags)

    def tell(self) -> None:
        """Everything as JSON."""
        known = self.tongues.known
        languages = [
            {
                "tag": tag,
                "name": known[tag].name[language()],
                "fixed": asdict(found.fixed()),
                "catalog": asdict(found.catalog()),
                "not_printable": (known[tag].not_printable or {}).get(language()),
            }
            for tag, found in self.covered.items()
        ]
        places = [{"code": code, "name": self._name(code), "languages": [*self._records(code)]}
                  for code in self.places()]  # fmt: skip
        print_json({"languages": languages, "places": places})

    def _records(self, code: str) -> Iterator[dict[str, object]]:
        for one in self.carried(code):
            tag = one.tongue.tag
            tally = self.covered[tag].place(code, self.catalog.areas)
            said = {"tag": tag, "role": str(one.role), "declared_by": one.place}
            yield {**said, **asdict(tally), "grounds": [ground.document for ground in one.grounds]}

    def show(self) -> None:
        """What people want to see first: languages, then the places that have one of their own."""
        if self.area is None:
            self._languages()
        self._places()
        carried = {one.tongue.tag for code in self.places() for one in self.carried(code)}
        for tag in filter(carried.__contains__, self.tags):
            if reason := self.tongues.known[tag].not_printable:
                name = self.tongues.known[tag].name[language()]
                out().print(say(f"{name}还印不了：", f"{name} cannot be printed yet: ")
                            + reason[language()])  # fmt: skip

    def _languages(self) -> None:
        table = _table(
            say("文字", "language"), "", say("固定文字", "fixed wording"), say("清单", "lists")
        )
        for tag, found in self.covered.items():
            fixed, listed = _counts(found.fixed()), _counts(found.catalog())
            table.add_row(self.tongues.known[tag].name[language()], tag, fixed, listed)
        out().print(table)
        out().print(say("每格：审定 / 草稿 / 没有译", "reviewed / draft / missing"), style="dim")

    def _places(self) -> None:
        table = _table(
            say("地方", "place"), say("文字", "language"), "", say("印得到的", "printed")
        )
        for code in self.places():
            for one in self.carried(code):
                if self.area is None and one.place == NATION and len(self.tags) > 1:
                    continue  # offered everywhere; said above
                tally = self.covered[one.tongue.tag].place(code, self.catalog.areas)
                name, role = one.tongue.name[language()], say(*_ROLES[one.role])
                table.add_row(f"{self._name(code)} ({code})", name, role, _counts(tally))
        out().print(table)
        if self.area:
            self._grounds(self.area)

    def _grounds(self, code: str) -> None:
        """What a place's languages rest on."""
        for one in self.carried(code):
            for ground in one.grounds:
                note = f" — {ground.note[language()]}" if ground.note else ""
                name = one.tongue.name[language()]
                out().print(f"{name}: {ground.document}{ground.article}{note}", style="dim")

    def _name(self, code: str) -> str:
        area = self.catalog.areas.get(code)
        return area.name if area else say("全国", "nation")


def _table(*heads: str) -> "Table":
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only when one is shown
    from rich.table import Table  # noqa: PLC0415 - as above

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in heads[:-1]:
        table.add_column(head)
    table.add_column(heads[-1], justify="right")
    return table


def _counts(tally: Tally) -> str:
    return f"{tally.reviewed} / {tally.draft} / {tally.missing}"
