"""What stands around the results of an event: the region that answers for them, the bodies that acted, where they acted."""

from spacy.tokens import Doc

from extract.carrier import AgencyHit, PlaceHit, ResultHit
from extract.components.events.frames import Frame
from schema.models import EventKind

OUTSIDE = {"medium", "person", "agency", "self"}
"""How places are read that are no places of action: in the name of a medium or a body, as a person's origin, as 全市."""


class Surroundings:
    """Looks up what the words around results say."""

    def __init__(self, doc: Doc, home: str | None) -> None:
        self.text: str = doc._.view
        self.hits = doc._.hits
        self.home = home

    def region(self, result: ResultHit, frame: Frame) -> str | None:
        """Give the path of the region whose police a result belongs to: that of the body named last before it, else home."""
        if result.rule == "results.list":
            place = self._listed_place(result)
            if place is not None:
                return place
        for agency in reversed(self.hits.agencies):
            if frame.sentence.start <= agency.start and agency.end <= result.quantity.start:
                if agency.role == "lead" and agency.jurisdiction is not None:
                    return str(agency.jurisdiction)
        return self.home

    def _listed_place(self, result: ResultHit) -> str | None:
        """Give the place that a number of a list is broken down by (拉萨市34宗)."""
        for place in reversed(self.hits.places):
            if result.start <= place.start and place.end <= result.quantity.start and place.via not in OUTSIDE:
                return str(place.path)
        return None

    def agencies(self, stretches: list[tuple[int, int]], region: str | None) -> list[AgencyHit]:
        """Give the bodies that acted: those named in the event's sentences, else the report's bodies of its region."""
        inside = [a for a in self.hits.agencies if _inside(a.start, a.end, stretches)]
        found = inside or [a for a in self.hits.agencies if a.jurisdiction == region] or self.hits.agencies[:1]
        full = {a.jurisdiction for a in self.hits.agencies if not a.generic}
        named: dict[str, AgencyHit] = {}
        for agency in found:
            if not (agency.generic and agency.jurisdiction in full):
                named.setdefault(agency.name, agency)
        if not named:
            for agency in self.hits.agencies:
                if agency.jurisdiction == region and not agency.generic:
                    named.setdefault(agency.name, agency)
        return list(named.values())

    def places(self, stretches: list[tuple[int, int]], kind: EventKind) -> list[PlaceHit]:
        """Give the places of action in the event's sentences, each once."""
        found: dict[str, PlaceHit] = {}
        for place in self.hits.places:
            if place.via in OUTSIDE or place.role in {"jurisdiction", "support"}:
                continue
            if place.role == "victim" and kind != "incident":
                continue
            if place.path != self.home and _inside(place.start, place.end, stretches):
                found.setdefault(place.path, place)
        return [p for path, p in found.items() if not any(other.startswith(path + "/") for other in found)]


def _inside(start: int, end: int, stretches: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in stretches)
