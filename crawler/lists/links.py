"""Lists whose next page is a link: 下一页, or what the site file's selector points at."""

from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from crawler.lists.family import Family, Reading, Step, absolute, as_text


class NextLinks(Family):
    """Follows the link to the next page until there is none."""

    def read(self, response: Response, step: Step, entry: str) -> Reading:
        """Read the page's articles and its link to the next page."""
        page = as_text(response, self.site)
        following = tuple(Step(url, step.number + 1) for url in self._next(page) if url != step.url)
        return Reading(self.page_links(response), following[:1])

    def _next(self, page: TextResponse) -> list[str]:
        base = get_base_url(page)
        if self.lists.next:
            anchors = page.css(self.lists.next)
        else:
            anchors = page.xpath("//a[contains(normalize-space(.), $words)]", words=self.lists.next_text)
        found = (absolute(base, anchor.attrib["href"]) for anchor in anchors if anchor.attrib.get("href"))
        return [url for url in found if url]
