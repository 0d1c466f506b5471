"""Reports of the same event are joined, with the reason, and nothing else is."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlalchemy import select

from db import tables
from db.identity import LinkSummary, link, links, unlink
from db.matching import gather, same_text
from db.store import Store
from schema.errors import UsageError
from schema.models import Event, Fact, Report
from tests.db.reports import event, fact, gold, put, report

WORDS = "警方通报一起电信网络诈骗案的侦办情况办案民警辗转多地历时数月查明团伙的组织架构与资金流向并在当地公安机关配合下统一收网"
BODY = f"据通报,{WORDS}。{WORDS[::-1]}。"


def titles(store: Store) -> set[frozenset[str]]:
    """The pairs of reports that hold events of one identity, by the keys of the reports."""
    query = select(tables.Event.identity_id, tables.Report.key).join(
        tables.Report, tables.Report.id == tables.Event.report_id
    )
    groups: dict[int, set[str]] = {}
    with store.reading() as connection:
        for identity, key in connection.execute(query.where(tables.Event.identity_id.is_not(None))):
            groups.setdefault(identity, set()).add(key)
    return {frozenset(group) for group in groups.values()}


def haikou(key: str, *facts: Fact, published: str = "2019-06-29", **values: Any) -> Report:
    one: dict[str, Any] = {"jurisdiction": ["海南省/海口市"], "start": "2019-06-25", "end": "2019-06-28", **values}
    return report(key, [event(**one)], facts, published=published)


def told() -> list[Fact]:
    return [
        fact("f1", "suspects_arrested", 265),
        fact("f2", "items_seized", 31, unit="部", item="手机"),
        fact("f3", "gangs_dismantled", 1, unit="gang"),
    ]


def test_gold_pairs_and_no_others(store: Store) -> None:
    for number, one in enumerate(gold()):
        put(store, one.model_copy(update={"url": f"https://gold.example/{number}"}))
    summary = link(store)
    # a-009 and d-017 tell of one destruction of weapons too, though their annotations, made apart, do not say so
    assert titles(store) == {
        frozenset({"e-001", "e-003"}),
        frozenset({"e-009", "e-011"}),
        frozenset({"a-009", "d-017"}),
    }
    assert summary == LinkSummary(reports=140, copies=0, links=5, identities=5, merged=5)
    assert {row.rule for row in links(store)} == {"facts", "case_name"}
    assert link(store) == LinkSummary(reports=0, copies=0, links=0, identities=5, merged=5)


def test_same_figures_in_the_same_days_and_region(store: Store) -> None:
    put(store, haikou("r1", *told()))
    put(store, haikou("r2", *told(), jurisdiction=["海南省"], end="2019-06", start="2019-06"))
    assert link(store).identities == 1
    (row,) = links(store)
    assert row.rule == "facts"
    assert (
        row.why == "the same figures (suspects_arrested 265, items_seized 手机 31) in 海南省/海口市, in the same days"
    )
    assert (row.left_title, row.right_title) == ("r1的标题", "r2的标题")


@pytest.mark.parametrize(
    "other",
    [
        haikou("one figure", fact("f1", "suspects_arrested", 265)),
        haikou("trivial", fact("f1", "suspects_arrested", 265), fact("f2", "gangs_dismantled", 1, unit="gang")),
        haikou("another year", *told(), start="2018-06-25", end="2018-06-28"),
        haikou("another place", *told(), jurisdiction=["甘肃省/兰州市"]),
        haikou("a campaign", *told(), kind="campaign"),
        haikou("undated, long after", *told(), start=None, end=None, published="2020-06-29"),
        haikou(
            "other things",
            fact("f1", "suspects_arrested", 265),
            fact("f2", "items_seized", 31, unit="张", item="银行卡"),
        ),
        haikou(
            "less",
            fact("f1", "suspects_arrested", 265),
            fact("f2", "items_seized", 31, qualifier="under", unit="部", item="手机"),
        ),
    ],
    ids=lambda one: one.id,
)
def test_what_is_not_the_same_event(store: Store, other: Report) -> None:
    put(store, haikou("r1", *told()))
    put(store, other)
    assert link(store).links == 0


def test_country_alone_is_no_common_region(store: Store) -> None:
    put(store, haikou("r1", *told(), jurisdiction=["中国"]))
    put(store, haikou("r2", *told()))
    put(store, haikou("r3", *told(), jurisdiction=["中国"]))
    link(store)
    assert titles(store) == {frozenset({"r1", "r3"})}


def test_small_figures_need_dates(store: Store) -> None:
    small = [fact("f1", "suspects_arrested", 5), fact("f2", "cases_solved", 7, unit="case")]
    put(store, haikou("r1", *small, start=None, end=None))
    put(store, haikou("r2", *small, start=None, end=None))
    assert link(store).links == 0


@pytest.mark.parametrize(
    ("name", "joined"),
    [("2·12", True), ("2019·2·12", True), ("净网2019", False), ("云剑", False)],
)
def test_case_number_joins_but_not_the_name_of_a_campaign(store: Store, name: str, *, joined: bool) -> None:
    put(store, haikou("r1", fact("f1", "suspects_arrested", 210), name=name))
    put(store, haikou("r2", fact("f1", "dens_raided", 6, unit="place"), name=name, start=None, end=None))
    assert bool(link(store).links) is joined


def copied(key: str, body: str, facts: Iterable[Fact], events: Iterable[Event] = ()) -> Report:
    return report(key, list(events) or [event(kind="campaign", jurisdiction=["海南省"])], facts, text=body)


def test_copies_join_their_events_of_every_kind(store: Store) -> None:
    facts = [fact("f1", "cases_solved", 120, unit="case")]
    put(store, copied("r1", BODY, facts))
    put(store, copied("r2", BODY.replace("据通报", "记者获悉").replace(",", "，"), facts), site="lanzhou")
    summary = link(store)
    assert (summary.copies, summary.links) == (1, 1)
    (row,) = links(store)
    assert row.rule == "copy"
    assert row.why.endswith("% alike")


def test_issues_of_one_template_are_no_copies() -> None:
    weekly = BODY + "本周破案{}起,抓获{}名,冻结{}元。"
    assert same_text(weekly.format(120, 265, 31000), weekly.format(97, 183, 45000)) is None
    assert same_text(weekly.format(120, 265, 31000), weekly.format(120, 265, 31000) + "(完)") is not None
    assert same_text("短讯", "短讯") is None


def test_copies_pair_their_own_events(store: Store) -> None:
    events = [event("e1", jurisdiction=["海南省"]), event("e2", jurisdiction=["海南省"])]
    first = [fact("f1", "suspects_arrested", 17), fact("f2", "suspects_arrested", 44, "e2")]
    second = [fact("f1", "suspects_arrested", 44), fact("f2", "suspects_arrested", 17, "e2")]
    put(store, copied("r1", BODY, first, events))
    put(store, copied("r2", BODY, second, events))
    assert link(store).identities == 2
    query = select(tables.Event.identity_id, tables.Fact.value).join(
        tables.Fact, tables.Fact.event_id == tables.Event.id
    )
    with store.reading() as connection:
        values: dict[int, set[int]] = {}
        for identity, value in connection.execute(query):
            values.setdefault(identity, set()).add(int(value))
    assert sorted(values.values(), key=min) == [{17}, {44}]


def test_unlinked_events_stay_apart_even_when_read_anew(store: Store) -> None:
    put(store, haikou("r1", *told()))
    version = put(store, haikou("r2", *told()))
    link(store)
    (row,) = links(store)
    assert unlink(store, left=row.right, right=row.left)
    assert titles(store) == set()
    assert link(store).links == 0
    store.store_report(version, haikou("r2", *told(), agencies=["海口市公安局"]), version="2")
    assert link(store) == LinkSummary(reports=1, copies=0, links=0, identities=0, merged=0)


def test_unlink_says_where_a_third_report_still_joins(store: Store) -> None:
    for key in ("r1", "r2", "r3"):
        put(store, haikou(key, *told()))
    assert link(store).merged == 2
    first = links(store)[0]
    assert not unlink(store, left=first.left, right=first.right)
    with pytest.raises(UsageError, match="no event 999"):
        unlink(store, left=first.left, right=999)
    with pytest.raises(UsageError, match="from itself"):
        unlink(store, left=first.left, right=first.left)


def test_reading_anew_links_anew(store: Store) -> None:
    put(store, haikou("r1", *told()))
    version = put(store, haikou("r2", *told()))
    link(store)
    store.store_report(version, haikou("r2", fact("f1", "suspects_arrested", 9)), version="2")
    assert link(store) == LinkSummary(reports=1, copies=0, links=0, identities=0, merged=0)
    assert titles(store) == set()
    store.store_report(version, haikou("r2", *told()), version="3")
    assert link(store).identities == 1


def test_reports_stored_later_are_compared_with_the_old(store: Store) -> None:
    put(store, haikou("r1", *told()))
    assert link(store).reports == 1
    put(store, haikou("r2", *told()))
    assert link(store) == LinkSummary(reports=1, copies=0, links=1, identities=1, merged=1)


def test_groups_of_links() -> None:
    assert gather([(4, 9), (1, 2), (9, 2), (5, 7)]) == {1: 1, 2: 1, 4: 1, 9: 1, 5: 5, 7: 5}
