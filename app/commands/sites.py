"""`blotter sites`: which sites are configured, and whether their rules still fit."""

from datetime import timedelta
from typing import Annotated

import typer

from app.commands.options import SitesDir

sites = typer.Typer(name="sites", help="Show and check the configured sites.", no_args_is_help=True)

NAME = typer.Argument(metavar="SITE", help="Name of a site, as `blotter sites list` gives it.", show_default=False)


@sites.command("list", epilog="Example: blotter sites list")
def list_sites(sites_dir: SitesDir = None) -> None:
    """List the configured sites: name, title, place, how often each is crawled, and when it was last verified."""
    from app.commands.options import settings
    from app.terminal import new_table, results
    from crawler.site import load_sites

    found = load_sites(settings(sites_dir=sites_dir).sites_dir)
    table = new_table(f"{len(found)} sites", "name", "title", "place", "kind", "lists", ">every", "verified")
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


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.add_typer(sites)
