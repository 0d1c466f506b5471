"""One spider for each site file, for `scrapy list`, `scrapy crawl` and `crawler.run`."""

import logging
from pathlib import Path
from typing import Any, Self

from scrapy import Request, Spider
from scrapy.http import Response
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from crawler.site import Site, load_sites
from crawler.spider import SiteSpider


def spider_for(site: Site) -> type[SiteSpider]:
    """Make the spider class of a site."""
    return type(f"SiteSpider_{site.name}", (SiteSpider,), {"name": site.name, "site": site})


class SiteLoader:
    """Scrapy's way to the spiders: reads the site files when asked for the first time."""

    def __init__(self, settings: BaseSettings) -> None:
        folder = settings.get("BLOTTER_SITES_DIR")
        self.sites = load_sites(Path(folder) if folder else None)

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Make the loader.

        Raises
        ------
        SiteError
            Where a site file does not fit.
        """
        return cls(settings)

    def load(self, spider_name: str) -> type[Spider]:
        """Give the spider of a site; raises KeyError for an unknown one, as Scrapy wants it."""
        if spider_name not in self.sites:
            raise KeyError(f"There is no site file {spider_name}.yml")
        return spider_for(self.sites[spider_name])

    def find_by_request(self, request: Request) -> list[str]:
        """Name the sites that take an address as an article."""
        return [name for name, site in self.sites.items() if site.takes(request.url)]

    def list(self) -> list[str]:
        """Name all sites."""
        return [*self.sites]


class BriefLog(LogFormatter):
    """Scrapy's log without the bodies of pages in it."""

    def scraped(self, item: Any, response: Response | Failure | None, spider: Spider) -> LogFormatterResult:
        """Name the page that was read."""
        url = getattr(item, "url", "")
        return {"level": logging.DEBUG, "msg": "Fetched %(url)s", "args": {"url": url}}
