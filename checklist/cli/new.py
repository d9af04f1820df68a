"""`checklist catalog new …`: begin a list, an item or a file of situations.

So that a keeper starts from the right place, the right name and the right keys, and only fills
in what the document says. Nothing is ever written over.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli import newplaces as places
from checklist.cli.commands import Command, Group
from checklist.cli.newjobs import jobs
from checklist.cli.newroster import roster
from checklist.cli.options import CatalogFolder, On, Ui
from checklist.cli.ui import epilog, err, say
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.catalog.opening import Catalog
    from checklist.catalog.scaffold import Scaffold

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
        help=say(
            "新建清单、项目、情形或花名册。", "Begin a list, an item, situations or a roster."
        ),
        epilog=epilog(
            ("checklist catalog new city 宜昌市 --slug yichang", "一个市的清单", "a city's list"),
            ("checklist catalog new roster -o roster.xlsx", "花名册模板", "a roster to fill in"),
        ),
    )
    for name, function, zh, en, example in (
        ("province", province, "一个省的清单。", "A province's list.", "province 湖北省"),
        ("city", city, "一个市的清单。", "A city's list.", "city 宜昌市 --slug yichang"),
        ("county", county, "一个县（市、区）的清单。", "A county's or district's list.",
         "county 昆山市 --slug kunshan"),
        ("item", item, "一个新项目，或对上级项目的改动。",
         "A new item, or a change to one of the lists above.", "item 苏州市 medical-aid"),
        ("case", case, "一组情形。", "A file of situations.", "case 苏州市 resident-insurance"),
        ("jobs", jobs, "要保持最新的清单。", "Sheets that are kept up to date.", "jobs"),
        ("roster", roster, "给学校填的花名册模板。", "A roster for a school to fill in.",
         "roster -o roster.xlsx"),
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

    catalog = places.own(given)
    area = places.area(catalog, text, level)
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
    places.named(slug or "base")
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

    opened = places.own(catalog)
    place = places.site(opened, area)
    places.named(item_id)
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

    opened, day = places.own(catalog), _day(on)
    place = places.site(opened, area)
    file, title, lines = newcases.begun(place, item_id, day)
    _write(scaffold.cases(place, title, file, lines, day), opened)


def _day(on: date | None) -> date:
    return on or date.today()  # noqa: DTZ011 - the local calendar day


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
