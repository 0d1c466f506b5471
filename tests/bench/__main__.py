"""Measure accuracy on the annotated reports, and speed against bare word segmentation.

    python -m tests.bench                     compare with floors.json; ends with 1 where a view is below its floor
    python -m tests.bench --update            raise the floors to what was measured, or pin new annotations
    python -m tests.bench --update --lower    lower floors too, which needs a reason in the commit's message

Speed is a ratio taken in one run on one core, so that it holds on any machine: characters a second of the whole
extraction, divided by those of `spacy_pkuseg` cutting the same text into words with the model that ships.
"""

import argparse
import hashlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app.evaluation import Evaluation, by_id, evaluate
from app.inputs import read_reports
from extract import VERSION
from extract.pipeline import Extractor
from schema.models import Article, Report

HERE = Path(__file__).parent
GOLD = sorted((HERE.parent / "gold").glob("*.jsonl"))
FLOORS = HERE / "floors.json"
STEP = 0.001
ROUNDS = 3


def hash_of(paths: Sequence[Path]) -> str:
    """Give one SHA-256 over the names and bytes of files, in their order."""
    digest = hashlib.sha256()
    for path in paths:
        body = path.read_bytes()
        digest.update(f"{path.name}\0{len(body)}\0".encode())
        digest.update(body)
    return digest.hexdigest()


def articles_of(reports: Sequence[Report]) -> list[Article]:
    """Give the articles that annotated reports were made from."""
    fields = {"id", "url", "title", "published", "source", "text"}
    return [Article.model_validate(report.model_dump(include=fields)) for report in reports]


def measure_accuracy(extractor: Extractor, gold: Sequence[Report]) -> Evaluation:
    """Read the texts of annotated reports and compare."""
    read = [extractor.read(article) for article in articles_of(gold)]
    return evaluate(by_id(gold, "gold"), by_id(read, "read"))


def measure_speed(extractor: Extractor, articles: Sequence[Article]) -> tuple[float, float]:
    """Give characters a second of the whole extraction and of bare segmentation, each the best of some rounds."""
    import spacy_pkuseg

    from extract.model import SEGMENTER

    bare = spacy_pkuseg.pkuseg(str(SEGMENTER))
    texts = [f"{article.title}\n{article.text}" for article in articles]
    characters = sum(map(len, texts))
    whole, cut = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for article in articles:
            extractor.read(article)
        whole.append(time.perf_counter() - start)
        start = time.perf_counter()
        for text in texts:
            bare.cut(text)
        cut.append(time.perf_counter() - start)
    return characters / min(whole), characters / min(cut)


def read_floors() -> dict[str, Any]:
    """Give the pinned floors, empty where there are none yet."""
    found: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return found


def raised(scores: dict[str, float], floors: dict[str, float], *, lower: bool) -> dict[str, float]:
    """Give the floors to pin: what was measured, and never less than what stood there unless `lower`."""
    pinned = {view: int(score / STEP) * STEP for view, score in scores.items()}
    if not lower:
        pinned = {view: max(value, floors.get(view, 0.0)) for view, value in pinned.items()}
    return {view: round(value, 3) for view, value in pinned.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--update", action="store_true", help="pin what was measured")
    parser.add_argument("--lower", action="store_true", help="with --update: pin lower values too")
    options = parser.parse_args(arguments)
    gold = [report for path in GOLD for report in read_reports(path)]
    extractor = Extractor()
    result = measure_accuracy(extractor, gold)
    scores = {view: score.f1 for view, score in result.scores.items()}
    pinned = read_floors()
    same_gold = pinned.get("gold") == hash_of(GOLD)
    floors = dict(pinned.get("f1", {})) if same_gold else {}
    below = sorted(view for view, floor in floors.items() if scores[view] < floor)
    show(result, floors, below)
    if not same_gold:
        say("The annotations are not those that the floors were pinned for; --update pins new ones.")
    whole, bare = measure_speed(extractor, articles_of(gold))
    say(f"Speed: {whole:,.0f} characters a second, {whole / bare:.2f} of bare segmentation ({bare:,.0f}); one core.")
    if options.update:
        if below and not options.lower:
            say(f"Not pinned: {', '.join(below)} would be lowered. Mend them, or say --lower and why in the commit.")
            return 1
        data = {"gold": hash_of(GOLD), "extractor": VERSION, "f1": raised(scores, floors, lower=options.lower)}
        FLOORS.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
        say(f"Pinned in {FLOORS.relative_to(Path.cwd()) if FLOORS.is_relative_to(Path.cwd()) else FLOORS}.")
        return 0
    return 1 if below or not same_gold else 0


def show(result: Evaluation, floors: dict[str, float], below: Sequence[str]) -> None:
    table = Table(title=f"{result.reports} annotated reports, extractor {VERSION}", title_justify="left")
    for name in ("view", "precision", "recall", "F1", "floor", ""):
        table.add_column(name, justify="left" if name == "view" else "right")
    for view, score in result.scores.items():
        floor = f"{floors[view]:.3f}" if view in floors else ""
        shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
        table.add_row(view, *shares, floor, "below" if view in below else "")
    Console().print(table)


def say(text: str) -> None:
    Console().print(text, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
