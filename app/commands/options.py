"""Options that several commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.terminal import start_logging
from schema.errors import UsageError

if TYPE_CHECKING:
    from app.settings import Settings
    from db.store import Store

Sites = Annotated[list[str] | None, typer.Argument(metavar="SITE", help="Names of sites; all of them unless given.")]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Address of the database, sqlite:///FILE or postgresql+psycopg://…"),
]
SitesDir = Annotated[
    Path | None, typer.Option("--sites-dir", metavar="DIR", help="Folder of your own site files.", file_okay=False)
]
LogLevel = Annotated[
    str | None, typer.Option("--log-level", metavar="LEVEL", help="DEBUG, INFO, WARNING or ERROR, on standard error.")
]

Out = Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help="File to write, else standard output.")]
TableFormat = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, csv, or json (one object a line).")
]


def settings(
    database: str | None = None,
    log_level: str | None = None,
    sites_dir: Path | None = None,
    **others: object,
) -> "Settings":
    """Give the settings in force with the options of a command on top, and start the log."""
    from app.settings import read_settings

    level = log_level.upper() if log_level else None
    found = read_settings(database_url=database, log_level=level, sites_dir=sites_dir, **others)
    start_logging(found.log_level)
    return found


def check_exists(found: "Settings") -> None:
    """Raise UsageError where the database is to be an SQLite file that is not there."""
    path = found.database_url.removeprefix("sqlite:///")
    if path != found.database_url and not Path(path).exists():
        raise UsageError(f"There is no database {path} yet; `blotter run` makes one, --database names another.")


def store(found: "Settings") -> "Store":
    """Open the database of the settings for a command that needs one with something in it.

    Raises
    ------
    UsageError
        Where it is an SQLite file that is not there.
    StorageError
        Where the database cannot be reached or read.
    """
    from db.store import open_store

    check_exists(found)
    return open_store(found.database_url)


def check_days(**given: str | None) -> None:
    """Raise UsageError where the value of an option is no day, month or year; options are given by their names."""
    from crawler.days import first_day

    for option, value in given.items():
        try:
            if value is not None:
                first_day(value)
        except ValueError as error:
            forms = "write 2019, 2019-06 or 2019-06-25"
            raise UsageError(f"--{option} {value!r} is no day, month or year; {forms}.") from error
