"""Catalogs by name: folders, the working tree, git revisions; and names that are none of these."""

import shutil
from pathlib import Path

import pytest

from checklist.catalog.revisions import Side, side
from checklist.errors import UserError
from tests.catalog.pairs import committed, git, national, suzhou, write


def opened(name: str, home: Path) -> Side:
    """A side whose catalog is no longer open: only what was read of it stays."""
    with side(name, home) as one:
        return one


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A catalog in a repository: two commits, and something not committed yet."""
    repository = tmp_path / "project"
    root = write(repository / "catalog", {})
    (repository / "CHANGELOG.md").write_text("## first\n", "utf-8")
    committed(repository, "first")
    git(repository, "tag", "v1")
    write(root, {"nation": national("at_most: 6", "at_most: 5")})
    (repository / "CHANGELOG.md").write_text("## second\n", "utf-8")
    committed(repository, "second")
    write(root, {"nation": national("at_most: 6", "at_most: 4")})
    return root


def bound(one: Side) -> object:
    """The last age of the health check."""
    when = one.layers["000000"].entries["health-check"].when
    return when.operands[0] if when else None  # type: ignore[union-attr]  # a leaf


def test_the_working_tree_and_its_revisions_are_told_apart(home: Path) -> None:
    assert bound(opened(".", home)) == 4
    assert bound(opened("HEAD", home)) == 5
    assert bound(opened("HEAD~1", home)) == 6
    assert bound(opened("v1", home)) == 6


def test_the_changelog_of_a_revision_comes_along(home: Path) -> None:
    assert opened("v1", home).changelog == "## first\n"
    assert opened("HEAD", home).changelog == "## second\n"


def test_files_are_named_as_in_the_catalog(home: Path) -> None:
    for name in (".", "HEAD"):
        layer = opened(name, home).layers["000000"]
        assert layer.file == "catalog/00-national/base.yaml"


def test_a_folder_is_a_catalog_or_holds_one(home: Path) -> None:
    assert bound(opened(str(home), home)) == 4
    assert bound(opened(str(home.parent), home)) == 4


def test_a_catalog_deep_in_a_repository_is_found(tmp_path: Path) -> None:
    root = write(tmp_path / "a" / "b" / "catalog", {})
    committed(tmp_path, "deep")
    assert bound(opened("HEAD", root)) == 6


def test_keys_of_another_time_are_left_out_and_told(home: Path) -> None:
    old = national("items:\n", "lines:\n  - phone: '12345'\n    name: 热线\n\nitems:\n")
    write(
        home, {"nation": old.replace("    category: health\n", "    category: health\n    x: 1\n")}
    )
    committed(home.parent, "old")
    side_of_old = opened("HEAD", home)
    assert bound(side_of_old) == 6
    assert [(f.code, f.values["key"]) for f in side_of_old.findings] == [
        ("C101", "lines"), ("C101", "x"),
    ]  # fmt: skip
    assert side_of_old.unread == ()


def test_a_layer_that_cannot_be_read_is_named(home: Path) -> None:
    write(home, {"suzhou": suzhou("when: [")})
    committed(home.parent, "broken")
    broken = opened("HEAD", home)
    assert broken.unread == ("320500",)
    assert "320500" not in broken.layers
    assert broken.without(("000000",)).layers.keys() == {"320000"}


def refused(name: str, home: Path) -> str:
    with pytest.raises(UserError) as caught, side(name, home):
        pass
    assert caught.value.zh
    return caught.value.en


@pytest.mark.parametrize("name", ["nothing", "--help", "-x", "HEAD~99", "", "HEAD:catalog"])
def test_a_name_that_is_neither_folder_nor_revision_is_refused(home: Path, name: str) -> None:
    assert "no such revision" in refused(name, home)


def test_a_folder_without_a_catalog_is_refused(home: Path, tmp_path: Path) -> None:
    assert "holds no catalog" in refused(str(tmp_path), home)


def test_a_revision_without_a_catalog_is_refused(home: Path) -> None:
    shutil.move(home, home.parent / "elsewhere")
    committed(home.parent, "moved")
    shutil.move(home.parent / "elsewhere", home)
    assert "has no catalog (catalog/facts.yaml)" in refused("HEAD", home)


def test_outside_of_any_repository_git_says_why(tmp_path: Path) -> None:
    root = write(tmp_path / "catalog", {})
    assert "git cannot give it" in refused("HEAD", root)


def test_without_git_it_is_said_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert "install git" in refused("HEAD", home)


def test_links_are_not_followed(home: Path) -> None:
    (home / "32-jiangsu" / "320583-kunshan.yaml").symlink_to("/etc/hostname")
    committed(home.parent, "link")
    assert "holds a link" in refused("HEAD", home)
