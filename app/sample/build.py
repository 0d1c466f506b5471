"""Copy the annotated reports' texts to where the sample site reads them: `python -m app.sample.build`.

Only what a page would say is copied (id, title, published, source, text); the annotations stay in `tests/gold/`.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

GOLD = Path(__file__).parents[2] / "tests" / "gold"
REPORTS = Path(__file__).parent / "reports.jsonl"
KEYS = ("id", "title", "published", "source", "text")


def copied_lines(gold: Path = GOLD) -> Iterator[str]:
    """Yield the lines of `reports.jsonl`, in the order of the gold files."""
    for path in sorted(gold.glob("dev-[a-j].jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            yield json.dumps({key: report[key] for key in KEYS}, ensure_ascii=False)


def main() -> None:
    """Write the file and say how many reports it holds."""
    lines = list(copied_lines())
    REPORTS.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    sys.stderr.write(f"{REPORTS.name}: {len(lines)} reports\n")


if __name__ == "__main__":
    main()
