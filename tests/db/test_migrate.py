"""Migrations make the tables that the models describe, and go forth and back with data in them."""

from collections.abc import Callable
from functools import partial

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, inspect, select, text

from db import migrate, tables
from db.check import check
from db.engine import make_engine, read_url
from db.identity import link
from db.store import open_store
from schema.errors import StorageError
from tests.db.reports import event, fact, put, report


def names(address: str) -> set[str]:
    engine = make_engine(read_url(address))
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_models_and_migrations_agree(address: str) -> None:
    engine = make_engine(read_url(address))
    try:
        with engine.begin() as connection:
            command.check(migrate.settings(connection))  # raises where autogenerate finds a difference
            there = inspect(connection)
            assert set(tables.Base.metadata.tables) | {"alembic_version"} == set(there.get_table_names())
            for table in tables.Base.metadata.sorted_tables:
                wanted = {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
                assert {one["name"] for one in there.get_check_constraints(table.name)} == wanted
    finally:
        engine.dispose()


def test_opening_makes_the_tables(bare_address: str) -> None:
    assert migrate.current(bare_address) is None
    open_store(bare_address).close()
    assert migrate.current(bare_address) == migrate.newest()
    open_store(bare_address).close()


def test_down_to_nothing_and_up_again(bare_address: str) -> None:
    migrate.upgrade(bare_address)
    migrate.downgrade(bare_address, revision="base")
    assert migrate.current(bare_address) is None
    assert names(bare_address) == {"alembic_version"}
    migrate.upgrade(bare_address)
    assert migrate.current(bare_address) == migrate.newest()


def test_data_outlives_the_way_back_and_forth(address: str) -> None:
    same = [fact("f1", "suspects_arrested", 265), fact("f2", "suspects_detained", 31)]
    where = {"jurisdiction": ["海南省"], "end": "2019-06-28"}
    with open_store(address) as store:
        put(store, report("r1", [event(**where)], same))
        put(store, report("r2", [event(**where)], same))
        assert link(store).identities == 1
    migrate.downgrade(address, revision="0003")
    with pytest.raises(StorageError, match="older version; run `blotter db upgrade`"):
        open_store(address)
    migrate.upgrade(address)
    with open_store(address) as store:
        assert check(store) == []
        with store.reading() as connection:
            assert sorted(connection.scalars(select(tables.Fact.value))) == [31, 31, 265, 265]
    migrate.downgrade(address, revision="0002")
    migrate.upgrade(address)
    with open_store(address) as store, store.reading() as connection:
        assert len(list(connection.scalars(select(tables.Report.id)))) == 2


def test_views_speak_sql(address: str) -> None:
    where = {"jurisdiction": ["海南省"], "agencies": ["海口市公安局", "海南省公安厅"], "end": "2019-06-28"}
    same = [fact("f1", "suspects_arrested", 265), fact("f2", "suspects_detained", 31, part_of="f1")]
    with open_store(address) as store:
        put(store, report("r1", [event(**where), event("e2", "campaign")], same, published="2019-06-29"))
        put(store, report("r2", [event(**where)], same, published="2019-06-30"))
        link(store)
        with store.reading() as connection:
            operations = connection.execute(text("SELECT title, agencies, reports, last_day FROM v_operations")).all()
            facts = connection.execute(
                text("SELECT count(*), count(part_of_id), count(DISTINCT operation_id), max(copies) FROM v_facts")
            ).one()
    assert [(*row[:3], str(row[3])) for row in operations] == [
        ("r2的标题", "海口市公安局;海南省公安厅", 2, "2019-06-28")
    ]
    assert tuple(facts) == (4, 2, 1, 1)


def test_every_column_says_what_it_means() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in tables.Base.metadata.sorted_tables
        for column in table.columns
        if not column.comment and not column.foreign_keys and column.name != "id"
    ]
    assert silent == []


def test_wrong_revision_is_a_clear_error(address: str) -> None:
    with pytest.raises(StorageError, match="cannot be migrated: Can't locate revision"):
        migrate.upgrade(address, revision="nonsense")


@pytest.mark.parametrize("move", [open_store, migrate.upgrade, partial(migrate.downgrade, revision="0001")])
def test_newer_database_is_left_alone(address: str, move: Callable[[str], object]) -> None:
    engine = make_engine(read_url(address))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StorageError, match="revision '9999', which this version of Blotter does not know"):
        move(address)


def test_tables_of_another_program_are_left_alone(bare_address: str) -> None:
    engine = make_engine(read_url(bare_address))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER)"))
    engine.dispose()
    with pytest.raises(StorageError, match="has a table events that Blotter did not make"):
        open_store(bare_address)
    assert names(bare_address) == {"events"}
