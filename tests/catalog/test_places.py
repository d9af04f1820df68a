"""The survey's places and figures, each held against the catalog's own files.

What the survey of 《中国民政》 reports must be found in the layer of its place, and a layer that
holds a list known only by its size must say so.
"""

from collections.abc import Iterator

import pytest

from checklist.catalog.model import Layer
from tests.support import TODAY, catalog

FIGURES = [  # place, figure, what it counts
    ("320000", 6, "categories"), ("320000", 21, "items"), ("320000", 37, "measures"),
    ("320000", 21, "departments"),
    ("320500", 330, "the family's premium a year"), ("320500", 750, "subsidy a year"),
    ("330624", 2744, "orphans, a month"), ("330624", 2195, "outside institutions, a month"),
    ("440100", 2000, "children assessed"), ("440100", 80, "children counselled"),
    ("440100", 177, "towns"), ("440100", 2845, "villages"),
    ("230000", 13, "welfare homes"), ("230000", 83, "rescue bodies"),
    ("230000", 1328, "township stations"), ("230000", 9937, "community homes"),
    ("420000", 23, "departments"), ("420000", 10, "task fields"),
    ("420500", 80000, "records compared"), ("450000", 54, "tasks"),
    ("610000", 19, "departments"), ("610000", 23, "tasks"), ("610000", 99, "rescue bodies"),
    ("610000", 1181, "stations"), ("610000", 2050, "child homes"),
    ("610000", 24_300_000, "yuan"), ("610000", 256, "projects"),
    ("371600", 48, "contact points"), ("371600", 3834, "persons"),
    ("371600", 2816, "special families"), ("371600", 6, "stations"),
    ("371600", 621, "volunteer mothers"), ("371600", 36, "organisations"),
    ("430000", 1516, "organisations"), ("430000", 39_920_000, "yuan"), ("430000", 214, "projects"),
    # and from other reports
    ("350000", 17000, "rehabilitation a year"), ("350000", 1700, "a month"),
    ("350000", 20000, "poor families, a year"), ("350000", 2000, "a month"),
    ("500000", 1851, "orphans in institutions, a month"), ("500000", 1651, "outside"),
    ("330000", 20, "items"), ("410000", 19, "items"), ("440000", 19, "items"),
    ("630000", 21, "items"), ("340200", 23, "items"),
]  # fmt: skip
PLACES = {
    "江苏省", "苏州市", "昆山市", "浙江省", "新昌县", "广东省", "广州市", "湖南省", "黑龙江省",
    "湖北省", "宜昌市", "广西壮族自治区", "云南省", "红河哈尼族彝族自治州", "山西省", "辽宁省",
    "陕西省", "延安市", "山东省", "滨州市", "福建省", "宁夏回族自治区", "河南省", "安徽省",
    "芜湖市",
}  # fmt: skip


def figures(layer: Layer) -> Iterator[float]:
    """Every number a layer reports."""
    yield from filter(None, (layer.declared_items, layer.declared_measures))
    for service in layer.services:
        yield from (count.value for count in service.counts)
    for entry in layer.entries.values():
        for amount in entry.amounts:
            yield from (period.value for period in amount.periods)


@pytest.mark.parametrize(("code", "value", "what"), FIGURES)
def test_a_figure_of_the_survey_stands_in_the_layer_of_its_place(
    code: str, value: float, what: str
) -> None:
    layers, _ = catalog().all_layers()
    assert value in set(figures(layers[code])), f"{what} of {code}"


def test_every_place_of_the_survey_has_a_layer_that_loads() -> None:
    layers, findings = catalog().all_layers()
    assert not findings
    assert {layer.name["zh-Hans"] for layer in layers.values()} >= PLACES


def test_all_eleven_cities_of_zhejiang_have_their_layer() -> None:
    layers, _ = catalog().all_layers()
    cities = {code for code in layers if code[:2] == "33" and code[4:] == "00" != code[2:4]}
    assert cities == {f"33{number:02}00" for number in range(1, 12)}


@pytest.mark.parametrize(
    ("code", "cycle", "layer"),
    [("320583", "P6M", "000000"), ("140100", "P6M", "000000"), ("371602", "P1M", "371600")],
)
def test_the_shortest_review_cycle_holds(code: str, cycle: str, layer: str) -> None:
    listing, _ = catalog().listing(code, TODAY)
    assert (listing.review_cycle, listing.review_layer) == (cycle, layer)


@pytest.mark.parametrize(("code", "off"), [("440100", {"colour"}), ("371600", None)])
def test_classes_whose_criteria_nobody_published_are_off(code: str, off: set[str] | None) -> None:
    listing, _ = catalog().listing(code, TODAY)
    assert listing.classes
    assert all(classing.off and classing.note for classing in listing.classes)
    assert off is None or {classing.id for classing in listing.classes} == off
