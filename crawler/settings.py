"""Scrapy's settings: polite, honest, and no service of its own.

The settings `BLOTTER_*` come from environment variables of the same names, from `scrapy … -s NAME=VALUE`, or from the
`settings` of `crawler.run.crawl`:

- `BLOTTER_DATABASE_URL`: where `scrapy crawl` stores;
- `BLOTTER_SITES_DIR`: folder of the user's own site files;
- `BLOTTER_CONTACT`: web page or mail address at which a site's operator reaches whoever crawls;
- `BLOTTER_PROXY`: HTTP proxy that all requests go through, those for robots.txt too;
- `BLOTTER_DELAY`: seconds between two requests to one host, in place of what the site files say.
"""

import os
from typing import Any

BOT_NAME = "blotter"
SPIDER_LOADER_CLASS = "crawler.loader.SiteLoader"
LOG_FORMATTER = "crawler.loader.BriefLog"

BLOTTER_DATABASE_URL = os.environ.get("BLOTTER_DATABASE_URL", "sqlite:///blotter.db")
BLOTTER_SITES_DIR = os.environ.get("BLOTTER_SITES_DIR", "")
BLOTTER_CONTACT = os.environ.get("BLOTTER_CONTACT", "")
BLOTTER_PROXY = os.environ.get("BLOTTER_PROXY", "")
BLOTTER_DELAY = os.environ.get("BLOTTER_DELAY", "")

# The contact is added by crawler.middlewares.Identity.
USER_AGENT = "Blotter/0.1"
ROBOTSTXT_USER_AGENT = "Blotter"
ROBOTSTXT_OBEY = True

# One request at a time: a site is one host in nearly all cases, and order matters more than speed.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 2.0
AUTOTHROTTLE_MAX_DELAY = 60.0
DOWNLOAD_DELAY_JITTER = 0.0  # a delay is the least time between two requests, not its average
DOWNLOAD_TIMEOUT = 45
DOWNLOAD_MAXSIZE = 10 * 2**20
DOWNLOAD_WARNSIZE = 0
RETRY_TIMES = 3
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
BLOTTER_BACK_OFF = 5.0
"""Seconds before the first retry; doubled for each further one, up to a minute, or what Retry-After asks for."""

# HTTP and HTTPS only.
DOWNLOAD_HANDLERS: dict[str, str | None] = {"data": None, "file": None, "ftp": None, "s3": None}
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "crawler.middlewares.Identity": 90,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.middlewares.Robots": 100,
    "crawler.middlewares.BackOff": 540,
}
EXTENSIONS: dict[str, int | None] = {"crawler.middlewares.CrawlDelay": 0}
ITEM_PIPELINES = {"crawler.pipeline.StorePages": 300}

# First come, first served among requests of one priority: list pages in their order, newest articles first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
LOG_LEVEL = "INFO"

UNHURRIED: dict[str, Any] = {"AUTOTHROTTLE_ENABLED": False, "BLOTTER_DELAY": 0, "BLOTTER_BACK_OFF": 0.1}
"""For a site served on loopback, which nobody else waits for: no delays."""
