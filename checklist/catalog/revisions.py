"""A catalog by the name a reviewer gives it: a folder, or a revision of the git repository.

What a change does can only be told against the catalog as it was, and that is in git. Old
files may have keys today's program does not know; these are left out, and it is said so.
"""

import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from checklist.catalog.model import Layer
from checklist.catalog.opening import Catalog, open_catalog
from checklist.catalog.reading import scan
from checklist.errors import UserError
from checklist.findings import Finding

CHANGELOG = "CHANGELOG.md"
_ROUNDS = 5  # of leaving out keys: one key may hide another's mistake


@dataclass(frozen=True, slots=True)
class Side:
    """One of two catalogs.

    Args:
        label: what to call it before a file's name, such as "HEAD~1"; "" for the later one.
        catalog: the catalog.
        layers: its layers by code.
        findings: what could not be read, or was left out.
        changelog: the text of the CHANGELOG.md beside it; None where there is none.
        unread: codes of layers whose files cannot be read at all.
    """

    label: str
    catalog: Catalog
    layers: Mapping[str, Layer]
    findings: tuple[Finding, ...]
    changelog: str | None
    unread: tuple[str, ...] = ()

    def without(self, codes: tuple[str, ...]) -> "Side":
        """The same, less some layers that have nothing to be compared with."""
        kept = {code: layer for code, layer in self.layers.items() if code not in codes}
        return replace(self, layers=kept)


@contextmanager
def side(name: str, home: Path) -> Iterator[Side]:
    """Open a catalog for as long as it is compared.

    Args:
        name: a catalog folder, a folder with a catalog in it ("." is the working tree), or a git
            revision ("HEAD~1", a tag) of the repository `home` lies in.
        home: the catalog folder as it is now.

    Raises:
        UserError: it is neither, or holds no catalog.
    """
    folder = _folder(name, home)
    if folder:
        yield _opened("" if name == "." else name, folder)
        return
    with TemporaryDirectory(prefix="checklist-") as temporary:
        root = _extracted(name, home.resolve(), Path(temporary))
        dropped = _leave_out(root)
        opened = _opened(name, root)
        yield replace(opened, findings=(*dropped, *opened.findings))


def _folder(name: str, home: Path) -> Path | None:
    """The catalog folder a name means, if it means one."""
    if name == ".":
        return home
    folder = Path(name)
    for there in (folder, folder / home.name) if name else ():
        if (there / "facts.yaml").is_file():
            return there
    if name and folder.is_dir():
        raise UserError(
            f"{name} 里没有清单（没有 facts.yaml）。请给清单目录，或 git 的版本。",
            f"{name} holds no catalog (no facts.yaml). Give a catalog folder or a git revision.",
        )
    return None


def _opened(label: str, root: Path) -> Side:
    catalog = open_catalog(root)
    layers, findings = catalog.all_layers()
    changelog = root.parent / CHANGELOG
    text = changelog.read_text("utf-8") if changelog.is_file() else None
    unread = tuple(sorted({code for code, _ in scan(root)} - layers.keys()))
    return Side(label, catalog, layers, (*catalog.findings, *findings), text, unread)


def _extracted(revision: str, home: Path, folder: Path) -> Path:
    """The catalog of a revision, written into a folder with the changelog beside it."""
    top = Path(git(home, "rev-parse", "--show-toplevel", revision=revision).decode().rstrip("\n"))
    try:
        commit = git(top, "rev-parse", "--verify", "--quiet", "--end-of-options",
                      f"{revision}^{{commit}}", revision=revision).decode().strip()  # fmt: skip
    except UserError:
        raise UserError(
            f"没有“{revision}”这个目录，git 里也没有这个版本。",
            f"There is no folder “{revision}”, and git knows no such revision.",
        ) from None
    inside = home.relative_to(top.resolve())
    beside = inside.parent / CHANGELOG
    wanted = [inside.as_posix(), beside.as_posix()]
    listed = git(top, "ls-tree", "-r", "--name-only", "-z", commit, "--", *wanted,
                  revision=revision).decode().split("\0")  # fmt: skip
    if (inside / "facts.yaml").as_posix() not in listed:
        raise UserError(
            f"版本 {revision} 里没有清单（{inside}/facts.yaml）。",
            f"Revision {revision} has no catalog ({inside}/facts.yaml).",
        )
    present = wanted if beside.as_posix() in listed else wanted[:1]
    packed = git(top, "archive", "--format=tar", commit, "--", *present, revision=revision)
    _unpack(packed, folder, revision)
    return folder / inside


def _unpack(packed: bytes, folder: Path, revision: str) -> None:
    """Write the files of an archive git made; by hand, because early 3.11 has no safe way.

    Raises:
        UserError: it holds links, which could lead anywhere.
    """
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        for member in archive:
            if member.issym() or member.islnk():
                raise UserError(
                    f"版本 {revision} 的清单里有链接（{member.name}），读不了。",
                    f"The catalog of revision {revision} holds a link ({member.name}); "
                    "it cannot be read.",
                )
            content = archive.extractfile(member) if member.isfile() else None
            if content:
                path = folder / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def git(where: Path, *arguments: str, revision: str) -> bytes:
    """What git answers.

    Raises:
        UserError: there is no git, or it refuses; in its own words.
    """
    command = ["git", "-C", str(where), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - git, with our words only
    except FileNotFoundError:
        raise UserError(
            f"没有“{revision}”这个目录；要按 git 的版本比较，请先安装 git。",
            f"There is no folder “{revision}”; to compare with a revision, install git.",
        ) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        why = said[0] if said else str(error.returncode)
        raise UserError(
            f"“{revision}”不是目录，从 git 里也读不到它（{why}）。",
            f"“{revision}” is no folder, and git cannot give it ({why}).",
        ) from None
    return done.stdout


def _leave_out(root: Path) -> tuple[Finding, ...]:
    """Blank every key today's forms do not know; the lines of the rest stay as they are."""
    dropped: list[Finding] = []
    for _ in range(_ROUNDS):
        _, findings = open_catalog(root).all_layers()
        unknown = sorted((finding for finding in findings if finding.code == "C101"), reverse=True,
                         key=lambda finding: finding.span)  # fmt: skip
        if not unknown or not all(_blank(root.parent / f.span.file, f) for f in unknown):
            break
        dropped += reversed(unknown)
    return tuple(dropped)


def _blank(path: Path, finding: Finding) -> bool:
    """Empty the lines of one key and of what hangs below it; False where others share them."""
    lines = path.read_text("utf-8-sig").split("\n")
    first, indent = finding.span.line - 1, finding.span.column - 1
    if lines[first][:indent].strip():
        return False  # inside a flow mapping; the file then stays unread, and is told
    last = first + 1
    while last < len(lines) and _hangs(lines[last], indent):
        last += 1
    lines[first:last] = [""] * (last - first)
    path.write_text("\n".join(lines), "utf-8")
    return True


def _hangs(line: str, indent: int) -> bool:
    """Whether a line belongs to a key that stands `indent` columns in."""
    own = len(line) - len(line.lstrip(" "))
    return not line.strip() or own > indent or (own == indent and line.lstrip().startswith("- "))
