"""`make --paper`: the paper asked for, or the place's own; what cannot be is refused."""

from pathlib import Path

import pytest

from checklist.documents.papers import PAPERS
from checklist.errors import ExitCode
from tests.cli.running import refused, run
from tests.support import CATALOG, ROOT, catalog

CHILD = ROOT / "tests" / "examples" / "minimal.yaml"


def test_every_paper_languages_yaml_names_is_one_there_is() -> None:
    tongues, findings = catalog().tongues()
    assert tongues is not None
    assert findings == ()
    assert {look.paper for look in tongues.places.values() if look.paper} <= set(PAPERS)


def test_without_a_paper_the_place_s_own_is_taken(tmp_path: Path) -> None:
    import shutil  # noqa: PLC0415 - beside its one use

    shutil.copytree(CATALOG, tmp_path / "catalog")
    path = tmp_path / "catalog" / "languages.yaml"
    text = path.read_text("utf-8")
    assert "paper: a4" in text
    path.write_text(text.replace("paper: a4", "paper: card"), "utf-8")
    own = run("make", CHILD, "--to", "html", "--catalog", tmp_path / "catalog")
    assert own.stdout == run("make", CHILD, "--to", "html", "--paper", "card").stdout
    other = run("make", CHILD, "--to", "html", "--paper", "a4", "--catalog", tmp_path / "catalog")
    assert other.stdout == run("make", CHILD, "--to", "html").stdout != own.stdout


def test_a_booklet_says_how_to_print_it_and_claims_no_reading_order(tmp_path: Path) -> None:
    done = run("make", CHILD, "--paper", "booklet", "-o", tmp_path / "child.pdf")
    assert done.returncode == ExitCode.DONE
    assert "短边" in done.stderr
    command = ("make", CHILD, "--paper", "booklet", "--variant", "ua", "--to", "pdf")
    assert "a5" in refused(*command, cwd=tmp_path, code=2).stderr


@pytest.mark.parametrize("paper", ["a3", "", "../a4", "booklet.css"])
def test_a_paper_there_is_not_is_refused_with_those_there_are(paper: str, tmp_path: Path) -> None:
    done = refused("make", CHILD, "--paper", paper, cwd=tmp_path, code=2)
    assert all(name in done.stderr for name in PAPERS)
