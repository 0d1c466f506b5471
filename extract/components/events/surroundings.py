"""What stands around the results of an event: the region that answers for them, the bodies that acted, where they acted."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from extract.carrier import AgencyHit, DateHit, Hits, PlaceHit, ResultHit
from extract.components.events.frames import Frame, Reader
from extract.components.events.groups import Group
from extract.patterns import read_patterns
from extract.structure import Stretch, paragraphs, sentences
from schema.places import CHINA, by_path

OUTSIDE = {"medium", "person", "agency", "self"}
"""How places are read that are no places of action: in the name of a medium or a body, as a person's origin, as 全市."""

NO_PART = ".context"
"""Ends the rules of bodies that took no part: they ordered, were told, or were handed a case."""

SUPERIOR = ".superior"
"""Ends the rules of the ministry where it supervises: it counts, but answers for no result."""

REACH = 8


class Surroundings:
    """Looks up what the words around results say.

    Parameters
    ----------
    doc
        A document with places and agencies.
    reader
        The reader of its frames.
    home
        The path of the region that the report's own police answer for.
    """

    def __init__(self, doc: Doc, reader: Reader, home: str | None) -> None:
        self.text: str = doc._.view
        self.hits: Hits = doc._.hits
        self.reader = reader
        self.home = home
        self.bodies = [agency for agency in self.hits.agencies if not agency.rule.endswith(NO_PART)]
        self.paragraphs = paragraphs(self.text, doc._.body_start)
        self.sentences = sentences(self.text, doc._.body_start)
        self.groups: list[Group] = []
        self.patterns = read_patterns(__package__)

    def region(self, result: ResultHit, frame: Frame) -> str | None:
        """Give the path of the region whose police a result belongs to: that of the body named last before it, else home."""
        if result.rule == "results.list":
            place = self._listed_place(result)
            if place is not None:
                return place
        for agency in self._nearest(result, frame):
            if self._leads(agency) and agency.jurisdiction and self._answers(agency.jurisdiction):
                return agency.jurisdiction
        return self.home

    def _nearest(self, result: ResultHit, frame: Frame) -> Iterator[AgencyHit]:
        """Yield the bodies within the words of a result (一个团伙被…公安局铲除), then those before it, nearest first."""
        for agency in self.bodies:
            if result.start <= agency.start and agency.end <= result.end and self._leads(agency):
                yield agency
        for agency in reversed(self.bodies):
            if frame.sentence.start <= agency.start and agency.end <= result.quantity.start and not self._joins(agency):
                yield agency

    def _joins(self, agency: AgencyHit) -> bool:
        """Whether a body is named as the partner of the one before it: 甲市公安局联合乙市公安局."""
        before = self.text[max(0, agency.start - REACH) : agency.start]
        return bool(self.patterns["partner"].search(before))

    def _leads(self, agency: AgencyHit) -> bool:
        return agency.role == "lead" and not agency.rule.endswith(SUPERIOR)

    def _answers(self, region: str) -> bool:
        """Whether a body's region can be the one that answers: not one above home, which only orders, nor one abroad."""
        if self.home is None or region == self.home:
            return True
        above = region == CHINA or self.home.startswith(region + "/")
        division = by_path(region)
        return not above and division is not None and division.code.isdigit()

    def _listed_place(self, result: ResultHit) -> str | None:
        """Give the place that a number of a list is broken down by (拉萨市34宗)."""
        for place in reversed(self.hits.places):
            if result.start <= place.start and place.end <= result.quantity.start and place.via not in OUTSIDE:
                return place.path
        return None

    def agencies(self, group: Group) -> list[AgencyHit]:
        """Give the bodies that acted: those named around the event's results, else the report's bodies of its region."""
        spans = self._around(group)
        inside = [a for a in self.bodies if _inside(a.start, a.end, spans)]
        own = [a for a in self.bodies if a.jurisdiction == group.region]
        if group.kind != "operation" and not any(a.jurisdiction == group.region for a in inside):
            inside = own[:1] or inside
        return _distinct(inside or own[:1] or self.bodies[:1], self.bodies)

    def places(self, group: Group) -> list[PlaceHit]:
        """Give the places of action around the event's results, each once; a total has them only abroad."""
        if group.kind == "context":
            return []
        found: dict[str, PlaceHit] = {}
        spans = self._around(group)
        for place in self.hits.places:
            if not self._of_action(place, group) or not _inside(place.start, place.end, spans):
                continue
            found.setdefault(place.path, place)
        return [p for path, p in found.items() if not any(other.startswith(path + "/") for other in found)]

    def _of_action(self, place: PlaceHit, group: Group) -> bool:
        if place.via in OUTSIDE or place.role in {"jurisdiction", "support"} or place.path == CHINA:
            return False
        if place.role == "victim" and group.kind != "incident":
            return False
        if group.kind == "campaign":
            return place.code is None
        if group.kind == "incident":
            return True
        return place.role == "action" or (place.path != group.region and self._worked_at(place))

    def _worked_at(self, place: PlaceHit) -> bool:
        """Whether a place (or the list that it stands in) is where raids and arrests are said to be: 赶赴X、Y, 在X等地收网."""
        sentence = next((s for s in self.sentences if s.start <= place.start < s.end), None)
        if sentence is None or not self.patterns["work"].search(self.text, sentence.start, sentence.end):
            return False
        first = last = place
        row = [p for p in self.hits.places if sentence.start <= p.start < sentence.end]
        for other in reversed(row):
            if other.end <= first.start and self.patterns["listed"].fullmatch(self.text, other.end, first.start):
                first = other
        for other in row:
            if other.start >= last.end and self.patterns["listed"].fullmatch(self.text, last.end, other.start):
                last = other
        before = self.text[max(sentence.start, first.start - REACH) : first.start]
        after = self.text[last.end : last.end + REACH]
        return bool(self.patterns["towards"].search(before) or self.patterns["places"].match(after))

    def _around(self, group: Group) -> list[tuple[int, int]]:
        """Give where an event is spoken of.

        A total only in its own sentences; an operation or a story in its paragraphs, without the sentences of other events; the
        only operation of a report everywhere but in the sentences of other events.
        """
        if group.kind in {"campaign", "context"}:
            return group.stretches
        only = group.kind == "operation" and sum(1 for other in self.groups if other.kind == "operation") == 1
        taken = [stretch for other in self.groups if other is not group for stretch in other.stretches]
        return [
            (sentence.start, sentence.end)
            for sentence in self.sentences
            if (sentence.start, sentence.end) in group.stretches
            or ((only or self._same_paragraph(sentence, group)) and (sentence.start, sentence.end) not in taken)
        ]

    def _same_paragraph(self, sentence: Stretch, group: Group) -> bool:
        paragraph = next(p for p in self.paragraphs if p.start <= sentence.start < p.end)
        return any(paragraph.start <= start < paragraph.end for start, _ in group.stretches)

    def worked(self, group: Group) -> list[DateHit]:
        """Give the dates of the sentences that tell of an operation's raids and arrests without a number."""
        return [
            date
            for start, end in self._around(group)
            if self.patterns["work"].search(self.text, start, end)
            for date in self.hits.dates
            if start <= date.start and date.end <= end and date.first and date.last and self.reader.of_work(date)
        ]


def _distinct(agencies: Iterable[AgencyHit], everyone: Iterable[AgencyHit]) -> list[AgencyHit]:
    """Give each body once; police of a place only where the text names no body of that place."""
    full = {agency.jurisdiction for agency in everyone if not agency.generic}
    named: dict[str, AgencyHit] = {}
    generic: list[AgencyHit] = []
    for agency in agencies:
        if agency.generic and agency.jurisdiction in full:
            generic.append(agency)
        else:
            named.setdefault(agency.name, agency)
    for agency in generic:
        body = next(a for a in everyone if a.jurisdiction == agency.jurisdiction and not a.generic)
        named.setdefault(body.name, body)
    return list(named.values())


def _inside(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in stretches)
