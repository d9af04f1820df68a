"""How the house is built, read from the source itself: who may know whom, and who may do what.

The rooms and their direction keep the core free of the clock, the screen and heavy libraries;
what is only agreed upon is soon broken, so it is tested here.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "checklist"
FILES = sorted(PACKAGE.rglob("*.py"))
STOREYS = (  # from the ground up; a room knows only those below it
    {"areas", "errors", "findings", "located", "placenames"},
    {"rules"},
    {"catalog", "children"},
    {"assessment"},
    {"documents"},
    {"runs"},
    {"cli"},
)
HOMES = {  # each outside library, and the few rooms that know it, most often one
    "yaml": ("checklist.located",),
    "polars": ("checklist.rules.columns", "checklist.children.parquet"),
    "pyipp": ("checklist.runs.printing",),
    "pydantic": ("checklist.catalog",),
    "pydantic_core": ("checklist.catalog",),
    "stdnum": ("checklist.children.identity",),
    "babel": ("checklist.documents.language",),
    "jinja2": ("checklist.documents.html",),
    "markupsafe": ("checklist.documents.html",),
    "uharfbuzz": ("checklist.documents.fonts",),
    "weasyprint": ("checklist.documents.pdf",),
    "docx": ("checklist.documents.office",),
    "openpyxl": ("checklist.documents.workbooks",),
    "pikepdf": ("checklist.documents.pages",),
    "python_calamine": ("checklist.children.tables",),
    "segno": ("checklist.documents.seal",),
    "xlsxwriter": ("checklist.documents.workbooks",),
    "rich": ("checklist.cli",),
    "typer": ("checklist.cli",),
    "z3": ("checklist.rules.proof",),
}
OPTIONAL = "checklist.rules.proof."  # loads Z3, an extra; but a question can be put without it
WITHOUT_Z3 = {f"{OPTIONAL}setting"}
LATE = {  # inside functions
    "stdnum", "babel", "jinja2", "uharfbuzz", "weasyprint", "polars", "pyipp",
    "docx", "openpyxl", "pikepdf", "python_calamine", "segno", "xlsxwriter",
}  # fmt: skip
NOT_FOR_HELP = ("weasyprint", "jinja2", "babel", "yaml", "pydantic", "uharfbuzz", "stdnum",
                "polars", "z3", "pyipp", "aiohttp", "docx", "openpyxl", "pikepdf",
                "python_calamine", "segno", "xlsxwriter")  # fmt: skip
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}
MOST_LINES = 320  # blank ones aside
MOST_FUNCTION_LINES = 40


def module_name(path: Path) -> str:
    """The dotted name of a file of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


each_file = pytest.mark.parametrize("path", FILES, ids=module_name)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


MODULES = {module_name(path): path for path in FILES}


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every module a file imports, at its top, inside functions or for types only."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((name if name in MODULES else str(node.module), node) for name in whole)


def own(path: Path) -> set[str]:
    """The modules of the package a file imports."""
    return {name for name, _ in imported(path) if name.split(".")[0] == "checklist"}


def room(module: str) -> str:
    """The room a module is in; the package itself has none."""
    return module.partition(".")[2].partition(".")[0]


def storey(name: str) -> int:
    """How high a room lies."""
    return next(level for level, rooms in enumerate(STOREYS) if name in rooms)


@each_file
def test_a_room_knows_only_the_rooms_below_it(path: Path) -> None:
    here = room(module_name(path))
    for there in {room(module) for module in own(path)} - {here, ""}:
        lower = storey(there) < storey(here)
        assert lower or storey(there) == storey(here) == 0, f"{here} may not know {there}"


def test_every_room_has_its_storey() -> None:
    rooms = {room(module) for module in MODULES} - {""}
    assert rooms == set().union(*STOREYS) & rooms


def test_no_modules_import_each_other_in_a_circle() -> None:
    known = {name: own(path) - {name} for name, path in MODULES.items()}
    while free := {name for name, others in known.items() if not others & known.keys()}:
        known = {name: others for name, others in known.items() if name not in free}
    assert not known, f"a circle among {sorted(known)}"


@each_file
def test_each_outside_library_has_one_home(path: Path) -> None:
    for name, _ in imported(path):
        library = name.split(".")[0]
        if library not in sys.stdlib_module_names and library != "checklist":
            assert library in HOMES, f"{library} has no room yet"
            homes = tuple(f"{home}." for home in HOMES[library])
            assert f"{module_name(path)}.".startswith(homes), f"{library} lives in {homes}"


@each_file
def test_libraries_dear_to_load_are_imported_inside_functions(path: Path) -> None:
    module = tree(path)
    typing_only = {
        id(node)
        for block in module.body
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    inside = {
        id(node)
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for name, node in imported(path):
        proof = name.startswith(OPTIONAL) and name not in WITHOUT_Z3
        if name.split(".")[0] in LATE or (proof and "rules.proof" not in module_name(path)):
            assert id(node) in inside | typing_only, f"line {node.lineno} loads {name} at once"


def test_help_loads_none_of_the_heavy_libraries() -> None:
    script = (
        "import sys; sys.argv = ['checklist', '--help']\n"
        "from checklist.cli.app import run\n"
        "code = run()\n"
        f"print(code, [name for name in {NOT_FOR_HELP!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().splitlines()[-1] == "0 []"


@each_file
def test_only_the_command_line_reads_the_clock(path: Path) -> None:
    if room(module_name(path)) == "cli":
        return
    assert "time" not in {name for name, _ in imported(path)}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            assert (owner, node.attr) not in CLOCKS, f"line {node.lineno} reads the clock"


@each_file
def test_only_the_command_line_prints(path: Path) -> None:
    if room(module_name(path)) == "cli":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Name | ast.Attribute):
            said = ast.unparse(node)
            assert said not in {"print", "sys.stdout", "sys.stderr"}, f"line {node.lineno} prints"


@each_file
def test_a_module_says_what_it_is_for_and_why(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""
    sentences = re.findall(r"\S[.?!](?=\s|\Z)", docstring)
    assert len(sentences) >= 2, "one sentence for what, one for why"
    assert docstring.splitlines()[0].endswith(".")


@each_file
def test_modules_and_functions_fit_the_eye(path: Path) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) <= MOST_LINES
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_FUNCTION_LINES, f"{node.name} is {length} lines long"
