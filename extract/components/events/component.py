"""Events: results of the same operation, campaign or story gathered, with their time, place, agencies and offences.

The component reads what the recognisers before it left in `doc._.hits` and leaves `doc._.events`: groups in the order of the
text, each with the results that belong to it. It is the last one of the pipeline.
"""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import AgencyHit, PlaceHit, ResultHit
from extract.components.agencies import home_of
from extract.components.events.frames import Reader, read_cues
from extract.components.events.groups import Group, Placed, gather, quotes, with_work
from extract.components.events.parts import parents
from extract.components.events.restatements import merge
from extract.components.events.surroundings import Surroundings
from extract.components.offences import Offences


@dataclass
class Found:
    """An event: its results and time, the bodies that acted, where they acted, and the codes of its offences."""

    group: Group
    agencies: list[AgencyHit]
    places: list[PlaceHit]
    offences: list[str]


@dataclass
class Reading:
    """What was read from a document: results, the whole of each share (indices), and the events that hold the results."""

    results: list[ResultHit]
    parents: dict[int, int]
    events: list[Found]


class Events:
    """Gathers results into events."""

    def __init__(self) -> None:
        self.cues = read_cues()
        self.offences = Offences()

    def __call__(self, doc: Doc) -> Doc:
        """Gather the results of a document into events."""
        hits, article = doc._.hits, doc._.article
        text: str = doc._.view
        hits.results = merge(text, [r for r in hits.results if r.start >= doc._.body_start])
        reader = Reader(text, hits, article.published, doc._.body_start, self.cues)
        framed = reader.frames()
        around = Surroundings(doc, reader, home_of(article, hits.agencies, hits.places))
        placed = [
            Placed(result, frame, around.region(result, frame), self._part(doc, result)) for result, frame in framed
        ]
        groups = gather(text, placed, article.published, reader.launched())
        around.groups = groups
        events = []
        for group in groups:
            if group.kind == "operation":
                group.when = with_work(group.when, around.worked(group))
            others = quotes([other for other in groups if other is not group], placed)
            codes = list(group.part) or self.offences.of(
                doc, quotes([group], placed), others=others, total=group.kind in {"campaign", "context"}
            )
            events.append(
                Found(
                    group,
                    around.agencies(group),
                    around.places(group),
                    codes,
                )
            )
        results = [result for result, _ in framed]
        listed = {i for i, result in enumerate(results) if result.rule == "results.list"}
        doc._.events = Reading(results, parents(text, results, [frame.sentence for _, frame in framed], listed), events)
        return doc

    def _part(self, doc: Doc, result: ResultHit) -> tuple[str, ...]:
        """Give the offences by which a number of a list is a share of a total (网上贷款类23宗)."""
        if result.rule != "results.list":
            return ()
        return tuple(self.offences.said(doc, result.start, result.quantity.start))


@Language.factory("events")
def make_events(nlp: Language, name: str) -> Events:
    """Give the component that gathers results into events."""
    return Events()
