"""The frame of a result: which kind of event its sentence speaks of, and when.

A sentence is read with what stands before it in its paragraph; a paragraph that names no time of its own goes on with the frame
before it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from extract.carrier import DateHit, Hits, NameHit, ResultHit
from extract.patterns import read_patterns
from extract.structure import Stretch, paragraphs, sentences
from schema.lexicon import read_lexicon
from schema.models import EventKind

ANNOUNCED = {"date.dateline", "date.told", "date.compared"}
"""Rules of dates that are no time of a result: of the dateline, of the announcement, of a comparison."""

MENTIONED = {"operation.listed", "operation.context"}
"""Rules of names that are only mentioned: no event of the report bears them."""

FEW_DAYS = 7
SHORT_DAYS = 31
LONG_DAYS = 62
"""A period longer than this is no single operation; one shorter than `SHORT_DAYS` speaks for one."""

YEAR = 4

HUNT = 1.5
HUNT_DAYS = 120
"""A manhunt since a day (6月中旬起赶赴…追捕) is an operation where its words say so and it is no longer than this."""

CONTEXT = 2.0
SAME_SENTENCE = 4.0
GOING_ON = 1.5
"""Weights of the kind before: in the same sentence, and in a sentence that names no time of its own."""

OF_THE_CRIME = {
    "amount_profit",
    "amount_involved",
    "amount_lost",
    "victims",
    "cases_linked",
    "suspects_involved",
    "leads",
}
"""Measures whose dates are those of the crime, not of the police's work."""

OF_THE_POLICE = {
    "suspects_arrested",
    "suspects_detained",
    "gangs_dismantled",
    "dens_raided",
    "cases_solved",
    "items_seized",
    "suspects_formally_arrested",
    "suspects_prosecuted",
    "suspects_sentenced",
    "suspects_transferred",
}
LARGE = {
    "cases_solved": 30,
    "cases_filed": 15,
    "gangs_dismantled": 10,
    "victims_rescued": 100,
    "online_removed": 500,
    "leads": 30,
    "suspects_punished": 200,
    "fugitives_arrested": 50,
    "dens_raided": 50,
    "suspects_arrested": 600,
    "suspects_detained": 600,
}
HUGE = 10
"""From `LARGE` on a number is likelier a total than the result of one operation, from `HUGE` times as much it nearly always is."""

KINDS: tuple[EventKind, ...] = ("operation", "campaign", "context")


@dataclass(frozen=True, slots=True)
class When:
    """The time of a result: partial dates, the as-of day, and the hits that say so."""

    start: str | None = None
    end: str | None = None
    as_of: str | None = None
    hits: tuple[DateHit, ...] = ()
    role: str = "none"


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for the results of a sentence."""

    kind: EventKind
    when: When
    name: NameHit | None
    paragraph: int
    sentence: Stretch


@dataclass
class Reader:
    """Gives each result of a document its frame, in the order of the text."""

    text: str
    hits: Hits
    published: str | None
    body_start: int
    cues: list[tuple[re.Pattern[str], EventKind, float]] = field(default_factory=list)
    spans: list[Stretch] = field(init=False)
    mood: EventKind = field(init=False)

    def __post_init__(self) -> None:
        self.spans = paragraphs(self.text, self.body_start)
        self.patterns = read_patterns(__package__)
        self.mood = self._mood()

    def _mood(self) -> EventKind:
        """Give the kind that title and lead speak for: what a report without other signs is about."""
        end = self.spans[min(1, len(self.spans) - 1)].end if self.spans else len(self.text)
        score = 0.0
        for cue, kind, weight in self.cues:
            if cue.search(self.text, 0, end):
                score += weight if kind == "campaign" else -weight if kind == "operation" else 0
        return "campaign" if score > 1 else "operation"

    def frames(self) -> list[tuple[ResultHit, Frame]]:
        """Pair each result of the body with its frame."""
        found: list[tuple[ResultHit, Frame]] = []
        previous: Frame | None = None
        named: NameHit | None = None
        for number, paragraph in enumerate(self.spans):
            when = When()
            for sentence in sentences(self.text, paragraph.start, paragraph.end):
                named = self._name(sentence, named)
                for result in self._results(sentence):
                    when = self._when(sentence, result, when)
                    frame = self._frame(number, sentence, result, when, named, previous)
                    found.append((result, frame))
                    previous = frame
                when = self._when(sentence, None, when)
        return found

    def _results(self, sentence: Stretch) -> list[ResultHit]:
        return [r for r in self.hits.results if sentence.start <= r.quantity.start and r.quantity.end <= sentence.end]

    def _name(self, sentence: Stretch, named: NameHit | None) -> NameHit | None:
        inside = [
            name
            for name in self.hits.names
            if sentence.start <= name.start and name.end <= sentence.end and name.rule not in MENTIONED
        ]
        return inside[-1] if inside else named

    def _when(self, sentence: Stretch, result: ResultHit | None, before: When) -> When:
        """Give the time that holds at a result (or at the end of the sentence)."""
        limit = result.start if result is not None else sentence.end
        inside = [d for d in self._dates(sentence) if d.end <= limit]
        if not inside and result is not None:
            inside = [d for d in self._dates(sentence) if d.role in {"since", "until", "range"}]
        if not inside:
            launch = self._launched_in(sentence, limit)
            return When(launch.first, None, None, (launch,), "launch") if launch is not None else before
        since = next((d for d in reversed(inside) if d.role == "since"), None)
        until = next((d for d in reversed(inside) if d.role == "until"), None)
        ranged = next((d for d in reversed(inside) if d.role == "range"), None)
        if since is not None:
            end = until.last if until is not None else since.last
            used = tuple(d for d in (since, until) if d is not None)
            return When(since.first, end, until.last if until is not None else None, used, "since")
        if until is not None and ranged is None:
            return self._until(until, before, [d for d in inside if d is not until])
        chosen = ranged or inside[-1]
        return When(chosen.first, chosen.last, until.last if until is not None else None, (chosen,), chosen.role)

    def _dates(self, sentence: Stretch) -> list[DateHit]:
        """Give the dates of a sentence that can be the time of a result."""
        return [
            d
            for d in self.hits.dates
            if sentence.start <= d.start
            and d.end <= sentence.end
            and d.role != "vague"
            and not self._reporting(d)
            and not self._launch(d)
        ]

    def of_work(self, date: DateHit) -> bool:
        """Whether a date can be one of raids and arrests: a day or period that is not the announcement's."""
        return date.role in {"point", "range"} and not self._reporting(date) and not self._launch(date)

    def _launch(self, date: DateHit) -> bool:
        """Whether a date is the day on which a campaign began."""
        return date.role == "point" and bool(self.patterns["launched"].match(self.text, date.end))

    def _launched_in(self, sentence: Stretch, limit: int) -> DateHit | None:
        """Give the day on which a campaign began, where the sentence says it before the result."""
        inside = [d for d in self.hits.dates if sentence.start <= d.start and d.end <= limit and d.first]
        return next((d for d in inside if self._launch(d)), None)

    def launched(self) -> When | None:
        """Give when the report says that its campaign began, None where it does not."""
        dates = [d for d in self.hits.dates if d.start >= self.body_start and d.first]
        date = next((d for d in dates if self._launch(d)), next((d for d in dates if d.role == "since"), None))
        return When(date.first, None, None, (date,), "launch") if date is not None else None

    def _until(self, until: DateHit, before: When, others: list[DateHit]) -> When:
        """Give the time of a count that holds up to a day (截至…, 目前): the period before it goes on."""
        if others and until.rule == "date.until" and others[-1].role == "point":
            return When(others[-1].first, until.last, until.last, (others[-1], until), "range")
        if others:
            return When(others[-1].first, others[-1].last, until.last, (others[-1], until), others[-1].role)
        if before.role == "point":
            return replace(before, as_of=until.last)
        if before.role == "launch":
            return When(before.start, until.last, until.last, (*before.hits, until), "since")
        start = before.start if before.role in {"since", "until", "range"} else None
        return When(start, until.last, until.last, (until,), "until")

    def _reporting(self, date: DateHit) -> bool:
        """Whether a date is the day of the announcement, or the start of the investigation, not of its result."""
        if date.rule in ANNOUNCED:
            return True
        return date.role == "point" and bool(
            self.patterns["announced"].match(self.text, date.end)
            or self.patterns["investigated"].match(self.text, date.end)
        )

    def _frame(
        self,
        number: int,
        sentence: Stretch,
        result: ResultHit,
        when: When,
        named: NameHit | None,
        previous: Frame | None,
    ) -> Frame:
        kind = self._kind(number, sentence, result, when, previous)
        crime = result.measure in OF_THE_CRIME and when.role in {"since", "range"} and kind == "operation"
        if previous is not None and previous.kind == kind and (not when.hits or crime):
            when = replace(previous.when)
        elif crime:
            when = When()
        return Frame(kind, when, named, number, sentence)

    def _kind(self, number: int, sentence: Stretch, result: ResultHit, when: When, previous: Frame | None) -> EventKind:
        if self._story(number, sentence, result):
            return "incident"
        if self._aside(sentence, result):
            return "context"
        scores: dict[EventKind, float] = dict.fromkeys(KINDS, 0.0)
        for cue, kind, weight in self.cues:
            if cue.search(self.text, sentence.start, sentence.end):
                scores[kind] += weight
        self._time_speaks(scores, sentence, result, when)
        scores["campaign"] += self._size(result)
        if scores["context"] >= CONTEXT:
            return "context"
        if previous is not None and previous.kind in {"operation", "campaign"}:
            near = SAME_SENTENCE if previous.sentence == sentence else GOING_ON if not self._opens(sentence) else 0.5
            scores[previous.kind] += near
        else:
            scores[self.mood] += 1.0
        return "campaign" if scores["campaign"] > scores["operation"] else "operation"

    def _aside(self, sentence: Stretch, result: ResultHit) -> bool:
        """Whether a number is an average, or one that another is compared with."""
        start, end = sentence.start, result.quantity.start
        return any(self.patterns[name].search(self.text, start, end) for name in ("average", "former"))

    def _time_speaks(self, scores: dict[EventKind, float], sentence: Stretch, result: ResultHit, when: When) -> None:
        """Add what the time of a result says of its kind."""
        own = bool(when.hits) and when.hits[-1].start >= sentence.start
        weight = 1.0 if own else 0.5
        of_the_crime = result.measure in OF_THE_CRIME
        if when.role == "since":
            hunted = scores["operation"] >= HUNT and self._days(when) <= HUNT_DAYS
            scores["campaign"] += 0.5 if of_the_crime or hunted else 3 * weight
        elif when.role == "launch":
            scores["campaign"] += weight
        elif when.role == "until":
            scores["campaign"] += 0.5 * weight
        elif when.hits:
            days = self._days(when)
            if days > LONG_DAYS:
                scores["campaign"] += 0.5 if of_the_crime else 2 * weight
            elif days <= SHORT_DAYS:
                scores["operation"] += (3 if days <= FEW_DAYS else 2) * weight
        if any(d.role == "vague" for d in self.hits.dates if sentence.start <= d.start < sentence.end):
            scores["operation"] += 1

    def _opens(self, sentence: Stretch) -> bool:
        """Whether a sentence names a time of its own, and so may speak of something else."""
        return bool(self._dates(sentence))

    def _story(self, number: int, sentence: Stretch, result: ResultHit) -> bool:
        """Whether a sum is one victim's story, in a paragraph in which the police achieve nothing else."""
        if (
            result.measure not in {"amount_lost", "amount_recovered", "amount_frozen"}
            or result.quantity.qualifier == "over"
        ):
            return False
        paragraph = self.spans[number]
        others = [
            r for r in self.hits.results if paragraph.start <= r.start < paragraph.end and r.measure in OF_THE_POLICE
        ]
        return not others and bool(self.patterns["person"].search(self.text, paragraph.start, sentence.end))

    def _size(self, result: ResultHit) -> float:
        """Say what the size of a number speaks: large numbers are totals, a single case or gang is one operation's."""
        large = LARGE.get(result.measure)
        if large is None:
            return 0.0
        if result.value >= HUGE * large:
            return 4.0
        if result.value >= large:
            return 1.5
        return -1.0 if result.value == 1 and result.measure in {"cases_solved", "gangs_dismantled"} else 0.0

    def _days(self, when: When) -> int:
        """Give how many days a time spans, about; a year or a month counts in full."""
        first, last = when.start, when.end
        if first is None or last is None:
            return 0
        if len(first) == YEAR or len(last) == YEAR:
            return 365
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])
        return months * 30 + int(last[8:10] or 28) - int(first[8:10] or 1)


def read_cues() -> list[tuple[re.Pattern[str], EventKind, float]]:
    """Read the cues of the kinds."""
    rows = read_lexicon(__package__, "cues.tsv", key=("cue", "kind"), codes={"kind": KINDS})
    return [(re.compile(row["cue"]), cast(EventKind, row["kind"]), float(row["weight"])) for row in rows]


def same_time(one: When, other: When) -> bool:
    """Whether two times are the same period."""
    return (one.start, one.end) == (other.start, other.end)


def stretches(frames: Sequence[Frame]) -> list[tuple[int, int]]:
    """Give the sentences of frames, each once."""
    return sorted({(frame.sentence.start, frame.sentence.end) for frame in frames})
