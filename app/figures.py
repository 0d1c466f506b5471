"""Numbers, days and places as a reader checks them against the text: 265, ≥1.5亿, 2024-05, 天水市麦积区."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from db.query import SIGNS
from schema.models import Fact, Report

MYRIADS = ((Decimal(10**8), "亿"), (Decimal(10**4), "万"))


def figure(value: Decimal, qualifier: str = "exact", unit: str = "") -> str:
    """Write a number with its qualifier; money in 万 and 亿 as reports do, in its currency unless that is the yuan.

    >>> figure(Decimal(150000000), "over", "CNY")
    '≥1.5亿'
    """
    text = f"{value.normalize():,f}"
    if len(unit) == 3 and unit.isascii() and unit.isupper():
        for size, sign in MYRIADS:
            if value >= size:
                text = f"{(value / size).normalize():,f}{sign}"
                break
        if unit != "CNY":
            text = f"{text} {unit}"
    return f"{SIGNS[qualifier]}{text}"


def headline(facts: Iterable[Fact], *measures: str) -> str:
    """Write the figure that stands for an event: the largest of the first measure found that is no part of another."""
    found = list(facts)
    for measure in measures:
        whole = [fact for fact in found if fact.measure == measure and fact.part_of is None]
        if whole:
            most = max(whole, key=lambda fact: fact.value)
            return figure(most.value, most.qualifier, most.unit)
    return ""


def period(start: str | None, end: str | None) -> str:
    """Write when something was, as precisely as the text says; a range on two lines, to keep a column narrow."""
    return (start or "") if start == end else f"{start or ''}–\n{end or ''}".strip()


def place_of(paths: Sequence[str]) -> str:
    """Write places by their own names and those above: 天水市麦积区 for 甘肃省/天水市/麦积区; at most two."""
    shown = "、".join("".join(path.split("/")[-2:]) for path in paths[:2])
    return f"{shown}…" if len(paths) > 2 else shown


def shortened(title: str, most: int = 14) -> str:
    """Give the beginning of a title, on one line."""
    title = " ".join(title.split())
    return title if len(title) <= most else f"{title[: most - 1]}…"


def facts_by_event(report: Report) -> dict[str, list[Fact]]:
    """Give the facts of each event of a report."""
    found: dict[str, list[Fact]] = {event.id: [] for event in report.events}
    for fact in report.facts:
        found[fact.event].append(fact)
    return found
