"""Writing one report's rows: the report itself, its events, facts, places, and the words behind them."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from db import tables
from db.days import first_day, last_day
from db.placing import placing
from db.textprint import digest, sketch
from schema.errors import StorageError
from schema.models import Event, Report

UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], " ")
"""NUL and lone surrogates, which PostgreSQL takes nowhere; a blank in their place keeps every offset."""


def storable(value: Any) -> Any:
    """Give text, or a structure of texts, without characters that a database cannot hold; lengths stay the same."""
    if isinstance(value, str):
        return value.translate(UNSTORABLE) if "\0" in value or not _encodes(value) else value
    if isinstance(value, Mapping):
        return {storable(key): storable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [storable(one) for one in value]
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def clean(report: Report) -> Report:
    """Give the report as it can be stored."""
    data = report.model_dump()
    plain = storable(data)
    return report if plain == data else Report.model_validate(plain)


def check_keys(report: Report) -> None:
    """Raise StorageError where a report does not hold together: events and wholes that it names but does not have."""
    events, facts = [event.id for event in report.events], [fact.id for fact in report.facts]
    wholes = {fact.id: fact.part_of for fact in report.facts}
    for keys in (events, facts):
        if len(set(keys)) < len(keys):
            raise StorageError(f"The report {report.id} cannot be stored: an id stands twice among {', '.join(keys)}.")
    for fact in report.facts:
        if fact.event not in events:
            raise StorageError(
                f"The report {report.id} cannot be stored: {fact.id} is of {fact.event}, which is no event."
            )
        above, whole = {fact.id}, fact.part_of
        while whole is not None:
            if whole in above or whole not in wholes:
                raise StorageError(
                    f"The report {report.id} cannot be stored: {fact.id} is a part of itself or of no fact."
                )
            above.add(whole)
            whole = wholes[whole]


def pack(report: Report) -> tuple[bytes, str]:
    """Give the report's document (all but its text, compressed) and the digest of all that it says.

    The extractor's version is no part of the digest, so that the same words by another version have the same one.
    """
    data = report.model_dump(mode="json", exclude={"extractor"})
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    del data["text"]
    document = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    return zlib.compress(document), hashlib.sha256(whole).hexdigest()


def unpack(document: bytes, text: str, extractor: str) -> Report:
    """Give back the report of a document and its text."""
    data = json.loads(zlib.decompress(document))
    return Report.model_validate({**data, "text": text, "extractor": extractor})


def report_values(report: Report) -> dict[str, Any]:
    """Give the columns of the report's own row that come from what it says."""
    document, document_digest = pack(report)
    return {
        "key": report.id,
        "url": report.url,
        "title": report.title,
        "published": report.published,
        "published_day": first_day(report.published),
        "source": report.source,
        "text": report.text,
        "text_digest": digest(report.text),
        "document": document,
        "document_digest": document_digest,
    }


def drop_rows(connection: Connection, report_id: int) -> None:
    """Take out a report's events, facts and mentions; its own row and its document stay."""
    events = select(tables.Event.id).where(tables.Event.report_id == report_id)
    # Facts refer to one another and to events; children first spares the database the search for them.
    connection.execute(delete(tables.Fact).where(tables.Fact.report_id == report_id))
    for child in (tables.EventPlace, tables.EventOffence, tables.EventAgency, tables.EventEvidence):
        connection.execute(delete(child).where(child.event_id.in_(events)))
    connection.execute(delete(tables.Event).where(tables.Event.report_id == report_id))
    connection.execute(delete(tables.Mention).where(tables.Mention.report_id == report_id))
    connection.execute(delete(tables.ReportShingle).where(tables.ReportShingle.report_id == report_id))
    left, right = tables.ReportLink.left_id, tables.ReportLink.right_id
    connection.execute(delete(tables.ReportLink).where((left == report_id) | (right == report_id)))


def add_rows(connection: Connection, report_id: int, report: Report) -> None:
    """Insert a report's events, facts and mentions."""
    events = _add_events(connection, report_id, report)
    _add_facts(connection, report_id, report, events)
    used = [(fact.start, fact.end) for fact in report.facts if fact.start is not None and fact.end is not None]
    _insert(
        connection,
        tables.Mention,
        (
            {
                "report_id": report_id,
                "kind": mention.kind,
                "role": mention.role,
                "span_start": mention.start,
                "span_end": mention.end,
                "text": mention.text,
                "value": mention.value,
            }
            for mention in report.mentions
            if mention.kind != "date"
            and (mention.kind != "quantity" or not any(start <= mention.start < end for start, end in used))
        ),
    )
    _insert(connection, tables.ReportShingle, ({"report_id": report_id, "hash": one} for one in sketch(report.text)))


def _add_events(connection: Connection, report_id: int, report: Report) -> dict[str, int]:
    """Insert the events with their places, offences, agencies and evidence; give their ids by key."""
    if not report.events:
        return {}
    rows = [
        {
            "report_id": report_id,
            "key": event.id,
            "kind": event.kind,
            "name": event.name,
            "start_date": event.start,
            "end_date": event.end,
            "first_day": first_day(event.start),
            "last_day": last_day(event.end),
        }
        for event in report.events
    ]
    event = tables.plain(tables.Event)
    given = connection.execute(insert(event).returning(event.c.id, sort_by_parameter_order=True), rows)
    ids = dict(zip((event.id for event in report.events), given.scalars(), strict=True))
    on = report.published[:10] if report.published else None
    _insert(
        connection,
        tables.EventPlace,
        (row for event in report.events for row in _place_rows(ids[event.id], event, event.end or on)),
    )
    _insert(
        connection,
        tables.EventOffence,
        (
            {"event_id": ids[event.id], "code": code, "position": position}
            for event in report.events
            for position, code in enumerate(dict.fromkeys(event.offences))
        ),
    )
    _insert(
        connection,
        tables.EventAgency,
        (
            {"event_id": ids[event.id], "name": name, "position": position}
            for event in report.events
            for position, name in enumerate(dict.fromkeys(event.agencies))
        ),
    )
    _insert(
        connection,
        tables.EventEvidence,
        (
            {
                "event_id": ids[event.id],
                "field": one.field,
                "value": one.value,
                "span_start": one.start,
                "span_end": one.end,
                "quote": one.quote,
            }
            for event in report.events
            for one in event.evidence
        ),
    )
    return ids


def _place_rows(event_id: int, event: Event, on: str | None) -> Iterable[dict[str, Any]]:
    for role, paths in (("jurisdiction", event.jurisdiction), ("place", event.places)):
        for position, path in enumerate(dict.fromkeys(paths)):
            found = placing(path, on)
            yield {
                "event_id": event_id,
                "role": role,
                "path": path,
                "position": position,
                "locates": role == "place" or not event.places,
                "code": found.code,
                "country": found.country,
                "province": found.province,
                "prefecture": found.prefecture,
                "county": found.county,
            }


def _add_facts(connection: Connection, report_id: int, report: Report, events: Mapping[str, int]) -> None:
    """Insert the facts, then say which is a part of which."""
    if not report.facts:
        return
    rows = [
        {
            "report_id": report_id,
            "event_id": events[fact.event],
            "key": fact.id,
            "measure": fact.measure,
            "value": fact.value,
            "qualifier": fact.qualifier,
            "unit": fact.unit,
            "item": fact.item,
            "as_of": fact.as_of,
            "as_of_day": last_day(fact.as_of),
            "quote": fact.quote,
            "span_start": fact.start,
            "span_end": fact.end,
            "rule": fact.rule,
            "confidence": fact.confidence,
        }
        for fact in report.facts
    ]
    fact = tables.plain(tables.Fact)
    given = connection.execute(insert(fact).returning(fact.c.id, sort_by_parameter_order=True), rows)
    ids = dict(zip((fact.id for fact in report.facts), given.scalars(), strict=True))
    parts = [{"fact": ids[fact.id], "whole": ids[fact.part_of]} for fact in report.facts if fact.part_of is not None]
    if parts:
        change = update(tables.Fact).where(tables.Fact.id == bindparam("fact")).values(part_of_id=bindparam("whole"))
        connection.execute(change, parts)


def _insert(connection: Connection, table: type[tables.Base], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, all at once; both drivers send them in one go."""
    pending = list(rows)
    if pending:
        connection.execute(insert(tables.plain(table)), pending)
