"""`checklist catalog test`: run the situations of a catalog, and test the situations themselves.

What must come out of whom is written by policy staff; this says whether it still does, what no
situation says yet, and with --mutate which mistakes in a condition none of them would notice.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from checklist.cli.options import CatalogFolder, Form, Format, Ui
from checklist.cli.ui import err, language, out, print_json, say
from checklist.errors import ExitCode, UserError

if TYPE_CHECKING:
    from checklist.catalog.opening import Catalog
    from checklist.runs.testing.mutation import Outcome, Survivor

Mutate = Annotated[
    bool,
    typer.Option(
        "--mutate",
        help=say(
            "在条件里逐个造小错，看情形发现多少（95%才算过）。",
            "Make small mistakes in conditions: are 95 % noticed?",
        ),
    ),
]
Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="AREA",
        help=say(
            "只在这个地方和下级的清单里造小错。",
            "Mistakes in lists of this place and below only.",
        ),
    ),
]


def test(
    mutate: Mutate = False,  # noqa: FBT002 - a flag of the command line
    area: Area = None,
    catalog: CatalogFolder = None,
    form: Format = Form.TEXT,
    ui: Ui = "zh",  # noqa: ARG001 - read in ui.py before parsing
) -> None:
    """Run a catalog's situations; exit 1 when one does not come out as written."""
    from checklist.areas import NATION  # noqa: PLC0415 - not for help
    from checklist.cli import intake  # noqa: PLC0415 - loads the catalog's rooms

    if area and not mutate:
        raise UserError("--area 要和 --mutate 一起用。", "--area goes with --mutate.")
    opened = intake.opened(catalog)
    if mutate:
        nation = area in {None, NATION}
        _mutate(opened, NATION if nation else intake.residence_code(opened, str(area)), form)
    else:
        _run(opened, form)


def _run(catalog: "Catalog", form: Form) -> None:
    from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now
    from checklist.runs.testing import coverage, situations  # noqa: PLC0415 - as above

    tally = situations.run(catalog)
    if form is Form.TEXT:
        err().print(
            say(
                f"{tally.cases} 个情形，{tally.expectations} 条预期相符。",
                f"{tally.cases} situations, {tally.expectations} expectations held.",
            )
        )
    report.tell((*tally.findings, *coverage.lacking(catalog)), form)


def _mutate(catalog: "Catalog", area: str, form: Form) -> None:
    """Test the situations; they must come out as written before that says anything."""
    from checklist.cli import report  # noqa: PLC0415 - rich is wanted only now
    from checklist.findings import has_errors  # noqa: PLC0415 - as above
    from checklist.runs.testing import mutation, situations  # noqa: PLC0415 - as above

    tally = situations.run(catalog)
    if has_errors(tally.findings):
        report.tell(tally.findings, form)
    outcome = mutation.run(catalog, area)
    if form is Form.TEXT:
        for survivor in outcome.survived:
            out().print(_line(survivor), soft_wrap=True, markup=False, highlight=False)
        out().print(_sum(outcome), soft_wrap=True)
    else:
        print_json(_record(outcome))
    if not outcome.enough:
        raise typer.Exit(ExitCode.CATALOG)


def _sum(outcome: "Outcome") -> str:
    survived = len(outcome.survived)
    return say(
        f"{outcome.conditions} 个条件，{outcome.mutants} 个小错：发现 {outcome.killed} 个，"
        f"没有发现 {survived} 个；另有 {outcome.equivalent} 个改了也一样，不算。"
        f"发现率 {outcome.percent}%。",
        f"{outcome.conditions} conditions, {outcome.mutants} small mistakes: "
        f"{outcome.killed} noticed, {survived} not; {outcome.equivalent} more change nothing "
        f"and do not count. Noticed: {outcome.percent} %.",
    )


def _line(survivor: "Survivor") -> str:
    """Where a mistake went unnoticed, and what it was."""
    mutant, site = survivor.mutant, survivor.site
    where = "/".join(filter(None, (site.item, site.kind, site.part)))
    what = _CHANGES[mutant.change][language() == "en"]
    if mutant.change == "joined":  # the branches under it stay as they are
        return f"{mutant.span}: {where}: {what}"
    change = f"{mutant.before} → {mutant.after}" if mutant.after else mutant.before
    return f"{mutant.span}: {where}: {what}: {change}"


_CHANGES = {
    "dropped": ("删去", "left out"),
    "joined": ("all 和 any 对调", "all and any swapped"),
    "negated": ("反过来", "negated"),
    "shifted": ("界限移动一格", "bound moved by one"),
    "narrowed": ("少一个值", "one value fewer"),
    "turned": ("at_least 和 at_most 对调", "at_least and at_most swapped"),
}


def _record(outcome: "Outcome") -> dict[str, object]:
    return {
        "conditions": outcome.conditions,
        "mutants": outcome.mutants,
        "killed": outcome.killed,
        "equivalent": outcome.equivalent,
        "percent": outcome.percent,
        "survived": [
            {
                "layer": one.site.layer,
                "kind": one.site.kind,
                "item": one.site.item,
                "part": one.site.part,
                "file": one.mutant.span.file,
                "line": one.mutant.span.line,
                "column": one.mutant.span.column,
                "change": str(one.mutant.change),
                "before": one.mutant.before,
                "after": one.mutant.after,
            }
            for one in outcome.survived
        ],
    }
