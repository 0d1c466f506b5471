"""Crawling sites into the database, from another program."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from crawler.counts import Counts, Progress
from crawler.loader import spider_for
from crawler.process import Job, lanes_by_host, project_settings, run_jobs
from crawler.site import Site
from crawler.spider import SiteSpider
from db.store import open_store
from schema.errors import CrawlError

__all__ = ["Counts", "Progress", "crawl"]

logger = logging.getLogger(__name__)


def crawl(
    sites: Sequence[Site],
    store_url: str,
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    limit: int | None = None,
    settings: Mapping[str, Any] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    command: str = "crawl",
) -> dict[str, Counts]:
    """Crawl sites and store their new pages; can be called once in a process, in its main thread.

    Sites on different hosts are crawled side by side, and a site that fails stops none of the others. Ctrl-C lets the
    requests under way come to their end, keeps what was stored and returns; a second one does not wait.

    Parameters
    ----------
    sites
        The sites, as `crawler.site.choose_sites` gives them.
    store_url
        SQLAlchemy address of the database.
    since, until
        Days, months or years (`2019`, `2019-06`) between which an article's day must lie, where the list or the
        address shows it; both included.
    limit
        How many articles to ask each site for at most.
    settings
        Scrapy settings over those of `crawler.settings`, such as `BLOTTER_PROXY`; `crawler.settings.UNHURRIED` for a
        site on loopback.
    on_progress
        Called after every page, in this thread.
    command
        What the run is recorded as.

    Returns
    -------
    dict
        Site name → what was counted; `Counts.end` says how the site ended.

    Raises
    ------
    CrawlError
        Where none of the sites answered.
    StorageError
        Where the database cannot be opened or fails on the way; what was stored before stays.
    SettingsError
        Where a bound is no date, or the limit no number.
    """
    counts = {site.name: Counts() for site in sites}
    if not sites:
        return counts
    spider_for(sites[0])(since=since, until=until, limit=limit)  # raises for bounds that cannot be, before all else
    scrapy_settings = project_settings(settings)
    if not scrapy_settings.get("BLOTTER_CONTACT") and not all(site.sample for site in sites):
        logger.warning(
            "Set contact (BLOTTER_CONTACT) to a page or mail address, so that a site's operator can reach you."
        )
    store = open_store(store_url)
    try:
        run = store.start_run(command, [site.name for site in sites])
        arguments = {
            "store": store,
            "run": run,
            "since": since,
            "until": until,
            "limit": limit,
            "on_progress": on_progress,
        }
        lanes = [[Job(spider_for(site), dict(arguments)) for site in lane] for lane in lanes_by_host(sites)]
        status = "failed"
        try:
            run_jobs(lanes, scrapy_settings)
            jobs = [job for lane in lanes for job in lane]
            counts.update({job.spider.name: _counts(job) for job in jobs})
            status = _status(counts)
            _raise_storage_error(jobs)
        finally:
            store.finish_run(run, status, {name: counted.numbers() for name, counted in counts.items()})
    finally:
        store.close()
    if status == "failed":
        raise CrawlError("No site answered. " + " ".join(_complaint(name, counted) for name, counted in counts.items()))
    return counts


def _counts(job: Job) -> Counts:
    """Give what a job counted."""
    spider = job.crawler.spider if job.crawler else None
    if isinstance(spider, SiteSpider):
        if not spider.finish_reason:
            spider.counts.end = "interrupted"  # a second Ctrl-C, which does not wait for spiders to close
        return spider.counts
    if job.error is not None:
        return Counts(problems=[str(job.error) or type(job.error).__name__])
    return Counts(end="interrupted")


def _status(counts: Mapping[str, Counts]) -> str:
    ends = {counted.end for counted in counts.values()}
    if "interrupted" in ends:
        return "interrupted"
    return "finished" if ends & {"finished", "incomplete"} else "failed"


def _raise_storage_error(jobs: Sequence[Job]) -> None:
    for job in jobs:
        spider = job.crawler.spider if job.crawler else None
        if isinstance(spider, SiteSpider) and spider.storage_error is not None:
            raise spider.storage_error


def _complaint(name: str, counts: Counts) -> str:
    return f"{name}: {counts.problems[0] if counts.problems else 'nothing came back'}."
