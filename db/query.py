"""Facts by what is asked for, as rows that hold everything a table shows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Select, func, select

from db import tables
from db.filters import Filters, facts_select
from db.store import Store
from schema.errors import UsageError

__all__ = ["SIGNS", "FactRow", "Filters", "Order", "count_facts", "each_fact", "find_facts"]

Order = Literal["date", "published", "value", "place", "measure", "stored"]

SIGNS = {"exact": "", "over": "≥", "under": "<", "about": "≈"}
"""Sign before a number by its qualifier."""

CHUNK = 500
"""Rows whose places, agencies and offences are fetched together."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with its event and its report.

    `sign` stands before `value`: nothing, ≥, < or ≈. `copies` is how many other reports tell of the same event. `part_of` is
    the id of the fact of which this one is a share. `quote` is `text[span_start:span_end]` of the report `report_id`. `places`
    and `jurisdiction` are paths, `agencies` names (the first one leads), `offences` codes. `start` and `end` are partial dates,
    `last_day` the last day of `end`.
    """

    id: int
    event_id: int
    report_id: int
    page_id: int
    identity_id: int | None
    measure: str
    value: Decimal
    qualifier: str
    sign: str
    unit: str
    item: str | None
    part_of: int | None
    as_of: str | None
    quote: str
    span_start: int | None
    span_end: int | None
    rule: str | None
    confidence: float | None
    kind: str
    name: str | None
    start: str | None
    end: str | None
    last_day: date | None
    jurisdiction: tuple[str, ...]
    places: tuple[str, ...]
    agencies: tuple[str, ...]
    offences: tuple[str, ...]
    title: str
    published: str | None
    source: str | None
    url: str
    site: str | None
    extractor: str
    copies: int


def find_facts(
    store: Store,
    *,
    filters: Filters | None = None,
    order: Order = "date",
    ascending: bool = False,
    limit: int | None = 100,
    offset: int = 0,
) -> list[FactRow]:
    """Give the facts that are asked for.

    Parameters
    ----------
    store
        The database.
    filters
        What is asked for; everything without.
    order, ascending
        By the event's end (`date`), the day of publication, the value, the first place, the measure, or the order of
        storing. Facts for which that is unknown come last either way.
    limit, offset
        How many, and how many to leave out before them; no limit where None.

    Raises
    ------
    UsageError
        For an order that is none, or a negative limit or offset.
    StorageError
        Where the database fails.
    """
    query = _ordered(_rows(filters or Filters()), order, ascending=ascending)
    if offset < 0 or (limit is not None and limit < 0):
        raise UsageError("A limit and an offset cannot be negative.")
    if limit is not None:
        query = query.limit(limit)
    with store.reading() as connection:
        return list(_filled(connection, connection.execute(query.offset(offset)).all()))


def each_fact(store: Store, *, filters: Filters | None = None) -> Iterator[FactRow]:
    """Yield the facts that are asked for in the order of storing, few in memory at a time."""
    query, done = _rows(filters or Filters()).order_by(tables.Fact.id).limit(CHUNK), 0
    while True:
        with store.reading() as connection:
            rows = list(_filled(connection, connection.execute(query.where(tables.Fact.id > done)).all()))
        yield from rows
        if len(rows) < CHUNK:
            return
        done = rows[-1].id


def count_facts(store: Store, *, filters: Filters | None = None) -> int:
    """Count the facts that are asked for."""
    with store.reading() as connection:
        return connection.scalar(facts_select(filters or Filters(), func.count())) or 0


def _rows(filters: Filters) -> Select[Any]:
    fact, event, report, page, identity = tables.Fact, tables.Event, tables.Report, tables.Page, tables.Identity
    return facts_select(
        filters,
        fact.id,
        fact.event_id,
        fact.report_id,
        report.page_version_id.label("page_id"),
        event.identity_id,
        fact.measure,
        fact.value,
        fact.qualifier,
        fact.unit,
        fact.item,
        fact.part_of_id.label("part_of"),
        fact.as_of,
        fact.quote,
        fact.span_start,
        fact.span_end,
        fact.rule,
        fact.confidence,
        event.kind,
        event.name,
        event.start_date.label("start"),
        event.end_date.label("end"),
        event.last_day,
        report.title,
        report.published,
        report.source,
        page.url,
        page.site,
        report.extractor,
        (func.coalesce(identity.reports, 1) - 1).label("copies"),
    ).outerjoin(identity, identity.id == event.identity_id)


def _ordered(query: Select[Any], order: Order, *, ascending: bool) -> Select[Any]:
    fact, event, report, place = tables.Fact, tables.Event, tables.Report, tables.EventPlace
    if order not in get_args(Order):
        raise UsageError(f"There is no order {order!r}; there are {', '.join(get_args(Order))}.")
    first_place = select(func.min(place.path)).where(place.event_id == event.id, place.locates).scalar_subquery()
    by: Any = {
        "date": event.last_day,
        "published": report.published_day,
        "value": fact.value,
        "place": first_place,
        "measure": fact.measure,
        "stored": fact.id,
    }[order]
    return query.order_by((by.asc() if ascending else by.desc()).nulls_last(), fact.id)


def _filled(connection: Connection, rows: Sequence[Any]) -> Iterator[FactRow]:
    """Yield rows with the places, agencies and offences of their events."""
    for at in range(0, len(rows), CHUNK):
        some = rows[at : at + CHUNK]
        events = sorted({row.event_id for row in some})
        place, agency, offence = tables.EventPlace, tables.EventAgency, tables.EventOffence
        jurisdiction = _lists(connection, place, place.path, events, place.role == "jurisdiction")
        places = _lists(connection, place, place.path, events, place.role == "place")
        agencies = _lists(connection, agency, agency.name, events)
        offences = _lists(connection, offence, offence.code, events)
        for row in some:
            yield FactRow(
                **row._mapping,
                sign=SIGNS[row.qualifier],
                jurisdiction=tuple(jurisdiction.get(row.event_id, ())),
                places=tuple(places.get(row.event_id, ())),
                agencies=tuple(agencies.get(row.event_id, ())),
                offences=tuple(offences.get(row.event_id, ())),
            )


def _lists(
    connection: Connection, table: Any, column: Any, events: Sequence[int], *conditions: Any
) -> dict[int, list[str]]:
    """Give a column's values by event, in the order of the report."""
    query = select(table.event_id, column).where(table.event_id.in_(events), *conditions)
    found: dict[int, list[str]] = {}
    for event, value in connection.execute(query.order_by(table.event_id, table.position)):
        found.setdefault(event, []).append(value)
    return found
