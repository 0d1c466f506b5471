"""What stands around an article on its page: navigation, lists of headlines, captions, disclaimers, things to click."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from extract.article.stamps import stamps_in
from extract.article.tree import trim
from extract.view import view
from schema.lexicon import read_lexicon

LabelKind = Literal["published", "updated", "source", "editor", "author", "count", "control", "network"]
Effect = Literal["drop", "end", "list", "aside"]

LONGEST_FURNITURE = 300
"""Characters beyond which a line is a paragraph whatever stands in it."""

_SPACE = re.compile(r"\s+")
_AROUND = "【】[]()<>{}《》|-—_=+·•●○◆◇■□▲△▼►▶»›>*#★☆:;,.、。~^'\"“”"
_SIGNS = re.compile(r"[\s\d|/\\()\[\]【】{}<>《》:;,.、。·•+\-—_*#~“”\"'…»›×&=]+")
_SENTENCE_END = re.compile(r"[。!?;…][”’」』)】\]]*$|[:,、]$")
_FULL_STOP = re.compile(r"[。!?][”’」』)】\]]*(?:\([^()]{0,30}\))?$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_ROW_DAY = re.compile(r"[\[(]?(?:(?:19|20)\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?[\])]?$")


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of `labels.tsv`, by kind, each as a regular expression that allows spaces between its characters."""

    by_kind: dict[str, str]

    def any_of(self, *kinds: LabelKind) -> str:
        """Give an expression for the labels of some kinds."""
        return "|".join(self.by_kind[kind] for kind in kinds if kind in self.by_kind)


@cache
def labels() -> Labels:
    """Read the labels."""
    kinds: dict[str, list[str]] = {}
    known = set(get_args(LabelKind))
    for row in read_lexicon("extract.article", "labels.tsv", codes={"kind": known}):
        kinds.setdefault(row["kind"], []).append(row["label"])
    spaced = {
        kind: "|".join(r"\s*".join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
        for kind, words in kinds.items()
    }
    return Labels(spaced)


@cache
def _patterns() -> list[tuple[Effect, re.Pattern[str]]]:
    rows = read_lexicon(
        "extract.article", "furniture.tsv", key="pattern", codes={"effect": {"drop", "end", "list", "aside"}}
    )
    return [(row["effect"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows]  # type: ignore[misc]


@cache
def _controls() -> re.Pattern[str]:
    return re.compile(labels().any_of("control", "network", "count"))


@cache
def _pairs() -> re.Pattern[str]:
    """Read the form of a line of labels with names: 责任编辑:某某  审核:某某, or 【校对】某某."""
    known = labels()
    pair = rf"(?:{known.any_of('editor', 'author', 'source', 'published', 'updated', 'count')})\s*[:】\]/|丨]\s*[^:。,!?]{{0,24}}?"
    return re.compile(rf"[\s【\[(]*(?:{pair}[\s|、;)】\]]*)+", re.IGNORECASE)


@cache
def _timed() -> re.Pattern[str]:
    return re.compile(rf"[\s【\[(]*(?:{labels().any_of('published')})")


def squeezed(line: str) -> str:
    """Give a line half-width and simplified, without spaces and without the signs around it."""
    return _SPACE.sub("", view(line)).strip(_AROUND)


def effect_of(line: str) -> Effect | None:
    """Say what a line that is none of the article does to it, None for a line that may be the article's."""
    bare = squeezed(line)
    if not bare:
        return "drop"
    if len(bare) > LONGEST_FURNITURE:
        return None
    for effect, pattern in _patterns():
        if pattern.search(bare):
            return effect
    if is_control(line) or is_pairs(line):
        return "drop"
    return None


def is_control(line: str) -> bool:
    """Say whether a line holds nothing but things to click, counts and signs."""
    text = view(line)
    if len(text) > 120 or not _CHINESE.search(text):
        return False
    rest = _SIGNS.sub("", _controls().sub("", text))
    return not rest


def is_pairs(line: str) -> bool:
    """Say whether a line holds nothing but editors, source and times with their labels."""
    text = trim(view(line))
    if len(text) > 160 or _pairs().fullmatch(text) is None:
        return False
    return not _timed().match(text) or any(stamps_in(text))  # 时间:3月5日晚 is of what happened


def is_prose(line: str, *, least: int = 40) -> bool:
    """Say whether a line reads as a paragraph: long enough, ended by a full stop, or very long."""
    text = view(line)
    if len(_CHINESE.findall(text)) < least:
        return False
    return bool(_FULL_STOP.search(text)) or (len(text) >= 2 * least and any(stop in text for stop in "。;"))


def is_headline(line: str) -> bool:
    """Say whether a line could stand in a list of headlines: short, with no stop at its end, or with a day there."""
    text = trim(view(line))
    if _ROW_DAY.search(text) and len(text) < 90:
        return True
    return 4 <= len(text) <= 60 and not _SENTENCE_END.search(text)


def is_list_item(line: str) -> bool:
    """Say whether a line is plainly of a list: a headline behind a middle dot, or with a day behind it."""
    text = trim(view(line))
    if text.startswith(("·", "•")) and not _FULL_STOP.search(text):
        return True
    return bool(_ROW_DAY.search(text)) and 8 < len(text) < 90 and not _ROW_DAY.fullmatch(text)


def is_navigation(line: str) -> bool:
    """Say whether a line is a row of column names: four or more short words parted by spaces or bars."""
    text = trim(view(line))
    words = [word for word in re.split(r"[\s|/·>]+", text) if word]
    if len(words) < 4 or any(_SENTENCE_END.search(word) for word in words) or _byline().search(text):
        return False
    return 2 <= sum(len(word) for word in words) / len(words) <= 5 and max(len(word) for word in words) <= 10


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(labels().any_of("author"))


def chinese_characters(text: str) -> int:
    """Count the Chinese characters of a text."""
    return len(_CHINESE.findall(text))
