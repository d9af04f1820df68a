"""A profile and a catalog into one assessment, or every problem of both at once.

The step all commands about one child share.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from checklist.assessment import Assessment, assess
from checklist.catalog.checking import check_chain
from checklist.catalog.opening import Catalog, open_catalog
from checklist.catalog.owed import Listing
from checklist.children.profile import ATTESTED, Profile, read_profile
from checklist.cli.folders import catalog_folder
from checklist.errors import DataError, ExitCode, UserError
from checklist.findings import Finding, Span, has_errors


def opened(given: Path | None) -> Catalog:
    """The catalog, opened.

    Raises:
        DataError: facts.yaml itself has errors.
    """
    catalog = open_catalog(catalog_folder(given))
    if has_errors(catalog.findings):
        raise DataError(catalog.findings, ExitCode.CATALOG)
    return catalog


def residence_code(catalog: Catalog, text: str) -> str:
    """The code of a place given on the command line.

    Raises:
        UserError: unknown or ambiguous, with the candidates.
    """
    found = catalog.areas.find(text)
    if found.area:
        return catalog.areas.current(found.area.code)
    near = "、".join(
        f"{catalog.areas.full_name(area.code)}({area.code})" for area in found.candidates
    )
    if near:
        raise UserError(f"“{text}”可能是：{near}。", f"“{text}” may be: {near}.")
    raise UserError(
        f"找不到“{text}”。请写六位代码或正式名称。",
        f"“{text}” is not found. Give the six-digit code or the official name.",
    )


def assessment(catalog: Catalog, path: Path, on: date, residence: str | None) -> Assessment:
    """Read a profile and hold its place's list against it.

    Args:
        catalog: the opened catalog.
        path: the profile.
        on: the date.
        residence: a place that stands in for the profile's own, as given by the user.

    Raises:
        DataError: the profile or the catalog has errors; carries all findings of both.
        UserError: no list was in force there on the date.
    """
    code = residence_code(catalog, residence) if residence else None
    profile, findings = read_profile(path, catalog.facts, catalog.areas, on)
    if profile and code:
        profile = _moved(profile, code)
        findings = tuple(f for f in findings if f.values.get("fact") != "residence")
    if profile and profile.residence is None and not _names_residence(findings):
        findings = (*findings, Finding("P110", Span(str(path), 1, 1)))
    place = profile.residence if profile else code
    wrong = check_chain(catalog, place) if place else ()
    if has_errors(wrong) or has_errors(findings) or profile is None or place is None:
        exit_code = ExitCode.PROFILE if has_errors(findings) else ExitCode.CATALOG
        raise DataError((*findings, *wrong), exit_code)
    unproven = tuple(finding for finding in wrong if finding.code == "C413")
    place = catalog.areas.current(place)
    return _assessed(catalog, profile, place, on, (*findings, *unproven))


def _assessed(
    catalog: Catalog, profile: Profile, place: str, on: date, findings: tuple[Finding, ...]
) -> Assessment:
    listing = _in_force(catalog, place, on)
    unknown = _unknown_attests(profile, listing)
    return assess(listing, profile.child, catalog.areas, (*findings, *unknown))


def listing(catalog: Catalog, place: str, on: date) -> Listing:
    """A place's list on a date.

    Raises:
        DataError: the lists it is made of have errors.
        UserError: no list was in force there on the date.
    """
    wrong = check_chain(catalog, place)
    if has_errors(wrong):
        raise DataError(wrong, ExitCode.CATALOG)
    return _in_force(catalog, place, on)


def _in_force(catalog: Catalog, place: str, on: date) -> Listing:
    found, _ = catalog.listing(place, on)
    if not found.items:
        raise UserError(
            f"{on.isoformat()} 这里还没有清单。请换一个日期（--on）。",
            f"No list was in force here on {on.isoformat()}. Give another date with --on.",
        )
    return found


def _unknown_attests(profile: Profile, listing: Listing) -> tuple[Finding, ...]:
    """Ticks for papers no item asks for: a misspelt id would silently count for nothing."""
    known = listing.attests()
    span = profile.spans.get(ATTESTED)
    shown = {"known": "、".join(sorted(known)) or "—"}
    return tuple(Finding("P117", span, shown) for key in profile.child.attested
                 if span and key not in known)  # fmt: skip


def _moved(profile: Profile, code: str) -> Profile:
    facts = {**profile.child.facts, "residence": code}
    return replace(profile, child=replace(profile.child, facts=facts))


def _names_residence(findings: tuple[Finding, ...]) -> bool:
    return any(finding.values.get("fact") == "residence" for finding in findings)
