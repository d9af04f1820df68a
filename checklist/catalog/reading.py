"""Catalog files into layers: YAML with positions, checked against its form, all findings at once.

The folder scheme is the contract's: one folder a province, base.yaml its list, one file a
city or county named after its code, and beside any of them a folder with one item a file.
Only the files of the asked chain are opened, so a place loads as fast in a full catalog.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from checklist.areas import NATION
from checklist.catalog import forms, layerforms
from checklist.catalog.converting import Converter
from checklist.catalog.layering import layer_of
from checklist.catalog.model import Entry, Layer
from checklist.catalog.validation import validated
from checklist.findings import Finding
from checklist.located import Located, Trail, read
from checklist.rules.facts import FactDictionary


def layer_files(root: Path, provinces: Iterable[str] | None = None) -> dict[str, Path]:
    """A catalog's layer files by the code their place in the folders stands for.

    Where two files claim one code, the first by name is kept; checks.py reports it.

    Args:
        root: the catalog folder.
        provinces: two-digit codes to stay with; all when None.
    """
    files: dict[str, Path] = {}
    for code, path in scan(root, provinces):
        files.setdefault(code, path)
    return files


def scan(root: Path, provinces: Iterable[str] | None = None) -> Iterator[tuple[str, Path]]:
    """Codes and layer files, in order; only of the given two-digit provinces if any are given."""
    wanted = None if provinces is None else set(provinces)
    for folder in sorted(root.glob("[0-9][0-9]-*")):
        if folder.is_dir() and (wanted is None or folder.name[:2] in wanted):
            for path in sorted(folder.glob("*.yaml")):
                stem = "" if path.stem == "base" else path.stem.split("-")[0]
                yield (stem or folder.name[:2]).ljust(6, "0"), path


def read_chain(
    root: Path, codes: Iterable[str], facts: FactDictionary
) -> tuple[tuple[Layer, ...], tuple[Finding, ...]]:
    """Read the layers that have a file among the given codes, nation first.

    Args:
        root: the catalog folder.
        codes: a place's chain, such as ("320000", "320500", "320583").
        facts: the dictionary conditions are checked against.
    """
    chain = (NATION, *codes)
    files = layer_files(root, {code[:2] for code in chain})
    layers: list[Layer] = []
    findings: list[Finding] = []
    for code in chain:
        if code in files:
            layer, found = read_layer(files[code], code, facts, root)
            findings += found
            layers += [layer] if layer else []
    return tuple(layers), tuple(findings)


def read_layer(
    path: Path, code: str, facts: FactDictionary, root: Path
) -> tuple[Layer | None, tuple[Finding, ...]]:
    """Read one layer: its file, and the folder of items beside it.

    Args:
        path: the layer's file.
        code: the code its place in the folders stands for.
        facts: the dictionary conditions are checked against.
        root: the catalog folder; findings name files relative to its parent.
    """
    located, findings = read(path, shown(path, root))
    form, wrong = validated(located, layerforms.LayerForm)
    figures = _figures(located)
    apart, found = _read_folder(path.with_suffix(""), code, facts, figures, root)
    findings = (*findings, *wrong, *found)
    if form is None:
        return None, findings
    converter = Converter(located, facts, figures, code)
    layer = layer_of(converter, form)
    entries = {
        key: converter.entry(key, entry, ("items", key), digest(located, ("items", key)))
        for key, entry in form.items.items()
    }
    twice = [_twice(entry, entries[entry.id]) for entry in apart if entry.id in entries]
    entries = {entry.id: entry for entry in apart} | entries
    findings = (*findings, *converter.findings, *twice, *_misnamed(located, form, code, entries))
    ordered = {key: entries[key] for key in (*form.order, *entries) if key in entries}
    return replace(layer, entries=ordered), findings


def _figures(located: Located) -> frozenset[str]:
    """The ids of a layer's figures, even where the rest of its file is not in order."""
    figures = located.data.get("figures") if isinstance(located.data, dict) else None
    return frozenset(figures if isinstance(figures, dict) else ())


def _misnamed(
    located: Located, form: layerforms.LayerForm, code: str, entries: Mapping[str, Entry]
) -> Iterator[Finding]:
    """A layer that names another place than its file does, or orders items it has not."""
    if form.layer != code:
        span = located.at(("layer",))
        values = {"code": code, "written": form.layer}
        yield Finding("C107", span, values, (), located.quote(span))
    for index, key in enumerate(form.order):
        if key not in entries:
            span = located.at(("order", index))
            yield Finding("C319", span, {"item": key}, (), located.quote(span))


def _read_folder(
    folder: Path, code: str, facts: FactDictionary, figures: frozenset[str], root: Path
) -> tuple[list[Entry], list[Finding]]:
    """The items that stand in files of their own."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
        entry, found = _read_item(path, code, facts, figures, root)
        findings += found
        entries += [entry] if entry else []
    return entries, findings


def _read_item(
    path: Path, code: str, facts: FactDictionary, figures: frozenset[str], root: Path
) -> tuple[Entry | None, tuple[Finding, ...]]:
    located, findings = read(path, shown(path, root))
    form, wrong = validated(located, forms.EntryForm)
    if form is None:
        return None, (*findings, *wrong)
    converter = Converter(located, facts, figures, code)
    entry = converter.entry(path.stem, form, (), digest(located, ()))
    if not re.match(forms.ID, path.stem):
        misnamed = Finding("C113", located.at(()), {"key": path.stem})
        return None, (*findings, *wrong, misnamed)
    return entry, (*findings, *wrong, *converter.findings)


def shown(path: Path, root: Path) -> str:
    """How findings name a catalog file: relative to where the catalog folder lies."""
    try:
        return str(path.relative_to(root.parent))
    except ValueError:
        return str(path)


def digest(located: Located, path: Trail) -> str:
    """Twelve hex digits over what an entry says, leaving out who reviewed and checked it."""
    data = located.data
    for key in path:
        data = data[str(key)] if isinstance(data, dict) else None
    said = data if isinstance(data, dict) else {}
    said = {k: v for k, v in said.items() if k not in {"checked", "reviewed_against"}}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _twice(second: Entry, first: Entry) -> Finding:
    return Finding("C109", second.span, {"item": second.id}, (first.span,))
