"""The same number said again: in the title, in the lead, in the body. One fact is kept."""

from decimal import Decimal

from extract.carrier import ResultHit

SMALL = Decimal(3)
"""Small numbers meet by chance: above this, the same number of the same thing elsewhere in a report is the same fact."""

ROUGH = Decimal("0.1")
"""How far a rough number (26万余) may be from the exact one (26.98万), as a share."""


def merge(text: str, results: list[ResultHit]) -> list[ResultHit]:
    """Give the results without those that only repeat another, in the order of the text."""
    kept: list[ResultHit] = []
    for result in results:
        if not any(_repeats(text, earlier, result) for earlier in kept):
            kept.append(result)
    return [r for r in kept if not any(_rough_form(text, r, other) for other in kept if other is not r)]


def _paragraph(text: str, result: ResultHit) -> int:
    return text.count("\n", 0, result.quantity.start)


def _same_thing(one: ResultHit, other: ResultHit) -> bool:
    return (one.measure, one.item, one.unit) == (other.measure, other.item, other.unit)


def _repeats(text: str, earlier: ResultHit, later: ResultHit) -> bool:
    if not _same_thing(earlier, later) or earlier.value != later.value:
        return False
    return later.value > SMALL and _paragraph(text, earlier) != _paragraph(text, later)


def _rough_form(text: str, rough: ResultHit, exact: ResultHit) -> bool:
    """Whether a number is a rounded form of a more exact one: 抓获46万余人, 46.58万名落网."""
    if not _same_thing(rough, exact) or rough.qualifier == "exact" or rough.value == exact.value:
        return False
    if _paragraph(text, rough) == _paragraph(text, exact) or rough.value <= SMALL:
        return False
    low, high = sorted((rough.value, exact.value))
    near = high - low <= ROUGH * high
    fits = exact.value > rough.value if rough.qualifier == "over" else exact.value < rough.value
    return near and (fits or rough.qualifier == "about") and digits(exact.value) > digits(rough.value)


def digits(value: Decimal) -> int:
    """Give the number of significant digits of a value."""
    return len(value.normalize().as_tuple().digits)
