"""Places: the administrative divisions of China, past and present, and places abroad, by path and by code.

A path runs from the province (or the country) down: `海南省/儋州市`, `湖北省/仙桃市`, `北京市/朝阳区`, `中国`, `柬埔寨/金边`.
The tables are facts from the source named in each file's head; `schema.places.build` writes `divisions.tsv`.
"""

from schema.places.table import (
    CHINA,
    MUNICIPALITIES,
    Division,
    PlaceLevel,
    abroad_names,
    by_code,
    by_path,
    divisions,
    is_within,
    parent_path,
    valid_on,
)

__all__ = [
    "CHINA",
    "MUNICIPALITIES",
    "Division",
    "PlaceLevel",
    "abroad_names",
    "by_code",
    "by_path",
    "divisions",
    "is_within",
    "parent_path",
    "valid_on",
]
