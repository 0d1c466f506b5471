"""What a quantity counts: the noun that stands before it (抓获嫌疑人1367名) or after it (531名嫌疑人)."""

from collections.abc import Callable
from dataclasses import dataclass

from extract.carrier import QuantityHit, ResultHit
from extract.components.results.lexicon import Found, Lexicon, Noun, Verb
from extract.structure import Stretch

PEOPLE = {"suspect", "defendant", "fugitive", "victim", "police"}
THINGS = {"gang", "den", "case", "lead", "account", "online", "none"}
MASKS = {"skip", "none"}
WANTED = {"fugitives_arrested", "suspects_involved"}

PHRASE_LENGTH = 45
"""How many characters a noun phrase may run before its head."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what the lexicons found in it."""

    start: int
    end: int
    clauses: list[Stretch]
    quantities: list[QuantityHit]
    verbs: list[Found]
    nouns: list[Noun]


class Counted:
    """One quantity of a sentence, and what it counts.

    Parameters
    ----------
    text
        The view.
    sentence, index
        The sentence, and which of its quantities is read.
    lexicon
        The words of results.
    carried
        The verb of the quantity before, which may govern a list.
    last
        The result before, by class of unit.
    """

    def __init__(
        self,
        text: str,
        sentence: Sentence,
        index: int,
        lexicon: Lexicon,
        carried: Verb | None,
        last: dict[str, ResultHit],
    ) -> None:
        self.text = text
        self.sentence = sentence
        self.quantity = sentence.quantities[index]
        self.lexicon = lexicon
        self.patterns = lexicon.patterns
        self.carried = carried
        self.last = last.get(self.quantity.unit)
        self.verb: Verb | None = None
        before = sentence.quantities[index - 1] if index else None
        after = next((q for q in sentence.quantities[index + 1 :] if not self._describes(q)), None)
        clause = next(c for c in sentence.clauses if c.start <= self.quantity.number_start < c.end)
        self.clause = clause
        self.left_start = max(clause.start, before.end if before else 0)
        self.limit = after.start if after else sentence.end
        self.right_end = min(clause.end, self.limit)

    def _describes(self, quantity: QuantityHit) -> bool:
        """Whether a sum only describes what another number counts: 一起涉案130余万元的诈骗案."""
        return quantity.unit == "money" and self.text[quantity.end : quantity.end + 1] == "的"

    def _left_noun(self) -> Noun | None:
        """Give the noun that ends just before the number; fillers (共, 达, 已有) and its verb may stand between."""
        start = self.quantity.start
        for noun in reversed(self.sentence.nouns):
            if noun.thing not in MASKS and noun.end <= start and noun.end >= self.left_start:
                verb = next((v for v in reversed(self.sentence.verbs) if noun.end <= v.start and v.end <= start), None)
                if verb is not None and self.patterns["filler"].fullmatch(self.text, verb.end, start):
                    start = verb.start
                return noun if self.patterns["filler"].fullmatch(self.text, noun.end, start) else None
        return None

    def _right_noun(self, wanted: Callable[[str], bool]) -> Noun | None:
        """Give the head noun of the phrase that the number opens, among the nouns of a wanted class."""
        head = None
        at = self.quantity.end
        for noun in self.sentence.nouns:
            if noun.start < self.quantity.end:
                continue
            if noun.end > self.right_end or len(self.text[at : noun.start]) > PHRASE_LENGTH:
                break
            if self.text[at : at + 1] in {"、", ",", "。", ":"}:
                break
            if head is not None and self.patterns["break"].search(self.text, at, noun.start):
                break
            if wanted(noun.thing):
                head = noun
                at = noun.end
        return head

    def _next_to(self, noun: Noun) -> bool:
        """Whether no verb stands between a noun and its number: 民警发现3名人员, 民警为23名学生 do not count the police."""
        between = self.text[noun.end : self.quantity.start]
        return between != "为" and not any(noun.end <= v.start < self.quantity.start for v in self.sentence.verbs)

    def _thing(self) -> tuple[str, Noun | None]:
        """Give the class of what is counted, and its noun."""
        unit = self.quantity.unit
        if unit == "money":
            return "money", None
        left = self._left_noun()
        if unit in {"person", "bare"}:
            right = self._right_noun(PEOPLE.__contains__)
            own = left is not None and left.thing in PEOPLE and (right is None or self._next_to(left))
            noun = left if own else right
            if noun is None and self.last is not None and self.last.measure in WANTED and unit == "person":
                return "fugitive", None
            return (noun.thing, noun) if noun is not None else ("person", None)
        if unit == "case":
            right = self._right_noun({"case", "none", "lead"}.__contains__)
            if right is None and self.patterns["uncounted"].search(self.text, self.left_start, self.quantity.start):
                return "none", None
            noun = right if right is not None else left
            if noun is not None and noun.thing in {"none", "lead"}:
                return noun.thing, noun
            return "case", noun if noun is not None and noun.thing == "case" else None
        counted = THINGS if unit == "general" else THINGS - {"gang", "den", "case", "lead"}
        if left is not None and left.thing in counted:
            return left.thing, left
        right = self._right_noun(counted.__contains__)
        if right is not None and unit == "general":
            return right.thing, right
        return "item", None
