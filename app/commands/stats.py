"""`blotter stats`: totals that count nothing twice."""

from typing import Annotated, Any

import typer

from app.commands import filtering as by
from app.commands.options import Database, LogLevel, Out, TableFormat

COLUMNS = typer.Argument(
    metavar="BY",
    help="Columns to divide by: month, quarter, year, province, city, county, offence, fraud_class, agency, kind, site.",
)
BY = typer.Option(
    "--by", metavar="BY[,BY…]", help="The same, parted by commas: --by province,month.", show_default=False
)


def stats(
    columns: Annotated[list[str] | None, COLUMNS] = None,
    divided: Annotated[list[str] | None, BY] = None,
    measure: by.Measures = None,
    place: by.Places = None,
    place_role: by.PlaceRole = "any",
    since: by.Since = None,
    until: by.Until = None,
    offence: by.Offences = None,
    broader: by.Broader = False,
    agency: by.Agencies = None,
    operation: by.Operations = None,
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help="operation, or campaign: series, of which the latest count wins."),
    ] = "operation",
    site: by.FromSites = None,
    item: by.Items = None,
    words: by.Words = None,
    confidence: by.Confidence = None,
    form: TableFormat = "table",
    out: Out = None,
    database: Database = None,
    log_level: LogLevel = None,
) -> None:
    """Add up figures of operations, each operation once, however many reports tell of it.

    Parts of a whole, campaign totals, comparisons and copies are left out; what was left out is said on standard error. An
    operation belongs to the month in which it ended, and to each of its provinces; the last rows count it once.
    """
    from app.commands.options import settings, store
    from app.total_tables import write_totals
    from db.stats import totals

    chosen = by.filters(
        measures=measure,
        places=place,
        place_role=place_role,
        since=since,
        until=until,
        offences=offence,
        broader=broader,
        agencies=agency,
        operations=operation,
        sites=site,
        items=item,
        words=words,
        confidence=confidence,
    )
    asked: Any = [
        *(columns or ()),
        *(name.strip() for names in divided or () for name in names.split(",") if name.strip()),
    ]
    of_kind: Any = kind
    with store(settings(database=database, log_level=log_level)) as opened:
        found = totals(opened, by=asked, filters=chosen, kind=of_kind)
    write_totals(found, form, out)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        epilog="Examples: blotter stats --by province,month --measure suspects_arrested; "
        "blotter stats month offence -m money --format csv -o money.csv"
    )(stats)
