"""Patterns of words that a component keeps in a lexicon beside it: `patterns.tsv`, a name and a regular expression a row."""

import re
from functools import cache

from schema.lexicon import read_lexicon


@cache
def read_patterns(package: str) -> dict[str, re.Pattern[str]]:
    """Give the patterns of a component's package by name; rows of one name are tried as one.

    A name that ends in `+` takes any run of its rows, and is given without the sign.
    """
    rows = read_lexicon(package, "patterns.tsv", key=("name", "pattern"))
    found: dict[str, re.Pattern[str]] = {}
    for name in dict.fromkeys(row["name"] for row in rows):
        joined = "|".join(row["pattern"] for row in rows if row["name"] == name)
        found[name.rstrip("+")] = re.compile(f"(?:{joined})*" if name.endswith("+") else joined)
    return found
