"""Rows as CSV or as JSON lines, for other programs."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.output import opened
from schema.errors import UsageError
from schema.models import plain_number

FORMATS = ("table", "csv", "json")
BYTE_ORDER_MARK = "\ufeff"


def check_format(form: str) -> None:
    """Raise UsageError for a format that there is not."""
    if form not in FORMATS:
        raise UsageError(f"There is no format {form!r}; there are {', '.join(FORMATS)}.")


def as_dict(row: Any) -> dict[str, Any]:
    """Give a row by the names of its columns."""
    if is_dataclass(row):
        return {each.name: getattr(row, each.name) for each in fields(row)}
    return dict(row)


def write_rows(rows: Iterable[Any], columns: Sequence[str], form: str, out: Path | None) -> None:
    """Write rows as `csv` or `json`; a CSV file starts with a byte order mark, so that spreadsheets read its Chinese.

    Raises
    ------
    UsageError, InputError
        Where the file cannot be written.
    """
    with opened(out) as file:
        if form == "json":
            for row in rows:
                data = as_dict(row)
                file.write(json.dumps({name: _plain(data[name]) for name in columns}, ensure_ascii=False) + "\n")
            return
        if out is not None and str(out) != "-":
            file.write(BYTE_ORDER_MARK)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            data = as_dict(row)
            writer.writerow([_cell(data[name]) for name in columns])


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple | list) else value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(map(_cell, value))
    return str(_plain(value))
