"""The words of results: verbs with what they say happened, nouns with what they say is counted, items, and the rules."""

from dataclasses import dataclass

from extract.patterns import read_patterns
from extract.wordlist import Words
from schema.lexicon import read_lexicon
from schema.vocabulary import measures

SIDES = {"any", "after"}


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of results: its possible acts, and whether it stands after what is counted (落网)."""

    word: str
    acts: tuple[str, ...]
    after: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A verb in the text."""

    start: int
    end: int
    value: Verb


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun in the text and the class of what it counts."""

    start: int
    end: int
    thing: str


class Lexicon:
    """All words and rules of the results component, read once."""

    def __init__(self) -> None:
        package = __package__
        verbs = read_lexicon(package, "verbs.tsv", codes={"side": SIDES})
        self.verbs = Words(
            (row["verb"], Verb(row["verb"], tuple(row["acts"].split(",")), row["side"] == "after")) for row in verbs
        )
        self.masks = Words((row["word"], None) for row in read_lexicon(package, "masks.tsv"))
        self.nouns = Words((row["noun"], row["thing"]) for row in read_lexicon(package, "nouns.tsv"))
        things = read_lexicon(package, "items.tsv")
        self.items = Words((row["noun"], row["item"]) for row in things)
        self.item_names = {row["item"] for row in things}
        self.modifiers = sorted((row["word"] for row in read_lexicon(package, "modifiers.tsv")), key=len, reverse=True)
        self.patterns = read_patterns(package)
        self.rules: dict[str, dict[str, str]] = {}
        known = {code for code, measure in measures().items() if measure.unit}
        for row in read_lexicon(package, "rules.tsv", key=("thing", "acts"), codes={"measure": known}):
            for act in row["acts"].split(","):
                self.rules.setdefault(row["thing"], {}).setdefault(act, row["measure"])

    def measure(self, thing: str, acts: tuple[str, ...]) -> tuple[str, str] | None:
        """Give the measure of a thing with the first act that fits, and that act."""
        rules = self.rules.get(thing, {})
        for act in acts:
            if act in rules:
                return rules[act], act
        return None
