"""Stretches of another language or direction: what survives joining, and what a stranger writes.

The marks are invisible inside texts, so nothing but these tests would notice one that leaks.
"""

from hypothesis import given
from hypothesis import strategies as st

from checklist.documents.html import as_markup, css_page, css_string
from checklist.documents.stretches import (
    CLOSE,
    END,
    OPEN,
    Stretch,
    has_own,
    marked,
    pieces,
    plain,
    unmarked,
)

UYGHUR = Stretch("ug", "rtl", "second")
CHINESE = Stretch("zh-Hans", "ltr")
words = st.text(st.sampled_from(f"ab<&\"'é汉ئۇ {OPEN}{END}{CLOSE}/"), max_size=12)


def test_a_stretch_becomes_an_element_that_names_language_and_direction() -> None:
    text = "电话 " + UYGHUR.around("تېلېفون")
    assert as_markup(text) == '电话 <bdi lang="ug" dir="rtl" class="second">تېلېفون</bdi>'


def test_stretches_survive_joining_and_filling() -> None:
    inner = CHINESE.around("昆山市")
    text = UYGHUR.around("{place} <b>").format_map({"place": inner})
    assert as_markup(text) == (
        '<bdi lang="ug" dir="rtl" class="second">'
        '<bdi lang="zh-Hans" dir="ltr">昆山市</bdi> &lt;b&gt;</bdi>'
    )


def test_text_without_stretches_is_left_to_the_template() -> None:
    assert as_markup("a < b") == "a < b"
    assert as_markup(7) == 7


def test_plain_text_keeps_directions_apart_by_isolates_where_any_word_runs_leftwards() -> None:
    number = Stretch(direction="ltr").around("0512-1234")
    assert plain(UYGHUR.around(f"تېلېفون {number}")) == "\u2067تېلېفون \u20660512-1234\u2069\u2069"
    assert plain(CHINESE.around("电话")) == "电话"


def test_only_words_outside_the_other_language_are_ones_own() -> None:
    assert not has_own(CHINESE.around("电话") + "：", "zh-Hans")
    assert not has_own("", "zh-Hans")
    assert has_own(f"تېلېفون {CHINESE.around('电话')}", "zh-Hans")
    assert has_own(CHINESE.around("电") + "7", "zh-Hans")


def test_a_page_number_carries_no_marks_into_the_style_sheet() -> None:
    said = css_page("第 {page} 页 " + UYGHUR.around("{pages}-بەت"))
    assert 'counter(page) " 页 \\2067 " counter(pages) "-بەت\\2069 "' in said
    assert not marked(css_string(UYGHUR.around("بەت")))


@given(words)
def test_what_a_stranger_writes_never_opens_or_closes_an_element(text: str) -> None:
    inside = str(as_markup(UYGHUR.around(unmarked(text))))
    assert inside.count("<bdi") == inside.count("</bdi>") == bool(unmarked(text))
    assert not marked(inside)


@given(words)
def test_marks_that_do_not_fit_are_left_out_and_every_stretch_is_closed(text: str) -> None:
    depth = 0
    for piece in pieces(text):
        depth += isinstance(piece, Stretch)
        depth -= piece is None
        assert depth >= 0
    assert depth == 0
    assert not marked(plain(text))
    shown = str(as_markup(text))
    assert not marked(text) or shown.count("<") == shown.count("<bdi") + shown.count("</bdi>")
