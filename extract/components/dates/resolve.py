"""What an expression means: parts of a year, holidays, lunar days, weeks, and words that lean on another date."""

import re
from datetime import date, timedelta

from extract.components.dates.context import Clues, Context, Loose, number, read_day, read_month, read_year
from extract.components.dates.grammar import PARTS, RELATIVE
from extract.components.dates.holidays import Holidays, LunarCalendar
from extract.components.dates.partial import Partial, Period, moment, of_day

WEEKDAYS = {name: index for index, name in enumerate("一二三四五六日")} | {"天": 6}
WEEK_OFFSETS = {
    "本": 0,
    "这": 0,
    "这个": 0,
    "上": -1,
    "上个": -1,
    "上上": -2,
    "上上个": -2,
    "下": 1,
    "下个": 1,
    "下下": 2,
    "下下个": 2,
}
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


class Resolver(Context):
    """Resolves the expressions of one text, left to right."""

    def __init__(self, published: date | None, lunar: LunarCalendar, holidays: Holidays) -> None:
        super().__init__(published)
        self.lunar = lunar
        self.holidays = holidays
        self.counted_holiday: str | None = None
        """The holiday whose days off were counted over last: its 同期 is the same holiday of another year."""

    def part_of_year(self, match: re.Match[str], loose: Loose, clues: Clues) -> Period | None:
        """Resolve 上半年, 前三季度, 前4个月, 最后两周 and their like."""
        if match["head"] or match["week_number"]:
            return self._counted_part(match, loose)
        word = match["part"]
        first, last = PARTS.get(word) or PARTS[f"年{word}"]
        year = loose.year
        if year is None and word == "全年":
            if self.anchor is None or not self.anchor.literal:
                return None
            year = self.anchor.period.first.year
        if year is None:
            found = self.with_year(last, 0, clues) if first != last or last != 1 else self.with_year(1, 0, clues)
            found = found or self.with_year(first, 0, clues)
            if found is None:
                return None
            year = found.year
            # A half-year under way is this one, not last year's.
            if self.published and year < self.published.year and self._begun(first, last) and not clues.newest:
                year = self.published.year
        return Period(Partial(year, first), Partial(year, last)) if (first, last) != (1, 12) else moment(year)

    def _begun(self, first: int, last: int) -> bool:
        return self.published is not None and self.published.month >= last and first <= self.published.month

    def _counted_part(self, match: re.Match[str], loose: Loose) -> Period | None:
        count, unit = number(match["head_count"] or match["week_number"]), match["head_unit"] or "周"
        year = loose.year
        if year is None:
            if unit != "个月" or self.published is None or match["head"] not in ("前", "首", "头"):
                return None
            year = self.published.year if self.published.month >= count else self.published.year - 1
        backwards = match["head"] in ("最后", "后")
        if not 0 < count <= {"个月": 12, "周": 53}.get(unit, 366):
            return None
        if unit == "个月":
            return Period(Partial(year, 13 - count if backwards else 1), Partial(year, 12 if backwards else count))
        start = date(year, 1, 1)
        if unit == "天":
            last = date(year, 12, 31)
            return (
                Period(of_day(last - timedelta(days=count - 1)), of_day(last))
                if backwards
                else Period(of_day(start), of_day(start).plus_days(count - 1))
            )
        monday = date.fromisocalendar(year, 1, 1)
        if match["week_number"]:
            first = monday + timedelta(weeks=count - 1)
            return Period(of_day(first), of_day(first).plus_days(6))
        return None if backwards else Period(of_day(monday), of_day(monday).plus_days(7 * count - 1))

    def same_period(self, year: int | None) -> Period | None:
        """Resolve 去年同期: the last period of the text in another year, else that whole year."""
        if year is None:
            return None
        if self.counted_holiday:
            return self.holidays.period(self.counted_holiday, year) or moment(year)
        base = self.counted
        if base is None or not base.first.month or not base.last.month or base.first.year != base.last.year:
            return moment(year)
        first, last = base.first._replace(year=year), base.last._replace(year=year)
        return Period(first, last) if first.exists and last.exists else moment(year)

    def iso(self, match: re.Match[str]) -> Period | None:
        """Resolve 2019-06-28, 2019.6.28, 28/6/2019, and 12/15 where it can be no fraction."""
        if match["slash_first"]:
            return self._slashed(int(match["slash_first"]), int(match["slash_second"]), match["slash_year"])
        found = Partial(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
        return Period(found, found) if found.month and found.day and found.exists else None

    def _slashed(self, first: int, second: int, year: str | None) -> Period | None:
        if year:
            found: Partial | None = Partial(int(year), second, first)
        else:
            found = self.newest(first, second) if first <= 12 and (first > second or second > 12) else None
        return Period(found, found) if found and found.month and found.day and found.exists else None

    def lunar_day(self, match: re.Match[str]) -> Period | None:
        """Resolve a day or month of the lunar calendar."""
        name = match["lunar_month"] or match["lunar_month2"] or match["lunar_month3"]
        text = match["lunar_day"] or match["lunar_day2"] or match["lunar_day3"]
        month = LUNAR_MONTHS.get(name) or read_month(name.removeprefix("闰")) if name else 12 if text == "三十" else 1
        if name is None and text is None:
            return None
        year: int | None = None
        if match["lunar_year"]:
            year = read_year(match["lunar_year"])
        elif match["lunar_yearword"]:
            year = self.year_of(match["lunar_yearword"], Clues())
        years = [year] if year is not None else self._years_back()
        for candidate in years:
            if text is None:
                period = self.lunar.month(candidate, month)
            else:
                found = self.lunar.day(candidate, month, read_day(text))
                period = Period(of_day(found), of_day(found)) if found else None
            if period and (year is not None or not self.after_publication(period.first)):
                return period
        return None

    def _years_back(self) -> list[int]:
        return [self.published.year - back for back in range(4)] if self.published else []

    def holiday(self, match: re.Match[str], clues: Clues) -> Period | None:
        """Resolve a holiday: its day, or its days off where 假期 or 期间 follows."""
        if self.holidays.rows[match["holiday"]]["alone"] == "no" and not match["holiday_rest"]:
            return None
        name = match["holiday"]
        year: int | None = None
        if match["holiday_year"]:
            year = read_year(match["holiday_year"])
        elif match["holiday_yearword"]:
            year = self.year_of(match["holiday_yearword"], clues)
        off = re.search(r"期|假|长|周", match["holiday_rest"]) is not None
        if year is None and self.published is None:
            return None
        years = [year] if year is not None else self._years_back()
        if year is None and clues.ahead and self.published:
            years = [self.published.year, self.published.year + 1]
        elif year is None and self.published and name == "元旦" and off:
            years = [self.published.year + 1, *years]
        for candidate in years:
            day = self.holidays.day(name, candidate)
            period = (
                self.holidays.period(name, candidate) if off else (Period(of_day(day), of_day(day)) if day else None)
            )
            if period is None:
                continue
            ahead = self.published is not None and period.last.last >= self.published
            if year is not None or (ahead if clues.ahead else not self.after_publication(period.first)):
                return period
        return None

    def recent(self, match: re.Match[str]) -> Period | None:
        """Resolve 近三年, 过去十年, 近5个月来: so far back from publication, until publication.

        近 alone also means nearly: 近一个月 is a duration, 近三年 the last three years.
        """
        if match["since"]:
            count = number(match["since"])
            return (
                Period(Partial(self.published.year - count), of_day(self.published))
                if self.published and 0 < count < 60
                else None
            )
        unit, tail = match["recent_unit"], match["recent_tail"]
        if self.published is None or (
            match[0].startswith("近") and not tail and (unit != "年" or match["recent"] in "1一半")
        ):
            return None
        today = of_day(self.published)
        if match["recent"] == "半":
            return Period(today.plus_months(-6), today) if unit == "年" else None
        count = number(match["recent"])
        if not 0 < count < 100:
            return None
        if unit == "年":
            return Period(Partial(today.year - count), today)
        if unit.endswith("月"):
            return Period(today.plus_months(-count), today)
        return Period(today.plus_days(-count * (1 if unit == "天" else 7)), today)

    def decade(self, match: re.Match[str]) -> Period | None:
        """Resolve 上世纪60年代 and 九十年代."""
        if len(match["decade"]) == 4:
            return Period(Partial(int(match["decade"])), Partial(int(match["decade"]) + 9))
        century = match["century"] or ""
        if century.startswith("上") or not century:
            base = 1900
        elif century == "本":
            base = 2000
        else:
            base = (number(century) - 1) * 100
        start = base + number(match["decade"])
        if not century and start < 1950:
            start += 100
        return Period(Partial(start), Partial(start + 9))

    def week(self, match: re.Match[str]) -> Period | None:
        """Resolve 上周三, 本周, 周一, 上上个周末; weeks begin on Monday."""
        if self.published is None:
            return None
        monday = of_day(self.published - timedelta(days=self.published.weekday()))
        name = match["bare_weekday"] or match["weekday"]
        if match["weekword"]:
            monday = monday.plus_days(7 * WEEK_OFFSETS[match["weekword"]])
        elif monday.plus_days(WEEKDAYS.get(name, 5)).first > self.published:
            monday = monday.plus_days(-7)
        if name is None:
            return Period(monday, monday.plus_days(6))
        if name == "末":
            return Period(monday.plus_days(5), monday.plus_days(6))
        day = monday.plus_days(WEEKDAYS[name])
        return Period(day, day)

    def ago(self, match: re.Match[str], clues: Clues) -> Period | None:
        """Resolve 三天前 (from publication) and 6天后 (from the text's last day; from publication where it is to come)."""
        unit, count, back = match["ago_unit"], number(match["ago"]), match["ago_side"] == "前"
        anchor = self.day_anchor
        if count == 0 or (not back and anchor and (unit != "天" or anchor.paragraph < self.paragraph - 1)):
            return None
        if anchor and not back:
            found = anchor.period.last.plus_days(count)
            return None if self.after_publication(found) else Period(found, found)
        if self.published is None or (not back and not clues.ahead):
            return None
        today, distance = of_day(self.published), -count if back else count
        if unit == "年":
            found = Partial(today.year + distance)
        elif unit == "个月":
            found = today.plus_months(distance)
        else:
            found = today.plus_days(distance if unit == "天" else 7 * distance)
        return Period(found, found)

    def word(self, word: str) -> Period | None:
        """Resolve a word for a day: 昨天 from publication, 次日 from the last day that the text named."""
        row = RELATIVE[word]
        if row["unit"] != "day":
            return None
        if row["base"] == "published":
            found = of_day(self.published).plus_days(int(row["offset"])) if self.published else None
        else:
            found = self.day_anchor.period.last.plus_days(int(row["offset"])) if self.day_anchor else None
        return Period(found, found) if found else None
