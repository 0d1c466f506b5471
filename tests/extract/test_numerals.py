import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.numerals import CHINESE_NUMERAL, DIGITS, parse_numeral
from tests.extract.marked import read_marked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3", "3"),
        ("007", "7"),
        ("1,234", "1234"),
        ("12,345,678.5", "12345678.5"),
        ("3.15万", "31500"),
        ("1.5亿", "150000000"),
        ("3千", "3000"),
        ("3千万", "30000000"),
        ("1亿2000万", "120000000"),
        ("1亿2千3百万", "123000000"),
        ("5万3千", "53000"),
        ("1.2万亿", "1200000000000"),
        ("〇", "0"),
        ("零", "0"),
        ("一", "1"),
        ("两", "2"),
        ("半", "0.5"),
        ("十", "10"),
        ("十五", "15"),
        ("二十", "20"),
        ("四十六", "46"),
        ("廿三", "23"),
        ("卅", "30"),
        ("一百廿三", "123"),
        ("百", "100"),
        ("百万", "1000000"),
        ("千万", "10000000"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("三百五", "350"),
        ("三百五十", "350"),
        ("一千零五十", "1050"),
        ("一千零五", "1005"),
        ("一万二", "12000"),
        ("一万二千", "12000"),
        ("两万零三", "20003"),
        ("十二万三千四百五十六", "123456"),
        ("两亿三千万", "230000000"),
        ("一亿零五十万", "100500000"),
        ("三万亿", "3000000000000"),
        ("三点五", "3.5"),
        ("十二点零五", "12.05"),
        ("三点五亿", "350000000"),
        ("一点二万亿", "1200000000000"),
        ("二〇一九", "2019"),
        ("二零零八", "2008"),
        ("一一〇", "110"),
        ("贰拾叁", "23"),
        ("伍佰", "500"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "人",
        "3人",
        "三人",
        "1,2345",
        "1,23",
        "3.",
        ".5",
        "二〇一两",
        "十百",
        "百千",
        "二廿",
        "五3",
        "三十四五",
        "万万",
        "一点",
        "点五",
        "十万火急",
        "1.5.2",
    ],
)
def test_no_number(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("marked", "pattern"),
    [
        ("共[1,234|]起、[35.7|]公斤、[12|],[3456|]。", DIGITS),
        ("[一万二千|]人,[二〇一九|]年,[三点五亿|]元,[半|]数,[两|]个", CHINESE_NUMERAL),
    ],
)
def test_fragments(marked: str, pattern: str) -> None:
    text, wanted = read_marked(marked)
    assert [match.span() for match in re.finditer(pattern, text)] == [(start, end) for start, end, _ in wanted]


CHARACTERS = "零一二三四五六七八九"


def written(number: int) -> str:
    """Write a number below 10**12 the long way, with 零 for every gap."""

    def section(value: int) -> str:
        out, gap = "", False
        for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            figure = value // scale % 10
            if figure:
                out += ("零" if gap else "") + CHARACTERS[figure] + name
                gap = False
            else:
                gap = bool(out)
        return out

    out, gap = "", False
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        value = number // scale % 10**4
        if value:
            out += ("零" if out and (gap or value < 1000) else "") + section(value) + name
            gap = False
        else:
            gap = bool(out)
    return out or "零"


@given(st.integers(0, 10**12 - 1))
def test_reads_what_is_written_in_full(number: int) -> None:
    assert parse_numeral(written(number)) == number


@given(st.text("零〇一二两三五九十廿百千万亿点半0123456789,.", max_size=9))
def test_never_fails(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value >= 0


def test_marked() -> None:
    assert read_marked("[责任编辑]甲[3人|3 person]乙[x|]") == ("[责任编辑]甲3人乙x", [(7, 9, "3 person"), (10, 11, "")])


@pytest.mark.parametrize("marked", ["[3人|3", "3人|3]", "[a|b|c]"])
def test_mistyped_mark(marked: str) -> None:
    with pytest.raises(ValueError, match="not closed"):
        read_marked(marked)
