"""How much a database holds, how large it is, and what its columns mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select

from db import tables
from db.candidates import count_unlinked
from db.migrate import newest, revision_of
from db.store import Store


@dataclass(frozen=True, slots=True)
class SiteInfo:
    """What is stored of a site: pages, reports in force, facts, and when it was fetched last. `site` None: single addresses."""

    site: str | None
    pages: int
    reports: int
    facts: int
    last_fetched: datetime | None


@dataclass(frozen=True, slots=True)
class DatabaseInfo:
    """What a database holds.

    `size` is in bytes, with SQLite's write-ahead log; `rows` counts each table; `reports` counts the readings in force,
    `unread` the pages without any reading, `unlinked` the reports not compared with others yet; `extractors` counts the
    readings in force by the extractor's version.
    """

    name: str
    revision: str | None
    newest_revision: str
    size: int
    rows: Mapping[str, int]
    reports: int
    unread: int
    unlinked: int
    extractors: Mapping[str, int]
    sites: list[SiteInfo]


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A column of a table: its type as SQL, whether it may be null, and what it means."""

    table: str
    column: str
    type: str
    nullable: bool
    meaning: str


def info(store: Store) -> DatabaseInfo:
    """Give counts and sizes.

    Raises
    ------
    StorageError
        Where the database fails.
    """
    report = tables.Report
    with store.reading() as connection:
        rows = {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in sorted(tables.Base.metadata.tables.items())
        }
        read = select(report.extractor, func.count()).where(report.is_current).group_by(report.extractor)
        extractors = dict(connection.execute(read.order_by(report.extractor)).all())
        return DatabaseInfo(
            name=store.name,
            revision=revision_of(connection, store.name),
            newest_revision=newest(),
            size=_size(connection, store),
            rows=rows,
            reports=sum(extractors.values()),
            unread=rows["pages"] - sum(extractors.values()),
            unlinked=count_unlinked(connection),
            extractors=extractors,
            sites=_sites(connection),
        )


def _size(connection: Connection, store: Store) -> int:
    if connection.dialect.name == "postgresql":
        return connection.scalar(select(func.pg_database_size(func.current_database()))) or 0
    files = [Path(f"{store.url.database}{ending}") for ending in ("", "-wal")]
    return sum(path.stat().st_size for path in files if path.exists())


def _sites(connection: Connection) -> list[SiteInfo]:
    page, report, fact = tables.Page, tables.Report, tables.Fact
    pages = select(page.site, func.count(), func.max(page.last_seen)).group_by(page.site)
    reports = select(page.site, func.count()).join(report, report.page_id == page.id).where(report.is_current)
    facts = (
        select(page.site, func.count()).join(report, report.page_id == page.id).join(fact, fact.report_id == report.id)
    )
    read = dict(connection.execute(reports.group_by(page.site)).all())
    said = dict(connection.execute(facts.group_by(page.site)).all())
    return [
        SiteInfo(site, count, read.get(site, 0), said.get(site, 0), seen)
        for site, count, seen in sorted(connection.execute(pages), key=lambda row: (row[0] is None, row[0] or ""))
    ]


def dictionary() -> list[ColumnNote]:
    """Give every column of every table with its meaning: the data dictionary."""
    return [
        ColumnNote(table.name, column.name, str(column.type), bool(column.nullable), _meaning(column))
        for table in tables.Base.metadata.sorted_tables
        for column in table.columns
    ]


def _meaning(column: "tables.Base | object") -> str:
    comment = getattr(column, "comment", None)
    if comment:
        return str(comment)
    keys = sorted(key.target_fullname for key in getattr(column, "foreign_keys", ()))
    return f"Number of the row in {keys[0].partition('.')[0]}" if keys else "Number of the row"
