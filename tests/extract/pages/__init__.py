"""The pages of the article reader's tests, with what a person reads on them."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def folders(kind: str) -> list[Path]:
    """Give the folders of one kind of page: html or pasted."""
    return sorted(path for path in (HERE / kind).iterdir() if path.is_dir())


def expected(folder: Path) -> dict[str, Any]:
    """Give what a person reads on a page."""
    read: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return read


def furniture() -> dict[str, set[str]]:
    """Give the lines of annotated reports that are none of the article, by report."""
    lines: dict[str, set[str]] = {}
    for row in (HERE / "furniture.tsv").read_text(encoding="utf-8").splitlines():
        if not row.startswith(("#", "report\t")):
            report, line = row.split("\t")
            lines.setdefault(report, set()).add(line)
    return lines
