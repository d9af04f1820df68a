"""Which place a new file is for: the one a keeper means, of the level they say, or a kind refusal.

A file under a wrong code would never be read, so nothing is begun before the place is certain.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.areas import Area
    from checklist.catalog.opening import Catalog
    from checklist.catalog.scaffold import Site

_LEVELS = {
    "province": ("省级", "a province"),
    "city": ("市级", "a city"),
    "county": ("县级", "a county"),
}


def own(given: Path | None) -> "Catalog":
    """The catalog to write into; never the one installed with the program."""
    from checklist.cli import folders, intake  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(given)
    if opened.root == folders.installed("catalog"):
        raise UserError(
            "这是和程序一起装好的清单，不能往里写。请用 --catalog 指出您自己的清单目录。",
            "This catalog came with the program and is not written to. Name your own: --catalog.",
        )
    return opened


def area(catalog: "Catalog", text: str, level: str) -> "Area":
    """The place of that level a text means.

    Raises:
        UserError: unknown, ambiguous, or of another level.
    """
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms

    found = catalog.areas.find(text)
    fitting = [area for area in found.candidates if level_of(area.code) == level]
    code = fitting[0].code if len(fitting) == 1 else intake.residence_code(catalog, text)
    area = catalog.areas.get(catalog.areas.current(code))
    if area is None or area.until is not None:
        raise UserError(
            f"{text}已经撤销，请写现在的名称或代码。",
            f"{text} was abolished; name the present one.",
        )
    if level_of(area.code) != level:
        other = level_of(area.code)
        raise UserError(
            f"{area.name}（{area.code}）是{_LEVELS[other][0]}：checklist catalog new {other}。",
            f"{area.name} ({area.code}) is {_LEVELS[other][1]}: checklist catalog new {other}.",
        )
    return area


def level_of(code: str) -> str:
    """The level a code is of, as `new` calls it."""
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def site(catalog: "Catalog", text: str) -> "Site":
    """The place of a text, whose list must have a file and be readable."""
    from checklist.areas import NATION  # noqa: PLC0415 - as above
    from checklist.catalog import scaffold  # noqa: PLC0415 - not for help
    from checklist.cli import intake  # noqa: PLC0415 - as above
    from checklist.errors import DataError, ExitCode  # noqa: PLC0415 - as above
    from checklist.findings import has_errors  # noqa: PLC0415 - as above

    code = NATION if text in {NATION, "全国"} else intake.residence_code(catalog, text)
    place = scaffold.site(catalog, code)
    if place is None:
        name, command = catalog.areas.full_name(code), f"checklist catalog new {level_of(code)}"
        raise UserError(
            f"{name}还没有清单，请先建：{command} {code}。",
            f"{name} has no list yet; begin one first: {command} {code}.",
        )
    findings = catalog.chain(code)[1]
    if has_errors(findings):
        raise DataError(findings, ExitCode.CATALOG)
    return place


def named(name: str) -> None:
    """Refuse what cannot be a file's name and an anchor."""
    import re  # noqa: PLC0415 - beside its one use

    from checklist.catalog.forms import ID  # noqa: PLC0415 - loads pydantic

    if not re.match(ID, name):
        raise UserError(
            f"“{name}”不能作名字：只用小写字母、数字和短横线，字母开头，如 reading-room。",
            f"“{name}” cannot be a name: lower-case letters, digits and hyphens, a letter first.",
        )
