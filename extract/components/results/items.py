"""The noun of a thing seized or taken off the net: the shortest usual one."""

import re

from extract.carrier import QuantityHit
from extract.components.results.lexicon import Lexicon
from extract.structure import Stretch

UNNAMED = "物品"
"""Stands where the text names no thing."""

MARKS = re.compile(r"[“”\"'‘’《》()（）\[\]【】\s]")
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
COUNT = re.compile(r"(?:共计|合计|总计|累计|共|达|约|各|计|有|重达|净重|折合|多达|已达|价值|被|遭)*[:：]?$")
OPENERS = re.compile(r"^(?:以及|还有|[、和及与,，\s])+")
CUT = re.compile(r"[,，。;；:：]")
AFTER_CUT = re.compile(r"[被遭由予并,，。]|全部|悉数|当场|已|均|一并|随即")
JOINTS = re.compile(r"以及|[、和]|(?<![涉普])及|(?<!参)与")
LONGEST = 12


def item_of(
    text: str, lexicon: Lexicon, quantity: QuantityHit, before: Stretch, right: int, start: int, end: int
) -> tuple[str, int, int]:
    """Give the item's usual noun, and the stretch that holds it and the number.

    The noun stands before the number (手机16部), within `before`, or after it (60余部电脑), up to `right`; `start` and `end`
    are the stretch that verb and number take so far.
    """
    phrase = CUT.split(COUNT.sub("", text[before.start : before.end]))[-1]
    opener = OPENERS.match(phrase)
    phrase = phrase[opener.end() :] if opener else phrase
    item = item_name(phrase, lexicon)
    if item:
        return item, min(start, text.rfind(phrase, before.start, before.end)), end
    head = AFTER_CUT.split(text[quantity.end : right], maxsplit=1)[0]
    item = item_name(head, lexicon)
    if item:
        return item, start, max(end, quantity.end + len(head))
    return UNNAMED, start, end


def item_name(phrase: str, lexicon: Lexicon) -> str:
    """Give the usual noun of a phrase, the nouns of a list joined by 、, or nothing where no noun can be told."""
    bare = MARKS.sub("", BRACKETS.sub("", phrase))
    if "等" in bare[:-1]:
        bare = bare[bare.rindex("等") + 1 :] if not bare.endswith("等") else bare[:-1]
    bare = bare.removesuffix("等")
    bare = bare[bare.rfind("的") + 1 :]
    names = [_single(part, lexicon) for part in JOINTS.split(bare)]
    named = list(dict.fromkeys(name for name in names if name))
    return "、".join(named) if names and names[-1] else ""


def _single(phrase: str, lexicon: Lexicon) -> str:
    """Give the usual noun of one thing: the lexicon's where it ends in one, else the phrase without what describes it."""
    found = [item for start, end, item in lexicon.items.find(phrase) if end == len(phrase)]
    if found:
        return found[0]
    bare = phrase
    shorter = _strip(bare, lexicon)
    while shorter != bare:
        bare, shorter = shorter, _strip(shorter, lexicon)
    return bare if len(bare) <= LONGEST and bare not in lexicon.modifiers else ""


def _strip(phrase: str, lexicon: Lexicon) -> str:
    for word in lexicon.modifiers:
        if len(phrase) > len(word):
            if phrase.startswith(word):
                return phrase[len(word) :]
            if phrase.endswith(word):
                return phrase[: -len(word)]
    return phrase
