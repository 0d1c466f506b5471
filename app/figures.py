"""Numbers as a reader checks them against the text: 265, 1200+, 1.5亿元."""

from collections.abc import Iterable
from decimal import Decimal

from schema.models import Event, Fact, Report

SIGNS = {"exact": "{}", "over": "{}+", "under": "<{}", "about": "~{}"}
MYRIADS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def figure(value: Decimal, qualifier: str = "exact", unit: str = "") -> str:
    """Write a number with its qualifier; money in 万 and 亿 as reports do, in its currency unless that is the yuan.

    >>> figure(Decimal(150000000), "over", "CNY")
    '1.5亿+'
    """
    text = f"{value.normalize():,f}"
    if len(unit) == 3 and unit.isupper() and unit.isascii():
        for size, sign in MYRIADS:
            if value >= size:
                text = f"{(value / size).normalize():,f}{sign}"
                break
        if unit != "CNY":
            text = f"{text} {unit}"
    return SIGNS[qualifier].format(text)


def headline(facts: Iterable[Fact], *measures: str) -> str:
    """Write the figure that stands for an event: the largest of the first measure found that is no part of another."""
    found = list(facts)
    for measure in measures:
        whole = [fact for fact in found if fact.measure == measure and fact.part_of is None]
        if whole:
            most = max(whole, key=lambda fact: fact.value)
            return figure(most.value, most.qualifier, most.unit)
    return ""


def period(event: Event) -> str:
    """Write when an event was, as precisely as the text says."""
    if event.start == event.end:
        return event.start or ""
    return f"{event.start or ''}–{event.end or ''}"


def short_place(path: str) -> str:
    """Write a place by its own name and the one above it: 天水市麦积区 for 甘肃省/天水市/麦积区."""
    return "".join(path.split("/")[-2:])


def place_of(event: Event) -> str:
    """Write where an event was: the places of action, else the region that its agency answers for."""
    paths = event.places or event.jurisdiction
    return "、".join(short_place(path) for path in paths[:2]) + ("…" if len(paths) > 2 else "")


def facts_by_event(report: Report) -> dict[str, list[Fact]]:
    """Give the facts of each event of a report."""
    found: dict[str, list[Fact]] = {event.id: [] for event in report.events}
    for fact in report.facts:
        found[fact.event].append(fact)
    return found
