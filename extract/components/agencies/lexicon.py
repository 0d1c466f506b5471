"""The words of `organs.tsv` and the patterns made of them."""

import re
from functools import cache

from schema.lexicon import read_lexicon

PACKAGE = "extract.components.agencies"
HAN = "\u4e00-\u9fff"
NUMERAL = "一二三四五六七八九十"
STOP = "在由与和向到从被将对是请据及的同往赴为让给等,、把日时昨今但而并"


@cache
def words(kind: str) -> str:
    """Give the words of a kind as alternatives of a pattern, longest first."""
    rows = read_lexicon(PACKAGE, "organs.tsv", key=("kind", "word"), ordered=True)
    found = [row["word"] for row in rows if row["kind"] == kind]
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


@cache
def team() -> str:
    """Give the pattern of one section of a bureau: 刑侦大队, 巡警(便衣侦查)支队, 刑侦一大队, 打击涉车犯罪专业队."""
    name = rf"(?:{words('section')})+(?:\((?:{words('section')})+\))?[{NUMERAL}]?"
    return rf"(?:(?:{name}|打击[{HAN}]{{2,6}}?)(?:{words('team')})(?:[{NUMERAL}]大队)?(?![员长伍列]))"


@cache
def organ() -> re.Pattern[str]:
    """Give the pattern of an organ that stands after its place."""
    return re.compile(rf"{words('bureau')}|{words('body')}|(?:边境|边防|水上|森林)?派出所|(?:公安)?分局")


@cache
def branch() -> re.Pattern[str]:
    """Give the pattern of a branch right after its bureau: 青山分局, 汇东公安分局, 衡阳公安处."""
    return re.compile(rf"((?:(?![{STOP}组指])[{HAN}]){{1,9}}?)(公安分局|分局|公安处)")


@cache
def sections() -> re.Pattern[str]:
    """Give the pattern of the sections, stations and posts right after a bureau or a branch."""
    station = rf"(?:(?![{STOP}组])[{HAN}]){{2,7}}?(?:派出所|警务站|边境检查站)"
    post = r"警务站|警务室|反诈骗?中心"
    return re.compile(rf"(?:{team()})+|{station}|{post}|{words('hongkong')}")


@cache
def bare_team() -> re.Pattern[str]:
    """Give the pattern of sections that stand alone."""
    return re.compile(rf"{team()}+")


@cache
def generic() -> re.Pattern[str]:
    """Give the pattern of the police of a place, after the place."""
    levels = "(?:市|省|县|区|州)?(?:(?:[、]?[市县区州])+[两三]级|[两三]级)?"
    return re.compile(
        rf"(?P<levels>{levels})(?:等?(?:\d+|[{NUMERAL}两]+)[国地])?(?P<word>{words('generic')})(?![局厅处院校])"
    )


@cache
def zone() -> re.Pattern[str]:
    """Give the pattern of a part of a city that is no division (苏州|工业园区|公安分局)."""
    return re.compile(rf"[{HAN}]{{0,6}}?(?:{words('zone')})$")


@cache
def before_name() -> re.Pattern[str]:
    """Give the pattern of words that may stand before the own name of an organ and are no part of it."""
    return re.compile(words("before_name"))


@cache
def aliases() -> list[tuple[str, str]]:
    """Give the short names of organs with the full ones, the longest short names first."""
    rows = read_lexicon(PACKAGE, "aliases.tsv", key=("short", "full"), ordered=True)
    return sorted(((row["short"], row["full"]) for row in rows), key=lambda row: -len(row[0]))
