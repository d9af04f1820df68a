"""The beginnings of catalog files, for `catalog new`: named and placed by the scheme.

What is known is filled in; what is not stays a commented line, because a guess in a catalog
looks like a fact. The texts stand in the folder scaffolds, as a keeper will see them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from checklist.areas import NATION, Area
from checklist.catalog.book import open_book
from checklist.catalog.model import Layer
from checklist.catalog.opening import Catalog
from checklist.catalog.owed import Item
from checklist.catalog.provinces import PROVINCES
from checklist.catalog.reading import layer_files
from checklist.findings import Span

SCHEMAS = ".schemas"  # beside the lists, so that editors find them in the catalog alone
_TEXTS = Path(__file__).with_name("scaffolds")


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A file to be: where it goes, and what it begins with."""

    path: Path
    text: str


@dataclass(frozen=True, slots=True)
class Site:
    """A place whose list has a file: its code and name, the file, and the catalog around it."""

    catalog: Catalog
    code: str
    name: str
    file: Path

    @property
    def layer(self) -> Layer | None:
        """What the file says, if it can be read."""
        layers, _ = self.catalog.chain(self.code)
        return next((layer for layer in layers if layer.code == self.code), None)

    @property
    def above(self) -> dict[str, Item]:
        """The items the lists above bring."""
        layers, _ = self.catalog.chain(self.code)
        return dict(open_book(self.catalog, {each.code: each for each in layers}).above[self.code])

    @property
    def items(self) -> Path:
        """The folder of items beside the file."""
        return self.file.with_suffix("")


def site(catalog: Catalog, code: str) -> Site | None:
    """The place of a code, if its list has a file."""
    file = layer_files(catalog.root, {code[:2]}).get(code)
    area = catalog.areas.get(code)
    name = "全国" if code == NATION else area.name if area else code
    return Site(catalog, code, name, file) if file else None


def province_folder(root: Path, code: str) -> Path | None:
    """The folder of a place's province: the one that is there, or what it is to be called."""
    for folder in sorted(root.glob(f"{code[:2]}-*")):
        if folder.is_dir():
            return folder
    known = PROVINCES.get(code[:2])
    return root / f"{code[:2]}-{known[0]}" if known else None


def layer_path(root: Path, code: str, slug: str) -> Path:
    """Where a place's list goes: base.yaml, four digits for a city, six for a county.

    Args:
        root: the catalog folder.
        code: the place, of a province that has a folder name.
        slug: how the place is spelt in file names; not needed for a province.
    """
    folder = province_folder(root, code) or root / f"{code[:2]}-{slug}"
    if code.endswith("0000"):
        return folder / "base.yaml"
    return folder / f"{code.removesuffix('00')}-{slug}.yaml"


def layer(root: Path, area: Area, slug: str, on: date) -> Scaffold:
    """The beginning of a place's list."""
    known = PROVINCES.get(area.code[:2]) if area.code.endswith("0000") else None
    english = known[1] if known else slug.replace("-", " ").title()
    path = layer_path(root, area.code, slug)
    return _filled(
        path, root, "layer", code=area.code, name=area.name, english=english, today=on.isoformat()
    )


def item(place: Site, item_id: str, category: str, on: date) -> Scaffold:
    """The beginning of an item the lists above do not have."""
    path = place.items / f"{item_id}.yaml"
    said = {"name": place.name, "id": item_id, "category": category, "today": on.isoformat()}
    return _filled(path, place.catalog.root, "item", **said)


def override(place: Site, above: Item, on: date) -> Scaffold:
    """The beginning of a change to an item of the lists above."""
    path, root = place.items / f"{above.id}.yaml", place.catalog.root
    span = above.origins.get("when", above.origins["name"])[1]
    return _filled(
        path,
        root,
        "override",
        name=place.name,
        id=above.id,
        title=above.name["zh-Hans"],
        digest=above.digest,
        today=on.isoformat(),
        where=f"{span.file}:{span.line}",
        above="\n".join(f"# | {line}".rstrip() for line in _block(root.parent / span.file, span)),
        measures=_ids(above.measures),
        amounts=_ids(above.amounts),
        materials=_ids(above.materials),
    )


def cases(place: Site, title: str, file: str, unknown: str, on: date) -> Scaffold:
    """The beginning of a file of situations.

    Args:
        place: where the children live.
        title: what the situations are about, behind the place's name.
        file: the file's name.
        unknown: YAML lines: what comes out for an unknown child, and commented cases.
        on: the date the situations are counted on.
    """
    path = place.file.parent / "cases" / file
    code = "" if place.code == NATION else place.code  # nobody lives in the nation as such
    said = {"name": place.name, "title": title, "code": code, "today": on.isoformat()}
    return _filled(path, place.catalog.root, "cases", **said, unknown=unknown)


def _filled(path: Path, root: Path, kind: str, **values: str) -> Scaffold:
    """A text with its blanks filled, headed by the line that tells editors its schema."""
    text = Template((_TEXTS / f"{kind}.txt").read_text("utf-8")).substitute(values)
    up = "../" * len(path.parent.relative_to(root).parts)
    schema = "item" if kind == "override" else kind
    head = f"# yaml-language-server: $schema={up}{SCHEMAS}/{schema}.json\n"
    return Scaffold(path, head + text)


def _ids(parts: tuple[object, ...]) -> str:
    return "、".join(str(getattr(part, "id", part)) for part in parts) or "没有"


def _block(path: Path, span: Span) -> Iterator[str]:
    """The lines of the entry that begins at a span, moved to the left margin."""
    lines = path.read_text("utf-8-sig").splitlines()[span.line - 1 :]
    margin = len(lines[0]) - len(lines[0].lstrip())
    yield lines[0][margin:]
    for line in lines[1:]:
        if line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        yield line[margin:]


def jobs() -> str:
    """The beginning of a file of jobs."""
    return (_TEXTS / "jobs.txt").read_text("utf-8")
