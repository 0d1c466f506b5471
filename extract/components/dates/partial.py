"""Partial dates: a year, a month or a day, with the arithmetic that keeps their precision."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class Partial(NamedTuple):
    """A year, a month (`day` 0) or a day; `month` 0 where only the year is known."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """The date as precisely as it is known: `2019`, `2019-06`, `2019-06-25`."""
        return "-".join([f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)])

    @property
    def first(self) -> date:
        """The first day of what it names."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day of what it names."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def exists(self) -> bool:
        """Whether the calendar has it: 30 February is none."""
        if not 1 <= self.year <= 9998 or not 0 <= self.month <= 12 or (self.day and not self.month):
            return False
        return self.day <= calendar.monthrange(self.year, self.month or 12)[1]

    def plus_months(self, months: int) -> "Partial":
        """Give the month so many months later (or earlier), without a day."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Partial(year, month + 1)

    def plus_days(self, days: int) -> "Partial":
        """Give the day so many days after the first day of this."""
        return of_day(self.first + timedelta(days=days))


def of_day(day: date) -> Partial:
    """Give a day as a partial date of full precision."""
    return Partial(day.year, day.month, day.day)


class Period(NamedTuple):
    """From the first day of `first` to the last day of `last`; the two are equal for a single moment."""

    first: Partial
    last: Partial

    @property
    def moment(self) -> bool:
        """Whether it is one day, month or year."""
        return self.first == self.last


def moment(year: int, month: int = 0, day: int = 0) -> Period:
    """Give the period of one day, month or year."""
    return Period(Partial(year, month, day), Partial(year, month, day))
