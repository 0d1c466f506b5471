"""Stamps: complete dates, with or without a time, as pages print them and as their metadata hold them.

A stamp is a day of the calendar with its year. Dates in running text (昨日, 5月3日) are no stamps; the component `dates`
reads those. A time of exactly midnight is what systems write that know the day alone, and is left out.
"""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import dateparser

from extract.numerals import parse_numeral
from extract.view import view

CHINA = timezone(timedelta(hours=8))
OLDEST = date(1990, 1, 1)

_YEAR = r"(?<!\d)(?P<year>19[89]\d|20\d\d)"
_CLOCK = (
    r"(?P<half>上午|下午|晚上|凌晨|中午)?\s*(?P<hour>[01]?\d|2[0-3])\s*[:时点]\s*(?P<minute>[0-5]\d)(?!\d)"
    r"(?:\s*[:分]\s*(?:[0-5]\d(?:\.\d+)?)?)?(?:\s*(?P<meridiem>[AaPp][Mm]))?"
)
_STAMP = re.compile(
    rf"{_YEAR}\s*(?:[-/.]\s*(?P<month>\d{{1,2}})\s*[-/.]\s*(?P<day>\d{{1,2}})(?!\d)"
    r"|年\s*(?P<month_said>\d{1,2})\s*月\s*(?P<day_said>\d{1,2})(?!\d)\s*(?>日?))"
    r"(?!\s*[-—~至到]\s*\d)"  # the beginning of a range
    r"(?:\s*\(?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?)?"
    rf"(?:[T\s,|]*{_CLOCK}(?P<zone>Z\b|[+-]\d\d:?\d\d)?)?"
)
_CLOCK_BEFORE = re.compile(r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?\s+$")
_COMPACT = re.compile(
    rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)"
    r"(?:[T_ ]?(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::?[0-5]\d)?)?(?!\d)"
)
_IN_CHARACTERS = re.compile(
    r"(?P<year>[一二][〇○零0一二三四五六七八九]{3})年(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十廿卅]{1,3})日"
)
_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>19[89]\d|20\d\d)(?:(?P<a>\d\d)(?P<b>\d\d)|[-/_](?P<c>\d\d)(?P<d>\d\d)|(?P<e>\d\d)[-/](?P<f>\d\d)"
    r"|[-/](?P<g>\d{1,2})[-/](?P<h>\d{1,2}))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp in a text: where it stands, and its value (`2019-06-28`, `2019-06-28T08:30`)."""

    start: int
    end: int
    value: str

    @property
    def day(self) -> str:
        """The day alone."""
        return self.value[:10]


def stamps_in(text: str, *, latest: date | None = None) -> Iterator[Stamp]:
    """Yield the stamps of a line, left to right; those after the day `latest` or before 1990 are none."""
    line = view(text)
    for match in _STAMP.finditer(line):
        groups = match.groupdict()
        day = _day(groups["year"], groups["month"] or groups["month_said"], groups["day"] or groups["day_said"], latest)
        if day is None:
            continue
        start, clock = match.start(), _clock(groups)
        if clock is None and (before := _CLOCK_BEFORE.search(line, 0, start)):
            start, clock = before.start(), _clock(before.groupdict())
        yield Stamp(start, match.end(), _value(day, clock, groups["zone"]))
    for match in _IN_CHARACTERS.finditer(line):
        year, month, number = (
            str(parse_numeral(match[key].replace("○", "〇").replace("0", "〇"))) for key in ("year", "month", "day")
        )
        if day := _day(year, month, number, latest):
            yield Stamp(match.start(), match.end(), day.isoformat())


def stamp_of_metadata(text: str, *, latest: date | None = None) -> str | None:
    """Give the value of a stamp that stands alone, as metadata hold it: ISO 8601, compact, or in English words.

    The time of a stamp in UTC is given in China Standard Time; any other offset is taken for the site's own time.
    """
    for stamp in stamps_in(text, latest=latest):
        return stamp.value
    if match := _COMPACT.search(text):
        day = _day(match["year"], match["month"], match["day"], latest)
        if day:
            return _value(day, _clock(match.groupdict()), None)
    if not re.search(r"[A-Za-z]{3}", text) or not re.search(r"(?:19|20)\d\d", text) or len(text) > 60:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateparser warns of its own internals
        read = dateparser.parse(
            text, languages=["en"], settings={"REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": "+0800"}
        )
    if read is None:
        return None
    if read.tzinfo is not None and read.utcoffset() == timedelta(0):
        read = read.astimezone(CHINA)
    day = _day(str(read.year), str(read.month), str(read.day), latest)
    clock = (read.hour, read.minute) if read.hour or read.minute else None
    return _value(day, clock, None) if day else None


def stamp_of_address(url: str, *, latest: date | None = None) -> str | None:
    """Give the day that stands in an address (`/2019/06/28/`, `t20190628_`, `/2019-06/28/`), None where none does."""
    for match in _IN_ADDRESS.finditer(url):
        groups = match.groupdict()
        month = next(groups[key] for key in "aceg" if groups[key])
        number = next(groups[key] for key in "bdfh" if groups[key])
        if day := _day(groups["year"], month, number, latest):
            return day.isoformat()
    return None


def _day(year: str, month: str, number: str, latest: date | None) -> date | None:
    """Give a day of the calendar that a page can have been published on."""
    try:
        day = date(int(year), int(month), int(number))
    except ValueError:
        return None
    if day < OLDEST or (latest is not None and day > latest + timedelta(days=1)):  # a day's grace: time zones
        return None
    return day


def _clock(groups: dict[str, str | None]) -> tuple[int, int] | None:
    """Give hour and minute; None where there is no time, or midnight."""
    hour, minute = groups.get("hour"), groups.get("minute")
    if hour is None or minute is None:
        return None
    number = int(hour)
    late = groups.get("half") in {"下午", "晚上"} or (groups.get("meridiem") or "").lower() == "pm"
    if late and number < 12:
        number += 12
    return (number, int(minute)) if number or int(minute) else None


def _value(day: date, clock: tuple[int, int] | None, zone: str | None) -> str:
    if clock is None:
        return day.isoformat()
    moment = datetime(day.year, day.month, day.day, *clock)
    if zone in {"Z", "+00:00", "+0000"}:
        moment += timedelta(hours=8)
    return moment.isoformat(timespec="minutes")
