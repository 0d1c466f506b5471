"""What goes wrong with a database is said in one sentence, without a password and without a traceback."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from db.engine import masked, read_url, sentence
from db.store import Store, open_store
from schema.errors import StorageError
from tests.db.reports import page


def refusal(address: str) -> str:
    """The message with which an address is refused."""
    with pytest.raises(StorageError) as caught:
        open_store(address, patience=0.2)
    message = str(caught.value)
    assert "\n" not in message
    assert "Traceback" not in message
    assert message.endswith(".")
    return message


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///blotter.db", "sqlite"),
        ("postgresql://blotter@localhost/blotter", "postgresql+psycopg"),
        ("postgresql+psycopg://blotter@localhost/blotter", "postgresql+psycopg"),
    ],
)
def test_addresses_that_are_taken(address: str, driver: str) -> None:
    assert read_url(address).drivername == driver


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("blotter.db", "is no address"),
        ("", "is no address"),
        ("postgresql://host:port/x", "is no address"),
        ("mysql://root@localhost/blotter", "not in 'mysql'"),
        ("postgresql+asyncpg://localhost/blotter", "not in 'postgresql\\+asyncpg'"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://blotter.db", "names no file"),
        ("postgresql://localhost", "names no database"),
    ],
)
def test_addresses_that_are_refused(address: str, said: str) -> None:
    with pytest.raises(StorageError, match=said):
        read_url(address)


def test_password_is_never_shown() -> None:
    address = "postgresql://blotter:s3cret@127.0.0.1:1/blotter?sslpassword=s3cret"
    assert "s3cret" not in masked(read_url(address))
    assert "s3cret" not in refusal(address)
    error = OperationalError("SELECT 1", {}, Exception("strange failure near s3cret"))
    assert "s3cret" not in sentence(error, make_url(address))
    with pytest.raises(StorageError) as caught:
        read_url("mysql://blotter:s3cret@localhost/blotter")
    assert "s3cret" not in str(caught.value)


def test_no_server() -> None:
    assert "no server answers there" in refusal("postgresql://root@127.0.0.1:1/blotter")


@pytest.mark.postgresql
def test_no_such_database(bare_database: object, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("postgresql_server")
    assert "knows no such database" in refusal(f"postgresql://{server.user}@{server.host}:{server.port}/not_there")


def test_directory(tmp_path: Path) -> None:
    assert refusal(f"sqlite:///{tmp_path}").endswith("is a directory; name a file.")


def test_missing_folder(tmp_path: Path) -> None:
    assert "its folder does not exist" in refusal(f"sqlite:///{tmp_path}/none/blotter.db")


def test_path_below_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert "folder" in refusal(f"sqlite:///{tmp_path}/file/blotter.db")


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("海口警方通报" * 200, encoding="utf-8")
    assert "it is no SQLite database" in refusal(f"sqlite:///{path}")
    assert path.read_text(encoding="utf-8").startswith("海口")


def test_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    open_store(f"sqlite:///{path}").close()
    assert path.stat().st_size > 0


@pytest.fixture
def not_root() -> Iterator[None]:
    """Root may write everywhere; for the test the process acts as a user who may not."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder that can be read by all and written by none, with a database in it."""
    folder = Path(tempfile.mkdtemp(prefix="blotter-closed-"))
    open_store(f"sqlite:///{folder}/blotter.db").close()
    (folder / "blotter.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_no_permission_to_write(closed_folder: Path, not_root: None) -> None:
    assert "check the permissions" in refusal(f"sqlite:///{closed_folder}/blotter.db")
    assert "you may write there" in refusal(f"sqlite:///{closed_folder}/new.db")


def test_no_permission_to_look(closed_folder: Path, request: pytest.FixtureRequest) -> None:
    closed_folder.chmod(0o000)
    request.getfixturevalue("not_root")
    assert "Permission denied" in refusal(f"sqlite:///{closed_folder}/blotter.db")


def test_locked_database_says_so_and_recovers(tmp_path: Path) -> None:
    path = tmp_path / "blotter.db"
    with open_store(f"sqlite:///{path}", patience=0.2) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="another process is writing to it"):
            store.store_page(page("https://haikou.example/1"))
        assert store.known_urls("haikou") == set()  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert store.store_page(page("https://haikou.example/1")) == "new"


def test_full_disk_leaves_nothing_by_halves(tmp_path: Path) -> None:
    path = tmp_path / "blotter.db"
    with open_store(f"sqlite:///{path}") as store:
        store.store_page(page("https://haikou.example/1"))
        with store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            connection.commit()
        with pytest.raises(StorageError, match="the disk is full") as caught:
            store.store_page(page("https://haikou.example/2", os.urandom(100_000).hex()))
        assert "nothing was stored by halves" in str(caught.value)
        assert store.known_urls("haikou") == {"https://haikou.example/1"}


def test_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "blotter.db"
    open_store(f"sqlite:///{path}").close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert "damaged" in refusal(f"sqlite:///{path}")


def test_sqlite_is_set_up_for_two_writers(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/blotter.db") as store, store.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 30_000, "synchronous": 1}


def test_lost_connection_is_taken_up_again(store: Store) -> None:
    with store.reading() as connection:
        connection.connection.close()
    assert store.known_urls("haikou") == set()
