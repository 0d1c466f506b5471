"""Lunar days and holidays as days of the Gregorian calendar."""

from datetime import date, timedelta

from extract.components.dates.partial import Partial, Period, of_day
from schema.lexicon import read_lexicon

PACKAGE = "extract.components.dates"


class LunarCalendar:
    """The Chinese lunisolar calendar of the years that `lunar.tsv` holds."""

    def __init__(self) -> None:
        self.years: dict[int, tuple[date, int, str]] = {
            int(row["year"]): (date.fromisoformat(row["new_year"]), int(row["leap"]), row["months"])
            for row in read_lexicon(PACKAGE, "lunar.tsv")
        }

    def day(self, year: int, month: int, day: int) -> date | None:
        """Give the Gregorian day of a lunar one, None where the table or the calendar has no such day.

        The 30th of the twelfth month is the year's last day, also where that month has 29.
        """
        if year not in self.years:
            return None
        new_year, leap, lengths = self.years[year]
        place = month - 1 + (1 if leap and month > leap else 0)
        length = 30 if lengths[place] == "L" else 29
        if month == 12:
            day = min(day, length)
        if day > length:
            return None
        return new_year + timedelta(days=sum(30 if name == "L" else 29 for name in lengths[:place]) + day - 1)

    def month(self, year: int, month: int) -> Period | None:
        """Give the Gregorian days of a lunar month, None where the table does not hold the year."""
        first, last = self.day(year, month, 1), self.day(year, month, 29)
        if first is None or last is None:
            return None
        whole = self.day(year, month, 30)
        return Period(of_day(first), of_day(whole or last))


class Holidays:
    """The holidays of `holidays.tsv`: the day itself, and the days off around it."""

    def __init__(self, lunar: LunarCalendar) -> None:
        self.lunar = lunar
        rows = read_lexicon(
            PACKAGE,
            "holidays.tsv",
            codes={"calendar": {"solar", "lunar", "term"}, "alone": {"yes", "no"}},
            ordered=True,
        )
        self.rows = {row["name"]: row for row in rows}
        self.periods = {
            (row["name"], int(row["year"])): Period(
                of_day(date.fromisoformat(row["first"])), of_day(date.fromisoformat(row["last"]))
            )
            for row in read_lexicon(PACKAGE, "holiday_periods.tsv", key=("name", "year"), ordered=True)
        }

    def day(self, name: str, year: int) -> date | None:
        """Give the day of a holiday; for New Year's Eve by the lunar calendar, the one that opens `year`."""
        row = self.rows[name]
        month, day = int(row["month"]), int(row["day"])
        if row["calendar"] == "term":
            return date(year, 4, qingming(year))
        if row["calendar"] == "solar":
            return date(year, month, day)
        return self.lunar.day(year - 1 if month == 12 else year, month, day)

    def period(self, name: str, year: int) -> Period | None:
        """Give the days off around a holiday: as ordered for that year, else by the ordinary length.

        Three days lie around the weekend that the holiday touches; a holiday in the middle of a week stands alone.
        """
        known = self.periods.get((name, year))
        if known:
            return known
        day = self.day(name, year)
        if day is None:
            return None
        days = int(self.rows[name]["days"])
        if days != 3:
            return Period(of_day(day), Partial(day.year, day.month, day.day).plus_days(days - 1))
        before, after = {0: (2, 0), 4: (0, 2), 5: (0, 2), 6: (1, 1)}.get(day.weekday(), (0, 0))
        return Period(of_day(day - timedelta(days=before)), of_day(day + timedelta(days=after)))


def qingming(year: int) -> int:
    """Give the day of April on which the sun reaches 15° of longitude, for the years 1900 to 2099.

    The usual formula: a fixed moment of 1900 or 2000 that moves by a quarter day a year, less the leap days.
    """
    century, of_century = divmod(year, 100)
    return int(of_century * 0.2422 + (4.81 if century == 20 else 5.59)) - of_century // 4
