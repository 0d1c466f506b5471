"""`blotter query`: facts, each with the words that say it."""

from typing import Annotated, Any

import typer

from app.commands import filtering as by
from app.commands.options import Database, LogLevel, Out, TableFormat


def query(
    measure: by.Measures = None,
    place: by.Places = None,
    place_role: by.PlaceRole = "any",
    since: by.Since = None,
    until: by.Until = None,
    offence: by.Offences = None,
    broader: by.Broader = False,
    agency: by.Agencies = None,
    operation: by.Operations = None,
    kind: by.Kinds = None,
    site: by.FromSites = None,
    item: by.Items = None,
    words: by.Words = None,
    confidence: by.Confidence = None,
    order: Annotated[
        str, typer.Option("--order", metavar="BY", help="date, published, value, place, measure or stored.")
    ] = "date",
    ascending: Annotated[bool, typer.Option("--ascending", help="Oldest or smallest first.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most N facts; 0 for all.")] = 100,
    form: TableFormat = "table",
    out: Out = None,
    database: Database = None,
    log_level: LogLevel = None,
) -> None:
    """Find facts by measure, place, date, offence, agency, operation or words.

    Several values of one option are alternatives; different options must all hold. A fact told by several reports
    stands there once for each; `blotter stats` counts it once.
    """
    from app.commands.options import settings, store
    from app.fact_tables import write_facts
    from db.query import count_facts, find_facts

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
        kinds=kind,
        sites=site,
        items=item,
        words=words,
        confidence=confidence,
    )
    ranked: Any = order
    with store(settings(database=database, log_level=log_level)) as opened:
        rows = find_facts(opened, filters=chosen, order=ranked, ascending=ascending, limit=limit or None)
        total = count_facts(opened, filters=chosen)
    write_facts(rows, total, form, out)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command(
        epilog="Examples: blotter query -m suspects_arrested -p 海南省 --since 2019-06; "
        "blotter query --offence fraud.loan --format csv -o loans.csv"
    )(query)
