"""A view of a text for recognisers: the same length, half-width, simplified; offsets hold in the original.

One character for one character: full-width letters, digits and signs become half-width (the Chinese stops 。、《》“” stay),
every kind of space becomes a plain space, traditional characters become simplified (OpenCC `tw2s`, character by character).
"""

from functools import cache
from typing import Any

from opencc import OpenCC

SPACES = (
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff\r"
)
QUOTES = {"「": "“", "」": "”", "『": "“", "』": "”", "﹁": "“", "﹂": "”", "〝": "“", "〞": "”", "＂": "”", "〃": "”"}
SAME = {"－": "-", "—": "—", "–": "-", "―": "—", "〜": "~", "・": "·", "‧": "·", "•": "·", "．": ".", "﹑": "、"}


class Characters(dict[int, str]):
    """A translation table that works out each character when it is first met."""

    def __init__(self) -> None:
        self.converter = OpenCC("tw2s")
        self.fixed = {**dict.fromkeys(SPACES, " "), **QUOTES, **SAME}

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = self.fixed.get(character)
        if plain is None and 0xFF01 <= code <= 0xFF5E:
            plain = chr(code - 0xFEE0)
        if plain is None and code >= 0x3400:
            converted: str = self.converter.convert(character)
            plain = converted if len(converted) == 1 else character
        self[code] = plain or character
        return self[code]


@cache
def characters() -> dict[int, Any]:
    """Give the table of characters, shared by all views."""
    return Characters()


def view(text: str) -> str:
    """Give the text as recognisers see it: of equal length, half-width, simplified.

    >>> view("１２０名，臺灣\u3000")
    '120名,台湾 '
    """
    return text.translate(characters())
