"""Totals that count nothing twice, and say what they rest on and what they leave out.

What is counted, unless asked otherwise: figures of operations (not of campaigns, stories or context) that are no part of
another counted figure, one report's for each operation. An operation belongs to the day, month or year in which it ended.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product
from typing import Literal, get_args

from db.bounds import total
from db.counting import (
    Counted,
    Figure,
    Place,
    apart,
    choose,
    count_by_kind,
    count_undated,
    grouped,
    part_links,
    read_figures,
    series_of,
    wholes,
)
from db.days import first_day, last_day
from db.filters import Filters
from db.store import Store
from schema.errors import UsageError
from schema.models import EventKind, Qualifier
from schema.places import CHINA
from schema.vocabulary import kinds, measures, offences

Dimension = Literal[
    "month",
    "quarter",
    "year",
    "province",
    "city",
    "county",
    "offence",
    "fraud_class",
    "agency",
    "measure",
    "kind",
    "site",
]
TIMES = {"month": 7, "quarter": 7, "year": 4}
"""Columns of time, and how many characters of a date they need."""

SERIES = "series"

REASONS = {
    "part": ("is part of another", "are parts of others"),
    "copy": ("is told by another report of the same event", "are told by other reports of the same events"),
    "no date": ("is without a date", "are without a date"),
    "vague date": (
        "is of an event that may have ended outside the dates",
        "are of events that may have ended outside the dates",
    ),
    "covered": ("is covered by a later count of its series", "are covered by later counts of their series"),
}
"""Why figures are in no row, said of one and of several."""


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A total, and what it rests on.

    Parameters
    ----------
    keys
        Column → what the row is about; None where the figures do not say it (no province, no month). Places are paths,
        months `2019-06`, quarters `2019-Q2`, offences and measures codes, fraud classes their Chinese names.
    measure, unit, item
        What is counted; only figures that agree in all three are added.
    value, qualifier, low, high
        The sum of the figures, how the truth lies to it, and its bounds, as in `db.bounds.Bounded`.
    facts, events, reports
        How many figures were added, of how many events (an operation that several reports tell counts once), from how many
        reports.
    copies
        How many other reports of these events were left out.
    """

    keys: Mapping[str, str | None]
    measure: str
    unit: str
    item: str | None
    value: Decimal
    qualifier: Qualifier
    low: Decimal
    high: Decimal | None
    facts: int
    events: int
    reports: int
    copies: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The rows of a statistic, the totals over all rows, and what was left out.

    `by` are the columns. In `totals` each figure is counted once, though it may stand in several rows (an operation in two
    provinces); it is empty for campaigns, whose series may hold one another. `left_out` counts figures by the reason why they
    are in no row; `notes` says the same, and how to read the rows, in sentences.
    """

    by: tuple[str, ...]
    kind: EventKind
    rows: list[TotalRow]
    totals: list[TotalRow]
    left_out: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def totals(
    store: Store,
    *,
    by: Sequence[Dimension] = (),
    filters: Filters | None = None,
    kind: EventKind = "operation",
) -> Totals:
    """Add up figures, each once.

    Parameters
    ----------
    store
        The database.
    by
        Columns to divide by, in order; a row stands for every combination that occurs. Measure, unit and item always divide.
    filters
        What is asked for; `filters.kinds` is ignored for `kind`. With `since` or `until` only operations count whose end
        surely lies between the two.
    kind
        Kind of events. Campaigns come as series, each named in a first column `series`: within a series and a measure the
        latest count wins over all whose periods it overlaps.

    Raises
    ------
    UsageError
        For a column or kind that there is not, or a column named twice.
    StorageError
        Where the database fails.
    """
    _check(by, kind)
    asked = replace(filters or Filters(), kinds=(kind,))
    with store.reading() as connection:
        figures = read_figures(connection, asked)
        links = part_links(connection, asked)
        others = count_by_kind(connection, replace(asked, kinds=tuple(one for one in kinds() if one != kind)))
        undated = count_undated(connection, asked) if asked.dated else 0
    left_out = {f"kind {other}": count for other, count in sorted(others.items())}
    certain = [figure for figure in figures if _surely_between(figure.event, asked)]
    whole = wholes(certain, links)
    left_out |= {"vague date": len(figures) - len(certain), "part": len(certain) - len(whole), "no date": undated}
    chosen, copies = _one_report_each(whole)
    left_out["copy"] = len(whole) - len(chosen)
    columns: tuple[str, ...] = tuple(by)
    if kind == "campaign":
        chosen, covered = _series(chosen)
        left_out["covered"] = covered
        columns = (SERIES, *columns)
    return Totals(
        by=columns,
        kind=kind,
        rows=_table(chosen, columns, copies, asked),
        totals=[] if kind == "campaign" else _table(chosen, (), copies, asked),
        left_out={reason: count for reason, count in left_out.items() if count},
        notes=_notes(chosen, columns, left_out, kind, asked),
    )


def _check(by: Sequence[str], kind: str) -> None:
    known = get_args(Dimension)
    for column in by:
        if column not in known:
            raise UsageError(f"Totals cannot be divided by {column!r}, but by {', '.join(known)}.")
    if len(set(by)) < len(by):
        raise UsageError("A column is named twice.")
    if kind not in kinds():
        raise UsageError(f"There is no kind of event {kind!r}; there are {', '.join(kinds())}.")


def _surely_between(event: Counted, filters: Filters) -> bool:
    """Say whether an event ended between the days that are asked for; always where none are."""
    since, until = first_day(filters.since), last_day(filters.until)
    begin, end = first_day(event.end), event.last_day
    if since is not None and (begin is None or begin < since):
        return False
    return until is None or (end is not None and end <= until)


def _one_report_each(figures: list[Figure]) -> tuple[list[Figure], dict[int, set[int]]]:
    """Choose one report for each operation and measure.

    Returns
    -------
    tuple
        The figures to count, and for each of them (by its id) the other reports that tell of the operation.
    """
    chosen: list[Figure] = []
    copies: dict[int, set[int]] = {}
    for same in grouped(figures, lambda figure: (figure.event.operation, figure.what)).values():
        best, rest = choose(same)
        chosen += best
        others = {figure.event.report for figure in rest}
        copies |= {figure.id: others for figure in best}
    return chosen, copies


def _series(figures: list[Figure]) -> tuple[list[Figure], int]:
    """Leave out campaign figures whose period a later count of the same series covers; give the rest and how many went."""
    kept: list[Figure] = []
    covered = 0
    for same in grouped(figures, lambda figure: (series_of(figure), figure.what)).values():
        taken, rest = apart(same)
        kept += taken
        covered += len(rest)
    return kept, covered


def _table(
    figures: Iterable[Figure], columns: Sequence[str], copies: Mapping[int, set[int]], filters: Filters
) -> list[TotalRow]:
    """Add up figures by what they count and by the columns."""
    cells: dict[tuple[tuple[str | None, ...], tuple[str, str, str | None]], list[Figure]] = {}
    for figure in figures:
        for keys in product(*(keys_of(figure, column, filters) for column in columns)):
            cells.setdefault((keys, figure.what), []).append(figure)
    order = {code: at for at, code in enumerate(measures())}

    def rank(cell: tuple[tuple[str | None, ...], tuple[str, str, str | None]]) -> tuple[object, ...]:
        keys, (measure, unit, item) = cell
        named = ((key is None, order.get(key or "", 0), key or "") for key in keys)
        return (*named, order.get(measure, len(order)), item or "", unit)

    return [
        _row(dict(zip(columns, cell[0], strict=True)), cell[1], cells[cell], copies) for cell in sorted(cells, key=rank)
    ]


def _row(
    keys: Mapping[str, str | None],
    what: tuple[str, str, str | None],
    figures: Sequence[Figure],
    copies: Mapping[int, set[int]],
) -> TotalRow:
    bounded = total((figure.value, figure.qualifier) for figure in figures)
    measure, unit, item = what
    return TotalRow(
        keys=keys,
        measure=measure,
        unit=unit,
        item=item,
        value=bounded.value,
        qualifier=bounded.qualifier,
        low=bounded.low,
        high=bounded.high,
        facts=len(figures),
        events=len({figure.event.operation for figure in figures}),
        reports=len({figure.event.report for figure in figures}),
        copies=len({(figure.event.operation, other) for figure in figures for other in copies.get(figure.id, ())}),
    )


def keys_of(figure: Figure, column: str, filters: Filters) -> list[str | None]:
    """Give what a figure counts under in a column: one or more keys, a single None where it does not say."""
    event = figure.event
    if column in TIMES:
        return [_time(event.end, column)]
    if column in ("province", "city", "county"):
        return _some(_place(place, column) for place in _places(event, filters))
    if column == "offence":
        return _some(event.offences)
    if column == "fraud_class":
        known = offences()
        return _some(known[code].fraud_class for code in event.offences if code in known)
    if column == "agency":
        return _some(event.agencies)
    single = {"measure": figure.measure, "kind": event.kind, "site": event.site, SERIES: series_of(figure)}
    return [single[column]]


def _some(keys: Iterable[str | None]) -> list[str | None]:
    found: list[str | None] = [key for key in dict.fromkeys(keys) if key is not None]
    return found or [None]


def _time(end: str | None, column: str) -> str | None:
    if end is None or len(end) < TIMES[column]:
        return None
    if column == "quarter":
        return f"{end[:4]}-Q{(int(end[5:7]) + 2) // 3}"
    return end[: TIMES[column]]


def _places(event: Counted, filters: Filters) -> list[Place]:
    """Give the places that an event counts under: where the police acted, else what they answer for.

    With `place_role` `jurisdiction` it is always the latter.
    """
    acted = [place for place in event.places if place.role == "place"]
    if acted and filters.place_role != "jurisdiction":
        return acted
    return [place for place in event.places if place.role == "jurisdiction"]


def _place(place: Place, column: str) -> str | None:
    if place.country != CHINA:
        return place.country if column == "province" else place.path
    return {"province": place.province, "city": place.prefecture, "county": place.county}[column]


def _notes(
    figures: Sequence[Figure], columns: Sequence[str], left_out: Mapping[str, int], kind: EventKind, filters: Filters
) -> list[str]:
    """Say in sentences what was left out and how the rows are to be read."""
    other = [(reason[5:], count) for reason, count in left_out.items() if reason.startswith("kind ") and count]
    notes = []
    if other:
        listed = ", ".join(f"{name} {count}" for name, count in other)
        notes.append(f"Figures of other kinds of events that fit are left out: {listed}.")
    for reason, (one, several) in REASONS.items():
        if count := left_out.get(reason, 0):
            notes.append(f"{_figures(count, one, several)} and left out.")
    for column in columns:
        keys = [keys_of(figure, column, filters) for figure in figures]
        if unknown := sum(each == [None] for each in keys):
            notes.append(
                f"{_figures(unknown, 'is', 'are')} in a row without {column}, for it is not known or wider than one."
            )
        if many := sum(len(each) > 1 for each in keys):
            notes.append(f"{_figures(many, 'is', 'are')} under more than one {column}, and counted once in the total.")
    if kind == "campaign":
        notes.append("Series may hold one another (a province in the country), so there is no total over them.")
    return notes


def _figures(count: int, one: str, several: str) -> str:
    return f"1 figure {one}" if count == 1 else f"{count} figures {several}"
