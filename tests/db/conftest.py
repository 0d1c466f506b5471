"""Databases for the tests: each test has one of its own, on SQLite and on PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pytest_postgresql import factories

from db.migrate import upgrade
from db.store import Store, open_store
from tests.db.server import Server, find_server, start_server

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A server that answers, or one started for the tests; without either the test is skipped, but fails under CI."""
    found = find_server()
    if found is not None:
        yield found
        return
    folder = Path(tempfile.mkdtemp(prefix="blotter-postgresql-"))
    try:
        with start_server(folder) as server:
            yield server
    except (FileNotFoundError, LookupError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"PostgreSQL is missing: {error}")
        pytest.skip(f"PostgreSQL is missing: {error}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def address_of(host: str, port: str | int, user: str, dbname: str) -> str:
    return f"postgresql://{user}@{host}:{port}/{dbname}"


def load_tables(**server: Any) -> None:
    """Make the tables in the template that each test's database is cloned from."""
    upgrade(address_of(server["host"], server["port"], server["user"], server["dbname"]))


NAME = f"blotter_{os.getpid()}"
postgresql_full = factories.postgresql_noproc(depends_on="postgresql_server", dbname=NAME, load=[load_tables])
postgresql_bare = factories.postgresql_noproc(depends_on="postgresql_server", dbname=f"{NAME}_bare")
full_database = factories.postgresql("postgresql_full")
bare_database = factories.postgresql("postgresql_bare")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with tables and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "blotter.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    return _address(request.getfixturevalue("full_database"))


@pytest.fixture(params=BOTH)
def bare_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return _address(request.getfixturevalue("bare_database"))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """An open store without rows, closed after the test."""
    with open_store(address) as opened:
        yield opened


def _address(connection: "psycopg.Connection[Any]") -> str:
    info = connection.info
    return address_of(info.host, info.port, info.user, info.dbname)
