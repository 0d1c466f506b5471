"""What a new extractor version reads otherwise than the one before it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from db import tables
from db.report_rows import unpack
from db.store import Store
from schema.models import Fact, Report, plain_number

BATCH = 100


@dataclass(frozen=True, slots=True)
class Change:
    """Facts that a page's reading in force has and the one before it did not (`added`), and the other way round (`removed`).

    A fact is written as measure, value, qualifier, unit, item and kind of event. `page_id` is the number of the page version.
    """

    page_id: int
    url: str
    title: str
    before: str
    after: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def changes(store: Store, *, version: str) -> Iterator[Change]:
    """Yield what changed in every page whose reading in force is by an extractor version, against the reading before it.

    Pages that the version reads as the one before it did, and pages that it read first, are left out.

    Raises
    ------
    StorageError
        Where the database fails.
    """
    report, page = tables.Report, tables.Page
    earlier = report.__table__.alias("earlier")
    before = (
        select(func.max(earlier.c.id))
        .where(earlier.c.page_id == report.page_id, earlier.c.id != report.id, earlier.c.extractor != version)
        .scalar_subquery()
    )
    old = report.__table__.alias("old")
    query = (
        select(
            report.id,
            report.page_version_id,
            page.url,
            report.document,
            report.text,
            old.c.extractor,
            old.c.document.label("old_document"),
            old.c.text.label("old_text"),
        )
        .join(page, page.id == report.page_id)
        .join(old, old.c.id == before)
        .where(report.is_current, report.extractor == version, old.c.document_digest != report.document_digest)
        .order_by(report.id)
    )
    done = 0
    while True:
        with store.reading() as connection:
            rows = connection.execute(query.where(report.id > done).limit(BATCH)).all()
        for row in rows:
            now = unpack(row.document, row.text, version)
            added, removed = compare(unpack(row.old_document, row.old_text, row.extractor), now)
            if added or removed:
                yield Change(row.page_version_id, row.url, now.title, row.extractor, version, added, removed)
        if len(rows) < BATCH:
            return
        done = rows[-1].id


def compare(before: Report, after: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the facts that only the second and only the first of two readings has, as words."""
    old, new = Counter(_facts(before)), Counter(_facts(after))
    return tuple(sorted((new - old).elements())), tuple(sorted((old - new).elements()))


def _facts(report: Report) -> Iterator[str]:
    kinds = {event.id: event.kind for event in report.events}
    for fact in report.facts:
        yield said(fact, kinds[fact.event])


def said(fact: Fact, kind: str) -> str:
    """Give a fact as words: `suspects_arrested 265 exact person (operation)`."""
    item = f" {fact.item}" if fact.item else ""
    part = ", part" if fact.part_of else ""
    return f"{fact.measure} {plain_number(fact.value)} {fact.qualifier} {fact.unit}{item} ({kind}{part})"
