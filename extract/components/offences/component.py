"""Offences of a report: hits in the text, and the codes that an event of it is about."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import OffenceHit, mark
from extract.components.offences.lexicon import lexicon


Span = tuple[int, int]


class Offences:
    def find(self, text: str) -> list[OffenceHit]:
        return [
            OffenceHit(one.start, one.end, one.rule, code, one.entry.kind == "named")
            for one in lexicon().find(text)
            for code in one.entry.codes
        ]

    def __call__(self, doc: Doc) -> Doc:
        hits = self.find(doc._.view)
        doc._.hits.offences = hits
        mark(doc, "offences", hits)
        return doc

    def of(self, doc: Doc, spans: Sequence[Span], *, others: Sequence[Span] = (), total: bool = False) -> list[str]:
        reading = Reading(doc._.view, doc._.hits.offences, body=doc._.body_start)
        return sorted(reading.codes(spans, others=others, total=total))

    def report(self, doc: Doc) -> list[str]:
        return sorted(Reading(doc._.view, doc._.hits.offences, body=doc._.body_start).all_codes())


@Language.factory("offences", assigns=["doc.spans"])
def make_offences(nlp: Language, name: str) -> Offences:
    return Offences()


from extract.components.offences.reading import Reading
