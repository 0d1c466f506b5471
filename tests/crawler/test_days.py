from datetime import date

import pytest

from crawler.days import address_day, day_in, first_day, last_day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.example/c100007/2022-07/13/content_12647719.shtml", date(2022, 7, 13)),
        ("http://a.example/202104/t20210402_12824719.htm", date(2021, 4, 2)),
        ("http://a.example/sh/2022/08-05/9820657.shtml", date(2022, 8, 5)),
        ("http://a.example/gedi/2019/0624/4297250.shtml", date(2019, 6, 24)),
        ("http://a.example/system/2020/09/22/012463133.shtml", date(2020, 9, 22)),
        ("http://a.example/xinwen/2020/1230_87453.html", date(2020, 12, 30)),
        ("http://a.example/sh/2019-07-28/2290122.html", date(2019, 7, 28)),
        ("http://a.example/content/202308/15/content_145829.html", date(2023, 8, 15)),
        ("http://a.example/20090609/n264412673.shtml", date(2009, 6, 9)),
        ("http://a.example/202208/t123.html", None),
        ("http://a.example/content/post_4281874.html", None),
        ("http://a.example/2021/1399/1.html", None),
        ("http://a.example/id/2021123117234655940108.html", None),
        ("http://a.example/news/29991231/1.html", None),
        ("http://a.example/19000101/1.html", None),
        ("http://a.example:20200/", None),
    ],
)
def test_day_of_an_address(url: str, day: date | None) -> None:
    assert address_day(url) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("警方通报 [2022-08-05]", date(2022, 8, 5)),
        ("2022年8月5日", date(2022, 8, 5)),
        ("发布时间：2022/8/5 10:30", date(2022, 8, 5)),
        ("2022.08.05", date(2022, 8, 5)),
        ("08-05", None),
        ("2022年8月", None),
        ("电话12022-08-05", None),
        ("2022-13-05", None),
        ("“2022·8·5”专案", None),
    ],
)
def test_day_beside_a_link(text: str, day: date | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019-06-25", date(2019, 6, 25), date(2019, 6, 25)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-12", date(2019, 12, 1), date(2019, 12, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_bounds(value: str, first: date, last: date) -> None:
    assert (first_day(value), last_day(value)) == (first, last)


@pytest.mark.parametrize("value", ["", "19", "2019-6", "2019-02-30", "2019-13", "昨天", "2019-06-25T00:00"])
def test_what_is_no_bound(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        first_day(value)
    with pytest.raises(ValueError, match=r".+"):
        last_day(value)
