"""Where a setting comes from, and what is said of one that makes no sense."""

from pathlib import Path

import pytest

from app.settings import read_settings
from schema.errors import SettingsError


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATABASE_URL", "CONTACT", "SITES_DIR", "PROXY", "DELAY", "WORKERS", "LOG_LEVEL"):
        monkeypatch.delenv(f"BLOTTER_{name}", raising=False)


def write(text: str) -> None:
    Path("blotter.toml").write_text(text, encoding="utf-8")


def test_defaults_need_no_file() -> None:
    found = read_settings()
    assert (found.database_url, found.log_level, found.proxy) == ("sqlite:///blotter.db", "WARNING", None)


def test_each_source_wins_over_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    write('database_url = "sqlite:///file.db"\n')
    assert read_settings().database_url == "sqlite:///file.db"
    monkeypatch.setenv("BLOTTER_DATABASE_URL", "sqlite:///variable.db")
    assert read_settings().database_url == "sqlite:///variable.db"
    assert read_settings(database_url="sqlite:///option.db").database_url == "sqlite:///option.db"
    assert read_settings(database_url=None).database_url == "sqlite:///variable.db"


def test_unknown_key_is_named() -> None:
    write('datbase_url = "sqlite:///x.db"\n')
    with pytest.raises(SettingsError, match=r"no setting 'datbase_url'; there are database_url, contact"):
        read_settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("delay = -1", "The setting delay cannot be -1"),
        ('log_level = "LOUD"', "The setting log_level cannot be 'LOUD'"),
        ("workers = 0", "The setting workers cannot be 0"),
        ("delay = ", r"blotter\.toml cannot be read"),
        ("[crawl]\ndelay = 1", "no setting 'crawl'"),
    ],
)
def test_values_without_meaning(text: str, said: str) -> None:
    write(text)
    with pytest.raises(SettingsError, match=said):
        read_settings()


def test_file_that_is_no_utf8() -> None:
    Path("blotter.toml").write_bytes("contact = '联系'".encode("gb18030"))
    with pytest.raises(SettingsError, match=r"blotter\.toml cannot be read"):
        read_settings()


def test_variable_without_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOTTER_DELAY", "soon")
    with pytest.raises(SettingsError, match="The setting delay cannot be 'soon'"):
        read_settings()
