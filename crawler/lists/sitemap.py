"""Sitemaps (sitemaps.org): `urlset` files of addresses and `sitemapindex` files of sitemaps, plain or gzipped."""

import re
from datetime import date
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import Response
from scrapy.utils.gz import gunzip

from crawler.days import address_day
from crawler.lists.family import Family, Link, Reading, Step, absolute, as_text, first_datetime_day

_GZIP = b"\x1f\x8b"
_LARGEST = 50 * 2**20
"""Bytes that an unpacked sitemap may have, by the protocol."""


class Sitemap(Family):
    """Reads addresses newest first, as far as `lastmod` says; each file of an index is a list of its own."""

    newest_first = False
    may_be_empty = True

    def read(self, response: Response, step: Step, entry: str) -> Reading:
        """Read a sitemap's articles, or the sitemaps of an index that `follow` chooses on the site's own hosts."""
        if response.body.startswith(_GZIP):
            response = response.replace(body=gunzip(response.body, max_size=_LARGEST))
        document = Selector(text=as_text(response, self.site).text, type="xml")
        links: dict[str, Link] = {}
        following: list[Step] = []
        for node in document.xpath("/*/*[local-name()='url' or local-name()='sitemap']"):
            url = absolute(response.url, node.xpath("string(*[local-name()='loc'])").get(default=""))
            day = first_datetime_day(node.xpath("string(*[local-name()='lastmod'])").get(default=""))
            if node.root.tag.endswith("sitemap"):
                if (urlsplit(url).hostname or "") in self.site.own_hosts and re.search(self.lists.follow, url):
                    following.append(Step(url, step.number + 1, day=day))
            elif url and self.site.takes(url):
                links.setdefault(url, Link(url, day=day or address_day(url)))
        newest = sorted(links.values(), key=lambda link: _age(link.day))
        return Reading(tuple(newest), tuple(sorted(following, key=lambda step: _age(step.day))))


def _age(day: date | None) -> int:
    """Give a number that sorts the newest day first and those without a day last."""
    return -day.toordinal() if day else 0
