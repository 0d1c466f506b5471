"""Results: which quantities are facts, what each counts, and with which words the text says so.

The component goes through the sentences and hands each quantity to `Reading`; warnings, tips and plans are passed over.
"""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import QuantityHit, ResultHit, mark
from extract.components.results.counted import PEOPLE, Sentence
from extract.components.results.lexicon import Found, Lexicon, Noun, Verb
from extract.components.results.reading import Reading
from extract.structure import Stretch, clauses, paragraphs, sentences


class Results:
    """Reads results off quantities. Needs the hits of `quantities`."""

    def __init__(self) -> None:
        self.lexicon = Lexicon()

    def find(self, text: str, quantities: list[QuantityHit]) -> Iterator[ResultHit]:
        """Yield the results of a view, in the order of the text."""
        last: dict[str, ResultHit] = {}
        for paragraph in paragraphs(text):
            advice = False
            for stretch in sentences(text, paragraph.start, paragraph.end):
                words = text[stretch.start : stretch.end]
                advice = advice or bool(self.lexicon.patterns["advice"].search(words))
                plan = self.lexicon.patterns["plan"].search(words)
                end = stretch.start + plan.start() if plan else stretch.end
                inside = [q for q in quantities if stretch.start <= q.start and q.end <= end]
                if inside and not advice:
                    yield from self._read_sentence(text, stretch, inside, last)

    def _read_sentence(
        self, text: str, stretch: Stretch, quantities: list[QuantityHit], last: dict[str, ResultHit]
    ) -> Iterator[ResultHit]:
        nouns = [Noun(*found) for found in self.lexicon.nouns.find(text, stretch.start, stretch.end)]
        quantities = [q for q in quantities if q.unit != "bare" or self._counts_people(text, q, nouns)]
        sentence = Sentence(
            stretch.start,
            stretch.end,
            clauses(text, stretch.start, stretch.end),
            quantities,
            self._verbs(text, stretch, quantities),
            nouns,
        )
        carried: Verb | None = None
        for index, quantity in enumerate(quantities):
            reading = Reading(text, sentence, index, self.lexicon, carried, last)
            for result in reading.results():
                last[quantity.unit] = result
                yield result
            carried = reading.verb or carried

    def _counts_people(self, text: str, quantity: QuantityHit, nouns: list[Noun]) -> bool:
        """Whether a number without a unit counts people: 百余民警, 333男."""
        if self.lexicon.patterns["people"].match(text, quantity.end):
            return True
        return any(noun.start == quantity.end and noun.thing in PEOPLE for noun in nouns)

    def _verbs(self, text: str, stretch: Stretch, quantities: list[QuantityHit]) -> list[Found]:
        """Give the verbs of a sentence, without those inside numbers, nouns or other words (判断, 立即)."""
        covered = [(q.start, q.end) for q in quantities]
        for words in (self.lexicon.nouns, self.lexicon.masks):
            covered += [(start, end) for start, end, _ in words.find(text, stretch.start, stretch.end)]
        verbs = []
        for start, end, verb in self.lexicon.verbs.find(text, stretch.start, stretch.end):
            inside = any(s <= start and end <= e and (s, e) != (start, end) for s, e in covered)
            if not inside:
                verbs.append(Found(start, end, verb))
        return verbs

    def __call__(self, doc: Doc) -> Doc:
        """Leave the results of a document in its hits."""
        hits = doc._.hits
        hits.results = list(self.find(doc._.view, hits.quantities))
        mark(doc, "results", hits.results)
        return doc


@Language.factory("results", assigns=["doc.spans"])
def make_results(nlp: Language, name: str) -> Results:
    """Give the component that reads results."""
    return Results()
