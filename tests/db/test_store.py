"""Pages and reports are stored once, whole, and in every version."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db import tables
from db.store import Store, open_store
from schema.errors import StorageError
from schema.models import Evidence, Fact, Mention, Page, Report
from tests.db.reports import MORNING, event, fact, gold, page, put, report

URL = "https://haikou.example/1"


def count(store: Store, table: type[tables.Base]) -> int:
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def only_version(store: Store) -> int:
    (stored,) = store.pages_to_read(version="any", everything=True)
    return stored.id


def arrests(value: int) -> Report:
    one = event(
        jurisdiction=["海南省"],
        places=["海南省/儋州市", "柬埔寨/金边"],
        agencies=["海南省公安厅", "儋州市公安局"],
        offences=["fraud.loan"],
        end="2019-06",
        evidence=[Evidence(field="end", value="2019-06", start=0, end=2, quote="r1")],
    )
    facts = [fact("f2", "suspects_surrendered", 2, part_of="f1"), fact("f1", "suspects_arrested", value)]
    return report("r1", [one], facts, published="2019-07-01")


def test_page_is_new_then_unchanged_then_edited(store: Store) -> None:
    assert store.store_page(page(URL, "一")) == "new"
    assert store.store_page(page(URL, "一", hours=1)) == "unchanged"
    assert store.store_page(page(URL, "二", hours=2)) == "edited"
    assert store.store_page(page(URL, "一", hours=3)) == "edited"
    assert count(store, tables.Page) == 1
    assert count(store, tables.PageVersion) == 3
    with store.reading() as connection:
        row = connection.execute(select(tables.Page.first_seen, tables.Page.last_seen)).one()
    assert row == (MORNING, MORNING + timedelta(hours=3))


def test_page_comes_back_as_it_was(store: Store) -> None:
    sent = Page(
        url="https://haikou.example/旧?a=1",
        final_url="https://haikou.example/new",
        site="haikou",
        fetched_at=MORNING,
        status=200,
        headers={"content-type": "text/html"},
        body=bytes(range(256)) * 9,
    )
    store.store_page(sent)
    (stored,) = store.pages_to_read(version="1")
    assert stored.page == sent


def test_page_state(store: Store) -> None:
    assert store.page_state(URL) is None
    store.store_page(page(URL, "一"))
    store.store_page(page(URL, "二二", hours=5))
    state = store.page_state(URL)
    assert state is not None
    assert (state.digest, state.etag) == (page(URL, "二二").digest, '"2"')
    assert (state.last_modified, state.fetched_at) == (None, MORNING + timedelta(hours=5))


def test_known_urls_are_those_of_the_site(store: Store) -> None:
    store.store_page(page(URL))
    store.store_page(page("https://lanzhou.example/1", site="lanzhou"))
    store.store_page(page("https://nowhere.example/1", site=None))
    assert store.known_urls("haikou") == {URL}


def test_crawl_marks(store: Store) -> None:
    assert store.crawl_mark("haikou", "since") is None
    store.set_crawl_mark("haikou", "since", "2019-01-01")
    store.set_crawl_mark("haikou", "since", "2020-01-01")
    store.set_crawl_mark("lanzhou", "since", "2018-01-01")
    assert store.crawl_mark("haikou", "since") == "2020-01-01"


def test_runs_keep_their_counts(store: Store) -> None:
    run = store.start_run("crawl", ["haikou"])
    store.store_page(page(URL), run=run)
    store.finish_run(run, "done", {"haikou": {"pages": 1, "new": 1}, "lanzhou": {"failed": 2}})
    with store.reading() as connection:
        rows = connection.execute(select(tables.RunCount.site, tables.RunCount.name, tables.RunCount.count)).all()
        status, finished = connection.execute(select(tables.Run.status, tables.Run.finished_at)).one()
        assert connection.scalar(select(tables.PageVersion.run_id)) == run
    assert sorted(tuple(row) for row in rows) == [
        ("haikou", "new", 1),
        ("haikou", "pages", 1),
        ("lanzhou", "failed", 2),
    ]
    assert status == "done"
    assert finished.tzinfo is not None


def test_unknown_run_cannot_be_finished(store: Store) -> None:
    with pytest.raises(StorageError, match="holds no run 7"):
        store.finish_run(7, "done", {})


def test_report_is_stored_once(store: Store) -> None:
    store.store_page(page(URL))
    version = only_version(store)
    assert store.store_report(version, arrests(265), version="1") == "new"
    assert store.store_report(version, arrests(265), version="1") == "same"
    assert [count(store, table) for table in (tables.Report, tables.Event, tables.Fact)] == [1, 1, 2]
    assert [count(store, table) for table in (tables.EventPlace, tables.EventOffence, tables.EventAgency)] == [3, 1, 2]
    assert count(store, tables.EventEvidence) == 1
    assert list(store.pages_to_read(version="1")) == []
    assert store.count_pages_to_read(version="2") == 1


def test_rows_say_what_the_report_says(store: Store) -> None:
    store.store_page(page(URL))
    store.store_report(only_version(store), arrests(265), version="1")
    whole, part = tables.Fact.__table__.alias("whole"), tables.Fact
    with store.reading() as connection:
        query = select(part.measure, part.value, whole.c.measure).join(whole, whole.c.id == part.part_of_id)
        assert connection.execute(query).all() == [("suspects_surrendered", 2, "suspects_arrested")]
        first, last = connection.execute(select(tables.Event.first_day, tables.Event.last_day)).one()
        assert (first, str(last)) == (None, "2019-06-30")
        place = tables.EventPlace
        rows = connection.execute(
            select(place.role, place.path, place.locates, place.code, place.country, place.province, place.prefecture)
        ).all()
    assert sorted(tuple(row) for row in rows) == [
        ("jurisdiction", "海南省", False, "460000", "中国", "海南省", None),
        ("place", "柬埔寨/金边", True, "KH:金边", "柬埔寨", None, None),
        ("place", "海南省/儋州市", True, "460400", "中国", "海南省", "海南省/儋州市"),
    ]


def test_new_extractor_version_replaces_and_keeps_the_old_comparable(store: Store) -> None:
    store.store_page(page(URL))
    version = only_version(store)
    store.store_report(version, arrests(265), version="1")
    assert store.store_report(version, arrests(256), version="2") == "replaced"
    with store.reading() as connection:
        assert sorted(connection.scalars(select(tables.Fact.value))) == [2, 256]
    old, new = store.readings(version)
    assert (old.extractor, old.current, new.extractor, new.current) == ("1", False, "2", True)
    assert old.report == arrests(265).model_copy(update={"extractor": "1"})
    assert store.store_report(version, arrests(265), version="1") == "replaced"
    assert [(one.extractor, one.current) for one in store.readings(version)] == [("1", True), ("2", False)]


def test_edited_page_is_counted_once(store: Store) -> None:
    store.store_page(page(URL, "一"))
    first = only_version(store)
    store.store_report(first, arrests(265), version="1")
    store.store_page(page(URL, "二"))
    (second,) = store.pages_to_read(version="1")
    assert store.store_report(second.id, arrests(256), version="1") == "replaced"
    assert count(store, tables.Fact) == 2
    # a slow worker that still held the old version changes nothing that is in force
    store.store_report(first, arrests(999), version="2")
    with store.reading() as connection:
        assert 999 not in set(connection.scalars(select(tables.Fact.value)))


def test_page_taken_down_keeps_its_report_and_is_not_read(store: Store) -> None:
    store.store_page(page(URL, "一"))
    version = only_version(store)
    store.store_report(version, arrests(265), version="1")
    store.store_page(page(URL, "不存在", status=404))
    assert list(store.pages_to_read(version="1")) == []
    assert [stored.id for stored in store.pages_to_read(version="2")] == [version]
    assert count(store, tables.Fact) == 2


def test_unreadable_pages_are_not_tried_again(store: Store) -> None:
    store.store_page(page(URL))
    version = only_version(store)
    store.store_unreadable(version, version="1", reason="The page holds no article.")
    store.store_unreadable(version, version="1", reason="The page holds no article at all.")
    assert list(store.pages_to_read(version="1")) == []
    assert [stored.id for stored in store.pages_to_read(version="1", everything=True)] == [version]
    assert store.count_pages_to_read(version="2") == 1
    with store.reading() as connection:
        assert connection.scalar(select(tables.UnreadablePage.reason)) == "The page holds no article at all."


def test_pages_to_read_by_site_and_in_batches(store: Store) -> None:
    for number in range(130):
        store.store_page(page(f"https://haikou.example/{number}"))
    store.store_page(page("https://lanzhou.example/1", site="lanzhou"))
    assert len(list(store.pages_to_read(version="1"))) == 131
    assert [one.page.site for one in store.pages_to_read(version="1", sites=["lanzhou"])] == ["lanzhou"]
    read = 0
    for stored in store.pages_to_read(version="1", everything=True):
        store.store_report(stored.id, report(str(stored.id)), version="1")
        read += 1
    assert read == 131


def test_report_for_no_page(store: Store) -> None:
    with pytest.raises(StorageError, match="no page version 12"):
        store.store_report(12, arrests(1), version="1")
    with pytest.raises(StorageError, match="no page version 12"):
        store.store_unreadable(12, version="1", reason="none")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ([fact("f1", "leads", 3, "e9")], "f1 is of e9, which is no event"),
        ([fact("f1", "leads", 3, part_of="f9")], "f1 is a part of itself or of no fact"),
        ([fact("f1", "leads", 3, part_of="f2"), fact("f2", "leads", 4, part_of="f1")], "f1 is a part of itself"),
        ([fact("f1", "leads", 3), fact("f1", "leads", 4)], "an id stands twice among f1, f1"),
    ],
)
def test_report_that_does_not_hold_together(store: Store, facts: list[Fact], said: str) -> None:
    store.store_page(page(URL))
    with pytest.raises(StorageError, match=said):
        store.store_report(only_version(store), report("r1", [event()], facts), version="1")
    assert count(store, tables.Report) == 0


def test_characters_that_no_database_takes_keep_their_places(store: Store) -> None:
    store.store_page(page(URL))
    odd = report("r1", [event()], [fact("f1", "suspects_arrested", 3)], text="甲\0乙\ud800丙。")
    store.store_report(only_version(store), odd, version="1")
    with store.reading() as connection:
        text, start, end, quote = connection.execute(
            select(tables.Report.text, tables.Fact.span_start, tables.Fact.span_end, tables.Fact.quote).join(
                tables.Fact, tables.Fact.report_id == tables.Report.id
            )
        ).one()
    assert text == "甲 乙 丙。3名。"
    assert text[start:end] == quote


def test_mentions_worth_keeping(store: Store) -> None:
    store.store_page(page(URL))
    one = arrests(265)
    start = one.facts[1].start or 0
    mentions = [
        Mention(kind="quantity", start=start, end=start + 4, text="265名", value={"number": 265}),
        Mention(kind="quantity", start=0, end=2, text="r1", value={"number": 1}),
        Mention(kind="date", start=0, end=2, text="r1", value={"start": None}),
        Mention(kind="place", start=0, end=2, text="r1", value={"path": "海南省"}, role="action"),
    ]
    store.store_report(only_version(store), one.model_copy(update={"mentions": mentions}), version="1")
    with store.reading() as connection:
        rows = connection.execute(select(tables.Mention.kind, tables.Mention.value)).all()
    assert sorted((kind, str(value)) for kind, value in rows) == [
        ("place", "{'path': '海南省'}"),
        ("quantity", "{'number': 1}"),
    ]


def test_gold_comes_back_whole(store: Store) -> None:
    reports = gold()
    versions = {}
    for number, one in enumerate(reports):
        store.store_page(page(f"https://gold.example/{number}", one.text))
    stored = {one.page.url: one.id for one in store.pages_to_read(version="1")}
    for number, one in enumerate(reports):
        versions[one.id] = stored[f"https://gold.example/{number}"]
        assert store.store_report(versions[one.id], one, version="1") == "new"
    for one in reports[::7]:
        (reading,) = store.readings(versions[one.id])
        assert reading.report == one.model_copy(update={"extractor": "1"})
    assert count(store, tables.Fact) == sum(len(one.facts) for one in reports)


def test_two_stores_write_the_same_page(address: str) -> None:
    with open_store(address) as left, open_store(address) as right:
        assert left.store_page(page(URL)) == "new"
        assert right.store_page(page(URL)) == "unchanged"


def test_crawlers_and_readers_side_by_side_lose_nothing(address: str) -> None:
    """Three writers of the same pages and one that reads them, each with connections of its own."""

    def crawl(number: int) -> list[str]:
        with open_store(address) as own:
            return [own.store_page(page(f"https://haikou.example/{at}", f"{at}")) for at in range(40)]

    def read(number: int) -> list[str]:
        said = []
        with open_store(address) as own:
            while len(said) < 40:
                for stored in own.pages_to_read(version="1"):
                    said.append(own.store_report(stored.id, report(stored.page.url, [event()]), version="1"))
        return said

    with ThreadPoolExecutor(4) as pool:
        crawled, done = [pool.submit(crawl, at) for at in range(3)], pool.submit(read, 0)
        words = [word for each in crawled for word in each.result(timeout=60)]
        assert done.result(timeout=60) == ["new"] * 40
    assert (words.count("new"), words.count("unchanged")) == (40, 80)
    with open_store(address) as store:
        assert count(store, tables.PageVersion) == count(store, tables.Report) == 40


def test_reading_sees_one_state_throughout(address: str) -> None:
    with open_store(address) as store, open_store(address) as other:
        store.store_page(page(URL))
        with store.reading() as connection:
            query = select(func.count()).select_from(tables.Page)
            before = connection.scalar(query)
            other.store_page(page("https://haikou.example/2"))
            assert connection.scalar(query) == before == 1


def test_put_stores_a_report_with_its_page(store: Store) -> None:
    put(store, arrests(1))
    assert count(store, tables.Page) == 1
