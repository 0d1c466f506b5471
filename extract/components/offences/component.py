"""Offences of a report: hits in the text, and the codes that each of its events is about."""

from collections.abc import Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import OffenceHit, mark
from extract.components.offences.lexicon import lexicon
from extract.components.offences.reading import Reading, Span


class Offences:
    """Words that name a crime or tell its modus operandi, and what events are about.

    Every hit is a mention: it says that the word stands there, not that the report is about it. `of` and `report` decide
    that: they leave out advice, plans, denials, statistics without a result and earlier convictions, let a modus
    operandi silence the bare `fraud` and `fraud.telecom`, and take an event without words of its own from its surroundings.

    A hit's `rule` is the kind of its entry in `terms.tsv` or `patterns.tsv`.
    """

    def find(self, text: str) -> list[OffenceHit]:
        """Give the hits in a view, in order; a word that names several offences gives one hit for each."""
        return [
            OffenceHit(one.start, one.end, one.entry.kind, code, one.entry.kind == "named")
            for one in lexicon().find(text)
            for code in one.entry.codes
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Put the hits of a document into `doc._.hits.offences` and `doc.spans["offences"]`."""
        hits = self.find(doc._.view)
        doc._.hits.offences = hits
        mark(doc, "offences", hits)
        return doc

    def of(self, doc: Doc, spans: Sequence[Span], *, others: Sequence[Span] = (), total: bool = False) -> list[str]:
        """Give the codes of one event.

        Parameters
        ----------
        doc
            A document that this component has read.
        spans
            Where the event's own words stand, as offsets: best its facts' quotes. Their sentences are looked at whole,
            up to the words of other events in them.
        others
            The words of all other events of the report; what stands nearer to them is theirs.
        total
            Whether the event is a total over a period (a campaign, a comparison): the story of a single case then
            says nothing about it.

        Returns
        -------
        list of str
            Codes in alphabetical order; empty where the text names no crime.
        """
        return sorted(self._reading(doc).codes(spans, others=others, total=total))

    def said(self, doc: Doc, start: int, end: int) -> list[str]:
        """Give the codes that are said in the very words at `start:end`, in alphabetical order, with no look around."""
        return sorted(self._reading(doc).said(start, end))

    def report(self, doc: Doc) -> list[str]:
        """Give the codes of a whole report whose events are not known, in alphabetical order."""
        return sorted(self._reading(doc).all_codes())

    def _reading(self, doc: Doc) -> Reading:
        """Give the reading of a document, made once for it."""
        hits: list[OffenceHit] = doc._.hits.offences
        known: Reading | None = doc.user_data.get("offences")
        if known is None or known.source is not hits:
            known = Reading(doc._.view, hits, body=doc._.body_start)
            doc.user_data["offences"] = known
        return known


@Language.factory("offences", assigns=["doc.spans"])
def make_offences(nlp: Language, name: str) -> Offences:
    """Make the component for a spaCy pipeline."""
    return Offences()
