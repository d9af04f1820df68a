"""The manual of templates against the templates, and the rules of design against the styles."""

import re
from dataclasses import fields

import pytest

from checklist.documents.sheet import Row, Sheet
from tests.documents.paper import TEMPLATES, html_of

MANUAL = (TEMPLATES / "README.md").read_text("utf-8")
BLOCKS = (TEMPLATES / "blocks.html").read_text("utf-8")
LETTER = (TEMPLATES / "letter.html").read_text("utf-8")


def on_paper(name: str) -> str:
    """The rules of a style sheet that hold on paper, without comments."""
    styles = (TEMPLATES / name).read_text("utf-8")
    return re.sub(r"/\*.*?\*/", "", styles[: styles.index("@media screen")], flags=re.DOTALL)


ON_PAPER = on_paper("sheet.css") + on_paper("letter.css")
RULES = re.findall(r"([^{};]+)\{([^{}]*)\}", ON_PAPER)


def test_the_manual_names_every_block() -> None:
    for name in re.findall(r"{% macro (\w+)", BLOCKS + LETTER):
        assert f"`{name}`" in MANUAL


def test_the_manual_names_only_fields_that_exist() -> None:
    known = {field.name for field in fields(Sheet)}
    assert set(re.findall(r"`sheet\.(\w+)`", MANUAL)) - {"html", "css"} <= known
    row_fields = MANUAL[MANUAL.index("每一项（`row`）") :].split("。")[0]
    named = set(re.findall(r"`(\w+)`", row_fields)) - {"row"}
    assert named <= {field.name for field in fields(Row)}


def test_every_file_the_manual_lists_is_there() -> None:
    for name in re.findall(r"^\| `([^`]+\.(?:html|css|po))`", MANUAL, re.MULTILINE):
        assert (TEMPLATES / name).is_file()


def test_every_template_says_what_it_is_for() -> None:
    for path in TEMPLATES.rglob("*.*"):
        if path.suffix in {".html", ".css", ".po"}:
            assert path.read_text("utf-8").startswith(("{#", "/*", "#")), path.name


def brightness(colour: str) -> float:
    """Relative luminance after WCAG 2.1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colours(name: str) -> dict[str, str]:
    """The colours a property is given, by selector."""
    found: dict[str, str] = {}
    for selectors, body in RULES:
        if match := re.search(rf"(?:^|[;\s]){name}: (#[0-9a-f]{{6}})", body):
            found |= dict.fromkeys((one.strip() for one in selectors.split(",")), match[1])
    return found


def test_all_text_stands_out_from_white() -> None:
    for selector, colour in colours("color").items():
        assert contrast(colour, "#ffffff") >= 4.5, selector


def test_text_on_a_tint_stands_out_from_it() -> None:
    inks, tints = colours("color"), colours("background")
    assert len(tints) >= 10
    for selector, tint in tints.items():
        assert contrast(inks[selector], tint) >= 4.5, selector


def test_no_type_is_too_small_to_read() -> None:
    sizes = [float(size) for size in re.findall(r"(?:font-size|font): ([\d.]+)pt", ON_PAPER)]
    assert min(sizes) >= 7.5
    assert re.search(r"html \{ font: 9pt", ON_PAPER)


def test_blocks_are_never_cut_and_know_no_neighbours() -> None:
    assert ".block { display: block; break-inside: avoid; }" in ON_PAPER
    assert ".heading" in ON_PAPER
    assert "break-after: avoid" in ON_PAPER
    for selectors, body in RULES:
        assert not re.search(r"[+~]", selectors), selectors
        assert not re.search(r"\bmargin(-top|-bottom)?: [^0]", body) or ".fields" in selectors, (
            selectors
        )


@pytest.mark.parametrize("kind", ["eligible", "to_attest", "undetermined", "later", "ineligible"])
def test_every_outcome_has_its_colour_and_a_sign_and_a_word(kind: str) -> None:
    assert f".badge.{kind}" in colours("color")
    assert re.search(rf'<li class="{kind}"><b>\d+</b> <span>\S \S+', html_of("minimal"))
