"""What a changelog says of losses: read strictly, and only where it speaks of this change."""

from pathlib import Path

import pytest

from checklist.runs.effects.changelog import entries, fresh
from tests.runs import losing
from tests.support import ROOT, areas

LOSS = "320500 resident-insurance，自 2027-01-01：减少 loses：校外的孩子。"


def log(*lines: str) -> str:
    return "# 变更记录\n\n## 未发布 Unreleased\n\n" + "".join(f"{line}\n" for line in lines)


def catalog_line(text: str) -> str:
    return f"- **清单 catalog** — {text}"


def test_only_entries_about_the_catalog_count() -> None:
    text = log(catalog_line(LOSS), "- **程序 program** — 减少 loses 什么。", "文字")
    (entry,) = entries(text)
    assert (entry.text, entry.line, entry.section) == (LOSS, 5, 0)
    assert entry.clear


def test_the_form_shown_at_the_head_of_the_file_is_no_entry() -> None:
    assert entries("# 变更记录\n\n" + catalog_line(LOSS) + "\n\n## 一\n") == ()


def test_an_entry_goes_on_over_indented_lines() -> None:
    lines = ("  自 2027-01-01：减少 loses：校外的", "  孩子。", "", "  别的。")
    (entry,) = entries(log(catalog_line("320500 resident-insurance，"), *lines))
    assert entry.text == LOSS


@pytest.mark.parametrize(
    ("place", "item", "covered"),
    [
        ("320500", "resident-insurance", True),
        ("320583", "resident-insurance", True),  # below
        ("320000", "resident-insurance", False),  # above
        ("330100", "resident-insurance", False),
        ("320500", "medical-aid", False),
    ],
)
def test_an_entry_covers_its_place_and_those_below(place: str, item: str, *, covered: bool) -> None:
    (entry,) = entries(log(catalog_line(LOSS)))
    assert entry.covers(place, item, areas()) is covered


def test_an_entry_may_name_several_items_and_also_gains() -> None:
    text = "000000 medical-aid、vaccination，自 2027-01-01：增加 gains：甲；减少 loses：乙。"
    (entry,) = entries(log(catalog_line(text)))
    assert entry.clear
    assert entry.covers("320583", "vaccination", areas())


@pytest.mark.parametrize(
    "text",
    [
        "320500 resident-insurance，自 2027-01-01：增加 gains：校外的孩子。",
        "320500 苏州：没有人减少什么。",  # says so, but not in the form
        "320500 resident-insurance：减少 loses：没有日期。",
        "resident-insurance，自 2027-01-01：减少 loses：没有代码。",
        "320500 resident-insurance，自 2027-01-01：减少 loses：",  # nothing said
        "320500 resident-insurance, 自 2027-01-01: 减少 loses: 半角",
    ],
)
def test_what_is_no_clear_loss_covers_nothing(text: str) -> None:
    (entry,) = entries(log(catalog_line(text)))
    assert not entry.covers("320500", "resident-insurance", areas())
    assert entry.clear is ("gains" in text)


def test_what_stood_there_before_speaks_of_no_change() -> None:
    old, new = log(catalog_line(LOSS)), log(catalog_line(LOSS), catalog_line("320500 新的。"))
    assert [entry.text for entry in fresh(new, old)] == ["320500 新的。"]
    assert fresh(old, old) == ()


def test_where_the_former_file_is_unknown_the_first_section_counts() -> None:
    text = log(catalog_line("新的。")) + "\n## 0.1.0\n\n" + catalog_line(LOSS)
    assert [entry.text for entry in fresh(text, None)] == ["新的。"]


def test_the_projects_own_changelog_is_written_so_that_it_can_be_read() -> None:
    found = entries((ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert found
    assert [entry.text for entry in found if not entry.clear] == []


def test_every_loss_is_told_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path
    base = (ROOT / "tests/findings/base/00-national/base.yaml").read_text("utf-8")
    files: dict[str, bytes | None] = {
        "after/00-national/base.yaml": base.replace("at_most: 6", "at_most: 5")
        .replace("between: [6, 15]", "between: [5, 14]")
        .encode()
    }
    findings = losing.found(files, folder)
    assert [(f.code, f.span.line) for f in findings] == [("C601", 15), ("C601", 26)]
    assert "health-check" in findings[0].message("en")
    assert "aged 6" in findings[0].hint("en")
    assert "6周岁" in findings[0].hint("zh-Hans")
    loss = "000000 health-check、school-place，自 2027-01-01：减少 loses：示例。"
    files["CHANGELOG.md"] = log(catalog_line(loss)).encode()
    assert losing.found(files, folder) == ()
