"""The sample site's pages of the annotated reports, without a server and without a crawl."""

from urllib.parse import urlsplit

from app.sample.catalogue import hosts, pages
from app.sample.render import render
from crawler.site import load_sites
from schema.models import Page, utc_now


def sample_pages() -> dict[str, Page]:
    """Give a page for each report that the sample site shows, by the report's id: the first where there are several."""
    found: dict[str, Page] = {}
    sites = load_sites()
    for url, report in pages():
        if report in found:
            continue
        parts = urlsplit(url)
        answer = render(hosts()[parts.hostname or ""], parts.path, {})
        found[report] = Page(
            url=url,
            final_url=url,
            site=next((name for name, site in sites.items() if site.takes(url)), None),
            fetched_at=utc_now(),
            status=answer.status,
            headers={"content-type": answer.content_type},
            body=answer.body,
        )
    return found
