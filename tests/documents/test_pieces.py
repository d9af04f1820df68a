"""Blocks taken apart into pieces, and pieces into a shape and what is filled into it."""

import pytest

from checklist.documents.paste.pieces import CUT, Piece, Voice, cut, piece

VOICE = Voice("zh-Hans", "ltr")
CELL = '<li><span>姓名</span> <b data-field="name">{}</b></li>'


def taken(html: str, own: str = "") -> tuple[str, str | None]:
    """Shape and filling, without the marks around a child's own words."""
    made = piece(VOICE, html, own)
    return made.shape.translate({2: None, 3: None}), made.fill


def test_digits_of_the_text_are_filled_in_and_no_others() -> None:
    assert taken('<p class="h1">2026年<sup>1</sup>&#39;9</p>') == (
        '<p class="h1">0000年<sup>0</sup>&#39;0</p>',
        "202619",
    )


def test_ideographs_are_filled_in_only_in_a_child_s_own_field() -> None:
    assert taken(CELL.format("王小明")) == (CELL.format("一一一"), "王小明")
    assert taken("<p>王小明</p>") == ("<p>王小明</p>", "")


def test_a_place_in_brackets_is_filled_in_when_it_is_the_child_s() -> None:
    assert taken("<dd>户籍地（广德市）</dd>", "安徽省宣城市广德市") == (
        "<dd>户籍地（一一一）</dd>",
        "广德市",
    )
    assert taken("<dd>户籍地（广德市）</dd>", "浙江省") == ("<dd>户籍地（广德市）</dd>", "")


@pytest.mark.parametrize(
    "html", ["<p>2026</p>", CELL.format("王&amp;1"), "<dd>户籍地（广德市）8</dd>"]
)
def test_what_was_taken_out_fills_the_shape_again(html: str) -> None:
    made = piece(VOICE, html, "广德市")
    assert made.filled(made.fill or "") == html
    assert made.exact() == Piece(VOICE, html, None)


def test_a_frame_is_plain_text() -> None:
    made = piece(VOICE, "清单 <2026>\n第1页", frame=True)
    assert (made.shape, made.fill) == ("清单 <0000>\n第0页", "20261")


def test_shapes_say_whether_they_say_something_of_a_child() -> None:
    assert not piece(VOICE, CELL.format("王小明")).private
    assert piece(VOICE, CELL.format("Aygül")).private
    assert piece(VOICE, CELL.format("王小明")).exact().private
    assert not piece(VOICE, "<p>Aygül</p>").exact().private


def test_what_is_open_at_a_cut_is_closed_and_opened_again_without_an_edge() -> None:
    html = f'<article id="x"><h3>甲</h3>{CUT}<dl>{CUT}<dt>乙</dt>{CUT}</dl></article>'
    assert cut(html) == [
        "<article data-before><h3>甲</h3></article>",
        "<article data-after data-before><dl data-before></dl></article>",
        "<article data-after data-before><dl data-after data-before><dt>乙</dt></dl></article>",
        "<article data-after><dl data-after></dl></article>",
    ]


def test_elements_without_an_end_stay_whole() -> None:
    html = f'<div><svg><path d="M0"/></svg><br>{CUT}乙</div>'
    assert cut(html) == [
        '<div data-before><svg><path d="M0"/></svg><br></div>',
        "<div data-after>乙</div>",
    ]
