"""Gathering results into events: which results belong together, and what time holds for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extract.carrier import DateHit, NameHit, ResultHit
from extract.components.events.frames import Frame, When
from extract.patterns import read_patterns
from schema.models import EventKind

SEVERAL = ("cases_solved", "gangs_dismantled")
"""Measures whose plural in the lead says that a report tells of several cases."""


CAUGHT = {
    "suspects_arrested",
    "fugitives_arrested",
    "suspects_surrendered",
    "gangs_dismantled",
    "dens_raided",
    "items_seized",
    "cases_solved",
    "suspects_sentenced",
    "suspects_transferred",
    "victims_rescued",
}
"""Measures whose days are those of an operation; police were sent out and money was lost on other days."""


@dataclass
class Group:
    """An event in the making: its kind, time, region and results (indices), and the sentences that they stand in."""

    kind: EventKind
    when: When
    name: NameHit | None
    region: str | None
    part: tuple[str, ...] = ()
    results: list[int] = field(default_factory=list)
    stretches: list[tuple[int, int]] = field(default_factory=list)

    @property
    def dates(self) -> tuple[DateHit, ...]:
        """The hits from which the time was read."""
        return self.when.hits


@dataclass(frozen=True, slots=True)
class Placed:
    """A result with its frame, its region, and the offences of its own where it is a share by kind of crime."""

    result: ResultHit
    frame: Frame
    region: str | None
    part: tuple[str, ...]


def gather(text: str, placed: list[Placed], published: str | None, launched: When | None) -> list[Group]:
    """Give the events that results belong to, in the order of the text.

    Parameters
    ----------
    text
        The view.
    placed
        The results in the order of the text.
    published
        The day of publication.
    launched
        When the report says that its campaign began, where it does.
    """
    several = _several_cases(text, placed)
    groups: list[Group] = []
    for index, one in enumerate(placed):
        group = next((g for g in reversed(groups) if _belongs(g, one, several)), None)
        if group is None:
            group = Group(one.frame.kind, _first(one, several), one.frame.name, one.region, one.part)
            groups.append(group)
        elif one.frame.kind == "operation":
            group.when = _joined(group.when, one)
        group.name = group.name or one.frame.name
        group.results.append(index)
        stretch = (one.frame.sentence.start, one.frame.sentence.end)
        if stretch not in group.stretches:
            group.stretches.append(stretch)
    for group in groups:
        group.when = _closed(group, published, launched)
    return groups


def _several_cases(text: str, placed: Iterable[Placed]) -> bool:
    """Whether a report tells of several cases one after another, rather than of one at length."""
    return any(
        one.result.measure in SEVERAL
        and 2 <= one.result.value <= 60
        and (
            one.frame.paragraph <= 1
            or read_patterns(__package__)["several"].search(text, one.frame.sentence.start, one.frame.sentence.end)
        )
        for one in placed
    )


def _belongs(group: Group, one: Placed, several: bool) -> bool:
    """Whether a result is one of a group's."""
    if group.kind != one.frame.kind or group.region != one.region or group.part != one.part:
        return False
    if group.kind == "operation" and not several:
        return True
    return (group.when.start, group.when.end) == (one.frame.when.start, one.frame.when.end)


def _first(one: Placed, several: bool) -> When:
    """Give the time of an event that a result opens; that of an operation is when people were caught and things found."""
    when = one.frame.when
    if one.frame.kind == "operation" and not several and one.result.measure not in CAUGHT:
        return When(as_of=when.as_of)
    return when


def _joined(when: When, one: Placed) -> When:
    """Give the time of an operation that another result joins: from its first day of work to its last."""
    other = one.frame.when
    if one.result.measure not in CAUGHT or not other.hits or other.start is None or other.end is None:
        return when
    if when.start is None or when.end is None:
        return replace(other, as_of=other.as_of or when.as_of)
    start, end = min(when.start, other.start), max(when.end, other.end)
    hits = tuple(dict.fromkeys((*when.hits, *other.hits)))
    return When(start, end, when.as_of or other.as_of, hits, "range")


def _closed(group: Group, published: str | None, launched: When | None) -> When:
    """Give a campaign the ends that it leaves open: begun when the report says so, ended on the as-of day or publication."""
    when = group.when
    if group.kind == "operation" and when.role == "until":
        return replace(when, start=None, end=None)
    if group.kind != "campaign" or when.role in {"range", "point"}:
        return when
    hits = when.hits
    if when.start is None and launched is not None and launched.start is not None:
        when = replace(when, start=launched.start, hits=(*launched.hits, *hits))
    if when.end is None:
        when = replace(when, end=when.as_of or (published[:10] if published else None))
    return when


def with_work(when: When, dates: list[DateHit]) -> When:
    """Give an operation's time together with the dates of its raids: all of them where it has none, else only periods."""
    used = dates if when.start is None else [date for date in dates if date.role == "range"]
    firsts = [date.first for date in used if date.first] + ([when.start] if when.start else [])
    lasts = [date.last for date in used if date.last] + ([when.end] if when.end else [])
    if not used or not firsts or not lasts:
        return when
    return When(min(firsts), max(lasts), when.as_of, (*when.hits, *used), "range")


def quotes(groups: Iterable[Group], placed: list[Placed]) -> list[tuple[int, int]]:
    """Give the words of the results of some events."""
    return [(placed[index].result.start, placed[index].result.end) for group in groups for index in group.results]
