"""Numbers in Arabic digits and Chinese characters, mixed as press releases mix them: 3.15万, 一万二千, 1亿2000万, 廿三.

Texts are views (`extract.view.view`): half-width and simplified.
"""

import re
from decimal import Decimal
from functools import cache

from schema.lexicon import read_lexicon

CHARACTERS = {
    row["character"]: row
    for row in read_lexicon("extract", "numerals.tsv", codes={"kind": {"digit", "tens", "section"}})
}
DIGIT_VALUES = {character: int(row["value"]) for character, row in CHARACTERS.items() if row["kind"] == "digit"}
TENS = {character: int(row["value"]) for character, row in CHARACTERS.items() if row["kind"] == "tens"}
SECTIONS = {character: int(row["value"]) for character, row in CHARACTERS.items() if row["kind"] == "section"}
WHOLE_TENS = {character for character, value in TENS.items() if value in (20, 30)}
"""廿 and 卅 carry their own digit."""

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
"""Regex: a number in Arabic digits, with or without commas between thousands and a decimal point."""

_DIGIT_CLASS = "".join(DIGIT_VALUES)
CHINESE_NUMERAL = rf"(?:[{''.join(CHARACTERS)}]+(?:点[{_DIGIT_CLASS}]+[{''.join(SECTIONS)}]*)?|半)"
"""Regex: a run of characters that a Chinese number can be written with; `parse_numeral` says whether it is one."""

_ARABIC = re.compile(DIGITS)
_TOKENS = re.compile(rf"{DIGITS}|[{''.join(CHARACTERS)}]")
_POSITIONAL = re.compile(rf"[{_DIGIT_CLASS}]+")
_POINT = re.compile(
    rf"(?P<whole>[{_DIGIT_CLASS}{''.join(TENS)}]+)点(?P<fraction>[{_DIGIT_CLASS}]+)(?P<scale>[{''.join(SECTIONS)}]*)"
)


@cache
def parse_numeral(text: str) -> Decimal | None:
    """Give the value of a number, None where the text is none.

    Parameters
    ----------
    text
        The number alone, without unit and qualifier: `1,234`, `3.15万`, `一万二千`, `三百五`, `二〇一九`, `两`, `半`.

    >>> parse_numeral("1亿2000万"), parse_numeral("三点五亿"), parse_numeral("二〇一九"), parse_numeral("十万火急")
    (Decimal('120000000'), Decimal('350000000.0'), Decimal('2019'), None)
    """
    if text == "半":
        return Decimal("0.5")
    if _ARABIC.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _POSITIONAL.fullmatch(text):
        return _positional(text)
    point = _POINT.fullmatch(text)
    if point:
        return _with_point(point)
    return _additive(text)


def _positional(text: str) -> Decimal | None:
    """Read characters as digits side by side: 二〇一九. 两 never stands in such a row."""
    if len(text) > 1 and "两" in text:
        return None
    return Decimal("".join(str(DIGIT_VALUES[character]) for character in text))


def _with_point(match: re.Match[str]) -> Decimal | None:
    whole = parse_numeral(match["whole"])
    if whole is None:
        return None
    value = Decimal(f"{whole}.{''.join(str(DIGIT_VALUES[character]) for character in match['fraction'])}")
    for character in match["scale"]:
        value *= SECTIONS[character]
    return value


class _Sum:
    """The running value of a number read from left to right."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.section = Decimal(0)
        self.coefficient: Decimal | None = None
        self.below = 0
        """The scale that was closed last, 0 before the first and after a 零: a bare digit then counts a tenth of it."""
        self.limit = 0
        """In a section each scale must be smaller than the one before it; 0 at a section's start."""

    def digit(self, value: Decimal) -> bool:
        if value == 0:
            self.below = 0
            return self.coefficient is None
        if self.coefficient is not None:
            return False
        self.coefficient = value
        return True

    def tens(self, scale: int, *, whole: bool) -> bool:
        if (self.limit and scale >= self.limit) or (whole and self.coefficient is not None):
            return False
        self.section += scale * (Decimal(1) if self.coefficient is None else self.coefficient)
        self.coefficient = None
        self.limit = 10 if whole else scale
        self.below = self.limit
        return True

    def close(self, scale: int) -> bool:
        amount = self.section + (self.coefficient or 0)
        if amount == 0 and self.total == 0:
            amount = Decimal(1)
        if self.total and scale > self.last_section:
            self.total = (self.total + amount) * scale
        elif self.total and (amount == 0 or scale == self.last_section):
            return False
        else:
            self.total += amount * scale
        self.last_section = scale
        self.section, self.coefficient, self.limit, self.below = Decimal(0), None, 0, scale
        return True

    last_section = 0

    def value(self, *, short: bool) -> Decimal:
        rest = self.coefficient or Decimal(0)
        if short and self.below >= 100:
            rest *= self.below // 10
        return self.total + self.section + rest


def _additive(text: str) -> Decimal | None:
    """Read digits, tens and sections by the rules of place: 一万二千, 三百五, 3千万, 万亿."""
    tokens = _TOKENS.findall(text)
    if "".join(tokens) != text or not tokens:
        return None
    running = _Sum()
    for token in tokens:
        if token in TENS:
            fits = running.tens(TENS[token], whole=token in WHOLE_TENS)
        elif token in SECTIONS:
            fits = running.close(SECTIONS[token])
        elif token in DIGIT_VALUES:
            fits = running.digit(Decimal(DIGIT_VALUES[token]))
        else:
            fits = running.digit(Decimal(token.replace(",", "")))
        if not fits:
            return None
    return running.value(short=tokens[-1] in DIGIT_VALUES or tokens[-1] in "123456789")
