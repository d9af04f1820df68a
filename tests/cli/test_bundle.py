"""What a school takes in hand, as a picture: a bundle's cover, a child's two pages, the ledger.

The roster is the maker's, with its known mistakes; the ledger is shown as LibreOffice prints it.
"""

from pathlib import Path

from PIL import Image

from tests import office, rosters
from tests.cli.running import run
from tests.documents.pictures import hold_to_picture, pictures, side_by_side

ROWS = 24
DOTS = 60


def test_a_bundle_and_its_ledger_look_as_they_did(tmp_path: Path) -> None:
    roster = tmp_path / "roster.xlsx"
    made = rosters.lines(ROWS, 2, kind="xlsx", home="320583", dirty=True)
    rosters.write(made, roster, "xlsx")
    done = run("batch", roster, "-o", "out", "--on", "2026-11-23", cwd=tmp_path,
               XDG_CACHE_HOME=str(tmp_path))  # fmt: skip
    assert "ledger.xlsx" in done.stdout, done.stderr
    pages = pictures((tmp_path / "out/bundle-01.pdf").read_bytes(), "-gray", "-r", str(DOTS),
                     "-l", "3")  # fmt: skip
    hold_to_picture("bundle.png", side_by_side([*pages, _ledger(tmp_path)]))


def _ledger(folder: Path) -> Image.Image:
    printed = office.converted(folder / "out/ledger.xlsx", "pdf", folder)
    (first,) = pictures(printed.read_bytes(), "-gray", "-r", str(DOTS), "-l", "1")
    return first
