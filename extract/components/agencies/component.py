"""Agencies: the police bodies of a report, each with its full name, its region and its part."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import AgencyHit, PlaceHit, mark
from extract.components.agencies.bare import BareBodies
from extract.components.agencies.bodies import Body, Registry, full_bodies, own_name_before, written_name
from extract.components.agencies.home import home_of
from extract.components.agencies.lexicon import aliases, generic, words
from extract.components.places.gazetteer import gazetteer
from extract.components.places.home import home_of_article
from extract.components.places.self_words import SelfWords
from schema.lexicon import read_lexicon
from schema.models import Article
from schema.places import CHINA, by_path

LIST_GAP = re.compile(r"(?:[、,和及与]|以及)")
LETTER_GAP = re.compile(r"[、联]?")
RAILWAY_LIST = re.compile(r"等?\d+个铁路公安局|等铁路公安局|铁路公安局")
MANY = re.compile(
    r"等(?:地|\d+|[一二三四五六七八九十]+)?(?:多|余)?个?(?:省区市|省市区|省份|省市|省|市|地区|地|国家|国)?(?:的)?(?P<word>公安机关|警方)"
)
NATION = re.compile(r"(?:我国|中国|国内)(?P<word>公安机关|警方)")
JOINT = re.compile(r"中(?P<countries>[\u4e00-\u9fff]{1,5}?)[两三四五六七]?国?(?:双方)?警方")
CONTEXT = ".context"
QUOTED = re.compile(r"[“\"‘][^“”\"‘’]{0,24}$")


class Agencies:
    """Recognises police bodies and writes `doc._.hits.agencies`; runs after the places.

    A name given in part is completed through the report's home and the names that stand in full elsewhere. A generic name (X警方)
    becomes the body of that place where the report names one. Hits whose rule ends in `.context` are named without acting: they
    ordered, spoke or took a report.
    """

    def __init__(self) -> None:
        self.bare = BareBodies()
        rows = read_lexicon("extract.components.places", "abbreviations.tsv", ordered=True)
        self.letters = {
            row["name"]: row["path"] for row in rows if (place := by_path(row["path"])) and place.level == "country"
        }
        self.selves = SelfWords()
        self.pretence = re.compile(rf"(?:{words('pretence')})[^,。;]{{0,14}}$")
        self.under = re.compile(rf"[^,。;、]{{0,8}}?(?:{words('support_under')})")
        self.support = re.compile(rf"[^,。;]{{0,4}}?(?:{words('support')})")
        self.background = re.compile(rf"[^,。;、]{{0,2}}?(?:{words('background')})")
        self.spokesman = re.compile(rf"[^,。;、]{{0,14}}?(?:{words('spokesman')})")
        self.reports = re.compile(rf"[^。;]{{0,12}}?(?:{words('reports')})")
        self.according = re.compile(r"(?:根据|按照|在市委|在县委|在省委|在区委)[^,。;]{0,20}$")
        self.ordered = re.compile(r"[^,。;]{0,14}?(?:部署|要求|安排|通知|精神|领导下|党委)")
        self.shown = re.compile(r"(?:移交给?|移送|通报给|@|转交|报告给)$")
        self.shown_after = re.compile(r"(?:官方)?(?:微博|网站|微信|公众号|官微|官网|供图|提供图)|党委[^,。;]{0,4}领导")
        self.heard = re.compile(r"(?:获悉|了解到|获知|得知)")
        self.superior = re.compile(rf"[^,。;、]{{0,3}}?(?:{words('superior')})")
        self.self_police = re.compile(r"(?:我|全|本|该)(?:省|市|县|区|州|旗|自治区)(?:各级)?(?:公安机关|警方|公安)")

    def find(self, text: str, places: Sequence[PlaceHit], article: Article | None = None) -> list[AgencyHit]:
        """Give the police bodies of a text, in order.

        Parameters
        ----------
        text
            A view of the text.
        places
            The places found in it.
        article
            What the text comes from: its source resolves 省公安厅 and 市局.
        """
        home = home_of_article(article) if article else None
        ends = {hit.end: hit for hit in places if hit.via != "self"}
        registry = Registry()
        bodies = self._first_pass(text, ends, registry)
        closed = {position for body in bodies for position in range(body.start, body.end)}
        home = self._home(article, home, bodies, places)
        bodies += self.bare.find(text, places, registry, home, closed)
        bodies = [self._fuller(body, registry) for body in bodies]
        hits = [hit for body in bodies if (hit := self._hit(text, body, article)) is not None]
        hits += self._generics(text, places, registry, closed)
        hits += self._lists(text, places, registry, closed)
        hits += self._joint(text)
        return sorted(self._one_name(hits), key=lambda hit: (hit.start, hit.end))

    def _first_pass(self, text: str, ends: dict[int, PlaceHit], registry: Registry) -> list[Body]:
        """Give the bodies named with their place."""
        bodies = []
        for body in full_bodies(text, ends):
            registry.add(body)
            bodies.append(body)
        return bodies

    def _home(
        self, article: Article | None, home: str | None, bodies: Sequence[Body], places: Sequence[PlaceHit]
    ) -> str | None:
        """Give the region that the report's bare bodies belong to."""
        inner = [body.path for body in bodies if body.path and (home is None or body.path.startswith(home + "/"))]
        if home is not None:
            return home if home.count("/") or not inner else home
        if inner:
            return inner[0]
        named = [hit.path for hit in places if hit.via in ("agency", "full", "short") and hit.path != CHINA]
        return named[0] if article is not None and named else None

    def _fuller(self, body: Body, registry: Registry) -> Body:
        """Complete a branch that stands without its bureau, and an organ or a bureau that the report names more fully elsewhere."""
        for short, full in aliases():
            if short in body.name and full not in body.name:
                name = body.name.replace(short, full, 1)
                same = next(
                    (
                        other
                        for other in registry.bodies
                        if other.name == name
                        or (other.name.endswith(full) and other.path == body.path and other.whole == body.whole)
                    ),
                    None,
                )
                if same is not None:
                    return replace(body, name=same.name, base=same.base, path=same.path)
        if not body.whole and body.path and body.base.endswith("公安局"):
            bureau = registry.of_region(body.path)
            if (
                bureau is not None
                and bureau.whole
                and len(bureau.name) > len(body.base)
                and bureau.name.endswith("公安局")
            ):
                return replace(body, name=bureau.name + body.name[len(body.base) :], base=bureau.name)
        if not body.bare or body.path is None or body.rule == "station":
            return body
        known = registry.of_region(body.path)
        if (
            known is not None
            and known.whole
            and not known.bare
            and body.path.count("/") > 1
            and known.name != body.name
        ):
            tail = body.name[len(body.base) :]
            return replace(body, name=known.name + tail, base=known.name, bare=False)
        above = registry.base_above(body.path)
        if above is not None and "分局" in body.name and not body.name.startswith(above):
            return replace(body, name=above + body.name.replace("公安分局", "分局"), base=above, bare=False)
        return body

    def _hit(self, text: str, body: Body, article: Article | None) -> AgencyHit | None:
        """Give the hit of a body, None where it is only claimed to be one."""
        before = text[max(0, body.start - 18) : body.start]
        if self.pretence.search(before) or (
            QUOTED.search(before) and "公安部" not in body.name and text[body.end : body.end + 6].find("”") >= 0
        ):
            return None
        name, rule = body.name, body.rule
        if (
            not body.whole
            and body.base
            and self.spokesman.match(text, body.end)
            and body.rule in ("section", "ministry")
            and body.name.startswith(body.base)
        ):
            name = body.base
        if self._is_context(text, body, article):
            rule += CONTEXT
        helps = "在" in before[-12:] and self.under.match(text, body.end) or self.support.match(text, body.end)
        if rule == "ministry" and self.superior.match(text, body.end):
            rule = "ministry.superior"
        return AgencyHit(
            body.start, body.end, rule, name, body.path, generic=False, role="support" if helps else "lead"
        )

    def _is_context(self, text: str, body: Body, article: Article | None) -> bool:
        """Say whether a body is named without acting in what the report tells."""
        title = article.title if article else ""
        before = text[max(0, body.start - 24) : body.start]
        if self.according.search(before) and self.ordered.match(text, body.end):
            return True
        if self.shown.search(before) or self.shown_after.match(text, body.end):
            return True
        if body.rule == "ministry":
            ordered = self.background.match(text, body.end) is not None
            return ordered and "公安部" not in title and "全国" not in title
        if not body.whole and body.rule == "section" and re.search(r"从$", before) and self.heard.match(text, body.end):
            return True
        if body.rule == "station":
            return self.reports.match(text, body.end) is not None
        return False

    def _generics(
        self, text: str, places: Sequence[PlaceHit], registry: Registry, closed: set[int]
    ) -> Iterator[AgencyHit]:
        """Yield the police of a place, as the body that the report names for it where it names one."""
        for index, place in enumerate(places):
            match = generic().match(text, place.end)
            if (
                match is None
                or place.via in ("person", "medium")
                or (place.via == "self" and text[place.start] not in "我本")
            ):
                continue
            if place.rule == "nation" and registry.of_region(CHINA) is None:
                continue
            if not closed.isdisjoint(range(match.start("word"), match.end())):
                continue
            for member in [place, *self._list_before(text, places, index)]:
                yield self._generic(
                    text,
                    member,
                    match["levels"],
                    match["word"],
                    registry,
                    match.end() if member is place else member.end,
                )
        for match in NATION.finditer(text):
            known = registry.of_region(CHINA)
            name = known.name if known else "中国" + match["word"]
            yield AgencyHit(match.start(), match.end(), "generic", name, CHINA, generic=known is None)

    def _list_before(self, text: str, places: Sequence[PlaceHit], index: int) -> Iterator[PlaceHit]:
        """Yield the places joined to one before police: 三明、尤溪警方."""
        while index > 0:
            left, right = places[index - 1], places[index]
            letters = left.end - left.start == 1 and right.end - right.start == 1
            gap = text[left.end : right.start]
            if not (LIST_GAP.fullmatch(gap) or (letters and LETTER_GAP.fullmatch(gap))):
                return
            index -= 1
            if places[index].via != "self":
                yield places[index]

    def _generic(self, text: str, place: PlaceHit, levels: str, word: str, registry: Registry, end: int) -> AgencyHit:
        """Give the hit of X警方."""
        known = registry.of_region(place.path)
        helps = (
            "在" in text[max(0, place.start - 8) : place.start]
            and self.under.match(text, end)
            or self.support.match(text, end)
        )
        role = "support" if helps else "lead"
        if known is not None:
            return AgencyHit(
                place.start,
                end,
                "generic.known",
                known.name,
                known.path,
                generic=False,
                role="support" if helps else "lead",
            )
        if word == "铁路警方" and (
            railway := next(
                (
                    body
                    for body in registry.bodies
                    if body.name.endswith("铁路公安局") and body.path == place.path.partition("/")[0]
                ),
                None,
            )
        ):
            return AgencyHit(place.start, end, "generic.known", railway.name, railway.path, generic=False)
        written = self._letter(place) or written_name(text, place) + (
            levels[:1] if levels[:1] in ("市", "省", "县", "州") else ""
        )
        organ = (
            "警方"
            if word in ("警察", "国家警察")
            else "公安机关"
            if word in ("公安民警", "公安干警", "公安部门")
            else word
        )
        rule = "generic" + CONTEXT if self.shown.search(text[max(0, place.start - 6) : place.start]) else "generic"
        hit = AgencyHit(place.start, end, rule, written + organ, place.path, generic=True)
        return replace(hit, role="support") if role == "support" else hit

    def _letter(self, place: PlaceHit) -> str | None:
        """Give the short name of a region that stands as one character."""
        if place.end - place.start != 1 and place.via != "self":
            return None
        return gazetteer().shorts.get(place.path, place.path.rpartition("/")[2])

    def _joint(self, text: str) -> Iterator[AgencyHit]:
        """Yield the foreign police in 中缅泰三国警方."""
        for match in JOINT.finditer(text):
            for position in range(match.start("countries"), match.end("countries")):
                country = self.letters.get(text[position])
                if country is not None:
                    yield AgencyHit(position, position + 1, "generic.letter", country + "警方", country, generic=True)

    def _one_name(self, hits: Sequence[AgencyHit]) -> list[AgencyHit]:
        """Give the generic names of one place the same form: the one that stands first with 警方 or 公安机关, not in a list."""
        names: dict[str, str] = {}
        for hit in sorted(
            hits, key=lambda hit: (hit.rule == "generic.list", not hit.name.endswith(("警方", "公安机关")), hit.start)
        ):
            if hit.generic and hit.jurisdiction:
                names.setdefault(hit.jurisdiction, hit.name)
        return [
            replace(hit, name=names[hit.jurisdiction]) if hit.generic and hit.jurisdiction in names else hit
            for hit in hits
        ]

    def _lists(
        self, text: str, places: Sequence[PlaceHit], registry: Registry, closed: set[int]
    ) -> Iterator[AgencyHit]:
        """Yield the police of each place of a list: 北京、天津等省市公安机关, 哈尔滨、北京等11个铁路公安局."""
        for index, place in enumerate(places):
            members = [place, *self._list_before(text, places, index)]
            if railway := RAILWAY_LIST.match(text, place.end):
                if len(members) > 1 or railway.group() != "铁路公安局":
                    for member in members:
                        name = written_name(text, member) + "铁路公安局"
                        yield AgencyHit(
                            member.start, member.end, "railway", name, member.path.partition("/")[0], generic=False
                        )
            elif many := MANY.match(text, place.end):
                for member in members:
                    if (known := registry.of_region(member.path)) is not None:
                        yield AgencyHit(
                            member.start, member.end, "generic.known", known.name, known.path, generic=False
                        )
                        continue
                    yield AgencyHit(
                        member.start,
                        member.end,
                        "generic.list",
                        written_name(text, member) + many["word"],
                        member.path,
                        generic=True,
                    )

    def __call__(self, doc: Doc) -> Doc:
        """Write the hits of a document, and mark the places of the lead agency."""
        hits = self.find(doc._.view, doc._.hits.places, doc._.article)
        doc._.hits.agencies = hits
        home = home_of(doc._.article, hits, doc._.hits.places)
        doc._.hits.places = [
            replace(place, role="jurisdiction")
            if place.via == "agency" and place.role is None and place.path == home
            else place
            for place in doc._.hits.places
        ]
        mark(doc, "agencies", hits)
        return doc


@Language.factory("agencies", assigns=["doc.spans"])
def make_agencies(nlp: Language, name: str) -> Agencies:
    """Give the component, for `nlp.add_pipe("agencies")`."""
    return Agencies()


__all__ = ["Agencies", "make_agencies", "own_name_before"]
