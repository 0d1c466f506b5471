"""From a document that went through the pipeline to the report that the contract describes."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from extract import VERSION
from extract.carrier import Hit, Hits, OffenceHit, ResultHit
from extract.components.events.component import Found, Reading
from extract.components.events.groups import Group
from schema.errors import SpanError
from schema.lexicon import read_lexicon
from schema.models import Article, Event, Evidence, EvidenceField, Fact, Mention, Report
from schema.vocabulary import measures


@cache
def confidences() -> dict[str, float]:
    """Give for each rule of the results the share of its facts that are right, as counted on the annotated reports.

    A count of few facts is drawn towards one half: (right + 1) / (read + 2).
    """
    rows = read_lexicon("extract", "confidence.tsv")
    return {row["rule"]: round((int(row["right"]) + 1) / (int(row["read"]) + 2), 2) for row in rows}


def confidence(result: ResultHit) -> float:
    """Give how sure a result is, by its rule and by whether its number is one."""
    known = confidences()
    rule = f"{result.rule}.one" if result.value == 1 else result.rule
    return known.get(rule, known[result.rule])


class Body:
    """The body of a document: cuts quotes out of it and turns offsets of the document into offsets of the body."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start

    def holds(self, hit: Hit) -> bool:
        """Whether a hit stands in the body, not in the title."""
        return hit.start >= self.start

    def place(self, start: int, end: int) -> tuple[int, int, str]:
        """Give start and end in the body, and the words between.

        Raises
        ------
        SpanError
            Where the span does not stand in the body.
        """
        first, last = start - self.start, end - self.start
        if not 0 <= first < last <= len(self.text):
            raise SpanError(f"The span {first}–{last} does not stand in a body of {len(self.text)} characters.")
        return first, last, self.text[first:last]


def to_report(doc: Doc) -> Report:
    """Give the report of a document."""
    article: Article = doc._.article
    reading: Reading = doc._.events
    body = Body(article.text, doc._.body_start)
    events = [_event(f"e{number}", found, doc._.hits, body) for number, found in enumerate(reading.events, 1)]
    return Report(
        id=article.id,
        url=article.url,
        title=article.title,
        published=article.published,
        source=article.source,
        text=article.text,
        events=events,
        facts=list(_facts(reading, body)),
        mentions=sorted(_mentions(doc._.hits, body), key=lambda m: (m.start, m.end, m.kind)),
        extractor=VERSION,
    )


def _facts(reading: Reading, body: Body) -> Iterator[Fact]:
    event_of = {index: f"e{n}" for n, found in enumerate(reading.events, 1) for index in found.group.results}
    as_of = {index: found.group.when.as_of for found in reading.events for index in found.group.results}
    for index, result in enumerate(reading.results):
        start, end, quote = body.place(result.start, result.end)
        parent = reading.parents.get(index)
        yield Fact(
            id=f"f{index + 1}",
            event=event_of[index],
            measure=result.measure,
            value=result.value,
            qualifier=result.qualifier,
            unit=_unit(result),
            item=result.item,
            part_of=f"f{parent + 1}" if parent is not None else None,
            as_of=as_of[index],
            quote=quote,
            start=start,
            end=end,
            rule=result.rule,
            confidence=confidence(result),
        )


def _unit(result: ResultHit) -> str:
    """Give the unit as the contract has it: of the measure, else the text's own classifier or currency."""
    unit = measures()[result.measure].unit
    if unit in {"money", "item"} or unit is None:
        return result.unit
    return unit


def _event(name: str, found: Found, hits: Hits, body: Body) -> Event:
    group = found.group
    evidence: list[Evidence] = []

    def say(field: EvidenceField, value: str, hit: Hit) -> None:
        if body.holds(hit):
            start, end, quote = body.place(hit.start, hit.end)
            evidence.append(Evidence(field=field, value=value, start=start, end=end, quote=quote))

    if group.name is not None:
        say("name", group.name.name, group.name)
    for date in group.dates:
        if group.when.start is not None and date.first == group.when.start:
            say("start", group.when.start, date)
        if group.when.end is not None and date.last == group.when.end:
            say("end", group.when.end, date)
    for place in found.places:
        say("places", place.path, place)
    for agency in found.agencies:
        say("agencies", agency.name, agency)
    for code in found.offences:
        hit = _offence(hits, code, group)
        if hit is not None:
            say("offences", code, hit)
    return Event(
        id=name,
        kind=group.kind,
        name=group.name.name if group.name else None,
        start=group.when.start,
        end=group.when.end,
        jurisdiction=[group.region] if group.region else [],
        places=[place.path for place in found.places],
        agencies=[agency.name for agency in found.agencies],
        offences=found.offences,
        evidence=evidence,
    )


def _offence(hits: Hits, code: str, group: Group) -> OffenceHit | None:
    """Give the words that say an offence: in the event's own sentences, else anywhere."""
    said = [hit for hit in hits.offences if hit.code == code]
    own = (hit for hit in said if any(start <= hit.start and hit.end <= end for start, end in group.stretches))
    return next(own, said[0] if said else None)


def _mentions(hits: Hits, body: Body) -> Iterator[Mention]:
    for hit, mention in _valued(hits):
        if body.holds(hit):
            start, end, text = body.place(hit.start, hit.end)
            yield Mention.model_validate({**mention, "start": start, "end": end, "text": text})


def _valued(hits: Hits) -> Iterator[tuple[Hit, dict[str, object]]]:
    for date in hits.dates:
        yield date, {"kind": "date", "value": {"start": date.first, "end": date.last}}
    for place in hits.places:
        yield place, {"kind": "place", "value": {"path": place.path, "code": place.code}, "role": place.role}
    for quantity in hits.quantities:
        number = int(quantity.value) if quantity.value == quantity.value.to_integral_value() else float(quantity.value)
        unit = quantity.classifier or None
        yield quantity, {"kind": "quantity", "value": {"number": number, "qualifier": quantity.qualifier, "unit": unit}}
    for agency in hits.agencies:
        yield agency, {"kind": "agency", "value": {"name": agency.name, "jurisdiction": agency.jurisdiction}}
    for name in hits.names:
        yield name, {"kind": "operation", "value": {"name": name.name}}
    for offence in hits.offences:
        yield offence, {"kind": "offence", "value": {"code": offence.code}}
