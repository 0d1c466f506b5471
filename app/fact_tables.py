"""Facts of the database as a table, as CSV, or as JSON lines."""

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from rich.text import Text

from app import names
from app.figures import figure, period, place_of
from app.output import opened
from app.rows import check_format, write_rows
from app.terminal import new_table, results, say
from db.query import FactRow

COLUMNS = tuple(each.name for each in fields(FactRow))


def write_facts(rows: Sequence[FactRow], total: int, form: str, out: Path | None) -> None:
    """Write facts in a format; how many there are beyond those shown goes to standard error.

    Raises
    ------
    UsageError
        For a format that there is not.
    """
    check_format(form)
    if form != "table":
        write_rows(rows, COLUMNS, form, out)
    else:
        with opened(out) as file:
            console = results()
            console.file = file
            console.print(facts_table(rows))
    if len(rows) < total:
        say(f"{len(rows)} of {total} facts; --limit 0 gives all.")
    elif not rows:
        say("There is no such fact.")


def facts_table(rows: Sequence[FactRow]) -> object:
    """Give a table of facts: when, where, what was counted, and the words that say it."""
    table = new_table("", "|when", "where", "measure", ">figure", "offence", "words", "source")
    for row in rows:
        figures = figure(row.value, row.qualifier, row.unit)
        share = "其中 " if row.part_of is not None else ""
        noun = f" {row.item}" if row.item else ""
        table.add_row(
            period(row.start, row.end),
            place_of(row.places or row.jurisdiction),
            names.of_measure(row.measure),
            f"{share}{figures}{noun}",
            names.of_offences(row.offences),
            Text(row.quote),
            row.source or row.site or "",
        )
    return table
