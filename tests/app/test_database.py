"""`blotter db` on a small database."""

import sqlite3
from pathlib import Path

import pytest

from app import main
from app.database_tables import size
from tests.app.stored import fill


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("BLOTTER_DATABASE_URL", "sqlite:///small.db")


def test_upgrade_makes_the_tables_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["db", "upgrade"]) == 0
    assert "from nothing to " in capsys.readouterr().out
    assert main.call(["db", "upgrade"]) == 0
    assert "is of the newest form already" in capsys.readouterr().out


def test_info_counts(capsys: pytest.CaptureFixture[str]) -> None:
    fill("sqlite:///small.db")
    assert main.call(["db", "info"]) == 0
    shown = capsys.readouterr().out
    assert "(single addresses)       3         2       8   2024-05-31 00:00" in shown
    assert "2 pages read (2 by version" in shown
    assert "1 without a report" in shown


def test_every_column_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["db", "info", "--columns"]) == 0
    shown = capsys.readouterr().out
    assert "SHA-256 of the body, hexadecimal" in shown
    assert not Path("small.db").exists()


def test_check_finds_a_quote_that_does_not_stand_there(capsys: pytest.CaptureFixture[str]) -> None:
    fill("sqlite:///small.db")
    assert main.call(["db", "check"]) == 0
    assert capsys.readouterr().out == "sqlite:///small.db is whole.\n"
    with sqlite3.connect("small.db") as connection:
        connection.execute("UPDATE facts SET span_start = span_start + 1, span_end = span_end + 1 WHERE id = 1")
    connection.close()
    assert main.call(["db", "check"]) == 1
    shown = capsys.readouterr().out
    assert "1 problem" in shown
    assert "fact 1" in shown


def test_check_unpacks_pages_unless_quick(capsys: pytest.CaptureFixture[str]) -> None:
    fill("sqlite:///small.db")
    with sqlite3.connect("small.db") as connection:
        connection.execute("UPDATE page_versions SET digest = 'x' WHERE id = 2")
    connection.close()
    assert main.call(["db", "check", "--quick"]) == 0
    assert main.call(["db", "check"]) == 1
    assert "page version 2" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["info", "check"])
def test_database_that_is_not_there(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["db", command]) == 2
    assert "There is no database small.db yet" in capsys.readouterr().err
    assert not Path("small.db").exists()


def test_address_of_no_database(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.call(["db", "info", "--database", "mysql://localhost/x"]) == 1
    assert "not in 'mysql'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("count", "written"), [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (5 * 1024**3, "5.0 GiB")]
)
def test_size(count: int, written: str) -> None:
    assert size(count) == written
