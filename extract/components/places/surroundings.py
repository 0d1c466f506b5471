"""What stands around the name of a place, and how it is meant for that reason."""

import re
from functools import cache

from extract.components.places.gazetteer import PACKAGE
from schema.lexicon import read_lexicon

NUMBER = "[0-9〇零一二三四五六七八九十]"
DATED = rf"(?:{NUMBER}{{2,4}}年)?(?:{NUMBER}{{1,3}}月)?{NUMBER}{{1,3}}日(?:上午|下午|凌晨)?"


@cache
def words(kind: str) -> str:
    """Give the cue words of a kind as alternatives of a pattern, longest first."""
    found = [
        row["word"]
        for row in read_lexicon(PACKAGE, "cues.tsv", key=("kind", "word"), ordered=True)
        if row["kind"] == kind
    ]
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


class Surroundings:
    """Tells how a place is meant by the words right before and after it."""

    def __init__(self) -> None:
        self.police = re.compile(
            rf"(?:[市省州县区]?(?:[、]?[市州县区]){{0,2}}(?:[两三]级)?)?(?:{words('police')})"
            rf"|[市州]?[\u4e00-\u9fff]{{0,3}}[区县港场镇乡](?:公安|警方)"
        )
        self.station = re.compile(r"[\u4e00-\u9fff]{0,2}?(?:派出所|检查站)")
        self.precinct = re.compile(r"(?:[市县区]?)(?:公安)?(?:分局|县局|市局)")
        self.court = re.compile(rf"(?:第[一二三四五]|铁路|[一二三四五六七八九十两]+家)?(?:{words('court')})")
        self.person = re.compile(
            r"(?:[市省县区])?(?:户?籍|人(?!民|员|次|身|口|士|大|力|工|数|均|群|脸|才|们|为|流|行|社|事|寿|保|物|家|间|性|心|类|质|体|防|文))"
        )
        self.medium = re.compile(rf"(?:{words('medium')})|网(?![络警安友民上逃点贷红吧约店购赌银])")
        self.dateline = re.compile(
            rf"[市省]?\s*(?:{DATED}\s*(?:[\u4e00-\u9fff]{{2,4}})?(?:电|讯|消息|综合)|(?:讯|电讯|消息|电)(?=[\s(（一-鿿]))"
        )
        self.wire = re.compile(rf"(?:{words('wire')}|\(记者[^()]{{0,12}}|[【(])\s*$")
        self.street = re.compile(rf"(?:{words('street')})(?![由上途过])")
        self.institution = re.compile(
            rf"(?:(?![某一两的在与和市区县等地几多各])[\u4e00-\u9fff]){{0,6}}?(?:{words('institution')})"
        )
        self.motion = re.compile(rf"(?:{words('motion')})(?:了|至|到|往|、)?$")
        self.caught = re.compile(rf"(?:{words('caught')})")
        self.victim_before = re.compile(rf"(?:{words('victim_before')})[^,。;:]{{0,6}}$")
        self.victim_after = re.compile(rf"(?:市|县)?(?:的)?(?:{words('victim_after')})|的?[\u4e00-\u9fff]某")
        self.support_after = re.compile(rf"(?:(?!在)[\u4e00-\u9fff、]){{0,10}}?(?:{words('support_after')})")
        self.list_mark = re.compile(r"(?:[市省县区]?、|和|及|以及|与|等地?|两地|三地|四地|,)")

    def via(self, text: str, start: int, end: int, *, full: bool) -> str | None:
        """Give the way in which the words after a place say that it is meant, None where they say nothing.

        `street` and `institution` mean that it is no place at all.
        """
        if not full and self.station.match(text, end):
            return "institution"
        if self.police.match(text, end) or (self.precinct.match(text, end) and not text.startswith("市局", end)):
            return "agency"
        if self.dateline.match(text, end) and self.wire.search(text, max(0, start - 16), start):
            return "medium"
        if self.person.match(text, end):
            return "person"
        if self.medium.match(text, end):
            return "medium"
        if self.court.match(text, end):
            return "court"
        if not full and self.street.match(text, end):
            return "street"
        if not full and self.institution.match(text, end):
            return "institution"
        return None
