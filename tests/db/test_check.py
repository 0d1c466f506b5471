"""A whole database has no problems, and each kind of damage is found; what is stored is counted."""

import pytest
from sqlalchemy import text

from db.changes import changes
from db.check import check
from db.engine import make_engine, read_url
from db.identity import link
from db.info import dictionary, info
from db.store import Store, open_store
from schema.models import Evidence
from tests.db.reports import event, fact, page, put, report


@pytest.fixture
def whole(store: Store) -> Store:
    evidence = Evidence(field="end", value="2019-06", start=0, end=2, quote="r1")
    events = [event(jurisdiction=["海南省"], offences=["theft"], end="2019-06", evidence=[evidence])]
    put(
        store,
        report("r1", events, [fact("f1", "suspects_arrested", 9), fact("f2", "suspects_detained", 4, part_of="f1")]),
    )
    put(store, report("r2", events[:1], [fact("f1", "suspects_arrested", 9)], text="r1又通报。"))
    store.store_page(page("https://haikou.example/unread"))
    link(store)
    return store


def test_whole_database(whole: Store) -> None:
    assert check(whole) == []


@pytest.mark.parametrize(
    ("damage", "what", "said"),
    [
        ("UPDATE page_versions SET digest = 'ab' WHERE id = 1", "page", "Page version 1 is not what was fetched."),
        ("UPDATE facts SET quote = '10名' WHERE key = 'f2'", "quote", "quotes words that do not stand at"),
        ("UPDATE facts SET span_end = NULL WHERE key = 'f2'", "quote", "has half a span"),
        ("UPDATE event_evidence SET span_start = 1", "quote", "The evidence"),
        ("UPDATE reports SET is_current = false WHERE id = 1", "reading", "Report 1 is not in force, but has events."),
        ("DELETE FROM facts WHERE key = 'f2'", "reading", "Report 1 says 2 facts, but 1 are stored"),
        ("UPDATE facts SET event_id = 2 WHERE key = 'f2'", "reading", "belongs to the event of another report"),
        (
            "UPDATE facts SET part_of_id = id WHERE key = 'f2'",
            "reading",
            "part of a fact of another report, or of itself",
        ),
        ("UPDATE facts SET measure = 'arrests' WHERE key = 'f2'", "code", "1 facts have the measure 'arrests'"),
        ("UPDATE event_offences SET code = 'murder'", "code", "2 events have the offence 'murder'"),
        ("UPDATE events SET end_date = '2019-13', last_day = NULL WHERE id = 1", "date", "which no calendar has"),
        ("UPDATE events SET first_day = '2019-07-01' WHERE id = 1", "date", "Event 1 runs from"),
        ("UPDATE facts SET as_of = '2019-02-30' WHERE key = 'f2'", "date", "holds up to 2019-02-30"),
    ],
)
def test_damage_is_found(whole: Store, damage: str, what: str, said: str) -> None:
    with whole.writing() as connection:
        connection.execute(text(damage))
    found = check(whole)
    assert {problem.what for problem in found} == {what}
    assert any(said in problem.message for problem in found)


def test_pages_can_be_left_out(whole: Store) -> None:
    with whole.writing() as connection:
        connection.execute(text("UPDATE page_versions SET digest = 'ab'"))
    assert check(whole, pages=False) == []


def test_orphans_are_found(address: str) -> None:
    with open_store(address) as store:
        put(store, report("r1", [event()], [fact("f1", "leads", 3, unit="lead")]))
    engine = make_engine(read_url(address), foreign_keys=False)
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE facts DROP CONSTRAINT fk_facts_event_id"))
        connection.execute(text("DELETE FROM events"))
    engine.dispose()
    with open_store(address) as store:
        assert [problem.message for problem in check(store)] == ["1 rows of facts refer to events that are not there."]


def test_missing_table_is_found(whole: Store) -> None:
    with whole.writing() as connection:
        connection.execute(text("DROP TABLE report_shingles"))
    assert [problem.message for problem in check(whole)] == ["The table report_shingles is missing."]


def test_info(whole: Store) -> None:
    found = info(whole)
    assert found.revision == found.newest_revision
    assert found.size > 10_000
    assert (found.rows["pages"], found.rows["facts"], found.rows["mentions"]) == (3, 3, 0)
    assert (found.reports, found.unread, found.unlinked, dict(found.extractors)) == (2, 1, 0, {"1": 2})
    (site,) = found.sites
    assert (site.site, site.pages, site.reports, site.facts) == ("haikou", 3, 2, 3)
    assert site.last_fetched is not None
    assert site.last_fetched.tzinfo is not None


def test_info_never_shows_the_password(address: str) -> None:
    with open_store(address) as store:
        store.url = store.url.set(password="s3cret") if store.url.host else store.url
        assert "s3cret" not in info(store).name


def test_dictionary_explains_every_column() -> None:
    notes = {(note.table, note.column): note for note in dictionary()}
    assert notes["facts", "value"].meaning == "The number, in units; the floor of a vague one"
    assert notes["facts", "event_id"].meaning == "Number of the row in events"
    assert notes["facts", "item"].nullable
    assert all(note.meaning for note in notes.values())


def test_changes_between_versions(store: Store) -> None:
    same = put(store, report("r1", [event()], [fact("f1", "leads", 3, unit="lead")]))
    other = put(store, report("r2", [event()], [fact("f1", "suspects_arrested", 9)]))
    store.store_report(same, report("r1", [event()], [fact("f1", "leads", 3, unit="lead")]), version="2")
    assert list(changes(store, version="1")) == []
    now = [fact("f1", "suspects_arrested", 9, qualifier="over"), fact("f2", "suspects_detained", 4)]
    store.store_report(other, report("r2", [event(kind="campaign")], now), version="2")
    (change,) = changes(store, version="2")
    assert (change.page_id, change.title, change.before, change.after) == (other, "r2的标题", "1", "2")
    assert change.removed == ("suspects_arrested 9 exact person (operation)",)
    assert change.added == ("suspects_arrested 9 over person (campaign)", "suspects_detained 4 exact person (campaign)")
