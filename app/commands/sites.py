"""`blotter sites`: which sites are configured, and whether their rules still fit."""

from datetime import timedelta
from typing import Annotated

import typer

from app.commands.options import Database, LogLevel, Sites, SitesDir

sites = typer.Typer(name="sites", help="Show and check the configured sites.", no_args_is_help=True)

NAME = typer.Argument(metavar="SITE", help="Name of a site, as `blotter sites list` gives it.", show_default=False)


@sites.command("list", epilog="Example: blotter sites list")
def list_sites(sites_dir: SitesDir = None) -> None:
    """List the configured sites: name, title, place, how often each is crawled, and when it was last verified."""
    from app.commands.options import settings
    from app.terminal import counted, new_table, results
    from crawler.site import load_sites

    found = load_sites(settings(sites_dir=sites_dir).sites_dir)
    table = new_table(counted(len(found), "site"), "name", "title", "place", "kind", "lists", ">every", "verified")
    for site in found.values():
        verified = "sample" if site.sample else str(site.verified or "never")
        table.add_row(
            site.name, site.title, site.place, site.kind, site.lists.family, _interval(site.interval), verified
        )
    results().print(table)


def _interval(value: timedelta) -> str:
    """Write an interval as site files do: 30m, 6h, 1d."""
    for letter, unit in (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("m", timedelta(minutes=1))):
        if value >= unit and not value % unit:
            return f"{value // unit}{letter}"
    return f"{value.total_seconds():g}s"


@sites.command("show", epilog="Example: blotter sites show NAME (a name that `blotter sites list` gives)")
def show_site(name: Annotated[str, NAME], sites_dir: SitesDir = None) -> None:
    """Show all that is configured for one site, defaults included."""
    import yaml

    from app.commands.options import settings
    from app.terminal import results
    from crawler.site import get_site

    site = get_site(name, settings(sites_dir=sites_dir).sites_dir)
    data = site.model_dump(mode="json") | {"interval": _interval(site.interval)}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    results().print(text, markup=False, soft_wrap=True, end="")


@sites.command(
    "check", epilog="Examples: blotter sites check mps --articles 5; blotter sites check --stored (without the network)"
)
def check(
    names: Sites = None,
    stored: Annotated[
        bool, typer.Option("--stored", help="Read the stored pages instead of fetching any; needs no network.")
    ] = False,
    articles: Annotated[
        int,
        typer.Option("--articles", metavar="N", min=1, help="Articles to fetch of each list, or stored pages to read."),
    ] = 3,
    database: Database = None,
    sites_dir: SitesDir = None,
    log_level: LogLevel = None,
) -> None:
    """Say what the rules of sites find: links on list pages, titles, days and texts of a few articles.

    Ends with 1 where a site does not give what its file expects. Nothing is stored.
    """
    from app.checking import check_live, check_stored, show_checks
    from app.commands.options import settings, store
    from crawler.site import choose_sites

    found = settings(database=database, log_level=log_level, sites_dir=sites_dir)
    chosen = choose_sites(names or (), found.sites_dir)
    if stored:
        with store(found) as opened:
            checks = check_stored(chosen, opened, articles=articles)
    else:
        checks = check_live(chosen, found, articles=articles)
    show_checks(checks)
    if not all(each.ok for each in checks):
        raise typer.Exit(1)


@sites.command("try", epilog="Example: blotter sites try http://www.example.com/news/1.html --offline")
def try_address(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of an article.", show_default=False)],
    offline: Annotated[bool, typer.Option("--offline", help="Only say which site takes the address.")] = False,
    sites_dir: SitesDir = None,
    log_level: LogLevel = None,
) -> None:
    """Say which site takes an address and why others do not; fetch it, and show the article that its rules find.

    Ends with 1 where no site takes it, or no article is found.
    """
    from app.checking import show_trial
    from app.commands.options import settings
    from app.crawling import scrapy_settings
    from crawler.check import try_url

    found = settings(log_level=log_level, sites_dir=sites_dir)
    trial = try_url(url, extra=found.sites_dir, fetch=not offline, settings=scrapy_settings(found))
    if not show_trial(trial, fetched=not offline):
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(sites)
