"""One pass over a text: which expressions are dates, which belong together, and what the words around them say."""

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from extract.carrier import DateHit, DateRole
from extract.components.dates import grammar
from extract.components.dates.context import Clues, Loose, edge_end, number, read_day, read_month, read_year
from extract.components.dates.holidays import Holidays, LunarCalendar
from extract.components.dates.partial import Partial, Period, of_day
from extract.components.dates.resolve import Resolver
from extract.numerals import parse_numeral

COMPARISONS = {word for word, row in grammar.RELATIVE.items() if row["base"] == "comparison"}


@dataclass(slots=True)
class Found:
    """An expression, resolved: its span, its period, and what it is by its own form."""

    start: int
    end: int
    rule: str
    period: Period | None
    role: DateRole = "point"
    literal: bool = False
    leads: bool = True
    """Whether later expressions may lean on it."""


class Reading:
    """One pass over one text."""

    def __init__(
        self, text: str, published: date | None, lunar: LunarCalendar, holidays: Holidays, body_start: int
    ) -> None:
        self.text = text
        self.published = published
        self.body_start = body_start
        self.resolver = Resolver(published, lunar, holidays)
        self.matches = [
            match for match in grammar.PATTERN.finditer(text) if match.end() > match.start() and self._is_date(match)
        ]
        self.paragraph_end = 0
        self.last_end = -1

    def hits(self) -> list[DateHit]:
        """Resolve all expressions and give those that mean a date."""
        hits: list[DateHit] = []
        index = 0
        while index < len(self.matches):
            match = self.matches[index]
            self._enter_paragraph(match.start())
            joined = self._joined(match, index)
            found = self._pair(match, joined) if joined else None
            index += 1
            if found is None:
                found = self._single(match)
            else:
                index += 1
            if found is None or (hits and found.start < hits[-1].end):
                continue
            following = self._following(index)
            self.last_end = found.end
            hits.append(self._hit(found, following, hits[-1].end if hits else 0))
        return hits

    def _following(self, index: int) -> int:
        """Give where the next expression begins, 至今 and 目前 not counted."""
        for match in islice(self.matches, index, None):
            if not (match.lastgroup == "kind_word" and grammar.RELATIVE[match["word"]]["base"] == "now"):
                return match.start()
        return len(self.text)

    def _enter_paragraph(self, at: int) -> None:
        """Count the paragraphs up to a place; the title is one of its own."""
        while at >= self.paragraph_end:
            if self.paragraph_end:
                self.resolver.paragraph += 1
            end = self.text.find("\n", self.paragraph_end) + 1 or len(self.text) + 1
            self.paragraph_end = min(end, self.body_start) if self.paragraph_end < self.body_start else end

    # What is no date after all

    def _is_date(self, match: re.Match[str]) -> bool:
        kind = match.lastgroup
        if kind == "kind_nothing":
            return False
        start = match.start()
        if kind == "kind_iso":
            return start == 0 or self.text[start - 1] not in "“\"'《"
        if kind != "kind_chain":
            return True
        return self._chain_is_date(match, self.text[max(0, start - 4) : start])

    def _chain_is_date(self, match: re.Match[str], before: str) -> bool:
        if match.end("chain") == match.start("chain"):
            return False
        named = (
            match["year"] or match["yearword"] or match["month"] or match["monthword"] or match["roc"] or match["short"]
        )
        if not named and (match["same"] or match["month_edge"]):
            return False
        # 当年的 is long ago, of no particular year.
        if before.endswith(("每", "每年", "每到")) or (match[0] == "当年" and self.text.startswith("的", match.end())):
            return False
        if named or match["part"] or match["head"]:
            return not (match["head"] and not named and match["head_unit"] != "个月")
        return self._bare_day_is_date(match, before)

    def _bare_day_is_date(self, match: re.Match[str], before: str) -> bool:
        if grammar.DURATION_BEFORE.search(before) or before[-1:] in tuple("0123456789.月"):
            return False
        after = self.text[match.end("day_sign") : match.end("day_sign") + 1]
        if match["day_sign"] == "号":
            return after in tuple(",。:;凌上下中傍晚早深日至到~-")
        if match["day"].isdigit() or match["day0"]:
            return True
        value = parse_numeral(match["day"])
        return value is not None and value >= 10

    # Resolving

    def _clues(self, start: int, end: int) -> Clues:
        before = self.text[max(0, start - 6) : start]
        newest = bool(
            grammar.UNTIL_BEFORE.search(before)
            or grammar.REPORT_BEFORE.search(before)
            or grammar.TELLING_AFTER.match(self.text, end)
        )
        return Clues(
            ahead=bool(grammar.AHEAD_BEFORE.search(before) or grammar.AHEAD_AFTER.match(self.text, end)),
            compared=bool(grammar.COMPARE_BEFORE.search(before)),
            newest=newest,
        )

    def _joined(self, match: re.Match[str], index: int) -> re.Match[str] | None:
        """Give the expression that makes one period with this one."""
        if index + 1 >= len(self.matches) or match.lastgroup in (
            "kind_recent",
            "kind_ago",
            "kind_clock",
            "kind_decade",
        ):
            return None
        other = self.matches[index + 1]
        if other.start() - match.end() > 8 or other.lastgroup in ("kind_recent", "kind_ago", "kind_clock"):
            return None
        join = grammar.JOIN.fullmatch(self.text, match.end(), other.start())
        if join is None:
            return None
        if join["sign"] in ("和", "与") and not grammar.BETWEEN_AFTER.match(self.text, other.end()):
            return None
        return other

    def _pair(self, left: re.Match[str], right: re.Match[str]) -> Found | None:
        clues = self._clues(left.start(), right.end())
        resolver = self.resolver
        if left.lastgroup == right.lastgroup == "kind_chain" and not self._is_part(left) and not self._is_part(right):
            begin, finish = resolver.loose(left, clues), resolver.loose(right, clues, ending=True)
            if begin is None or finish is None:
                return None
            leaning = grammar.RELATIVE[right["yearword"]] if right["yearword"] else None
            if leaning and leaning["base"] == "anchor":
                finish = replace(finish, year=begin.year + int(leaning["offset"]) if begin.year else None)
            period = resolver.settle_pair(begin, finish, clues)
            literal = begin.year is not None or finish.year is not None
        else:
            first = self._single(left)
            if first is None or first.period is None:
                return None
            resolver.remember(first.period, literal=first.literal)
            last = self._single(right)
            if last is None:
                return None
            if last.rule == "date.now":
                return replace(first, end=right.end(), role="since", rule="date.since")
            if last.period is None:
                return None
            end_day = last.period.last
            if left.lastgroup == right.lastgroup == "kind_week" and end_day < first.period.first:
                end_day = end_day.plus_days(7)
            if end_day.last < first.period.first.first:
                return None
            period, literal = Period(first.period.first, end_day), first.literal
        if period is None:
            return None
        if right["month_edge"]:
            period = period._replace(last=edge_end(period.last, right["month_edge"]))
        end = right.end()
        between = grammar.BETWEEN_AFTER.match(self.text, end)
        return Found(left.start(), between.end() if between else end, "date.range", period, "range", literal)

    def _is_part(self, match: re.Match[str]) -> bool:
        return bool(
            match["part"]
            or match["head"]
            or match["week_number"]
            or match["same"]
            or match["year0"]
            or match["month0"]
            or match["day0"]
        )

    def _single(self, match: re.Match[str]) -> Found | None:
        clues = self._clues(*match.span())
        kind = (match.lastgroup or "").removeprefix("kind_")
        start, end = match.span()
        resolver = self.resolver
        if kind == "chain":
            return self._chain(match, clues)
        if kind == "word":
            return self._word(match)
        if kind == "clock":
            anchor = resolver.day_anchor
            if anchor is None or anchor.paragraph != resolver.paragraph:
                return None
            period: Period | None = Period(anchor.period.last, anchor.period.last)
            return Found(start, end, "date.clock", period, leads=False)
        if kind == "iso":
            period = resolver.iso(match)
        elif kind == "lunar":
            period = resolver.lunar_day(match)
        elif kind == "holiday":
            period = resolver.holiday(match, clues)
            resolver.counted_holiday = match["holiday"] if period and not period.moment else resolver.counted_holiday
        elif kind == "recent":
            period = resolver.recent(match)
            return Found(start, end, "date.recent", period, "since", leads=False) if period else None
        elif kind == "decade":
            period = resolver.decade(match)
        elif kind == "week":
            period = resolver.week(match)
        else:
            period = resolver.ago(match, clues)
        if period is None:
            return None
        role: DateRole = "point" if period.moment else "range"
        return Found(
            start,
            end,
            f"date.{kind}",
            period,
            role,
            literal=kind in ("iso", "lunar"),
            leads=kind not in ("decade", "holiday"),
        )

    def _word(self, match: re.Match[str]) -> Found | None:
        word = match["word"]
        base = grammar.RELATIVE[word]["base"]
        if base == "vague":
            return Found(match.start(), match.end("word"), "date.vague", None, "vague", leads=False)
        if base == "now":
            today = Period(of_day(self.published), of_day(self.published)) if self.published else None
            return Found(match.start(), match.end("word"), "date.now", today, "until", leads=False)
        period = self.resolver.word(word)
        return Found(match.start(), match.end(), f"date.{base}", period) if period else None

    def _chain(self, match: re.Match[str], clues: Clues) -> Found | None:
        resolver = self.resolver
        loose = resolver.loose(match, clues)
        if loose is None:
            return None
        literal = loose.year is not None
        period: Period | None
        role: DateRole = "range"
        rule = "date.part"
        if match["same"]:
            period, rule = resolver.same_period(loose.year), "date.same"
        elif match["part"] or match["head"] or match["week_number"]:
            period = resolver.part_of_year(match, loose, clues)
        elif match["year0"] or match["month0"] or match["day0"]:
            period, rule = self._short_range(match, loose, clues), "date.range"
        else:
            found = self._in_brackets(match, loose) or resolver.settle(loose, clues)
            period, rule = (Period(found, found) if found else None), self._calendar_rule(match, clues)
        if period is None:
            return None
        if period.moment:
            role = "point"
        leads = not (clues.compared or match["same"] or match["yearword"] in COMPARISONS)
        between = grammar.BETWEEN_AFTER.match(self.text, match.end()) if rule == "date.range" else None
        return Found(match.start(), between.end() if between else match.end(), rule, period, role, literal, leads)

    def _calendar_rule(self, match: re.Match[str], clues: Clues) -> str:
        """Say what a plain date is for: a dateline, when the news was told, a comparison, or (calendar) what happened."""
        if grammar.DATELINE_AFTER.match(self.text, match.end()):
            return "date.dateline"
        if clues.compared:
            return "date.compared"
        told = match["day"] and (clues.newest or grammar.TOLD_AFTER.match(self.text, match.end()))
        return "date.told" if told else "date.calendar"

    def _in_brackets(self, match: re.Match[str], loose: Loose) -> Partial | None:
        """Give the day before a bracket where the bracket says it again: 明日(11日)."""
        anchor = self.resolver.day_anchor
        if anchor is None or self.last_end != match.start() - 1 or self.text[match.start() - 1] != "(":
            return None
        said = anchor.period.last
        return (
            said
            if loose.day == said.day and loose.month in (None, said.month) and loose.year in (None, said.year)
            else None
        )

    def _short_range(self, match: re.Match[str], loose: Loose, clues: Clues) -> Period | None:
        """Resolve 1至11月, 2016-2019年, 16至31日; 9、10月 only where the two follow each other."""
        if match["year0"]:
            first, last = Partial(read_year(match["year0"])), Partial(loose.year or 0)
            return Period(first, last) if first <= last else Period(last, last)
        if match["month0"]:
            left = Loose(loose.year, read_month(match["month0"]), None)
            own = self.resolver.settle(loose, clues)
            if own is None or loose.day:
                return Period(own, own) if own else None
            if "、" in match["chain"] and (loose.month or 0) - (left.month or 0) != 1:
                return Period(own, own)
            return self.resolver.settle_pair(left, loose, clues)
        left = Loose(loose.year, loose.month, read_day(match["day0"]))
        if "、" in match["chain"] and (loose.day or 0) - (left.day or 0) != 1:
            own = self.resolver.settle(loose, clues)
            return Period(own, own) if own else None
        return self.resolver.settle_pair(left, Loose(None, None, loose.day), clues)

    # From an expression to a hit

    def _hit(self, found: Found, following: int, previous_end: int) -> DateHit:
        hit = self._read(found, following, previous_end)
        if found.leads and found.period:
            self.resolver.remember(found.period, literal=found.literal and hit.role != "since")
            if hit.role == "since" and self.published:
                self.resolver.counted_holiday = None
                self.resolver.counted = found.period._replace(last=of_day(self.published))
            elif hit.role == "range" or not found.period.last.day:
                self.resolver.counted_holiday = None
                self.resolver.counted = found.period
        return hit

    def _read(self, found: Found, following: int, previous_end: int) -> DateHit:
        text = self.text
        period = found.period
        before = text[max(previous_end, found.start - 6) : found.start]
        if period is None:
            return DateHit(found.start, found.end, found.rule, None, None, "vague")
        start, end, role, rule = found.start, found.end, found.role, found.rule
        until = grammar.UNTIL_BEFORE.search(before)
        if rule == "date.now":
            start -= len(until[0]) if until else 0
            return DateHit(start, end, rule, None, period.last.iso, "until")
        if until is None and role != "range":
            until = grammar.UP_TO_BEFORE.search(before)
        if until and role != "since" and not grammar.SINCE_AFTER.match(text, end):
            sign = until[0].lstrip(",。;:!?、\n ”)")
            last = edge_end(period.last, text[end - 2 : end], text[end - 1 : end])
            return DateHit(start - len(sign), end, "date.until", None, last.iso, "until")
        since_before = grammar.SINCE_BEFORE.search(before)
        since_after = grammar.SINCE_AFTER.match(text, end)
        since = found.role == "since" or self._since(since_before, since_after, found, following)
        if since:
            start -= len(since_before[0]) if since_before else 0
            return self._since_hit(
                start, since_after.end() if since_after else end, period.first, found.rule, following
            )
        if role == "range" and since_before:
            start -= len(since_before[0])
        return DateHit(start, end, rule, period.first.iso, period.last.iso, role)

    def _since(self, before: re.Match[str] | None, after: re.Match[str] | None, found: Found, following: int) -> bool:
        if found.role == "range" and found.rule == "date.range":
            return False
        if after:
            return True
        if grammar.SINCE_LATER.match(self.text, found.end, following):
            return True
        return before is not None and not grammar.FROM_BEFORE.search(before[0])

    def _since_hit(self, start: int, end: int, first: Partial, rule: str, following: int) -> DateHit:
        if not first.month and rule != "date.recent":
            first = first._replace(month=1, day=1)
        if self.published is None or first.first > self.published:
            return DateHit(start, end, "date.since", first.iso, None, "since")
        lasting = grammar.LASTING.match(self.text, end, max(end, following)) if first.day else None
        if lasting:
            last = first.plus_days(number(lasting["days"]) - 1)
            if last.first <= self.published:
                return DateHit(start, end, "date.lasting", first.iso, last.iso, "range")
        return DateHit(
            start,
            end,
            rule if rule == "date.recent" else "date.since",
            first.iso,
            of_day(self.published).iso,
            "since",
        )
