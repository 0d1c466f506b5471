"""List pages: how each family of them leads to articles and to further list pages."""

from crawler.lists.daily import Daily
from crawler.lists.dataproxy import DataProxy
from crawler.lists.family import Family, Link, Reading, Step
from crawler.lists.links import NextLinks
from crawler.lists.numbered import Numbered
from crawler.lists.sitemap import Sitemap
from crawler.site import Site

__all__ = ["Family", "Link", "Reading", "Step", "family_of"]

_FAMILIES: dict[str, type[Family]] = {
    "links": NextLinks,
    "numbered": Numbered,
    "dataproxy": DataProxy,
    "sitemap": Sitemap,
    "daily": Daily,
}


def family_of(site: Site) -> Family:
    """Give the reader of a site's list pages."""
    return _FAMILIES[site.lists.family](site)
