"""Crawling from the command line: the settings handed on, progress shown, and what came of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.terminal import new_table, progress, results, say
from crawler.counts import Counts, Progress
from crawler.run import crawl
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
    overrides: Mapping[str, Any] | None = None,
) -> dict[str, Counts]:
    """Crawl sites into the database of the settings, showing progress on standard error.

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
    with progress("Crawling") as advance:
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
            settings={**scrapy_settings(settings), **(overrides or {})},
            on_progress=show,
            command=command,
        )


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
