"""The view of a text: the same length, half-width, simplified."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.view import view


@given(st.text())
def test_one_character_for_one_character(text):
    assert len(view(text)) == len(text)


@given(st.text())
def test_line_feeds_stay_where_they_are(text):
    assert [i for i, c in enumerate(view(text)) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]


@given(st.text(st.characters(max_codepoint=0x7F, exclude_characters="\t\r")))
def test_ascii_is_left_alone(text):
    assert view(text) == text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("１２０名，（含１２人）", "120名,(含12人)"),
        ("ＧＯＩＰ％", "GOIP%"),
        ("串謀詐騙、洗黑錢", "串谋诈骗、洗黑钱"),
        ("臺灣著名", "台湾着名"),  # character by character: 著 is always read as 着
        ("「謀攻」『蓝天』", "“谋攻”“蓝天”"),
        ("甲\u3000乙\xa0丙\u200b丁\ufeff", "甲 乙 丙 丁 "),
        ("5・08，5‧08，5•08", "5·08,5·08,5·08"),
        ("3．15", "3.15"),
        ("自2019年－2020年", "自2019年-2020年"),
        ("！？：；", "!?:;"),
        ("👮‍♀️抓获１人", "👮‍♀️抓获1人"),
    ],
)
def test_what_recognisers_see(text, seen):
    assert view(text) == seen


@pytest.mark.parametrize("text", ["。", "、", "《蓝天》", "“蓝天”", "‘两卡’", "……", "——", "㈠①Ⅳ", "İß"])
def test_chinese_stops_and_signs_without_a_half_stay(text):
    assert view(text) == text


def test_a_view_of_a_view_is_itself():
    text = "「謀攻」行動拘５０３人，涉款逾１５億"
    assert view(view(text)) == view(text)
