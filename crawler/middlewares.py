"""Manners: who asks and through which proxy, robots.txt and its Crawl-delay, waiting before asking again."""

import asyncio
import email.utils
import logging
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from crawler.failures import FORBIDDEN, RobotsUnreachable, explain

logger = logging.getLogger(__name__)

_LONGEST_WAIT = 60.0


class Identity:
    """Says who asks, and sends every request through the proxy if one is set, those for robots.txt too."""

    def __init__(self, user_agent: str, proxy: str) -> None:
        self.user_agent = user_agent
        self.proxy = proxy

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings `USER_AGENT`, `BLOTTER_CONTACT` and `BLOTTER_PROXY`."""
        contact = str(crawler.settings.get("BLOTTER_CONTACT") or "").strip()
        name = crawler.settings["USER_AGENT"]
        proxy = str(crawler.settings.get("BLOTTER_PROXY") or "").strip()
        return cls(f"{name} (+{contact})" if contact else name, proxy)

    def process_request(self, request: Request) -> None:
        """Set the user agent and the proxy."""
        request.headers["User-Agent"] = self.user_agent
        if self.proxy:
            request.meta["proxy"] = self.proxy


class Robots(RobotsTxtMiddleware):
    """Scrapy's robots.txt, but a site whose robots.txt cannot be fetched is left alone, as RFC 9309 (2.3.1.4) says."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, str] = {}

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note why a robots.txt cannot be had; what was to be fetched from its host says so."""
        if request.meta.get("dont_obey_robotstxt"):
            self._unreachable[urlsplit(request.url).netloc] = explain(exception).words
            raise IgnoreRequest(str(exception)) from exception

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            self._unreachable[netloc] = f"HTTP status {response.status}"
            raise IgnoreRequest(self._unreachable[netloc])  # Scrapy keeps no parser then
        await super()._parse_robots(response, netloc, request)

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise IgnoreRequest for what robots.txt forbids, and where there is none to be had."""
        if rp is None:
            raise RobotsUnreachable(self._unreachable.get(urlsplit(request.url).netloc, "no answer"))
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as error:
            raise IgnoreRequest(FORBIDDEN) from error


class CrawlDelay:
    """Keeps to the Crawl-delay of robots.txt, up to `AUTOTHROTTLE_MAX_DELAY`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for robots.txt files."""
        extension = cls(crawler)
        crawler.signals.connect(extension.robots_parsed, signal=signals.robots_parsed)
        return extension

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Slow down to what a robots.txt asks for."""
        asked = robotparser.crawl_delay(self.crawler.settings["ROBOTSTXT_USER_AGENT"])
        if not asked:
            return
        delay = min(float(asked), self.crawler.settings.getfloat("AUTOTHROTTLE_MAX_DELAY"))
        logger.info("%s: robots.txt asks for %s seconds between two requests", request.url, asked)
        throttle = self.crawler.get_extension(AutoThrottle)
        if throttle is not None:
            throttle.mindelay = max(throttle.mindelay, delay)
        for slot in self.crawler.engine.downloader.slots.values():
            slot.delay = max(slot.delay, delay)


class BackOff:
    """Waits before a request that failed is sent again: longer each time, or as long as the server asked for."""

    def __init__(self, first: float) -> None:
        self.first = first

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the setting `BLOTTER_BACK_OFF`, in seconds."""
        return cls(crawler.settings.getfloat("BLOTTER_BACK_OFF"))

    async def process_request(self, request: Request) -> None:
        """Wait."""
        times = request.meta.get("retry_times", 0)
        if times:
            wait = max(self.first * 2.0 ** (times - 1), request.meta.pop("retry_after", 0.0))
            await asyncio.sleep(min(wait, _LONGEST_WAIT))

    def process_response(self, request: Request, response: Response) -> Response:
        """Note how long the server asks to be left alone."""
        header = response.headers.get("Retry-After")
        if header is not None and response.status in {429, 503}:
            request.meta["retry_after"] = seconds_until(header.decode("latin-1"))
        return response


def seconds_until(header: str) -> float:
    """Read a Retry-After header, a number of seconds or a date; 0 where it is neither or past."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header)
    try:
        moment = email.utils.parsedate_to_datetime(header)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
