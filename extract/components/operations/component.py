"""Proper names of operations, campaigns and special cases: “断卡”行动, “百日行动”, “净网2019”, “5·08”专案.

A quoted word is a name where its own form says so (a case code, a number or year at its end, 行动 inside the marks), where a
word for an operation follows, or where it is called a code name. Once introduced, a name is found again with and without
marks. Crimes, slang and mottos in marks are none, though they stand before 行动 too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extract.carrier import NameHit, mark
from schema.lexicon import read_lexicon

PACKAGE = "extract.components.operations"

OPEN, CLOSE = "“\"‘'《", "”\"’'》"
_DIGIT = "0-9〇零○一二三四五六七八九"
_SPECIAL_DAY = rf"(?:[{_DIGIT}]{{4}} ?[·.年-] ?)?[{_DIGIT}十]{{1,3}} ?[·.] ?[{_DIGIT}十]{{1,3}}"

QUOTED = re.compile(rf"[{OPEN}](?P<words>[^{OPEN}{CLOSE}\n。;!?]{{2,20}})[{CLOSE}]")
CODE = re.compile(rf"{_SPECIAL_DAY}(?:[-—]\d{{1,2}})?|[01]?\d[0-3]\d|20\d\d[01]\d[0-3]\d")
"""A day as the name of a case: 5·08, 12.15, 2011·11·18, 三·一六, 924."""
CODE_WITH_CASE = re.compile(rf"{_SPECIAL_DAY}(?:系列)?专?案")
NUMBERED = re.compile(
    rf"[一-龥]{{2,6}}[ ·—-]?(?:20\d\d(?:[-·]\d{{1,2}})?|[二两][〇零○0][{_DIGIT}]{{2}}"
    rf"|(?:\d{{1,3}}|[{_DIGIT}十]{{1,2}})号|\d\d-\d{{1,2}})"
)
"""A name with a year or a number at its end: 净网2019, 神剑1号, 使命2020-3."""

CASE = r"(?<![报立破方答档备草提议图预教办发并])案(?![例发由值底])"
CASE_AFTER = re.compile(rf"(?:(?!日|宣传|晚会|期间)[^,。;:!?、\n]){{0,26}}?(?P<ending>专案|{CASE}|战役|行动|专项|会战)")
LISTED_AFTER = re.compile(rf"等|[^,。;:!?、\n]{{0,26}}?{CASE}[、等]")
ROUND_AFTER = re.compile(r"第[一二三四五六七八九十\d]{1,2}[波轮阶批战季]")
WORK_AFTER = re.compile(r"(?:专门|重点)?(?:工作|整治|清查|集中整治|集中打击)")
BARE_CODE = re.compile(
    rf"(?<![\d·./A-Za-z“{_DIGIT}])(?P<code>(?:[01]?\d)[·.](?:[0-3]?\d))(?![公千克吨万亿元%米升倍个])"
    r"(?=(?:特大|重大|系列|跨[国境省]|电信|网络|团伙|毒品|[^,。;:!?、\d“” \n%亿万元]){0,8}?(?:专案|系列案))"
)
CODE_NAME_BEFORE = re.compile(r"(?:代号|行动名|定名|取名|命名)(?:是|为|叫|作)? ?:?$")
LAUNCHED_BEFORE = re.compile(r"(?:开展|部署|发起|打响|启动|推进|深化|组织)(?:了|的)?$")
SINCE_AFTER = re.compile(r"(?:[^,。;:!?\n]{0,16})以来")
BETWEEN_NAMES = re.compile(r" ?(?:、|,|和|与|及|以及|暨)? ?")
STOPS = "的了在被对将有是及并把为向从该其"
MOST_BETWEEN = 30
"""How far apart two cases of one row may stand."""
PLAIN_LENGTH = 4
"""From this length on a name introduced before is found again without marks; a shorter one only before a word for it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in marks: `start` and `end` with the marks."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why quoted words are a name, and whether they name a campaign."""

    rule: str
    campaign: bool


class Operations:
    """Finds the names of operations in a view of a text."""

    def __init__(self) -> None:
        endings = read_lexicon(
            PACKAGE,
            "endings.tsv",
            ordered=True,
            codes={"place": {"inside", "outside", "both", "whole"}, "campaign": {"yes", "no"}},
        )
        self.campaign = {row["word"]: row["campaign"] == "yes" for row in endings}
        self.whole = {row["word"] for row in endings if row["place"] == "whole"}
        inside = _alternatives(row["word"] for row in endings if row["place"] in ("inside", "both"))
        outside = _alternatives(row["word"] for row in endings if row["place"] in ("outside", "both"))
        self.inside = re.compile(rf"(?P<own>[^,。:]{{2,12}}?)(?<![在再齐后的])(?P<ending>{inside})(?:20\d\d)?")
        actors = _alternatives(row["word"] for row in read_lexicon(PACKAGE, "actors.tsv", ordered=True))
        self.outside = re.compile(
            rf"(?:等(?:一系列)?)?(?P<between>(?:(?!{actors})[^,。;:!?、“”《》\n{STOPS}]){{0,16}}?)"
            rf"(?P<ending>{outside})(?![力为于轨])"
        )
        self.endings = re.compile(rf"(?:{outside})")
        self.not_names = {row["word"] for row in read_lexicon(PACKAGE, "not_names.tsv", ordered=True)}
        self.documents = tuple(row["word"] for row in read_lexicon(PACKAGE, "documents.tsv", ordered=True))
        before = _alternatives(row["word"] for row in read_lexicon(PACKAGE, "before.tsv", ordered=True))
        self.object_before = re.compile(rf"(?:{before})(?:各类|一批|所谓的?)?$")
        context = read_lexicon(PACKAGE, "context.tsv", ordered=True, codes={"place": {"before", "after"}})
        self.context_before, self.context_after = (
            re.compile(f"(?:{_alternatives(row['word'] for row in context if row['place'] == place)}){end}")
            for place, end in (("before", "$"), ("after", ""))
        )
        national = read_lexicon(PACKAGE, "national.tsv", ordered=True)
        self.national = {row["name"] for row in national}
        self.bare = re.compile(
            "|".join(
                re.escape(row["name"])
                + ("" if row["after"] == "-" else rf"(?:20\d\d)?(?=(?:专项)?{re.escape(row['after'])})")
                for row in national
            )
        )

    def find(self, text: str) -> list[NameHit]:
        """Give the names in a view, left to right, none overlapping; the span holds the marks where there are any.

        Hits of the rules `operation.listed` (one of several, or among others) and `operation.context` (the plan behind an
        operation, a comparison) only mention a name; every other hit may name what its sentence reports.
        """
        quoted = [Quoted(*match.span(), match["words"].strip()) for match in QUOTED.finditer(text)]
        found = self._reasons(text, quoted)
        names: dict[str, bool] = {}
        for item, reason in zip(quoted, found, strict=True):
            if reason:
                names[item.words] = names.get(item.words, False) or reason.campaign
        full = {words: self._full(words, names) for words in names}
        hits = []
        for item, reason in zip(quoted, found, strict=True):
            if item.words in names:
                name = full[item.words]
                hits.append(
                    NameHit(item.start, item.end, reason.rule if reason else "operation.again", name, names[name])
                )
        introduced = {name: campaign for name, campaign in names.items() if full[name] == name}
        hits += self._unmarked(text, introduced, [(item.start, item.end) for item in quoted])
        return sorted(hits, key=lambda hit: hit.start)

    def _full(self, words: str, names: dict[str, bool]) -> str:
        """Give the name that the words shorten: “霹雳” where the text also has “霹雳二号”, else the words themselves."""
        if NUMBERED.fullmatch(words):
            return words
        longer = [name for name in names if name != words and name.startswith(words) and NUMBERED.fullmatch(name)]
        return longer[-1] if longer else words

    def _reasons(self, text: str, quoted: list[Quoted]) -> list[Reason | None]:
        reasons: list[Reason | None] = []
        listed_until = -1
        for group in _groups(text, quoted):
            last = group[-1]
            for item in group:
                reason = self._reason(text, item, group[0], last)
                listing = LISTED_AFTER.match(text, last.end) or (text.startswith("、", last.end) and reason)
                if reason and (listing or item.start <= listed_until):
                    reason = Reason("operation.listed", reason.campaign)
                    # A row of cases ends with one that nothing follows.
                    listed_until = last.end + MOST_BETWEEN if listing else -1
                elif reason and self._only_mentioned(text, item, last):
                    reason = Reason("operation.context", reason.campaign)
                reasons.append(reason)
        return reasons

    def _only_mentioned(self, text: str, item: Quoted, last: Quoted) -> bool:
        if self.context_before.search(text[max(0, item.start - 8) : item.start]):
            return True
        after = self.outside.match(text, last.end)
        return bool(self.context_after.match(text, after.end() if after else last.end))

    def _reason(self, text: str, item: Quoted, first: Quoted, last: Quoted) -> Reason | None:
        """Say why the words in marks are a name, None where they are none; they stand in a row from `first` to `last`."""
        words, before = item.words, text[max(0, first.start - 6) : first.start]
        if words in self.not_names or (text[item.start] == "《" and words.endswith(self.documents)):
            return None
        called = CODE_NAME_BEFORE.search(before) is not None
        if CODE.fullmatch(words):
            after = CASE_AFTER.match(text, last.end)
            return Reason("operation.code", False) if after or called else None
        if CODE_WITH_CASE.fullmatch(words):
            return Reason("operation.code", False)
        if words in self.whole:
            return Reason("operation.inside", True)
        inside = self.inside.fullmatch(words)
        if inside and inside["own"] not in self.not_names and text[item.start] != "《":
            return Reason(
                "operation.inside",
                self.campaign[inside["ending"]] or inside["own"] in self.national or words[-1].isdigit(),
            )
        if NUMBERED.fullmatch(words):
            return Reason("operation.numbered", "号" not in words and "-" not in words)
        if called:
            return Reason("operation.code_name", False)
        return self._followed(text, item, last, before)

    def _followed(self, text: str, item: Quoted, last: Quoted, before: str) -> Reason | None:
        """Read “铁网”追逃行动, “云剑”“断卡”等专项行动, “断卡”第三轮 and 推进“扫黄打非”工作."""
        if self.object_before.search(before) or len(item.words) > 12:
            return None
        if ROUND_AFTER.match(text, last.end):
            return Reason("operation.round", True)
        if LAUNCHED_BEFORE.search(before) and WORK_AFTER.match(text, last.end):
            return Reason("operation.work", True)
        after = self.outside.match(text, last.end)
        if after is None or (after["ending"] == "专案" and after["between"]):
            return None
        campaign = self.campaign[after["ending"]] or "专项" in after[0] or item.words in self.national
        return Reason("operation.followed", campaign or SINCE_AFTER.match(text, after.end()) is not None)

    def _unmarked(self, text: str, names: dict[str, bool], taken: list[tuple[int, int]]) -> Iterator[NameHit]:
        """Find names without marks: those introduced with marks, case codes before 专案, campaigns that everyone knows."""
        blocked = bytearray(len(text))
        for start, end in taken:
            blocked[start:end] = b"\1" * (end - start)
        for name in sorted(names, key=len, reverse=True):
            for match in re.finditer(re.escape(name), text):
                plain = len(name) >= PLAIN_LENGTH and not CODE.fullmatch(name)
                if plain or self.endings.match(text, match.end()):
                    yield from self._free(match.span(), name, "operation.again", names[name], blocked)
        for match in BARE_CODE.finditer(text):
            yield from self._free(match.span("code"), match["code"], "operation.bare_code", False, blocked)
        for match in self.bare.finditer(text):
            yield from self._free(match.span(), match[0], "operation.national", True, blocked)

    def _free(
        self, span: tuple[int, int], name: str, rule: str, campaign: bool, blocked: bytearray
    ) -> Iterator[NameHit]:
        start, end = span
        if any(blocked[start:end]):
            return
        blocked[start:end] = b"\1" * (end - start)
        yield NameHit(start, end, rule, name, campaign)

    def __call__(self, doc: Doc) -> Doc:
        """Find the names in a document."""
        doc._.hits.names = self.find(doc._.view)
        mark(doc, "names", doc._.hits.names)
        return doc


def _groups(text: str, quoted: list[Quoted]) -> Iterator[list[Quoted]]:
    """Yield quoted words in the rows that they stand in: “云剑”“断卡”、“断流”."""
    group: list[Quoted] = []
    for item in quoted:
        if group and not BETWEEN_NAMES.fullmatch(text, group[-1].end, item.start):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


@Language.factory("operations", assigns=["doc.spans"])
def make_operations(nlp: Language, name: str) -> Operations:
    """Give the component that finds the names of operations."""
    return Operations()
