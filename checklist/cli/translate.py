"""`checklist translate`: how far each language has come, sentences out to translators and back.

What comes back is checked before a word of it is kept, and says who reviewed it or is a draft.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.commands import Command, Group
from checklist.cli.folders import templates_folder
from checklist.cli.makeoptions import Templates
from checklist.cli.options import CatalogFolder, Form, Format, Residence, Ui, one_of
from checklist.cli.ui import epilog, err, language, say
from checklist.errors import DataError, ExitCode, UserError
from checklist.findings import has_errors

if TYPE_CHECKING:
    from checklist.catalog.opening import Catalog
    from checklist.catalog.tongues import Tongues
    from checklist.documents.language.phrasebook import Key, Phrasebook
    from checklist.documents.language.sources import Source
    from checklist.findings import Finding


class Kind(StrEnum):
    """A form of file for translators."""

    PO = "po"
    XLSX = "xlsx"
    XLIFF = "xliff"


Tag = Annotated[
    str | None,
    typer.Option(
        "--lang", metavar="L", help=say("哪种文字，如 ug。", "Which language, such as ug.")
    ),
]
OnlyCheck = Annotated[
    bool, typer.Option("--check", help=say("只检查，不收。", "Only check; take nothing."))
]
Kinds = Annotated[
    Kind | None,
    typer.Option(
        "--to",
        parser=one_of(Kind),
        metavar="po|xlsx|xliff",
        help=say("文件的形式；不写就看 -o 的后缀。", "The form; else by the ending of -o."),
    ),
]


def add(app: typer.Typer) -> None:
    """Put the group into the program."""
    group = typer.Typer(
        name="translate",
        cls=Group,
        no_args_is_help=True,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
        help=say(
            "译文：看进度，导出给译者，收回来。", "Translations: how far, out to translators, back."
        ),
        epilog=epilog(("checklist translate status", "各种文字到了哪一步", "how far each is")),
    )
    for name, function, zh, en, example in (
        ("status", status, "各种文字译了多少、审定了多少，各地如何。",
         "How much of each language is translated and reviewed, by place.", "status 广西"),
        ("export", export, "导出给译者：PO、XLSX 或 XLIFF。",
         "Out to translators, as PO, XLSX or XLIFF.", "export --lang ug -o ug.xlsx"),
        ("import", take, "收回译文：先检查，有错就一句也不收。",
         "Take translations back: checked first, none taken where one is wrong.", "import ug.xlsx"),
    ):  # fmt: skip
        epilogue = epilog((f"checklist translate {example}", zh, en))
        group.command(name, cls=Command, help=say(zh, en), epilog=epilogue)(function)
    group.callback()(_group)
    app.add_typer(group)


def _group(ui: Ui = "zh") -> None:
    """Take the language option before the command's name, too."""


def status(
    area: Annotated[
        str | None,
        typer.Argument(metavar="AREA", help=say("只看一个地方。", "One place only.")),
    ] = None,
    lang: Tag = None,
    form: Format = Form.TEXT,
    templates: Templates = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Say how far languages have come."""
    from checklist.cli import intake, statusview  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(catalog)
    tongues = _tongues(opened)
    tags = [_known(tongues, lang)] if lang else [*tongues.known]
    code = intake.residence_code(opened, area) if area else None
    view = statusview.Status(opened, tongues, templates_folder(templates), tags, code)
    if form is Form.JSON:
        view.tell()
    else:
        view.show()


def export(
    lang: Tag = None,
    to: Kinds = None,
    output: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help=say("写到哪里。", "Where to."))
    ] = None,
    residence: Residence = None,
    templates: Templates = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Write a file for translators."""
    from checklist.cli import files, intake  # noqa: PLC0415 - loads the catalog's rooms

    opened = intake.opened(catalog)
    tag = _foreign(_tongues(opened), lang)
    kind = to or _by_suffix(output)
    if output is None and kind is Kind.XLSX:
        raise UserError("XLSX 请用 -o 写明文件。", "Give a file with -o for XLSX.")
    folder = templates_folder(templates)
    code = intake.residence_code(opened, residence) if residence else None
    files.deliver(output if str(output) != "-" else None, _content(kind, tag, opened, folder, code))


def take(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("译文文件。", "The file."))],
    lang: Tag = None,
    check: OnlyCheck = False,  # noqa: FBT002 - how typer spells a switch
    templates: Templates = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Take a translator's file into the language's own."""
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms
    from checklist.documents.language import merging, shelf  # noqa: PLC0415 - loads Babel
    from checklist.documents.language.sources import sources  # noqa: PLC0415 - as above

    opened = intake.opened(catalog)
    tongues, folder = _tongues(opened), templates_folder(templates)
    every = sources(opened, folder)
    book, tag = _came(file, lang, tongues, folder)
    found = merging.problems(book, tag, every)
    if has_errors(found):
        raise DataError(found, ExitCode.CATALOG)
    current = shelf.opened(tag, folder)
    made = merging.merged(current, book, every)
    _report((*found, *made.findings), tongues.known[tag].name[language()], made.new, made.changed)
    if not check:
        _put(shelf.path_of(tag, folder), made.text)


def _came(
    file: Path, lang: str | None, tongues: "Tongues", folder: Path
) -> "tuple[Phrasebook, str]":
    """A translator's file, and the language it is in.

    Raises:
        DataError: it cannot be read, or is in a language nobody declared.
    """
    from dataclasses import replace  # noqa: PLC0415 - beside its one use

    from checklist.documents.language import incoming, shelf  # noqa: PLC0415 - loads Babel

    book, found = incoming.incoming(file, shelf.opened("zh-Hans", folder))
    if book is None or has_errors(found):
        raise DataError(found, ExitCode.CATALOG)
    named = book.language.replace("_", "-")
    tags = [tag for tag in tongues.known if f"{named}-".startswith(f"{tag}-")]
    if not (lang or tags):
        shown = {"language": named or "—", "tag": "、".join(tongues.known)}
        raise DataError((book.finding("T011", 1, **shown),), ExitCode.CATALOG)
    tag = _foreign(tongues, lang or max(tags, key=len))
    if file.suffix.lower() != ".po":  # the others state no rule of their own
        own = shelf.opened(tag, folder)
        book = replace(book, locale=own.locale, plural=own.plural, forms=own.forms)
    return book, tag


def _report(findings: tuple["Finding", ...], name: str, new: int, changed: int) -> None:
    from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now

    report.show(findings, err())
    err().print(
        say(f"{name}：新收 {new} 句，改了 {changed} 句。", f"{name}: {new} new, {changed} changed.")
    )


def _put(path: Path, text: str) -> None:
    """Write a language's file, with the rights it had."""
    from checklist.cli import files  # noqa: PLC0415 - not for help

    mode = path.stat().st_mode & 0o777
    files.deliver(path, text.encode())
    path.chmod(mode)


def _content(kind: Kind, tag: str, catalog: "Catalog", folder: Path, code: str | None) -> bytes:
    """A translator's file."""
    from checklist.documents.language import merging, shelf  # noqa: PLC0415 - loads Babel
    from checklist.documents.language.sources import sources  # noqa: PLC0415 - as above
    from checklist.documents.language.writing import po  # noqa: PLC0415 - as above
    from checklist.documents.language.xliff import xliff  # noqa: PLC0415 - as above

    book = shelf.opened(tag, folder)
    entries = [*merging.entries(book, _of_place(sources(catalog, folder), catalog, code))]
    if kind is Kind.XLSX:
        from checklist.documents.workbooks.translations import (  # noqa: PLC0415 - as above
            workbook,
        )

        return workbook(tag, entries, book.forms)
    if kind is Kind.XLIFF:
        return xliff(tag, entries, book.forms).encode()
    return po(book.language, book.header, entries, whole=True).encode()


def _of_place(
    every: "Mapping[Key, Source]", catalog: "Catalog", code: str | None
) -> "Mapping[Key, Source]":
    """What the sheets of a place print; everything without a place."""
    if code is None:
        return every
    layers = {"000000", *catalog.areas.chain(catalog.areas.current(code))}
    return {key: source for key, source in every.items() if source.layers & layers}


def _by_suffix(output: Path | None) -> Kind:
    suffix = output.suffix[1:].lower() if output else ""
    return Kind.XLIFF if suffix == "xlf" else Kind(suffix) if suffix in set(Kind) else Kind.PO


def _tongues(catalog: "Catalog") -> "Tongues":
    tongues, findings = catalog.tongues()
    if tongues is None:
        raise DataError(findings, ExitCode.CATALOG)
    return tongues


def _known(tongues: "Tongues", tag: str) -> str:
    if tag not in tongues.known:
        known = "、".join(tongues.known)
        raise UserError(
            f"没有 {tag} 这种语言，可选：{known}。", f"No language {tag}; there are: {known}."
        )
    return tag


def _foreign(tongues: "Tongues", tag: str | None) -> str:
    """A language that is translated into; Chinese and English are written where they stand."""
    from checklist.rules.facts import LANGUAGES  # noqa: PLC0415 - not for help

    if tag is None:
        raise UserError("请用 --lang 写明哪种文字。", "Say which language with --lang.")
    if tag in LANGUAGES:
        raise UserError(
            f"{tag} 直接写在清单和 templates/locale/{tag}.po 里，不用导出导入。",
            f"{tag} is written in the catalog and in templates/locale/{tag}.po themselves.",
        )
    return _known(tongues, tag)
