"""The words and patterns that name an offence, found in one pass over a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from extract.wordlist import Words
from schema.errors import VocabularyError
from schema.lexicon import NONE, read_lexicon
from schema.vocabulary import offences

Kind = Literal["named", "modus", "pretext", "unlisted", "thing", "weak", "pseudo"]
STRONG = ("named", "modus", "pretext")
"""Kinds that name an offence or tell it; the others only hint at one."""
KINDS = ("named", "modus", "pretext", "unlisted", "thing", "weak", "pseudo")

GAP = re.compile(r"~(\d+)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word or a pattern says: its codes (none for a word that only looks like an offence) and how it says it."""

    codes: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that must match right after its trigger word."""

    rest: re.Pattern[str]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a text that match an entry."""

    start: int
    end: int
    entry: Entry
    rule: str


ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Lexicon:
    """All words and patterns for offences.

    Raises
    ------
    VocabularyError
        Where a file names a code that is no offence, or a pattern that cannot be compiled.
    """

    def __init__(self) -> None:
        rows = read_lexicon(__package__, "terms.tsv", ordered=True, codes={"kind": KINDS})
        self.words = Words([(row["term"], _entry(row, "terms.tsv")) for row in rows])
        triggers: dict[str, list[Pattern]] = {}
        kinds = {"kind": KINDS}
        for row in read_lexicon(__package__, "patterns.tsv", key=("trigger", "rest"), codes=kinds):
            pattern = Pattern(_compile(row["rest"]), _entry(row, "patterns.tsv"))
            for trigger in row["trigger"].split("|"):
                triggers.setdefault(trigger, []).append(pattern)
        self.triggers = Words(list(triggers.items()))

    def find(self, text: str) -> list[Found]:
        """Give everything in a view that names an offence, in order; at each place the longest word wins."""
        text = text.translate(ASCII_LOWER)
        words = [Found(start, end, entry, entry.kind) for start, end, entry in self.words.find(text)]
        told = list(self._patterns(text))
        pretexts = [one for one in told if one.entry.kind == "pretext"]
        words = [word for word in words if not any(one.start <= word.start and word.end <= one.end for one in pretexts)]
        told = _unsaid(told, words, STRONG)
        words = _unsaid(words, told, STRONG)
        return sorted((one for one in words + told if one.entry.codes), key=lambda one: (one.start, one.end))

    def _patterns(self, text: str) -> Iterator[Found]:
        """Yield what the patterns find, in the order of their triggers."""
        for start, end, patterns in self.triggers.find(text):
            for pattern in patterns:
                if match := pattern.rest.match(text, end):
                    yield Found(start, match.end(), pattern.entry, pattern.entry.kind)


def _unsaid(found: list[Found], others: list[Found], kinds: tuple[str, ...]) -> list[Found]:
    """Give what is found but for what ends inside one of the others that says the same, in one of these ways."""
    said = {
        (code, at)
        for one in others
        if one.entry.kind in kinds
        for code in one.entry.codes
        for at in range(one.start, one.end)
    }
    return [one for one in found if not any((code, one.end - 1) in said for code in one.entry.codes)]


def _entry(row: dict[str, str], name: str) -> Entry:
    codes = () if row["code"] == NONE else tuple(row["code"].split(","))
    known = offences()
    for code in codes:
        if code not in known or not known[code].assigned:
            raise VocabularyError(f"{__package__}/{name}: {code!r} is no offence that an event can have.")
    return Entry(codes, cast("Kind", row["kind"]))


def _compile(rest: str) -> re.Pattern[str]:
    try:
        return re.compile(GAP.sub(r"[^。!?;:,\n]{0,\1}?", rest))
    except re.error as error:
        raise VocabularyError(f"{__package__}/patterns.tsv: {rest!r} is no regular expression: {error}.") from error


@cache
def lexicon() -> Lexicon:
    """Give the lexicon that ships with Blotter, read once in a process."""
    return Lexicon()


@cache
def silencers() -> dict[str, str]:
    """Give, for each code that says little, the codes that make it silent (see general.tsv)."""
    return {row["code"]: row["others"] for row in read_lexicon(__package__, "general.tsv")}


def specific(codes: set[str]) -> set[str]:
    """Take out of a set the codes that others in it make superfluous.

    >>> sorted(specific({"fraud", "fraud.telecom", "fraud.loan", "theft"}))
    ['fraud.loan', 'theft']
    """
    return {code for code in codes if not any(_silences(other, code) for other in codes)}


def _silences(other: str, code: str) -> bool:
    """Say whether one code makes another superfluous."""
    if other == code or code not in silencers():
        return False
    for pattern in silencers()[code].split(","):
        if pattern in ("*", other):
            return True
        if pattern.endswith(".") and other.startswith(pattern) and (other != "fraud.telecom" or code == "fraud"):
            return True
    return False
