"""Reading one quantity: its noun, the verb that governs it, and so its measure.

The noun stands after the number (531名嫌疑人) or before it (抓获嫌疑人1367名). The verb stands before the number in its clause,
after it (落网, 被抓获), in the clauses that follow without a number of their own, or is the verb of the number before it in a
list (手机16部、银行卡60张). Thing and act together give the measure (`rules.tsv`).
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from extract.carrier import ResultHit
from extract.components.results.counted import Counted
from extract.components.results.items import item_of
from extract.components.results.lexicon import Found, Noun
from extract.structure import Stretch

UNITS = {"person": "person", "gang": "gang", "den": "place", "case": "case", "lead": "lead"}
NO_RESULT = {"fine", "check"}
AT_LARGE = {"person", "suspect", "defendant", "fugitive"}
"""Who can still be wanted: 另有2人在逃 counts people of the case who were not caught."""

WITHOUT_VERB = {"police": "officers_deployed", "victim": "victims", "defendant": "suspects_sentenced", "lead": "leads"}
MONEY_ACTS = ("fine", "recover", "freeze", "seize", "profit", "lose", "involve")
"""Acts said of one sum, the one that decides first: 冻结涉案资金 is money frozen."""

LIST_GAP = 20
"""How long the words before a number of a plain list are at most."""

INVENTORY = 3
"""So many things in a row without a verb are an inventory of what was seized."""

TEN = 10

NEAR = 14
"""How many characters from a sum's clause a verb of another clause may stand."""


class Reading(Counted):
    """The reading of one quantity: the verb that governs it, and the results that it says."""

    # What happened to it

    def _verbs_between(self, start: int, end: int) -> list[Found]:
        return [verb for verb in self.sentence.verbs if start <= verb.start and verb.end <= end]

    def _weak(self, verb: Found) -> bool:
        """Whether a verb only describes the noun (抓获的嫌疑人)."""
        return self.text[verb.end : verb.end + 1] == "的"

    def _candidates(self, noun: Noun | None) -> Iterator[Found]:
        """Yield the verbs of the number's clause that may govern it, likeliest first."""
        left = list(reversed(self._verbs_between(self.left_start, self.quantity.start)))
        right = self._verbs_between(self.quantity.end, self.right_end)
        closing = [v for v in right if (v.value.after or self._passive(v)) and not self._weak(v)]
        if self._opens_item(noun):
            item_end = self.text.find("、", self.quantity.end, self.right_end)
            yield from self._verbs_between(self.quantity.end, item_end if item_end >= 0 else self.right_end)
        if self.right_end < self.clause.end:
            # What stands between two numbers of a clause belongs to the second, unless it closes the first.
            right = closing
        opens = noun is None or noun.start >= self.quantity.end
        strong_left = [v for v in left if not self._weak(v)]
        if opens:
            yield from reversed(closing)
        yield from strong_left
        yield from reversed(closing)
        yield from (v for v in right if not self._weak(v))
        yield from left
        yield from right

    def _opens_item(self, noun: Noun | None) -> bool:
        """Whether the number opens an item of a list that says of each number what happened: 5人取保候审、3人行政拘留."""
        if self.quantity.unit != "person" or (noun is not None and noun.start < self.quantity.start):
            return False
        return "、" in {
            self.text[self.quantity.start - 1 : self.quantity.start],
            self.text[self.limit - 1 : self.limit],
        }

    def _elsewhere(self, noun: Noun | None) -> Iterator[Found]:
        """Yield the verbs of other clauses that may govern the number."""
        if noun is None or noun.start >= self.quantity.end:
            yield from self._shared(noun)
            yield from self._following()
        if self.carried is not None:
            yield Found(self.quantity.start, self.quantity.start, self.carried)
        yield from self._shared(noun)
        yield from self._following()
        yield from self._preceding()

    def _shared(self, noun: Noun | None) -> Iterator[Found]:
        """Yield the verbs that close a list of numbers: 2442张银行卡、237个账号遭冻结."""
        end = max(noun.end if noun is not None else 0, self.quantity.end)
        if self.text[end : end + 1] in {"、", "和", "及"} and self.limit < self.clause.end:
            for verb in self._verbs_between(self.limit, self.clause.end):
                if verb.value.after or self._passive(verb):
                    yield verb

    def _passive(self, verb: Found) -> bool:
        before = self.text[max(self.quantity.end, verb.start - 14) : verb.start]
        return bool(self.patterns["passive"].search(before))

    def _following(self) -> Iterator[Found]:
        """Yield verbs of the next clauses that have no number of their own."""
        for verb in self.sentence.verbs:
            if verb.start < self.right_end or verb.end > self.limit or self._opens_next(verb):
                continue
            if verb.value.after or self._passive(verb):
                yield verb

    def _opens_next(self, verb: Found) -> bool:
        """Whether a verb stands right before the next number, and so governs that: 成员16人,已到案14人."""
        return verb.end == self.limit < self.sentence.end

    def _preceding(self) -> Iterator[Found]:
        """Yield verbs of the clauses before, nearest first, where this clause has none."""
        earlier = [v for v in self.sentence.verbs if v.end <= self.clause.start]
        yield from list(reversed(earlier))[:3]

    # The result

    def results(self) -> Iterator[ResultHit]:
        """Yield the results that this quantity says: none, one, or one for each of two joined verbs (抓获并刑拘)."""
        if self._counts_nothing():
            return
        thing, noun = self._thing()
        if thing == "none":
            return
        if thing == "money":
            yield from self._money()
            return
        if thing in AT_LARGE and self.patterns["at_large"].fullmatch(self.text, self.quantity.end, self.right_end):
            yield self._result("suspects_involved", "suspect", noun, None)
            return
        things = [thing] if thing != "person" else ["suspect", "victim", "police"]
        own = list(self._candidates(noun))
        idle = next((verb for verb in own if NO_RESULT.issuperset(verb.value.acts)), None)
        alone = idle is not None or self._pointed_at(noun)
        for verb in own if alone else chain(own, self._elsewhere(noun)):
            for name in things:
                found = self.lexicon.measure(name, verb.value.acts)
                if found is None or self._mere_one(name, found[1], verb):
                    continue
                self.verb = verb.value
                result = self._result(found[0], name, noun, verb)
                if result.measure != "online_removed" or self._of_the_net(result.item):
                    yield from self._joined(name, noun, verb)
                    yield from self._each(result)
                return
        if idle is not None:
            self.verb = idle.value
        elif not alone:
            yield from self._without_verb(thing, noun)

    def _of_the_net(self, item: str | None) -> bool:
        """Whether all that was removed are things that the lexicon knows: 解除合作关系 removes nothing."""
        return item is not None and set(item.split("、")) <= self.lexicon.item_names

    def _each(self, result: ResultHit) -> Iterator[ResultHit]:
        """Yield a result for each thing of a list that shares one number: 路由器、网关各2个."""
        before = self.text[max(self.left_start, self.quantity.start - 3) : self.quantity.start]
        if not self.patterns["each"].search(before) and self.text[self.quantity.number_start - 1] != "各":
            yield result
            return
        if result.item is not None:
            for item in result.item.split("、"):
                yield replace(result, item=item)
            return
        listed = self.text[self.left_start : self.quantity.start].count("、") + 1
        yield from [result] * listed

    def _without_verb(self, thing: str, noun: Noun | None) -> Iterator[ResultHit]:
        """Read a number that no verb governs: by its noun (282名民警), or in a list like the number before it."""
        if self._one():
            return
        if thing == "item" and self.quantity.unit in {"item", "measure", "general"} and self._inventory():
            yield replace(self._result("items_seized", thing, noun, None), rule="results.inventory")
        elif thing in WITHOUT_VERB and noun is not None:
            yield self._result(WITHOUT_VERB[thing], thing, noun, None)
        elif self.last is not None and self._like(thing, self.last):
            short = self.quantity.start - self.left_start <= LIST_GAP and not self._verbs_between(
                self.left_start, self.right_end
            )
            if short:
                start = min(self.quantity.start, self.left_start)
                found = replace(self._result(self.last.measure, thing, noun, None), start=start, rule="results.list")
                yield from self._each(found)

    def _like(self, thing: str, last: ResultHit) -> bool:
        """Whether a number without noun and verb may count the same as the number before it."""
        if thing in {"person", "case"}:
            return self.quantity.unit == last.quantity.unit
        return last.item is None and self.quantity.classifier == last.quantity.classifier != ""

    def _inventory(self) -> bool:
        """Whether the sentence lists things seized, the usual nouns of most, without a verb."""
        things = [q for q in self.sentence.quantities if q.unit in {"item", "measure"}]
        known = sum(
            1
            for q in things
            if any(e == q.start for _, e, _ in self.lexicon.items.find(self.text, max(0, q.start - 8), q.start))
        )
        goes_on = self.last is not None and self.last.rule == "results.inventory" and known == len(things)
        return goes_on or (len(things) >= INVENTORY and known * 2 >= len(things))

    def _mere_one(self, thing: str, act: str, verb: Found) -> bool:
        """Whether 一个, 一名, 一起 only introduces something of a story instead of counting a result."""
        if not self._one():
            return False
        if act in {"file", "link", "involve"} or thing in {"lead", "online", "account", "victim", "police"}:
            return True
        return verb.start == verb.end or not self.clause.start <= verb.start < self.clause.end

    def _pointed_at(self, noun: Noun | None) -> bool:
        """Whether the number only points at people named before: 两人, 二人, 上述26人, 这91人, 153人中."""
        if self.quantity.unit != "person":
            return False
        before = self.text[max(0, self.quantity.start - 2) : self.quantity.start]
        spelt = self.text[self.quantity.number_start] in "一二两三四五六七八九" and self.quantity.value < TEN
        pronoun = noun is None and spelt and self.quantity.classifier == "人"
        return (
            pronoun or before.endswith(("上述", "这")) or self.text[self.quantity.end : self.quantity.end + 1] == "中"
        )

    def _one(self) -> bool:
        return self.quantity.value == 1 and self.text[self.quantity.number_start] == "一"

    def _counts_nothing(self) -> bool:
        before = self.text[max(self.clause.start, self.quantity.start - 6) : self.quantity.start]
        return bool(self.patterns["rate"].search(before)) or self.quantity.unit == "times"

    def _joined(self, thing: str, noun: Noun | None, verb: Found) -> Iterator[ResultHit]:
        """Yield the first of two results where two verbs are joined right before the number: 抓获并刑拘17名."""
        for other in self._verbs_between(self.left_start, verb.start):
            between = self.text[other.end : verb.start]
            if between in {"并", "、", "且", "并依法", "和", "及"}:
                found = self.lexicon.measure(thing, other.value.acts)
                first = self.lexicon.measure(thing, verb.value.acts)
                if found is None or first is None or found[0] == first[0] or thing != "suspect":
                    continue
                if "suspects_transferred" not in {found[0], first[0]}:
                    yield self._result(found[0], thing, noun, other)

    def _money(self) -> Iterator[ResultHit]:
        """Read a sum: the strongest act said of it in its clause, else in the clauses around it."""
        before = self.text[max(0, self.quantity.start - 2) : self.quantity.start]
        words = self.text[self.clause.start : self.quantity.start]
        unsaid = (
            self.patterns["class"].match(self.text, self.quantity.end)
            or self.patterns["range"].search(before)
            or self.patterns["generic"].search(words)
            or self.patterns["demand"].search(words)
        )
        if unsaid:
            return
        left = self._verbs_between(self.left_start, self.quantity.start)
        right = self._verbs_between(self.quantity.end, self.right_end)
        closing = [v for v in right if v.value.after or self._passive(v)]
        listed = self.text[self.left_start : self.left_start + 1] == "、"
        for verbs in (
            left + closing,
            right,
            self._near(self._following()),
            self._carried(),
            self._near(self._preceding()),
        ):
            acts = {act: verb for verb in reversed(verbs) for act in verb.value.acts}
            for act in MONEY_ACTS:
                if act == "fine" and act in acts:
                    self.verb = acts[act].value
                    return
                found = self.lexicon.measure("money", (act,)) if act in acts else None
                if found is not None:
                    self.verb = acts[act].value
                    yield self._result(found[0], "money", None, acts[act])
                    return
            if not listed and self.patterns["involved"].search(self.text, self.left_start, self.quantity.start):
                yield self._result("amount_involved", "money", None, None)
                return

    def _near(self, verbs: Iterator[Found]) -> list[Found]:
        """Give the verbs that are near enough to say what became of a sum."""
        start, end = self.clause.start - NEAR, self.clause.end + NEAR
        return [verb for verb in verbs if start <= verb.start and verb.end <= end]

    def _carried(self) -> list[Found]:
        if self.carried is None:
            return []
        return [Found(self.quantity.start, self.quantity.start, self.carried)]

    def _result(self, measure: str, thing: str, noun: Noun | None, verb: Found | None) -> ResultHit:
        start, end = self.quantity.start, self.quantity.end
        for part in (noun, verb):
            if part is not None and part.end > part.start:
                start, end = min(start, part.start), max(end, part.end)
        item = None
        unit = UNITS.get(thing, "person")
        if thing == "money":
            unit = self.quantity.classifier
        elif measure in {"items_seized", "online_removed"}:
            left = Stretch(self._item_start(verb), self._item_end(verb))
            item, start, end = item_of(self.text, self.lexicon, self.quantity, left, self.right_end, start, end)
            unit = self.quantity.classifier
        before = self.text[max(self.sentence.start, start - 12) : self.quantity.start]
        marked = bool(self.patterns["share"].search(before))
        return ResultHit(
            start,
            end,
            f"results.{thing}",
            measure,
            self.quantity.value,
            self.quantity.qualifier,
            unit,
            item,
            self.quantity,
            self.text[noun.start : noun.end] if noun else "",
            marked,
        )

    def _item_end(self, verb: Found | None) -> int:
        """Give where the noun of a thing before its number must end: before a verb between the two (手机追回51部)."""
        start = self.quantity.start
        between = verb is not None and self.left_start + 1 < verb.start < verb.end <= start
        if verb is None or not between or not self.patterns["filler"].fullmatch(self.text, verb.end, start):
            return start
        return verb.start

    def _item_start(self, verb: Found | None) -> int:
        """Give where the noun of a thing may begin: after the verb before it, where it stands in this clause."""
        if verb is not None and self._item_end(verb) != self.quantity.start:
            return self.left_start
        if verb is None or verb.start == verb.end or verb.end > self.quantity.start:
            return self.left_start
        return max(self.left_start, verb.end)
