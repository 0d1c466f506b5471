"""Which offences an event of a report is about, given where its words stand and the hits in the text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.carrier import OffenceHit
from extract.components.offences.lexicon import STRONG, specific
from extract.components.offences.scopes import Sentence, about_the_past, clause, sentences

Span = tuple[int, int]

UNSAID = {"fraud", "fraud.telecom"}
"""Codes for a fraud whose modus operandi is not said."""

HEADING = 40
"""A line shorter than this is a heading: it belongs to what follows."""
LEAD = 3
"""Sentences, title included, that say what a report is about."""
MAINLAND = "诈骗"
ANY_CRIME = ("刑事案件", "各类案件", "各类违法犯罪", "违法犯罪人员")
FUGITIVES = ("逃犯", "在逃", "网逃", "追逃")


def codes_of(hits: Iterable[OffenceHit]) -> set[str]:
    """Give the codes of hits: of those that name or tell an offence, else of goods, else of vaguer words."""
    found = list(hits)
    for kinds in (STRONG, ("thing",), ("weak",)):
        if codes := {hit.code for hit in found if hit.rule in kinds}:
            return specific(codes)
    return set()


class Reading:
    """A view with its offence hits, ready to be asked about stretches of it.

    Parameters
    ----------
    text
        The view of a document.
    hits
        Its offence hits, in order.
    body
        Where the body begins; the title stands before it.
    """

    def __init__(self, text: str, hits: Sequence[OffenceHit], *, body: int) -> None:
        self.text = text
        self.source = hits
        self.title: Span = (0, body)
        self.sentences = sentences(text)
        self.news = [sentence for sentence in self.sentences if not sentence.aside]
        self.hits = [hit for hit in hits if not about_the_past(text, hit.start, hit.end)]
        self.hits = self._settle_fraud()

    def _settle_fraud(self) -> list[OffenceHit]:
        """Read bare fraud as telecom fraud where the report is about that.

        A report that begins with telecom fraud means it by 诈骗, too (Hong Kong's 骗案 and Taiwan's 诈欺 are
        any fraud); a vague word (被骗) means it wherever the report speaks of telecom fraud.
        """
        telecom = [hit.start for hit in self.within(*self.news) if hit.code == "fraud.telecom"]
        if not telecom:
            return self.hits
        first = telecom[0] < (self.news[LEAD].start if len(self.news) > LEAD else len(self.text))
        settled = []
        for hit in self.hits:
            word = self.text[hit.start : hit.end]
            if hit.code == "fraud" and (hit.rule == "weak" or (first and hit.rule == "named" and MAINLAND in word)):
                hit = replace(hit, code="fraud.telecom")
            settled.append(hit)
        return settled

    def within(self, *parts: Sentence | Span) -> list[OffenceHit]:
        """Give the hits that begin in one of the sentences or spans."""
        spans = [part if isinstance(part, tuple) else (part.start, part.end) for part in parts]
        return [hit for hit in self.hits if any(start <= hit.start < end for start, end in spans)]

    def codes(self, spans: Sequence[Span], *, others: Sequence[Span] = (), total: bool = False) -> set[str]:
        """Give the codes of an event; see `Offences.of`."""
        windows = [window for span in spans for window in self._windows(span, others)]
        hits = self.within(*windows)
        own = codes_of(hits)
        if total:
            own = self._listed(spans, others) or own
            if not own and others and self._says(spans, FUGITIVES):
                return set()
            if not own and self._says(windows, ANY_CRIME):
                return self._ranged_over(spans, others) or self._order()
            return self._with_title(own or self._around(spans, others, total=True))
        story = self._story(spans, others)
        own = own or self._around(spans, others, total=False)
        own |= self._charges(story) | self._modus(own, story)
        codes = specific(self._with_title(own))
        if codes & UNSAID and any(hit.rule == "unlisted" for hit in hits):
            return specific(codes | {"fraud.other"})
        return codes

    def said(self, start: int, end: int) -> set[str]:
        """Give the codes of the hits that stand whole in a span."""
        return codes_of(hit for hit in self.within((start, end)) if hit.end <= end)

    def all_codes(self) -> set[str]:
        """Give the codes of the whole report, taking each sentence that says a result for an event of its own."""
        found: set[str] = set()
        results = [sentence for sentence in self.news if sentence.result]
        for sentence in results:
            found |= self.codes([(sentence.start, sentence.end)], total=sentence.total)
        return specific(found) if len(results) == 1 else found

    def _windows(self, span: Span, others: Sequence[Span]) -> Iterator[Span]:
        """Yield the sentences around a span, up to the neighbouring spans of other events."""
        for sentence in self.sentences:
            if sentence.start < span[1] and span[0] < sentence.end:
                left = [end for _, end in others if sentence.start < end <= span[0]]
                right = [start for start, _ in others if span[1] <= start < sentence.end]
                yield max([sentence.start, *left]), min([sentence.end, *right])

    def _listed(self, spans: Sequence[Span], others: Sequence[Span]) -> set[str]:
        """Give what is said with each figure of a total, for a total may list many kinds of crime.

        In each sentence the words in the figures' own clauses count, or, if they say no more than fraud, all of it.
        """
        found: set[str] = set()
        for sentence in self.sentences:
            here = [span for span in spans if sentence.start < span[1] and span[0] < sentence.end]
            hits = self.within(*(window for span in here for window in self._windows(span, others)))
            hits = [hit for hit in hits if hit.rule in STRONG and sentence.start <= hit.start < sentence.end]
            clauses = [clause(self.text, *span) for span in here]
            tight = codes_of(hit for hit in hits if any(start <= hit.start < end for start, end in clauses))
            found |= tight if tight - UNSAID else codes_of(hits)
        return found

    def _says(self, spans: Sequence[Span], words: Sequence[str]) -> bool:
        """Say whether one of the words stands in one of the spans."""
        return any(word in self.text[start:end] for start, end in spans for word in words)

    def _ranged_over(self, spans: Sequence[Span], others: Sequence[Span]) -> set[str]:
        """Give the crimes named in the rest of the paragraph of figures on crime of every kind."""
        starts = {s.paragraph for s in self.sentences for start, _ in spans if s.start <= start < s.end}
        rest = [s for s in self.sentences if s.paragraph in starts and (s.figures or not s.aside)]
        free = [s for s in rest if not any(s.start <= start < s.end for start, _ in others)]
        return codes_of(hit for hit in self.within(*free) if hit.rule == "named")

    def _order(self) -> set[str]:
        """Give public order where the report is about a drive for it, for figures on crime of every kind."""
        return {hit.code for hit in self.within(*self.news[:LEAD]) if hit.code == "public_order"}

    def _modus(self, own: set[str], story: Sequence[Sentence]) -> set[str]:
        """Give what the story around an event says more exactly than its own words do, and the crime that it helped."""
        told = {hit.code for hit in self.within(*story, self.title) if hit.rule in STRONG}
        found = {code for code in told if own - specific(own | {code})}
        if all(code.startswith("assist.") for code in own):
            found |= {
                hit.code for hit in self.within(*story) if hit.rule in STRONG and hit.code.startswith("fraud.")
            } - UNSAID
        if found or not own & UNSAID or own - UNSAID:
            return found
        everywhere = {
            hit.code for hit in self.within(*self.news) if hit.rule in STRONG and hit.code.startswith("fraud.")
        }
        return everywhere - UNSAID if len(everywhere - UNSAID) == 1 else set()

    def _charges(self, story: Sequence[Sentence]) -> set[str]:
        """Give the crimes that the people of an event are charged with, said in a sentence of its own."""
        return {hit.code for s in story if s.charge for hit in self.within(s) if hit.rule == "named"}

    def _with_title(self, own: set[str]) -> set[str]:
        """Add the title's crime to an event of which only the help for a crime is said."""
        if not own or any(not code.startswith("assist.") for code in own):
            return own
        title = codes_of(hit for hit in self.within(self.title) if hit.rule in STRONG)
        helped = {code for code in title if code.startswith("assist.")}
        return own | (title - helped - UNSAID) if helped <= own else own

    def _around(self, spans: Sequence[Span], others: Sequence[Span], *, total: bool) -> set[str]:
        """Give the codes for an event whose own words name no offence: from its paragraph, its story, the title, the rest."""
        story = self._story(spans, others)
        paragraphs = {s.paragraph for s in self.sentences for start, _ in spans if s.start <= start < s.end}
        places: list[Sequence[Sentence | Span]] = [[s for s in story if s.paragraph in paragraphs], [self.title]]
        if not total and others:
            places.insert(1, story)
        places.extend([sentence] for sentence in self.news)
        for kinds in (STRONG, ("thing", "weak")):
            for place in places:
                if codes := codes_of(hit for hit in self.within(*place) if hit.rule in kinds):
                    return codes
        return set()

    def _story(self, spans: Sequence[Span], others: Sequence[Span]) -> list[Sentence]:
        """Give the body's sentences that hold no other event's words and stand nearest to this event's."""
        mine = {start for start, _ in spans}
        theirs = {start for start, _ in others} - mine
        places = sorted(mine | theirs)
        return [
            sentence
            for sentence in self.news
            if sentence.end > self.title[1]
            and not any(sentence.start <= at < sentence.end for at in theirs)
            and self._owner(sentence, places) in mine
        ]

    def _owner(self, sentence: Sentence, places: Sequence[int]) -> int | None:
        """Give the place, of all where events have their words, that a sentence belongs to.

        That is the nearest in its paragraph; else the last one before, but for headings and leads the next one.
        """
        end = self.text.find("\n", sentence.start)
        here = [at for at in places if sentence.paragraph <= at and (at < end or end < 0)]
        if here:
            return min(here, key=lambda at: abs(at - sentence.start))
        after = [at for at in places if at > sentence.start]
        before = [at for at in places if at < sentence.start]
        heading = sentence.end == end + 1 and sentence.end - sentence.start <= HEADING
        if after and (heading or not before):
            return after[0]
        return before[-1] if before else None
