"""A character no face prints is found before the paper is wasted, and never repeated aloud."""

import shutil
from time import process_time

import pytest

from checklist.documents import fonts
from checklist.errors import ExitCode, MachineError
from tests.documents.paper import html_of

LOST = "\U0001fb93"  # a legacy-computing block no installed face has
PAGE = '<body><h1>清单</h1><b data-field="name">甲{}乙</b><b data-field="hukou">广德</b></body>'


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> str:
    """A character that nothing prints, whatever is installed here."""
    monkeypatch.setattr(fonts, "_elsewhere", lambda _: False)
    return LOST


@pytest.mark.parametrize(
    "text", ["流动儿童居住地", "〔2024〕24号", "✓◎?→×○△◇☐", "𬀩𠮷䶮", "Kunshan’s “list”"]
)
def test_what_the_sheet_needs_is_there(text: str) -> None:
    assert fonts.missing(text) == ()


@pytest.mark.parametrize("text", ["", " \t\n", "\u200b\u200d", "甲\ufe00", "甲\U000e0100"])
def test_what_prints_nothing_by_itself_is_never_missed(text: str) -> None:
    assert fonts.missing(text) == ()


def test_characters_are_missed_once_and_in_order(lost: str) -> None:
    assert fonts.missing(f"{lost}甲{lost}\ue123") == ("\ue123", lost)


def test_a_face_that_is_not_the_first_may_print_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_elsewhere", lambda character: character == LOST)
    assert fonts.missing(LOST) == ()


def test_a_page_that_would_show_a_box_is_refused_by_code_point_and_field(lost: str) -> None:
    with pytest.raises(MachineError) as refused:
        fonts.check(PAGE.format(lost))
    assert refused.value.exit_code is ExitCode.ENVIRONMENT
    for message in (refused.value.zh, refused.value.en):
        assert "U+1FB93 (name)" in message
        assert "apt-get install fonts-noto-extra" in message
        assert lost not in message


def test_styles_and_markup_are_not_what_is_printed(lost: str) -> None:
    fonts.check(f"<style>/* {lost} */</style><body title='{lost}'>清单</body>")


@pytest.mark.parametrize(
    ("character", "package"),
    [
        ("ئ", "fonts-noto-core"),
        ("བ", "fonts-noto-core"),
        ("ꀀ", "fonts-noto-core"),
        ("䶮", "fonts-noto-cjk"),
        ("가", "fonts-noto-cjk"),
        ("\U00030ede", "fonts-hanazono"),
        ("😀", "fonts-noto-color-emoji"),
        ("\ue000", "fonts-noto-cjk"),
        ("\U000f0000", "fonts-noto-extra"),
    ],
)
def test_a_package_is_named_for_every_script(character: str, package: str) -> None:
    assert fonts.package_for(character) == package


def test_without_fontconfig_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    fonts.matched.cache_clear()
    with pytest.raises(MachineError, match="apt-get install fontconfig"):
        fonts.matched(fonts.FAMILY)
    monkeypatch.undo()


def test_without_any_font_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_ask", lambda *_: "")
    fonts.matched.cache_clear()
    with pytest.raises(MachineError, match="fonts-noto-cjk"):
        fonts.matched(fonts.FAMILY)
    (name, well, _, cure), *rest = fonts.health()
    assert (well, rest) == (False, [])
    assert name
    assert "fonts-noto-cjk" in cure


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_this_machine_is_well(language: str) -> None:
    assert all(well for _, well, _, _ in fonts.health(language))


def test_the_check_costs_next_to_nothing() -> None:
    page = html_of("minimal")
    fonts.check(page)
    costs = []
    for _ in range(3):  # of our own time, so that a busy machine changes little
        started = process_time()
        fonts.check(page)
        costs.append(process_time() - started)
    assert min(costs) < 0.06
