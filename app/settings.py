"""Settings: defaults that work, then `blotter.toml` in the working folder, then `BLOTTER_*` variables, then options."""

import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from schema.errors import SettingsError

FILE = Path("blotter.toml")
PREFIX = "BLOTTER_"
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class Settings(BaseSettings):
    """What can be set. A field `x_y` is the key `x_y` of `blotter.toml` and the variable `BLOTTER_X_Y`."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, validate_default=True)

    database_url: str = Field("sqlite:///blotter.db", min_length=1)
    """SQLAlchemy address of the database: SQLite, or PostgreSQL through psycopg 3."""

    contact: str = ""
    """Address or web page at which a site's operator reaches you; the user agent carries it."""

    sites_dir: Path | None = None
    """Folder of your own site files, read beside the ones that ship with Blotter."""

    proxy: str | None = None
    """HTTP proxy through which pages are fetched."""

    delay: float | None = Field(None, ge=0, le=3600)
    """Seconds between two requests to one host, in place of what the site files say."""

    workers: int = Field(1, ge=1, le=64)
    """Processes that read stored pages at the same time."""

    log_level: LogLevel = "WARNING"
    """How much is told on standard error."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Give the sources, the one that wins first."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=FILE)


def read_settings(**options: Any) -> Settings:
    """Give the settings in force; `options` come from the command line, None for those that were not given.

    Raises
    ------
    SettingsError
        Where the file cannot be read, names an unknown key, or a value does not fit.
    """
    given = {name: value for name, value in options.items() if value is not None}
    check_file()
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise SettingsError(f"{FILE}: there is no setting {key!r}; there are {', '.join(names())}.") from error
        name = key.removeprefix(PREFIX.lower())
        reason = first["msg"][:1].lower() + first["msg"][1:]
        raise SettingsError(f"The setting {name} cannot be {first['input']!r}: {reason}.") from error


def check_file() -> None:
    """Raise SettingsError where `blotter.toml` is there but cannot be read as TOML."""
    if not FILE.exists():
        return
    try:
        tomllib.loads(FILE.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{FILE} cannot be read: {error}.") from error


def names() -> list[str]:
    """Give the names of all settings, in the order of their definition."""
    return list(Settings.model_fields)
