"""The store: pages, crawl marks, runs and reports, written so that a killed process leaves nothing by halves."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Literal, Self

from sqlalchemy import URL, Connection, Engine, Insert, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db import tables
from db.engine import PATIENCE, WRITES, make_engine, masked, read_url, speaking
from db.migrate import check_revision, revision_of, upgrade
from db.page_rows import PageState, StoredPage, StoredReport, page_of, unread
from db.report_rows import add_rows, check_keys, clean, drop_rows, report_values, storable, unpack
from schema.errors import StorageError
from schema.models import Page, Report, utc_now

__all__ = ["PageState", "Store", "StoredPage", "StoredReport", "open_store"]

BATCH = 100
"""Pages that are held in memory at once while pages are read."""


class Store:
    """A database of Blotter. Make one with `open_store`; every method raises StorageError where the database fails."""

    def __init__(self, engine: Engine, url: URL) -> None:
        self.engine = engine
        self.url = url

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The address, without its password."""
        return masked(self.url)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        engine = self.engine
        if self.url.get_backend_name() == "postgresql":  # SQLite reads one state anyway
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with speaking(self.url), engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection with a transaction: all that is written in the block, or nothing of it."""
        with speaking(self.url), self.engine.execution_options(**WRITES).begin() as connection:
            yield connection

    def start_run(self, command: str, sites: Sequence[str]) -> int:
        """Note that a run of a command begins; give its number."""
        with self.writing() as connection:
            _add_sites(connection, sites)
            values = {"command": command, "started_at": utc_now()}
            run = connection.execute(insert(tables.Run).values(values).returning(tables.Run.id)).scalar_one()
            zero = [{"run_id": run, "site": site, "name": "pages", "count": 0} for site in dict.fromkeys(sites)]
            if zero:
                connection.execute(insert(tables.RunCount).values(zero))
        return run

    def finish_run(self, run: int, status: str, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Note how a run ended, and for each site what it did (`{"pages": …, "new": …}`)."""
        rows = [
            {"run_id": run, "site": site, "name": name, "count": count}
            for site, named in counts.items()
            for name, count in named.items()
        ]
        with self.writing() as connection:
            _add_sites(connection, list(counts))
            done = update(tables.Run).where(tables.Run.id == run).values(finished_at=utc_now(), status=status)
            if connection.execute(done).rowcount != 1:
                raise StorageError(f"The database {self.name} holds no run {run}, so it cannot be finished.")
            if rows:
                add = _upsert(connection, tables.RunCount, rows)
                where = ["run_id", "site", "name"]
                connection.execute(add.on_conflict_do_update(index_elements=where, set_={"count": add.excluded.count}))

    def page_state(self, url: str) -> PageState | None:
        """Give what the newest stored version of an address is known by; None for an address never stored."""
        version = tables.PageVersion
        query = (
            select(version.digest, version.headers, version.fetched_at)
            .join(tables.Page, tables.Page.id == version.page_id)
            .where(tables.Page.url == storable(url))
            .order_by(version.id.desc())
            .limit(1)
        )
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        return PageState(row.digest, row.headers.get("etag"), row.headers.get("last-modified"), row.fetched_at)

    def known_urls(self, site: str) -> set[str]:
        """Give all addresses of a site that were ever stored."""
        with self.reading() as connection:
            return set(connection.scalars(select(tables.Page.url).where(tables.Page.site == site)))

    def store_page(self, page: Page, *, run: int | None = None) -> Literal["new", "unchanged", "edited"]:
        """Store a page as fetched; every version of it is kept.

        Returns
        -------
        str
            `new` for an address met first, `unchanged` where its newest version has the same status and body, else `edited`.
        """
        seen = page.fetched_at
        url = storable(page.url)
        with self.writing() as connection:
            if page.site is not None:
                _add_sites(connection, [page.site])
            row = {
                "url": url,
                "final_url": storable(page.final_url),
                "site": page.site,
                "first_seen": seen,
                "last_seen": seen,
            }
            add = _upsert(connection, tables.Page, [row])
            # The row is locked from here on, so that two crawlers of one address do not both find it new.
            change = {
                "final_url": add.excluded.final_url,
                "site": func.coalesce(add.excluded.site, tables.Page.site),
                "last_seen": add.excluded.last_seen,
            }
            page_id = connection.execute(
                add.on_conflict_do_update(index_elements=["url"], set_=change).returning(tables.Page.id)
            ).scalar_one()
            version = tables.PageVersion
            newest = connection.execute(
                select(version.digest, version.status)
                .where(version.page_id == page_id)
                .order_by(version.id.desc())
                .limit(1)
            ).one_or_none()
            if newest is not None and (newest.digest, newest.status) == (page.digest, page.status):
                return "unchanged"
            values = {
                "page_id": page_id,
                "run_id": run,
                "fetched_at": seen,
                "status": page.status,
                "headers": storable(page.headers),
                "digest": page.digest,
                "size": len(page.body),
                "body": zlib.compress(page.body),
            }
            connection.execute(insert(version).values(values))
        return "new" if newest is None else "edited"

    def crawl_mark(self, site: str, key: str) -> str | None:
        """Give a mark that a spider has set for a site, None where it set none."""
        mark = tables.CrawlMark
        with self.reading() as connection:
            return connection.scalar(select(mark.value).where(mark.site == site, mark.key == key))

    def set_crawl_mark(self, site: str, key: str, value: str) -> None:
        """Set a mark for a site."""
        with self.writing() as connection:
            _add_sites(connection, [site])
            row = {"site": site, "key": key, "value": value, "set_at": utc_now()}
            add = _upsert(connection, tables.CrawlMark, [row])
            change = {"value": add.excluded.value, "set_at": add.excluded.set_at}
            connection.execute(add.on_conflict_do_update(index_elements=["site", "key"], set_=change))

    def pages_to_read(
        self, *, version: str, sites: Sequence[str] = (), everything: bool = False
    ) -> Iterator[StoredPage]:
        """Yield each page's newest good version (status 200 to 299) that an extractor version has not read.

        Parameters
        ----------
        version
            Version of the extractor.
        sites
            Only pages of these sites; of all without.
        everything
            Pages that it has read already, too.
        """
        done = 0
        while True:
            query = unread(version, sites, everything=everything).where(tables.PageVersion.id > done)
            with self.reading() as connection:
                rows = connection.execute(query.order_by(tables.PageVersion.id).limit(BATCH)).all()
            for row in rows:
                yield StoredPage(row.id, page_of(row))
            if len(rows) < BATCH:
                return
            done = rows[-1].id

    def count_pages_to_read(self, *, version: str, sites: Sequence[str] = (), everything: bool = False) -> int:
        """Count what `pages_to_read` would yield."""
        query = unread(version, sites, everything=everything).with_only_columns(func.count())
        with self.reading() as connection:
            return connection.execute(query).scalar_one()

    def store_report(
        self, page_id: int, report: Report, *, version: str, run: int | None = None
    ) -> Literal["new", "same", "replaced"]:
        """Store what an extractor version read in a page version, in one transaction.

        The report becomes the one in force for its page: an earlier reading loses its events and facts, but is kept whole
        for comparison (`readings`). A reading of a page version that was superseded meanwhile is kept without coming into
        force.

        Parameters
        ----------
        page_id
            Number of the page version, as in `StoredPage.id`.
        report, version
            What was read, and the version of the extractor that read it.
        run
            The run that read it.

        Returns
        -------
        str
            `new` where the page had no report yet, `same` where this very reading was in force already, else `replaced`.
        """
        check_keys(report)
        report = clean(report)
        values = report_values(report)
        with self.writing() as connection:
            page = _lock_page(connection, page_id)
            if page is None:
                raise StorageError(f"The database {self.name} holds no page version {page_id} to store a report for.")
            table = tables.Report
            query = select(table.id, table.page_version_id, table.extractor, table.document_digest, table.is_current)
            earlier = connection.execute(query.where(table.page_id == page)).all()
            mine = next((row for row in earlier if (row.page_version_id, row.extractor) == (page_id, version)), None)
            in_force = next((row for row in earlier if row.is_current), None)
            superseded = in_force is not None and in_force.page_version_id > page_id
            unchanged = mine is not None and mine.document_digest == values["document_digest"]
            if mine is not None and unchanged and (mine.is_current or superseded):
                return "same"
            if in_force is not None and not superseded:
                drop_rows(connection, in_force.id)
                connection.execute(update(table).where(table.id == in_force.id).values(is_current=False))
            values |= {"is_current": not superseded, "is_linked": False, "run_id": run, "stored_at": utc_now()}
            if mine is not None:
                connection.execute(update(table).where(table.id == mine.id).values(values))
                report_id = mine.id
            else:
                values |= {"page_id": page, "page_version_id": page_id, "extractor": version}
                report_id = connection.execute(insert(table).values(values).returning(table.id)).scalar_one()
            if not superseded:
                add_rows(connection, report_id, report)
        return "replaced" if earlier else "new"

    def store_unreadable(self, page_id: int, *, version: str, reason: str) -> None:
        """Note that an extractor version found no article in a page version, and why."""
        row = {"page_version_id": page_id, "extractor": version, "reason": storable(reason), "noted_at": utc_now()}
        with self.writing() as connection:
            if _lock_page(connection, page_id) is None:
                raise StorageError(
                    f"The database {self.name} holds no page version {page_id} that could be unreadable."
                )
            add = _upsert(connection, tables.UnreadablePage, [row])
            change = {"reason": add.excluded.reason, "noted_at": add.excluded.noted_at}
            connection.execute(add.on_conflict_do_update(index_elements=["page_version_id", "extractor"], set_=change))

    def readings(self, page_id: int) -> list[StoredReport]:
        """Give all readings of the page that a page version belongs to, the one first made first."""
        version, table = tables.PageVersion, tables.Report
        page = select(version.page_id).where(version.id == page_id).scalar_subquery()
        query = select(
            table.id, table.page_version_id, table.extractor, table.is_current, table.document, table.text
        ).where(table.page_id == page)
        with self.reading() as connection:
            rows = connection.execute(query.order_by(table.id)).all()
        return [
            StoredReport(
                row.id,
                row.page_version_id,
                row.extractor,
                row.is_current,
                unpack(row.document, row.text, row.extractor),
            )
            for row in rows
        ]


def open_store(url: str, *, patience: float = PATIENCE) -> Store:
    """Open a database, making it where there is none.

    Parameters
    ----------
    url
        `sqlite:///path` or `postgresql://user:password@host:port/database`.
    patience
        Seconds that a writer waits for another one.

    Raises
    ------
    StorageError
        Where the address has no meaning, the database cannot be reached, is none of Blotter's, or is of another version.
    """
    address = read_url(url)
    engine = make_engine(address, patience=patience)
    try:
        with speaking(address), engine.connect() as connection:
            revision = revision_of(connection, masked(address))
        if revision is None:
            upgrade(url, patience=patience)
        else:
            check_revision(revision, masked(address))
    except StorageError:
        engine.dispose()
        raise
    return Store(engine, address)


def _upsert(connection: Connection, table: type[tables.Base], rows: Sequence[Mapping[str, Any]]) -> Any:
    """Give an INSERT that can say what to do with rows that are there already (both databases spell it alike)."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return make(table).values(list(rows))


def _add_sites(connection: Connection, sites: Sequence[str]) -> None:
    rows = [{"name": site, "first_seen": utc_now()} for site in sorted(set(sites))]
    if rows:
        add: Insert = _upsert(connection, tables.Site, rows).on_conflict_do_nothing()
        connection.execute(add)


def _lock_page(connection: Connection, version_id: int) -> int | None:
    """Give the page of a version, and keep other writers of that page waiting."""
    page, version = tables.Page, tables.PageVersion
    query = select(page.id).join(version, version.page_id == page.id).where(version.id == version_id)
    return connection.scalar(query.with_for_update(of=page))
