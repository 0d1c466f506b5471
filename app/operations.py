"""Operations as a table shows them: each once, whoever told of it, with the figures that stand for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rich.table import Table
from rich.text import Text

from app import names
from app.figures import figure, period, place_of, shortened
from app.terminal import new_table
from db.query import FactRow, Filters, find_facts
from db.store import Store

COLUMNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (">arrested", ("suspects_arrested", "fugitives_arrested")),
    (">gangs", ("gangs_dismantled",)),
    (">cases", ("cases_solved",)),
    (">money", ("amount_involved", "amount_lost", "amount_seized")),
)
"""Columns of figures, each with the measures that it shows, the first that is there."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: all that is told of it, the fullest telling first."""

    tellings: Sequence[Sequence[FactRow]]

    @property
    def first(self) -> FactRow:
        """A fact of the fullest telling."""
        return self.tellings[0][0]

    @property
    def last_day(self) -> date:
        """The day on which it ended, for sorting; the first of all days where that is unknown."""
        return self.first.last_day or date.min

    @property
    def sources(self) -> list[str]:
        """Who told of it."""
        return list(dict.fromkeys(facts[0].source or facts[0].site or "" for facts in self.tellings))

    @property
    def has_headline(self) -> bool:
        """Whether any column of figures shows one."""
        return any(self.headline(measures) for _, measures in COLUMNS)

    def headline(self, measures: Sequence[str]) -> str:
        """Give the figure that stands for it: the largest that is no part, of the first measure that any telling has."""
        for measure in measures:
            for facts in self.tellings:
                whole = [fact for fact in facts if fact.measure == measure and fact.part_of is None]
                if whole:
                    most = max(whole, key=lambda fact: fact.value)
                    return figure(most.value, most.qualifier, most.unit)
        return ""


def read_operations(store: Store, filters: Filters | None = None) -> list[Operation]:
    """Give the operations of the database, the latest first."""
    facts = find_facts(
        store, filters=filters or Filters(kinds=("operation",)), order="stored", ascending=True, limit=None
    )
    return sorted(_gathered(facts), key=lambda operation: operation.last_day, reverse=True)


def _gathered(facts: Iterable[FactRow]) -> list[Operation]:
    events: dict[int, list[FactRow]] = {}
    for fact in facts:
        events.setdefault(fact.event_id, []).append(fact)
    operations: dict[tuple[str, int], list[list[FactRow]]] = {}
    for event, told in events.items():
        identity = told[0].identity_id
        operations.setdefault(("event", event) if identity is None else ("identity", identity), []).append(told)
    return [Operation(sorted(tellings, key=len, reverse=True)) for tellings in operations.values()]


def operations_table(operations: Sequence[Operation], title: str = "") -> Table:
    """Give a table of operations."""
    table = new_table(title, "|when", "where", "name or title", "offence", *(name for name, _ in COLUMNS), "source")
    for operation in operations:
        first = operation.first
        figures = [operation.headline(measures) for _, measures in COLUMNS]
        sources = operation.sources
        more = f" +{len(operation.tellings) - 1}" if len(operation.tellings) > 1 else ""
        table.add_row(
            period(first.start, first.end),
            place_of(first.places or first.jurisdiction),
            Text(first.name or shortened(first.title)),
            names.of_offences(first.offences, most=1),
            *figures,
            Text(f"{sources[0]}{more}"),
        )
    return table
