"""What the checks hold together: dates of figures, places of findings, and the real catalog.

Each single check has its good and bad example in tests/findings; here stand the laws that no
example can show.
"""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from hypothesis import given
from hypothesis import strategies as st

from checklist.catalog.checking import check, check_chain
from checklist.catalog.checks import CHECKS
from checklist.catalog.reading import layer_files
from checklist.findings import Severity
from tests.catalog.small import open_small, small
from tests.support import CATALOG, TODAY, catalog

Span: TypeAlias = tuple[date, date | None]
START = date(2024, 1, 1)
AMOUNT = """\
of: health-check
relation: restates
amounts:
  fee:
    label: {{zh-Hans: 补助, en: subsidy}}
    unit: CNY/year
    series:
{series}
sources: {{list: {{document: 《示例清单》, provenance: official}}}}
"""


def series(periods: list[Span]) -> str:
    """Periods as a series of figures in YAML."""
    return "\n".join(
        f"      - {{from: {start}, to: {end or 'null'}, value: {index}, source: list}}"
        for index, (start, end) in enumerate(periods)
    )


days = st.integers(0, 12).map(lambda ahead: START + timedelta(ahead))
spans = st.tuples(days, st.none() | days)


@given(st.lists(spans, min_size=1, max_size=4))
def test_a_series_is_without_findings_where_each_day_has_one_figure(periods: list[Span]) -> None:
    with TemporaryDirectory() as folder:
        opened = small(Path(folder), health_check=AMOUNT.format(series=series(periods)))
        found = {finding.code for finding in check(opened)} - {"C311"}
        amount = opened.listing("320583", TODAY)[0].items["health-check"].amounts[0]
    first, last = periods[0][0], periods[-1][1] or START + timedelta(20)
    every = [first + timedelta(ahead) for ahead in range((last - first).days + 1)]
    figures = {sum(period.covers(day) for period in amount.periods) for day in every}
    in_order = periods == sorted(periods, key=lambda period: period[0])
    forwards = all(end is None or start <= end for start, end in periods)
    assert (found == set()) == (figures == {1} and in_order and forwards)
    if found == {"C307"}:
        assert figures == {0, 1}


def test_findings_come_in_the_order_of_their_places_and_each_once(tmp_path: Path) -> None:
    files = {
        "32-jiangsu/3205-suzhou.yaml": b'layer: "320600"\nreview_cycle: P1Y\nname: {}\n',
        "32-jiangsu/base/health-check.yaml": b"of: health-check\n",
        "32-jiangsu/base/school-place.yaml": b"relation: widens\nwhen: {fact: age, is: 3}\n",
    }
    found = check(open_small(tmp_path / "catalog", files))
    assert len(found) > 5
    assert list(found) == sorted(found, key=lambda finding: (finding.span, finding.code))
    assert len({(f.span, f.code, str(f.values)) for f in found}) == len(found)


def test_every_finding_about_a_line_shows_the_line(tmp_path: Path) -> None:
    files = {"32-jiangsu/base/health-check.yaml": b"of: health-check\nwaiver: {}\n"}
    for finding in check(open_small(tmp_path / "catalog", files)):
        assert finding.quote


def test_every_check_says_what_it_finds() -> None:
    assert len(set(CHECKS)) == len(CHECKS)
    assert all(one.__doc__ for one in CHECKS)


def test_the_real_catalog_has_no_errors() -> None:
    errors = [finding for finding in check(catalog()) if finding.severity is Severity.ERROR]
    assert [f"{finding.span} {finding.message('en')}" for finding in errors] == []


def test_checking_one_place_finds_what_checking_everything_finds_there() -> None:
    everything = set(map(str, check(catalog())))
    for code in layer_files(CATALOG):
        if code != "000000":
            assert set(map(str, check_chain(catalog(), code))) <= everything
