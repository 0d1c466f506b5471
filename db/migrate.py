"""Migrations: which revision a database has, and moving it to another."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, inspect

from db.engine import PATIENCE, WRITES, make_engine, masked, read_url, speaking
from db.tables import Base
from schema.errors import StorageError

LOCK = 0x626C6F74
"""Number of the PostgreSQL advisory lock that lets one process migrate at a time ("blot" in ASCII)."""


def settings(connection: Connection | None = None) -> Config:
    """Give alembic's settings for the migrations that ship with Blotter."""
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Give the revision that this version of Blotter needs."""
    return str(ScriptDirectory.from_config(settings()).get_current_head())


def known() -> set[str]:
    """Give all revisions that this version of Blotter knows."""
    return {script.revision for script in ScriptDirectory.from_config(settings()).walk_revisions()}


def current(address: str, *, patience: float = PATIENCE) -> str | None:
    """Give the revision of a database, None for one without tables.

    Raises
    ------
    StorageError
        Where it cannot be reached, or holds tables of another program.
    """
    url = read_url(address)
    engine = make_engine(url, patience=patience)
    try:
        with speaking(url), engine.connect() as connection:
            return revision_of(connection, masked(url))
    finally:
        engine.dispose()


def revision_of(connection: Connection, name: str) -> str | None:
    """Give the revision of the connected database, None for one without tables; `name` stands in messages."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        foreign = sorted(tables & set(Base.metadata.tables))
        if foreign:
            raise StorageError(
                f"The database {name} has a table {foreign[0]} that Blotter did not make; use a database of its own."
            )
        return None
    heads = MigrationContext.configure(connection).get_current_heads()
    return heads[0] if heads else None


def check_revision(revision: str | None, name: str) -> None:
    """Raise StorageError where a database has another revision than the one that this version needs."""
    if revision == newest():
        return
    if revision in known():
        raise StorageError(f"The database {name} is of an older version; run `blotter db upgrade`, after a copy.")
    raise StorageError(
        f"The database {name} has the revision {revision!r}, which this version of Blotter does not know: "
        "it was made by a newer one or by another program; update Blotter, or use another database."
    )


def upgrade(address: str, *, revision: str = "head", patience: float = PATIENCE) -> None:
    """Move a database forward to a revision, making its tables where it has none.

    Raises
    ------
    StorageError
        Where it cannot be reached or changed; it then stays as it was.
    """
    _move(address, revision, patience, forward=True)


def downgrade(address: str, *, revision: str, patience: float = PATIENCE) -> None:
    """Move a database back to a revision (`base` drops everything).

    Raises
    ------
    StorageError
        Where it cannot be reached or changed; it then stays as it was.
    """
    _move(address, revision, patience, forward=False)


def _move(address: str, revision: str, patience: float, *, forward: bool) -> None:
    url = read_url(address)
    engine = make_engine(url, patience=patience, foreign_keys=False)
    try:
        with speaking(url), engine.execution_options(**WRITES).begin() as connection:
            if url.get_backend_name() == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            at = revision_of(connection, masked(url))
            if at is not None and at not in known():
                check_revision(at, masked(url))
            config = settings(connection)
            (command.upgrade if forward else command.downgrade)(config, revision)
            _check_references(connection, masked(url))
    except CommandError as error:
        raise StorageError(f"The database {masked(url)} cannot be migrated: {error}.") from error
    finally:
        engine.dispose()


def _check_references(connection: Connection, name: str) -> None:
    """Raise StorageError where a SQLite migration has left rows that refer to nothing (PostgreSQL checks by itself)."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise StorageError(f"The database {name} stays as it was: rows of {broken[0]} would refer to nothing.")
