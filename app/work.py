"""The main job, crawl → read → link, and what it says when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.crawling import crawl_sites
from app.reading import Reading, read_pages
from app.terminal import say
from crawler.counts import Counts
from crawler.site import Site
from db.identity import LinkSummary, link
from db.store import open_store
from schema.errors import CrawlError

if TYPE_CHECKING:
    from app.settings import Settings


@dataclass
class Outcome:
    """What a run did: what was fetched at which site, what was read, and what was found to be told twice."""

    crawled: dict[str, Counts]
    reading: Reading
    linked: LinkSummary
    failed: bool


def run(
    sites: Sequence[Site],
    settings: "Settings",
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
) -> Outcome:
    """Crawl sites, read what has not been read, and link reports of the same event.

    Each step goes on where it was if it was killed; what was read of pages stored earlier is read even where no
    site answers today.

    Raises
    ------
    StorageError
        Where the database fails.
    """
    crawled: dict[str, Counts] = {}
    failed = False
    try:
        crawled = crawl_sites(sites, settings, since=since, until=until, limit=limit, command="run")
    except CrawlError as error:
        say(f"blotter: {error}")
        failed = True
    reading, linked = read_and_link(settings)
    return Outcome(crawled, reading, linked, failed)


def read_and_link(
    settings: "Settings", *, everything: bool = False, command: str = "extract"
) -> tuple[Reading, LinkSummary]:
    """Read stored pages as a run of its own, and link what was read."""
    with open_store(settings.database_url) as store:
        number = store.start_run(command, [])
        status, reading = "failed", None
        try:
            reading = read_pages(store, settings, everything=everything, run=number)
            linked = link(store)
            status = "finished"
        except KeyboardInterrupt:
            status = "interrupted"
            raise
        finally:
            store.finish_run(number, status, {} if reading is None else reading.by_site)
    return reading, linked
