"""A small database for tests of commands: three reports, two of them of one operation."""

from datetime import UTC, datetime
from typing import Any

from db.store import open_store
from extract import VERSION
from schema.models import Page, Report

TEXT = "2019年6月25日，海南警方收网，抓获嫌疑人265名，其中儋州抓获45名、投案自首82名，涉案金额1.5亿余元。"


def fact(number: int, measure: str, value: int, unit: str, quote: str, **more: Any) -> dict[str, Any]:
    base = {"id": f"f{number}", "event": "e1", "measure": measure, "value": value, "qualifier": "exact", "unit": unit}
    return base | {"quote": quote, "start": TEXT.index(quote), "end": TEXT.index(quote) + len(quote)} | more


def make_report(name: str, source: str) -> Report:
    event = {
        "id": "e1",
        "kind": "operation",
        "name": "蓝天二号",
        "start": "2019-06-25",
        "end": "2019-06-25",
        "jurisdiction": ["海南省"],
        "places": ["海南省/儋州市"],
        "agencies": ["海南省公安厅"],
        "offences": ["fraud.loan"],
    }
    facts = [
        fact(1, "suspects_arrested", 265, "person", "抓获嫌疑人265名"),
        fact(2, "suspects_surrendered", 82, "person", "投案自首82名", part_of="f1"),
        fact(4, "suspects_arrested", 45, "person", "儋州抓获45名", part_of="f1"),
        fact(3, "amount_involved", 150_000_000, "CNY", "涉案金额1.5亿余元", qualifier="over"),
    ]
    data = {"id": name, "title": f"“蓝天二号”收网（{name}）", "published": "2019-06-28", "source": source, "text": TEXT}
    return Report.model_validate(data | {"events": [event], "facts": facts})


def fill(url: str) -> None:
    """Make a database with two reports of one operation and a page that holds none."""
    with open_store(url) as store:
        for name in ("one", "two", "empty"):
            address = f"http://news.example/{name}.html"
            moment = datetime(2024, 5, 31, tzinfo=UTC)
            page = Page(url=address, final_url=address, fetched_at=moment, status=200, body=name.encode())
            store.store_page(page)
        for stored in list(store.pages_to_read(version=VERSION)):
            name = stored.page.body.decode()
            if name == "empty":
                store.store_unreadable(stored.id, version=VERSION, reason="It holds no article.")
            else:
                store.store_report(stored.id, make_report(name, f"报社{name}"), version=VERSION)
