"""Which events and reports are worth comparing: blocks that share a figure in a province, a name, or runs of text."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, func, select

from db import tables
from db.matching import LEAST_VALUE, Candidate, Figure

CHUNK = 500
COMMON = 200
"""A run of text that stands in more reports than this tells nothing."""

SHARED_RUNS = 3
"""Sketch hashes that two texts must share to be compared; copies share nearly all twelve."""


def chunks(numbers: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield values in lists that fit one statement."""
    ordered = sorted(set(numbers))
    for at in range(0, len(ordered), CHUNK):
        yield ordered[at : at + CHUNK]


def text_pairs(connection: Connection, new: Collection[int]) -> set[tuple[int, int]]:
    """Give pairs of reports, one of them new, whose texts may be copies."""
    shingle, report = tables.ReportShingle, tables.Report
    pairs: set[tuple[int, int]] = set()
    digests: dict[str, list[int]] = {}
    mine = {number for some in chunks(new) for number in some}
    asked: set[str] = set()
    hashes: set[int] = set()
    for some in chunks(new):
        asked.update(connection.scalars(select(report.text_digest).where(report.id.in_(some))))
        hashes.update(connection.scalars(select(shingle.hash).where(shingle.report_id.in_(some))))
    for some in chunks(asked):
        same = select(report.text_digest, report.id).where(report.is_current, report.text_digest.in_(some))
        for digest, number in connection.execute(same):
            digests.setdefault(digest, []).append(number)
    for numbers in digests.values():
        pairs |= set(_ordered_pairs(numbers, mine))
    shared: Counter[tuple[int, int]] = Counter()
    for some in chunks(hashes):
        blocks: dict[int, list[int]] = {}
        for value, number in connection.execute(select(shingle.hash, shingle.report_id).where(shingle.hash.in_(some))):
            blocks.setdefault(value, []).append(number)
        for numbers in blocks.values():
            if len(numbers) <= COMMON:
                shared.update(_ordered_pairs(numbers, mine))
    return pairs | {pair for pair, count in shared.items() if count >= SHARED_RUNS}


def _ordered_pairs(numbers: Sequence[int], new: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield pairs, the smaller number first, of which at least one is new."""
    for left, right in combinations(sorted(numbers), 2):
        if left in new or right in new:
            yield left, right


def texts(connection: Connection, reports: Iterable[int]) -> dict[int, str]:
    """Give the texts of reports."""
    found: dict[int, str] = {}
    for some in chunks(reports):
        rows = connection.execute(select(tables.Report.id, tables.Report.text).where(tables.Report.id.in_(some)))
        found |= {row.id: row.text for row in rows}
    return found


def related_events(connection: Connection, new: Collection[int]) -> set[int]:
    """Give the operations that share a telling figure or a name with an operation of a new report, and those themselves."""
    event, fact = tables.Event, tables.Fact
    found: set[int] = set()
    values: set[Any] = set()
    names: set[str] = set()
    for some in chunks(new):
        mine = select(event.id, event.name).where(event.report_id.in_(some), event.kind == "operation")
        for row in connection.execute(mine):
            found.add(row.id)
            names |= {row.name} if row.name else set()
        told = select(fact.value).where(fact.report_id.in_(some), fact.value >= LEAST_VALUE)
        values.update(connection.scalars(told))
    for some in chunks(values):
        same = select(event.id).join(fact, fact.event_id == event.id)
        found.update(connection.scalars(same.where(event.kind == "operation", fact.value.in_(some))))
    for some in chunks(names):
        found.update(connection.scalars(select(event.id).where(event.kind == "operation", event.name.in_(some))))
    return found


def events_of(connection: Connection, reports: Iterable[int]) -> dict[int, list[int]]:
    """Give the events of reports by report."""
    found: dict[int, list[int]] = {}
    for some in chunks(reports):
        rows = connection.execute(
            select(tables.Event.report_id, tables.Event.id).where(tables.Event.report_id.in_(some))
        )
        for row in rows:
            found.setdefault(row.report_id, []).append(row.id)
    return found


def read_candidates(connection: Connection, events: Iterable[int]) -> dict[int, Candidate]:
    """Give events as the rules see them."""
    event, report, fact = tables.Event, tables.Report, tables.Fact
    place, agency = tables.EventPlace, tables.EventAgency
    found: dict[int, Candidate] = {}
    columns = (
        event.id,
        event.report_id,
        report.page_id,
        event.key,
        event.kind,
        event.name,
        event.first_day,
        event.last_day,
    )
    for some in chunks(events):
        query = select(*columns, report.published_day).join(report, report.id == event.report_id)
        for row in connection.execute(query.where(event.id.in_(some))):
            found[row.id] = Candidate(*row)
        told = select(fact.event_id, fact.measure, fact.value, fact.unit, fact.item, fact.qualifier)
        for number, measure, value, unit, item, qualifier in connection.execute(told.where(fact.event_id.in_(some))):
            figure: Figure = (measure, value, unit, item)
            found[number].figures.setdefault(figure, set()).add(qualifier)
        for number, path in connection.execute(select(place.event_id, place.path).where(place.event_id.in_(some))):
            found[number].regions.add(path)
        for number, name in connection.execute(select(agency.event_id, agency.name).where(agency.event_id.in_(some))):
            found[number].agencies.add(name)
    return found


def event_pairs(candidates: Iterable[Candidate], new: Collection[int]) -> set[tuple[int, int]]:
    """Give pairs of operations, one of a new report, that share a region's top and a figure or a name."""
    blocks: dict[tuple[object, str], list[Candidate]] = {}
    for one in candidates:
        tops = {region.partition("/")[0] for region in one.regions}
        told: set[object] = {figure for figure in one.figures if figure[1] >= LEAST_VALUE}
        for what in told | ({one.name} if one.name else set()):
            for top in tops:
                blocks.setdefault((what, top), []).append(one)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        for left, right in combinations(sorted(block, key=lambda one: one.id), 2):
            if left.report != right.report and (left.report in new or right.report in new):
                pairs.add((left.id, right.id))
    return pairs


def count_unlinked(connection: Connection) -> int:
    """Count the reports in force that were not compared with the others since they were stored."""
    report = tables.Report
    return connection.scalar(select(func.count()).where(report.is_current, report.is_linked.is_(False))) or 0
