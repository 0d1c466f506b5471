"""`blotter eval`: how well the extractor reads annotated reports."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schema.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from schema.models import Article, Report

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
    through_pages: Annotated[
        bool,
        typer.Option("--through-pages", help="Read the sample site's pages of the same reports instead of the texts."),
    ] = False,
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
    if predicted is not None and through_pages:
        raise UsageError("--predicted and --through-pages both say where reports come from; give one of them.")
    if predicted is not None:
        got = by_id(read_reports(predicted), str(predicted))
    else:
        got = read_again(articles_of_pages(wanted) if through_pages else articles_of_texts(wanted))
    result = compare(wanted, got)
    if errors:
        show_differences(result.differences, view or SHOWN)
    show_scores(result)


def articles_of_texts(gold: "dict[str, Report]") -> "Iterator[Article]":
    """Yield the articles that annotated reports were made from."""
    from schema.models import Article

    for report in gold.values():
        yield Article.model_validate(report.model_dump(include={"id", "url", "title", "published", "source", "text"}))


def articles_of_pages(gold: "dict[str, Report]") -> "Iterator[Article]":
    """Yield the articles that the rules of the sample's sites find on the pages of annotated reports."""
    from app.reading import find_article
    from app.sample_pages import sample_pages
    from app.terminal import say
    from crawler.site import load_sites

    sites = load_sites()
    for key, page in sample_pages().items():
        if key not in gold:
            continue
        try:
            yield find_article(page, sites.get(page.site or "")).model_copy(update={"id": key})
        except InputError as error:
            say(f"blotter: {key}: {error}")


def read_again(articles: "Iterable[Article]") -> "dict[str, Report]":
    """Give the reports that the extractor reads, by the articles' ids."""
    from app.terminal import progress, say
    from extract.pipeline import Extractor

    extractor = Extractor()
    found = {}
    with progress("Reading") as advance:
        for article in articles:
            try:
                found[article.id] = extractor.read(article)
            except InputError as error:
                say(f"blotter: {article.id}: {error}")
            advance(what=article.id)
    return found


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("eval", epilog="Example: blotter eval tests/gold/dev-a.jsonl tests/gold/dev-b.jsonl --errors")(evaluate)
