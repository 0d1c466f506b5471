"""Lists that a data proxy gives in XML, as hanweb's JCMS does: `dataproxy.jsp?startrecord=1&endrecord=45&perpage=15`.

Each `<record>` holds a piece of HTML with one link in it; `<totalrecord>` says how many records the list has.
"""

from urllib.parse import parse_qsl, urlencode, urlsplit

from parsel import Selector
from scrapy.http import Response

from crawler.lists.family import Family, Link, Reading, Step, as_text


class DataProxy(Family):
    """Asks for `per_request` records at a time, from the first on, until the proxy has no more."""

    def first(self, entry: str, **_: object) -> Step:
        """Give the step that asks for the newest records."""
        return self._step(entry, 1)

    def read(self, response: Response, step: Step, entry: str) -> Reading:
        """Read the records, and say where the next ones begin."""
        answer = Selector(text=as_text(response, self.site).text, type="xml")
        records = answer.xpath("//*[local-name()='record']/text()").getall()
        links: dict[str, Link] = {}
        for record in records:
            for link in self.links_in([Selector(text=record, type="html")], entry):
                links.setdefault(link.url, link)
        total = answer.xpath("string(//*[local-name()='totalrecord'])").get(default="").strip()
        seen = step.number * self.lists.per_request
        if not records or (total.isdigit() and seen >= int(total)):
            return Reading(tuple(links.values()))
        return Reading(tuple(links.values()), (self._step(entry, step.number + 1),))

    def _step(self, entry: str, number: int) -> Step:
        """Give the step for the records of one request; with POST the column's parameters go into the form."""
        start = (number - 1) * self.lists.per_request + 1
        window = {
            "startrecord": str(start),
            "endrecord": str(start + self.lists.per_request - 1),
            "perpage": str(self.lists.per_page),
        }
        parts = urlsplit(entry)
        column = dict(parse_qsl(parts.query, keep_blank_values=True))
        if self.lists.method == "POST":
            return Step(parts._replace(query=urlencode(window)).geturl(), number, form=urlencode(column))
        return Step(parts._replace(query=urlencode(column | window)).geturl(), number)
