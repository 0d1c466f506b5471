"""The police of a place without the name of a body: X警方, X、Y公安机关, 11个铁路公安局, 中缅泰三国警方."""

import re
from collections.abc import Iterator, Sequence

from extract.carrier import AgencyHit, PlaceHit
from extract.components.agencies.acting import CONTEXT, Acting
from extract.components.agencies.bodies import Registry, written_name
from extract.components.agencies.lexicon import generic
from extract.components.places.gazetteer import PACKAGE as PLACES
from extract.components.places.gazetteer import gazetteer
from schema.lexicon import read_lexicon
from schema.places import CHINA, by_path

LIST_GAP = re.compile(r"(?:[、和及与]|以及)")
LETTER_GAP = re.compile(r"[、联]?")
RAILWAY_LIST = re.compile(r"(?:等?\d+个|等)?铁路公安局")
MANY = re.compile(
    r"等(?:地|\d+|[一二三四五六七八九十]+)?(?:多|余)?个?(?:省区市|省市区|省份|省市|省|市|地区|地|国家|国)?的?(?P<word>公安机关|警方)"
)
NATION = re.compile(r"(?:我国|中国|国内)(?P<word>公安机关|警方)")
JOINT = re.compile(r"中(?P<countries>[\u4e00-\u9fff]{1,5}?)[两三四五六七]?国?(?:双方)?警方")
POLICE = ("警方", "公安机关", "公安")
ORGANS = {"警察": "警方", "国家警察": "警方", "公安民警": "公安机关", "公安干警": "公安机关", "公安部门": "公安机关"}
WRITTEN_UNITS = ("市", "省", "县", "州")


class Generics:
    """Reads the police of places; one becomes the body of its place where the report names it."""

    def __init__(self, acting: Acting) -> None:
        self.acting = acting
        rows = read_lexicon(PLACES, "abbreviations.tsv", ordered=True)
        self.letters = {
            row["name"]: row["path"] for row in rows if (at := by_path(row["path"])) and at.level == "country"
        }

    def find(self, text: str, places: Sequence[PlaceHit], registry: Registry, closed: set[int]) -> list[AgencyHit]:
        """Give the hits of such words outside the offsets `closed`, one form of name for each place."""
        hits = [*self._single(text, places, registry, closed), *self._national(text, registry)]
        hits += [*self._lists(text, places, registry, closed), *self._joint(text)]
        return self._one_name(hits)

    def _single(
        self, text: str, places: Sequence[PlaceHit], registry: Registry, closed: set[int]
    ) -> Iterator[AgencyHit]:
        """Yield X警方 and the members of X、Y警方."""
        for index, place in enumerate(places):
            match = generic().match(text, place.end)
            if match is None or place.via in ("person", "medium") or not self._may_be_named(text, place, registry):
                continue
            if closed.isdisjoint(range(match.start("word"), match.end())):
                for member in self._joined(text, places, index):
                    end = match.end() if member is place else member.end
                    yield self._hit(text, member, match["levels"], match["word"], registry, end)

    def _may_be_named(self, text: str, place: PlaceHit, registry: Registry) -> bool:
        """Say whether the police of 全国 or 我省 may be meant: of 全省 they count only as the body that the report names."""
        if place.rule == "nation":
            return registry.of_region(CHINA) is not None
        return place.via != "self" or text[place.start] in "我本" or registry.of_region(place.path) is not None

    def _joined(self, text: str, places: Sequence[PlaceHit], index: int) -> Iterator[PlaceHit]:
        """Yield a place and those that a list joins to it from before."""
        yield places[index]
        while index > 0:
            left, right = places[index - 1], places[index]
            gap = text[left.end : right.start]
            letters = left.end - left.start == 1 and right.end - right.start == 1
            if not (LIST_GAP.fullmatch(gap) or (letters and LETTER_GAP.fullmatch(gap))):
                return
            index -= 1
            if left.via != "self":
                yield left

    def _hit(self, text: str, place: PlaceHit, levels: str, word: str, registry: Registry, end: int) -> AgencyHit:
        """Give the hit of X警方."""
        role = self.acting.role(text, place.start, end)
        if word == "铁路警方" and (railway := registry.railway_bureau(place.path.partition("/")[0])) is not None:
            return AgencyHit(place.start, end, "generic.known", railway.name, railway.path, generic=False, role=role)
        known = registry.of_region(place.path)
        if known is not None and (place.path != CHINA or known.name.startswith("公安部")):
            return AgencyHit(place.start, end, "generic.known", known.name, known.path, generic=False, role=role)
        rule = "generic" + CONTEXT if self.acting.is_received_by(text, place.start) else "generic"
        name = (
            self._place_name(text, place) + (levels[:1] if levels[:1] in WRITTEN_UNITS else "") + ORGANS.get(word, word)
        )
        return AgencyHit(place.start, end, rule, name, place.path, generic=True, role=role)

    def _place_name(self, text: str, place: PlaceHit) -> str:
        """Give the place as it is written, the short name of one that stands as a letter or as 我省."""
        if place.end - place.start == 1 or place.via == "self":
            return gazetteer().shorts.get(place.path, place.path.rpartition("/")[2])
        return written_name(text, place)

    def _national(self, text: str, registry: Registry) -> Iterator[AgencyHit]:
        """Yield 中国警方, as the ministry where the report names it."""
        for match in NATION.finditer(text):
            known = registry.of_region(CHINA)
            if known is not None and known.name.startswith("公安部"):
                yield AgencyHit(match.start(), match.end(), "generic.known", known.name, CHINA, generic=False)
            else:
                yield AgencyHit(match.start(), match.end(), "generic", "中国" + match["word"], CHINA, generic=True)

    def _lists(
        self, text: str, places: Sequence[PlaceHit], registry: Registry, closed: set[int]
    ) -> Iterator[AgencyHit]:
        """Yield the police of each place of a list: 北京、天津等省市公安机关, 哈尔滨、北京等11个铁路公安局."""
        for index, place in enumerate(places):
            if RAILWAY_LIST.match(text, place.end) and place.start not in closed:
                for member in self._joined(text, places, index):
                    name = written_name(text, member) + "铁路公安局"
                    yield AgencyHit(
                        member.start, member.end, "railway", name, member.path.partition("/")[0], generic=False
                    )
            elif many := MANY.match(text, place.end):
                for member in self._joined(text, places, index):
                    if (known := registry.of_region(member.path)) is not None:
                        yield AgencyHit(
                            member.start, member.end, "generic.known", known.name, known.path, generic=False
                        )
                    else:
                        name = written_name(text, member) + many["word"]
                        yield AgencyHit(member.start, member.end, "generic.list", name, member.path, generic=True)

    def _joint(self, text: str) -> Iterator[AgencyHit]:
        """Yield the foreign police in 中缅泰三国警方."""
        for match in JOINT.finditer(text):
            for position in range(*match.span("countries")):
                if (country := self.letters.get(text[position])) is not None:
                    yield AgencyHit(position, position + 1, "generic.letter", country + "警方", country, generic=True)

    def _one_name(self, hits: Sequence[AgencyHit]) -> list[AgencyHit]:
        """Give the police of one place the same name: the one that stands first with 警方 or 公安机关, not in a list."""
        names: dict[str, str] = {}
        for hit in sorted(hits, key=lambda hit: (hit.rule == "generic.list", hit.name.endswith("公安"), hit.start)):
            if hit.generic and hit.jurisdiction and hit.name.endswith(POLICE):
                names.setdefault(hit.jurisdiction, hit.name)
        return [self._renamed(hit, names) for hit in hits]

    def _renamed(self, hit: AgencyHit, names: dict[str, str]) -> AgencyHit:
        """Give a hit the name that its place's police have in the report."""
        if not (hit.generic and hit.jurisdiction and hit.name.endswith(POLICE)):
            return hit
        name = names[hit.jurisdiction]
        return AgencyHit(hit.start, hit.end, hit.rule, name, hit.jurisdiction, generic=True, role=hit.role)
