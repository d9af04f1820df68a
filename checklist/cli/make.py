"""`checklist make`: one child's profile in, a checklist out, on the screen or as files.

Text goes to stdout, files are written beside a temporary name and renamed, so nothing is
ever half-written; they are readable by their owner only.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from checklist.cli.commands import Command
from checklist.cli.files import deliver
from checklist.cli.folders import templates_folder
from checklist.cli.makeoptions import (
    Drafts,
    Languages,
    OnPaper,
    Output,
    Standing,
    Targets,
    Templates,
    Variants,
    WithLetter,
)
from checklist.cli.options import CatalogFolder, On, Profile, Residence, Ui
from checklist.cli.ui import epilog, err, language, say
from checklist.cli.wishes import Target, Wish
from checklist.documents.papers import DEFAULT, PAPERS, check_variant
from checklist.errors import UserError

if TYPE_CHECKING:
    from checklist.assessment import Assessment
    from checklist.catalog.opening import Catalog


def add(app: typer.Typer, cls: type[Command]) -> None:
    """Put the command into the program."""
    app.command(
        "make",
        cls=cls,
        help=say(
            "按一个孩子的情况做出清单：能享有什么、为什么、带什么、去哪里。",
            "Make one child's checklist: what is owed, why, what to bring, where to go.",
        ),
        epilog=epilog(
            ("checklist make child.yaml", "在屏幕上看", "on the screen"),
            ("checklist make child.yaml --to pdf -o child.pdf", "写成 PDF", "as a PDF"),
            ("checklist make child.yaml --to pdf --letter", "前面附一封信", "a letter in front"),
            ("checklist make child.yaml --lang zh-Hans+en", "汉英对照", "Chinese and English"),
            ("checklist make child.yaml --on 2027-09-01", "算到明年秋天", "as of next autumn"),
        ),
    )(make)


def make(
    profile: Profile,
    residence: Residence = None,
    on: On = None,
    lang: Languages = None,
    layout: Standing = None,
    drafts: Drafts = False,  # noqa: FBT002 - how typer spells a switch
    to: Targets = None,
    variant: Variants = None,
    paper: OnPaper = None,
    output: Output = None,
    letter: WithLetter = False,  # noqa: FBT002 - how typer spells a switch
    templates: Templates = None,
    catalog: CatalogFolder = None,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Make a checklist."""
    from checklist.cli import intake, making  # noqa: PLC0415 - loads the catalog's rooms

    targets = to or _by_suffix(output)
    opened = intake.opened(catalog)
    day = on or date.today()  # noqa: DTZ011 - the local calendar day is what a family lives in
    assessment = intake.assessment(opened, profile, day, residence)
    _warn(assessment)
    if letter:
        _require_letter(assessment, opened, targets)
    paper = paper or _paper_of(opened, assessment.listing.area)
    check_variant(paper, variant)
    wish = Wish(variant, letter, paper, templates_folder(templates), layout, drafts)
    maker = making.Maker(assessment, opened, wish)
    languages = maker.languages(lang)
    if not targets:
        from checklist.cli import table  # noqa: PLC0415 - rich is wanted only now

        for tag in languages:
            table.show(maker.plain_sheet(tag))
        return
    jobs = [(target, tag) for target in targets for tag in languages]
    paths = _paths(jobs, output, _stem(profile, assessment))
    _write(paths, [maker.content(target, tag) for target, tag in jobs], paper)


def _write(paths: list[Path | None], contents: list[bytes], paper: str) -> None:
    """Write what was made, only after all of it could be made."""
    for path, content in zip(paths, contents, strict=True):
        deliver(path, content)
        if path is not None:
            err().print(say(f"已写好 {path}", f"written: {path}"), soft_wrap=True)
    if PAPERS[paper].imposed:
        err().print(
            say(
                "双面打印，沿短边翻转，对折后在折缝上订。",
                "Print both sides, turned over the short edge; fold, staple in the fold.",
            )
        )


def _paper_of(catalog: "Catalog", area: str) -> str:
    """The paper a place's sheets are made on."""
    tongues, _ = catalog.tongues()
    paper = tongues.look(area, catalog.areas).paper if tongues else DEFAULT
    if paper not in PAPERS:
        words = "、".join(PAPERS)
        raise UserError(
            f"languages.yaml 里写的纸 {paper} 没有，可选：{words}。请用 --paper。",
            f"languages.yaml names a paper {paper}; there are {words}. Use --paper.",
        )
    return paper


def _require_letter(assessment: "Assessment", catalog: "Catalog", targets: list[Target]) -> None:
    """Refuse a letter where it has no place to stand, or where no place has sent one."""
    for target in targets:
        if target in {Target.JSON, Target.CSV, Target.XLSX}:
            raise UserError(
                f"{target} 放不下信；--letter 请配 pdf、html、docx 或 md。",
                f"{target} has no room for a letter; use pdf, html, docx or md.",
            )
    if assessment.listing.letter is None:
        layers, _ = catalog.all_layers()
        tag = language()
        named = "、".join(
            f"{layer.name[tag]}({code})" for code, layer in layers.items() if layer.letter
        )
        place = catalog.areas.full_name(assessment.listing.area)
        raise UserError(
            f"没有找到{place}致家长的信。有信的地方：{named or '没有'}。",
            f"No letter to parents is known of {place}. Places with one: {named or 'none'}.",
        )


def _by_suffix(output: Path | None) -> list[Target]:
    """The form a file name asks for by its ending."""
    suffix = output.suffix[1:].lower() if output else ""
    return [Target(suffix)] if suffix in set(Target) else []


def _warn(assessment: "Assessment") -> None:
    if assessment.findings:
        from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now

        report.show(assessment.findings, err())


def _stem(profile: Path, assessment: "Assessment") -> str:
    """A file name without anything personal: place, date, and a digest of the profile."""
    import hashlib  # noqa: PLC0415 - help need not load it

    mark = hashlib.sha256(profile.read_bytes()).hexdigest()[:6]
    return f"checklist-{assessment.listing.area}-{assessment.on.isoformat()}-{mark}"


def _paths(jobs: list[tuple[Target, str]], output: Path | None, stem: str) -> list[Path | None]:
    """Where each document goes; None is stdout."""
    if output is not None and str(output) == "-":
        if len(jobs) > 1:
            raise UserError("标准输出只能写一份文件。", "Only one document can go to stdout.")
        return [None]
    folder = output is None or output.is_dir() or output.suffix == ""
    if not folder and output is not None:
        if len(jobs) > 1:
            raise UserError(
                "要写几份文件时，-o 请给目录。", "For several documents give a folder with -o."
            )
        return [output]
    if (
        output is None
        and len(jobs) == 1
        and jobs[0][0] not in {Target.PDF, Target.XLSX, Target.DOCX}
    ):
        return [None]
    several = len({tag for _, tag in jobs}) > 1
    base = output or Path("output")
    return [base / f"{stem}{'.' + tag if several else ''}.{target}" for target, tag in jobs]
