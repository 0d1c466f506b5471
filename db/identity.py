"""Which events of different reports are one: links with their reasons, and the identities they add up to."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from db import tables
from db.candidates import chunks, event_pairs, events_of, read_candidates, related_events, text_pairs, texts
from db.matching import Candidate, copied_events, gather, same_operation, same_text
from db.store import Store
from schema.errors import StorageError, UsageError
from schema.models import utc_now

__all__ = ["EventLinkRow", "LinkSummary", "link", "links", "unlink"]


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What linking did and what stands afterwards.

    `reports` were compared with the others; `copies` (pairs of reports with the same text) and `links` (pairs of events) are
    new. `identities` events in all are told by more than one report; `merged` is how many tellings they stand for beyond
    their first.
    """

    reports: int
    copies: int
    links: int
    identities: int
    merged: int


@dataclass(frozen=True, slots=True)
class EventLinkRow:
    """A link between two events, with the reports that they stand in."""

    left: int
    right: int
    left_report: int
    right_report: int
    left_title: str
    right_title: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Links found, before they are written: pairs of numbers, the smaller first, with rule and reason."""

    copies: Mapping[tuple[int, int], str]
    events: Mapping[tuple[int, int], tuple[str, str]]


def link(store: Store) -> LinkSummary:
    """Compare the reports stored since the last time with all others, and join events that are one.

    The same reports give the same links in whatever order they were stored. Links whose reports were read anew went with
    them, and are looked for again.

    Raises
    ------
    StorageError
        Where the database fails.
    """
    with store.reading() as connection:
        report = tables.Report
        rows = connection.execute(
            select(report.id, report.document_digest).where(report.is_current, report.is_linked.is_(False))
        )
        new = {row.id: row.document_digest for row in rows}
        found = _find(connection, new.keys())
    with store.writing() as connection:
        copies, events = _write(connection, found)
        done = update(report).where(report.id == bindparam("report"), report.document_digest == bindparam("digest"))
        if new:
            compared = [{"report": number, "digest": digest} for number, digest in sorted(new.items())]
            connection.execute(done.values(is_linked=True), compared)
        identities, merged = _rebuild(connection)
    return LinkSummary(len(new), copies, events, identities, merged)


def _find(connection: Connection, new: Collection[int]) -> _Found:
    veto = tables.LinkVeto
    sides = select(veto.left_page_id, veto.left_key, veto.right_page_id, veto.right_key)
    vetoes = {tuple(row) for row in connection.execute(sides)}
    pairs = sorted(text_pairs(connection, new))
    bodies = texts(connection, (number for pair in pairs for number in pair))
    copies = {pair: why for pair in pairs if (why := same_text(bodies[pair[0]], bodies[pair[1]])) is not None}
    by_report = events_of(connection, (number for pair in copies for number in pair))
    related = related_events(connection, new)
    candidates = read_candidates(connection, related | {event for events in by_report.values() for event in events})

    def parted(left: Candidate, right: Candidate) -> bool:
        one, other = (left.page, left.key), (right.page, right.key)
        return (*one, *other) in vetoes or (*other, *one) in vetoes

    events: dict[tuple[int, int], tuple[str, str]] = {}
    for (left, right), why in copies.items():
        told = [candidates[event] for event in by_report.get(left, ())]
        again = [candidates[event] for event in by_report.get(right, ())]
        for one, other in copied_events(told, again):
            if not parted(one, other):
                low, high = sorted((one.id, other.id))
                events[low, high] = ("copy", why)
    for low, high in sorted(event_pairs((candidates[event] for event in related), new)):
        found = same_operation(candidates[low], candidates[high])
        if found is not None and (low, high) not in events and not parted(candidates[low], candidates[high]):
            events[low, high] = found
    return _Found(copies, events)


def _write(connection: Connection, found: _Found) -> tuple[int, int]:
    """Write links that are not there yet, for reports and events that still are; give how many."""
    now = utc_now()
    reports = _there(connection, tables.Report, (number for pair in found.copies for number in pair))
    known = _linked(connection, tables.ReportLink, reports)
    copies = [
        {"left_id": left, "right_id": right, "why": why, "made_at": now}
        for (left, right), why in found.copies.items()
        if {left, right} <= reports and (left, right) not in known
    ]
    there = _there(connection, tables.Event, (number for pair in found.events for number in pair))
    known = _linked(connection, tables.EventLink, there)
    events = [
        {"left_id": left, "right_id": right, "rule": rule, "why": why, "made_at": now}
        for (left, right), (rule, why) in found.events.items()
        if {left, right} <= there and (left, right) not in known
    ]
    for table, rows in ((tables.ReportLink, copies), (tables.EventLink, events)):
        if rows:
            connection.execute(insert(tables.plain(table)), rows)
    return len(copies), len(events)


def _there(connection: Connection, table: type[tables.Report | tables.Event], numbers: Iterable[int]) -> set[int]:
    return {
        number for some in chunks(numbers) for number in connection.scalars(select(table.id).where(table.id.in_(some)))
    }


def _linked(
    connection: Connection, table: type[tables.ReportLink | tables.EventLink], numbers: Iterable[int]
) -> set[tuple[int, int]]:
    return {
        (row.left_id, row.right_id)
        for some in chunks(numbers)
        for row in connection.execute(select(table.left_id, table.right_id).where(table.left_id.in_(some)))
    }


def _rebuild(connection: Connection) -> tuple[int, int]:
    """Make the identities that the links add up to; give how many there are, and how many reports they merge away.

    An identity has the number of its smallest event, so that the same links always give the same identities.
    """
    event, identity, joined = tables.Event, tables.Identity, tables.EventLink
    pairs = {(row.left_id, row.right_id) for row in connection.execute(select(joined.left_id, joined.right_id))}
    groups = gather(pairs)
    reports: dict[int, int] = {}
    for some in chunks(groups):
        rows = connection.execute(select(event.id, event.report_id).where(event.id.in_(some)))
        reports |= {row.id: row.report_id for row in rows}
    members: dict[int, list[int]] = {}
    for number, root in groups.items():
        members.setdefault(root, []).append(number)
    wanted = {root: (len(some), len({reports[one] for one in some})) for root, some in members.items()}
    rows = connection.execute(select(identity.id, identity.events, identity.reports))
    stored = {row.id: (row.events, row.reports) for row in rows}
    fresh = [
        {"id": root, "events": some[0], "reports": some[1]}
        for root, some in sorted(wanted.items())
        if root not in stored
    ]
    if fresh:
        connection.execute(insert(tables.plain(identity)), fresh)
    changed = [
        {"number": root, "held": some[0], "told": some[1]}
        for root, some in sorted(wanted.items())
        if stored.get(root, some) != some
    ]
    if changed:
        change = update(identity).where(identity.id == bindparam("number"))
        connection.execute(change.values(events=bindparam("held"), reports=bindparam("told")), changed)
    _move(connection, groups)
    for some in chunks(stored.keys() - wanted.keys()):
        connection.execute(delete(identity).where(identity.id.in_(some)))
    return len(wanted), sum(count - 1 for _, count in wanted.values())


def _move(connection: Connection, groups: Mapping[int, int]) -> None:
    """Put every event into its identity, and those that are alone into none."""
    event = tables.Event
    held = select(event.id, event.identity_id).where(event.identity_id.is_not(None))
    stands = {row.id: row.identity_id for row in connection.execute(held)}
    moved = [
        {"number": number, "root": groups.get(number)}
        for number in sorted(stands.keys() | groups.keys())
        if stands.get(number) != groups.get(number)
    ]
    if moved:
        change = update(event).where(event.id == bindparam("number"))
        connection.execute(change.values(identity_id=bindparam("root")), moved)


def links(store: Store, *, identity: int | None = None) -> list[EventLinkRow]:
    """Give the links between events with their reasons, in the order of the events; of one identity where it is named."""
    joined, left, right = tables.EventLink, tables.Event.__table__.alias("l"), tables.Event.__table__.alias("r")
    report, other = tables.Report.__table__.alias("lr"), tables.Report.__table__.alias("rr")
    query = (
        select(
            joined.left_id,
            joined.right_id,
            left.c.report_id,
            right.c.report_id,
            report.c.title,
            other.c.title,
            joined.rule,
            joined.why,
        )
        .join(left, left.c.id == joined.left_id)
        .join(right, right.c.id == joined.right_id)
        .join(report, report.c.id == left.c.report_id)
        .join(other, other.c.id == right.c.report_id)
        .order_by(joined.left_id, joined.right_id)
    )
    if identity is not None:
        query = query.where(left.c.identity_id == identity)
    with store.reading() as connection:
        return [EventLinkRow(*row) for row in connection.execute(query)]


def unlink(store: Store, *, left: int, right: int) -> bool:
    """Part two events for good: their link goes, and linking never makes it again.

    Parameters
    ----------
    left, right
        Numbers of the events.

    Returns
    -------
    bool
        Whether they are apart now; False where links to third events still join them.

    Raises
    ------
    UsageError
        Where one of them is no event, or both are the same.
    StorageError
        Where the database fails.
    """
    low, high = sorted((left, right))
    if low == high:
        raise UsageError("An event cannot be parted from itself.")
    with store.writing() as connection:
        known = read_candidates(connection, [low, high])
        for number in (low, high):
            if number not in known:
                raise UsageError(f"There is no event {number}.")
        one, other = sorted(known.values(), key=lambda event: (event.page, event.key))
        veto = {"left_page_id": one.page, "left_key": one.key, "right_page_id": other.page, "right_key": other.key}
        table = tables.LinkVeto
        there = select(table.made_at).where(*(getattr(table, name) == value for name, value in veto.items()))
        if connection.execute(there).first() is None:
            connection.execute(insert(table).values(**veto, made_at=utc_now()))
        joined = tables.EventLink
        connection.execute(delete(joined).where(joined.left_id == low, joined.right_id == high))
        _rebuild(connection)
        held = select(tables.Event.identity_id).where(tables.Event.id.in_([low, high]))
        identities = list(connection.scalars(held))
        if len(identities) != 2:
            raise StorageError(f"The database {store.name} lost an event while it was parted; try again.")
    return identities[0] is None or identities[0] != identities[1]
