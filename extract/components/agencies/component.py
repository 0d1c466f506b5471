"""Agencies: the police bodies of a report, each with its full name, its region and its part."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import AgencyHit, PlaceHit, mark
from extract.components.agencies.acting import Acting
from extract.components.agencies.bare import BareBodies
from extract.components.agencies.bodies import Body, Registry, full_bodies
from extract.components.agencies.generic import LIST_GAP, Generics
from extract.components.agencies.home import home_of
from extract.components.agencies.lexicon import aliases
from extract.components.places.home import home_of_article
from schema.models import Article
from schema.places import CHINA


class Agencies:
    """Recognises police bodies and writes `doc._.hits.agencies`; runs after the places.

    A name given in part is completed through the report's home and the names that stand in full elsewhere. A generic name (X警方)
    becomes the body of that place where the report names one (rule `generic.known`). Rules that end in `.context` mark bodies
    that are named without acting: they gave orders, spoke, took a report or took over a case; `.superior` marks the ministry
    where it stands above those who act (督办, 指挥).
    """

    def __init__(self) -> None:
        self.acting = Acting()
        self.bare = BareBodies()
        self.generics = Generics(self.acting)

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
        ends = {hit.end: hit for hit in places if hit.via != "self" and hit.rule not in ("nation", "mainland")}
        registry = Registry()
        bodies = list(full_bodies(text, ends))
        registry.bodies.extend(bodies)
        closed = {position for body in bodies for position in range(body.start, body.end)}
        home = self._home(article, bodies, places)
        bodies += self.bare.find(text, places, registry, home, closed)
        bodies = [self._fuller(body, registry) for body in bodies]
        registry.bodies = bodies
        hits = [self._hit(text, body, registry, article) for body in bodies if not self.acting.is_claimed(text, body)]
        hits += self.generics.find(text, places, registry, closed)
        return self._share_support(text, sorted(hits, key=lambda hit: (hit.start, hit.end)))

    def _share_support(self, text: str, hits: list[AgencyHit]) -> list[AgencyHit]:
        """Give the members of a list of bodies the part of its last one (在A、B协助下)."""
        for index in range(len(hits) - 2, -1, -1):
            left, right = hits[index], hits[index + 1]
            if right.role == "support" and LIST_GAP.fullmatch(text[left.end : right.start]):
                hits[index] = replace(left, role="support")
        return hits

    def _home(self, article: Article | None, bodies: Sequence[Body], places: Sequence[PlaceHit]) -> str | None:
        """Give the region that bare bodies belong to: the source's, else that of the first body, else the first place."""
        if article is not None and (home := home_of_article(article)) is not None:
            return home
        regions = [body.path for body in bodies if body.path]
        regions += [hit.path for hit in places if hit.via in ("agency", "full", "short") and hit.path != CHINA]
        return regions[0] if regions else None

    def _fuller(self, body: Body, registry: Registry) -> Body:
        """Give a body the fuller name that the report has for it elsewhere."""
        for found in (self._by_alias(body, registry), self._by_ending(body, registry), self._by_bureau(body, registry)):
            if found is not None:
                return found
        return body

    def _by_alias(self, body: Body, registry: Registry) -> Body | None:
        """Complete an organ's short name: 云南边检总站, 公安部网安局, where the report has the long one too."""
        for short, full in aliases():
            if short not in body.name or full in body.name:
                continue
            name = body.name.replace(short, full, 1)
            for other in registry.bodies:
                same_place = other.path == body.path and other.whole == body.whole and other.name.endswith(full)
                if other.name == name or same_place:
                    return replace(body, name=other.name, base=other.base, path=other.path)
        return None

    def _by_ending(self, body: Body, registry: Registry) -> Body | None:
        """Complete a body that is named as part of a larger one elsewhere."""
        for ending in (body.name, body.name.replace("铁路公安处", "公安处")):
            longer = registry.ending_with(ending)
            if longer is not None and longer.path == body.path:
                return replace(body, name=longer.name, base=longer.base, bare=False)
        return None

    def _by_bureau(self, body: Body, registry: Registry) -> Body | None:
        """Complete a section by its bureau's official name, a branch by the bureau that it belongs to."""
        if body.path is None or body.rule == "station":
            return None
        known, tail = registry.of_region(body.path), body.name[len(body.base) :]
        if known is not None and known.whole and known.name != body.name:
            same_organ = known.name.endswith(("公安局", "公安厅")) and known.name[-3:] == body.base[-3:]
            if same_organ and len(known.name) > len(body.base):
                return replace(body, name=known.name + tail, base=known.name)
            if body.bare and not known.bare and body.path.count("/") > 1:
                return replace(body, name=known.name + tail, base=known.name, bare=False)
        if not body.bare:
            return None
        above = registry.base_above(body.path)
        if above is not None and "分局" in body.name and not body.name.startswith(above):
            return replace(body, name=above + body.name.replace("公安分局", "分局"), base=above, bare=False)
        return None

    def _hit(self, text: str, body: Body, registry: Registry, article: Article | None) -> AgencyHit:
        """Give the hit of a body."""
        rule = self.acting.rule(text, body, article.title if article else "")
        name = self.acting.name(text, body, registry)
        return AgencyHit(
            body.start,
            body.end,
            rule,
            name,
            body.path,
            generic=False,
            role=self.acting.role(text, body.start, body.end),
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
