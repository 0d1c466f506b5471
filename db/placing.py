"""Where a place path stands: its code, country, province, prefecture and county."""

from dataclasses import dataclass
from functools import lru_cache

from schema.places import CHINA, by_path


@dataclass(frozen=True, slots=True)
class Placing:
    """A place path resolved; province, prefecture and county are paths, None where the place is above them or abroad."""

    code: str | None
    country: str
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None


@lru_cache(maxsize=20_000)
def placing(path: str, on: str | None) -> Placing:
    """Resolve a path as of a (partial) date.

    A municipality counts as its own prefecture, with its districts below it, and so does a county-level division directly
    under a province. A path that no division ever had is placed by its parts.
    """
    division = by_path(path, on)
    code = division.code if division else None
    parts = path.split("/")
    top = by_path(parts[0], on)
    if parts[0] == CHINA or top is None or top.level != "province":
        return Placing(code, parts[0])
    province = parts[0]
    if len(parts) == 1:
        return Placing(code, CHINA, province, province if _is_municipality(province) else None)
    if len(parts) > 2:
        return Placing(code, CHINA, province, "/".join(parts[:2]), "/".join(parts[:3]))
    if division is not None and division.level == "county":
        return Placing(code, CHINA, province, province if _is_municipality(province) else path, path)
    return Placing(code, CHINA, province, path)


def _is_municipality(province: str) -> bool:
    """Say whether a province-level division is a city; the suffix tells it."""
    return province.endswith("市")
