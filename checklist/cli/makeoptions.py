"""The options of `make`: forms, languages, kinds of PDF, paper, and where it is all written.

Apart from the command, so that the command can be read on one page.
"""

from pathlib import Path
from typing import Annotated

import typer

from checklist.catalog.looks import Layout
from checklist.cli.options import one_of
from checklist.cli.ui import say
from checklist.cli.wishes import Target, Variant
from checklist.documents.papers import PAPERS

Targets = Annotated[
    list[Target] | None,
    typer.Option(
        "--to",
        metavar="FORM",
        parser=one_of(Target),
        help=say(
            "pdf html xlsx docx json csv md，可写几次；不写就显示在屏幕上。",
            "pdf html xlsx docx json csv md, may be repeated; without it the screen.",
        ),
    ),
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--lang",
        metavar="L",
        help=say(
            "文件的语言：zh-Hans、en；别的文字印在汉文旁边，写 ug 或 zh-Hans+ug。可写几次。"
            "不写就照居住地的规定。",
            "zh-Hans or en; others stand beside the Chinese: ug or zh-Hans+ug. May be repeated;"
            " default: as the residence has it.",
        ),
    ),
]
Drafts = Annotated[
    bool,
    typer.Option(
        "--draft-translations",
        help=say(
            "也印没有审定的译文：浅色，并注明是草稿。",
            "Print unreviewed translations, too: lighter, and said to be drafts.",
        ),
    ),
]
Standing = Annotated[
    Layout | None,
    typer.Option(
        "--layout",
        parser=one_of(Layout),
        metavar="columns|lines",
        help=say(
            "两种文字怎么排：左右两栏或一行接一行；不写就照居住地的规定。",
            "How two languages stand: columns or lines; default: as the residence has it.",
        ),
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o",
        metavar="PATH",
        help=say(
            "写到哪个文件或目录（以 / 结尾）；- 是标准输出。",
            "The file or folder (ending in /) to write; - is stdout.",
        ),
    ),
]
Variants = Annotated[
    Variant | None,
    typer.Option(
        "--variant",
        metavar="ua|a3|plain",
        parser=one_of(Variant),
        help=say(
            "PDF 的种类：ua 无障碍（默认），a3 归档，plain 普通。",
            "The kind of PDF: ua accessible (default), a3 archival, plain.",
        ),
    ),
]


def _paper(text: str) -> str:
    if text not in PAPERS:
        words = "、".join(PAPERS)
        raise typer.BadParameter(say(f"只能是 {words}", f"must be one of {words}"))
    return text


OnPaper = Annotated[
    str | None,
    typer.Option(
        "--paper",
        metavar="PAPER",
        parser=_paper,
        help=say(
            "a4 a5 booklet（小册子） large（大字） office（公文页边） card（卡片）；"
            "不写就按当地的。",
            "a4 a5 booklet (to fold) large (print) office (margins of a file copy) card;"
            " without it the place's own.",
        ),
    ),
]
Templates = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        metavar="DIR",
        help=say(
            "另一个表样目录；先用 checklist doctor --templates 检查。",
            "Another folder of templates; check it first: checklist doctor --templates.",
        ),
    ),
]
WithLetter = Annotated[
    bool,
    typer.Option(
        "--letter",
        help=say(
            "前面附上当地致家长的信（有信的地方才行）。",
            "Put the place's letter to parents in front, where the place has one.",
        ),
    ),
]
