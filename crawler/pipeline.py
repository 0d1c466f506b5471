"""The item pipeline: every page goes into the database as it was fetched."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from crawler.spider import SiteSpider
from schema.errors import StorageError
from schema.models import Page


class StorePages:
    """Stores each page in one transaction, so that a killed crawl keeps what it has fetched."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline."""
        return cls(crawler)

    def process_item(self, item: Page) -> Page:
        """Store a page; where the database fails, the crawl ends rather than fetching what it cannot keep."""
        spider = self.crawler.spider
        if not isinstance(spider, SiteSpider):
            return item
        try:
            outcome = spider.store.store_page(item, run=spider.run)
        except StorageError as error:
            spider.storage_failed(error)
            raise DropItem(str(error)) from error
        spider.stored(item, outcome)
        return item
