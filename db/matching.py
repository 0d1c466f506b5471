"""When two events of different reports are one: the rules, without the database.

Each rule gives its reason in words, or nothing. They are made to be precise rather than complete: what is joined wrongly is
counted too little, and nobody sees it.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from db.textprint import figures, letters, likeness, shingles
from schema.places import CHINA, is_within

LEAST_VALUE = 3
"""Smaller numbers are in every report."""

TELLING_VALUE = 10
"""A number from here on tells something where dates do not."""

ALIKE = 0.8
"""Jaccard likeness of four-character runs from which two texts are copies."""

SAME_FIGURES = 0.6
"""Likeness of the numbers in two texts below which they are two issues of one template, not copies."""

LEAST_TEXT = 60
"""Letters that a text must have to be recognised as a copy."""

NEAR = timedelta(days=3)
"""How far apart two accounts may date the same event."""

SAME_SEASON = timedelta(days=60)
"""How far apart two reports of an undated event may be published."""

SAME_CASE = timedelta(days=730)
"""How far apart two reports of a case with the same number may be published."""

CASE_NAME = re.compile(r"(?:\d{2,4}\W)?\d{1,2}\W\d{1,2}")
"""A case named after its day (2·12, 2019·5·08): within a region it hardly repeats in two years."""

Figure = tuple[str, Decimal, str, str | None]
"""What two facts must agree in to be the same: measure, value, unit and item."""


@dataclass(slots=True)
class Candidate:
    """An event as the rules see it. `figures` gives each figure with its qualifiers; `regions` joins places and jurisdiction."""

    id: int
    report: int
    page: int
    key: str
    kind: str
    name: str | None
    first_day: date | None
    last_day: date | None
    published_day: date | None
    figures: dict[Figure, set[str]] = field(default_factory=dict)
    regions: set[str] = field(default_factory=set)
    agencies: set[str] = field(default_factory=set)


def same_text(left: str, right: str) -> str | None:
    """Say why two texts are copies of one another, if they are."""
    plain, other = letters(left), letters(right)
    if min(len(plain), len(other)) < LEAST_TEXT:
        return None
    if plain == other:
        return "the texts are the same"
    alike = likeness(shingles(left), shingles(right))
    if alike < ALIKE or likeness(figures(left), figures(right)) < SAME_FIGURES:
        return None
    return f"the texts are {alike:.0%} alike"


def shared_figures(left: Candidate, right: Candidate) -> list[Figure]:
    """Give the figures of two events that are the same and not trivial, the largest first.

    A number that one account calls exact and the other a bound from below (余) is the same; under and about must agree.
    """
    same = [
        figure
        for figure, qualifiers in left.figures.items()
        if figure[1] >= LEAST_VALUE and _agree(qualifiers, right.figures.get(figure, set()))
    ]
    return sorted(same, key=lambda figure: (-figure[1], figure[0], figure[2], figure[3] or ""))


def _agree(left: Collection[str], right: Collection[str]) -> bool:
    return any(one == other or {one, other} == {"exact", "over"} for one in left for other in right)


def same_region(left: Collection[str], right: Collection[str]) -> str | None:
    """Give a region of one event that holds or equals one of the other; that both are somewhere in China is not enough."""
    for one in sorted(left):
        for other in sorted(right):
            if one == other:
                return one
            if CHINA not in (one, other) and (is_within(one, other) or is_within(other, one)):
                return max(one, other, key=len)
    return None


def same_days(left: Candidate, right: Candidate) -> str | None:
    """Say how the dates of two events fit together, if they do."""
    if left.last_day is not None and right.last_day is not None:
        first, other_first = left.first_day or left.last_day, right.first_day or right.last_day
        if first - NEAR <= right.last_day and other_first - NEAR <= left.last_day:
            return "in the same days"
        return None
    if _within(left, right, SAME_SEASON):
        return "told within two months"
    return None


def _within(left: Candidate, right: Candidate, span: timedelta) -> bool:
    day, other = left.published_day or left.last_day, right.published_day or right.last_day
    return day is not None and other is not None and abs(day - other) <= span


def same_operation(left: Candidate, right: Candidate) -> tuple[str, str] | None:
    """Give the rule and the reason by which two operations of different reports are one, if they are."""
    if left.report == right.report or {left.kind, right.kind} != {"operation"}:
        return None
    region = same_region(left.regions, right.regions)
    if region is None:
        return None
    named = left.name is not None and left.name == right.name
    if named and CASE_NAME.fullmatch(left.name or "") and _within(left, right, SAME_CASE):
        return ("case_name", f"the same case {left.name} in {region}")
    days, figures_shared = same_days(left, right), shared_figures(left, right)
    if days is None or not figures_shared:
        return None
    if len(figures_shared) >= 2 and (days == "in the same days" or figures_shared[0][1] >= TELLING_VALUE):
        return ("facts", f"the same figures ({said(figures_shared)}) in {region}, {days}")
    if named and figures_shared[0][1] >= TELLING_VALUE:
        return ("name", f"the same name {left.name} and figure ({said(figures_shared)}) in {region}, {days}")
    return None


def said(shared: Sequence[Figure], most: int = 4) -> str:
    """Give figures as words, the first few of them."""
    words = [f"{measure}{f' {item}' if item else ''} {value:f}" for measure, value, unit, item in shared[:most]]
    return ", ".join(words) + (" …" if len(shared) > most else "")


def copied_events(left: Sequence[Candidate], right: Sequence[Candidate]) -> list[tuple[Candidate, Candidate]]:
    """Pair the events of two copies: each with the one of its kind that shares most figures, the strongest pair first.

    Events that share no figure are paired only where neither has any and their keys agree.
    """
    scored = []
    for one in left:
        for other in right:
            shared = len(one.figures.keys() & other.figures.keys())
            bare = not one.figures and not other.figures and one.key == other.key
            if one.kind == other.kind and (shared or bare):
                scored.append((-shared, one.key != other.key, one.key, other.key, one, other))
    pairs, taken = [], set()
    for *_, one, other in sorted(scored, key=lambda pair: pair[:4]):
        if one.id not in taken and other.id not in taken:
            pairs.append((one, other))
            taken |= {one.id, other.id}
    return pairs


def gather(pairs: Collection[tuple[int, int]]) -> dict[int, int]:
    """Join linked numbers into groups: each number → the smallest one of its group (union-find)."""
    root: dict[int, int] = {}

    def find(number: int) -> int:
        root.setdefault(number, number)
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for left, right in pairs:
        low, high = sorted((find(left), find(right)))
        root[high] = low
    return {number: find(number) for number in list(root)}
