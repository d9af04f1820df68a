"""A bundle's cover: who is inside, what needs attention, in words a teacher reads at a glance."""

import subprocess
from collections.abc import Iterable
from datetime import date
from functools import cache
from io import BytesIO

import pytest

from checklist.assessment import ScopeOutcome
from checklist.documents import cover, fonts, language
from checklist.documents.cover import About, Cover
from checklist.documents.paste import pasteup
from checklist.documents.paste.pasteup import Leaf, Press
from checklist.documents.worded.line import Line, spans
from checklist.findings import Finding, Span
from tests.documents.paper import TEMPLATES
from tests.support import facts

SIGNS = ("eligible", "to_attest", "undetermined", "later", "ineligible")
WRONG = Finding("P105", Span("r.xlsx", 23, 3, sheet="Sheet1"))


def child(number: int, name: str = "某某", *open_facts: str, notes: tuple[str, ...] = ()) -> Line:
    outcomes = {f"item-{kind}-{n}": kind for n, kind in enumerate(SIGNS)} | {"more": "eligible"}
    day = date(2027, 5, 29)
    return Line(number, name, "320583", ScopeOutcome.IN, outcomes, open_facts, day, notes)


def about(
    group: str = "一（2）班", *, missed: bool = False, part: tuple[int, int] = (1, 1)
) -> About:
    failed = ((23, (WRONG,)),) if missed else ()
    return About("bundle-03.pdf", group, part, ("江苏省苏州市昆山市",), "2026年11月29日", failed)


def of(about: About, *lines: Line, tag: str = "zh-Hans") -> Cover:
    return cover.writer(tag, TEMPLATES, facts()).cover(about, lines)


def told(made: Cover) -> dict[str, list[tuple[str, str]]]:
    return {
        heed.kind: [
            (f"{point.row} {point.name}".strip(), " ".join(point.texts)) for point in heed.points
        ]
        for heed in made.heeds
    }


def test_it_names_the_group_the_file_and_everybody_inside_in_their_order() -> None:
    made = of(about(), child(4, "甲"), child(2, "乙"), child(9, ""))
    assert (made.group, made.file) == ("一（2）班", "bundle-03.pdf")
    inside = made.inside
    assert [(one.number, one.name) for one in inside] == [
        ("4", "甲"), ("2", "乙"), ("9", "（没有姓名）"),
    ]  # fmt: skip
    assert inside[0].counts == "✓2 ◎1 ?1 →1"


def test_numbers_at_a_glance() -> None:
    lines = [child(2, "甲", "hukou"), child(3, "乙", "hukou", "sex"), child(4, notes=("怪",))]
    made = of(about(missed=True), *lines)
    assert [counter.count for counter in made.counters] == ["3", "2", "1", "1"]


def test_a_row_that_was_not_printed_is_named_with_its_cell_and_the_cure() -> None:
    ((who, text),) = told(of(about(missed=True), child(2)))["missed"]
    assert who == "第 23 行"
    assert text.startswith("Sheet1!C23 ")
    assert WRONG.message() in text
    assert WRONG.hint() in text


def test_what_is_odd_stands_with_the_child_and_marks_it_in_the_list() -> None:
    made = of(about(), child(2, "甲"), child(3, "乙", notes=("先核对这个。", "再核对那个。")))
    assert told(made) == {"odd": [("第 3 行 乙", "先核对这个。 再核对那个。")]}
    assert [one.odd for one in made.inside] == [False, True]


def test_questions_come_by_how_many_they_are_open_for() -> None:
    lines = [
        child(2, "甲", "sex", "hukou"),
        child(3, "乙", "hukou"),
        child(4, "丙", "hukou", "orphan"),
    ]
    asked = [(question.count, question.text) for question in of(about(), *lines).questions]
    assert asked == [("3", "户籍地"), ("1", "性别"), ("1", "孤儿")]


def test_parts_of_a_large_group_and_a_run_without_groups_are_named() -> None:
    assert of(about(part=(2, 3)), child(2)).group == "一（2）班（第 2 本 / 共 3 本）"
    assert of(about(""), child(2)).group == "全部儿童"


def test_row_numbers_in_a_row_are_drawn_together() -> None:
    assert spans([2]) == "2"
    assert spans([2, 3, 4, 9, 11, 12]) == "2-4, 9, 11-12"


def test_both_languages_of_the_school_have_the_same_sentences() -> None:
    zh, en = (language.read(tag, TEMPLATES / "school").messages.texts for tag in ("zh-Hans", "en"))
    assert zh.keys() == en.keys()
    for key, (sentence,) in zh.items():
        assert set(placeholders(sentence)) == set(placeholders(en[key][0])), key


def placeholders(sentence: str) -> list[str]:
    return [part.partition("}")[0] for part in sentence.split("{")[1:]]


HOSTILE = '<script>alert(1)</script>&{{ 7*7 }}" 祕密甲·阿卜杜热合曼'


@cache
def press() -> Press:
    return Press(TEMPLATES, None)


def words(made: Cover) -> str:
    """What is printed, as a reader copies it."""
    out = BytesIO()
    press().bundle([Leaf(made, "封面")], out)
    ran = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],  # noqa: S607 - of PATH
        input=out.getvalue(), capture_output=True, check=True,
    )  # fmt: skip
    return ran.stdout.decode()


def group(count: int, name: str = "某某") -> Cover:
    lines = [child(n, name, "hukou", notes=("怪",) if n == 3 else ()) for n in range(2, count + 2)]
    return of(about(name, missed=True), *lines)


def test_a_class_fits_one_side_and_a_large_group_goes_on_behind_it() -> None:
    text = words(group(40))
    assert "封面 1 / 1" in text
    many = words(group(250))
    assert "封面 1 / 4" in many
    numbers = set(many.split())
    assert {str(number) for number in range(2, 252)} <= numbers


def test_hostile_names_are_printed_as_they_are() -> None:
    text = "".join(words(group(3, HOSTILE)).split())
    assert "".join(HOSTILE.split()) in text


def test_a_character_no_face_prints_leaves_a_line_to_write_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lost = "龘"
    monkeypatch.setattr(fonts, "missing", lambda text: (lost,) if lost in text else ())
    text = words(of(about(f"{lost}班"), child(2, f"某{lost}", notes=("怪",))))
    assert text.count("某＿") == 2
    assert "＿班" in text


@pytest.mark.parametrize("tag", ["zh-Hans", "en"])
def test_every_sentence_of_a_cover_is_printed(tag: str) -> None:
    made = of(about(missed=True), child(2, "甲", "hukou", notes=("怪。",)), tag=tag)
    text = "".join(words(made).split())
    told = [made.title, made.group, made.file, made.lead, made.privacy, *made.words.values()]
    told += [point for heed in made.heeds for one in heed.points for point in one.texts]
    told.remove(made.words["nothing"])
    for sentence in told:
        assert "".join(sentence.split()) in text, sentence


def test_where_nothing_needs_attention_that_is_said() -> None:
    assert "没有要留意的，可以直接发。" in words(of(about(), child(2)))
    assert "没有要留意的" not in words(of(about(missed=True), child(2)))


def test_a_second_cover_needs_nothing_typeset_that_the_first_had(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words(group(30, "某某"))
    monkeypatch.setattr(pasteup, "typeset", refuse)
    words(group(31, "王小"))


def refuse(pieces: Iterable[object], *_: object) -> list[object]:
    assert list(pieces) == []
    return []
