"""Checking site files against the live sites, and single addresses against the site files. Nothing is stored."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from lxml.etree import LxmlError
from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.failures import GONE, error_of, explain
from crawler.lists import Step, family_of
from crawler.process import Job, lanes_by_host, project_settings, run_jobs
from crawler.requests import as_page, list_request, pace
from crawler.site import Site, check_address, load_sites
from schema.errors import PageError, UsageError
from schema.models import Article, Page, utc_now

Read = Callable[[Page, Site], Article]
"""Reads the article of a page by its site's rules; raises PageError where there is none."""

_NO_PIPELINE: dict[str, Any] = {"ITEM_PIPELINES": {}}


@dataclass(slots=True)
class ListCheck:
    """What one list page gave: addresses of articles, and how many of the links show a day."""

    url: str
    number: int
    articles: tuple[str, ...] = ()
    dated: int = 0
    following: bool = False
    problem: str = ""


@dataclass(slots=True)
class ArticleCheck:
    """What came of one article: its page if it was got, the article if it could be read."""

    url: str
    page: Page | None = None
    article: Article | None = None
    problem: str = ""


@dataclass(slots=True)
class Check:
    """What a site gave. `problems` says in words what the site file expects and the site does not give.

    `forbidden` counts the articles that robots.txt forbids; others were fetched in their place.
    """

    site: Site
    lists: list[ListCheck] = field(default_factory=list)
    articles: list[ArticleCheck] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    forbidden: int = 0

    @property
    def ok(self) -> bool:
        """Whether the site gives what its file expects."""
        return not self.problems


class _CheckSpider(Spider):
    """Fetches each entry, the list page after it, and a few of the entry's articles."""

    site: ClassVar[Site]

    def __init__(self, *, check: Check, articles: int) -> None:
        super().__init__()
        self.check = check
        self._wanted = dict.fromkeys(self.site.entries, articles)
        self.allowed_domains = sorted(self.site.own_hosts)
        self._family = family_of(self.site)
        self._open: dict[str, Step] = {}
        self._chosen: set[str] = set()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        pace(settings, cls.site)

    async def start(self) -> AsyncIterator[Any]:
        today = utc_now().astimezone().date()
        for entry in self.site.entries:
            yield self._list_request(entry, self._family.first(entry, today=today))

    def read_list(self, response: Response, entry: str, step: Step) -> Iterator[Request]:
        checked = self._answered(step)
        try:
            reading = self._family.read(response, step, entry)
        except (LxmlError, ValueError, OSError) as error:
            checked.problem = f"cannot be read: {error}"
            return
        checked.articles = tuple(link.url for link in reading.links)
        checked.dated = sum(link.day is not None for link in reading.links)
        checked.following = bool(reading.following)
        if checked.articles:
            choice = iter(checked.articles)
            for _ in range(self._wanted.pop(entry, 0)):
                yield from self._next_article(choice)
        nothing_yet = self._family.may_be_empty and entry in self._wanted
        more = step.number == 1 or (nothing_yet and step.number < _EMPTY_PAGES)
        if reading.following and more and step.number < self.site.lists.max_pages:
            yield self._list_request(entry, reading.following[0])

    def list_failed(self, failure: Failure, entry: str, step: Step) -> Iterator[Request]:
        reason = explain(error_of(failure))
        following = self._family.after_missing(step, entry) if reason.status in GONE else None
        if following is None:
            self._answered(step).problem = reason.words
            return
        self._open.pop(step.url, None)
        if following and step.number < _EMPTY_PAGES:
            yield self._list_request(entry, following[0])

    def read_article(self, response: Response, checked: ArticleCheck) -> None:
        if response.url != checked.url and not self.site.takes(response.url):
            checked.problem = f"leads to {response.url}, which is no article of the site"
        else:
            checked.page = as_page(response, checked.url, self.name)

    def article_failed(self, failure: Failure, checked: ArticleCheck, choice: Iterator[str]) -> Iterator[Request]:
        """Note what went wrong; for an article that robots.txt forbids, take another one."""
        reason = explain(error_of(failure))
        checked.problem = reason.words
        if reason.forbidden:
            self.check.articles.remove(checked)
            self.check.forbidden += 1
            yield from self._next_article(choice)

    def _next_article(self, choice: Iterator[str]) -> Iterator[Request]:
        url = next((url for url in choice if url not in self._chosen), None)
        if url is not None:
            self._chosen.add(url)
            checked = ArticleCheck(url)
            self.check.articles.append(checked)
            yield Request(
                url,
                callback=partial(self.read_article, checked=checked),
                errback=partial(self.article_failed, checked=checked, choice=choice),
            )

    def closed(self, reason: str) -> None:
        """Say what was led off the site, which the downloader gives no answer for."""
        for step in list(self._open.values()):
            self._answered(step).problem = "leads to another site" if reason == "finished" else "was not asked for"
        for checked in self.check.articles:
            if checked.page is None and not checked.problem:
                checked.problem = "leads to another site" if reason == "finished" else "was not asked for"

    def _answered(self, step: Step) -> ListCheck:
        self._open.pop(step.url, None)
        checked = ListCheck(step.url, step.number)
        self.check.lists.append(checked)
        return checked

    def _list_request(self, entry: str, step: Step) -> Request:
        self._open[step.url] = step
        return list_request(
            step, partial(self.read_list, entry=entry, step=step), partial(self.list_failed, entry=entry, step=step)
        )


_EMPTY_PAGES = 7
"""Days without a list that are passed over before a list that goes by days counts as empty."""


def check_sites(
    sites: Sequence[Site],
    *,
    read: Read | None = None,
    articles: int = 3,
    settings: Mapping[str, Any] | None = None,
) -> dict[str, Check]:
    """Fetch list pages and articles of sites and compare them with what the site files expect.

    Runs Scrapy with the same manners as a crawl, and like it once in a process.

    Parameters
    ----------
    sites
        The sites to check.
    read
        Reads the article of a page; without it, bodies and days of publication are not checked.
    articles
        How many articles of each entry to fetch.
    settings
        Scrapy settings over those of `crawler.settings`.

    Returns
    -------
    dict
        Site name → what was found, with the problems in words.

    Raises
    ------
    CrawlError
        Where this process has crawled already.
    """
    checks = {site.name: Check(site) for site in sites}
    if not sites:
        return checks
    lanes = [
        [Job(_spider(site), {"check": checks[site.name], "articles": articles}) for site in lane]
        for lane in lanes_by_host(sites)
    ]
    run_jobs(lanes, project_settings({**_NO_PIPELINE, **(settings or {})}))
    for check in checks.values():
        for checked in check.articles:
            _read(checked, check.site, read)
        check.problems = [*_list_problems(check), *_article_problems(check, read is not None)]
    return checks


def check(site: Site, **options: Any) -> Check:
    """Check one site; the options are those of `check_sites`."""
    return check_sites([site], **options)[site.name]


def _spider(site: Site) -> type[_CheckSpider]:
    return type(f"Check_{site.name}", (_CheckSpider,), {"name": site.name, "site": site})


def _read(checked: ArticleCheck, site: Site, read: Read | None) -> None:
    if read is None or checked.page is None:
        return
    try:
        checked.article = read(checked.page, site)
    except PageError as error:
        checked.problem = str(error)


def _list_problems(check: Check) -> Iterator[str]:
    """Say what is wrong with the list pages."""
    expected = check.site.expect.links
    yield from (f"{page.url}: {page.problem}" for page in check.lists if page.problem)
    read = [page for page in check.lists if not page.problem]
    if not check.lists:
        yield "No list page came back."
    for page in read:
        if page.number == 1 and len(page.articles) < expected and not family_of(check.site).may_be_empty:
            yield f"{page.url}: {len(page.articles)} article links, but at least {expected} are expected."
    if read and family_of(check.site).may_be_empty and sum(len(page.articles) for page in read) < expected:
        yield f"The lists give fewer than {expected} article links in all."
    firsts = {page.articles for page in read if page.number == 1 and page.articles}
    for page in read:
        if page.number > 1 and page.articles in firsts:
            yield f"{page.url}: the same articles as on the first page, so paging does not work."


def _article_problems(check: Check, were_read: bool) -> Iterator[str]:
    """Say what is wrong with the articles."""
    yield from (f"{checked.url}: {checked.problem}" for checked in check.articles if checked.problem)
    if check.forbidden and not check.articles:
        yield "robots.txt forbids all articles that the lists name."
    if not were_read or not check.articles:
        return
    expect = check.site.expect
    count = len(check.articles)
    dated = sum(bool(checked.article and checked.article.published) for checked in check.articles)
    full = sum(bool(checked.article and len(checked.article.text) >= expect.characters) for checked in check.articles)
    if dated < expect.dated * count:
        yield f"{dated} of {count} articles have a day of publication, but {expect.dated:.0%} are expected."
    if full < expect.body * count:
        yield (
            f"{full} of {count} articles have a text of {expect.characters} characters or more, "
            f"but {expect.body:.0%} are expected."
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a site file takes an address as an article; `reason` says why not."""

    site: Site
    reason: str

    @property
    def takes(self) -> bool:
        """Whether it does."""
        return not self.reason


@dataclass(slots=True)
class Trial:
    """What the site files say of an address, those of its own host first, and its page where it was fetched."""

    url: str
    verdicts: list[Verdict]
    page: Page | None = None
    problem: str = ""

    @property
    def site(self) -> Site | None:
        """The first site that takes the address."""
        return next((verdict.site for verdict in self.verdicts if verdict.takes), None)


class _OnePage(Spider):
    name = "one-page"

    def __init__(self, *, trial: Trial) -> None:
        super().__init__()
        self.trial = trial

    async def start(self) -> AsyncIterator[Any]:
        yield Request(self.trial.url, callback=self.keep, errback=self.explain)

    def keep(self, response: Response) -> None:
        site = self.trial.site
        self.trial.page = as_page(response, self.trial.url, site.name if site else None)

    def explain(self, failure: Failure) -> None:
        self.trial.problem = explain(error_of(failure)).words


def try_url(
    url: str, *, extra: Path | None = None, fetch: bool = False, settings: Mapping[str, Any] | None = None
) -> Trial:
    """Say which site files take an address and why the others of its host do not, and fetch it if told to.

    Parameters
    ----------
    url
        The address of an article.
    extra
        The user's folder of site files, as for `load_sites`.
    fetch
        Whether to fetch the page, with the manners of a crawl; once in a process.
    settings
        Scrapy settings over those of `crawler.settings`.

    Raises
    ------
    SiteError
        Where a site file does not fit.
    UsageError
        Where the address is none.
    CrawlError
        Where this process has crawled already.
    """
    try:
        host = urlsplit(check_address(url)).hostname
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    sites = load_sites(extra).values()
    of_host = [Verdict(site, site.refusal(url)) for site in sites if host in site.own_hosts]
    trial = Trial(url, sorted(of_host, key=lambda verdict: not verdict.takes))
    if fetch:
        run_jobs([[Job(_OnePage, {"trial": trial})]], project_settings({**_NO_PIPELINE, **(settings or {})}))
        if trial.page is None and not trial.problem:
            trial.problem = "nothing came back"
    return trial
