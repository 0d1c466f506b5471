"""Numbers, days and places as tables write them."""

from decimal import Decimal

import pytest

from app.figures import figure, headline, period, place_of
from schema.models import Fact


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "written"),
    [
        ("265", "exact", "person", "265"),
        ("31500", "over", "person", "≥31,500"),
        ("150000000", "over", "CNY", "≥1.5亿"),
        ("12000000", "exact", "CNY", "1,200万"),
        ("9999.5", "about", "CNY", "≈9,999.5"),
        ("100000000", "under", "HKD", "<1亿 HKD"),
        ("100000", "exact", "部", "100,000"),
        ("35.70", "exact", "克", "35.7"),
    ],
)
def test_figure(value: str, qualifier: str, unit: str, written: str) -> None:
    assert figure(Decimal(value), qualifier, unit) == written


def fact(measure: str, value: int, part_of: str | None = None) -> Fact:
    return Fact.model_validate(
        {"id": "f", "event": "e", "measure": measure, "value": value, "qualifier": "exact", "unit": "person"}
        | {"quote": "x", "part_of": part_of}
    )


def test_headline_is_the_whole_and_never_a_part() -> None:
    facts = [fact("suspects_arrested", 300, "f9"), fact("suspects_arrested", 30), fact("suspects_arrested", 50)]
    assert headline(facts, "suspects_arrested", "fugitives_arrested") == "50"
    assert headline([fact("fugitives_arrested", 7)], "suspects_arrested", "fugitives_arrested") == "7"
    assert headline(facts, "gangs_dismantled") == ""


def test_period() -> None:
    assert period("2024-05", "2024-05") == "2024-05"
    assert period("2024-05", "2024-06") == "2024-05–\n2024-06"
    assert period(None, None) == ""


def test_places() -> None:
    assert place_of([]) == ""
    assert place_of(["中国"]) == "中国"
    assert place_of(["甘肃省/天水市/麦积区"]) == "天水市麦积区"
    assert place_of(["甘肃省", "海南省/儋州市", "柬埔寨"]) == "甘肃省、海南省儋州市…"
