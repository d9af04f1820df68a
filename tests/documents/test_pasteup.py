"""Print runs: the same to the pixel as single documents, in files that hold what they should."""

import atexit
import io
import json
import shutil
import sqlite3
import tempfile
import zlib
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from checklist.catalog.looks import Layout
from checklist.documents import fonts
from checklist.documents.paste.pasteup import Bundle, Leaf, Press
from checklist.documents.sheet import Field, Sheet
from checklist.documents.worded.view import with_letter
from checklist.errors import ExitCode, MachineError, UserError
from tests.documents.paper import TEMPLATES, example, sheet_of, told_by, tongue
from tests.documents.printruns import compared, pasted_up, random_sheets, set_whole, words
from tests.documents.test_bilingual import both
from tests.support import areas, facts

RUNS = (  # place, language, seed, children; ./dev bench batch --proof tries hundreds
    ("320583", "zh-Hans", 11, 3),
    ("330624", "en", 12, 2),
    ("440100", "zh-Hans", 13, 2),
)


@cache
def folder() -> Path:
    """Where galleys are kept."""
    made = tempfile.TemporaryDirectory()
    atexit.register(made.cleanup)
    return Path(made.name)


@cache
def press() -> Press:
    """One for most tests, so that each shape is typeset once."""
    return Press(TEMPLATES, folder())


@cache
def sheets() -> tuple[Sheet, ...]:
    """Three children of one place: of odd and of even numbers of pages."""
    return tuple(random_sheets(3, 11, "320583", "zh-Hans"))


def printed(
    titles: tuple[str, ...] = ("1", "2", "3"), **how: bytes | bool | str
) -> tuple[bytes, Bundle]:
    """The three as a bundle."""
    out = io.BytesIO()
    leaves = [Leaf(one, title) for one, title in zip(sheets(), titles, strict=True)]
    bundle = press().bundle(leaves, out, **how)  # type: ignore[arg-type]  # the test says which
    return out.getvalue(), bundle


@pytest.mark.parametrize(("place", "tag", "seed", "size"), RUNS)
def test_a_print_run_is_to_the_pixel_what_single_documents_are(
    place: str, tag: str, seed: int, size: int
) -> None:
    some = random_sheets(size, seed, place, tag)
    found = compared(pasted_up(some, press()), set_whole(some))
    assert found.pages > len(some)
    assert (found.pixels, found.words) == ((), ())


def test_a_letter_in_front_is_the_same_too() -> None:
    about = (example("yichang-pupil"), facts(), tongue(), areas())
    some = [with_letter(sheet_of("yichang-pupil"), *about)]
    found = compared(pasted_up(some, press()), set_whole(some))
    assert (found.pixels, found.words) == ((), ())


def test_the_comparison_sees_a_single_sign() -> None:
    whole = sheets()[0]
    last = whole.child[-1]
    changed = replace(whole, child=(*whole.child[:-1], replace(last, value=last.value + "。")))
    found = compared(pasted_up([changed], press()), pasted_up([whole], press()))
    assert (found.pixels, found.words) == ((1,), (1,))


def test_what_was_printed_once_needs_no_typesetting(monkeypatch: pytest.MonkeyPatch) -> None:
    before, _ = printed()

    def refuse(*_: object) -> None:
        pytest.fail("something was typeset again")

    monkeypatch.setattr("checklist.documents.paste.galley.placed", refuse)
    assert printed()[0] == before


def test_another_press_makes_the_same_file_from_what_the_first_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, _ = printed()

    def refuse(*_: object) -> None:
        pytest.fail("something was typeset again")

    monkeypatch.setattr("checklist.documents.paste.galley.placed", refuse)
    assert pasted_up(sheets(), Press(TEMPLATES, folder())) == before


def test_nothing_of_a_child_is_kept_on_the_disk() -> None:
    whole = sheets()[0]
    spoken = replace(whole, child=(Field("name", "姓名", "Aygül 王小明"), *whole.child[1:]))
    pasted_up([spoken], press())
    (file,) = folder().iterdir()
    with closing(sqlite3.connect(file)) as base:
        rows = base.execute("SELECT body FROM galley").fetchall()
    said = [json.loads(zlib.decompress(body))["glyphs"].values() for (body,) in rows]
    letters = ["".join(text for glyphs in fonts for _, text in glyphs) for fonts in said]
    assert len(letters) > 50
    assert not [text for text in letters if set("Aygül") <= set(text)]
    assert file.stat().st_mode & 0o077 == 0


def test_bookmarks_lead_to_each_child_s_first_page() -> None:
    titles = ("1 王", "2 李", "3 张")
    written, bundle = printed(titles)
    with pikepdf.open(io.BytesIO(written)) as document:
        pages = [page.obj.objgen for page in document.pages]
        found, marks = [], [document.Root.Outlines.First]
        for mark in marks:
            found.append((str(mark.Title), pages.index(mark.Dest[0].objgen) + 1))
            marks += [mark.Next] if "/Next" in mark else []
    assert found == [(title, first) for title, (first, _) in zip(titles, bundle.pages, strict=True)]


def test_every_child_s_pages_are_counted_by_themselves() -> None:
    written, bundle = printed()
    pages = ["".join(page) for page in words(written)]
    for first, count in bundle.pages:
        for number in range(count):
            assert pages[first + number - 1].endswith(f"第{number + 1}页/共{count}页")


def test_duplex_begins_every_child_on_a_front_and_blank_pages_are_bare() -> None:
    cover = pasted_up(sheets()[:1], press())  # any document will do
    written, bundle = printed(front=cover, duplex=True)
    assert {first % 2 for first, _ in bundle.pages} == {1}
    with pikepdf.open(io.BytesIO(written)) as document:
        bare = [n for n, page in enumerate(document.pages, 1) if "/Contents" not in page.obj]
        assert len(document.pages) % 2 == 0
    used = {first + n for first, count in bundle.pages for n in range(count)}
    assert bare == sorted(set(range(len(words(cover)) + 1, len(words(written)) + 1)) - used)


def test_pages_in_front_come_first_and_are_left_as_they_are() -> None:
    cover = pasted_up(sheets()[2:], press())
    written, bundle = printed(front=cover)
    assert words(written)[: len(words(cover))] == words(cover)
    assert bundle.pages[0][0] == len(words(cover)) + 1


def test_a_password_closes_the_file_with_aes_256() -> None:
    written, _ = printed(password="开门")  # noqa: S106 - a test's
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(written))
    with pikepdf.open(io.BytesIO(written), password="开门") as document:  # noqa: S106 - as above
        assert (document.encryption.R, document.encryption.stream_method.name) == (6, "aesv3")


def test_the_same_children_give_the_same_bytes_whoever_was_printed_before() -> None:
    alone = pasted_up(sheets()[1:2], press())
    pasted_up(sheets(), press())
    assert pasted_up(sheets()[1:2], press()) == alone


def test_what_is_remembered_has_a_bound_and_is_let_go_between_bundles_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, _ = printed()
    monkeypatch.setattr("checklist.documents.paste.pasteup.REMEMBERED", 30)
    monkeypatch.setattr("checklist.documents.paste.stack.REMEMBERED", 30)
    assert printed()[0] == before
    assert printed()[0] == before


def test_a_block_taller_than_a_page_is_refused() -> None:
    endless = replace(sheets()[0], notes=("很长的话。" * 900,))
    with pytest.raises(MachineError, match="taller than a page") as refused:
        pasted_up([endless], press())
    assert refused.value.exit_code is ExitCode.ENVIRONMENT


def test_a_block_that_draws_what_cannot_be_moved_is_refused(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    blocks = tmp_path / "templates" / "blocks.html"
    shaded = '<h2 style="background: linear-gradient(red, blue)">'
    blocks.write_text(blocks.read_text("utf-8").replace("<h2>", shaded, 1), "utf-8")
    with pytest.raises(MachineError, match="picture or a gradient"):
        Press(tmp_path / "templates", None).bundle([Leaf(sheets()[0], "1")], io.BytesIO())


def test_a_paper_whose_blocks_are_cut_is_refused() -> None:
    with pytest.raises(UserError, match="large"):
        Press(TEMPLATES, None, "large")


RARE = "\U0002a701"  # of Extension C, which Noto has not, and HanaMin has
NOWHERE = "\U0001fb93"  # what no installed face has


def with_name(name: str) -> Sheet:
    """The first child under another name."""
    return replace(sheets()[0], child=(Field("name", "姓名", name), *sheets()[0].child[1:]))


def test_a_name_beyond_the_usual_face_is_set_in_one_that_has_it_both_ways() -> None:
    some = [with_name(f"王{RARE}明")]
    one, other = pasted_up(some, press()), set_whole(some)
    found = compared(one, other)
    assert (found.pixels, found.words) == ((), ())
    assert f"王{RARE}明" in words(one)[0]
    assert all("HanaMin" in told_by("pdffonts", made) for made in (one, other))


def test_what_no_face_prints_is_a_line_to_write_on() -> None:
    written = pasted_up([with_name(f"王{NOWHERE}明")], press())
    assert f"王{fonts.RULE}明" in words(written)[0]
    blank = pasted_up([with_name(f"王{fonts.RULE}明")], press())
    assert compared(written, blank).pixels == ()


def test_two_languages_stand_line_under_line_but_not_in_columns() -> None:
    lines = both("ug", Layout.LINES)
    found = compared(pasted_up([lines], press()), set_whole([lines]))
    assert (found.pixels, found.words) == ((), ())
    with pytest.raises(UserError, match="columns"):
        pasted_up([both("en", Layout.COLUMNS)], press())
