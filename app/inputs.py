"""Files that are read without a database: pages as saved (.html), as copied from a browser (.txt), or as JSON lines."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

from schema.errors import InputError, UsageError
from schema.models import Article, ArticleRules, Report

Format = Literal["html", "txt", "jsonl"]
ENDINGS: dict[str, Format] = {".html": "html", ".htm": "html", ".txt": "txt", ".jsonl": "jsonl"}
STANDARD_INPUT = Path("-")


def find_format(path: Path, given: Format | None) -> Format:
    """Tell how a file is to be read: as `given`, else by its ending.

    Raises
    ------
    UsageError
        Where neither says so, or the file is not there.
    """
    if path != STANDARD_INPUT and not path.is_file():
        raise UsageError(f"There is no file {path}." if not path.exists() else f"{path} is not a file.")
    if given is not None:
        return given
    if path == STANDARD_INPUT:
        raise UsageError(f"Say what standard input holds: --format {', '.join(get_args(Format))}.")
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"{path}: the ending {path.suffix or '(none)'} is unknown; say --format html, txt or jsonl.")
    return ENDINGS[path.suffix.lower()]


def read_bytes(path: Path) -> bytes:
    """Give what a file holds; `-` is standard input.

    Raises
    ------
    InputError
        Where it cannot be read, or is empty.
    """
    try:
        body = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if not body.strip():
        raise InputError(f"{name_of(path)} is empty; there is nothing to read.")
    return body


def name_of(path: Path) -> str:
    """Give the name under which messages speak of an input."""
    return "Standard input" if path == STANDARD_INPUT else str(path)


def decode(path: Path, body: bytes) -> str:
    """Give a file's text: UTF-8 (with or without a byte order mark), else GB 18030.

    Raises
    ------
    InputError
        Where it is neither.
    """
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name_of(path)} is no text in UTF-8 or GB 18030; save it as UTF-8.")


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | InputError]]:
    """Yield where each object of a JSON lines file stands (`file:line`), and the object or what is wrong with it."""
    for number, line in enumerate(decode(path, read_bytes(path)).split("\n"), 1):
        if not line.strip():
            continue
        at = f"{name_of(path)}:{number}"
        try:
            data = json.loads(line)
            if "\\u" in line:
                json.dumps(data, ensure_ascii=False).encode()
        except json.JSONDecodeError as error:
            said = f"{error.msg.removesuffix(' at')} at column {error.colno}"
            yield at, InputError(f"{at}: this is not valid JSON: {said}.")
            continue
        except (ValueError, RecursionError) as error:
            # Half a surrogate pair, a number of five thousand digits, brackets without end.
            yield at, InputError(f"{at}: this JSON cannot be held as text and numbers: {error}.")
            continue
        yield at, data if isinstance(data, dict) else InputError(f"{at}: a line must hold one JSON object.")


def read_articles(
    path: Path, kind: Format, *, rules: Sequence[ArticleRules] = (), site_place: str | None = None
) -> Iterator[Article | InputError]:
    """Yield the articles of a file, or what is wrong where one cannot be read.

    `rules` and `site_place` are those of the site that the page comes from, where it is known. An article's id is the
    input's own, or the file's name without its ending (with the line's number, in a file of several).
    """
    stem = "stdin" if path == STANDARD_INPUT else path.stem
    try:
        if kind == "jsonl":
            for at, data in json_lines(path):
                yield data if isinstance(data, InputError) else _article(data, at, stem, site_place)
            return
        body = read_bytes(path)
        yield _page(path, kind, body, stem, rules, site_place)
    except InputError as error:
        yield error


def _page(
    path: Path, kind: Format, body: bytes, stem: str, rules: Sequence[ArticleRules], site_place: str | None
) -> Article | InputError:
    from extract.article import from_html, from_pasted

    try:
        if kind == "html":
            return from_html(body, url="", rules=rules, id=stem, site_place=site_place)
        return from_pasted(decode(path, body), id=stem).model_copy(update={"site_place": site_place})
    except InputError as error:
        return type(error)(f"{name_of(path)}: {error}")


def _article(data: dict[str, Any], at: str, stem: str, site_place: str | None) -> Article | InputError:
    from extract.article import from_record

    unless_given = {"id": f"{stem}-{at.rpartition(':')[2]}", "site_place": site_place}
    try:
        return from_record(unless_given | {key: value for key, value in data.items() if value is not None})
    except InputError as error:
        return InputError(f"{at}: {error}")


def read_reports(path: Path) -> list[Report]:
    """Read reports as `blotter extract` prints them, or as they are annotated.

    Raises
    ------
    UsageError
        Where the file is not there.
    InputError
        Where a line is no report: which, and why.
    """
    if path != STANDARD_INPUT and not path.is_file():
        raise UsageError(f"There is no file {path}.")
    reports = []
    for at, data in json_lines(path):
        if isinstance(data, InputError):
            raise data
        try:
            reports.append(Report.model_validate({**data, "title": data.get("title") or ""}))
        except ValidationError as error:
            raise InputError(f"{at}: {describe(error)}") from error
    return reports


def describe(error: ValidationError) -> str:
    """Tell in a sentence what does not fit a model: the key, the value, and why."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    shown = repr(first["input"])
    return f"{key} cannot be {shown if len(shown) <= 60 else shown[:57] + '…'}: {first['msg'].lower()}."
