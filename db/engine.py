"""Reaching a database: its address, the engine, and what its errors mean in one sentence."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError, TimeoutError

from schema.errors import StorageError

PATIENCE = 30.0
"""Seconds that a writer waits for another one."""

WRITES = {"blotter_writes": True}
"""Execution option of connections that write: SQLite then takes its write lock at the start, so that it never fails midway."""

REASONS = (
    ("not a database", "it is no SQLite database; name another file, or move this one away"),
    ("file is encrypted", "it is no SQLite database; name another file, or move this one away"),
    (
        "unable to open database file",
        "the file cannot be opened or made; check that its folder exists and that you may write there",
    ),
    ("readonly database", "it may only be read; check the permissions of the file and of its folder"),
    ("database is locked", "another process is writing to it; wait for that one to end, then try again"),
    ("database or disk is full", "the disk is full; make room, then try again: nothing was stored by halves"),
    ("disk i/o error", "the disk cannot be read or written; check it and its free space"),
    ("database disk image is malformed", "the file is damaged; restore it from a copy"),
    ("no space left", "the server's disk is full; make room there, then try again: nothing was stored by halves"),
    (
        "could not extend file",
        "the server's disk is full; make room there, then try again: nothing was stored by halves",
    ),
    ("password authentication failed", "the server does not accept this user and password"),
    ("no password supplied", "the server asks for a password; put it into the address or into ~/.pgpass"),
    ("does not exist", "the server knows no such database, user or table; create the database, or check the address"),
    ("permission denied", "the user may not do that there; ask for the right to create and write tables"),
    ("could not translate host name", "the host's name is unknown; check the address"),
    ("failed to resolve host", "the host's name is unknown; check the address"),
    ("connection refused", "no server answers there; start it, or check host and port"),
    ("timeout expired", "no server answers there in time; check host and port"),
    ("lock timeout", "another process holds what is to be written; wait for that one to end, then try again"),
    ("deadlock detected", "another process wrote the same rows at the same time; try again"),
    ("server closed the connection", "the server closed the connection; check that it runs, then try again"),
    ("connection is lost", "the connection was lost; check that the server runs, then try again"),
    ("terminating connection", "the server closed the connection; check that it runs, then try again"),
    ("no such table", "a table is missing; see `blotter db check`"),
)


def read_url(address: str) -> URL:
    """Read the address of a database.

    Parameters
    ----------
    address
        `sqlite:///path` or `postgresql://user:password@host:port/database`.

    Raises
    ------
    StorageError
        Where it is neither, or names no file or database.
    """
    forms = "Use sqlite:///path/to/file.db or postgresql://user@host/database."
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StorageError(f"The database address is no address. {forms}") from error
    if url.get_backend_name() == "postgresql" and url.drivername in ("postgresql", "postgresql+psycopg"):
        if not url.database:
            raise StorageError(f"The database address {masked(url)} names no database. {forms}")
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in ("sqlite", "sqlite+pysqlite"):
        if url.host or not url.database or url.database == ":memory:":
            raise StorageError(f"The database address {masked(url)} names no file. {forms}")
        return url.set(drivername="sqlite")
    raise StorageError(f"Blotter keeps its data in SQLite or PostgreSQL, not in {url.drivername!r}. {forms}")


def masked(url: URL) -> str:
    """Give an address without its password."""
    plain = url.set(drivername=url.get_backend_name())
    secret = {key: "***" if "password" in key else value for key, value in plain.query.items()}
    return plain.set(query=secret).render_as_string(hide_password=True)


def make_engine(url: URL, *, patience: float = PATIENCE, foreign_keys: bool = True) -> Engine:
    """Give an engine that opens each connection the same way.

    Parameters
    ----------
    url
        As `read_url` gives it.
    patience
        Seconds that a writer waits for another one.
    foreign_keys
        Whether SQLite checks foreign keys; migrations switch that off, for rebuilding a table would empty the tables that
        refer to it.

    Raises
    ------
    StorageError
        Where the driver is not installed, or the SQLite path cannot be a file.
    """
    if url.get_backend_name() == "sqlite":
        check_file(Path(str(url.database)))
        engine = create_engine(url, connect_args={"timeout": patience})
        _prepare_sqlite(engine, patience, foreign_keys=foreign_keys)
        return engine
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": max(2, round(patience / 3))})
    except (ModuleNotFoundError, NoSuchModuleError) as error:
        raise StorageError("PostgreSQL needs the driver psycopg; install it: pip install 'psycopg[binary]'.") from error
    _prepare_postgresql(engine, patience)
    return engine


def check_file(path: Path) -> None:
    """Raise StorageError where the path cannot be a database file: a directory, or in a folder that is not there."""
    try:
        if path.is_dir():
            raise StorageError(f"The database {path} is a directory; name a file.")
        if not path.absolute().parent.is_dir():
            raise StorageError(
                f"The database {path} cannot be made, for its folder does not exist; create the folder first."
            )
    except OSError as error:
        raise StorageError(f"The database {path} cannot be reached: {error.strerror}; check the path.") from error


def _prepare_sqlite(engine: Engine, patience: float, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: object) -> None:
        connection.isolation_level = None  # transactions begin where `begin` below says so
        connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("blotter_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare_postgresql(engine: Engine, patience: float) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        connection.autocommit = True
        connection.execute(f"SET lock_timeout = {round(patience * 1000)}")
        connection.execute("SET client_encoding = 'UTF8'")
        connection.autocommit = False


@contextmanager
def speaking(url: URL) -> Iterator[None]:
    """Turn what a database says within the block into a StorageError of one sentence."""
    try:
        yield
    except (DBAPIError, TimeoutError) as error:  # anything else is a defect of Blotter and keeps its traceback
        raise StorageError(sentence(error, url)) from error


def sentence(error: SQLAlchemyError, url: URL) -> str:
    """Say what went wrong, where, and what to do."""
    original = error.orig if isinstance(error, DBAPIError) else None
    said = str(original or error)
    lower = said.lower()
    for sign, reason in REASONS:
        if sign in lower:
            return f"The database {masked(url)} cannot be used: {reason}."
    first = next((line.strip() for line in said.splitlines() if line.strip()), type(error).__name__)
    if url.password:
        first = first.replace(str(url.password), "***")
    return f"The database {masked(url)} refused the work: {first.rstrip('.')}; see `blotter db check`."
