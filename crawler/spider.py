"""The spider: walks a site's lists, newest first, and fetches the articles that are not stored yet.

There is one class; `crawler.loader` makes a subclass of it for each site file. Articles go before list pages, so that
what a list page named is stored before the next list page is asked for.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from typing import Any, ClassVar, Self

from lxml.etree import LxmlError
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.counts import Counts, Progress
from crawler.days import first_day, last_day
from crawler.failures import FORBIDDEN, GONE, error_of, explain
from crawler.lists import Step, family_of
from crawler.requests import as_page, list_request, pace
from crawler.site import Site
from crawler.storage import Ledger, Outcome, PageStore
from crawler.walk import Bounds, Walk
from db.store import open_store
from schema.errors import SettingsError, StorageError
from schema.models import Page

_ARTICLE_PRIORITY = 10


class SiteSpider(Spider):
    """Crawls one site.

    Parameters
    ----------
    store, run
        The open database and the number of the run; `scrapy crawl`, which gives neither, opens the database of the
        setting `BLOTTER_DATABASE_URL` and begins a run of its own.
    since, until
        Days, months or years between which an article's day must lie, where the list or the address shows it.
    limit
        How many articles to ask for at most.
    on_progress
        Called after every page.
    """

    site: ClassVar[Site]
    store: PageStore
    walks: list[Walk]

    def __init__(
        self,
        *,
        store: PageStore | None = None,
        run: int | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
        limit: int | str | None = None,
        on_progress: Callable[[Progress], None] | None = None,
    ) -> None:
        super().__init__()
        self.bounds = Bounds(_day(since, first_day), _day(until, last_day))
        self.limit = _limit(limit)
        self.counts = Counts()
        self.run = run
        self.storage_error: StorageError | None = None
        self.finish_reason = ""
        self.allowed_domains = sorted(self.site.own_hosts)
        self._given = store
        self._on_progress = on_progress
        self._asked: dict[str, list[Walk]] = {}
        self._settled: set[str] = set()
        self._lists_lost = 0
        self._forbidden: list[str] = []

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set what the site file says of the pace and of certificates."""
        super().update_settings(settings)
        pace(settings, cls.site)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Make the spider and open the database where none was given.

        Raises
        ------
        StorageError
            Where the database cannot be opened.
        """
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider._given is None:
            spider.store = open_store(crawler.settings["BLOTTER_DATABASE_URL"])
            spider.run = spider.store.start_run("scrapy crawl", [spider.name])
        else:
            spider.store = spider._given
        ledger = Ledger(spider.store, spider.name)
        family = family_of(spider.site)
        spider.walks = [Walk(entry, family, ledger, spider.bounds) for entry in spider.site.entries]
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Yield the entries, and the articles that earlier crawls failed to get."""
        for walk in self.walks:
            with self._storing():
                step = walk.begin()
            yield self._list_request(walk, step)
            for url in list(walk.failed):
                if self.site.takes(url) and self._may_ask(walk, url):
                    yield self._article_request(url)

    def read_list(self, response: Response, walk: Walk, step: Step) -> Iterator[Request]:
        """Yield the articles of a list page that are to be fetched, and the list pages that follow."""
        try:
            with self._storing():
                links, wanted, following = walk.read(response, step)
        except (LxmlError, ValueError, OSError) as error:
            self._list_lost(walk, step, f"the list page cannot be read: {error}")
            return
        self.counts.lists += 1
        self.counts.skipped += len(links) - len(wanted)
        if not links and step.number == 1 and not walk.family.may_be_empty:
            walk.complete = False
            self.counts.note(f"{step.url}: no article links; `blotter sites check {self.name}` says more")
        for link in wanted:
            if self._may_ask(walk, link.url):
                yield self._article_request(link.url)
        for page in following:
            if self._full:
                walk.lost(page)
            else:
                yield self._list_request(walk, page)
        self._tell(step.url)

    def read_article(self, response: Response, url: str) -> Iterator[Page]:
        """Yield an article's page as it was fetched, unless the site led to something that is no article."""
        if response.url != url and not self.site.takes(response.url):
            self._article_lost(url, f"led to {response.url}, which is no article of the site", lasting=False)
        elif not response.body.strip():
            self._article_lost(url, "the page is empty", lasting=False)
        else:
            yield as_page(response, url, self.name)

    def list_failed(self, failure: Failure, walk: Walk, step: Step) -> Iterator[Request]:
        """Go on after a list page that is not there, or say why it was not got."""
        reason = explain(error_of(failure))
        if reason.status in GONE and (following := walk.missing(step)) is not None:
            yield from (self._list_request(walk, page) for page in following)
            return
        self._list_lost(walk, step, reason.words)

    def article_failed(self, failure: Failure, url: str) -> None:
        """Count an article that was not got."""
        reason = explain(error_of(failure))
        self._article_lost(url, reason.words, lasting=reason.lasting)

    def stored(self, page: Page, outcome: Outcome) -> None:
        """Count a page that the database has taken."""
        for walk in self._asked.get(page.url, ()):
            walk.failed.pop(page.url, None)
        self._settled.add(page.url)
        self.counts.pages += 1
        setattr(self.counts, outcome, getattr(self.counts, outcome) + 1)
        self._tell(page.url)

    def storage_failed(self, error: StorageError) -> None:
        """End the crawl, rather than fetching what cannot be kept."""
        if self.storage_error is None:
            self.storage_error = error
            closing = self.crawler.engine.close_spider_async(reason="storage")
            self._closing = asyncio.get_running_loop().create_task(closing)

    def closed(self, reason: str) -> None:
        """Write down how far the lists were walked, and how the crawl ended."""
        self.finish_reason = reason
        if reason == "finished" and self.storage_error is None:
            self._settle_rest()
            try:
                for walk in self.walks:
                    walk.finish()
            except StorageError as error:
                self.storage_error = error
        if self._forbidden:
            self.counts.note(f"robots.txt forbids {len(self._forbidden)} of the articles, such as {self._forbidden[0]}")
        self.counts.end = self._end(reason)
        self._tell("", done=True)
        if self._given is None:
            if self.run is not None:
                self.store.finish_run(self.run, self.counts.end, {self.name: self.counts.numbers()})
            self.store.close()

    def _end(self, reason: str) -> str:
        if self.storage_error is not None:
            return "failed"
        if reason != "finished":
            return "interrupted"
        if not self.counts.lists:
            return "failed"
        return "incomplete" if self._lists_lost else "finished"

    def _settle_rest(self) -> None:
        """Count what the downloader gave no answer for: a redirect to another site, or to an address asked before."""
        for walk in self.walks:
            for url in walk.unread:
                self._lists_lost += 1
                self.counts.failed += 1
                self.counts.note(f"{url}: the list page led to another site")
        for url in self._asked.keys() - self._settled:
            self._article_lost(url, "led to another site, or to a page that was fetched already", lasting=False)

    def _may_ask(self, walk: Walk, url: str) -> bool:
        """Say whether an article is to be asked for: once in a crawl, and within the limit."""
        if url in self._asked:
            if walk not in self._asked[url]:
                self._asked[url].append(walk)
            return False
        if self._full:
            walk.complete = False
            return False
        self._asked[url] = [walk]
        return True

    @property
    def _full(self) -> bool:
        """Whether as many articles have been asked for as the caller wants."""
        return self.limit is not None and len(self._asked) >= self.limit

    def _list_request(self, walk: Walk, step: Step) -> Request:
        return list_request(
            step, partial(self.read_list, walk=walk, step=step), partial(self.list_failed, walk=walk, step=step)
        )

    def _article_request(self, url: str) -> Request:
        return Request(
            url,
            callback=partial(self.read_article, url=url),
            errback=partial(self.article_failed, url=url),
            priority=_ARTICLE_PRIORITY,
        )

    def _list_lost(self, walk: Walk, step: Step, words: str) -> None:
        walk.lost(step)
        self._lists_lost += 1
        self.counts.failed += 1
        self.counts.note(f"{step.url}: {words}")
        self._tell(step.url)

    def _article_lost(self, url: str, words: str, *, lasting: bool) -> None:
        self._settled.add(url)
        for walk in self._asked.get(url, ()):
            walk.article_failed(url, lasting=lasting)
        if words == FORBIDDEN:
            self.counts.skipped += 1
            self._forbidden.append(url)
        else:
            self.counts.failed += 1
            self.counts.note(f"{url}: {words}")
        self._tell(url)

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """End the crawl where the database fails in the block."""
        try:
            yield
        except StorageError as error:
            self.storage_error = error
            raise CloseSpider("storage") from error

    def _tell(self, url: str, *, done: bool = False) -> None:
        if self._on_progress is not None:
            counts = self.counts
            self._on_progress(
                Progress(
                    site=self.name,
                    pages=counts.pages,
                    new=counts.new,
                    failed=counts.failed,
                    skipped=counts.skipped,
                    lists=counts.lists,
                    url=url,
                    done=done,
                )
            )


def _day(value: str | date | None, read: Callable[[str], date]) -> date | None:
    """Read a bound as it comes from a caller or from `scrapy crawl -a since=2019`."""
    if value is None or isinstance(value, date):
        return value
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{error}.") from error


def _limit(value: int | str | None) -> int | None:
    if value is None:
        return None
    try:
        limit = int(value)
    except ValueError:
        limit = 0
    if limit < 1:
        raise SettingsError(f"The limit {value!r} is no number of articles; give 1 or more.")
    return limit
