"""Whether a database is whole: the migrations, the references, the pages, the quotes."""

import hashlib
import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, and_, exists, func, inspect, or_, select

from db import tables
from db.days import last_day
from db.migrate import newest, revision_of
from db.store import Store
from schema.vocabulary import measures, offences

BATCH = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: `what` names the check, `where` the row, `message` says it in a sentence."""

    what: str
    where: str
    message: str


def check(store: Store, *, pages: bool = True) -> list[Problem]:
    """Give everything that is wrong with a database, nothing where it is whole.

    Parameters
    ----------
    store
        The database.
    pages
        Whether to unpack every page and compute its digest anew, which takes longest.

    Raises
    ------
    StorageError
        Where the database fails.
    """
    with store.reading() as connection:
        found = list(_migrations(connection, store.name))
        if found:
            return found
        found += _references(connection)
        found += _readings(connection)
        found += _quotes(connection)
        found += _codes(connection, measures(), offences())
        found += _days(connection)
        if pages:
            found += _digests(connection)
    return found


def _migrations(connection: Connection, name: str) -> Iterator[Problem]:
    revision = revision_of(connection, name)
    if revision != newest():
        yield Problem("migration", name, f"The revision is {revision}, not {newest()}; run `blotter db upgrade`.")
    there = set(inspect(connection).get_table_names())
    for table in sorted(set(tables.Base.metadata.tables) - there):
        yield Problem("migration", table, f"The table {table} is missing.")


def _references(connection: Connection) -> Iterator[Problem]:
    """Yield rows that refer to rows that are not there (possible where foreign keys were switched off)."""
    for table in tables.Base.metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                target = key.column.table.alias("target")
                lost = column.is_not(None) & ~exists().where(target.c[key.column.name] == column)
                count = connection.scalar(select(func.count()).select_from(table).where(lost))
                if count:
                    message = f"{count} rows of {table.name} refer to {target.element.name} that are not there."  # type: ignore[attr-defined]
                    yield Problem("reference", f"{table.name}.{column.name}", message)


def _readings(connection: Connection) -> Iterator[Problem]:
    """Yield readings out of force that still have facts, facts whose event is another report's, and the like."""
    report, event, fact = tables.Report, tables.Event, tables.Fact
    query = (
        select(event.report_id)
        .join(report, report.id == event.report_id)
        .where(report.is_current.is_(False))
        .distinct()
    )
    for number in connection.scalars(query):
        yield Problem("reading", f"report {number}", f"Report {number} is not in force, but has events.")
    strayed = select(fact.id).join(event, event.id == fact.event_id).where(event.report_id != fact.report_id)
    for number in connection.scalars(strayed):
        yield Problem("reading", f"fact {number}", f"Fact {number} belongs to the event of another report.")
    whole = fact.__table__.alias("whole")
    parts = select(fact.id).join(whole, whole.c.id == fact.part_of_id)
    for number in connection.scalars(parts.where(or_(whole.c.report_id != fact.report_id, whole.c.id == fact.id))):
        yield Problem(
            "reading", f"fact {number}", f"Fact {number} is a part of a fact of another report, or of itself."
        )
    read = select(report.id, report.document).where(report.is_current).order_by(report.id)
    done = 0
    while rows := connection.execute(read.where(report.id > done).limit(BATCH)).all():
        numbers = [row.id for row in rows]
        counted = select(fact.report_id, func.count()).where(fact.report_id.in_(numbers)).group_by(fact.report_id)
        stored = dict(connection.execute(counted).all())
        for row in rows:
            said = len(json.loads(zlib.decompress(row.document))["facts"])
            if said != stored.get(row.id, 0):
                message = (
                    f"Report {row.id} says {said} facts, but {stored.get(row.id, 0)} are stored; read its page again."
                )
                yield Problem("reading", f"report {row.id}", message)
        done = rows[-1].id


def _quotes(connection: Connection) -> Iterator[Problem]:
    """Yield facts, evidence and mentions whose span does not hold their words."""
    report, event = tables.Report, tables.Event
    fact, evidence, mention = tables.Fact, tables.EventEvidence, tables.Mention
    told = (
        ("fact", select(fact.id, fact.span_start, fact.span_end, fact.quote, fact.report_id)),
        (
            "evidence",
            select(evidence.id, evidence.span_start, evidence.span_end, evidence.quote, event.report_id).join(
                event, event.id == evidence.event_id
            ),
        ),
        ("mention", select(mention.id, mention.span_start, mention.span_end, mention.text, mention.report_id)),
    )
    owner = {"fact": fact.report_id, "evidence": event.report_id, "mention": mention.report_id}
    done = 0
    bodies = select(report.id, report.text).where(report.is_current).order_by(report.id)
    while texts := dict(connection.execute(bodies.where(report.id > done).limit(BATCH)).all()):
        for what, query in told:
            for number, start, end, quote, number_of_report in connection.execute(query.where(owner[what].in_(texts))):
                if (start is None) != (end is None):
                    yield Problem("quote", f"{what} {number}", f"The {what} {number} has half a span.")
                elif start is not None and texts[number_of_report][start:end] != quote:
                    message = f"The {what} {number} quotes words that do not stand at {start} to {end} of its report."
                    yield Problem("quote", f"{what} {number}", message)
        done = max(texts)


def _codes(connection: Connection, known: Collection[str], crimes: Collection[str]) -> Iterator[Problem]:
    """Yield codes that the vocabulary does not have."""
    fact, offence = tables.Fact, tables.EventOffence
    for code, count in connection.execute(
        select(fact.measure, func.count()).group_by(fact.measure).order_by(fact.measure)
    ):
        if code not in known:
            yield Problem(
                "code", f"measure {code}", f"{count} facts have the measure {code!r}, which the vocabulary lacks."
            )
    for code, count in connection.execute(
        select(offence.code, func.count()).group_by(offence.code).order_by(offence.code)
    ):
        if code not in crimes:
            yield Problem(
                "code", f"offence {code}", f"{count} events have the offence {code!r}, which the vocabulary lacks."
            )


def _days(connection: Connection) -> Iterator[Problem]:
    """Yield dates that no calendar has, and events that end before they start."""
    event, fact = tables.Event, tables.Fact
    odd = or_(
        and_(event.start_date.is_not(None), event.first_day.is_(None)),
        and_(event.end_date.is_not(None), event.last_day.is_(None)),
        event.last_day < event.first_day,
    )
    for row in connection.execute(select(event.id, event.start_date, event.end_date).where(odd).order_by(event.id)):
        message = f"Event {row.id} runs from {row.start_date} to {row.end_date}, which no calendar has."
        yield Problem("date", f"event {row.id}", message)
    undated = select(fact.id, fact.as_of).where(fact.as_of.is_not(None), fact.as_of_day.is_(None))
    for number, day in connection.execute(undated):
        if last_day(day) is None:
            yield Problem("date", f"fact {number}", f"Fact {number} holds up to {day}, which no calendar has.")


def _digests(connection: Connection) -> Iterator[Problem]:
    """Yield page versions whose body is not what was fetched."""
    version = tables.PageVersion
    query, done = select(version.id, version.digest, version.size, version.body).order_by(version.id), 0
    while rows := connection.execute(query.where(version.id > done).limit(BATCH)).all():
        for row in rows:
            try:
                body = zlib.decompress(row.body)
            except zlib.error:
                yield Problem("page", f"page version {row.id}", f"Page version {row.id} cannot be unpacked.")
                continue
            if hashlib.sha256(body).hexdigest() != row.digest or len(body) != row.size:
                yield Problem("page", f"page version {row.id}", f"Page version {row.id} is not what was fetched.")
        done = rows[-1].id
