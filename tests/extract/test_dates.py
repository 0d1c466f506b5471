from datetime import date, timedelta
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.carrier import make_doc
from extract.components.dates import Dates
from extract.components.dates.holidays import Holidays, LunarCalendar
from extract.components.dates.partial import Partial, of_day
from extract.view import view
from schema.models import Article
from tests.extract.marked import read_marked


@pytest.fixture(scope="module")
def dates() -> Dates:
    return Dates()


def read(dates: Dates, text: str, published: str | None) -> list[tuple[int, int, str]]:
    """Give start, end and `first..last role` of every date; a point is written once, an open side is empty."""
    out = []
    for hit in dates.find(view(text), published):
        span = hit.first if hit.role == "point" else f"{hit.first or ''}..{hit.last or ''}"
        out.append((hit.start, hit.end, f"{span} {hit.role}"))
    return out


def check(dates: Dates, marked: str, published: str | None) -> None:
    text, wanted = read_marked(marked)
    assert read(dates, text, published) == wanted


COMPLETE = [
    "[2019年6月28日|2019-06-28 point]",
    "[2019 年 6 月 28 日|2019-06-28 point]",
    "[２０１９年６月２８日|2019-06-28 point]",
    "[2019年6月|2019-06 point]破案",
    "[2018年|2018 point]破案5起",
    "[2018年度|2018 point]",
    "[二〇一八年六月二十八日|2018-06-28 point]",
    "[二○一八年六月|2018-06 point]",
    "[二零零八年|2008 point]",
    "[二0一六年九月三十日|2016-09-30 point]掛牌",
    "[2013-8-14|2013-08-14 point]",
    "[2019/06/28|2019-06-28 point]",
    "[2019.6.28|2019-06-28 point]",
    "[2019-06-28 10:30|2019-06-28 point]",
    "[114年8月|2025-08 point]起訴",
    "[民國113年10月5日|2024-10-05 point]",
    "[18年11月|2018-11 point]报案",
    "[08年|2008 point]开办",
    "[2018年元月|2018-01 point]",
    "[上世纪60年代|1960..1969 range]",
]


@pytest.mark.parametrize("marked", COMPLETE)
def test_complete(dates: Dates, marked: str) -> None:
    check(dates, marked, "2026-06-28")


@pytest.mark.parametrize(
    ("published", "marked"),
    [
        # the newest that is not after publication
        ("2019-06-28", "[6月25日|2019-06-25 point],民警出击"),
        ("2019-06-28", "[7月25日|2018-07-25 point],民警出击"),
        ("2019-06-28", "[6月28日|2019-06-28 point]"),
        ("2019-06-28", "[六月五日|2019-06-05 point]"),
        ("2019-06-28", "[6月25号|2019-06-25 point]"),
        ("2019-06-28", "[5月|2019-05 point]破案"),
        ("2019-06-28", "[6月份|2019-06 point]"),
        ("2019-06-28", "[12月底|2018-12 point]"),
        ("2019-03-22", "[2月29日|2016-02-29 point]"),
        ("2019-06-28", "[28日|2019-06-28 point],记者获悉"),
        ("2019-06-28", "[29日|2019-05-29 point]"),
        ("2021-02-04", "[十八日|2021-01-18 point]披露"),
        # from the date before
        ("2019-06-28", "[3月15日|2019-03-15 point]报案。[14日|2019-03-14 point]两人到此,[28日|2019-03-28 point]落网"),
        ("2019-06-28", "[4月29日|2019-04-29 point]出发,[2日|2019-05-02 point]收网"),
        ("2019-06-28", "[2016年12月5日|2016-12-05 point]立案,[次年|2017 point]告破。[3月2日|2017-03-02 point]宣判"),
        ("2019-06-28", "[2017年11月|2017-11 point]报案。\n[1月6日|2018-01-06 point]收网"),
        ("2011-08-05", "[2002年2月4日|2002-02-04 point]行凶。\n[7月29日|2011-07-29 point]落网"),
        ("2011-08-05", "[2002年2月4日|2002-02-04 point]行凶。[截至7月29日|..2011-07-29 until]"),
        ("2016-07-13", "[5月份起|2016-05..2016-07-13 since]有人上当。[13日|2016-07-13 point],记者从公安局获悉"),
        ("2021-02-05", "[2月4日|2021-02-04 point]收网。\n[去年12月|2020-12 point]发现。\n[4日|2021-02-04 point]的行动"),
        ("2019-10-24", "[自2017年起|2017-01-01..2019-10-24 since]作案。[6月6日|2019-06-06 point]收网"),
        ("2019-06-28", "[6月11日|2019-06-11 point]端掉9处;[6天后|2019-06-17 point]再端5处"),
        ("2019-12-01", "[2017年3月5日|2017-03-05 point]报案。\n[8月6日|2017-08-06 point]收网"),
        ("2019-12-01", "[2018年|2018 point]破案100起。\n[8月6日|2019-08-06 point]收网"),
        ("2019-12-01", "较[2018年|2018 point]上升。[8月6日|2019-08-06 point]收网"),
        # words for a day, a month, a year
        ("2019-06-28", "[今天|2019-06-28 point][昨日|2019-06-27 point][前天|2019-06-26 point]"),
        ("2019-06-28", "[昨晚|2019-06-27 point]"),
        ("2019-03-01", "[昨日|2019-02-28 point]"),
        ("2019-06-28", "[今年|2019 point][去年|2018 point][前年|2017 point][明年|2020 point]"),
        ("2019-06-28", "[今年3月|2019-03 point][去年12月5日|2018-12-05 point]"),
        ("2019-01-28", "[本月3日|2019-01-03 point][上月17日|2018-12-17 point][上个月|2018-12 point]"),
        ("2019-06-28", "[5月3日|2019-05-03 point]报案,[当日|2019-05-03 point]立案,[次日|2019-05-04 point]抓获"),
        ("2019-06-28", "[2017年5月|2017-05 point]报案,[同年9月|2017-09 point]破案,[当月|2017-09 point]起诉"),
        ("2019-06-28", "[5月3日|2019-05-03 point],[当晚10时|2019-05-03 point]"),
        (
            "2019-06-28",
            "[今日|2019-06-28 point]([28日|2019-06-28 point])通报,[明日|2019-06-29 point]([29日|2019-06-29 point])休庭",
        ),
        ("2019-06-28", "[三天前|2019-06-25 point]"),
        ("2019-06-28", "[33年前|1986 point]的命案"),
        # weeks (28 June 2019 was a Friday)
        ("2019-06-28", "[上周三|2019-06-19 point][本周|2019-06-24..2019-06-30 range][下周一|2019-07-01 point]"),
        ("2019-06-28", "[周一|2019-06-24 point]通报"),
        ("2019-06-26", "[星期五|2019-06-21 point]通报"),
        ("2019-06-28", "[上週末|2019-06-22..2019-06-23 range]"),
        # times belong to the date
        ("2019-06-28", "[6月16日凌晨3时许|2019-06-16 point]"),
        ("2019-06-28", "[6月16日15时30分|2019-06-16 point]"),
        ("2019-06-28", "[6月16日上午9时至11时|2019-06-16 point]"),
        ("2019-06-28", "[6月16日(星期日)晚8点半|2019-06-16 point]"),
        ("2019-06-28", "[6月16日|2019-06-16 point],民警出发。[凌晨3时许|2019-06-16 point]收网"),
        # after publication only where the words say so
        ("2019-06-28", "行动将持续到[9月30日|2019-09-30 point]"),
        ("2019-06-28", "延长[至明年1月底|..2020-01-31 until]"),
        ("2022-05-20", "[6月30日|2022-06-30 point]前投案自首"),
        ("2019-09-25", "[国庆节|2019-10-01 point]即将到来"),
    ],
)
def test_resolved(dates: Dates, published: str, marked: str) -> None:
    check(dates, marked, published)


@pytest.mark.parametrize(
    ("published", "marked"),
    [
        ("2019-06-28", "[6月25日至28日|2019-06-25..2019-06-28 range]"),
        ("2022-08-05", "[7月18日至27日|2022-07-18..2022-07-27 range]"),
        ("2019-06-28", "[5月26日至6月21日|2019-05-26..2019-06-21 range]"),
        ("2019-01-10", "[12月20日至1月5日|2018-12-20..2019-01-05 range]"),
        ("2019-06-28", "[2018年12月20日至2019年1月5日|2018-12-20..2019-01-05 range]"),
        ("2019-06-28", "[2018年11月至2月|2018-11..2019-02 range]"),
        ("2019-06-28", "[2018年11月到次年2月|2018-11..2019-02 range]"),
        ("2019-06-28", "([2019年5月16日—5月31日|2019-05-16..2019-05-31 range])"),
        ("2019-06-28", "[16至27日|2019-06-16..2019-06-27 range]"),
        ("2019-06-28", "[11日至13日|2019-06-11..2019-06-13 range]"),
        ("2019-12-25", "[1至11月|2019-01..2019-11 range]"),
        ("2019-12-25", "[1-4月|2019-01..2019-04 range]"),
        ("2019-12-25", "[今年1月至9月|2019-01..2019-09 range]"),
        ("2020-01-15", "[1至12月|2019-01..2019-12 range]"),
        ("2018-10-18", "[一至九月|2018-01..2018-09 range]"),
        ("2019-12-25", "[去年7月至12月底|2018-07..2018-12-31 range]"),
        ("2019-12-25", "[2016年至2018年|2016..2018 range]"),
        ("2019-12-25", "[2016-2018年|2016..2018 range]"),
        ("2019-12-25", "[2015年和2018年之间|2015..2018 range]"),
        ("2020-09-22", "[从2019年到今年6月底|2019..2020-06-30 range]"),
        ("2011-10-18", "[10月15日至12月15日|2011-10-15..2011-12-15 range]"),
        ("2019-12-25", "[上半年|2019-01..2019-06 range]"),
        ("2019-03-25", "[上半年|2018-01..2018-06 range]"),
        ("2019-12-25", "[前三季度|2019-01..2019-09 range]"),
        ("2019-12-25", "[今年第一季度|2019-01..2019-03 range]"),
        ("2019-12-25", "[2018年下半年|2018-07..2018-12 range]"),
        ("2019-12-25", "[前4个月|2019-01..2019-04 range]"),
        ("2019-12-25", "[去年首11个月|2018-01..2018-11 range]"),
        ("2019-12-25", "[去年全年|2018 point]"),
        ("2019-12-25", "[去年年底|2018-12 point]"),
        ("2019-12-25", "[年初|2019-01 point]"),
        ("2019-12-25", "[9、10月|2019-09..2019-10 range]两个月"),
        ("2019-12-25", "[7月中旬|2019-07 point]"),
        ("2019-12-25", "[7月上旬至8月中旬|2019-07..2019-08-20 range]"),
        ("2019-06-28", "[自2017年3月至2018年5月|2017-03..2018-05 range]"),
        ("2019-06-28", "[2018年以来至2019年6月|2018..2019-06 range]"),
        ("2019-06-28", "[去年6月至今年5月|2018-06..2019-05 range]"),
        ("2019-06-28", "[6月25日晚至次日凌晨|2019-06-25..2019-06-26 range]"),
        ("2019-06-28", "[2016年底至2017年初|2016-12..2017-01 range]"),
        ("2019-06-28", "[6月25、26日|2019-06-25..2019-06-26 range]两天"),
        ("2019-06-28", "[6月25日|2019-06-25 point]、[26日|2019-06-26 point]"),
        ("2019-06-28", "[2017年|2017 point]、[2018年|2018 point]、[2019年|2019 point]"),
        ("2019-06-28", "[周五至周日|2019-06-28..2019-06-30 range]"),
        ("2019-06-28", "[1月1日零时至24时|2019-01-01 point]"),
        ("2019-06-28", "[1990年代|1990..1999 range]"),
        # the same period of another year
        ("2019-12-25", "[1至11月|2019-01..2019-11 range],比[去年同期|2018-01..2018-11 range]下降"),
        ("2021-08-20", "[8月以来|2021-08..2021-08-20 since],比[去年同期|2020-08..2020-08-20 range]下降"),
        ("2019-12-25", "较[2018年同期|2018 point]"),
        ("2019-04-03", "[3月|2019-03 point]发案比[上月|2019-02 point]降一成"),
    ],
)
def test_periods(dates: Dates, published: str, marked: str) -> None:
    check(dates, marked, published)


@pytest.mark.parametrize(
    ("published", "marked"),
    [
        ("2019-06-28", "[今年以来|2019-01-01..2019-06-28 since]"),
        ("2019-06-28", "[2016年以来|2016-01-01..2019-06-28 since]"),
        ("2021-02-05", "[去年10月以来|2020-10..2021-02-05 since]"),
        ("2021-02-05", "[自2020年10月10日以来|2020-10-10..2021-02-05 since]"),
        ("2021-02-05", "“断卡”行动[自去年10月|2020-10..2021-02-05 since]在全国铺开以来"),
        ("2019-06-28", "[今年4月|2019-04..2019-06-28 since]专项行动开展以来"),
        ("2022-08-05", "[自6月25日起|2022-06-25..2022-08-05 since]"),
        ("2022-08-05", "[从6月25日开始|2022-06-25..2022-08-05 since]"),
        ("2022-08-05", "[2018年至今|2018-01-01..2022-08-05 since]"),
        ("2022-08-05", "[6月13日|2022-06-13..2022-08-05 since]开赛[至今|..2022-08-05 until]"),
        ("2019-05-15", "[近五年|2014..2019-05-15 since],全市立案"),
        ("2019-05-15", "[近三年来|2016..2019-05-15 since]"),
        ("2019-05-15", "[过去十年|2009..2019-05-15 since]"),
        ("2026-02-02", "[过去三星期|2026-01-12..2026-02-02 since]"),
        # a stated length closes the period
        ("2015-11-13", "[从10月21日起|2015-10-21..2015-11-09 range],为期20天"),
        ("2025-04-22", "由[本月7日起|2025-04-07..2025-04-17 range]一連11日"),
        # up to a day
        ("2019-06-28", "[截至6月28日|..2019-06-28 until]"),
        ("2019-06-28", "[截止到昨天|..2019-06-27 until]"),
        ("2022-08-05", "[截至7月底|..2022-07-31 until]"),
        ("2022-08-05", "行动推进,[到7月底|..2022-07-31 until],共破案"),
        ("2021-02-05", "[2月4日|2021-02-04 point]收网,[到当日19时|..2021-02-04 until]"),
        ("2024-01-01", "[截至1日21时|..2024-01-01 until]"),
        ("2022-08-05", "[截至目前|..2022-08-05 until]"),
        ("2022-08-05", "[截至发稿时|..2022-08-05 until]"),
        ("2022-08-05", "[截至今年5月|..2022-05 until]"),
        ("2022-08-05", "[截至上周末|..2022-07-31 until]"),
        ("2022-08-05", "将于[9月1日起|2022-09-01.. since]施行"),
        ("2022-08-05", "[9月1日起|2022-09-01.. since]施行"),
        ("2022-08-05", "[8月1日起|2022-08-01..2022-08-05 since]施行"),
        ("2009-09-14", "[自9月10日20时|2009-09-10..2009-09-14 since]打响,[至13日20时|..2009-09-13 until]收兵,为期三天"),
        ("2022-08-05", "[目前|..2022-08-05 until],案件正在侦办"),
        ("2022-08-05", "[迄今|..2022-08-05 until]"),
        # nothing that can be placed
        ("2022-08-05", "[近日|.. vague],[近期|.. vague],[连日来|.. vague],[日前|.. vague]"),
    ],
)
def test_since_and_until(dates: Dates, published: str, marked: str) -> None:
    check(dates, marked, published)


@pytest.mark.parametrize(
    ("published", "marked"),
    [
        ("2024-02-14", "[春节假期|2024-02-10..2024-02-17 range]"),
        ("2013-02-18", "[春节期间|2013-02-09..2013-02-15 range]"),
        ("2024-01-01", "[元旦假期|2023-12-30..2024-01-01 range]"),
        ("2010-01-19", "[元旦期间|2010-01-01..2010-01-03 range]"),
        ("2019-10-10", "[国庆节|2019-10-01 point]"),
        ("2019-10-10", "[国庆长假|2019-10-01..2019-10-07 range]"),
        ("2019-10-10", "[今年清明节|2019-04-05 point]"),
        ("2019-10-10", "[中秋节|2019-09-13 point]"),
        ("2019-10-10", "[中秋假期|2019-09-13..2019-09-15 range]"),
        ("2024-02-14", "[大年初五|2024-02-14 point]"),
        ("2024-02-14", "[除夕|2024-02-09 point]"),
        ("2020-12-20", "[农历八月十五|2020-10-01 point]"),
        ("2020-12-20", "[农历2019年腊月廿八|2020-01-22 point]"),
        ("2021-12-20", "[正月初三|2021-02-14 point]"),
    ],
)
def test_holidays_and_lunar_days(dates: Dates, published: str, marked: str) -> None:
    check(dates, marked, published)


@pytest.mark.parametrize(
    "text",
    [
        "“5·08”专案",
        "12.15专案",
        "“2008.12.14”系列抢劫案",
        "“1+8+32”",
        "3日内投案",
        "历时24小时",
        "拨打110",
        "6月龄婴儿",
        "第3日",
        "3年内",
        "十年",
        "有期徒刑15年",
        "判处三年以下有期徒刑",
        "处10日以下拘留",
        "行政拘留15日",
        "为期3天",
        "两年多来",
        "三个月时间",
        "近一个月的侦查",
        "5年间破案",
        "12个月",
        "每月15日",
        "每年6-7月",
        "每周一",
        "当年的逃犯",
        "一周时间",
        "专项行动以来",
        "20名嫌疑人",
        "7号车道",
        "五一路",
        "国庆安保",
        "周某三人",
        "今日头条",
        "重12.5公斤",
        "1/3的案件",
        "24/7",
        "2019起",
        "占2018起",
        "上午",
        "第29个国际日",
        "中央一号文件",
        "13月",
        "2月30日",
        "35日",
        "0月5日",
    ],
)
def test_no_date(dates: Dates, text: str) -> None:
    assert read(dates, text, "2019-06-28") == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("新华社北京6月28日电 记者", "date.dateline"),
        ("本报6月28日讯", "date.dateline"),
        ("记者27日从市公安局获悉", "date.told"),
        ("6月27日,市公安局召开新闻发布会", "date.told"),
        ("同比2018年上升", "date.compared"),
        ("6月27日,民警在一出租屋收网", "date.calendar"),
        ("2018年破案5起", "date.calendar"),
    ],
)
def test_what_a_date_is_for(dates: Dates, text: str, rule: str) -> None:
    assert [hit.rule for hit in dates.find(text, "2019-06-28")] == [rule]


@pytest.mark.parametrize(
    "marked",
    [
        "[2018年6月|2018-06 point]立案,[7月2日|2018-07-02 point]抓获",
        "[自2018年6月起|2018-06.. since]",
        "7月2日抓获,今年以来破案,昨日通报",
        "[近日|.. vague]",
    ],
)
def test_without_publication(dates: Dates, marked: str) -> None:
    check(dates, marked, None)


@given(st.text("0123456789年月日号至到、-—.今去昨同当上下前以来自截初底旬一二三十廿春节周\n,。(农历天后", max_size=24))
def test_any_text(text: str) -> None:
    hits = DATES.find(text, "2019-06-28")
    assert all(0 <= left.start < left.end <= right.start for left, right in pairwise(hits))
    for hit in hits:
        assert (
            hit.first is None
            or hit.last is None
            or Partial(*map(int, hit.first.split("-"))).first <= Partial(*map(int, hit.last.split("-"))).last
        )


DATES = Dates()


@pytest.mark.parametrize(
    ("year", "new_year"),
    [(2008, "2008-02-07"), (2013, "2013-02-10"), (2020, "2020-01-25"), (2023, "2023-01-22"), (2026, "2026-02-17")],
)
def test_lunar_new_year(year: int, new_year: str) -> None:
    assert LunarCalendar().day(year, 1, 1) == date.fromisoformat(new_year)


def test_lunar_years_follow_each_other() -> None:
    lunar = LunarCalendar()
    for year, (start, leap, lengths) in lunar.years.items():
        assert len(lengths) == (13 if leap else 12)
        following = lunar.years.get(year + 1)
        if following:
            assert start + timedelta(days=sum(30 if name == "L" else 29 for name in lengths)) == following[0]


def test_holiday_periods_hold_their_day() -> None:
    holidays = Holidays(LunarCalendar())
    for (name, year), period in holidays.periods.items():
        day = holidays.day(name, year)
        assert day is not None
        assert period.first.first <= day <= period.last.last


def test_month_arithmetic() -> None:
    assert Partial(2019, 1).plus_months(-1) == Partial(2018, 12)
    assert Partial(2019, 12).plus_months(2) == Partial(2020, 2)
    assert Partial(2020, 2).last == date(2020, 2, 29)
    assert not Partial(2019, 2, 29).exists
    assert of_day(date(2019, 6, 28)).iso == "2019-06-28"


def test_component() -> None:
    doc = make_doc(
        spacy.blank("zh").vocab, Article(id="a", title="昨日通報", published="2019-06-28T10:00", text="6月25日")
    )
    Dates()(doc)
    assert [(hit.first, hit.rule) for hit in doc._.hits.dates] == [
        ("2019-06-27", "date.published"),
        ("2019-06-25", "date.calendar"),
    ]
    assert [span.text for span in doc.spans["dates"]] == ["昨日", "6月25日"]
