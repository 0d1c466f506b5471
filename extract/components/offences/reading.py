"""Which offences an event of a report is about, given where its words stand and the hits in the text."""

from collections.abc import Iterable, Iterator, Sequence

from extract.carrier import OffenceHit
from extract.components.offences.lexicon import specific
from extract.components.offences.scopes import Sentence, about_the_past, clause, sentences

Span = tuple[int, int]

STRONG = ("named", "modus", "pretext")
UNSAID = {"fraud", "fraud.telecom"}
HEADING = 40
ANY_CRIME = ("刑事案件", "各类案件", "各类违法犯罪", "违法犯罪人员")
FUGITIVES = ("逃犯", "在逃", "网逃", "追逃")


def codes_of(hits: Iterable[OffenceHit]) -> set[str]:
    """Give the codes of hits: of those that name or tell an offence, else of goods, else of vaguer words."""
    found = list(hits)
    told = specific({hit.code for hit in found if hit.rule in STRONG})
    if told <= UNSAID:
        told = specific(told | {hit.code for hit in found if hit.rule == "unlisted"})
    if told:
        return told
    for kind in ("thing", "weak"):
        if codes := {hit.code for hit in found if hit.rule == kind}:
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
        self.body = body
        self.sentences = sentences(text)
        self.hits = [hit for hit in hits if not about_the_past(text, hit.start, hit.end)]
        self.telecom = any(hit.code == "fraud.telecom" for s in self.sentences if not s.aside for hit in self.within(s))

    def within(self, *parts: Sentence | Span) -> list[OffenceHit]:
        """Give the hits that begin in a sentence or span."""
        spans = [part if isinstance(part, tuple) else (part.start, part.end) for part in parts]
        return [hit for hit in self.hits if any(start <= hit.start < end for start, end in spans)]

    def codes(self, spans: Sequence[Span], *, others: Sequence[Span] = (), total: bool = False) -> set[str]:
        """Give the codes of an event; see `Offences.of`."""
        windows = [window for span in spans for window in self._windows(span, others)]
        own = codes_of(self.within(*windows))
        if total:
            tight = [clause(self.text, *span) for span in spans]
            near = [hit for hit in self.within(*windows) if any(a <= hit.start < b for a, b in tight)]
            said = codes_of(hit for hit in near if hit.rule in STRONG)
            own = said if said - UNSAID else own
            if not own and others and self._says(spans, FUGITIVES):
                return set()
            if not own and self._says(windows, ANY_CRIME):
                return self._order()
            return self._finish(self._with_title(own) or self._around(spans, others, total=True))
        story = self._story(spans, others)
        own = own or self._around(spans, others, total=False)
        return self._finish(self._with_title(own | self._charges(story) | self._modus(own, story)))

    def _says(self, spans: Sequence[Span], words: Sequence[str]) -> bool:
        """Say whether one of the words stands in one of the spans."""
        return any(word in self.text[start:end] for start, end in spans for word in words)

    def _order(self) -> set[str]:
        """Give public order where the report is about a drive for it, for figures on crime of every kind."""
        lead = [s for s in self.sentences if not s.aside][:3]
        return {hit.code for hit in self.within(*lead) if hit.code == "public_order"}

    def _modus(self, own: set[str], story: Sequence[Sentence]) -> set[str]:
        """Give what the story around an event adds to its own codes: the modus operandi of a fraud."""
        if not own & UNSAID:
            return set()
        told = {hit.code for hit in self.within(*story, (0, self.body)) if hit.rule in STRONG}
        found = {code for code in told if code.startswith("fraud.")} - UNSAID
        if found or own - UNSAID:
            return found
        everywhere = {hit.code for s in self.sentences if not s.aside for hit in self.within(s) if hit.rule in STRONG}
        modus = {code for code in everywhere if code.startswith("fraud.")} - UNSAID
        return modus if len(modus) == 1 else set()

    def _charges(self, story: Sequence[Sentence]) -> set[str]:
        """Give the crimes that the people of an event are charged with, said in a sentence of its own."""
        return {hit.code for s in story if s.charge for hit in self.within(s) if hit.rule == "named"}

    def _with_title(self, own: set[str]) -> set[str]:
        """Add the title's crime to an event of which only the help for a crime is said."""
        if not own or any(not code.startswith("assist.") for code in own):
            return own
        title = codes_of(hit for hit in self.within((0, self.body)) if hit.rule in STRONG)
        helped = {code for code in title if code.startswith("assist.")}
        return own | (title - helped - UNSAID) if helped <= own else own

    def _finish(self, codes: set[str]) -> set[str]:
        """Read bare fraud as telecom fraud where the report speaks of that, and drop what others make superfluous."""
        codes = specific(codes)
        if self.telecom and "fraud" in codes and not codes & {"theft", "robbery"}:
            codes = specific((codes - {"fraud"}) | {"fraud.telecom"})
        return codes

    def _windows(self, span: Span, others: Sequence[Span]) -> Iterator[Span]:
        """Yield the sentences around a span, up to the neighbouring spans of other events."""
        for sentence in self.sentences:
            if sentence.start < span[1] and span[0] < sentence.end:
                left = [end for _, end in others if sentence.start < end <= span[0]]
                right = [start for start, _ in others if span[1] <= start < sentence.end]
                yield max([sentence.start, *left]), min([sentence.end, *right])

    def _story(self, spans: Sequence[Span], others: Sequence[Span]) -> list[Sentence]:
        """Give the sentences that belong to no other event and stand nearer to this one."""
        mine = {span[0] for span in spans}
        theirs = {span[0] for span in others} - mine
        found = []
        for sentence in self.sentences:
            if sentence.aside or sentence.end <= self.body:
                continue
            if any(sentence.start <= at < sentence.end for at in theirs):
                continue
            if self._owner(sentence, mine, theirs) in mine:
                found.append(sentence)
        return found

    def _owner(self, sentence: Sentence, mine: set[int], theirs: set[int]) -> int | None:
        """Give the place that a sentence belongs to, of all places where events have their words."""
        places = sorted(mine | theirs)
        here = [at for at in places if at >= sentence.paragraph and "\n" not in self.text[sentence.start : at]]
        same = [at for at in places if sentence.paragraph <= at < self._paragraph_end(sentence)]
        if same:
            return min(same, key=lambda at: abs(at - sentence.start))
        after = [at for at in places if at > sentence.start]
        before = [at for at in places if at < sentence.start]
        heading = sentence.end - sentence.start <= HEADING and self.text[sentence.start : sentence.end].endswith("\n")
        if after and (heading or not before):
            return after[0]
        return before[-1] if before else None

    def _paragraph_end(self, sentence: Sentence) -> int:
        at = self.text.find("\n", sentence.start)
        return len(self.text) if at < 0 else at

    def _around(self, spans: Sequence[Span], others: Sequence[Span], *, total: bool) -> set[str]:
        """Give the codes for an event whose own words name no offence: from its paragraph, its story, the title, the rest."""
        story = self._story(spans, others)
        paragraphs = {s.paragraph for s in self.sentences for a, b in spans if s.start <= a < s.end}
        near = [s for s in story if s.paragraph in paragraphs]
        title = [(0, self.body)]
        rest: list[list[Sentence]] = [[s] for s in self.sentences if not s.aside]
        for parts in (near, title if total or not others else story, title, *rest):
            if codes := codes_of(self.within(*parts)):
                return codes
        return set()

    def all_codes(self) -> set[str]:
        """Give the codes of the whole report, taking each sentence that says a result for an event of its own."""
        found: set[str] = set()
        news = [s for s in self.sentences if s.result and not s.aside]
        for sentence in news:
            found |= self.codes([(sentence.start, sentence.end)], total=sentence.total)
        return specific(found) if len(news) == 1 else found
