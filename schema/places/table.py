"""Reading the tables of places and asking them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from schema.errors import VocabularyError
from schema.lexicon import NONE, read_lexicon

PlaceLevel = Literal["country", "province", "prefecture", "county"]
LEVELS: dict[str, PlaceLevel] = {"province": "province", "prefecture": "prefecture", "county": "county"}
CHINA = "中国"
MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
COLUMNS = ["code", "name", "path", "level", "first", "last", "successors"]
SUFFIXES = ("市", "省")


@dataclass(frozen=True, slots=True)
class Division:
    """A division of China or a place abroad.

    `code` is the GB/T 2260 code; of a country its ISO 3166-1 code, of a region of several countries its UN M49 code, of a
    place within a foreign country that country's code, a colon and the name. `first` and `last` are years of validity, None
    where open or unknown. `successors` are the codes that a former division became, empty for one of the day.
    """

    code: str
    name: str
    path: str
    level: PlaceLevel
    first: int | None
    last: int | None
    successors: tuple[str, ...]


@cache
def divisions() -> Sequence[Division]:
    """Give every division of China from the province to the county, past ones included, in the order of their codes.

    Raises
    ------
    VocabularyError
        Where the table is broken.
    """
    text = (files(__package__) / "divisions.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    if not rows or rows[0] != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise VocabularyError("schema/places/divisions.tsv is broken. Write it again with schema/places/build.py.")
    return tuple(
        Division(
            code,
            name,
            path,
            LEVELS[level],
            None if first == NONE else int(first),
            None if last == NONE else int(last),
            () if successors == NONE else tuple(successors.split(",")),
        )
        for code, name, path, level, first, last, successors in rows[1:]
    )


@cache
def abroad() -> Mapping[str, Division]:
    """Give China as a whole, foreign countries and the places in them, by path."""
    found = {CHINA: Division("CN", CHINA, CHINA, "country", None, None, ())}
    for row in read_lexicon(__package__, "abroad.tsv", ordered=True):
        country, _, place = row["path"].rpartition("/")
        if place == row["path"] or not country:
            found[place] = Division(row["code"], place, place, "country", None, None, ())
        else:
            code = f"{found[country].code}:{place}"
            found[row["path"]] = Division(code, place, row["path"], "prefecture", None, None, ())
    return found


@cache
def abroad_names() -> Mapping[str, str]:
    """Give the paths of places abroad by every name in use for them (西港 → 柬埔寨/西哈努克)."""
    names: dict[str, str] = {}
    for row in read_lexicon(__package__, "abroad.tsv", ordered=True):
        for name in (row["path"].rpartition("/")[2], *(() if row["names"] == NONE else row["names"].split())):
            if name in names:
                raise VocabularyError(f"schema/places/abroad.tsv: {name} names two places.")
            names[name] = row["path"]
    return names


@cache
def _index() -> tuple[dict[str, list[Division]], dict[str, list[Division]]]:
    """Give the divisions by path and by code."""
    paths: dict[str, list[Division]] = {}
    codes: dict[str, list[Division]] = {}
    for division in divisions():
        paths.setdefault(division.path, []).append(division)
        codes.setdefault(division.code, []).append(division)
    for division in abroad().values():
        codes.setdefault(division.code, []).append(division)
    return paths, codes


def valid_on(division: Division, on: str | None) -> bool:
    """Say whether a division was there on a day, month or year; a year of change belongs to both sides.

    Without a day, a division of the present day is meant.
    """
    if on is None:
        return not division.successors
    year = int(on[:4])
    return (division.first or year) <= year <= (division.last or year)


def _best(found: Sequence[Division], on: str | None) -> Division | None:
    """Choose among divisions that share a path or a code: one of the day, else one of now, else the last one."""
    for division in found:
        if valid_on(division, on) and not (division.successors and division.last is None):
            return division
    for division in found:
        if not division.successors:
            return division
    return max(found, key=lambda division: (division.last or 0, division.code), default=None)


def by_path(path: str, on: str | None = None) -> Division | None:
    """Give the division with this path.

    Parameters
    ----------
    path
        Names from the province or country down, parted by `/`.
    on
        ISO day, month or year of the report (`2018-07-20`). It chooses among divisions that had this path in turn; a former
        division is found without it too.

    Returns
    -------
    Division or None
        None where no division ever had this path.
    """
    if (found := abroad().get(path)) is not None:
        return found
    if divided := _index()[0].get(path):
        return _best(divided, on)
    return _foreign(path)


def _foreign(path: str) -> Division | None:
    """Give a place abroad that is written with its own 市 or 省, or stands under a province that is known."""
    country, *parts = path.split("/")
    if not parts or country not in abroad():
        return None
    place = parts[-1]
    plain = place[:-1] if place.endswith(SUFFIXES) else place
    found = abroad().get(f"{country}/{place}") or abroad().get(f"{country}/{plain}")
    if found is None or (len(parts) > 1 and _foreign("/".join([country, *parts[:-1]])) is None):
        return None
    return Division(found.code, place, path, "county" if len(parts) > 1 else "prefecture", None, None, ())


def by_code(code: str, on: str | None = None) -> Division | None:
    """Give the division with this code, on the day of a report where one code was held by several in turn."""
    return _best(_index()[1].get(code, ()), on)


def parent_path(path: str) -> str | None:
    """Give the path one level up: the province of a prefecture, China of a province, None of a country."""
    if "/" in path:
        return path.rpartition("/")[0]
    return None if path in abroad() else CHINA


def is_within(path: str, region: str) -> bool:
    """Say whether a place is a region or lies in it; everything that is not abroad lies in China."""
    if path == region or path.startswith(region + "/"):
        return True
    return region == CHINA and path.partition("/")[0] not in abroad()
