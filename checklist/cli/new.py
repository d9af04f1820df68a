"""`checklist catalog new …`: begin a list, an item or a file of situations.

So that a keeper starts from the right place, the right name and the right keys, and only fills
in what the document says. Nothing is ever written over.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.commands import Command, Group
from checklist.cli.options import CatalogFolder, On, Ui
from checklist.cli.ui import epilog, err, say
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.areas import Area
    from checklist.catalog.opening import Catalog
    from checklist.catalog.scaffold import Scaffold, Site

_LEVELS = {
    "province": ("省级", "a province"),
    "city": ("市级", "a city"),
    "county": ("县级", "a county"),
}
_AREAS_OF_SERVICE = {
    "childcare": "幼有所育",
    "schooling": "学有所教",
    "health": "病有所医",
    "housing": "住有所居",
    "support": "弱有所扶",
    "development": "发展保障",
}
_ANOTHER = "wuhu"  # an example of a spelling

Place = Annotated[
    str,
    typer.Argument(
        metavar="AREA", help=say("地名或六位代码。", "The place's name or six-digit code.")
    ),
]
Slug = Annotated[
    str | None,
    typer.Option(
        "--slug",
        metavar="PINYIN",
        help=say("文件名里的拼音，如 yichang。", "Its spelling in file names, such as yichang."),
    ),
]
Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help=say(
            "项目编号，如 reading-room；写上级的编号就是改那一项。",
            "An item's id, such as reading-room; that of an item above changes it.",
        ),
    ),
]
About = Annotated[
    str | None,
    typer.Argument(
        metavar="ITEM", help=say("情形说的是哪一项。", "Which item the situations are about.")
    ),
]
CategoryOption = Annotated[
    str | None,
    typer.Option(
        "--category",
        metavar="WORD",
        help=say("新项目属于哪个领域，如 schooling。", "A new item's area, such as schooling."),
    ),
]


def group(group_cls: type[Group], cls: type[Command]) -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        name="new",
        cls=group_cls,
        no_args_is_help=True,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        help=say("新建清单、项目或情形的文件。", "Begin a list, an item or situations."),
    )
    for name, function, zh, en, example in (
        ("province", province, "一个省的清单。", "A province's list.", "province 湖北省"),
        ("city", city, "一个市的清单。", "A city's list.", "city 宜昌市 --slug yichang"),
        ("county", county, "一个县（市、区）的清单。", "A county's or district's list.",
         "county 昆山市 --slug kunshan"),
        ("item", item, "一个新项目，或对上级项目的改动。",
         "A new item, or a change to one of the lists above.", "item 苏州市 medical-aid"),
        ("case", case, "一组情形。", "A file of situations.", "case 苏州市 resident-insurance"),
    ):  # fmt: skip
        epilogue = epilog((f"checklist catalog new {example}", zh, en))
        app.command(name, cls=cls, help=say(zh, en), epilog=epilogue)(function)
    app.callback()(_group)
    return app


def _group(ui: Ui = "zh") -> None:
    """Take --ui before the command, too; it is read in ui.py before parsing."""


def province(
    area: Place,
    on: On = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Begin a province's list."""
    _layer("province", area, None, on, catalog)


def city(
    area: Place,
    slug: Slug = None,
    on: On = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Begin a city's list."""
    _layer("city", area, slug, on, catalog)


def county(
    area: Place,
    slug: Slug = None,
    on: On = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Begin a county's list."""
    _layer("county", area, slug, on, catalog)


def _layer(level: str, text: str, slug: str | None, on: date | None, given: Path | None) -> None:
    from checklist.catalog import scaffold  # noqa: PLC0415 - not for help

    catalog = _own(given)
    area = _area(catalog, text, level)
    present = scaffold.site(catalog, area.code)
    if present:
        raise _there(present.file)
    if scaffold.province_folder(catalog.root, area.code) is None:
        raise UserError(
            f"{area.name}还没有文件夹，请先建一个，如 {area.code[:2]}-pinyin。",
            f"{area.name} has no folder yet; make one first, such as {area.code[:2]}-pinyin.",
        )
    if slug is None and level != "province":
        raise UserError(
            f"请用 --slug 写{area.name}在文件名里的拼音，如 --slug {_ANOTHER}（程序不猜拼音）。",
            f"Give the spelling of {area.name} in file names, such as --slug {_ANOTHER}"
            " (the program does not guess it).",
        )
    _named(slug or "base")
    _write(scaffold.layer(catalog.root, area, slug or "", _day(on)), catalog)


def item(
    area: Place,
    item_id: Id,
    category: CategoryOption = None,
    on: On = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Begin an item, or a change to one of the lists above."""
    from checklist.catalog import scaffold  # noqa: PLC0415 - not for help

    opened = _own(catalog)
    place = _site(opened, area)
    _named(item_id)
    entry = place.layer.entries.get(item_id) if place.layer else None
    if entry:
        raise _there(Path(f"{entry.span.file}:{entry.span.line}"))
    above = place.above.get(item_id)
    if above:
        _write(scaffold.override(place, above, _day(on)), opened)
    else:
        _write(scaffold.item(place, item_id, _category(item_id, category), _day(on)), opened)


def case(
    area: Place,
    item_id: About = None,
    on: On = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Begin a file of situations."""
    from checklist.catalog import scaffold  # noqa: PLC0415 - not for help
    from checklist.cli import newcases  # noqa: PLC0415 - as above

    opened, day = _own(catalog), _day(on)
    place = _site(opened, area)
    file, title, lines = newcases.begun(place, item_id, day)
    _write(scaffold.cases(place, title, file, lines, day), opened)


def _own(given: Path | None) -> "Catalog":
    """The catalog to write into; never the one installed with the program."""
    from checklist.cli import folders, intake  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(given)
    if opened.root == folders.installed("catalog"):
        raise UserError(
            "这是和程序一起装好的清单，不能往里写。请用 --catalog 指出您自己的清单目录。",
            "This catalog came with the program and is not written to. Name your own: --catalog.",
        )
    return opened


def _day(on: date | None) -> date:
    return on or date.today()  # noqa: DTZ011 - the local calendar day


def _area(catalog: "Catalog", text: str, level: str) -> "Area":
    """The place of that level a text means.

    Raises:
        UserError: unknown, ambiguous, or of another level.
    """
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms

    found = catalog.areas.find(text)
    fitting = [area for area in found.candidates if _level(area.code) == level]
    code = fitting[0].code if len(fitting) == 1 else intake.residence_code(catalog, text)
    area = catalog.areas.get(catalog.areas.current(code))
    if area is None or area.until is not None:
        raise UserError(
            f"{text}已经撤销，请写现在的名称或代码。",
            f"{text} was abolished; name the present one.",
        )
    if _level(area.code) != level:
        other = _level(area.code)
        raise UserError(
            f"{area.name}（{area.code}）是{_LEVELS[other][0]}：checklist catalog new {other}。",
            f"{area.name} ({area.code}) is {_LEVELS[other][1]}: checklist catalog new {other}.",
        )
    return area


def _level(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _site(catalog: "Catalog", text: str) -> "Site":
    """The place of a text, whose list must have a file and be readable."""
    from checklist.areas import NATION  # noqa: PLC0415 - as above
    from checklist.catalog import scaffold  # noqa: PLC0415 - not for help
    from checklist.cli import intake  # noqa: PLC0415 - as above
    from checklist.errors import DataError, ExitCode  # noqa: PLC0415 - as above
    from checklist.findings import has_errors  # noqa: PLC0415 - as above

    code = NATION if text in {NATION, "全国"} else intake.residence_code(catalog, text)
    place = scaffold.site(catalog, code)
    if place is None:
        name, command = catalog.areas.full_name(code), f"checklist catalog new {_level(code)}"
        raise UserError(
            f"{name}还没有清单，请先建：{command} {code}。",
            f"{name} has no list yet; begin one first: {command} {code}.",
        )
    findings = catalog.chain(code)[1]
    if has_errors(findings):
        raise DataError(findings, ExitCode.CATALOG)
    return place


def _named(name: str) -> None:
    """Refuse what cannot be a file's name and an anchor."""
    import re  # noqa: PLC0415 - beside its one use

    from checklist.catalog.forms import ID  # noqa: PLC0415 - loads pydantic

    if not re.match(ID, name):
        raise UserError(
            f"“{name}”不能作名字：只用小写字母、数字和短横线，字母开头，如 reading-room。",
            f"“{name}” cannot be a name: lower-case letters, digits and hyphens, a letter first.",
        )


def _category(item_id: str, category: str | None) -> str:
    from checklist.catalog.model import Category  # noqa: PLC0415 - not for help

    if category in set(Category):
        return str(category)
    told = "、".join(f"{word} {_AREAS_OF_SERVICE[word]}" for word in Category)
    raise UserError(
        f"上级没有 {item_id} 这一项，是新项目，请用 --category 写它的领域：{told}。",
        f"No list above has {item_id}, so it is new; say its area with --category:"
        f" {', '.join(Category)}.",
    )


def _there(path: Path) -> UserError:
    return UserError(f"已经有了：{path}。没有改动它。", f"It is there already: {path}. Left alone.")


def _write(made: "Scaffold", catalog: "Catalog") -> None:
    """Write a new file, and beside the lists the schemas it names, as they are now."""
    from checklist.cli import schema  # noqa: PLC0415 - not for help

    made.path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with made.path.open("x", encoding="utf-8") as file:
            file.write(made.text)
    except FileExistsError:
        raise _there(made.path) from None
    schema.ensure(catalog)
    typer.echo(made.path)
    err().print(
        say(
            "填好以 # 开头的行，再运行 checklist catalog check 和 checklist catalog test。",
            "Fill in the lines that begin with #, then run checklist catalog check and test.",
        )
    )
