"""First and last days of partial dates."""

from calendar import monthrange
from datetime import date


def first_day(partial: str | None) -> date | None:
    """Give the first day of a day, month or year; None for none, and for a day that no calendar has.

    >>> first_day("2019-06")
    datetime.date(2019, 6, 1)
    """
    return _day(partial, last=False)


def last_day(partial: str | None) -> date | None:
    """Give the last day of a day, month or year; None for none, and for a day that no calendar has.

    >>> last_day("2019-02")
    datetime.date(2019, 2, 28)
    """
    return _day(partial, last=True)


def _day(partial: str | None, *, last: bool) -> date | None:
    if not partial:
        return None
    parts = [int(part) for part in partial[:10].split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    try:
        day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, day)
    except ValueError:
        return None
