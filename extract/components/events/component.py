"""Events: results of the same operation, campaign or story gathered, with their time, place, agencies and offences.

The component reads what the recognisers before it left in `doc._.hits` and leaves `doc._.events`: groups in the order of the
text, each with the results that belong to it. It is the last one of the pipeline.
"""

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import AgencyHit, DateHit, NameHit, PlaceHit, ResultHit
from extract.components.agencies import home_of
from extract.components.events.frames import Frame, Reader, When, read_cues
from extract.components.events.parts import parents
from extract.components.events.restatements import merge
from extract.components.events.surroundings import Surroundings
from extract.components.offences import Offences
from schema.models import EventKind


@dataclass
class Group:
    """An event in the making: its frame, its results, and what its words say of agencies, places and offences."""

    kind: EventKind
    when: When
    name: NameHit | None
    region: str | None
    results: list[int] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)
    agencies: list[AgencyHit] = field(default_factory=list)
    places: list[PlaceHit] = field(default_factory=list)
    offences: list[str] = field(default_factory=list)
    dates: list[DateHit] = field(default_factory=list)


@dataclass
class Reading:
    """What was read from a document: results, the whole of each share (indices), and the events that hold the results."""

    results: list[ResultHit]
    parents: dict[int, int]
    groups: list[Group]


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
        around = Surroundings(doc, home_of(article, hits.agencies, hits.places))
        groups: list[Group] = []
        for index, (result, frame) in enumerate(framed):
            region = around.region(result, frame)
            group = next((g for g in reversed(groups) if _belongs(g, frame, region)), None)
            if group is None:
                group = Group(frame.kind, frame.when, _name(frame, text), region)
                groups.append(group)
            group.results.append(index)
            stretch = (frame.sentence.start, frame.sentence.end)
            if stretch not in group.stretches:
                group.stretches.append(stretch)
        for group in groups:
            others = [stretch for other in groups if other is not group for stretch in other.stretches]
            group.agencies = around.agencies(group.stretches, group.region)
            group.places = around.places(group.stretches, group.kind)
            group.offences = self.offences.of(doc, group.stretches, others=others, total=group.kind == "campaign")
            group.dates = list(group.when.hits)
        results = [result for result, _ in framed]
        listed = {i for i, result in enumerate(results) if result.rule == "results.list"}
        doc._.events = Reading(results, parents(results, listed), groups)
        return doc


def _belongs(group: Group, frame: Frame, region: str | None) -> bool:
    """Whether a result with this frame and region is one of a group's."""
    if group.kind != frame.kind or group.region != region:
        return False
    return (group.when.start, group.when.end) == (frame.when.start, frame.when.end)


def _name(frame: Frame, text: str) -> NameHit | None:
    """Give the name of the operation that a frame speaks of."""
    return frame.name


@Language.factory("events")
def make_events(nlp: Language, name: str) -> Events:
    """Give the component that gathers results into events."""
    return Events()
