"""Sums of numbers of which some are exact and some bounds, so that what is said of the sum is never false."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from schema.models import Qualifier

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number and what is known of it.

    `value` is the plain sum. `qualifier` says how the truth lies to it: `exact`, `over` (at least), `under` (less), or `about`
    where bounds of both kinds, or approximate numbers, are in it. `low` is what the truth cannot be below, `high` what it
    cannot be above, None where nothing bounds it.
    """

    value: Decimal
    qualifier: Qualifier
    low: Decimal
    high: Decimal | None


def total(numbers: Iterable[tuple[Decimal, str]]) -> Bounded:
    """Add numbers with their qualifiers.

    More than 8,700 and exactly 140 are at least 8,840:

    >>> total([(Decimal(8700), "over"), (Decimal(140), "exact")])
    Bounded(value=Decimal('8840'), qualifier='over', low=Decimal('8840'), high=None)
    """
    value = low = high = ZERO
    vague: set[str] = set()
    for number, qualifier in numbers:
        value += number
        low += number if qualifier in ("exact", "over") else ZERO
        high += number
        if qualifier != "exact":
            vague.add(qualifier)
    return Bounded(value, _qualifier(vague), low, high if vague <= {"under"} else None)


def _qualifier(vague: set[str]) -> Qualifier:
    if not vague:
        return "exact"
    if vague == {"over"}:
        return "over"
    return "under" if vague == {"under"} else "about"
