"""Tables of what was read: counts, new reports with their figures, and what a new reading changed."""

from collections.abc import Sequence

from rich.text import Text

from app import names
from app.evaluation import View, evaluate
from app.figures import facts_by_event, headline, period, place_of, shortened
from app.operations import COLUMNS
from app.reading import Reading
from app.tables import show_differences
from app.terminal import counted, new_table, results, say
from db.identity import LinkSummary
from schema.models import Report

CHANGES: tuple[View, ...] = ("scoped", "offences", "places", "jurisdiction", "agencies", "names", "event")
"""Views in which a new reading of a page is compared with the one before."""


def show_reading(reading: Reading, linked: LinkSummary) -> None:
    """Print what came of reading stored pages: counts, what is new, what changed; unreadable pages to standard error."""
    counts = reading.counts
    table = new_table("", ">read", *(f">{name}" for name in counts))
    table.add_row(str(reading.pages), *map(str, counts.values()))
    results().print(table)
    if reading.new:
        show_events(f"New: {counted(counts['new'], 'report')}", reading.new)
    quiet = sum(not show_change(*change) for change in reading.changes)
    if quiet:
        results().print(f"{counted(quiet, 'report')} changed only in mentions, places in the text, or text.")
    for url, reason in reading.unreadable:
        say(f"blotter: {url}: {reason}")
    if linked.links or linked.copies:
        results().print(
            f"{linked.links} events were found to be told before; {linked.identities} are told by more than one report."
        )


def show_change(url: str, before: Report, after: Report) -> bool:
    """Print what a new reading of a page changed, side by side; give whether that was anything that is compared."""
    same = {"id": url}
    compared = evaluate({url: before.model_copy(update=same)}, {url: after.model_copy(update=same)})
    shown = [each for each in compared.differences if each.view in CHANGES]
    if shown:
        results().print(Text(f"{after.title}\n{url}", style="bold"))
        show_differences(shown, CHANGES, ("before", "now"))
    return bool(shown)


def show_events(title: str, reports: Sequence[Report], limit: int = 50) -> None:
    """Print the operations and campaigns of reports, one a row."""
    table = new_table(title, "|when", "where", "name or title", "offence", *(name for name, _ in COLUMNS), "source")
    rows = [(report, event) for report in reports for event in report.events if event.kind in ("operation", "campaign")]
    for report, event in rows[:limit]:
        facts = facts_by_event(report)[event.id]
        figures = [headline(facts, *measures) for _, measures in COLUMNS]
        name = event.name or shortened(report.title)
        offence = names.of_offences(event.offences, most=1)
        where = place_of(event.places or event.jurisdiction)
        table.add_row(period(event.start, event.end), where, Text(name), offence, *figures, report.source or "")
    results().print(table)
    if len(rows) > limit:
        results().print(f"… and {len(rows) - limit} more; `blotter query` shows all.")
