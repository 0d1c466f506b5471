"""Places: divisions of China and places abroad, resolved to paths, with how and in which part they are named."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import PlaceHit, PlaceRole, mark
from extract.components.places.abbreviations import Abbreviations
from extract.components.places.home import home_of_article
from extract.components.places.resolve import Found, Resolver
from extract.components.places.runs import Run, runs
from extract.components.places.self_words import SelfWords
from extract.components.places.surroundings import Surroundings
from schema.models import Article
from schema.places import CHINA, Division, by_path

NAMED = ("full", "short", "abroad")
LONGEST_GAP = 2
STEPS = (",", ";", "等地,", "等地、")
LIST_GAP = re.compile(r"(?:[、和及与]|以及|及其|、?和)$")
OUTSIDE_THE_MAINLAND = ("香港特别行政区", "澳门特别行政区", "台湾省")
MAINLAND = re.compile(r"内地(?!市民|居民|人|各省|客|籍|案|骗案)")
NATION = re.compile(r"全国(?!人大|政协|妇联|性|两会|工商联|劳模|优秀|先进|第|总工会|文明|统一|信用|企业|高考|首)")


class Places:
    """Recognises places and writes `doc._.hits.places`.

    Names and their years come from `schema.places`; what a name means is decided by the region before it, by the other places of
    the report, and by the region that its source writes for. What cannot be decided is dropped.
    """

    def __init__(self) -> None:
        self.around = Surroundings()
        self.selves = SelfWords()
        self.abbreviations = Abbreviations()

    def find(self, text: str, article: Article | None = None) -> list[PlaceHit]:
        """Give the places of a text, in order.

        Parameters
        ----------
        text
            A view of the text (`extract.view.view`).
        article
            What the text comes from: its source, site and day resolve 我市, names of the day, and names of several places.
        """
        year = (article.published or "")[:4] or None if article else None
        home = home_of_article(article) if article else None
        found = self._resolve(text, year, home)
        hits = [self._hit(text, one) for one in found]
        hits += self.abbreviations.find(text, [(hit.start, hit.end) for hit in hits])
        hits += [PlaceHit(m.start(), m.end(), "nation", CHINA, "CN", "full") for m in NATION.finditer(text)]
        if home is not None and home.startswith(OUTSIDE_THE_MAINLAND):
            hits += [PlaceHit(m.start(), m.end(), "mainland", CHINA, "CN", "short") for m in MAINLAND.finditer(text)]
        hits.sort(key=lambda hit: hit.start)
        hits += self.selves.find(text, hits, home)
        return sorted(self._share_roles(text, hits), key=lambda hit: (hit.start, hit.end))

    def _resolve(self, text: str, year: str | None, home: str | None) -> list[Found]:
        """Resolve the runs: the clear ones first, then the others with their help."""
        candidates: list[tuple[Run, str | None]] = []
        for run in runs(text, year):
            via = self.around.via(text, run.start, run.end, full=run.full)
            if via in ("street", "institution") and run.narrowed:
                via = None
            if via not in ("street", "institution"):
                candidates.append((run, via))
        resolver = Resolver(text, home)
        clear: dict[int, Division] = {}
        for run, via in candidates:
            place = resolver.clear(run)
            if place is not None:
                clear[run.start] = place
                resolver.note(run, place.path, recent=False)
                if via == "agency" and place.level != "country":
                    resolver.narrow_home(place.path)
        found: list[Found] = []
        for run, via in candidates:
            chosen = clear.get(run.start) or resolver.choose(
                run, cued=self._cued(text, run, via), police=via == "agency"
            )
            if chosen is None:
                continue
            path = self._path(text, run, chosen)
            resolver.note(run, path)
            found.append(
                Found(run, path, None if ":" in chosen.code or chosen.level == "country" else chosen.code, via)
            )
        return found

    def _path(self, text: str, run: Run, place: Division) -> str:
        """Give the path as it is written: abroad with the unit that the text gives."""
        if any(form == "abroad" for _, form in run.options):
            written = text[run.start : run.end]
            path = place.path
            if written.endswith("市") and not path.endswith("市") and by_path(path + "市") is not None and "/" in path:
                path += "市"
            province = re.search(r"([\u4e00-\u9fff]{2,4}省)(?=[\u4e00-\u9fff]{2,5}$)", written)
            country = path.partition("/")[0]
            for size in (4, 3, 2):
                if province and by_path(f"{country}/{province.group(1)[-size - 1 :]}") and path.count("/") == 1:
                    return f"{country}/{province.group(1)[-size - 1 :]}/{path.rpartition('/')[2]}"
            return path
        return place.path

    def _cued(self, text: str, run: Run, via: str | None) -> bool:
        """Say whether the words around a run call for a place."""
        if via in ("agency", "court"):
            return True
        if self.around.motion.search(text, max(0, run.start - 6), run.start):
            return True
        return bool(
            LIST_GAP.search(text, max(0, run.start - 2), run.start) or self.around.list_mark.match(text, run.end)
        )

    def _hit(self, text: str, found: Found) -> PlaceHit:
        """Give the hit of a resolved run, with its role where the words are clear."""
        run = found.run
        forms = {form for place, form in run.options if found.path.startswith(place.path)} or {
            form for _, form in run.options
        }
        via = (
            found.via
            if found.via in ("agency", "person", "medium")
            else "full"
            if run.full
            else "abroad"
            if "abroad" in forms
            else "short"
        )
        rule = found.via if found.via == "court" else via
        return PlaceHit(run.start, run.end, f"place.{rule}", found.path, found.code, via, self._role(text, run, via))

    def _role(self, text: str, run: Run, via: str) -> PlaceRole | None:
        """Say which part a place plays where the words around it are clear."""
        around = self.around
        if around.support_after.match(text, run.end):
            return "support"
        if via in ("agency", "medium", "person"):
            return None
        if around.victim_before.search(text, max(0, run.start - 12), run.start) or around.victim_after.match(
            text, run.end
        ):
            return "victim"
        clause = re.compile(r"[^。;!?\n]{0,30}").match(text, run.end)
        if (
            around.motion.search(text, max(0, run.start - 6), run.start)
            and clause
            and around.caught.search(clause.group())
        ):
            return "action"
        return None

    def _share_roles(self, text: str, hits: Sequence[PlaceHit]) -> list[PlaceHit]:
        """Give the members of a list of places the part and, before police, the way of reading that its ends have."""
        shared = list(hits)
        joined = [
            index
            for index in range(1, len(shared))
            if shared[index].start - shared[index - 1].end <= LONGEST_GAP
            and LIST_GAP.fullmatch(text[shared[index - 1].end : shared[index].start] or "-")
        ]
        for index in reversed(joined):
            left, right = shared[index - 1], shared[index]
            if right.via == "agency" and left.via in NAMED:
                shared[index - 1] = replace(left, via="agency", role=right.role)
            elif right.role == "victim" and left.role is None:
                shared[index - 1] = replace(left, role="victim")
        for index in range(1, len(shared)):
            left, right = shared[index - 1], shared[index]
            if index not in joined and text[left.end : right.start] not in STEPS:
                continue
            if left.role == "action" and right.role is None and right.via in NAMED:
                shared[index] = replace(right, role="action")
        return shared

    def __call__(self, doc: Doc) -> Doc:
        """Write the hits of a document."""
        doc._.hits.places = self.find(doc._.view, doc._.article)
        mark(doc, "places", doc._.hits.places)
        return doc


@Language.factory("places", assigns=["doc.spans"])
def make_places(nlp: Language, name: str) -> Places:
    """Give the component, for `nlp.add_pipe("places")`."""
    return Places()
