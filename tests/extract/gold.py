"""The annotated reports, as tests read them."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from schema.models import Article

FOLDER = Path(__file__).parents[1] / "gold"


@cache
def records() -> tuple[dict[str, Any], ...]:
    """Give every annotated report as it stands in its file."""
    return tuple(
        json.loads(line)
        for path in sorted(FOLDER.glob("dev-*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    )


def article(record: dict[str, Any], *, text: str | None = None) -> Article:
    """Give the article of an annotated report, with another text if one is given."""
    return Article(
        id=record["id"],
        title=record["title"],
        published=record["published"],
        source=record["source"],
        text=record["text"] if text is None else text,
    )
