"""Writes `divisions.tsv` from the place tables of the administrative divisions of China.

    python -m schema.places.build FOLDER

`FOLDER` holds `list.json` (codes now), `history.json` (all codes ever) and `diff.json` (old code → new codes), each
keyed by the six-digit division code of GB/T 2260. What they do not say stands beside this module: years in `changes.tsv`,
names that a code had before in `renames.tsv`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from schema.errors import InputError, UsageError, VocabularyError
from schema.lexicon import NONE, read_lexicon

HERE = Path(__file__).parent
COLUMNS = ("code", "name", "path", "level", "first", "last", "successors")
MUNICIPALITIES = ("11", "12", "31", "50")
TAIWAN_SOURCE, TAIWAN = "83", "71"
GROUPS = {"市辖区", "县", "市区", "昆明市区", "韶关市区"}
XIONGAN = "133100"
HEAD = """\
# Divisions of China from the province to the county, those of the day and those that were, by GB/T 2260 code.
# Written by schema/places/build.py from an MIT-licensed table of codes (Copyright (c) 2024 Haole Zheng); years from changes.tsv
# and renames.tsv. `last` and `successors` are - for a division of the day; years are - where they are not known.
"""


def is_pseudo(name: str) -> bool:
    """Say whether a row only groups others (市辖区, 省直辖单位) or joins two places in one name."""
    return name in GROUPS or any(mark in name for mark in ("直辖", "(", "（", "兵团"))


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """Read one of the source's tables."""
    try:
        table: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{folder / name} cannot be read: {error}. Name the folder that holds the place tables."
        ) from error
    return table


def source_rows(folder: Path) -> dict[str, dict[str, str]]:
    """Give the divisions of the source as rows, keyed by code and name."""
    now, ever, became = (read_json(folder, name) for name in ("list.json", "history.json", "diff.json"))
    names: dict[str, str] = {**ever, **now}
    names.setdefault(XIONGAN, "雄安新区")
    taiwan = {code for code in names if code.startswith(TAIWAN_SOURCE)}
    rows: dict[str, dict[str, str]] = {}
    for code, name in names.items():
        if is_pseudo(name) or (code.startswith(TAIWAN) and code not in now):
            continue
        successors = [new for new in became.get(code, []) if new in now and new not in taiwan]
        if code not in now and not successors and code != XIONGAN:
            continue
        path = path_of(code, names)
        rows[f"{code} {name}"] = {
            "code": TAIWAN + code[2:] if code in taiwan else code,
            "name": name,
            "path": path,
            "level": level_of(code),
            "first": "2017" if code == XIONGAN else NONE,
            "last": NONE,
            "successors": NONE if code in now else ",".join(successors) or NONE,
        }
    add_earlier_code_holders(rows, ever, now, names)
    return rows


def add_earlier_code_holders(
    rows: dict[str, dict[str, str]], ever: dict[str, str], now: dict[str, str], names: dict[str, str]
) -> None:
    """Add the divisions whose code another one holds now, where the source tells of them."""
    for code, name in ever.items():
        if now.get(code, name) != name:
            path = f"{path_of(code, names).rpartition('/')[0]}/{name}"
            current = [row["code"] for row in rows.values() if row["path"] == path and row["successors"] == NONE]
            again = [other for other, also in now.items() if also == name and other[:2] == code[:2]]
            if found := current or again:
                rows[f"{code} {name}"] = {
                    "code": code,
                    "name": name,
                    "path": path,
                    "level": level_of(code),
                    "first": NONE,
                    "last": NONE,
                    "successors": ",".join(found),
                }


def level_of(code: str) -> str:
    """Give the level that a code stands for."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def path_of(code: str, names: dict[str, str]) -> str:
    """Give the path from the province down; what is directly administered stands under its province."""
    parents = [code[:2] + "0000", code[:4] + "00", code]
    path: list[str] = []
    for part in dict.fromkeys(parents):
        name = names.get(part, "")
        skip = code[:2] in MUNICIPALITIES and part == parents[1] and part != code
        if (name and name not in path and not is_pseudo(name) and not skip) or (part == code and name in path):
            path.append(name)
    return "/".join(path)


def add_years(rows: dict[str, dict[str, str]]) -> None:
    """Enter the years of `changes.tsv` and the earlier names of `renames.tsv`."""
    by_path: dict[str, list[dict[str, str]]] = {}
    for row in rows.values():
        by_path.setdefault(row["path"], []).append(row)
    for change in read_lexicon("schema.places", "changes.tsv", key="path", ordered=True):
        old = [row for row in by_path.get(change["path"], []) if row["successors"] != NONE]
        if not old:
            raise VocabularyError(f"schema/places/changes.tsv: {change['path']} is no division that ceased to be.")
        for row in old:
            row["last"] = change["last"]
            if change["successor"] != NONE:
                row["successors"] = by_path[change["successor"]][0]["code"]
            enter_first(rows, row)
    for rename in read_lexicon("schema.places", "renames.tsv", key=("code", "name"), ordered=True):
        row = next(row for row in rows.values() if row["code"] == rename["code"])
        row["first"] = rename["last"]
        parent = row["path"].rpartition("/")[0]
        earlier = {"name": rename["name"], "path": f"{parent}/{rename['name']}", "first": NONE}
        rows[f"{rename['code']} {rename['name']}"] = (
            row | earlier | {"last": rename["last"], "successors": rename["code"]}
        )


def enter_first(rows: dict[str, dict[str, str]], old: dict[str, str]) -> None:
    """Enter the first year of the one division that took the place of an old one and has its name but for the ending."""
    if "," in old["successors"]:
        return
    for row in rows.values():
        same_seat = row["name"][:-1] == old["name"][:-1] or row["name"][:2] == old["name"][:2]
        if (
            row["code"] == old["successors"]
            and row["name"] != old["name"]
            and same_seat
            and row["level"] == old["level"]
        ):
            row["first"] = old["last"]


def main(arguments: list[str]) -> None:
    """Write the table beside this module."""
    if len(arguments) != 1:
        raise UsageError("Name one folder: python -m schema.places.build FOLDER")
    rows = source_rows(Path(arguments[0]))
    add_years(rows)
    ordered = sorted(rows.values(), key=lambda row: (row["code"], row["name"]))
    lines = ["\t".join(COLUMNS), *("\t".join(row[column] for column in COLUMNS) for row in ordered)]
    (HERE / "divisions.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
