"""Charsets of pages, and complete stamps: the two things that an article is read with first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.article.decoding import decode
from extract.article.stamps import stamp_of_address, stamp_of_metadata, stamps_in

BODY = "警方昨日通报，破获一起网络诈骗案，抓获犯罪嫌疑人12名，涉案金额300余万元，案件正在审理之中。"


@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "gbk", "big5", "iso-8859-1", "no-such-charset"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_charset_whatever_is_declared(charset: str, declared: str) -> None:
    text = f"<html><meta charset={declared}><p>{BODY}记者陶喆</p></html>"
    assert decode(text.encode(charset), f"text/html; charset={declared}") == text


@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "big5", "big5-hkscs"])
def test_big5_whatever_is_declared(declared: str) -> None:
    text = "警方昨日採取行動，搗破一個電話騙案集團，拘捕十七名男女，涉款約八百六十萬元，案件正在調查。"
    assert decode(text.encode("big5"), f"text/html; charset={declared}") == text


def test_charset_of_header_wins_over_meta_where_both_could_be() -> None:
    assert decode("中文".encode("gb18030"), "text/html; charset=gbk") == "中文"
    assert decode("联通".encode("gb18030"), "text/html; charset=gbk") == "联通"  # valid UTF-8 by chance


def test_a_page_cut_inside_a_character_loses_that_character_alone() -> None:
    for charset in ("utf-8", "gb18030"):
        body = f"<html><p>{BODY}".encode(charset)
        assert decode(body[:-1]) == f"<html><p>{BODY[:-1]}"


def test_truly_broken_bytes_cost_only_themselves() -> None:
    body = BODY.encode("utf-8")
    assert decode(body + b"\xff\xff" + body) == f"{BODY}\ufffd\ufffd{BODY}"


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=12))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode(), "text/html; charset=gb2312") == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("发布时间：2019-06-28", ["2019-06-28"]),
        ("(2014-3-5 7:08:09)", ["2014-03-05T07:08"]),
        ("2009年06月09日14:26", ["2009-06-09T14:26"]),
        ("２０１９年６月２８日　０８：０５", ["2019-06-28T08:05"]),
        ("2016年9月2日 (星期五) 下午 4:05", ["2016-09-02T16:05"]),
        ("2019/06/28 00:00:00", ["2019-06-28"]),
        ("18:03 2026-02-10 HKT", ["2026-02-10T18:03"]),
        ("二〇一九年六月二十八日", ["2019-06-28"]),
        ("2019.6.28 10时30分", ["2019-06-28T10:30"]),
        ("2019-06-28T23:30:00Z", ["2019-06-29T07:30"]),
        ("2019-06-28T08:30:00+08:00", ["2019-06-28T08:30"]),
        ("昨日", []),
        ("5月3日", []),
        ("2019年6月", []),
        ("2019-02-30", []),
        ("1982-06-28", []),
        ("2020年5月16日—5月31日", []),
        ("电话 2019-0628-11", []),
        ("案号120190628", []),
    ],
)
def test_stamps(text: str, wanted: list[str]) -> None:
    assert [stamp.value for stamp in stamps_in(text)] == wanted


def test_stamps_after_the_day_of_fetching_are_none() -> None:
    assert not list(stamps_in("2031-01-01", latest=date(2026, 1, 1)))
    assert [stamp.value for stamp in stamps_in("2026-01-02", latest=date(2026, 1, 1))] == ["2026-01-02"]  # time zones


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20190628", "2019-06-28"),
        ("201906281030", "2019-06-28T10:30"),
        ("Fri, 28 Jun 2019 02:30:00 GMT", "2019-06-28T10:30"),
        ("June 28, 2019", "2019-06-28"),
        ("June 28", None),
        ("yesterday", None),
        ("20191328", None),
        ("", None),
    ],
)
def test_stamps_of_metadata(text: str, wanted: str | None) -> None:
    assert stamp_of_metadata(text) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://x.example/jwyw/201906/t20190628_12345.html", "2019-06-28"),
        ("http://x.example/2019-06/28/content_1.htm", "2019-06-28"),
        ("http://x.example/art/2019/6/28/art_123_4567.html", "2019-06-28"),
        ("http://x.example/2019/0628/1.html", "2019-06-28"),
        ("http://x.example/201906/1.html", None),
        ("http://x.example/content_20191399.htm", None),
        ("http://x.example/120190628.htm", None),
    ],
)
def test_stamp_of_address(url: str, wanted: str | None) -> None:
    assert stamp_of_address(url) == wanted
