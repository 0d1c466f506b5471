"""What facts are asked for, and the one SELECT that finds them.

Every query and every statistic builds on `facts_select`, so that a total and the list of facts below it can never disagree
about what was asked.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select

from db import tables
from db.days import first_day, last_day
from schema.errors import UsageError
from schema.places import CHINA, by_code
from schema.vocabulary import kinds, measures, offences, qualifiers

PlaceRole = Literal["any", "place", "jurisdiction"]
PARTIAL = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
CODE = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What facts are asked for; an empty field asks for everything. Several values in a field are alternatives.

    Parameters
    ----------
    measures, offences
        Codes of the vocabulary. A group or parent stands for all below it (`suspects`, `fraud`).
    broader
        Whether an offence also finds events that name only what it is a kind of (`fraud.loan` finds `fraud`).
    places
        Paths (`海南省/儋州市`) or division codes (`460400`), each with everything below it; `中国` is everything in China.
    place_role
        Whether the place must be where the police acted (for an event without such a place, its jurisdiction: `place`), what
        the lead agency answers for (`jurisdiction`), or either (`any`).
    since, until
        First and last day, month or year; an event is found where its period overlaps, one without a date is not.
    agencies
        Names or parts of names of police bodies.
    operations
        Names or parts of names of operations.
    kinds, sites, qualifiers, items
        Kinds of events, names of sites, qualifiers, items seized or removed.
    words
        Words that must all stand in the title or the text.
    confidence
        The least confidence; facts without one (annotations) are found too.

    Raises
    ------
    UsageError
        For a code that the vocabulary does not have, or a date that is none.
    """

    measures: Sequence[str] = ()
    places: Sequence[str] = ()
    place_role: PlaceRole = "any"
    since: str | None = None
    until: str | None = None
    offences: Sequence[str] = ()
    broader: bool = False
    agencies: Sequence[str] = ()
    operations: Sequence[str] = ()
    kinds: Sequence[str] = ()
    sites: Sequence[str] = ()
    qualifiers: Sequence[str] = ()
    items: Sequence[str] = ()
    words: Sequence[str] = ()
    confidence: float | None = None

    def __post_init__(self) -> None:
        _check("measure", self.measures, measures())
        _check("offence", self.offences, offences())
        _check("kind of event", self.kinds, kinds())
        _check("qualifier", self.qualifiers, qualifiers())
        for day in (self.since, self.until):
            if day is not None and (not PARTIAL.fullmatch(day) or first_day(day) is None):
                raise UsageError(f"{day!r} is no date; write 2019, 2019-06 or 2019-06-25.")
        for place in self.places:
            if CODE.fullmatch(place) and by_code(place) is None:
                raise UsageError(f"{place} is no division code; see the code table, or write the path (海南省/儋州市).")

    @property
    def dated(self) -> bool:
        """Whether a first or last day is asked for."""
        return self.since is not None or self.until is not None

    def without_dates(self) -> "Filters":
        """Give the same filters for any date."""
        return replace(self, since=None, until=None)


def _check(what: str, asked: Iterable[str], known: Collection[str]) -> None:
    for code in asked:
        if code not in known:
            near = [one for one in known if code.strip().lower() in one]
            there = ", ".join(near or known)
            raise UsageError(f"There is no {what} {code!r}; there are {there}.")


def below(codes: Iterable[str], parents: Mapping[str, str | None]) -> set[str]:
    """Give codes with all that stand below them; `parents` gives each code's parent."""
    found = set(codes)
    while more := {code for code, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def above(codes: Iterable[str], parents: Mapping[str, str | None]) -> set[str]:
    """Give codes with all that they stand below."""
    found = set(codes)
    while more := {parent for code in found if (parent := parents.get(code))} - found:
        found |= more
    return found


def measure_parents() -> dict[str, str | None]:
    """Give each measure's group."""
    return {code: measure.parent for code, measure in measures().items()}


def offence_parents() -> dict[str, str | None]:
    """Give what each offence is a kind of."""
    return {code: offence.parent for code, offence in offences().items()}


def facts_select(filters: Filters, *columns: Any) -> Select[Any]:
    """Select columns of facts, their events, reports and pages.

    Parameters
    ----------
    filters
        What is asked for.
    columns
        Columns of `Fact`, `Event`, `Report` and `Page`; the fact's id unless given.
    """
    fact, event, report, page = tables.Fact, tables.Event, tables.Report, tables.Page
    query = (
        select(*(columns or (fact.id,)))
        .select_from(fact)
        .join(event, event.id == fact.event_id)
        .join(report, report.id == fact.report_id)
        .join(page, page.id == report.page_id)
    )
    return query.where(*_fact_conditions(filters), *_event_conditions(filters), *_report_conditions(filters))


def _fact_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    fact = tables.Fact
    found: list[ColumnElement[bool]] = []
    if filters.measures:
        found.append(fact.measure.in_(sorted(below(filters.measures, measure_parents()))))
    if filters.qualifiers:
        found.append(fact.qualifier.in_(filters.qualifiers))
    if filters.items:
        found.append(fact.item.in_(filters.items))
    if filters.confidence is not None:
        found.append(or_(fact.confidence.is_(None), fact.confidence >= filters.confidence))
    return found


def _event_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    event, agency, offence = tables.Event, tables.EventAgency, tables.EventOffence
    found: list[ColumnElement[bool]] = []
    if filters.kinds:
        found.append(event.kind.in_(filters.kinds))
    if filters.since is not None:
        found.append(event.last_day >= first_day(filters.since))
    if filters.until is not None:
        found.append(_begins_by(filters.until))
    if filters.operations:
        found.append(or_(*(event.name.icontains(name, autoescape=True) for name in filters.operations)))
    if filters.agencies:
        named = or_(*(agency.name.icontains(name, autoescape=True) for name in filters.agencies))
        found.append(exists().where(agency.event_id == event.id, named))
    if filters.offences:
        codes = below(filters.offences, offence_parents())
        if filters.broader:
            codes |= above(filters.offences, offence_parents())
        found.append(exists().where(offence.event_id == event.id, offence.code.in_(sorted(codes))))
    if filters.places:
        place = tables.EventPlace
        here = or_(false(), *(_within(one) for one in filters.places))
        found.append(exists().where(place.event_id == event.id, _plays(filters.place_role), here))
    return found


def _begins_by(until: str) -> ColumnElement[bool]:
    """Say that an event may have begun by a day; one without a start is taken by its end.

    Partial dates are compared as text there, for a month or year comes before all its days: `2019` < `2019-06-30`.
    """
    event, day = tables.Event, last_day(until)
    return or_(event.first_day <= day, and_(event.first_day.is_(None), event.end_date <= str(day)))


def _within(place: str) -> ColumnElement[bool]:
    table = tables.EventPlace
    if CODE.fullmatch(place):
        division = by_code(place)
        place = division.path if division else place
    if place == CHINA:
        return table.country == CHINA
    return or_(table.path == place, table.path.startswith(f"{place}/", autoescape=True))


def _plays(role: PlaceRole) -> ColumnElement[bool]:
    """Say which of an event's places are meant."""
    table = tables.EventPlace
    if role == "place":
        return table.locates.is_(True)
    return table.role == "jurisdiction" if role == "jurisdiction" else table.role.in_(["place", "jurisdiction"])


def _report_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    report = tables.Report
    found: list[ColumnElement[bool]] = []
    if filters.sites:
        found.append(tables.Page.site.in_(filters.sites))
    for word in filters.words:
        found.append(or_(report.title.icontains(word, autoescape=True), report.text.icontains(word, autoescape=True)))
    return found
