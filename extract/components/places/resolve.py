"""Deciding which place a name means: what stands before it, what else the report names, where it comes from."""

from collections import Counter
from dataclasses import dataclass

from extract.components.places.runs import Run
from schema.places import MUNICIPALITIES, Division

ENOUGH = 2.0
ENOUGH_FOR_A_WORD = 4.5
NOT_AT_ALL = 99.0
BEFORE_POLICE = 2.0
BESIDE = 2.5
NEAR = 40
KNOWN = 6.0


@dataclass(frozen=True, slots=True)
class Found:
    """A run with the place that it means."""

    run: Run
    path: str
    code: str | None
    via: str | None


def province_of(path: str) -> str:
    """Give the first part of a path."""
    return path.partition("/")[0]


def prefecture_of(path: str) -> str:
    """Give the first two parts of a path."""
    return "/".join(path.split("/")[:2])


class Resolver:
    """Keeps what a report has named so far and chooses among the meanings of a name by it."""

    def __init__(self, text: str, home: str | None) -> None:
        self.text = text
        self.home = home
        self.named: Counter[str] = Counter()
        self.known: set[str] = set()
        self.clear_places: list[tuple[int, int, str]] = []
        self.recent: list[tuple[int, str]] = []

    def note(self, run: Run, path: str, *, recent: bool = True) -> None:
        """Remember a place."""
        self.known.add(path)
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            self.named["/".join(parts[:depth])] += 1
        if recent:
            self.recent.append((run.end, path))
        else:
            self.clear_places.append((run.start, run.end, path))

    def narrow_home(self, path: str) -> None:
        """Take the region of the first police body as home where the source said none or a larger one that holds it."""
        if self.home is None or path.startswith(self.home + "/"):
            self.home = path

    def clear(self, run: Run) -> Division | None:
        """Give the meaning of a run that needs no context, None where it needs some."""
        if run.use != "free" and not run.narrowed and not (run.full and len(run.last) > 2 and run.use == "seldom"):
            return None
        if len(run.options) == 1:
            return run.options[0][0]
        places = sorted((place for place, _ in run.options), key=lambda place: place.path.count("/"))
        first = places[0]
        if first.level in ("province", "prefecture") and "/" not in first.path:
            return first
        if all(place.path == first.path or place.path.startswith(first.path) for place in places):
            return first
        prefectures = [place for place, form in run.options if place.level == "prefecture" and form != "abroad"]
        if len(prefectures) == 1 and not run.full:
            return prefectures[0]
        return None

    def score(self, place: Division, run: Run) -> float:
        """Say how well a meaning fits what the report has said (points set by hand on the development reports)."""
        path, total = place.path, 0.0
        if path in self.known:
            total += KNOWN
        if self.home and province_of(self.home) == province_of(path):
            total += 2
            city = self.home if self.home in MUNICIPALITIES else prefecture_of(self.home)
            if (city in MUNICIPALITIES or "/" in city) and path.startswith(city):
                total += 2
        for end, before in reversed(self.recent[-3:]):
            if not 0 <= run.start - end <= NEAR or "\n" in self.text[end : run.start]:
                continue
            if path.startswith(before + "/"):
                total += 4
            elif "/" in before and prefecture_of(before) == prefecture_of(path):
                total += 2.5
            elif province_of(before) == province_of(path):
                total += 1.5
        total += self._beside(path, run)
        total += min(self.named[prefecture_of(path)], 4) * 0.75 if "/" in path else 0
        total += min(self.named[province_of(path)], 4) * 0.5
        return total + (0.5 if place.level == "prefecture" else 0)

    def _beside(self, path: str, run: Run) -> float:
        """Give the points for a clear place right beside a name in a list (朝阳、海淀)."""
        for start, end, beside in self.clear_places:
            near = start - run.end == 1 or run.start - end == 1
            if near and province_of(beside) == province_of(path) and beside.count("/") == path.count("/"):
                return BESIDE
        return 0.0

    def choose(self, run: Run, *, cued: bool, police: bool) -> Division | None:
        """Give the meaning that fits best, None where none fits well enough or two fit alike.

        A name that is an ordinary word too (`cued` where the words around it call for a place) must fit better, and one that
        hardly ever is a place must have been named in full.
        """
        extra = BEFORE_POLICE if police else 0.0
        scored = sorted(
            ((self.score(place, run) + extra, -index) for index, (place, _) in enumerate(run.options)), reverse=True
        )
        best, index = scored[0]
        place = run.options[-index][0]
        if len(scored) > 1 and scored[1][0] == best and not self._same_place(place, run.options[-scored[1][1]][0]):
            return None
        if run.full and run.use == "free":
            needed = ENOUGH if len(run.options) > 1 else 0.0
        elif run.use == "free":
            needed = 0.0 if len(run.options) == 1 else ENOUGH
        elif run.use == "seldom":
            needed = ENOUGH if cued else KNOWN
        else:
            needed = ENOUGH_FOR_A_WORD if police or (cued and (run.full or place.path in self.known)) else NOT_AT_ALL
        return place if best >= needed else None

    def _same_place(self, one: Division, other: Division) -> bool:
        """Say whether one of two places holds the other (长沙: the city before its county)."""
        return other.path.startswith(one.path)
