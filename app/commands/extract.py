"""`blotter extract`: read stored pages, or files without a database."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.options import Database, LogLevel, SitesDir
from schema.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.inputs import Format
    from schema.models import Article, ArticleRules, Report

FILES = typer.Argument(
    metavar="FILE", help="Files to read: .html, .txt, .jsonl; - is standard input. None: the stored pages."
)


def extract(
    files: Annotated[list[Path] | None, FILES] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="OUT", help="File for the reports of FILE, else standard output."),
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="What FILE holds, whatever its name: html, txt or jsonl."),
    ] = None,
    site: Annotated[
        str | None,
        typer.Option("--site", metavar="SITE", help="Site that FILE comes from: its rules and its place hold."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Read all stored pages again, and print what changed.")
    ] = False,
    database: Database = None,
    sites_dir: SitesDir = None,
    log_level: LogLevel = None,
) -> None:
    """Read reports out of files, or out of the stored pages that this version of the extractor has not read.

    From files, one JSON object a line is printed; no database is needed. A .txt file is a page's text as copied from
    a browser; an object of a .jsonl file has text, and may have id, title, published, source, url.
    """
    from app.commands.options import settings

    found = settings(database=database, log_level=log_level, sites_dir=sites_dir)
    if files:
        if everything:
            raise UsageError("--all is for stored pages; leave it or the files out.")
        from_files(files, out, _format(kind), site, found.sites_dir)
        return
    for option, value in (("--out", out), ("--format", kind), ("--site", site)):
        if value is not None:
            raise UsageError(f"{option} needs a FILE; without one, stored pages are read into the database.")
    from app.commands.options import check_exists
    from app.report_tables import show_reading
    from app.work import read_and_link

    check_exists(found)
    reading, linked = read_and_link(found, everything=everything)
    show_reading(reading, linked)


def _format(kind: str | None) -> "Format | None":
    from typing import get_args

    from app.inputs import Format

    for known in get_args(Format):
        if kind == known:
            return known  # type: ignore[no-any-return]
    if kind is not None:
        raise UsageError(f"There is no format {kind!r}; there are {', '.join(get_args(Format))}.")
    return None


def from_files(
    files: list[Path], out: Path | None, kind: "Format | None", site: str | None, sites_dir: Path | None
) -> None:
    """Print the report of every article of the files; say which could not be read, and end with 1 if any could not.

    Raises
    ------
    UsageError
        Where a file is not there, or nobody says what it holds: before any is read.
    """
    from app.inputs import find_format
    from app.output import opened

    kinds = [(path, find_format(path, kind)) for path in files]
    failed = 0
    with opened(out) as file:
        for report in _reports(kinds, site, sites_dir):
            if isinstance(report, InputError):
                from app.terminal import say

                say(f"blotter: {report}")
                failed += 1
            else:
                file.write(report.to_json() + "\n")
    if failed:
        raise typer.Exit(1)


def _reports(
    kinds: "list[tuple[Path, Format]]", site: str | None, sites_dir: Path | None
) -> "Iterator[Report | InputError]":
    from app.terminal import progress
    from extract.pipeline import Extractor

    extractor = Extractor()
    with progress("Reading") as advance:
        for article in _articles(kinds, site, sites_dir):
            if isinstance(article, InputError):
                yield article
                continue
            try:
                yield extractor.read(article)
            except InputError as error:
                yield error
            advance(what=article.id)


def _articles(
    kinds: "list[tuple[Path, Format]]", site: str | None, sites_dir: Path | None
) -> "Iterator[Article | InputError]":
    from app.inputs import read_articles

    rules: Sequence[ArticleRules] = ()
    place = None
    if site is not None:
        from crawler.site import get_site

        chosen = get_site(site, sites_dir)
        rules, place = chosen.rules, chosen.place or None
    for path, kind in kinds:
        yield from read_articles(path, kind, rules=rules, site_place=place)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(epilog="Examples: blotter extract --all; blotter extract report.txt saved/*.html -o reports.jsonl")(
        extract
    )
