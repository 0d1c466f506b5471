"""Running spiders in this process. Twisted's reactor runs once in a process and only in its main thread."""

import asyncio
import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings

from crawler.site import Site
from schema.errors import CrawlError

AT_ONCE = 8
"""Sites that are crawled at the same time, each on hosts of its own."""

_crawls: list[AsyncCrawlerProcess] = []


@dataclass(slots=True)
class Job:
    """One spider to run, with its arguments; afterwards the crawler that ran it, or the error that kept it from it."""

    spider: type[Spider]
    arguments: dict[str, Any]
    crawler: Crawler | None = None
    error: BaseException | None = None


def project_settings(overrides: Mapping[str, Any] | None = None) -> Settings:
    """Give the project's settings with the given ones over them."""
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict({"LOG_LEVEL": "WARNING", **(overrides or {})}, priority="cmdline")
    settings.setdict({"LOG_INSTALL_ROOT_HANDLER": False, "LOG_VERSIONS": []}, priority="cmdline")
    return settings


def run_jobs(lanes: Sequence[Sequence[Job]], settings: Settings) -> None:
    """Run the jobs of each lane one after another, and the lanes side by side, until all are done or Ctrl-C.

    Raises
    ------
    CrawlError
        Where this process has crawled before, or this is not its main thread.
    """
    if threading.current_thread() is not threading.main_thread():
        raise CrawlError("A crawl must be run in the main thread of its process; start a process for it.")
    if _crawls:
        raise CrawlError("This process has crawled already, and can do so only once; start a process for each crawl.")
    with _quiet_start(settings):
        process = AsyncCrawlerProcess(settings)
    _crawls.append(process)
    for lane in lanes:
        _start_next(process, list(lane))
    process.start()


def _start_next(process: AsyncCrawlerProcess, lane: list[Job]) -> None:
    """Start the first job of a lane, and the rest of the lane when it is done."""
    if not lane:
        return
    job, rest = lane[0], lane[1:]
    job.crawler = process.create_crawler(job.spider)
    task = process.crawl(job.crawler, **job.arguments)

    def go_on(done: asyncio.Task[None]) -> None:
        job.error = None if done.cancelled() else done.exception()
        spider = job.crawler.spider if job.crawler else None
        if not done.cancelled() and getattr(spider, "finish_reason", "") != "shutdown":
            _start_next(process, rest)

    task.add_done_callback(go_on)


@contextmanager
def _quiet_start(settings: Settings) -> Iterator[None]:
    """Keep Scrapy from setting its loggers to DEBUG and greeting; the application owns the log."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)
    logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])


def lanes_by_host(sites: Sequence[Site]) -> list[list[Site]]:
    """Part sites into lanes, so that no two lanes ask the same host and there are at most `AT_ONCE` of them."""
    groups: list[list[Site]] = []
    for site in sites:
        same = [group for group in groups if any(site.own_hosts & other.own_hosts for other in group)]
        merged = [other for group in same for other in group]
        groups = [group for group in groups if group not in same]
        groups.append([*merged, site])
    lanes: list[list[Site]] = [[] for _ in range(min(AT_ONCE, len(groups)))]
    for group in sorted(groups, key=len, reverse=True):
        min(lanes, key=len).extend(group)
    return lanes
