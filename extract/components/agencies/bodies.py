"""Police bodies named in full, and what a report knows of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from extract.carrier import PlaceHit
from extract.components.agencies.lexicon import STOP, before_name, branch, organ, sections, zone
from extract.components.places.gazetteer import gazetteer, options_on
from schema.places import MUNICIPALITIES, by_path, divisions

RAILWAY = ("铁路公安局",)
OWN_NAME = 6
ENDS_WITH_AND = 2
LONGEST_ZONE = 10
ZONE_ORGANS = ("公安局", "公安分局", "分局")


@dataclass(frozen=True, slots=True)
class Body:
    """A police body where it stands.

    `name` is as full as the words here allow, `base` the bureau that it is part of, `path` the region that it answers for.
    `whole` says that the bureau itself is meant, `bare` that words before it may have been left out.
    """

    start: int
    end: int
    name: str
    base: str
    path: str | None
    whole: bool
    bare: bool
    rule: str

    @property
    def is_branch(self) -> bool:
        """Say whether it is a branch of a bureau, or a part of one."""
        return "分局" in self.base


@dataclass
class Registry:
    """The bodies that a report names in full, found again by region."""

    bodies: list[Body] = field(default_factory=list)

    def add(self, body: Body) -> None:
        """Remember a body."""
        self.bodies.append(body)

    def of_region(self, path: str) -> Body | None:
        """Give the body of a region: its bureau before one of its sections, the fullest name first."""
        here = [
            body
            for body in self.bodies
            if body.path == path and body.rule != "station" and not self._other_seat(body, path)
        ]
        wholes = [body for body in here if body.whole]
        if wholes:
            return max(wholes, key=lambda body: (not body.bare, len(body.name), -body.start))
        if here:
            return here[0]
        below = [
            body
            for body in self.bodies
            if body.is_branch and not body.bare and body.path and body.path.rpartition("/")[0] == path
        ]
        return below[0] if len({body.path for body in below}) == 1 and below[0].name.startswith(_last(path)) else None

    def _other_seat(self, body: Body, path: str) -> bool:
        """Say whether a body is a branch that answers for an unnamed part of a city only."""
        return body.is_branch and path.count("/") < 2 and path.partition("/")[0] not in MUNICIPALITIES

    def base_of_region(self, path: str) -> str | None:
        """Give the name of the bureau of a region, where the bureau or one of its parts is named in full."""
        for body in self.bodies:
            if body.path == path and body.base and not body.bare and not self._other_seat(body, path):
                return body.base
        return None

    def city_bureau(self, path: str) -> str | None:
        """Give the bureau of the city that holds a place, known from any body that stands under it."""
        city = "/".join(path.split("/")[:2])
        found = self.base_of_region(city)
        for body in self.bodies:
            if (
                found is None
                and body.path
                and body.path.startswith(city)
                and body.name.startswith(_last(city) + "公安局")
            ):
                found = _last(city) + "公安局"
        return found

    def railway_bureau(self, province: str) -> Body | None:
        """Give the railway bureau that answers for a province."""
        return next((body for body in self.bodies if body.path == province and body.name.endswith(RAILWAY)), None)

    def whole_named(self, name: str) -> bool:
        """Say whether a bureau is named by itself, without a section."""
        return any(body.whole and body.name == name for body in self.bodies)

    def base_above(self, path: str) -> str | None:
        """Give the bureau of the city that a district lies in, known from another of its branches too."""
        city = path.rpartition("/")[0]
        for body in self.bodies:
            if body.bare or not body.path:
                continue
            if body.path == city and body.base:
                return body.base
            if (
                body.path.rpartition("/")[0] == city
                and "公安局" in body.name
                and not body.name.startswith(_last(body.path))
            ):
                return body.name[: body.name.index("公安局") + 3]
        return None

    def ending_with(self, name: str) -> Body | None:
        """Give a body whose full name ends with a shorter one (汇东公安分局 → 自贡市公安局汇东公安分局)."""
        plain = name.replace("公安分局", "分局")
        for body in self.bodies:
            if not body.bare and body.name != name and body.name.replace("公安分局", "分局").endswith(plain):
                return body
        return None


def _last(path: str) -> str:
    """Give the last name of a path."""
    return path.rpartition("/")[2]


def written_name(text: str, hit: PlaceHit) -> str:
    """Give the last name of a place as it is written: of 四川省西昌市 西昌市, of 安徽滁州 滁州."""
    written = text[hit.start : hit.end]
    for size in range(2, len(written)):
        if any(place.path == hit.path for place, _ in options_on(written[-size:], None)) or written[-size:] == _last(
            hit.path
        ):
            return written[-size:]
    return written


def own_name_before(text: str, end: int) -> str:
    """Give the characters before an organ that may be its own name (红花套派出所), back to the nearest boundary.

    Empty where no boundary is near: then words of the sentence run on into the organ.
    """
    start = end
    while start > 0 and end - start < OWN_NAME and _may_be_in_name(text[start - 1]):
        start -= 1
    if start == end > ENDS_WITH_AND and text[end - 1] == "和" and _is_han(text[end - 2]) and text[end - 3] in STOP:
        start = end - 2
    bounded = start == 0 or not _may_be_in_name(text[start - 1])
    for found in before_name().finditer(text, start, end):
        start, bounded = found.end(), True
    return text[start:end] if bounded else ""


def _is_han(character: str) -> bool:
    """Say whether a character is Chinese."""
    return "\u4e00" <= character <= "\u9fff"


def _may_be_in_name(character: str) -> bool:
    """Say whether a character may stand in an organ's own name."""
    return _is_han(character) and character not in STOP


def district_of(stem: str, city: str) -> str | None:
    """Give the district of a city that a branch is named after (青山, 青山区), None where it is named after something else."""
    for name in (stem, stem + "区", stem + "县", stem + "市"):
        if by_path(f"{city}/{name}") is not None:
            return f"{city}/{name}"
    for place in divisions():
        if place.path.startswith(city + "/") and not place.successors and gazetteer().shorts.get(place.path) == stem:
            return place.path
    return None


def full_bodies(text: str, ends: Mapping[int, PlaceHit]) -> Iterator[Body]:
    """Yield the bodies that stand right after their place, with the branches and sections after them."""
    past = 0
    for match in organ().finditer(text):
        if match.start() < past:
            continue
        place, word = ends.get(match.start()), match.group()
        if place is None and word in ZONE_ORGANS and (city := _city_before_zone(text, match.start(), ends)) is not None:
            zone_name = text[city.end : match.start()] + word
            name = written_name(text, city) + zone_name
            past = match.end()
            yield Body(city.start, past, name, name, city.path, True, word != "公安局", "branch")
            continue
        if place is None or (word.endswith("分局") and not _may_have_branch(text, place)):
            continue
        body = body_at(text, place, match.end(), word)
        past = body.end
        inner = next((ends[at] for at in range(past + 2, past + 5) if at in ends and ends[at].start == past), None)
        if (
            inner is not None
            and (below := organ().match(text, inner.end))
            and not below.group().endswith(("分局", "公安局", "公安厅"))
        ):
            lower = body_at(text, inner, below.end(), below.group())
            body = replace(lower, start=body.start, name=body.name + lower.name, base=body.name + lower.base)
            past = body.end
        yield body


def _city_before_zone(text: str, at: int, ends: Mapping[int, PlaceHit]) -> PlaceHit | None:
    """Give the city before a part of it that is no division, where such a part ends at an offset."""
    for start in range(at - 2, max(0, at - LONGEST_ZONE), -1):
        if start in ends and zone().match(text, start, at):
            return ends[start]
    return None


def _may_have_branch(text: str, place: PlaceHit) -> bool:
    """Say whether a place before 分局 is a district, and stands by itself: not 武汉市公安局青山分局."""
    district = place.path.count("/") > 1 or place.path.partition("/")[0] in MUNICIPALITIES
    return district and text[max(0, place.start - 3) : place.start] not in ("公安局", "警察局")


def body_at(text: str, place: PlaceHit, end: int, word: str) -> Body:
    """Give the body of a place whose organ ends at an offset."""
    place_name = written_name(text, place)
    if word.endswith(("诈骗中心", "反诈中心")):
        place_name = _last(place.path)
    if word == "刑大":
        place_name, word = _last(place.path), "警察局刑事警察大队"
    name, path = place_name + word, _answers_for(place.path, word)
    bare = word in ("分局", "公安分局") or word.endswith("派出所")
    base, whole = name, not word.endswith("派出所")
    if word.endswith("刑事警察大队"):
        base, whole = name.removesuffix("刑事警察大队"), False
    rule = "station" if word.endswith("派出所") else "branch" if bare else "body"
    if word.endswith(("公安局", "警察局")) and (found := branch().match(text, end)):
        stem = found.group(1)
        name, end, base = name + found.group(), found.end(), name + found.group()
        path = district_of(stem, place.path) or _city_of(stem) or path
        rule = "branch"
    if found := sections().match(text, end):
        name, end, whole = name + found.group(), found.end(), False
        rule = "section"
    return Body(place.start, end, name, base, path, whole, bare, rule)


def _answers_for(path: str, word: str) -> str:
    """Give the region that a body answers for: a railway bureau for the province of its seat."""
    if word in RAILWAY and path.count("/") == 1:
        return path.partition("/")[0]
    return path


def _city_of(stem: str) -> str | None:
    """Give the city that a railway police division is named after."""
    found = [place.path for place, _ in options_on(stem, None) if place.level == "prefecture"]
    return found[0] if len(found) == 1 else None


def official_name(path: str, organ: str) -> str:
    """Give the name of the bureau of a region: 山西省公安厅, 湘西土家族苗族自治州公安局."""
    place = by_path(path)
    return (place.name if place else _last(path)) + organ
