"""How well reports are read: precision, recall and F1 of eleven views of a report.

Reports are matched by id; a report that was not predicted counts as read with nothing in it. All figures are
micro-averages over the reports. The views of a fact, each holding the one before it but for the last:

- `number`: measure, value, and the item where the measure counts items;
- `qualified`: and the qualifier;
- `scoped`: and the kind of its event, and whether it is a part of another fact;
- `dated`: scoped, and the first and last day of its event;
- `placed`: scoped, and the places of its event.

The views of a report over all its events, as sets: `offences`, `places`, `jurisdiction`, `agencies`, `names`. And
`event`: the kind, first and last day, and offences of each event.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from db.days import first_day, last_day
from schema.errors import InputError
from schema.models import Event, Fact, Report, plain_number

View = Literal[
    "number",
    "qualified",
    "scoped",
    "dated",
    "placed",
    "offences",
    "places",
    "jurisdiction",
    "agencies",
    "names",
    "event",
]
VIEWS: tuple[View, ...] = (
    "number",
    "qualified",
    "scoped",
    "dated",
    "placed",
    "offences",
    "places",
    "jurisdiction",
    "agencies",
    "names",
    "event",
)
SHOWN: tuple[View, ...] = ("qualified", "offences", "places", "jurisdiction", "agencies", "names", "event")
"""Views whose errors are listed unless others are asked for: those of which no other listed one is a part."""

MEASURES_BY_ITEM = frozenset({"items_seized", "online_removed"})

Key = tuple[object, ...]


def where(event: Event) -> list[str]:
    """Give the places of an event: what the text says, else the region that its agency answers for."""
    return event.places or event.jurisdiction


def read_views(report: Report) -> dict[View, Counter[Key]]:
    """Count what the report says, view by view.

    Raises
    ------
    InputError
        Where a fact names an event that the report does not have.
    """
    views: dict[View, Counter[Key]] = {view: Counter() for view in VIEWS}
    events = {event.id: event for event in report.events}
    for fact in report.facts:
        if fact.event not in events:
            raise InputError(f"Report {report.id}: fact {fact.id} belongs to event {fact.event}, which is not there.")
        for view, key in _fact_keys(fact, events[fact.event]):
            views[view][key] += 1
    for event in report.events:
        for view, value in _event_values(event):
            views[view][(value,)] = 1
        views["event"][_event_key(event)] += 1
    return views


def _fact_keys(fact: Fact, event: Event) -> Iterator[tuple[View, Key]]:
    item = fact.item if fact.measure in MEASURES_BY_ITEM else None
    number: Key = (fact.measure, round(plain_number(fact.value), 4), item)
    qualified = (*number, fact.qualifier)
    scoped = (*qualified, event.kind, bool(fact.part_of))
    yield "number", number
    yield "qualified", qualified
    yield "scoped", scoped
    yield "dated", (*scoped, first_day(event.start), last_day(event.end))
    yield "placed", (*scoped, tuple(sorted(where(event))))


def _event_values(event: Event) -> Iterator[tuple[View, str]]:
    yield from (("offences", code) for code in event.offences)
    yield from (("places", path) for path in where(event))
    yield from (("jurisdiction", path) for path in event.jurisdiction)
    yield from (("agencies", name) for name in event.agencies)
    if event.name:
        yield "names", event.name


def _event_key(event: Event) -> Key:
    return (event.kind, first_day(event.start), last_day(event.end), tuple(sorted(event.offences)))


@dataclass
class Score:
    """Counts of one view: `hits` are right, of `predicted` that were given and `gold` that should have been."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of what was given that is right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what should have been given that was."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Difference:
    """What one side has and the other has not: a missed key beside the extra one that stands for it."""

    report: str
    view: View
    missed: Key | None
    missed_quote: str
    extra: Key | None
    extra_quote: str


@dataclass
class Evaluation:
    """The scores of all views, how many of the gold reports were predicted, and where the two differ."""

    scores: dict[View, Score] = field(default_factory=lambda: {view: Score() for view in VIEWS})
    reports: int = 0
    predicted: int = 0
    differences: list[Difference] = field(default_factory=list)


def evaluate(gold: Mapping[str, Report], predicted: Mapping[str, Report]) -> Evaluation:
    """Compare predicted reports with annotated ones, both by id."""
    result = Evaluation(reports=len(gold), predicted=sum(key in predicted for key in gold))
    for key, wanted in gold.items():
        got = predicted.get(key)
        want_views = read_views(wanted)
        got_views = read_views(got) if got else {view: Counter[Key]() for view in VIEWS}
        for view in VIEWS:
            want, have = want_views[view], got_views[view]
            score = result.scores[view]
            score.hits += (want & have).total()
            score.predicted += have.total()
            score.gold += want.total()
            result.differences.extend(_differences(wanted, got, view, want - have, have - want))
    return result


def _differences(
    gold: Report, got: Report | None, view: View, missed: Counter[Key], extra: Counter[Key]
) -> Iterator[Difference]:
    left = [(key, _quote(gold, view, key)) for key in missed.elements()]
    right = [(key, _quote(got, view, key) if got else "") for key in extra.elements()]
    for key, quote in left:
        partner = max(right, key=lambda other: _likeness(view, key, quote, *other), default=None)
        if partner is None or _likeness(view, key, quote, *partner) < 1:
            yield Difference(gold.id, view, key, quote, None, "")
            continue
        right.remove(partner)
        yield Difference(gold.id, view, key, quote, *partner)
    for key, quote in right:
        yield Difference(gold.id, view, None, "", key, quote)


def _likeness(view: View, key: Key, quote: str, other: Key, other_quote: str) -> int:
    """Tell how likely it is that a missed key and an extra one are about the same words: 0 for not at all."""
    if view in ("offences", "jurisdiction", "agencies", "names"):
        return 0
    if view in ("places", "event"):
        return sum(mine == theirs for mine, theirs in zip(key, other, strict=True))
    same_value = 2 * (key[1] == other[1])
    same_words = 2 * bool(quote and other_quote and (quote in other_quote or other_quote in quote))
    return (same_value or same_words) and same_value + same_words + (key[0] == other[0])


def _quote(report: Report, view: View, key: Key) -> str:
    """Give the words of the report that say a key of one of its views, empty where it does not keep them."""
    events = {event.id: event for event in report.events}
    for fact in report.facts:
        if any((view, key) == pair for pair in _fact_keys(fact, events[fact.event])):
            return fact.quote
    for event in report.events:
        if view == "event" and _event_key(event) == key:
            quotes = [fact.quote for fact in report.facts if fact.event == event.id]
            return quotes[0] if quotes else ""
        for evidence in event.evidence:
            if view.startswith(evidence.field) and (evidence.value,) == key:
                return evidence.quote
    return ""


def by_id(reports: Sequence[Report], what: str) -> dict[str, Report]:
    """Give reports by their ids.

    Raises
    ------
    InputError
        Where two reports have one id.
    """
    found: dict[str, Report] = {}
    for report in reports:
        if report.id in found:
            raise InputError(f"{what}: the id {report.id} stands twice; ids must tell reports apart.")
        found[report.id] = report
    return found
