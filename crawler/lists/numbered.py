"""Lists whose pages are numbered files: `index.html`, `index_1.html`, `index_2.html` and so on.

TRS WCM, which many government sites run on, writes such lists and calls `createPageHTML(pages, current, name, ending)`
on each page; there the number of pages is known. Elsewhere the list ends where a page is missing or empty.
"""

import re
from urllib.parse import urljoin

from scrapy.http import Response

from crawler.lists.family import Family, Reading, Step, as_text

_CALL = re.compile(r"createPageHTML\(([^()]*)\)")


class Numbered(Family):
    """Counts up from the entry."""

    def read(self, response: Response, step: Step, entry: str) -> Reading:
        """Read the page's articles and say which number comes next."""
        pages = step.pages
        if pages is None and step.number == 1:
            pages = page_count(as_text(response, self.site).text)
        links = self.page_links(response)
        if step.number >= pages if pages is not None else not links:
            return Reading(links)
        return Reading(links, (self._step(entry, step.number + 1, pages),))

    def after_missing(self, step: Step, entry: str) -> tuple[Step, ...] | None:
        """End the list where a page beyond the entry is missing: the stated number counts pages taken away, too."""
        return () if step.number > 1 else None

    def _step(self, entry: str, number: int, pages: int | None) -> Step:
        name = self.lists.page.replace("{n}", str(self.lists.first_number + number - 2))
        return Step(urljoin(entry, name), number, pages=pages)


def page_count(html: str) -> int | None:
    """Read the number of pages from a `createPageHTML` call, None where there is none or it says nothing.

    Some sites put the name of an element before the numbers, and more after them; calls in the function's own
    definition hold no numbers and are passed over.
    """
    for call in _CALL.finditer(html):
        arguments = [argument.strip().strip("'\"") for argument in call[1].split(",")]
        numbers = [int(argument) for argument in arguments[:3] if argument.isascii() and argument.isdigit()]
        if len(numbers) >= 2 and numbers[0] > 0:
            return numbers[0]
    return None
