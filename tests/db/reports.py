"""Pages and reports for the tests of the database, written out by hand."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.store import Store
from schema.models import Event, Fact, Page, Report

GOLD = Path(__file__).parents[1] / "gold"
MORNING = datetime(2020, 5, 1, 0, 0, tzinfo=UTC)


def page(url: str, body: str = "正文", *, site: str | None = "haikou", hours: int = 0, status: int = 200) -> Page:
    return Page(
        url=url,
        final_url=url,
        site=site,
        fetched_at=MORNING + timedelta(hours=hours),
        status=status,
        headers={"content-type": "text/html; charset=utf-8", "etag": f'"{len(body)}"'},
        body=body.encode(),
    )


def event(key: str = "e1", kind: str = "operation", **values: Any) -> Event:
    return Event.model_validate({"id": key, "kind": kind, **values})


def fact(key: str, measure: str, value: int | str, event: str = "e1", **values: Any) -> Fact:
    plain = {"qualifier": "exact", "unit": "person", "quote": f"{value}名"}
    return Fact.model_validate(
        {"id": key, "event": event, "measure": measure, "value": Decimal(value), **plain, **values}
    )


def report(key: str, events: Iterable[Event] = (), facts: Iterable[Fact] = (), **values: Any) -> Report:
    """A report whose facts' quotes stand one after the other in its text, each with its span."""
    text, placed = values.pop("text", f"{key}通报。"), []
    for one in facts:
        start = len(text)
        text += f"{one.quote}。"
        placed.append(one.model_copy(update={"start": start, "end": start + len(one.quote)}))
    return Report(id=key, title=f"{key}的标题", text=text, events=list(events), facts=placed, **values)


def put(store: Store, one: Report, *, site: str = "haikou", version: str = "1") -> int:
    """Store a report with a page of its own; give the number of the page version."""
    url = one.url or f"https://{site}.example/{one.id}"
    store.store_page(page(url, one.text, site=site))
    found = [stored for stored in store.pages_to_read(version=version) if stored.page.url == url]
    store.store_report(found[0].id, one, version=version)
    return found[0].id


def gold() -> list[Report]:
    """All annotated reports."""
    return [
        Report.model_validate(json.loads(line))
        for path in sorted(GOLD.glob("dev-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
