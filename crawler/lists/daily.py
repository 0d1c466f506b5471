"""Lists that have one page a day: a news agency's 滚动新闻 of a day, a newspaper's issue."""

from dataclasses import replace
from datetime import date, timedelta

from scrapy.http import Response

from crawler.lists.family import Family, Link, Reading, Step


class Daily(Family):
    """Goes back day by day to the site file's `first_day`; days without a list are passed over."""

    goes_by_days = True
    may_be_empty = True

    def first(self, entry: str, *, today: date) -> Step:
        """Give today's page."""
        return Step(today.strftime(entry), day=today)

    def read(self, response: Response, step: Step, entry: str) -> Reading:
        """Read the day's articles; those that show no day of their own were published on the list's."""
        links = tuple(self._on_day(link, step) for link in self.page_links(response))
        return Reading(links, self.after_missing(step, entry))

    def after_missing(self, step: Step, entry: str) -> tuple[Step, ...]:
        """Give the day before."""
        if step.day is None or self.lists.first_day is None or step.day <= self.lists.first_day:
            return ()
        before = step.day - timedelta(days=1)
        return (Step(before.strftime(entry), step.number + 1, day=before),)

    @staticmethod
    def _on_day(link: Link, step: Step) -> Link:
        return link if link.day else replace(link, day=step.day)
