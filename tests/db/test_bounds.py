"""A sum says no more than its parts do."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.bounds import total

NUMBERS = st.lists(
    st.tuples(st.integers(0, 10**9), st.sampled_from(["exact", "over", "under"]), st.integers(0, 10**6)), max_size=8
)


@pytest.mark.parametrize(
    ("parts", "value", "qualifier", "low", "high"),
    [
        ([], 0, "exact", 0, 0),
        ([(3, "exact"), (4, "exact")], 7, "exact", 7, 7),
        ([(8700, "over"), (140, "exact")], 8840, "over", 8840, None),
        ([(100, "under"), (5, "exact")], 105, "under", 5, 105),
        ([(100, "under"), (5, "over")], 105, "about", 5, None),
        ([(100, "about"), (5, "over")], 105, "about", 5, None),
    ],
)
def test_total(parts: list[tuple[int, str]], value: int, qualifier: str, low: int, high: int | None) -> None:
    found = total((Decimal(number), said) for number, said in parts)
    assert (found.value, found.qualifier, found.low, found.high) == (value, qualifier, low, high)


@given(NUMBERS)
def test_the_truth_lies_within_the_bounds(parts: list[tuple[int, str, int]]) -> None:
    # each part says something true of a number that differs from it by `off` in the direction that it allows
    truth = sum(
        number + off if said == "over" else max(0, number - off) if said == "under" else number
        for number, said, off in parts
    )
    found = total((Decimal(number), said) for number, said, _ in parts)
    assert found.low <= truth
    assert found.high is None or truth <= found.high
    if found.qualifier == "exact":
        assert truth == found.value
    if found.qualifier == "over":
        assert truth >= found.value
    if found.qualifier == "under":
        assert truth <= found.value
