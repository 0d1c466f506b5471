"""Tables of scores and differences, as `blotter eval` and `blotter extract --all` print them."""

from collections.abc import Collection, Sequence

from rich.text import Text

from app.evaluation import Difference, Evaluation, Key
from app.terminal import counted, new_table, results


def show_scores(result: Evaluation) -> None:
    """Print the scores of all views as a table."""
    numbers = (">precision", ">recall", ">F1", ">gold", ">read", ">right")
    table = new_table(f"{counted(result.reports, 'report')}, {result.predicted} read", "view", *numbers)
    for view, score in result.scores.items():
        shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
        table.add_row(view, *shares, *map(str, (score.gold, score.predicted, score.hits)))
    results().print(table)


def show_differences(
    differences: Sequence[Difference], views: Collection[str], heads: tuple[str, str] = ("missed", "extra")
) -> None:
    """Print what one side has and the other has not, side by side where the two are about the same words."""
    table = new_table("", "report", "view", *heads)
    for difference in differences:
        if difference.view not in views:
            continue
        missed = _cell(difference.missed, difference.missed_quote)
        extra = _cell(difference.extra, difference.extra_quote)
        table.add_row(difference.report, difference.view, missed, extra)
    results().print(table)


def _cell(key: Key | None, quote: str) -> Text:
    if key is None:
        return Text()
    parts = (
        "-" if part is None else ", ".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in key
    )
    said = " · ".join(part for part in parts if part)
    return Text(said).append(f"\n“{quote}”" if quote else "", style="dim")
