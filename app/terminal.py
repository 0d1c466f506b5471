"""What people see: results on standard output, everything else on standard error, and how far long work has come."""

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich import box
from rich.console import Console
from rich.table import Table

PIPE_WIDTH = 120
"""Columns of a table that is not written to a terminal and for which COLUMNS says nothing."""

SECONDS_BETWEEN_LINES = 60.0


def results() -> Console:
    """Give the console of standard output."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return Console(highlight=False)
    return Console(highlight=False, width=PIPE_WIDTH)


def notes() -> Console:
    """Give the console of standard error."""
    return Console(stderr=True, highlight=False)


def new_table(title: str, *columns: str) -> Table:
    """Give an empty table; a column named `>…` is set flush right, one named `|…` flush left; neither is wrapped.

    Other columns fold anywhere, for Chinese has no spaces to break a line at.
    """
    table = Table(title=title or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in columns:
        name = column.lstrip(">|")
        right = column.startswith(">")
        table.add_column(name, justify="right" if right else "left", no_wrap=name != column, overflow="fold")
    return table


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: 1 report, 1,200 reports."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def say(message: str) -> None:
    """Tell one thing on standard error, unwrapped, whatever signs it holds."""
    notes().print(message, markup=False, soft_wrap=True)


def start_logging(level: str) -> None:
    """Send the log of the program and its libraries to standard error, from `level` on."""
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )


class Advance(Protocol):
    """Tells that more is done."""

    def __call__(self, done: int = 1, *, what: str = "") -> None:
        """Count `done` more; `what` names the thing at hand."""


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Advance]:
    """Show how far a loop has come: a bar on a terminal, one line a minute elsewhere."""
    shown = _bar(title, total) if sys.stderr.isatty() else _lines(title, total)
    with shown as advance:
        yield advance


@contextmanager
def _bar(title: str, total: int | None) -> Iterator[Advance]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}", style="dim"),
    )
    with Progress(*columns, console=notes(), transient=True) as bar:
        task = bar.add_task(title, total=total, what="")

        def advance(done: int = 1, *, what: str = "") -> None:
            bar.update(task, advance=done, what=what[:40])

        yield advance


@contextmanager
def _lines(title: str, total: int | None) -> Iterator[Advance]:
    count = 0
    last = time.monotonic()

    def advance(done: int = 1, *, what: str = "") -> None:
        nonlocal count, last
        count += done
        now = time.monotonic()
        if now - last >= SECONDS_BETWEEN_LINES:
            last = now
            of = f" of {total}" if total is not None else ""
            say(f"{title}: {count}{of} {what}".rstrip())

    yield advance
