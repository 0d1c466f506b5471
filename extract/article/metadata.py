"""What a page's markup says of its article: JSON-LD and `<meta>`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from lxml.html import HtmlElement

from extract.article.tree import trim
from schema.lexicon import read_lexicon

Field = Literal["title", "published", "source"]
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the metadata; `suffixed` where the site's own name may stand behind it."""

    text: str
    suffixed: bool


@cache
def _rows() -> list[dict[str, str]]:
    return read_lexicon(
        "extract.article",
        "metadata.tsv",
        key=("key", "where", "field"),
        codes={"where": {"meta", "ld"}, "field": {"title", "published", "source"}, "suffixed": {"yes", "no"}},
    )


def metadata_values(root: HtmlElement, field: Field) -> list[Value]:
    """Give the values that a page's metadata hold for a field, best first."""
    held = {"ld": _linked_data(root), "meta": _metas(root)}
    return [
        Value(text, row["suffixed"] == "yes")
        for row in _rows()
        if row["field"] == field
        for text in held[row["where"]].get(row["key"], ())
    ]


def _metas(root: HtmlElement) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        text = trim(meta.get("content") or "")
        for attribute in ("name", "property", "itemprop"):
            if text and (key := (meta.get(attribute) or "").strip().lower()):
                held.setdefault(key, []).append(text)
    return held


def _linked_data(root: HtmlElement) -> dict[str, list[str]]:
    held: dict[str, list[str]] = {}
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _articles(data, 0):
            for key, value in node.items():
                if isinstance(value, str) and trim(value):
                    held.setdefault(key.lower(), []).append(trim(value))
    return held


def _articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Yield the objects that describe an article, or nothing that says what it is (Baidu's form)."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for each in data:
            yield from _articles(each, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type", "Article")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(str(name).endswith(("Article", "Posting", "WebPage")) for name in names):
            yield data
        for key in ("@graph", "mainEntity"):
            yield from _articles(data.get(key), depth + 1)
