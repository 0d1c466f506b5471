"""The names that places go by, and finding them: full (海南省), with the unit alone (恩施州), short (海口), abroad (西港)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from schema.lexicon import read_lexicon
from schema.places import Division, abroad_names, by_path, divisions, valid_on

Form = Literal["full", "short", "abroad"]
Use = Literal["free", "seldom", "never"]

PACKAGE = "extract.components.places"
FORMER_SINCE = 2000
UNITS = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|新区|地区|特区|林区|省|市|县|区|盟|州|旗)$")
AUTONOMOUS_ALONE = re.compile(r"族?自治[县旗]$")
AUTONOMOUS = re.compile(r"自治([州县旗])$")
TAIWAN = "71"
SHORTEST_FORMER = 2
PREPOSITIONS = "从和于在如到为对及与以由向至"


@dataclass(slots=True)
class Name:
    """A name with the places that it may mean, by form, and how freely it may be read as one."""

    word: str
    use: Use
    options: list[tuple[Division, Form]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """A name where it stands."""

    start: int
    end: int
    name: Name


def short_name(name: str, peoples: re.Pattern[str]) -> str | None:
    """Give a division's name without its unit and its peoples, None where nothing usable is left.

    >>> short_name("湘西土家族苗族自治州", re.compile("(?:土家族?|苗族?)+自治[州县旗]$"))
    '湘西'
    """
    plain = peoples.sub("", name)
    if plain == name or len(plain) == 1:
        plain = UNITS.sub("", name)
    if not plain:
        plain = AUTONOMOUS_ALONE.sub("", name)
    return plain if len(plain) > 1 and plain != name else None


def unit_names(name: str, short: str) -> Iterator[str]:
    """Yield what an autonomous division is called by its unit alone: 恩施州, 长阳县, 广西自治区."""
    if found := AUTONOMOUS.search(name):
        yield short + found.group(1)
    elif name.endswith("自治区"):
        yield f"{short}自治区"
    elif name.endswith("特别行政区"):
        yield f"{short}特区"


class Gazetteer:
    """All names, found left to right; at each place the longest name wins and nothing overlaps."""

    def __init__(self) -> None:
        peoples = "|".join(row["name"] for row in read_lexicon(PACKAGE, "peoples.tsv", ordered=True))
        self.peoples = re.compile(rf"(?:(?:{peoples})族?)+自治[区州县旗]$")
        uses: dict[str, Use] = {}
        self.unused: set[str] = set()
        for row in read_lexicon(PACKAGE, "ordinary.tsv", ordered=True, codes={"use": ("seldom", "never", "no")}):
            uses[row["name"]] = "seldom" if row["use"] == "seldom" else "never"
            if row["use"] == "no":
                self.unused.add(row["name"])
        self.uses = uses
        self.names: dict[str, Name | None] = {}
        self.shorts: dict[str, str] = {}
        for division in divisions():
            self._add_division(division)
        for word, path in abroad_names().items():
            if (division_abroad := by_path(path)) is not None:
                self._add(word, division_abroad, "abroad")
        for row in read_lexicon(PACKAGE, "blocked.tsv", ordered=True):
            self.names[row["expression"]] = None
        sizes: dict[str, set[int]] = {}
        for word in self.names:
            sizes.setdefault(word[0], set()).add(len(word))
        self.sizes = {first: tuple(sorted(lengths, reverse=True)) for first, lengths in sizes.items()}

    def _add_division(self, division: Division) -> None:
        """Add every name of a division of China."""
        if division.successors and division.last is None and not self._may_be_named(division):
            return
        self._add(division.name, division, "full")
        short = short_name(division.name, self.peoples)
        if short is None:
            return
        for name in unit_names(division.name, short):
            self._add(name, division, "full")
        if short in self.unused or (division.code.startswith(TAIWAN) and division.name.endswith("区")):
            return
        if not division.successors or division.last is not None:
            self._add(short, division, "short")
            self.shorts[division.path] = short

    def _may_be_named(self, division: Division) -> bool:
        """Say whether a former division of unknown years may stand in a report: one right under a region of the day."""
        parent = by_path(division.path.rpartition("/")[0])
        return len(division.name) > SHORTEST_FORMER and parent is not None and not parent.successors

    def _add(self, word: str, division: Division, form: Form) -> None:
        """Add one name."""
        entry = self.names.get(word)
        if entry is None:
            entry = self.names[word] = Name(word, self.uses.get(word, "free"))
        entry.options.append((division, form))

    def find(self, text: str) -> list[Match]:
        """Give every name in a text, ordinary expressions that hold one left out."""
        found: list[Match] = []
        at, size_of, names = 0, self.sizes, self.names
        while at < len(text):
            for size in size_of.get(text[at], ()):
                word = text[at : at + size]
                if len(word) == size and word in names:
                    name = names[word]
                    if name is not None and name.use != "free" and self._longer_within(text, at, at + size):
                        continue
                    if name is not None:
                        found.append(Match(at, at + size, name))
                    at += size
                    break
            else:
                at += 1
        return found

    def _longer_within(self, text: str, start: int, end: int) -> bool:
        """Say whether a longer name starts within a doubtful one and runs on (和田阳县: 田阳县, not 和田; 从江北: 江北)."""
        shortest = end - start if text[start] in PREPOSITIONS else end - start + 1
        for at in range(start + 1, min(end, len(text))):
            for size in self.sizes.get(text[at], ()):
                if at + size <= end or size < shortest:
                    break
                if self.names.get(text[at : at + size]) is not None:
                    return True
        return False


@cache
def gazetteer() -> Gazetteer:
    """Give the one gazetteer, made when first asked for."""
    return Gazetteer()


@cache
def options_on(word: str, year: str | None) -> Sequence[tuple[Division, Form]]:
    """Give what a name may mean in a year: what was there then, else what had been there since 2000, else what ever was."""
    name = gazetteer().names.get(word)
    if name is None:
        return ()
    there = [(place, form) for place, form in name.options if _certainly(place, year)]
    if there:
        return tuple(there)
    former = [(place, form) for place, form in name.options if (place.last or 0) >= FORMER_SINCE]
    return tuple(former or [(place, form) for place, form in name.options if form == "full"])


def _certainly(place: Division, year: str | None) -> bool:
    """Say whether a place is known to have been there in a year."""
    return valid_on(place, year) and not (place.successors and place.last is None)
