"""`blotter eval`: how well the extractor reads annotated reports."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schema.errors import InputError, UsageError

if TYPE_CHECKING:
    from schema.models import Report

GOLD = typer.Argument(metavar="GOLD", help="Annotated reports, JSON lines.", show_default=False)


def evaluate(
    gold: Annotated[list[Path], GOLD],
    predicted: Annotated[
        Path | None,
        typer.Option("--predicted", metavar="FILE", help="Reports to score; unless given, the texts of GOLD are read."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what was extra.")] = False,
    view: Annotated[
        list[str] | None, typer.Option("--view", metavar="VIEW", help="With --errors: only this view; may be repeated.")
    ] = None,
    log_level: Annotated[
        str | None, typer.Option("--log-level", metavar="LEVEL", help="DEBUG, INFO, WARNING or ERROR.")
    ] = None,
) -> None:
    """Score the extractor against annotated reports: precision, recall and F1 of every view."""
    from app.commands.options import settings
    from app.evaluation import SHOWN, VIEWS, by_id
    from app.evaluation import evaluate as compare
    from app.inputs import read_reports
    from app.tables import show_differences, show_scores

    settings(log_level=log_level)
    unknown = sorted(set(view or ()) - set(VIEWS))
    if unknown:
        raise UsageError(f"There is no view {unknown[0]}; there are {', '.join(VIEWS)}.")
    wanted = by_id([report for path in gold for report in read_reports(path)], "The annotated reports")
    got = by_id(read_reports(predicted), str(predicted)) if predicted else read_again(wanted)
    result = compare(wanted, got)
    if errors:
        show_differences(result.differences, view or SHOWN)
    show_scores(result)


def read_again(gold: "dict[str, Report]") -> "dict[str, Report]":
    """Give the reports that the extractor reads from the texts of annotated ones."""
    from app.terminal import progress, say
    from extract.pipeline import Extractor
    from schema.models import Article

    extractor = Extractor()
    found = {}
    with progress("Reading", len(gold)) as advance:
        for key, report in gold.items():
            fields = report.model_dump(include={"id", "url", "title", "published", "source", "text"})
            try:
                found[key] = extractor.read(Article.model_validate(fields))
            except InputError as error:
                say(f"blotter: {key}: {error}")
            advance(what=key)
    return found


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("eval", epilog="Example: blotter eval tests/gold/dev-a.jsonl tests/gold/dev-b.jsonl --errors")(evaluate)
