"""Facts are found by what is asked for, and only those."""

from typing import Any

import pytest

from db.filters import Filters, above, below, offence_parents
from db.identity import link
from db.query import Order, count_facts, each_fact, find_facts
from db.store import Store
from schema.errors import UsageError
from tests.db.reports import event, fact, put, report


@pytest.fixture
def filled(store: Store) -> Store:
    """Five reports whose facts are told apart by their values."""
    danzhou = event(
        jurisdiction=["海南省"],
        places=["海南省/儋州市"],
        agencies=["海南省公安厅", "儋州市公安局"],
        offences=["fraud.loan"],
        name="蓝天二号",
        start="2019-06-25",
        end="2019-06-28",
    )
    put(
        store,
        report(
            "r1",
            [danzhou],
            [fact("f1", "suspects_arrested", 265), fact("f2", "suspects_surrendered", 82, part_of="f1")],
        ),
    )
    lanzhou = event(jurisdiction=["甘肃省/兰州市"], offences=["fraud"], start="2019-07", end="2019-07")
    phones = fact("f1", "items_seized", 31, unit="部", item="手机", qualifier="over", confidence=0.4)
    put(store, report("r2", [lanzhou], [phones], published="2019-08-01"), site="lanzhou")
    campaign = event(kind="campaign", jurisdiction=["中国"], offences=["drugs"], start="2018-01", end="2019")
    put(store, report("r3", [campaign], [fact("f1", "cases_solved", 7000, unit="case", qualifier="about")]))
    abroad = event(jurisdiction=["中国"], places=["柬埔寨/金边"], agencies=["公安部"])
    put(store, report("r4", [abroad], [fact("f1", "suspects_transferred", 77)], text="警方从金边押回100%嫌疑人。"))
    put(
        store,
        report("r5", [event(jurisdiction=["海南省/儋州市"], end="2020")], [fact("f1", "amount_lost", 500, unit="CNY")]),
    )
    return store


def values(store: Store, **asked: Any) -> list[int]:
    found = find_facts(store, filters=Filters(**asked), order="stored", ascending=True)
    assert count_facts(store, filters=Filters(**asked)) == len(found)
    return [int(row.value) for row in found]


CASES: list[tuple[dict[str, Any], list[int]]] = [
    ({}, [265, 82, 31, 7000, 77, 500]),
    ({"measures": ["suspects_arrested"]}, [265]),
    ({"measures": ["suspects", "cases_solved"]}, [265, 82, 7000, 77]),
    ({"places": ["海南省"]}, [265, 82, 500]),
    ({"places": ["海南省"], "place_role": "place"}, [265, 82, 500]),
    ({"places": ["海南省"], "place_role": "jurisdiction"}, [265, 82, 500]),
    ({"places": ["海南省/儋州市"], "place_role": "jurisdiction"}, [500]),
    ({"places": ["460400"]}, [265, 82, 500]),
    ({"places": ["海南"]}, []),
    ({"places": ["海南省/儋州"]}, []),
    ({"places": ["中国"]}, [265, 82, 31, 7000, 77, 500]),
    ({"places": ["中国"], "place_role": "place"}, [265, 82, 31, 7000, 500]),
    ({"places": ["柬埔寨", "甘肃省"]}, [31, 77]),
    ({"since": "2019-07"}, [31, 7000, 500]),
    ({"until": "2019-06-24"}, [7000]),
    ({"until": "2019-06-25"}, [265, 82, 7000]),
    ({"since": "2019-06-28", "until": "2019-06-28"}, [265, 82, 7000]),
    ({"since": "2019-07-15", "until": "2019-07-15"}, [31, 7000]),
    ({"since": "2020-06", "until": "2020-06"}, [500]),
    ({"since": "2021"}, []),
    ({"offences": ["fraud"]}, [265, 82, 31]),
    ({"offences": ["fraud.loan"]}, [265, 82]),
    ({"offences": ["fraud.loan"], "broader": True}, [265, 82, 31]),
    ({"agencies": ["公安局"]}, [265, 82]),
    ({"agencies": ["公安部", "儋州市公安局"]}, [265, 82, 77]),
    ({"operations": ["蓝天"]}, [265, 82]),
    ({"kinds": ["campaign"]}, [7000]),
    ({"sites": ["lanzhou"]}, [31]),
    ({"words": ["金边"]}, [77]),
    ({"words": ["金边", "嫌疑人"]}, [77]),
    ({"words": ["金边", "兰州"]}, []),
    ({"words": ["R4的标题"]}, [77]),
    ({"words": ["100%嫌"]}, [77]),
    ({"words": ["押%嫌疑"]}, []),
    ({"words": ["金_押"]}, []),
    ({"qualifiers": ["over", "about"]}, [31, 7000]),
    ({"items": ["手机"]}, [31]),
    ({"confidence": 0.5}, [265, 82, 7000, 77, 500]),
    ({"places": ["海南省"], "offences": ["fraud.loan"], "measures": ["suspects_surrendered"]}, [82]),
]


def test_filters(filled: Store, subtests: pytest.Subtests) -> None:
    for asked, wanted in CASES:
        with subtests.test(msg=str(asked)):
            assert values(filled, **asked) == wanted


def test_row_holds_all_that_a_table_shows(filled: Store) -> None:
    whole, part = find_facts(filled, filters=Filters(operations=["蓝天二号"]), order="stored", ascending=True)
    assert (whole.measure, whole.value, whole.sign, whole.unit, whole.item) == (
        "suspects_arrested",
        265,
        "",
        "person",
        None,
    )
    assert (whole.kind, whole.name, whole.start, whole.end) == ("operation", "蓝天二号", "2019-06-25", "2019-06-28")
    assert (whole.jurisdiction, whole.places) == (("海南省",), ("海南省/儋州市",))
    assert whole.agencies == ("海南省公安厅", "儋州市公安局")
    assert whole.offences == ("fraud.loan",)
    assert (whole.quote, whole.title, whole.site, whole.copies) == ("265名", "r1的标题", "haikou", 0)
    assert (whole.url, whole.extractor) == ("https://haikou.example/r1", "1")
    assert part.part_of == whole.id
    (phones,) = find_facts(filled, filters=Filters(items=["手机"]))
    assert (phones.sign, phones.confidence) == ("≥", 0.4)


@pytest.mark.parametrize(
    ("order", "ascending", "wanted"),
    [
        ("date", False, [500, 7000, 31, 265, 82, 77]),
        ("date", True, [265, 82, 31, 7000, 500, 77]),
        ("value", False, [7000, 500, 265, 82, 77, 31]),
        ("published", True, [31, 265, 82, 7000, 77, 500]),
        ("measure", True, [500, 7000, 31, 265, 82, 77]),
    ],
)
def test_order(filled: Store, order: Order, *, ascending: bool, wanted: list[int]) -> None:
    assert [int(row.value) for row in find_facts(filled, order=order, ascending=ascending)] == wanted


def test_order_by_place_has_places_of_action_first_in_their_own_order(filled: Store) -> None:
    found = find_facts(filled, order="place", ascending=True)
    places = [(row.places or row.jurisdiction)[0] for row in found]
    assert places == sorted(places)


def test_pages_of_a_list(filled: Store) -> None:
    pages = [find_facts(filled, order="value", limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [[int(row.value) for row in page] for page in pages] == [[7000, 500], [265, 82], [77, 31], []]
    assert len(find_facts(filled, limit=None)) == 6


def test_each_fact_yields_all_in_chunks(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.query.CHUNK", 4)
    for number in range(3):
        put(store, report(f"r{number}", [event()], [fact(f"f{at}", "leads", at, unit="lead") for at in range(4)]))
    assert [int(row.value) for row in each_fact(store)] == [0, 1, 2, 3] * 3


def test_copies_are_counted(store: Store) -> None:
    same = [fact("f1", "suspects_arrested", 265), fact("f2", "suspects_detained", 31)]
    for key in ("r1", "r2", "r3"):
        put(store, report(key, [event(jurisdiction=["海南省"], end="2019-06-28")], same))
    link(store)
    assert {row.copies for row in find_facts(store)} == {2}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"measures": ["arrested"]},
            "no measure 'arrested'; there are suspects_arrested, suspects_formally_arrested, fug",
        ),
        ({"offences": ["fraud.love"]}, "no offence 'fraud.love'"),
        ({"kinds": ["story"]}, "no kind of event 'story'; there are operation, campaign, incident, context"),
        ({"qualifiers": [">"]}, "no qualifier '>'"),
        ({"since": "last year"}, "'last year' is no date"),
        ({"until": "2019-02-30"}, "'2019-02-30' is no date"),
        ({"places": ["999999"]}, "999999 is no division code"),
    ],
)
def test_wrong_questions(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        Filters(**asked)


def test_wrong_orders(store: Store) -> None:
    wrong: Any = "colour"
    with pytest.raises(UsageError, match="no order 'colour'"):
        find_facts(store, order=wrong)
    with pytest.raises(UsageError, match="cannot be negative"):
        find_facts(store, limit=-1)


def test_below_and_above() -> None:
    parents = {"a": None, "b": "a", "c": "b", "d": "a"}
    assert below(["b"], parents) == {"b", "c"}
    assert below(["a"], parents) == {"a", "b", "c", "d"}
    assert above(["c"], parents) == {"a", "b", "c"}
    assert "fraud" in above(["fraud.loan"], offence_parents())
