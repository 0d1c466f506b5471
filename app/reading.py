"""Reading stored pages: page → article → report → rows, in one process or several."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from app.terminal import progress
from crawler.site import Site, load_sites
from db.store import Store, StoredPage
from extract import VERSION
from extract.article import from_html
from schema.errors import InputError
from schema.models import Article, Page, Report

if TYPE_CHECKING:
    from app.settings import Settings
    from extract.pipeline import Extractor

AHEAD = 8
"""Pages given to each process before it has answered: enough that none waits, few enough that memory stays small."""


KEPT = 500
"""Reports that are kept in memory to be shown at the end of a run."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A page that holds no report, and why."""

    reason: str


@dataclass
class Reading:
    """What came of reading stored pages.

    `counts` holds how many were `new`, `same`, `replaced` and `unreadable`, `by_site` the same for each site. Of the rest, no more
    than `KEPT` of each are kept to be shown: `new` reports; `changes`, the replaced ones with the reading before;
    `unreadable` pages with the reason.
    """

    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0, "replaced": 0, "unreadable": 0})
    new: list[Report] = field(default_factory=list)
    changes: list[tuple[str, Report, Report]] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)
    by_site: dict[str, dict[str, int]] = field(default_factory=dict)

    def count(self, state: str, site: str | None) -> None:
        """Count a page under what came of it, in all and for its site."""
        self.counts[state] += 1
        if site is not None:
            of_site = self.by_site.setdefault(site, dict.fromkeys(self.counts, 0))
            of_site[state] += 1

    def note(self, state: str, page: Page, before: Report | None, report: Report) -> None:
        """Keep a report that was stored, if it is to be shown."""
        if state == "new" and len(self.new) < KEPT:
            self.new.append(report)
        elif state == "replaced" and before is not None and len(self.changes) < KEPT:
            self.changes.append((page.url, before, report))

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return sum(self.counts.values())


def find_article(page: Page, site: Site | None) -> Article:
    """Give the article of a page, read with its site's rules; the site's title stands in for a missing source.

    Raises
    ------
    PageError
        Where the page holds no article.
    """
    content_type = page.content_type
    if site is not None and site.encoding:
        content_type = f"text/html; charset={site.encoding}"
    article = from_html(
        page.body,
        url=page.final_url,
        content_type=content_type,
        rules=site.rules if site else (),
        fetched=page.fetched_at.date(),
        site_place=(site.place or None) if site else None,
    )
    if article.source is None and site is not None:
        return article.model_copy(update={"source": site.title})
    return article


def read_page(extractor: "Extractor", page: Page, site: Site | None) -> Report | Unreadable:
    """Give the report that a page holds, or why it holds none."""
    try:
        return extractor.read(find_article(page, site))
    except InputError as error:
        return Unreadable(str(error))


def read_pages(
    store: Store,
    settings: "Settings",
    *,
    sites: Sequence[str] = (),
    everything: bool = False,
    run: int | None = None,
) -> Reading:
    """Read the stored pages that this version of the extractor has not read, and store their reports one by one.

    An interruption loses the report at hand and nothing else: each is stored in one transaction of its own.

    Parameters
    ----------
    store
        The database.
    settings
        `workers` says how many processes read, `sites_dir` where more site files are.
    sites
        Names of sites; pages of all sites unless given.
    everything
        Whether to read again what has been read.
    run
        The run that the reports belong to.
    """
    known = load_sites(settings.sites_dir)
    outcome = Reading()
    pages = store.pages_to_read(version=VERSION, sites=sites, everything=everything)
    total = store.count_pages_to_read(version=VERSION, sites=sites, everything=everything)
    with progress("Reading", total) as advance:
        for stored, result in _read_all(pages, known, settings.workers):
            if isinstance(result, Unreadable):
                store.store_unreadable(stored.id, version=VERSION, reason=result.reason)
                outcome.count("unreadable", stored.page.site)
                if len(outcome.unreadable) < KEPT:
                    outcome.unreadable.append((stored.page.url, result.reason))
            else:
                before = _in_force(store, stored)
                state = store.store_report(stored.id, result, version=VERSION, run=run)
                outcome.count(state, stored.page.site)
                outcome.note(state, stored.page, before, result)
            advance(what=stored.page.url)
    return outcome


def _in_force(store: Store, stored: StoredPage) -> Report | None:
    """Give the reading of a page that is in force."""
    return next((reading.report for reading in store.readings(stored.id) if reading.current), None)


def _read_all(
    pages: Iterable[StoredPage], sites: Mapping[str, Site], workers: int
) -> Iterator[tuple[StoredPage, Report | Unreadable]]:
    """Yield each page with its report, in the order of the pages."""
    if workers == 1:
        yield from _read_here(pages, sites)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start_worker) as pool:
        waiting: deque[tuple[StoredPage, Future[Report | Unreadable]]] = deque()
        for stored in pages:
            waiting.append((stored, pool.submit(_work, stored.page, sites.get(stored.page.site or ""))))
            if len(waiting) >= workers * AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()


def _read_here(
    pages: Iterable[StoredPage], sites: Mapping[str, Site]
) -> Iterator[tuple[StoredPage, Report | Unreadable]]:
    extractor: Extractor | None = None
    for stored in pages:
        extractor = extractor or _make_extractor()
        yield stored, read_page(extractor, stored.page, sites.get(stored.page.site or ""))


def _make_extractor() -> "Extractor":
    from extract.pipeline import Extractor  # its libraries take a second to load; a run without new pages needs none

    return Extractor()


_of_this_process: list["Extractor"] = []


def _start_worker() -> None:
    """Load the extractor of a reading process, and end the process when the one that started it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel

        def watch() -> None:
            wait([sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
    _of_this_process.append(_make_extractor())


def _work(page: Page, site: Site | None) -> Report | Unreadable:
    return read_page(_of_this_process[0], page, site)
