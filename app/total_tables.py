"""Totals of the database as a table, as CSV, or as JSON lines."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from app import names
from app.figures import figure
from app.output import opened
from app.rows import check_format, write_rows
from app.terminal import new_table, results, say
from db.stats import TotalRow, Totals
from schema import vocabulary

YUAN = "CNY"
FIGURES = ("measure", "unit", "item", "value", "qualifier", "low", "high", "facts", "events", "reports", "copies")


def write_totals(found: Totals, form: str, out: Path | None) -> None:
    """Write totals in a format; what was left out goes to standard error.

    Raises
    ------
    UsageError
        For a format that there is not.
    """
    check_format(form)
    if form == "table":
        with opened(out) as file:
            console = results()
            console.file = file
            console.print(totals_table(found))
    else:
        rows = [dict(row.keys) | {name: getattr(row, name) for name in FIGURES} for row in found.rows]
        columns = [name for name in found.by if name not in FIGURES]
        write_rows(rows, [*columns, *FIGURES], form, out)
    for note in found.notes:
        say(note)
    if not found.rows:
        say("There is nothing to add up.")


def totals_table(found: Totals, title: str = "") -> Table:
    """Give a table of totals, with the totals over all rows below."""
    keys = [name for name in found.by if name != "measure"]
    table = new_table(title, *keys, "measure", ">total", "unit", ">events", ">reports", ">copies")
    for row in found.rows:
        table.add_row(*_cells(row, keys))
    if found.totals and keys:
        table.add_section()
        for row in found.totals:
            table.add_row("all", *_cells(row, keys)[1:])
    return table


def pivot(found: Totals, key: str, measures: Sequence[str], title: str = "") -> Table:
    """Give a table with a row for each key and a column for each measure; sums of money in yuan only."""
    table = new_table(title, key, *(f">{names.of_measure(measure)}" for measure in measures), ">events")
    for value in dict.fromkeys(row.keys[key] for row in found.rows):
        _pivot_row(table, _key(key, value), [row for row in found.rows if row.keys[key] == value], measures)
    table.add_section()
    _pivot_row(table, "all", found.totals, measures)
    return table


def _pivot_row(table: Table, name: str, rows: Sequence[TotalRow], measures: Sequence[str]) -> None:
    money = {code for code, measure in vocabulary.measures().items() if measure.unit == "money"}
    shown = [row for row in rows if row.measure not in money or row.unit == YUAN]
    cells = {row.measure: figure(row.value, row.qualifier, row.unit) for row in shown}
    table.add_row(
        name, *(cells.get(measure, "") for measure in measures), str(max((row.events for row in rows), default=0))
    )


def _cells(row: TotalRow, keys: Sequence[str]) -> list[str]:
    counts = (row.events, row.reports, row.copies)
    unit = row.item or row.unit
    value = figure(row.value, row.qualifier, row.unit)
    return [
        *(_key(name, row.keys.get(name)) for name in keys),
        names.of_measure(row.measure),
        value,
        unit,
        *map(str, counts),
    ]


def _key(column: str, value: Any) -> str:
    if value is None:
        return "–"
    return names.of_offences([value]) if column == "offence" else str(value)
