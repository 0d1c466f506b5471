"""Days as addresses and lists show them: `/2022-07/13/`, `t20210402_`, `2022年8月5日`.

A month without a day gives nothing.
"""

import re
from datetime import UTC, date, datetime, timedelta

_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)(?:"
    r"(?P<month>\d\d)(?P<day>\d\d)"
    r"|[-/_](?P<month2>\d\d)(?P<day2>\d\d)"
    r"|(?P<month3>\d\d)[-/](?P<day3>\d\d)"
    r"|[-/](?P<month4>\d{1,2})[-/](?P<day4>\d{1,2})"
    r")(?!\d)"
)
_IN_TEXT = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
)
_OLDEST = date(1990, 1, 1)


def address_day(url: str) -> date | None:
    """Give the day that stands in an address, None where there is none that can be."""
    for match in _IN_ADDRESS.finditer(url):
        groups = match.groupdict()
        month = next(groups[key] for key in ("month", "month2", "month3", "month4") if groups[key])
        number = next(groups[key] for key in ("day", "day2", "day3", "day4") if groups[key])
        if day := _plausible(groups["year"], month, number):
            return day
    return None


def day_in(text: str) -> date | None:
    """Give the first full date of a piece of a list, None where there is none that can be."""
    for match in _IN_TEXT.finditer(text):
        if day := _plausible(match["year"], match["month"], match["day"]):
            return day
    return None


def first_day(value: str) -> date:
    """Give the first day of a day, month or year (`2019-06-25`, `2019-06`, `2019`); raises ValueError for others."""
    return date(*(int(part) for part in [*_parts(value), "1", "1"][:3]))


def last_day(value: str) -> date:
    """Give the last day of a day, month or year; raises ValueError for others."""
    parts = _parts(value)
    if len(parts) == 3:
        return first_day(value)
    start = first_day(value)
    following = (
        date(start.year + 1, 1, 1) if len(parts) == 1 or start.month == 12 else start.replace(month=start.month + 1)
    )
    return following - timedelta(days=1)


def _parts(value: str) -> list[str]:
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
        raise ValueError(f"{value!r} is no day, month or year; write 2019-06-25, 2019-06 or 2019")
    return value.split("-")


def _plausible(year: str, month: str, number: str) -> date | None:
    """Give the day if the calendar has it and it can have been published on, allowing for time zones."""
    try:
        day = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return day if _OLDEST <= day <= datetime.now(UTC).date() + timedelta(days=1) else None
