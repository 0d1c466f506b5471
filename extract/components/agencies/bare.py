"""Police bodies named in part: 省公安厅, 市局, 颍东分局, 治安支队, 该局, 财富情报及调查科."""

import re
from collections.abc import Iterator, Sequence

from extract.carrier import PlaceHit
from extract.components.agencies.bodies import Body, Registry, district_of, official_name, own_name_before
from extract.components.agencies.lexicon import HAN, NUMERAL, STOP, bare_team, branch, sections, words, zone
from extract.components.places.self_words import SelfWords
from schema.places import CHINA

HONG_KONG, MACAU, TAIWAN = "香港特别行政区", "澳门特别行政区", "台湾省"
NUMBERED = re.compile(rf"(?<=支队)[{NUMERAL}]大队$")


class BareBodies:
    """Completes the names of bodies through the report's home and through the names that it gives in full."""

    def __init__(self) -> None:
        self.ministry = re.compile(rf"(?P<ministry>{words('ministry')})(?:(?P<bureau>{words('ministry_bureau')}))?")
        self.ministry_bureau = re.compile(rf"(?<![{HAN}])(?P<bureau>{words('ministry_alone')})")
        self.unit = re.compile(
            rf"(?<!全)(?P<unit>自治区|省|市|县|州|区|旗)(?P<word>公安厅|公安局|公安分局|警察局|(?:{words('body')})|{bare_team().pattern})"
        )
        self.short_unit = re.compile(
            rf"(?<![{HAN}])(?P<unit>省|市|县|州|区)(?P<word>厅|局)(?![部面限级])|(?<=[由在和、与经据])(?P<unit2>省|市|县|州)(?P<word2>厅|局)(?![部面限级])"
        )
        self.branch = re.compile(rf"(?:公安(?P<inner>[{HAN}]{{2,4}}?)分局)|(?P<word>公安分局|分局)")
        self.coref = re.compile(words("coref"))
        self.station = re.compile(r"(?:边境|边防|水上|森林)?派出所|边境检查站|出入境边防检查站|边防检查站|边检站")
        self.hongkong = re.compile(rf"(?:警务处)?(?:(?P<unit>{words('hongkong')}))|警务处|入境事务处")
        self.police = re.compile(rf"(?<![{HAN}])警方(?!提醒|呼吁|表示|相信)")
        self.macau = re.compile("司法警察局|司警(?!察)|治安警察局")
        self.selves = SelfWords()

    def find(
        self, text: str, places: Sequence[PlaceHit], registry: Registry, home: str | None, closed: set[int]
    ) -> Iterator[Body]:
        """Yield the bodies named in part that lie outside the offsets `closed`."""
        self.text, self.places, self.registry, self.home = text, places, registry, home
        for finder in (
            self._ministries,
            self._units,
            self._short_units,
            self._branches,
            self._stations,
            self._sections,
            self._special,
        ):
            for body in finder():
                if closed.isdisjoint(range(body.start, body.end)):
                    closed.update(range(body.start, body.end))
                    registry.add(body)
                    yield body

    def _ministries(self) -> Iterator[Body]:
        """Find the ministry and its bureaus."""
        for match in self.ministry.finditer(self.text):
            name = match.group()
            yield Body(
                match.start(), match.end(), name, match["ministry"], CHINA, match["bureau"] is None, False, "ministry"
            )
        if "公安部" in self.text:
            for match in self.ministry_bureau.finditer(self.text):
                if self.text.startswith("局长", match.end()) or self.text[match.end() : match.end() + 1] == "长":
                    continue
                yield Body(
                    match.start(), match.end(), "公安部" + match["bureau"], "公安部", CHINA, False, False, "ministry"
                )

    def _region(self, unit: str, at: int) -> str | None:
        """Give the region that a bare 省 or 市 before a body means."""
        if unit == "区" and (path := self.selves.region("区", "全", at, self.places, self.home)):
            return path
        return self.selves.region(unit[-1] if unit != "自治区" else "区", "全", at, self.places, self.home)

    def _complete(self, path: str, organ: str, start: int, end: int, *, tail: bool = True) -> Body:
        """Give the bureau of a region with the branch and the sections that follow."""
        known = self.registry.base_of_region(path)
        name = base = known or official_name(path, organ)
        whole, rule = True, "coref"
        if tail and (found := branch().match(self.text, end)) and name.endswith("公安局"):
            name, end = name + found.group(), found.end()
            base = name
            path = district_of(found.group(1), path) or path
        if tail and (found := sections().match(self.text, end)):
            name, end, whole, rule = name + found.group(), found.end(), False, "section"
        return Body(start, end, name, base, path, whole, False, rule)

    def _units(self) -> Iterator[Body]:
        """Complete 省公安厅, 市公安局."""
        for match in self.unit.finditer(self.text):
            path = self._region(match["unit"], match.start())
            if path is None:
                continue
            if match["word"] not in ("公安厅", "公安局", "公安分局", "警察局"):
                yield self._other_organ(path, match["word"], match.start(), match.end())
            elif match["word"] == "公安分局":
                found = self.registry.of_region(path)
                name = found.name if found else path.rpartition("/")[2] + "公安分局"
                yield Body(match.start(), match.end(), name, name, path, True, found is None, "coref")
            else:
                yield self._complete(path, match["word"], match.start(), match.end())

    def _other_organ(self, path: str, word: str, start: int, end: int) -> Body:
        """Give a body of a region that is no bureau: 市反诈骗中心, 省交警总队."""
        name = path.rpartition("/")[2] + word
        known = next((body for body in self.registry.bodies if body.path == path and body.name.endswith(word)), None)
        base = known.base if known else name
        return Body(start, end, known.name if known else name, base, path, known is None or known.whole, False, "coref")

    def _short_units(self) -> Iterator[Body]:
        """Complete 省厅, 市局."""
        for match in self.short_unit.finditer(self.text):
            unit = match["unit"] or match["unit2"]
            word = match["word"] or match["word2"]
            if (unit == "省") != (word == "厅"):
                continue
            path = self._region(unit, match.start())
            if path is not None and self.registry.base_of_region(path) is not None:
                yield self._complete(path, "公安" + word, match.start(), match.end(), tail=False)

    def _branches(self) -> Iterator[Body]:
        """Complete 汇东公安分局, 公安陈仓分局, 分局."""
        for match in self.branch.finditer(self.text):
            stem = match["inner"] or own_name_before(self.text, match.start())
            start = match.start() if match["inner"] else match.start() - len(stem)
            name = stem + (match["word"] or "分局")
            found = self.registry.ending_with(name) if stem else self._last_before(start, "分局")
            named = (
                match["inner"] or match["word"] == "公安分局" or stem[-1:] in tuple("区县市港") or zone().match(stem)
            )
            named = named or (self.home or "").startswith(TAIWAN)
            if found is None and (len(stem) < 2 or not named):
                continue
            path = found.path if found else self.home
            bureau = (
                self.registry.city_bureau(self.home) if self.home and found is None and zone().match(stem) else None
            )
            full = found.base if found else (bureau or "") + name
            end, whole = match.end(), True
            if tail := sections().match(self.text, end):
                end = tail.end()
                if stem or not self.registry.whole_named(full):
                    full, whole = full + tail.group(), False
            if (
                found is None
                and (self.home or "").startswith(TAIWAN)
                and (owner := self._last_before(start, "队", "局"))
            ):
                full = owner.name[: owner.name.index("警察局") + 3] + name if "警察局" in owner.name else full
            yield Body(
                start,
                end,
                full,
                found.base if found else name,
                path,
                whole,
                found is None,
                "branch" if found is None else "coref",
            )

    def _stations(self) -> Iterator[Body]:
        """Read stations and checkpoints that stand with their own name only."""
        for match in self.station.finditer(self.text):
            stem = own_name_before(self.text, match.start())
            if len(stem) < 2 or stem[0] in "各该本某两多几辖":
                continue
            start = match.start() - len(stem)
            known = self.registry.ending_with(stem + match.group())
            name = known.name if known else stem + match.group()
            yield Body(start, match.end(), name, name, known.path if known else self.home, False, True, "station")

    def _sections(self) -> Iterator[Body]:
        """Put the bureau before sections that stand alone."""
        for match in bare_team().finditer(self.text):
            before = self.text[match.start() - 1 : match.start()]
            if "\u4e00" <= before <= "\u9fff" and before not in STOP and before not in "该局市县":
                continue
            known = self._known_section(match.group())
            owner = self._last_before(match.start(), "局") or self._with_bureau(match.start())
            if known is None and owner is None:
                continue
            base = known.base if known else owner.base if owner else ""
            path = known.path if known else owner.path if owner else None
            name = known.name if known else base + match.group()
            start = match.start() - 2 if self.text[match.start() - 2 : match.start()] == "该局" else match.start()
            yield Body(start, match.end(), name, base, path, False, False, "coref")

    def _known_section(self, name: str) -> Body | None:
        """Give the section that a report names in full: itself, or one whose name holds it (便衣支队: 巡警(便衣侦查)支队)."""
        parts = [body for body in self.registry.bodies if not body.whole and body.rule != "station"]
        for body in parts:
            if body.name.endswith(name):
                return body
        main = NUMBERED.sub("", name)
        for body in parts:
            own = body.name[len(body.base) :] if body.name.startswith(body.base) else body.name
            if name[:2] in own and any(own.endswith(team) and main.endswith(team) for team in ("支队", "总队")):
                return body
        return None

    def _special(self) -> Iterator[Body]:
        """Read the forces of Hong Kong and Macau, and the words for the body named before."""
        home = self.home or ""
        if home.startswith(HONG_KONG) or any(hit.path.startswith(HONG_KONG) for hit in self.places):
            yield from self._hong_kong_police()
            for match in self.hongkong.finditer(self.text):
                if match.group() != "国家安全处":
                    word = match.group() if match["unit"] is None else "警务处" + match["unit"]
                    yield Body(
                        match.start(),
                        match.end(),
                        "香港" + word,
                        "香港警务处",
                        HONG_KONG,
                        match["unit"] is None,
                        False,
                        "hongkong",
                    )
        if home.startswith(MACAU) or any(hit.path.startswith(MACAU) for hit in self.places):
            for match in self.macau.finditer(self.text):
                word = match.group() if match.group() != "司警" else "司法警察局"
                yield Body(match.start(), match.end(), "澳门" + word, "澳门" + word, MACAU, True, False, "macau")
        for match in self.coref.finditer(self.text):
            if (found := self._last_before(match.start(), match.group()[1:])) is not None:
                yield Body(
                    match.start(), match.end(), found.name, found.base, found.path, found.whole, found.bare, "coref"
                )

    def _hong_kong_police(self) -> Iterator[Body]:
        """Read a bare 警方 of a Hong Kong medium as the force."""
        inland = any(body.path and not body.path.startswith(HONG_KONG) for body in self.registry.bodies)
        if (self.home or "").startswith(HONG_KONG) and not inland:
            for match in self.police.finditer(self.text):
                yield Body(match.start(), match.end(), "香港警务处", "香港警务处", HONG_KONG, True, False, "hongkong")

    def _with_bureau(self, at: int) -> Body | None:
        """Give the section of a bureau named last before an offset."""
        fitting = [
            body for body in self.registry.bodies if body.start < at and body.base.endswith("局") and not body.bare
        ]
        return max(fitting, key=lambda body: body.start, default=None)

    def _last_before(self, at: int, *endings: str) -> Body | None:
        """Give the body named last before an offset whose name ends so (局 for bureaus and branches, whole bodies first)."""
        fitting = [body for body in self.registry.bodies if body.start < at and body.name.endswith(endings)]
        if endings == ("局",):
            fitting = [body for body in fitting if body.whole] or fitting
        return max(fitting, key=lambda body: body.start, default=None)
