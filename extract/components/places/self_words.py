"""我市, 全省, 该县: words that mean the region which the article speaks from or of."""

import re
from collections import Counter
from collections.abc import Sequence

from extract.carrier import PlaceHit
from extract.components.places.home import at_level
from schema.places import by_path

SELF = re.compile(
    r"(?P<who>我|本|全|该|此)(?P<unit>自治区|省|市|县|区|州|旗|盟|港|澳)"
    r"(?![场域别面长委人划价值辖招形纪间治])(?!民(?!警))"
)
NEAR_FIRST = {"该", "此"}


class SelfWords:
    """Resolves 我市 and 全省 through the source, the agencies and the places that the report names."""

    def find(self, text: str, places: Sequence[PlaceHit], home: str | None) -> list[PlaceHit]:
        """Give the hits of such words; one that no region fits gives none."""
        taken = {position for hit in places for position in range(hit.start, hit.end)}
        found = []
        for match in SELF.finditer(text):
            if match.start() in taken or match.end() - 1 in taken:
                continue
            unit = match["unit"][-1]
            path = self.region(unit, match["who"], match.start(), places, home)
            if path is not None and (place := by_path(path)) is not None:
                found.append(PlaceHit(match.start(), match.end(), "place.self", path, place.code, "self"))
        return found

    def region(self, unit: str, who: str, at: int, places: Sequence[PlaceHit], home: str | None) -> str | None:
        """Give the region that such a word at an offset means.

        我 and 本 ask the source first; 全 and 该 the body named last before them, then the source; all of them at last the
        dateline and the region that the report names most often.
        """
        own = at_level(home, unit) if home else None
        bodies = [level for hit in places if hit.via == "agency" and (level := at_level(hit.path, unit))]
        before = [
            level for hit in places if hit.start < at and hit.via != "person" and (level := at_level(hit.path, unit))
        ]
        near = [
            level for hit in places if hit.start < at and hit.via == "agency" and (level := at_level(hit.path, unit))
        ]
        if who in NEAR_FIRST and before:
            return before[-1]
        if who in "我本" and own:
            return own
        for choice in (near[-1:], [own] if own else [], bodies[:1], before[:1]):
            if choice:
                return choice[0]
        rest = Counter(level for hit in places if hit.via != "person" and (level := at_level(hit.path, unit)))
        return rest.most_common(1)[0][0] if rest else None
