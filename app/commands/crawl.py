"""`blotter crawl`: fetch and store pages, and nothing else."""

from typing import Annotated

import typer

from app.commands.options import Database, LogLevel, Sites, SitesDir

Since = Annotated[
    str | None,
    typer.Option("--since", metavar="D", help="Leave out what was published before: 2019, 2019-06, 2019-06-25."),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="D", help="Leave out what was published after: 2019, 2019-06, 2019-06-25."),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="Ask each site for at most N articles.")]


def crawl(
    sites: Sites = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    database: Database = None,
    sites_dir: SitesDir = None,
    log_level: LogLevel = None,
) -> None:
    """Fetch the new pages of sites and store them, without reading them.

    Lists are walked back to what was stored before; a crawl that was broken off goes on where it was. The days of
    --since and --until are those that lists or addresses show. robots.txt is obeyed.
    """
    from app.commands.options import check_days, settings
    from app.crawling import crawl_sites, exit_code, show_crawl
    from crawler.site import choose_sites

    check_days(since=since, until=until)
    found = settings(database=database, log_level=log_level, sites_dir=sites_dir)
    chosen = choose_sites(sites or (), found.sites_dir)
    counts = crawl_sites(chosen, found, since=since, until=until, limit=limit)
    show_crawl(counts)
    raise typer.Exit(exit_code(counts.values()))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Example: blotter crawl --since 2024-01 --limit 50")(crawl)
