"""Completing dates that leave out a year or a month, from publication and from what the text named before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extract.components.dates.grammar import CHINESE_DIGIT, RELATIVE, ZEROS
from extract.components.dates.partial import Partial, Period, of_day
from extract.numerals import parse_numeral

RECENT_DAYS = 90
"""A bare date that can lie this shortly before publication does so, unless its own paragraph names another year."""

AHEAD_DAYS = 250
"""How far after publication a date lies that the words put there; one farther ahead is rather the last one."""

DIGIT_VALUES = {character: index for index, character in enumerate("0" + CHINESE_DIGIT)} | dict.fromkeys(ZEROS, 0)


DAYS_IN_EDGE = {"上旬": 10, "初": 10, "上半月": 15, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Clues:
    """What the words around an expression say about it."""

    ahead: bool = False
    compared: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True)
class Loose:
    """A date as written, with what it leaves out as None."""

    year: int | None
    month: int | None
    day: int | None
    edge: str | None = None


@dataclass(slots=True)
class Anchor:
    """The last date that the text named: what it was, in which paragraph, and whether its year was said."""

    period: Period
    paragraph: int
    literal: bool


def number(text: str) -> int:
    """Give the value of a numeral that the grammar let through."""
    value = parse_numeral(text)
    return int(value) if value is not None else 0


def read_year(text: str) -> int:
    """Read a year's digits, Arabic, Chinese or mixed: 2019, 二〇一九, 二0一六."""
    return int(
        "".join(
            character if character.isascii() and character.isdigit() else str(DIGIT_VALUES[character])
            for character in text
        )
    )


def read_month(text: str) -> int:
    """Read a month's number; 元月 is January."""
    return 1 if text == "元" else number(text)


def read_day(text: str) -> int:
    """Read a day's number; 初五 is the fifth, 廿三 the 23rd."""
    return number(text.removeprefix("初"))


class Context:
    """What a bare date leans on: the day of publication, and the dates that the text named before."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.anchor: Anchor | None = None
        self.day_anchor: Anchor | None = None
        self.counted: Period | None = None
        """The last period that results were counted over: what 同期 is compared with."""
        self.paragraph = 0

    def remember(self, period: Period, *, literal: bool) -> None:
        """Make a date the one that later expressions lean on."""
        self.anchor = Anchor(period, self.paragraph, literal)
        if period.last.day and (period.moment or self.day_anchor is None):
            self.day_anchor = self.anchor

    # Parts of an expression

    def year_of(self, word: str, clues: Clues) -> int | None:
        """Give the year that a relative word names."""
        row = RELATIVE[word]
        leaning = row["base"] == "anchor" or (row["base"] == "comparison" and clues.compared)
        if leaning and self.anchor:
            return self.anchor.period.first.year + int(row["offset"])
        if row["base"] == "anchor" or self.published is None:
            return None
        return self.published.year + int(row["offset"])

    def month_of(self, word: str, clues: Clues) -> Partial | None:
        """Give the month that a relative word names."""
        row = RELATIVE[word]
        leaning = row["base"] == "anchor" or (row["base"] == "comparison" and clues.compared)
        if leaning and self.anchor and self.anchor.period.last.month:
            return self.anchor.period.last.plus_months(int(row["offset"]))
        if row["base"] == "anchor" or self.published is None:
            return None
        return of_day(self.published).plus_months(int(row["offset"]))

    # Bare dates

    def newest(self, month: int, day: int, *, ahead: bool = False) -> Partial | None:
        """Give the newest year's date that does not begin after publication; `ahead`: the first that does not end before."""
        if self.published is None:
            return None
        years = range(self.published.year, self.published.year + (9 if ahead else -9), 1 if ahead else -1)
        for year in years:
            found = Partial(year, month, day)
            if found.exists and (found.last >= self.published if ahead else found.first <= self.published):
                return found
        return None

    def following(self, month: int, day: int) -> Partial | None:
        """Give the first such date that does not end before the text's last date, unless it lies after publication."""
        if self.anchor is None:
            return None
        base = self.anchor.period.first
        for year in (base.year, base.year + 1):
            found = Partial(year, month, day)
            # A story may step back a little; it rarely leaps eleven months ahead.
            if found.exists and (
                found.last >= base.first or (found.month and base.month - found.month < 6 and found.year == base.year)
            ):
                return None if self.published and found.first > self.published else found
        return None

    def with_year(self, month: int, day: int, clues: Clues) -> Partial | None:
        """Give a month or day of the year the right year."""
        if clues.ahead:
            coming = self.newest(month, day, ahead=True)
            if coming and self.published and coming.first - self.published <= timedelta(days=AHEAD_DAYS):
                return coming
        newest = self.newest(month, day)
        if clues.newest or self.anchor is None or not (self.anchor.literal or newest is None):
            return newest
        following = self.following(month, day)
        if newest is None or following is None or following == newest:
            return newest or following
        same = self.anchor.paragraph == self.paragraph
        recent = self.published is not None and self.published - newest.first <= timedelta(days=RECENT_DAYS)
        # A year alone (2018年破案100起) is a statistic: the story of the next paragraph need not lie in it.
        return following if same or (self.anchor.period.last.month and not recent) else newest

    def with_month(self, day: int, clues: Clues) -> Partial | None:
        """Give a bare day the right month."""
        newest = next((found for found in self._days_back(day)), None)
        if clues.ahead and self.published is not None:
            return next((found for found in self._days_ahead(day)), None)
        if clues.newest or self.anchor is None:
            return newest
        anchor = self.anchor
        if anchor.paragraph != self.paragraph or not anchor.period.last.month:
            if self.day_anchor is None:
                return newest
            anchor = self.day_anchor
        base = anchor.period.last
        if not base.day:
            found = Partial(base.year, base.month, day)
            return found if found.exists and not self.after_publication(found) else newest
        candidates = [base.plus_months(months)._replace(day=day) for months in (-1, 0, 1)]
        near = [found for found in candidates if found.exists and not self.after_publication(found)]
        if not near:
            return newest
        return min(near, key=lambda found: (abs((found.first - base.first).days), found < base))

    def after_publication(self, found: Partial) -> bool:
        """Say whether a date begins after publication."""
        return self.published is not None and found.first > self.published

    def _days_back(self, day: int) -> Iterator[Partial]:
        if self.published is None:
            return
        for months in range(0, -4, -1):
            found = of_day(self.published).plus_months(months)._replace(day=day)
            if found.exists and found.first <= self.published:
                yield found

    def _days_ahead(self, day: int) -> Iterator[Partial]:
        if self.published is None:
            return
        for months in range(4):
            found = of_day(self.published).plus_months(months)._replace(day=day)
            if found.exists and found.first >= self.published:
                yield found

    # Completing

    def loose(self, match: re.Match[str], clues: Clues, *, ending: bool = False) -> Loose | None:
        """Give year, month and day of a chain as far as its words say them, None where a word leans on nothing.

        `ending`: it ends a period, whose beginning a word may lean on.
        """
        year: int | None = None
        month = read_month(match["month"]) if match["month"] else None
        if match["year"]:
            year = read_year(match["year"])
        elif match["roc"]:
            year = number(match["roc"].removeprefix("民国").strip()) + 1911
        elif match["short"]:
            year = self.short_year(match["short"])
        elif match["yearword"]:
            year = self.year_of(match["yearword"], clues)
            if year is None and not ending and not match["month"]:
                return None
        if match["monthword"]:
            found = self.month_of(match["monthword"], clues)
            if found is None:
                return None
            year, month = found.year, found.month
        return Loose(year, month, read_day(match["day"]) if match["day"] else None, match["month_edge"])

    def short_year(self, text: str) -> int:
        """Give the year of two digits: the last one that is not after the next year."""
        year = read_year(text)
        limit = (self.published.year if self.published else 2049) % 100 + 1
        return year + (2000 if year <= limit else 1900)

    def settle(self, loose: Loose, clues: Clues) -> Partial | None:
        """Complete a date."""
        found: Partial | None
        if loose.year is not None:
            if loose.day and not loose.month:
                return None
            found = Partial(loose.year, loose.month or 0, loose.day or 0)
        elif loose.month is not None:
            found = self.with_year(loose.month, loose.day or 0, clues)
        elif loose.day is not None:
            found = self.with_month(loose.day, clues)
        else:
            return None
        return found if found is not None and found.exists else None

    def settle_pair(self, left: Loose, right: Loose, clues: Clues) -> Period | None:
        """Complete both ends of a period, each from the other where it says less."""
        if right.year is None and (left.year is not None or right.month is None):
            return self._from_left(left, right, clues)
        last = self._ongoing(left, right) or self.settle(right, clues)
        if last is None:
            return None
        month = left.month or (last.month if left.day else 0)
        first = Partial(left.year or last.year, month, left.day or 0)
        if left.year is None and first.exists and first.first > last.last:
            first = first._replace(year=first.year - 1)
        return Period(first, last) if first.exists and first.first <= last.last else None

    def _ongoing(self, left: Loose, right: Loose) -> Partial | None:
        """Give the end of a period that publication falls into; figures that run from January are last year's."""
        if left.year or right.year or not left.month or not right.month or left.month == 1 or self.published is None:
            return None
        first = self.newest(left.month, left.day or 0)
        if first is None:
            return None
        last = Partial(first.year, right.month, right.day or 0)
        if last.exists and last.last < first.first:
            last = last._replace(year=first.year + 1)
        return last if last.exists and last.last >= self.published else None

    def _from_left(self, left: Loose, right: Loose, clues: Clues) -> Period | None:
        first = self.settle(left, clues)
        if first is None:
            return None
        month = right.month or (first.month if right.day else 0)
        if not month:
            return None
        last = Partial(first.year, month, right.day or 0)
        if not last.exists or last.last < first.first:
            last = (
                last._replace(year=first.year + 1) if right.month else first.plus_months(1)._replace(day=right.day or 0)
            )
        return Period(first, last) if last.exists and first.first <= last.last else None


def edge_end(last: Partial, *edges: str) -> Partial:
    """Give the last day of a part of a month (底, 中旬) where a month is meant; anything else as it stands."""
    if last.day or not last.month:
        return last
    for edge in edges:
        if edge in DAYS_IN_EDGE:
            return last._replace(day=DAYS_IN_EDGE[edge])
        if edge in ("底", "末", "下旬", "下半月"):
            return of_day(last.last)
    return last
