"""`blotter run`: the main job."""

import typer

from app.commands.crawl import Limit, Since, Until
from app.commands.options import Database, LogLevel, Sites, SitesDir


def run(
    sites: Sites = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    database: Database = None,
    sites_dir: SitesDir = None,
    log_level: LogLevel = None,
) -> None:
    """Crawl sites, read what is new, store it, and find what was told before; print what is new.

    Can be broken off at any moment, and goes on where it was when it is started again.
    """
    from app.commands.options import check_days, settings
    from app.crawling import exit_code, show_crawl
    from app.report_tables import show_reading
    from app.work import run as work
    from crawler.site import choose_sites

    check_days(since=since, until=until)
    found = settings(database=database, log_level=log_level, sites_dir=sites_dir)
    chosen = choose_sites(sites or (), found.sites_dir)
    outcome = work(chosen, found, since=since, until=until, limit=limit)
    if outcome.crawled:
        show_crawl(outcome.crawled)
    show_reading(outcome.reading, outcome.linked)
    raise typer.Exit(1 if outcome.failed else exit_code(outcome.crawled.values()))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Examples: blotter run; blotter run mps chinapeace --since 2024-01")(run)
