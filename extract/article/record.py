"""An article from an object of a JSON lines file."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from schema.errors import InputError
from schema.models import Article

_OPTIONAL = ("url", "title", "published", "source", "site_place")


def from_record(record: Mapping[str, Any]) -> Article:
    """Read an article from an object with the keys id, title, published, source, text, url, site_place.

    Only `text` must be there; unknown keys are passed over, null is as good as nothing. Without an id the article is called by its
    address or `record`.

    Raises
    ------
    InputError
        Where the text is missing or blank, a value is of the wrong type, or `published` is no day.
    """
    name = record.get("id")
    called = f"The record {name!r}" if name is not None else "The record"
    text = record.get("text")
    if not isinstance(text, str):
        kind = "no text" if text is None else f"a text of type {type(text).__name__}"
        raise InputError(f"{called} has {kind}; its key text must hold the article as a string.")
    if not text.strip():
        raise InputError(f"{called} has a blank text; its key text must hold the article.")
    if not isinstance(name, str | int | None) or isinstance(name, bool):
        raise InputError(f"{called} has an id of type {type(name).__name__}; it must be a string or a whole number.")
    values: dict[str, str] = {}
    for key in _OPTIONAL:
        value = record.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            raise InputError(f"{called}: {key} is of type {type(value).__name__}; it must be a string or null.")
        values[key] = value
    if "published" in values:
        _check_published(values["published"], called)
    return Article(id=str(name) if name is not None else values.get("url", "record"), text=text, **values)


def _check_published(value: str, called: str) -> None:
    try:
        if len(value) == 10:
            date.fromisoformat(value)
        else:
            datetime.strptime(value, "%Y-%m-%dT%H:%M")
    except ValueError as error:
        raise InputError(f"{called}: published {value!r} is no day; write 2019-06-28 or 2019-06-28T08:30.") from error
    if not (value[4:5] == "-" and value[7:8] == "-"):
        raise InputError(f"{called}: published {value!r} is no day; write 2019-06-28 or 2019-06-28T08:30.")
