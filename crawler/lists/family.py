"""What all families of list pages share: the steps of a walk, the links of a page."""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urldefrag, urljoin

from lxml.etree import _Element
from parsel import Selector
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url
from w3lib.html import strip_html5_whitespace
from w3lib.url import safe_url_string

from crawler.days import address_day, day_in
from crawler.site import Site

_CLIMB = 3
"""How many elements above a link are searched for its day: `li`, `td`/`tr`, `dl`."""

_BYTE_ENCODING = re.compile(r"gb_?2312|gbk", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an article: its address, its words, the day that the list or the address shows."""

    url: str
    title: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A list page to fetch: its address, its place in the walk (1 for the entry), the form to post if any.

    `pages` is how many pages the list is known to have, `day` the day that the page lists or was last changed on.
    """

    url: str
    number: int = 1
    form: str = ""
    pages: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a list page gave: links to articles, in the page's order, and the steps that follow it."""

    links: tuple[Link, ...] = ()
    following: tuple[Step, ...] = ()


class Family(ABC):
    """Reads the list pages of one site.

    `newest_first` says that a list's pages go back in time, so that a walk may end at the first page without anything
    new; `goes_by_days` that each page lists one day; `may_be_empty` that an entry without articles is nothing to
    complain of.
    """

    newest_first = True
    goes_by_days = False
    may_be_empty = False

    def __init__(self, site: Site) -> None:
        self.site = site
        self.lists = site.lists

    def first(self, entry: str, *, today: date) -> Step:
        """Give the step that a walk begins with."""
        return Step(entry)

    @abstractmethod
    def read(self, response: Response, step: Step, entry: str) -> Reading:
        """Read a list page."""

    def after_missing(self, step: Step, entry: str) -> tuple[Step, ...] | None:
        """Say what follows a list page that is not there (404, 410): steps, none at the list's end.

        None says that the page should be there, which makes its absence a failure.
        """
        return None

    def page_links(self, response: Response) -> tuple[Link, ...]:
        """Give the links to articles in the list area of an HTML page, each once."""
        page = as_text(response, self.site)
        areas = page.css(self.lists.area) if self.lists.area else page.xpath("/*")
        return self.links_in(areas, get_base_url(page))

    def links_in(self, areas: Iterable[Selector], base: str) -> tuple[Link, ...]:
        """Give the links to articles below the given elements, each once, with the days beside them."""
        found: dict[str, Link] = {}
        for area in areas:
            for anchor in area.xpath(".//a[@href]"):
                url = absolute(base, anchor.attrib["href"])
                if not url or not self.site.takes(url):
                    continue
                title = " ".join("".join(anchor.xpath(".//text()").getall()).split()) or anchor.attrib.get("title", "")
                known = found.get(url)
                if known is None or (not known.title and title):
                    found[url] = Link(url, title, self._day_beside(anchor.root, base, url) or address_day(url))
        return tuple(found.values())

    def _day_beside(self, anchor: _Element, base: str, url: str) -> date | None:
        """Find the day in the smallest element around a link that holds no other article."""
        node: _Element | None = anchor
        for _ in range(_CLIMB + 1):
            if node is None or node.tag in {"body", "html"} or self._holds_others(node, base, url):
                return None
            if day := day_in("".join(str(text) for text in node.itertext())):
                return day
            node = node.getparent()
        return None

    def _holds_others(self, node: _Element, base: str, url: str) -> bool:
        addresses = {absolute(base, str(anchor.get("href"))) for anchor in node.iter("a") if anchor.get("href")}
        return any(other != url and self.site.takes(other) for other in addresses)


def absolute(base: str, reference: str) -> str:
    """Make a link's address absolute and as it will be asked for; empty where it is no web address."""
    try:
        url = urldefrag(urljoin(base, strip_html5_whitespace(reference))).url
        return safe_url_string(url) if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def as_text(response: Response, site: Site) -> TextResponse:
    """Give a response as text, in the site's own encoding where its file names one."""
    if site.encoding:
        encoding = "gb18030" if _BYTE_ENCODING.fullmatch(site.encoding) else site.encoding
        return TextResponse(response.url, headers=response.headers, body=response.body, encoding=encoding)
    if isinstance(response, TextResponse):
        return response
    return TextResponse(response.url, headers=response.headers, body=response.body)


def first_datetime_day(stamp: str) -> date | None:
    """Give the day of an ISO stamp (`2019-06-28T08:00:00+08:00`), None where it is none."""
    try:
        return datetime.fromisoformat(stamp.strip()).date()
    except ValueError:
        return None
