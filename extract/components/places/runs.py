"""Runs of names: 广西壮族自治区百色市田阳县 is one place, and each part narrows what the next may mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.components.places.gazetteer import Form, Match, Use, gazetteer, options_on
from schema.places import Division, is_within

SHORT_FULL_NAME = 2
BEFORE_SHORT_FULL_NAME = set("在赴至到抵从由往于为是和及与、,。;:(《“\"' \n因将把被向县市省了对等入自经")
CITIZENS = re.compile(r"市民(?![警政兵营间族航主])")
DAY_BEFORE_JAPAN = set("今近昨当即同前次明某首每节假生平翌终整0123456789一二三四五六七八九十")


@dataclass(slots=True)
class Run:
    """One place as written, with what it may mean.

    `narrowed` says that a region stands before its last name within the run.
    """

    start: int
    end: int
    last: str
    options: list[tuple[Division, Form]]
    use: Use
    narrowed: bool
    full: bool


def cut_across(text: str, match: Match) -> bool:
    """Say whether a match is cut out of other words: 今日本报, 完成县里的."""
    before = text[match.start - 1 : match.start]
    word = match.name.word
    if word == "日本":
        return before in DAY_BEFORE_JAPAN or text[match.end : match.end + 1] in set("报市地队县省")
    if len(word) == SHORT_FULL_NAME and word[-1] in "县区市" and not text.startswith("分局", match.end):
        return bool(before) and before not in BEFORE_SHORT_FULL_NAME
    return False


def runs(text: str, year: str | None) -> Iterator[Run]:
    """Yield the runs of names in a text."""
    matches = gazetteer().find(text)
    at = 0
    while at < len(matches):
        first = matches[at]
        options = list(options_on(first.name.word, year))
        last, end = first, first.end
        at += 1
        narrowed = False
        while at < len(matches) and matches[at].start == end:
            inner = _inner(options, options_on(matches[at].name.word, year))
            if not inner:
                break
            options, last, end, narrowed = inner, matches[at], matches[at].end, True
            at += 1
        if options and (narrowed or not cut_across(text, first)):
            if (
                any(form == "abroad" for _, form in options)
                and text[end : end + 1] == "市"
                and text[end + 1 : end + 2] != "民"
            ):
                end += 1
            if last.name.word[-1] == "市" and CITIZENS.match(text, end - 1):
                end -= 1
            full = text[end - 1] in "省市县区州旗盟" and any(form == "full" for _, form in options)
            yield Run(first.start, end, last.name.word, options, last.name.use, narrowed, full)


def _inner(
    outer: Sequence[tuple[Division, Form]], inner: Sequence[tuple[Division, Form]]
) -> list[tuple[Division, Form]]:
    """Give what a name may mean right after another that it may lie in."""
    regions = [place.path for place, _ in outer]
    return [
        (place, form)
        for place, form in inner
        if any(
            place.path != region and (is_within(place.path, region) or _abroad_province(region, place))
            for region in regions
        )
    ]


def _abroad_province(region: str, place: Division) -> bool:
    """Say whether a place abroad may stand after a province of its country (越南广宁省下龙市)."""
    country, _, province = region.partition("/")
    return province.endswith("省") and place.path.partition("/")[0] == country and "/" in place.path
