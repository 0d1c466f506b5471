"""`blotter demo`: the whole line on a sample site."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import LogLevel


def demo(
    folder: Annotated[
        Path, typer.Option("--folder", metavar="DIR", help="Folder of the demonstration's database.", file_okay=False)
    ] = Path(".demo"),
    log_level: LogLevel = None,
) -> None:
    """Crawl, read and count a sample site that ships with Blotter and is served on loopback.

    Nothing is fetched from the network. A second demonstration in the same folder fetches nothing new.
    """
    from app.commands.options import settings
    from app.demo import run_demo

    settings(log_level=log_level)
    raise typer.Exit(run_demo(folder))


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Example: blotter demo --folder /tmp/blotter-demo")(demo)
