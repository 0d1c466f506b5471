"""The walk of one list: which of its articles to ask for, and where it may end.

A list's mark in the database says until when it has been walked without a gap. A walk ends early only where a page
holds nothing that was not stored before that moment, so that a crawl that was killed is completed by the next one:
what the killed crawl stored is not asked for again, but does not count as an end either.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from scrapy.http import Response

from crawler.lists import Family, Link, Step
from crawler.storage import Ledger, Mark
from schema.models import utc_now

_REMEMBERED = 2000
"""How many dead and how many failed addresses of one list are remembered."""

_TRIES = 5
"""After so many crawls that failed to get it, an address counts as dead."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days that an article must lie between, both included, where its day is known."""

    since: date | None = None
    until: date | None = None

    def hold(self, day: date | None) -> bool:
        """Say whether a day is wanted; an unknown one is."""
        if day is None:
            return True
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(slots=True, eq=False)
class Walk:
    """One list, from its entry to where it ends.

    `complete` says that nothing was left out so far, other than what lies before `bounds.since`.
    """

    entry: str
    family: Family
    ledger: Ledger
    bounds: Bounds
    complete: bool = True
    dead: set[str] = field(default_factory=set)
    failed: dict[str, int] = field(default_factory=dict)
    _mark: Mark | None = None
    _floors: set[date] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)
    _seen: set[tuple[str, ...]] = field(default_factory=set)

    def begin(self) -> Step:
        """Give the first list page to fetch."""
        mark = self.ledger.mark(self.entry)
        if mark and mark.covers(self.bounds.since, self._max_pages):
            self._mark = mark
            self.dead.update(mark.dead)
            self.failed.update(mark.failed)
        return self._ask([self.family.first(self.entry, today=utc_now().astimezone().date())])[0]

    def read(self, response: Response, step: Step) -> tuple[tuple[Link, ...], list[Link], list[Step]]:
        """Read a list page.

        Returns
        -------
        tuple
            All its articles; those to ask for; the list pages that follow.
        """
        reading = self.family.read(response, step, self.entry)
        self._close(step)
        stored = {link.url: self.ledger.fetched_at(link.url) for link in reading.links}
        fresh = [link for link in reading.links if stored[link.url] is None and link.url not in self.dead]
        wanted = [link for link in fresh if self.bounds.hold(link.day)]
        self._left_out([link for link in fresh if not self.bounds.hold(link.day)])
        if self._ends_at(reading.links, stored):
            return reading.links, wanted, []
        return reading.links, wanted, self._ask(self._within(reading.following))

    def missing(self, step: Step) -> list[Step] | None:
        """Say what follows a list page that is not there; None where it should be."""
        following = self.family.after_missing(step, self.entry)
        if following is None:
            return None
        self._close(step)
        return self._ask(self._within(following))

    def article_failed(self, url: str, *, lasting: bool) -> None:
        """Remember an article that was not got: never to be asked for again, or to be tried by the next crawl."""
        tries = self.failed.pop(url, 0) + 1
        if lasting or tries >= _TRIES:
            self.dead.add(url)
        else:
            self.failed[url] = tries

    @property
    def unread(self) -> list[str]:
        """Addresses of list pages that were asked for and neither read nor found to be missing."""
        return sorted(self._open)

    def lost(self, step: Step) -> None:
        """Note a list page that could not be had or read: the walk has left something out."""
        self.complete = False
        self._close(step)

    def finish(self) -> None:
        """Write the list's mark if the walk has left nothing out."""
        if not self.complete or self._open:
            return
        mark = Mark(
            completed=utc_now(),
            since=max(self._floors, default=None),
            pages=self._max_pages,
            dead=tuple(sorted(self.dead))[:_REMEMBERED],
            failed=dict(sorted(self.failed.items())[:_REMEMBERED]),
        )
        self.ledger.set_mark(self.entry, mark)

    @property
    def _max_pages(self) -> int:
        """How many list pages may be walked; lists that go by days go back to any day that is asked for."""
        by_days = self.family.goes_by_days and self.bounds.since is not None
        return sys.maxsize if by_days else self.family.lists.max_pages

    def _ask(self, steps: Sequence[Step]) -> list[Step]:
        """Count steps as asked for: each once, and as many as the site file allows."""
        new = [step for step in steps if step.url + step.form not in self._asked]
        allowed = new[: max(0, self._max_pages - len(self._asked))]
        self._asked.update(step.url + step.form for step in allowed)
        self._open.update(step.url + step.form for step in allowed)
        return allowed

    def _close(self, step: Step) -> None:
        self._open.discard(step.url + step.form)

    def _ends_at(self, links: tuple[Link, ...], stored: dict[str, datetime | None]) -> bool:
        """Say whether the walk ends at a page with these links."""
        signature = tuple(link.url for link in links)
        if signature and signature in self._seen:
            return True
        self._seen.add(signature)
        if not self.family.newest_first or not links:
            return False
        days = [link.day for link in links if link.day]
        if self.bounds.since and days and max(days) < self.bounds.since:
            self._floors.add(self.bounds.since)
            return True
        if self._mark and all(self._walked(link.url, stored[link.url]) for link in links):
            self._keep_floor(self._mark)
            return True
        return False

    def _walked(self, url: str, fetched: datetime | None) -> bool:
        """Say whether the last complete walk has dealt with an article."""
        if url in self.dead or url in self.failed:
            return True
        return fetched is not None and self._mark is not None and fetched <= self._mark.completed

    def _left_out(self, links: list[Link]) -> None:
        """Note what the bounds leave out: older articles lower the mark's reach, newer ones forbid a mark."""
        for link in links:
            if self.bounds.since and link.day and link.day < self.bounds.since:
                self._floors.add(self.bounds.since)
            else:
                self.complete = False

    def _within(self, steps: Sequence[Step]) -> list[Step]:
        """Leave out list pages that can hold nothing wanted, by the day that they list or were last changed on."""
        within = []
        for step in steps:
            if step.day and self.bounds.since and step.day < self.bounds.since:
                self._floors.add(self.bounds.since)
            elif self._mark and step.day and not self.family.newest_first and step.day < self._unchanged_before:
                self._keep_floor(self._mark)
            else:
                within.append(step)
        return within

    @property
    def _unchanged_before(self) -> date:
        """The day before which nothing can have changed since the last complete walk, in any time zone."""
        return self._mark.completed.date() - timedelta(days=1) if self._mark else date.min

    def _keep_floor(self, mark: Mark) -> None:
        if mark.since:
            self._floors.add(mark.since)
