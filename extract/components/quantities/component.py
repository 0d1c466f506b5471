"""Quantities: every number with a unit, its value, and how exact it is.

The grammar is that of written Chinese: a qualifier (近, 逾, 约), a number in digits or characters, scales and 余 in either
order (4100余起, 3千余万, 1.5亿余元, 十余名, 上百), a classifier or a currency, a closing qualifier (以上, 左右). Numbers that
count nothing give nothing: ordinals, dates, percentages, ages, telephone numbers, codes, names of operations.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import cast

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import Hit, QuantityHit, mark
from extract.numerals import DIGITS, parse_numeral
from extract.patterns import read_patterns
from schema.lexicon import read_lexicon
from schema.models import Qualifier

UNIT_CLASSES = {"person", "case", "item", "measure", "general", "times"}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

CHARACTERS = r"[一二三四五六七八九十百千零〇两廿卅万亿]+(?:点[一二三四五六七八九零〇]+)?"
VAGUE = r"(?:好几|数|几|上|成)(?=[十百千万亿])"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


class Quantities:
    """Finds quantities in a view of a text.

    Source of the units: GB 3100 and the usual classifiers; currencies by ISO 4217.
    """

    def __init__(self) -> None:
        classes = read_lexicon(__package__, "classifiers.tsv", codes={"class": UNIT_CLASSES})
        self.classes = {row["classifier"]: row["class"] for row in classes}
        self.currencies = {row["name"]: row["code"] for row in read_lexicon(__package__, "currencies.tsv")}
        qualifiers = read_lexicon(__package__, "qualifiers.tsv", key=("word", "place"))
        self.qualifiers = {
            place: {row["word"]: cast(Qualifier, row["qualifier"]) for row in qualifiers if row["place"] == place}
            for place in ("before", "inside", "after")
        }
        inside = _alternatives(self.qualifiers["inside"])
        self.pattern = re.compile(
            rf"(?P<before>{_alternatives(self.qualifiers['before'])})?\s?"
            rf"(?P<number>(?P<vague>{VAGUE})?(?:{DIGITS}|{CHARACTERS})(?P<tail>(?:{inside}|千(?![克米瓦])|[十百万亿])*))\s?"
            rf"(?:(?P<money>{_alternatives(self.currencies)})|(?P<unit>{_alternatives(self.classes)}))?"
            rf"(?P<after>{_alternatives(self.qualifiers['after'])})?"
        )
        self.more = re.compile(inside)
        self.patterns = read_patterns(__package__)
        self.currency_before = re.compile(rf"({_alternatives(self.currencies)})[:约近逾超过达]{{0,2}}$")

    def find(self, text: str, taken: Iterable[Hit] = ()) -> Iterator[QuantityHit]:
        """Yield the quantities of a view, left to right.

        Parameters
        ----------
        text
            A view (`extract.view.view`).
        taken
            Hits (dates, names of operations) inside which no number counts anything.
        """
        blocked = bytearray(len(text))
        for other in taken:
            blocked[other.start : other.end] = b"\1" * (other.end - other.start)
        for match in self.pattern.finditer(text):
            start = match.start("number")
            if any(blocked[start : match.end("number")]) or self._counts_nothing(text, match):
                continue
            hit = self._read(text, match)
            if hit is not None:
                yield hit

    def _counts_nothing(self, text: str, match: re.Match[str]) -> bool:
        start, end = match.span("number")
        before = text[max(0, start - 3) : start]
        if not match["vague"] and self.patterns["before"].search(before):
            return True
        if self.patterns["after"].match(text, end) or self.patterns["after"].match(
            text, match.start("unit") if match["unit"] else end
        ):
            return True
        # 一起 and its like are words of their own unless a counted noun follows, which the results component decides.
        return bool(self.patterns["adverb"].search(text[start : end + 1])) and match["unit"] not in ("起", "举")

    def _read(self, text: str, match: re.Match[str]) -> QuantityHit | None:
        value, more = self._value(match)
        if value is None:
            return None
        unit, classifier, end = self._unit(text, match)
        if unit == "bare" and match["number"] in SCALES:
            return None
        qualifier = self._qualifier(match, more)
        after = match["after"]
        if after and not (unit == "bare" and after in self.qualifiers["inside"]):
            end = match.end("after")
        return QuantityHit(
            match.start(), end, f"quantity.{unit}", match.start("number"), value, qualifier, unit, classifier
        )

    def _value(self, match: re.Match[str]) -> tuple[Decimal | None, bool]:
        """Give the value in units and whether the digits themselves say that it is more (余, 数十)."""
        number = match["number"]
        more = bool(match["vague"])
        if match["vague"]:
            number = "一" + number[len(match["vague"]) :]
        inside = self.more.search(number)
        if inside is None:
            scales = re.search(r"(?<=\d)[十百千万亿]+$", number)
            head, rest = (number[: scales.start()], scales[0]) if scales else (number, "")
        else:
            more = True
            head, rest = number[: inside.start()], number[inside.end() :]
            scales = re.search(r"(?<=\d)[十百千万亿]+$", head)
            if scales:
                head, rest = head[: scales.start()], scales[0] + rest
        if head and head[0] in "百千万亿":
            head = "一" + head
        value = parse_numeral(head)
        if value is None:
            return None, more
        for character in rest:
            if character not in SCALES:
                return None, more
            value *= SCALES[character]
        return value.to_integral_value() if value == value.to_integral_value() else value, more

    def _unit(self, text: str, match: re.Match[str]) -> tuple[str, str, int]:
        if match["money"]:
            return (
                "money",
                self.currencies[match["money"]] if match["money"] != "元" else self._currency(text, match),
                match.end("money"),
            )
        if match["unit"]:
            return self.classes[match["unit"]], match["unit"], match.end("unit")
        return "bare", "", match.end("number")

    def _currency(self, text: str, match: re.Match[str]) -> str:
        """Give the currency of a plain 元: the one named just before the number, else renminbi."""
        before = self.currency_before.search(text[max(0, match.start() - 8) : match.start()])
        return self.currencies[before[1]] if before else "CNY"

    def _qualifier(self, match: re.Match[str], more: bool) -> Qualifier:
        if match["before"]:
            return self.qualifiers["before"][match["before"]]
        if match["after"] and self.qualifiers["after"][match["after"]] != "over":
            return self.qualifiers["after"][match["after"]]
        return "over" if more or match["after"] else "exact"

    def __call__(self, doc: Doc) -> Doc:
        """Leave the quantities of a document in its hits."""
        hits = doc._.hits
        hits.quantities = list(self.find(doc._.view, [*hits.dates, *hits.names]))
        mark(doc, "quantities", hits.quantities)
        return doc


@Language.factory("quantities", assigns=["doc.spans"])
def make_quantities(nlp: Language, name: str) -> Quantities:
    """Give the component that finds quantities."""
    return Quantities()
