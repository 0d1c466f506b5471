"""Totals counted by hand.

The set, written out (arrests are `suspects_arrested`):

    a  海南省 police, acting in 海口市 and 三亚市, until 2019-06-28, fraud.loan and fraud.prostitution:
       265 arrested exactly, of them 82 on one day (a part); 140 cases solved, 44 dens raided
    b  a second report of a, published a day later: more than 260 arrested, 140 cases solved, 44 dens
    c  兰州市, 2019-07-03, fraud.telecom: more than 8,700 arrested
    d  海南省, some time in 2019, no offence: 17 arrested
    e  广州市, undated: about 9 arrested
    f  全国 (公安部), 2019-07: 30 arrested
    g  a campaign of 海南省 until June, 3,000 arrested; in it an operation of 2018-12 (海口市, 4 arrested)
    h  柬埔寨/金边, 2019-06: 1,000 USD frozen and 1,000 CNY frozen
"""

from decimal import Decimal
from typing import Any, get_args

import pytest

from db.filters import Filters
from db.identity import link
from db.stats import Dimension, TotalRow, Totals, totals
from db.store import Store
from schema.errors import UsageError
from tests.db.reports import event, fact, put, report

ARRESTS = Filters(measures=["suspects_arrested"])


def arrested(value: int, key: str = "f1", where: str = "e1", **values: Any) -> Any:
    return fact(key, "suspects_arrested", value, where, **values)


@pytest.fixture
def counted(store: Store) -> Store:
    hainan = {
        "jurisdiction": ["海南省"],
        "places": ["海南省/海口市", "海南省/三亚市"],
        "offences": ["fraud.loan", "fraud.prostitution"],
        "agencies": ["海南省公安厅", "海口市公安局"],
        "end": "2019-06-28",
    }
    same = [fact("f3", "cases_solved", 140, unit="case"), fact("f4", "dens_raided", 44, unit="place")]
    put(
        store,
        report(
            "a", [event(**hainan)], [arrested(265), arrested(82, "f2", part_of="f1"), *same], published="2019-06-29"
        ),
    )
    put(
        store,
        report("b", [event(**hainan)], [arrested(260, qualifier="over"), *same], published="2019-06-30"),
        site="lanzhou",
    )
    lanzhou = event(jurisdiction=["甘肃省/兰州市"], end="2019-07-03", offences=["fraud.telecom"])
    put(store, report("c", [lanzhou], [arrested(8700, qualifier="over")]))
    put(store, report("d", [event(jurisdiction=["海南省"], end="2019")], [arrested(17)]))
    put(store, report("e", [event(jurisdiction=["广东省/广州市"])], [arrested(9, qualifier="about")]))
    put(store, report("f", [event(jurisdiction=["中国"], agencies=["公安部"], end="2019-07")], [arrested(30)]))
    campaign = event(kind="campaign", jurisdiction=["海南省"], start="2019-01", end="2019-06")
    within = event("e2", jurisdiction=["海南省"], places=["海南省/海口市"], end="2018-12")
    put(store, report("g", [campaign, within], [arrested(3000), arrested(4, "f2", "e2")]))
    frozen = [fact("f1", "amount_frozen", 1000, unit="USD"), fact("f2", "amount_frozen", 1000, unit="CNY")]
    put(store, report("h", [event(jurisdiction=["中国"], places=["柬埔寨/金边"], end="2019-06")], frozen))
    assert link(store).identities == 1
    return store


def sums(found: Totals) -> dict[Any, tuple[int, str]]:
    """Keys (a single one bare) → value and qualifier."""
    return {
        next(iter(row.keys.values())) if len(row.keys) == 1 else tuple(row.keys.values()): (
            int(row.value),
            row.qualifier,
        )
        for row in found.rows
    }


def only(rows: list[TotalRow]) -> TotalRow:
    (row,) = rows
    return row


def test_total_counts_everything_once(counted: Store) -> None:
    # 265 (a, not b, not the 82) + 8700 (c) + 17 (d) + 9 (e) + 30 (f) + 4 (g's operation, not its campaign)
    row = only(totals(counted, filters=ARRESTS).totals)
    assert (row.value, row.qualifier) == (9025, "about")
    assert (row.low, row.high) == (265 + 8700 + 17 + 30 + 4, None)  # about nine is no floor
    assert (row.facts, row.events, row.reports, row.copies) == (6, 6, 6, 1)


def test_what_is_left_out_is_said(counted: Store) -> None:
    found = totals(counted, filters=ARRESTS)
    assert found.left_out == {"kind campaign": 1, "part": 1, "copy": 1}
    assert found.notes == [
        "Figures of other kinds of events that fit are left out: campaign 1.",
        "1 figure is part of another and left out.",
        "1 figure is told by another report of the same event and left out.",
    ]


def test_more_than_8700_and_140_are_at_least_8840(store: Store) -> None:
    put(store, report("a", [event(end="2019-06")], [arrested(8700, qualifier="over")]))
    put(store, report("b", [event(end="2019-06")], [arrested(140)]))
    row = only(totals(store).totals)
    assert (row.value, row.qualifier, row.low, row.high) == (8840, "over", 8840, None)


def test_by_month_quarter_and_year(counted: Store) -> None:
    assert sums(totals(counted, by=["month"], filters=ARRESTS)) == {
        "2018-12": (4, "exact"),
        "2019-06": (265, "exact"),
        "2019-07": (8730, "over"),
        None: (26, "about"),  # d is only of a year, e of no date
    }
    assert sums(totals(counted, by=["quarter"], filters=ARRESTS)) == {
        "2018-Q4": (4, "exact"),
        "2019-Q2": (265, "exact"),
        "2019-Q3": (8730, "over"),
        None: (26, "about"),
    }
    year = totals(counted, by=["year"], filters=ARRESTS)
    assert sums(year) == {"2018": (4, "exact"), "2019": (9012, "over"), None: (9, "about")}
    assert "1 figure is in a row without year, for it is not known or wider than one." in year.notes


def test_event_in_two_cities_stands_in_both_and_once_in_the_total(counted: Store) -> None:
    found = totals(counted, by=["city"], filters=ARRESTS)
    assert sums(found) == {
        "广东省/广州市": (9, "about"),
        "海南省/三亚市": (265, "exact"),
        "海南省/海口市": (269, "exact"),
        "甘肃省/兰州市": (8700, "over"),
        None: (47, "exact"),
    }
    assert only(found.totals).value == 9025
    assert "1 figure is under more than one city, and counted once in the total." in found.notes


def test_by_province(counted: Store) -> None:
    assert sums(totals(counted, by=["province"], filters=ARRESTS)) == {
        "广东省": (9, "about"),
        "海南省": (286, "exact"),
        "甘肃省": (8700, "over"),
        None: (30, "exact"),
    }
    abroad = totals(counted, by=["province"], filters=Filters(measures=["money"]))
    assert [(row.keys["province"], row.unit, row.value) for row in abroad.rows] == [
        ("柬埔寨", "CNY", 1000),
        ("柬埔寨", "USD", 1000),
    ]
    answering = Filters(measures=["money"], place_role="jurisdiction")
    assert sums(totals(counted, by=["province"], filters=answering)) == {None: (1000, "exact")}


def test_by_offence_and_fraud_class(counted: Store) -> None:
    assert sums(totals(counted, by=["offence"], filters=ARRESTS)) == {
        "fraud.loan": (265, "exact"),
        "fraud.prostitution": (265, "exact"),
        "fraud.telecom": (8700, "over"),
        None: (60, "about"),
    }
    assert sums(totals(counted, by=["fraud_class"], filters=ARRESTS)) == {
        "贷款、代办信用卡类": (265, "exact"),
        None: (8760, "about"),
    }


def test_by_agency_site_and_kind(counted: Store) -> None:
    assert sums(totals(counted, by=["agency"], filters=ARRESTS))["海口市公安局"] == (265, "exact")
    assert sums(totals(counted, by=["site"], filters=ARRESTS)) == {"haikou": (9025, "about")}
    assert sums(totals(counted, by=["kind"], filters=ARRESTS)) == {"operation": (9025, "about")}


def test_measures_and_units_are_never_mixed(counted: Store) -> None:
    found = totals(counted, by=["measure"])
    assert [(row.measure, row.unit, row.value) for row in found.totals] == [
        ("suspects_arrested", "person", 9025),
        ("dens_raided", "place", 44),
        ("cases_solved", "case", 140),
        ("amount_frozen", "CNY", 1000),
        ("amount_frozen", "USD", 1000),
    ]
    assert found.rows[0].keys == {"measure": "suspects_arrested"}


def test_two_columns(counted: Store) -> None:
    found = totals(counted, by=["year", "province"], filters=ARRESTS)
    assert sums(found)["2019", "海南省"] == (282, "exact")
    assert sums(found)["2018", "海南省"] == (4, "exact")


def test_dates_take_only_what_surely_lies_between(counted: Store) -> None:
    found = totals(counted, filters=Filters(measures=["suspects_arrested"], since="2019-06", until="2019-06"))
    assert only(found.totals).value == 265
    # d may have been in June; e has no date
    assert found.left_out == {"kind campaign": 1, "part": 1, "vague date": 1, "no date": 1, "copy": 1}
    whole = totals(counted, filters=Filters(measures=["suspects_arrested"], since="2019", until="2019"))
    assert only(whole.totals).value == 9012


def test_copy_is_counted_where_it_alone_says_something(store: Store) -> None:
    where = {"jurisdiction": ["海南省"], "end": "2019-06-28"}
    shared = [arrested(265), fact("f2", "suspects_detained", 31)]
    put(store, report("a", [event(**where)], shared))
    put(store, report("b", [event(**where)], [*shared, fact("f3", "gangs_dismantled", 12, unit="gang")]))
    link(store)
    rows = {row.measure: row for row in totals(store).totals}
    assert {measure: (int(row.value), row.copies) for measure, row in rows.items()} == {
        "suspects_arrested": (265, 1),
        "suspects_detained": (31, 1),
        "gangs_dismantled": (12, 0),
    }


def test_part_counts_where_its_whole_does_not(store: Store) -> None:
    hainan = event(jurisdiction=["海南省"], end="2019-06-28")
    raid = event("e2", jurisdiction=["海南省"], places=["海南省/海口市"], end="2019-06-28")
    campaign = event("e3", "campaign", jurisdiction=["海南省"], end="2019-06")
    facts = [
        arrested(265),
        fact("f2", "suspects_surrendered", 82, part_of="f1"),  # another measure: counts
        fact("f3", "suspects_surrendered", 30, part_of="f2"),  # of the 82: does not
        arrested(40, "f4", "e2", part_of="f3"),  # a share of a share of the 265: does not
        arrested(3000, "f5", "e3"),
        arrested(12, "f6", "e2", part_of="f5"),  # of a campaign's total, which is not counted: counts
    ]
    put(store, report("a", [hainan, raid, campaign], facts))
    rows = {row.measure: int(row.value) for row in totals(store).totals}
    assert rows == {"suspects_arrested": 277, "suspects_surrendered": 82}
    haikou = Filters(measures=["suspects_arrested"], places=["海南省/海口市"])
    assert only(totals(store, filters=haikou).totals).value == 52


def test_later_count_of_the_same_operation_wins(store: Store) -> None:
    where = {"jurisdiction": ["海南省"], "start": "2019-06-25", "end": "2019-06-28"}
    same = [fact("f2", "dens_raided", 44, unit="place"), fact("f3", "gangs_dismantled", 12, unit="gang")]
    put(store, report("a", [event(**where)], [arrested(265, as_of="2019-06-28"), *same], published="2019-06-28"))
    put(store, report("b", [event(**where)], [arrested(301, as_of="2019-07-15"), *same], published="2019-07-16"))
    put(
        store, report("c", [event(**where)], [arrested(265), *same], published="2019-08-01")
    )  # an old text printed again
    link(store)
    row = only(totals(store, filters=ARRESTS).totals)
    assert (row.value, row.copies) == (301, 2)


def test_events_of_the_chosen_report_are_all_counted(store: Store) -> None:
    where = {"jurisdiction": ["海南省"], "end": "2019-06-28"}
    twice = [arrested(77), arrested(55, "f2"), fact("f3", "dens_raided", 9, unit="place")]
    put(store, report("a", [event(**where)], twice))
    put(store, report("b", [event(**where)], twice, published="2019-06-29"))
    link(store)
    row = only(totals(store, filters=ARRESTS).totals)
    assert (row.value, row.facts, row.events, row.reports) == (132, 2, 1, 1)


def campaign(key: str, start: str, end: str, value: int, **values: Any) -> Any:
    one = {"kind": "campaign", "jurisdiction": ["海南省"], "agencies": ["海南省公安厅"], "start": start, "end": end}
    return report(key, [event(**{**one, **values})], [arrested(value)])


def test_campaign_series_are_never_added_over_the_same_time(store: Store) -> None:
    put(store, campaign("a", "2019-01", "2019-03", 300))
    put(store, campaign("b", "2019-01", "2019-06", 700))  # covers a
    put(store, campaign("c", "2018-01", "2018-12", 900))
    put(store, campaign("d", "2019-04", "2019-05", 50, name="云剑"))
    put(store, campaign("e", "2019-02", "2019-04", 20, offences=["drugs"]))
    put(store, campaign("f", "2019-02", "2019-04", 11, offences=["theft"], agencies=["海口市公安局"]))
    found = totals(store, kind="campaign")
    assert sums(found) == {"云剑": (50, "exact"), "海南省公安厅": (1600, "exact"), "海口市公安局": (11, "exact")}
    assert found.totals == []
    assert found.left_out == {"covered": 2}
    assert found.by == ("series",)
    assert any("no total over them" in note for note in found.notes)


def test_campaigns_against_different_crimes_do_not_cover_each_other(store: Store) -> None:
    put(store, campaign("a", "2019-01", "2019-06", 300, offences=["drugs"]))
    put(store, campaign("b", "2019-01", "2019-06", 700, offences=["fraud.loan"]))
    put(store, campaign("c", "2019-01", "2019-05", 9, offences=["fraud"]))  # its fraud holds b's loans
    found = totals(store, by=["offence"], kind="campaign")
    assert sums(found) == {("海南省公安厅", "drugs"): (300, "exact"), ("海南省公安厅", "fraud.loan"): (700, "exact")}


def test_campaign_without_dates_is_added_to_nothing(store: Store) -> None:
    one = {"kind": "campaign", "agencies": ["海南省公安厅"]}
    put(store, report("a", [event(**one)], [arrested(300)]))
    put(store, campaign("b", "2019-01", "2019-06", 700))
    assert sums(totals(store, kind="campaign")) == {"海南省公安厅": (700, "exact")}


def test_nothing_gives_nothing(store: Store) -> None:
    found = totals(store, by=["month", "province"])
    assert (found.rows, found.totals, found.left_out, found.notes) == ([], [], {}, [])


def test_every_column_adds_up_to_the_same_total(counted: Store) -> None:
    for column in get_args(Dimension):
        found = totals(counted, by=[column])
        assert {(row.measure, row.unit): row.value for row in found.totals}["suspects_arrested", "person"] == 9025
        assert all(set(row.keys) == {column} for row in found.rows)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"by": ["week"]}, "cannot be divided by 'week'"),
        ({"by": ["month", "month"]}, "named twice"),
        ({"kind": "story"}, "no kind of event 'story'"),
    ],
)
def test_wrong_questions(store: Store, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        totals(store, **wrong)


def test_values_are_exact(store: Store) -> None:
    put(store, report("a", [event(end="2019")], [fact("f1", "items_seized", "35.7", unit="克", item="冰毒")]))
    put(store, report("b", [event(end="2019")], [fact("f1", "items_seized", "0.1", unit="克", item="冰毒")]))
    put(store, report("c", [event(end="2019")], [fact("f1", "items_seized", "0.2", unit="克", item="冰毒")]))
    assert only(totals(store).totals).value == Decimal("36.0")
