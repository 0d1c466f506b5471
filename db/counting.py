"""What is counted: figures with their events, and the choice of one where several reports tell of the same event."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, func, select

from db import tables
from db.filters import Filters, above, facts_select, offence_parents

Key = TypeVar("Key")
LONG_AGO = date.min


@dataclass(frozen=True, slots=True)
class Place:
    """A place that locates an event; country, province, prefecture and county as in the table."""

    role: str
    path: str
    country: str
    province: str | None
    prefecture: str | None
    county: str | None


@dataclass(slots=True)
class Counted:
    """An event with what statistics divide by; `operation` is its identity, or itself where it is alone."""

    id: int
    operation: tuple[str, int]
    report: int
    kind: str
    name: str | None
    end: str | None
    first_day: date | None
    last_day: date | None
    published_day: date | None
    site: str | None
    places: list[Place] = field(default_factory=list)
    offences: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact that may be counted, with its event."""

    id: int
    measure: str
    value: Decimal
    qualifier: str
    unit: str
    item: str | None
    part_of: int | None
    as_of_day: date | None
    event: Counted

    @property
    def what(self) -> tuple[str, str, str | None]:
        """What it counts: only figures that agree in this can be added."""
        return (self.measure, self.unit, self.item)


def read_figures(connection: Connection, filters: Filters) -> list[Figure]:
    """Give all figures that the filters find, in the order of storing."""
    fact, event, report, page = tables.Fact, tables.Event, tables.Report, tables.Page
    query = facts_select(
        filters,
        fact.id,
        fact.measure,
        fact.value,
        fact.qualifier,
        fact.unit,
        fact.item,
        fact.part_of_id,
        fact.as_of_day,
        event.id.label("event_id"),
        event.identity_id,
        fact.report_id,
        event.kind,
        event.name,
        event.end_date,
        event.first_day,
        event.last_day,
        report.published_day,
        page.site,
    )
    events: dict[int, Counted] = {}
    figures = []
    for row in connection.execute(query.order_by(fact.id)):
        counted = events.get(row.event_id) or _event(row)
        events[row.event_id] = counted
        said = (row.id, row.measure, row.value, row.qualifier, row.unit, row.item, row.part_of_id, row.as_of_day)
        figures.append(Figure(*said, counted))
    _fill(connection, events, facts_select(filters, event.id))
    return figures


def _event(row: Any) -> Counted:
    alone = row.identity_id is None
    return Counted(
        id=row.event_id,
        operation=("event", row.event_id) if alone else ("identity", row.identity_id),
        report=row.report_id,
        kind=row.kind,
        name=row.name,
        end=row.end_date,
        first_day=row.first_day,
        last_day=row.last_day,
        published_day=row.published_day,
        site=row.site,
    )


def _fill(connection: Connection, events: Mapping[int, Counted], found: Select[Any]) -> None:
    """Give the events their places, offences and agencies, in the order of the report."""
    place, offence, agency = tables.EventPlace, tables.EventOffence, tables.EventAgency
    columns = (place.role, place.path, place.country, place.province, place.prefecture, place.county)
    rows = connection.execute(
        select(place.event_id, *columns).where(place.event_id.in_(found)).order_by(place.event_id, place.position)
    )
    for row in rows:
        events[row.event_id].places.append(
            Place(row.role, row.path, row.country, row.province, row.prefecture, row.county)
        )
    codes = select(offence.event_id, offence.code).where(offence.event_id.in_(found)).order_by(offence.position)
    for event, code in connection.execute(codes):
        events[event].offences.append(code)
    names = select(agency.event_id, agency.name).where(agency.event_id.in_(found)).order_by(agency.position)
    for event, name in connection.execute(names):
        events[event].agencies.append(name)


def part_links(connection: Connection, filters: Filters) -> dict[int, int]:
    """Give the whole of every part, in the reports that the filters find: fact → the fact that it is a share of."""
    fact = tables.Fact
    reports = facts_select(filters, fact.report_id).where(fact.part_of_id.is_not(None))
    rows = connection.execute(
        select(fact.id, fact.part_of_id).where(fact.part_of_id.is_not(None), fact.report_id.in_(reports))
    )
    return {row.id: row.part_of_id for row in rows}


def wholes(figures: list[Figure], links: Mapping[int, int]) -> list[Figure]:
    """Leave out the parts of figures that are counted themselves.

    A part stays where what it is a share of is not asked for, belongs to another kind of event, or counts something else: of
    265 people arrested, the 82 who gave themselves up are no share of any other number of people who gave themselves up.
    """
    asked = {figure.id: figure.what for figure in figures}

    def is_share(figure: Figure) -> bool:
        number, seen = links.get(figure.id), {figure.id}
        while number is not None and number not in seen:
            if asked.get(number) == figure.what:
                return True
            seen.add(number)
            number = links.get(number)
        return False

    return [figure for figure in figures if not is_share(figure)]


def count_by_kind(connection: Connection, filters: Filters) -> dict[str, int]:
    """Count the facts that the filters find by the kind of their event."""
    rows = connection.execute(
        facts_select(filters, tables.Event.kind, func.count().label("number")).group_by(tables.Event.kind)
    )
    return {row.kind: row.number for row in rows}


def count_undated(connection: Connection, filters: Filters) -> int:
    """Count the facts that the filters would find on any day, but whose events have no end."""
    query = facts_select(filters.without_dates(), func.count())
    return connection.scalar(query.where(tables.Event.last_day.is_(None))) or 0


def grouped(figures: Iterable[Figure], key: Callable[[Figure], Key]) -> dict[Key, list[Figure]]:
    """Gather figures by a key, in the order in which the keys come."""
    found: dict[Key, list[Figure]] = {}
    for figure in figures:
        found.setdefault(key(figure), []).append(figure)
    return found


def choose(figures: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Choose among figures of one operation and one measure: those of one report, and the rest.

    The report with the latest count wins (by its as-of day, else by the end of its event), then exact numbers over vague
    ones, then the one published last, then the one that says most, then the one stored first.
    """
    reports = grouped(figures, lambda figure: figure.event.report)
    best = max(reports, key=lambda report: (_rank(reports[report]), -report))
    return reports[best], [figure for figure in figures if figure.event.report != best]


def _rank(figures: list[Figure]) -> tuple[date, bool, date, int]:
    latest = max(figure.as_of_day or figure.event.last_day or LONG_AGO for figure in figures)
    exact = all(figure.qualifier == "exact" for figure in figures)
    return (latest, exact, figures[0].event.published_day or LONG_AGO, len(figures))


def series_of(figure: Figure) -> str:
    """Give the series that a campaign's figure belongs to: its name, else its lead agency, else its region."""
    event = figure.event
    if event.name:
        return event.name
    if event.agencies:
        return event.agencies[0]
    return next((place.path for place in event.places if place.role == "jurisdiction"), "?")


def apart(figures: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Part the figures of a series and a measure into those that may be added, and those that others cover.

    From the latest count backwards, a figure is taken where its period overlaps none taken before, or where it is about
    another crime. A period that is unknown overlaps all.
    """
    latest = sorted(figures, key=lambda one: (_rank([one]), one.event.report, one.id), reverse=True)
    taken: list[Figure] = []
    for figure in latest:
        if not any(_overlap(figure, other) for other in taken):
            taken.append(figure)
    chosen = {figure.id for figure in taken}
    return taken, [figure for figure in figures if figure.id not in chosen]


def _overlap(left: Figure, right: Figure) -> bool:
    if not _same_crime(left.event.offences, right.event.offences):
        return False
    ends = (left.event.first_day, left.event.last_day, right.event.first_day, right.event.last_day)
    if None in ends:
        return True
    first, last, other_first, other_last = (day or LONG_AGO for day in ends)
    return first <= other_last and other_first <= last


def _same_crime(left: list[str], right: list[str]) -> bool:
    """Say whether one of two lists of offences may hold the other's crimes."""
    if not left or not right:
        return True
    parents = offence_parents()
    return bool(above(left, parents) & set(right)) or bool(above(right, parents) & set(left))
