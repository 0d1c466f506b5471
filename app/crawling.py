"""Crawling from the command line: the settings handed on, progress shown, and what came of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.terminal import new_table, progress, results, say
from crawler.counts import Counts, Progress
from crawler.run import crawl
from crawler.settings import UNHURRIED
from crawler.site import Site
from schema.errors import UsageError

if TYPE_CHECKING:
    from app.settings import Settings

INTERRUPTED = 130


def crawl_sites(
    sites: Sequence[Site],
    settings: "Settings",
    *,
    since: str | None = None,
    until: str | None = None,
    limit: int | None = None,
    command: str = "crawl",
) -> dict[str, Counts]:
    """Crawl sites into the database of the settings, showing progress on standard error.

    Sample sites are served for the time, see `reached`.

    Raises
    ------
    UsageError
        Where there is no site to crawl.
    CrawlError
        Where none of the sites answered.
    StorageError
        Where the database fails.
    """
    if not sites:
        raise UsageError("There is no site to crawl; `blotter sites list` shows those that there are.")
    with reached(sites, settings) as options, progress("Crawling") as advance:
        stored: dict[str, int] = {}

        def show(state: Progress) -> None:
            fresh = state.pages - stored.get(state.site, 0)
            stored[state.site] = state.pages
            advance(fresh, what=f"{state.site} {state.url}".strip())

        return crawl(
            sites,
            settings.database_url,
            since=since,
            until=until,
            limit=limit,
            settings=options,
            on_progress=show,
            command=command,
        )


@contextmanager
def reached(sites: Sequence[Site], settings: "Settings") -> Iterator[dict[str, Any]]:
    """Give the settings with which Scrapy reaches sites.

    Sample sites exist nowhere: while the context lasts they are served on loopback, unless a proxy is set, which then is asked.

    Raises
    ------
    UsageError
        Where sample sites are asked for together with others, which cannot be reached in the same way.
    """
    found = scrapy_settings(settings)
    samples = [site.name for site in sites if site.sample]
    if not samples or settings.proxy is not None:
        yield found
        return
    if len(samples) < len(sites):
        raise UsageError(
            f"The sample site {samples[0]} cannot be reached together with real ones; name it in a call of its own."
        )
    from app.sample.server import SampleServer

    with SampleServer() as server:
        yield {**found, **UNHURRIED, "BLOTTER_PROXY": server.proxy}


def scrapy_settings(settings: "Settings") -> dict[str, Any]:
    """Give the settings of Blotter as Scrapy takes them."""
    found: dict[str, Any] = {"BLOTTER_CONTACT": settings.contact, "LOG_LEVEL": settings.log_level}
    if settings.proxy is not None:
        found["BLOTTER_PROXY"] = settings.proxy
    if settings.delay is not None:
        found["BLOTTER_DELAY"] = settings.delay
    return found


def show_crawl(counts: Mapping[str, Counts]) -> None:
    """Print what was fetched, site by site; problems go to standard error."""
    columns = (">pages", ">new", ">unchanged", ">edited", ">failed", ">skipped")
    table = new_table("", "site", *columns, "end")
    for name, counted in counts.items():
        numbers = counted.numbers()
        table.add_row(name, *(str(numbers[column.removeprefix(">")]) for column in columns), counted.end)
    if len(counts) > 1:
        table.add_section()
        totals = (sum(each.numbers()[column.removeprefix(">")] for each in counts.values()) for column in columns)
        table.add_row("all", *map(str, totals), "")
    results().print(table)
    tell_problems(counts)


def tell_problems(counts: Mapping[str, Counts]) -> None:
    """Say on standard error what went wrong at which site."""
    for name, counted in counts.items():
        for problem in counted.problems:
            say(f"blotter: {name}: {problem}")


def exit_code(counts: Collection[Counts]) -> int:
    """Give the exit code of a crawl: 0 where every site was walked to its end, 130 after Ctrl-C, else 1."""
    ends = {counted.end for counted in counts}
    if "interrupted" in ends:
        return INTERRUPTED
    return 0 if ends <= {"finished"} else 1
